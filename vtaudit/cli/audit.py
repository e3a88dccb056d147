"""The commands that look at cases: audit, check and batch."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import selection, work
from vtaudit.cli.faults import reported, tell
from vtaudit.cli.options import (
    Allow,
    AskedLang,
    Case,
    Cases,
    Day,
    Force,
    Form,
    Language,
    Names,
    Output,
    Spoken,
)
from vtaudit.cli.selection import BaselineFile, Ignore, NoAccepted, Select
from vtaudit.errors import ExitStatus, InputError

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.formats import Format


class FailOn(StrEnum):
    """From which severity a run fails."""

    SHORTCOMING = "shortcoming"
    ATTENTION = "attention"
    NOTE = "note"


@reported
def audit(
    case: Case,
    form: Form = None,
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
    names: Names = False,
    allow: Allow = False,
    force: Force = False,
) -> None:
    """Audit one case and print the report.

    Examples:

      vtaudit audit cases/mieke-en-jette

      vtaudit audit cases/mieke-en-jette --format markdown --output bevindingen.md

      vtaudit audit cases/mieke-en-jette --format json --as-of 2020-07-01

      vtaudit audit cases/mieke-en-jette --select VT1 --ignore VT105 --fail-on shortcoming
    """
    from vtaudit.report.formats import TERMINAL, Asked

    kind = _format(form, output)
    wanted = selection.choice(
        case, lang=lang, as_of=as_of, select=select, ignore=ignore, fail_on=fail_on,
        no_accepted=no_accepted,
    )  # fmt: skip
    work.allow(identifiers=allow, names=names)
    read = work.load(case)
    result = selection.compared(selection.audited(read, wanted), baseline)
    if names:
        result = work.named(result, read)
    if kind.name == TERMINAL and output is None:
        _show(result, wanted.lang, width, ascii_only=ascii_only)
    else:
        texts = kind.render(result, work.rulebook(), Asked(wanted.lang, width, ascii_only))
        _write(texts[""], output, force=force)
    if selection.fails(result, wanted.fail_on):
        raise typer.Exit(ExitStatus.FAILED_ON)


def _format(form: str | None, output: Path | None) -> Format:
    from vtaudit.report.formats import FORMATS, TERMINAL, format_of

    if form is None and output is not None:
        return format_of(output)
    return FORMATS[form or TERMINAL]


def _show(result: Audit, lang: str, width: int | None, *, ascii_only: bool) -> None:
    from vtaudit.report.terminal import show

    show(result, work.rulebook(), sys.stdout, lang, width=width, ascii_only=ascii_only)


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
