"""The formats of one audit: their names, the file names that ask for them, and what renders them.

Separate so that a command knows no format by name: to add one is a module and an entry here, and
it is offered, guarded and tested with hostile text without being named anywhere else. A renderer
is imported when it is used, and gives text only; nothing here writes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report import inert

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook

FILE_WIDTH = 120
"""Columns of a terminal report that is written to a file."""
TERMINAL = "terminal"
"""The format of a screen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user asked of a report; a format takes from it what it knows."""

    lang: str = "nl"
    width: int | None = None
    ascii_only: bool = False


Render = Callable[["Audit", "Rulebook", Asked], Mapping[str, str]]
"""Gives the texts of a format by a name for each; the name is empty where there is one text."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    suffixes: tuple[str, ...]
    render: Render
    shareable: bool
    """Whether what the case marks as restricted stays out of it."""
    inert: Callable[[str], str]
    """How a text of the case stands in it."""


def _terminal(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.terminal import render

    return {"": render(audit, book, asked.lang, width=asked.width or FILE_WIDTH,
                       ascii_only=asked.ascii_only)}  # fmt: skip


def _markdown(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.markdown import render

    return {"": render(audit, book, asked.lang)}


def _json(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.json import render

    del asked
    return {"": render(audit, book)}


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format(TERMINAL, (".txt",), _terminal, shareable=False, inert=inert.for_terminal),
        Format("markdown", (".md", ".markdown"), _markdown, shareable=True,
               inert=inert.for_markdown),
        Format("json", (".json",), _json, shareable=False, inert=inert.in_json),
    )
}  # fmt: skip
"""Every format by its name."""


def format_of(path: PurePath) -> Format:
    """Return the format that the name of *path* asks for, the longest suffix first.

    Raises UsageError, with the suffixes there are, when no format belongs to the name.
    """
    suffixes = {s: f for f in FORMATS.values() for s in f.suffixes}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if path.name.lower().endswith(suffix):
            return suffixes[suffix]
    known = ", ".join(suffixes)
    raise UsageError(
        worded(
            "{output}: no format belongs to this name ({known}); give --format",
            output=path,
            known=known,
        )
    )
