"""Questions to an author on a terminal: a wrong answer is told, and asked for again.

Separate from the commands, so that no slip of the pen costs the answers given before it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

import typer

from vtaudit.cli.faults import say, spoken
from vtaudit.errors import UsageError, VtauditError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

T = TypeVar("T")


def terminal() -> bool:
    """Return whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Return what *read* makes of an answer to *question*, as soon as it makes something of one.

    With *default*, which is shown unless it is empty, Enter answers that.
    """
    while True:
        answer = typer.prompt(
            spoken(question), default=default, show_default=bool(default), err=True
        )
        try:
            return read(str(answer).strip())
        except VtauditError as error:
            say(error.message or worded("this cannot be read"))


def word(what: str, known: Collection[str]) -> Callable[[str], str]:
    """Return a reader of one of the words *known*."""
    from vtaudit.decode import wrong_word

    def read(text: str) -> str:
        if text not in known:
            raise UsageError(wrong_word(what, text, known))
        return text

    return read


def words(what: str, known: Collection[str]) -> Callable[[str], list[str]]:
    """Return a reader of words with commas between them, or of none."""
    one = word(what, known)
    return lambda text: [one(part.strip()) for part in text.split(",") if part.strip()]


def moment(known: DateWords) -> Callable[[str], str]:
    """Return a reader of a date as a case may tell it, or of none."""
    from vtaudit.dates.grammar import parse

    def read(text: str) -> str:
        if text:
            parse(text, known)
        return text

    return read


def day(text: str) -> str | None:
    """Read a day as YYYY-MM-DD, or none."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(
            worded("`{text}` is not a day; write it as 2020-12-31", text=text)
        ) from None
