"""The command that audits a case and prints or writes the report."""

from __future__ import annotations

import os
import pydoc
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import sealing, selection, work
from vtaudit.cli.faults import reported
from vtaudit.cli.options import (
    Allow,
    AskedLang,
    Case,
    Day,
    Force,
    Form,
    Names,
    Outputs,
)
from vtaudit.cli.selection import BaselineFile, Ignore, NoAccepted, Select
from vtaudit.errors import ExitStatus, UsageError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.formats import Asked


class Purpose(StrEnum):
    """For whom a report is made."""

    COMMENT = "comment"


class FailOn(StrEnum):
    """From which severity a run fails."""

    SHORTCOMING = "shortcoming"
    ATTENTION = "attention"
    NOTE = "note"


@reported
def audit(
    case: Case,
    form: Form = None,
    output: Outputs = None,
    lang: AskedLang = None,
    as_of: Day = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit 1 on an established finding of this weight or more."),
    ] = None,
    select: Select = None,
    ignore: Ignore = None,
    no_accepted: NoAccepted = False,
    baseline: BaselineFile = None,
    width: Annotated[
        int | None, typer.Option("--width", min=40, help="Columns of the terminal report.")
    ] = None,
    ascii_only: Annotated[
        bool, typer.Option("--ascii", help="No characters outside ASCII in lines and signs.")
    ] = False,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="PART,...", help="Only these parts, in full."),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Only what matters.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Everything in full.")] = False,
    pager: Annotated[bool, typer.Option("--pager", help="Page by page on a terminal.")] = False,
    purpose: Annotated[
        Purpose | None,
        typer.Option("--for", help="The facts alone, numbered, for the parties to comment on."),
    ] = None,
    names: Names = False,
    allow: Allow = False,
    force: Force = False,
) -> None:
    """Audit one case and print the report.

    Parts of the terminal report: summary, timeline, path, runs, terms, complaints, findings, gaps,
    told, norms, questions, baseline, accepted, not-audited, coverage, unverified. A CSV file holds
    one table (--only timeline, terms or findings); without it `-o zaak.csv`
    writes zaak-timeline.csv, zaak-terms.csv and zaak-findings.csv, and the screen gets all three.

    Examples:

      vtaudit audit cases/mieke-en-jette

      vtaudit audit cases/mieke-en-jette --only terms,gaps

      vtaudit audit cases/mieke-en-jette -o bevindingen.md -o zaak.json -o zaak.csv -o zaak.sarif

      vtaudit audit cases/mieke-en-jette --for comment --output hoor-en-wederhoor.md

      vtaudit audit cases/mieke-en-jette --format json --as-of 2020-07-01

      vtaudit audit cases/mieke-en-jette --select VT1 --ignore VT105 --fail-on shortcoming
    """
    from vtaudit.report.formats import TERMINAL, Asked

    wanted = selection.choice(
        case, lang=lang, as_of=as_of, select=select, ignore=ignore, fail_on=fail_on,
        no_accepted=no_accepted,
    )  # fmt: skip
    work.allow(identifiers=allow, names=names)
    read = work.load(case)
    result = selection.compared(selection.audited(read, wanted), baseline)
    if names:
        result = work.named(result, read)
    asked = Asked(
        lang=wanted.lang,
        only=tuple(filter(None, (only or "").replace(" ", "").split(","))),
        detail=_detail(brief=brief, full=full),
        width=width,
        ascii_only=ascii_only,
        comment=purpose is Purpose.COMMENT,
        case_file=(read.folder / read.name).as_posix(),
    )
    if output or (form or TERMINAL) != TERMINAL or purpose:
        asked = replace(asked, basis=sealing.basis(result, read, wanted, baseline, names=names))
    if output:
        _write(result, asked, output, form, force=force)
    else:
        _print(result, asked, form, pager=pager)
    if selection.fails(result, wanted.fail_on):
        raise typer.Exit(ExitStatus.FAILED_ON)


def _detail(*, brief: bool, full: bool) -> str:
    if brief and full:
        raise UsageError(worded("--brief or --full, not both"))
    return "brief" if brief else "full" if full else "normal"


def _write(
    result: Audit, asked: Asked, output: list[Path], form: str | None, *, force: bool
) -> None:
    """Write each output in its format: all of them, or none."""
    from vtaudit.report.files import write_all
    from vtaudit.report.formats import FORMATS, as_bytes, format_of, named, told

    if form is not None and len(output) > 1:
        raise UsageError(
            worded("--format is for one --output; several have the format of their suffix")
        )
    made = [FORMATS[form] if form is not None else format_of(path) for path in output]
    if asked.comment and any(f.name != "markdown" for f in made):
        raise UsageError(_COMMENT)
    texts = told(made, result, work.rulebook(), asked)
    files = {
        path.with_name(named(path, part)): as_bytes(text)
        for path, parts in zip(output, texts, strict=True)
        for part, text in parts.items()
    }
    if len(files) < sum(map(len, texts)):
        raise UsageError(worded("two outputs would be written to one file"))
    write_all(files, force=force)


def _print(result: Audit, asked: Asked, form: str | None, *, pager: bool) -> None:
    from vtaudit.report.formats import FORMATS, TERMINAL, told

    kind = form or ("markdown" if asked.comment else TERMINAL)
    if asked.comment and kind != "markdown":
        raise UsageError(_COMMENT)
    if kind != TERMINAL:
        made = told([FORMATS[kind]], result, work.rulebook(), asked)[0].values()
        texts = [text for text in made if isinstance(text, str)]
        if len(texts) < len(made):
            raise UsageError(worded("{format} is no text: give --output FILE", format=kind))
        work.out("\r\n".join(texts))
        return
    from vtaudit.report.terminal import suited

    text = suited(result, work.rulebook(), sys.stdout, asked.lang, width=asked.width,
                  ascii_only=asked.ascii_only, only=asked.only, detail=asked.detail)  # fmt: skip
    if pager and sys.stdout.isatty():
        os.environ.setdefault("LESS", "-RFX")
        pydoc.pager(text)
    else:
        sys.stdout.write(text)


_COMMENT = worded("--for comment makes markdown")
