"""The commands between vtaudit and other people's files: import and export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import asking, completion, work
from vtaudit.cli.faults import reported, say
from vtaudit.cli.options import Allow, Cases, Force, Lang, Language, Output, Spoken
from vtaudit.errors import UsageError
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from vtaudit.exchange.draft import Basics
    from vtaudit.exchange.propose import Proposal
    from vtaudit.exchange.rows import Table
    from vtaudit.rulebook.book import Rulebook


class LogFormat(StrEnum):
    """Formats of other programs."""

    XES = "xes"
    OCEL = "ocel"
    CSV = "csv"


@reported
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A chronology: .txt, .csv, .tsv, .xlsx, .docx, .xes, or OCEL .json.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="Folder of the new case."),
    ],
    title: Annotated[str | None, typer.Option("--title", help="Title of the case.")] = None,
    protocol: Annotated[
        str | None,
        typer.Option(
            "--protocol",
            autocompletion=completion.protocols,
            help="Protocol (see `vtaudit protocol`).",
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Peildatum of the case.")
    ] = None,
    ask: Annotated[
        bool | None,
        typer.Option(
            "--ask/--no-ask",
            help="Ask where no activity stands out. Default: only on a terminal.",
            show_default=False,
        ),
    ] = None,
    lang: Lang = Language.NL,
    force: Force = False,
) -> None:
    """Turn a chronology into the draft of a case: a step for each row, nothing dropped.

    Each step gets the activity that its words point at, with those words beside it. What is left
    to do is marked `todo:` in the file. A file that vtaudit exported comes back as it was.

    Examples:

      vtaudit import tijdlijn.txt -o cases/mijn-zaak

      vtaudit import tijdlijn.xlsx -o cases/mijn-zaak --as-of 2020-12-31 --no-ask
    """
    from vtaudit.dossier.reader import CASE_FILE
    from vtaudit.exchange.reading import read_table
    from vtaudit.report.case_schema import FILE, NAMED, case_schema
    from vtaudit.report.files import make_folder, write_all

    book = work.rulebook()
    found = read_table(file, book)
    if isinstance(found, str):
        text, became = found, worded("as it was exported")
    else:
        basics = _basics(file, output, title, protocol, as_of, book)
        text, became = _drafted(
            found, basics, book, str(lang), ask=asking.terminal() if ask is None else ask
        )
    target = output / CASE_FILE
    if target.exists() and not force:
        raise UsageError(worded("{path} is there already; --force replaces it", path=target))
    make_folder(output)
    files = {output / FILE: case_schema(book, lang), target: (NAMED + text).encode()}
    write_all(files, force=force, unasked=(output / FILE,))
    say(worded("{target}: {became}", target=target, became=became))


@reported
def export(
    cases: Cases,
    form: Annotated[LogFormat, typer.Option("--format", "-f", help="Format.")] = LogFormat.XES,
    output: Output = None,
    allow: Allow = False,
    force: Force = False,
    lang: Spoken = Language.EN,
) -> None:
    """Write cases as an event log for other programs: XES, OCEL 2.0 or CSV.

    A date that is not exact keeps its bounds, a step without a date borrows none. Private remarks
    and names of people stay behind; imported again, the case gives the same audit.

    Examples:

      vtaudit export cases --format ocel --output zaken.json

      vtaudit export cases/mieke-en-jette --format xes -o zaak.xes
    """
    from vtaudit.batch.discover import find_cases
    from vtaudit.exchange import ocel, sheet, xes

    del lang
    work.allow(identifiers=allow)
    read = [work.load(path) for path in find_cases(cases)]
    match form:
        case LogFormat.XES:
            data = xes.to_xes(read)
        case LogFormat.OCEL:
            data = ocel.to_ocel(read, work.rulebook())
        case LogFormat.CSV:
            data = sheet.to_csv(read)
    if output is None:
        work.out(data.decode("utf-8-sig"))
        return
    from vtaudit.report.files import write

    write(output, data, force=force)


def _basics(
    file: Path,
    folder: Path,
    title: str | None,
    protocol: str | None,
    as_of: str | None,
    book: Rulebook,
) -> Basics:
    from vtaudit.decode import wrong_word
    from vtaudit.exchange.draft import Basics
    from vtaudit.exchange.naming import slug

    name = slug(folder.resolve().name)
    known = list(book.protocols)
    if protocol is not None and protocol not in known:
        raise UsageError(wrong_word("protocol", protocol, known))
    return Basics(
        id=name,
        title=title or name,
        protocol=protocol or str(book.proposals.protocol),
        rulebook=book.version,
        source=file.name,
        as_of=as_of,
    )


def _drafted(
    table: Table, basics: Basics, book: Rulebook, lang: str, *, ask: bool
) -> tuple[str, Message]:
    """Return the draft and a line that tells what became of the source."""
    from vtaudit.exchange.draft import draft, todo
    from vtaudit.exchange.propose import propose
    from vtaudit.report.catalogue import catalogue

    activities = book.vocabulary(basics.protocol)["activity"]
    proposals = propose(table.rows, book.proposals, activities)
    cat = catalogue(lang)
    chosen = _asked(proposals, activities) if ask else {}
    text = draft(basics, proposals, table.leftovers, book.proposals, chosen, cat)
    became = worded(
        "steps: {steps}, with an activity still to choose: {todo}",
        steps=len(proposals),
        todo=todo(proposals, chosen),
    )
    if table.leftovers:
        became = worded(
            "{became}, lines left over: {lines} (listed at the end of the file)",
            became=became,
            lines=len(table.leftovers),
        )
    return text, became


def _asked(proposals: Sequence[Proposal], activities: Collection[str]) -> Mapping[int, str]:
    """Ask the author for the activity of every row where none stands out."""
    from vtaudit.decode import noun
    from vtaudit.exchange.draft import UNKNOWN

    chosen: dict[int, str] = {}
    for number, proposal in enumerate(proposals):
        if proposal.confidence in ("given", "high"):
            continue
        say(worded("{date}: {text}", date=proposal.row.date, text=proposal.row.text))
        for guess in proposal.guesses:
            say(worded("  {activity}, by the words {words}", activity=guess.activity,
                       words=", ".join(guess.words)))  # fmt: skip
        first = proposal.activity or UNKNOWN
        read = asking.word("activity", {*activities, UNKNOWN})
        answer = asking.asked(noun("activity"), read, first)
        if answer != UNKNOWN:
            chosen[number] = answer
    return chosen
