"""The plain chronology of a case: when and what, for reading and for pasting into a letter.

Separate from the report, which weighs each step: here nothing is judged.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.inert import for_markdown, for_terminal
from vtaudit.report.shareable import left_out, shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Entry
    from vtaudit.rulebook.book import Rulebook

WIDEST = 34
"""Columns that the dates take at most."""


def as_text(audit: Audit, book: Rulebook, lang: str, width: int | None, **only: str | None) -> str:
    """Return the steps a line each, folded at *width* columns unless that is None.

    It may be pasted anywhere, so what is restricted is left out, and that is said.
    """
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    rows = [(for_terminal(when), for_terminal(what)) for when, what in _rows(voice, **only)]
    wide = min(WIDEST, max((len(when) for when, _ in rows), default=0))
    if not shared.complete:
        rows.append(("", for_terminal(left_out(voice, shared))))
    return "".join(f"{line}\n" for row in rows for line in _folded(*row, wide, width))


def as_markdown(audit: Audit, book: Rulebook, lang: str, **only: str | None) -> str:
    """Return the steps as a table of two columns, without what is restricted."""
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    head = f"| {voice.say('when')} | {voice.say('what')} |\n|---|---|\n"
    rows = _rows(voice, **only)
    table = head + "".join(f"| {for_markdown(a)} | {for_markdown(b)} |\n" for a, b in rows)
    return table if shared.complete else f"{table}\n{for_markdown(left_out(voice, shared))}\n"


def _rows(
    voice: Voice, person: str | None = None, track: str | None = None
) -> Iterator[tuple[str, str]]:
    entries = voice.audit.timeline
    if person is not None:
        _must_be("person or body", person, voice.actors)
    if track is not None:
        _must_be("track", track, dict.fromkeys(e.track for e in entries))
    for entry in entries:
        if person in (None, *_involved(entry)) and track in (None, entry.track):
            yield voice.date_of(entry), entry.text


def _must_be(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise UsageError(wrong_word(what, name, known))


def _involved(entry: Entry) -> tuple[str, ...]:
    return (*entry.by, *entry.to, *entry.concerns)


def _folded(when: str, what: str, wide: int, width: int | None) -> list[str]:
    if width is None:
        return [f"{when:<{wide}}  {what}"]
    room = max(20, width - wide - 2)
    left = textwrap.wrap(when, wide) or [""]
    right = textwrap.wrap(what, room) or [""]
    tall = max(len(left), len(right))
    left += [""] * (tall - len(left))
    right += [""] * (tall - len(right))
    return [f"{a:<{wide}}  {b}".rstrip() for a, b in zip(left, right, strict=True)]
