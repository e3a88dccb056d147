"""The commands about time: term, calendar, terms and deadlines."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import language, reported
from vtaudit.cli.many import FEW, Jobs, left_out, processes, wrong
from vtaudit.cli.options import (
    Allow,
    AskedLang,
    Case,
    Cases,
    Day,
    Force,
    InTextOrJson,
    Lang,
    Language,
    Output,
    TextOrJson,
)
from vtaudit.cli.progress import counting
from vtaudit.cli.selection import choice
from vtaudit.errors import ExitStatus, UsageError
from vtaudit.message import worded


class AgendaFormat(StrEnum):
    """Formats of a list of deadlines."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


SOON = 14
"""Days ahead that count as soon, unless asked otherwise."""


@reported
def term(
    length: Annotated[
        str,
        typer.Argument(
            metavar="TERM",
            help="A length such as `10 weken`, or - for lines of TERM<tab>FROM<tab>REGIME.",
            show_default=False,
        ),
    ],
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The day of the event, as a source words it."),
    ] = None,
    regime: Annotated[
        str | None,
        typer.Option("--regime", help="What moves the end: atw, 1182-71 (or eu), none."),
    ] = None,
    back: Annotated[
        bool, typer.Option("--back", help="Count back: so long before the event.")
    ] = False,
    lang: Lang = Language.NL,
    form: InTextOrJson = TextOrJson.TEXT,
) -> None:
    """Work out one term by hand, with every skipped day and its source.

    Doubtful days are counted as free; where that matters the other last day is told.

    Examples:

      vtaudit term "10 weken" --from 2020-03-23 --regime atw

      vtaudit term "5 werkdagen" --from "medio december 2019" --regime none --lang en

      vtaudit term - --format json < terms.tsv
    """
    from vtaudit.cli import given
    from vtaudit.report.byhand import as_json, as_text

    book = work.rulebook()
    if length == given.STDIN:
        if start is not None or regime is not None:
            raise UsageError(worded("with - the dates and regimes stand in the lines"))
        found = given.lines(book, sys.stdin.buffer.read(), back=back)
    elif start is None or regime is None:
        names = ", ".join(given.known(book))
        raise UsageError(worded("give --from DATE and --regime (one of {names})", names=names))
    else:
        found = (given.one(book, given.Given(length, start, regime), back=back),)
    work.out(as_json(found, book) if form is TextOrJson.JSON else as_text(found, book, lang))


@reported
def calendar(
    year: Annotated[int, typer.Argument(min=1, max=9999, help="A year.", show_default=False)],
    lang: Lang = Language.NL,
    form: InTextOrJson = TextOrJson.TEXT,
) -> None:
    """Show a year with its free days, the source of each, and what is not certain.

    Example:

      vtaudit calendar 2020
    """
    from vtaudit.report.yearpage import as_json, as_text

    book = work.rulebook()
    work.out(as_json(year, book) if form is TextOrJson.JSON else as_text(year, book, lang))


@reported
def terms(
    case: Case,
    explain: Annotated[
        bool, typer.Option("--explain", help="Each day that was skipped, and what would change it.")
    ] = False,
    readings: Annotated[
        bool,
        typer.Option("--readings", help="What would move if terms were counted in disputed ways."),
    ] = False,
    as_of: Day = None,
    lang: AskedLang = None,
    form: InTextOrJson = TextOrJson.TEXT,
    allow: Allow = False,
) -> None:
    """Show the terms of a case: from when, until when, what met them.

    Examples:

      vtaudit terms cases/mieke-en-jette --explain

      vtaudit terms cases/mieke-en-jette --readings

      vtaudit terms cases/mieke-en-jette --format json
    """
    from vtaudit.audit.contested import otherwise
    from vtaudit.report.termspage import as_json, as_text

    work.allow(identifiers=allow)
    book, read = work.rulebook(), work.load(case)
    result = work.audited(read, as_of)
    others = tuple(otherwise(read, book, result)) if readings else None
    if form is TextOrJson.JSON:
        work.out(as_json(result, book, others))
    else:
        work.out(as_text(result, book, work.language(case, lang), explain=explain, others=others))


@reported
def deadlines(
    cases: Cases,
    as_of: Day = None,
    within: Annotated[
        int, typer.Option("--within", min=0, metavar="DAYS", help="How many days ahead is soon.")
    ] = SOON,
    form: Annotated[AgendaFormat, typer.Option("--format", "-f", help="Format.")] = (
        AgendaFormat.TEXT
    ),
    jobs: Jobs = None,
    forget: Annotated[
        bool, typer.Option("--no-store", help="Remember nothing, and audit everything.")
    ] = False,
    lang: Lang = Language.NL,
    output: Output = None,
    allow: Allow = False,
    force: Force = False,
) -> None:
    """List what is overdue, due soon and running over one or many cases.

    Folders are searched for cases. Of many cases only those are audited that changed since the
    last list on the same day. An agenda (ics) names no person and no case by its title: it has the
    reference of the case and an id that the list in text shows as well.

    Examples:

      vtaudit deadlines cases --as-of 2020-07-01 --within 30

      vtaudit deadlines cases --as-of 2020-07-01 --format ics --output termijnen.ics
    """
    from vtaudit.batch.discover import find_cases
    from vtaudit.batch.opening import MEMORY
    from vtaudit.batch.pool import Workers, outcomes
    from vtaudit.batch.rounds import Round
    from vtaudit.batch.store import Store, default_store
    from vtaudit.batch.task import Options
    from vtaudit.report import agenda
    from vtaudit.report.due import of_kept

    found = [str(path) for path in find_cases(cases)]
    wanted = choice(cases[0], as_of=as_of)
    options = Options(
        (), wanted.lang, wanted.as_of, allow, language(), work.chosen(), wanted.rules, due=True
    )
    few = forget or len(found) <= FEW
    place = MEMORY if few else default_store(*cases, kind="deadlines")
    with Store(place) as kept, counting(len(found)) as progress:
        spread = partial(outcomes, workers=Workers(processes(jobs, None, len(found))))
        lost = Round(kept, options, work.rulebook()).make(found, spread, progress)
        names = [row.id for row in kept.rows()]
        due = [d for text in kept.due() for d in of_kept(text)]
    wrong(lost)
    if form is AgendaFormat.ICS and len(set(names)) < len(names):
        raise UsageError(
            worded("two cases have the same id, and could not be told apart in an agenda")
        )
    render = {"json": agenda.as_json, "ics": agenda.as_ics, "text": agenda.as_text}[form]
    work.put(render(due, within, work.rulebook(), lang), output, force=force)
    if (ending := left_out(lost)) is not ExitStatus.DONE:
        raise typer.Exit(ending)
