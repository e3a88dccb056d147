"""The commands with which a case file is begun, extended and kept tidy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import asking, completion, work
from vtaudit.cli.faults import reported, say
from vtaudit.cli.options import Allow, Case, Day, Force, Lang, Language, Spoken
from vtaudit.cli.upkeep import replaced
from vtaudit.errors import UsageError
from vtaudit.message import worded

if TYPE_CHECKING:
    from collections.abc import Collection


@reported
def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of the case.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder of the case. Default: ID."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title, in pseudonyms.")] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body",
            autocompletion=completion.bodies,
            help="Kind of the audited body (vtaudit words body).",
        ),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="ID=ROLE", help="Somebody in the case; may be repeated."),
    ] = None,
    protocol: Annotated[
        str | None,
        typer.Option(
            "--protocol",
            autocompletion=completion.protocols,
            help="Protocol (see `vtaudit protocol`).",
        ),
    ] = None,
    as_of: Day = None,
    lang: Lang = Language.NL,
    force: Force = False,
) -> None:
    """Begin a case: a folder with a commented case file that passes `vtaudit check`.

    On a terminal it asks what no option gives.

    Examples:

      vtaudit new zaak-12

      vtaudit new zaak-12 --title "Sem en Noor" --person sem=kind --person moeder=ouder
    """
    from vtaudit.dossier.reader import CASE_FILE
    from vtaudit.exchange.naming import slug
    from vtaudit.exchange.skeleton import Answers, skeleton
    from vtaudit.report.case_schema import FILE, case_schema
    from vtaudit.report.catalogue import catalogue
    from vtaudit.report.files import make_folder, write_all

    book = work.rulebook()
    if slug(name) != name:
        raise UsageError(worded("`{name}` is no id: write `{slug}`", name=name, slug=slug(name)))
    folder = output or Path(name)
    target = folder / CASE_FILE
    if target.exists() and not force:
        raise UsageError(worded("{path} is there already; --force replaces it", path=target))
    asks = asking.terminal()
    title = title or (asking.asked(worded("title"), str, name) if asks else name)
    kind = _word(book.words["body"], body, "body", next(iter(book.words["body"])), ask=asks)
    protocol = _word(book.protocols, protocol, "protocol", str(book.proposals.protocol), ask=False)
    people = [_person(text, book.words["role"]) for text in person or ()]
    if asks and not person:
        people = _asked_people(book.words["role"])
    judged = as_of.isoformat() if as_of else None
    if asks and judged is None:
        judged = asking.asked(worded("peildatum as YYYY-MM-DD (empty: not yet)"), asking.day, "")
    answers = Answers(
        id=name,
        title=title,
        protocol=protocol,
        rulebook=book.version,
        body=next((str(a.id) for a in book.proposals.actors if a.body == kind), kind),
        kind=kind,
        people=tuple(people),
        as_of=judged,
    )
    make_folder(folder)
    files = {
        folder / FILE: case_schema(book, lang),
        target: skeleton(answers, FILE, catalogue(lang)).encode(),
    }
    write_all(files, force=force, unasked=(folder / FILE,))
    say(
        worded(
            "{target}: fill in the steps, then `vtaudit check {folder}`",
            target=target,
            folder=folder,
        )
    )


@reported
def add(
    case: Case,
    activity: Annotated[
        str | None,
        typer.Option(
            "--activity",
            "-a",
            autocompletion=completion.activities,
            help="Kind of step (vtaudit words activity).",
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", "-d", help="When, as vague as the source.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", "-t", help="What happened, in your own words.")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Who acted; may be repeated.")
    ] = None,
    to: Annotated[list[str] | None, typer.Option("--to", help="To whom; may be repeated.")] = None,
    name: Annotated[
        str | None, typer.Option("--id", help="Id of the step. Default: made of the activity.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Document and page, as `dossier:12`.")
    ] = None,
    lang: Spoken = Language.EN,
) -> None:
    """Add a step at the end of a case file; its comments and order stay as they are.

    On a terminal it asks what no option gives. A step that would make the file wrong is refused,
    and the file is left as it was.

    Examples:

      vtaudit add cases/mijn-zaak

      vtaudit add cases/mijn-zaak -a gesprek-ouders -d "medio mei 2020" -t "Gesprek." --by vt
    """
    from vtaudit.exchange.authoring import file_of, step_id, with_step

    del lang
    file = file_of(case)
    read = work.load(case)
    known = work.rulebook().vocabulary(str(read.file.case.protocol))["activity"]
    asks = asking.terminal()
    if not asks and (activity is None or not text):
        raise UsageError(worded("give --activity and --text: there is no terminal to ask on"))
    kind = _word(known, activity, "activity", None, ask=asks)
    if asks and not date:
        date = asking.asked(worded("date (empty: none)"), asking.moment(work.rulebook().dates), "")
    text = text or asking.asked(worded("text"), str)
    who = asking.words("person or body", [*read.people, *read.bodies])
    if asks and not by:
        by = asking.asked(worded("who acted, with commas (empty: not known)"), who, "")
    if asks and not to:
        to = asking.asked(worded("to whom, with commas (empty: not known)"), who, "")
    step: dict[str, object] = {
        "id": name or step_id(kind, read.events),
        "activity": kind,
        "date": date,
        "by": list(by or ()),
        "to": list(to or ()),
        "text": text,
        "sources": _sources(source),
    }
    kept = {k: v for k, v in step.items() if v}
    replaced(file, with_step(file.read_bytes(), kept))
    say(worded("{file}: added {step}", file=file, step=step["id"]))


@reported
def timeline(
    case: Case,
    person: Annotated[
        str | None, typer.Option("--person", help="Only the steps of this person or body.")
    ] = None,
    track: Annotated[
        str | None, typer.Option("--track", help="Only the steps of this track of the protocol.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a table in markdown.")] = False,
    lang: Lang = Language.NL,
    allow: Allow = False,
) -> None:
    """Print the plain chronology: when and what, for reading and for pasting.

    Examples:

      vtaudit timeline cases/mieke-en-jette

      vtaudit timeline cases/mieke-en-jette --person moeder --markdown
    """
    import shutil
    from datetime import date

    from vtaudit.report.chronology import as_markdown, as_text

    work.allow(identifiers=allow)
    read = work.load(case)
    audit = work.audited(read, read.file.case.as_of or date.max)
    if markdown:
        work.out(as_markdown(audit, work.rulebook(), lang, person=person, track=track))
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    work.out(as_text(audit, work.rulebook(), lang, width, person=person, track=track))


def _word(
    known: Collection[str], given: str | None, what: str, default: str | None, *, ask: bool
) -> str:
    """Return a valid word: the one given, else the one asked for, else *default*."""
    from vtaudit.decode import noun

    read = asking.word(what, known)
    return (
        asking.asked(noun(what), read, default)
        if given is None and ask
        else read(given or default or "")
    )


def _asked_people(roles: Collection[str]) -> list[tuple[str, str]]:
    question = worded("person as ID=ROLE (empty: no more)")
    people: list[tuple[str, str]] = []
    while one := asking.asked(question, lambda t: _person(t, roles) if t else None, ""):
        people.append(one)
    return people


def _person(text: str, roles: Collection[str]) -> tuple[str, str]:
    """Return pseudonym and role of `ID=ROLE`; raises UsageError for what is neither."""
    from vtaudit.decode import wrong_word
    from vtaudit.exchange.naming import slug

    name, _, role = text.partition("=")
    if slug(name) != name:
        raise UsageError(
            worded("`{name}` is no pseudonym: write `{slug}`", name=name, slug=slug(name))
        )
    if role not in roles:
        raise UsageError(wrong_word("role", role, roles))
    return name, role


def _sources(text: str | None) -> list[dict[str, str]]:
    if not text:
        return []
    document, _, page = text.partition(":")
    return [{"document": document, "page": page} if page else {"document": document}]
