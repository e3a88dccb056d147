"""The commands that look at cases: audit, check and batch."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vtaudit.cli import selection, work
from vtaudit.cli.faults import reported, tell
from vtaudit.cli.options import AskedLang, Case, Cases, Day, Force, Language, Output, Spoken
from vtaudit.cli.selection import BaselineFile, Ignore, NoAccepted, Select
from vtaudit.errors import ExitStatus, InputError, UsageError
from vtaudit.message import worded


class Format(StrEnum):
    """Formats of one audit."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"


class FailOn(StrEnum):
    """From which severity a run fails."""

    SHORTCOMING = "shortcoming"
    ATTENTION = "attention"
    NOTE = "note"


@reported
def audit(
    case: Case,
    form: Annotated[
        Format | None, typer.Option("--format", "-f", help="Format; default by the output's name.")
    ] = None,
    output: Output = None,
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
    force: Force = False,
) -> None:
    """Audit one case and print the report.

    Examples:

      vtaudit audit cases/mieke-en-jette

      vtaudit audit cases/mieke-en-jette --format markdown --output bevindingen.md

      vtaudit audit cases/mieke-en-jette --format json --as-of 2020-07-01

      vtaudit audit cases/mieke-en-jette --select VT1 --ignore VT105 --fail-on shortcoming
    """
    kind = _format(form, output)
    wanted = selection.choice(
        case, lang=lang, as_of=as_of, select=select, ignore=ignore, fail_on=fail_on,
        no_accepted=no_accepted,
    )  # fmt: skip
    result = selection.compared(selection.audited(work.load(case), wanted), baseline)
    if kind is Format.TERMINAL:
        _show(result, wanted.lang, output, width, ascii_only=ascii_only, force=force)
    else:
        _write(work.rendered(result, kind, wanted.lang), output, force=force)
    if selection.fails(result, wanted.fail_on):
        raise typer.Exit(ExitStatus.FAILED_ON)


def _format(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
    suffixes = {".md": Format.MARKDOWN, ".json": Format.JSON, ".txt": Format.TERMINAL}
    if output is None:
        return Format.TERMINAL
    if output.suffix.lower() not in suffixes:
        known = ", ".join(suffixes)
        raise UsageError(
            worded(
                "{output}: no format belongs to this name ({known}); give --format",
                output=output,
                known=known,
            )
        )
    return suffixes[output.suffix.lower()]


def _show(result: object, lang: str, output: Path | None, width: int | None, *,
          ascii_only: bool, force: bool) -> None:  # fmt: skip
    from vtaudit.audit.model import Audit
    from vtaudit.report.terminal import render, show

    assert isinstance(result, Audit)
    book = work.rulebook()
    if output is None:
        show(result, book, sys.stdout, lang, width=width, ascii_only=ascii_only)
    else:
        text = render(result, book, lang, width=width or 120, color=False, ascii_only=ascii_only)
        _write(text, output, force=force)


def _write(text: str, output: Path | None, *, force: bool) -> None:
    if output is None:
        work.out(text)
        return
    from vtaudit.report.files import write

    write(output, text.encode("utf-8"), force=force)


@reported
def check(cases: Cases, lang: Spoken = Language.EN) -> None:
    """Check case files without auditing them; silent and 0 when all is well.

    Every mistake is named with file, line and column, all of a file at once.

    Example:

      vtaudit check cases/mieke-en-jette
    """
    del lang
    wrong = False
    for path in cases:
        try:
            work.load(path)
        except InputError as error:
            wrong = True
            tell(error)
    if wrong:
        raise typer.Exit(ExitStatus.NOT_AUDITED)
