"""The commands about the path: the protocol itself, and the way that a case went through it."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from typing import Annotated

import typer

from vtaudit.cli import completion, work
from vtaudit.cli.faults import reported
from vtaudit.cli.options import AskedLang, Case, Day, Force, Lang, Language, Output
from vtaudit.errors import UsageError
from vtaudit.message import worded

Name = Annotated[
    str | None,
    typer.Argument(show_default=False, help="Which; none lists them all.",
                   autocompletion=completion.protocols),
]  # fmt: skip


class Drawing(StrEnum):
    """Formats of a protocol."""

    TEXT = "text"
    MERMAID = "mermaid"
    PNML = "pnml"
    BPMN = "bpmn"
    JSON = "json"


class Telling(StrEnum):
    """Formats of a path."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@reported
def protocol(
    name: Name = None,
    form: Annotated[Drawing, typer.Option("--format", "-f", help="Format.")] = Drawing.TEXT,
    track: Annotated[
        str | None, typer.Option("--track", metavar="ID", help="Only this track.")
    ] = None,
    lang: Lang = Language.NL,
    output: Output = None,
    force: Force = False,
) -> None:
    """Draw a protocol: tracks, phases, flow and what is owed; or list them all.

    As PNML and BPMN it is for programs that draw or check processes; steps then have their ids.

    Examples:

      vtaudit protocol handelingsprotocol-2019

      vtaudit protocol handelingsprotocol-2019 --track klacht --format mermaid
    """
    from vtaudit.report.protocolpage import list_protocols

    book = work.rulebook()
    if form is Drawing.JSON:
        from vtaudit.report import bookjson

        work.put(bookjson.protocols(book, name), output, force=force)
        return
    if name is None:
        if form is not Drawing.TEXT or track is not None:
            raise UsageError(worded("give the protocol to draw (`vtaudit protocol` lists them)"))
        work.out(list_protocols(book, lang))
        return
    work.put(_drawn(name, form, track, lang), output, force=force)


def _drawn(name: str, form: Drawing, track: str | None, lang: str) -> str:
    from vtaudit.report.protocolpage import names_of, protocol_named, show_protocol, tracks_named
    from vtaudit.rulebook.flows import block_of

    book = work.rulebook()
    found = protocol_named(book, name)
    chosen = tracks_named(found, track)
    if form is Drawing.TEXT:
        return show_protocol(book, name, lang, track)
    drawn = {
        str(t.id): (str(t.nl if lang == "nl" else t.en), block_of(t.flow))
        for t in chosen
        if t.flow is not None
    }
    if form is Drawing.MERMAID:
        from vtaudit.exchange.mermaid import mermaid

        return mermaid(drawn, names_of(found, lang))
    if form is Drawing.BPMN:
        from vtaudit.exchange.bpmn import bpmn

        return bpmn(str(found.id), drawn, names_of(found, lang))
    from vtaudit.exchange.pnml import pnml

    return pnml(drawn)


@reported
def path(
    case: Case,
    under: Annotated[
        list[str] | None,
        typer.Option("--under", metavar="WHO", help="Also as this person or body tells it."),
    ] = None,
    as_of: Day = None,
    form: Annotated[Telling, typer.Option("--format", "-f", help="Format.")] = Telling.TEXT,
    lang: AskedLang = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show the path of a case beside its protocol: phases, moves, deviations, what may follow.

    With --under the accounts of a person or body are taken as the record and shown beside it.

    Examples:

      vtaudit path cases/mieke-en-jette

      vtaudit path cases/mieke-en-jette --under vt --under moeder
    """
    from vtaudit.report.pathpage import Account, as_json, as_markdown, as_text

    book, record = work.rulebook(), work.load(case)
    told = ((who, work.told_by(record, who)) for who in dict.fromkeys(under or ()))
    accounts = [Account(who, work.audited(x, as_of)) for who, x in ((None, record), *told)]
    spoken = work.language(case, lang)
    if form is Telling.JSON:
        text = as_json(accounts)
    elif form is Telling.MARKDOWN:
        text = as_markdown(accounts, book, spoken)
    else:
        text = as_text(accounts, book, sys.stdout if output is None else io.StringIO(), spoken)
    work.put(text, output, force=force)
