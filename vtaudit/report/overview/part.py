"""The pieces of an overview, without markup: cells, small pictures, and parts with a heading.

Separate from what is said in them, and from the formats, which are all fed by the same pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Counted, Organisation, Overview
    from vtaudit.report.overview.strips import Strip
    from vtaudit.report.speech import Speech

HIDDEN = "·"
"""What stands for a number that is not published."""
NONE = "–"
REMARK = "note"
"""The severity of what is told and held against nobody."""
CASES, MEASURED, LEFT = "cases", "measured", "not-audited"
"""Places in lists of cases that are not those of a verdict."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table or a line of a picture: text, where its cases are, and what is drawn."""

    text: str
    link: str = ""
    """Name of a list of cases, with the place in it: `VT201#shown-1`."""
    strip: Strip = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A small picture: a strip for each organisation, all to the same scale."""

    title: str
    lines: tuple[tuple[str, Cell], ...]
    scale: tuple[str, str]
    """What stands at the begin and at the end of every strip."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences, small pictures and a table; the first column names the row."""

    key: str
    title: str
    text: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    panels: tuple[Panel, ...] = ()


def named(of: Organisation, speech: Speech) -> str:
    """Return an organisation by its name, or by what it is."""
    return of.name or speech.word("body", of.body)


def brief(found: Sequence[Organisation], speech: Speech) -> tuple[str, ...]:
    """Return the names without the words with which all of them begin, for a narrow column."""
    words = [named(o, speech).split() for o in found]
    alike = 0
    while alike < min(map(len, words)) - 1 and len({w[alike] for w in words}) == 1:
        alike += 1
    return tuple(" ".join(w[alike:]) for w in words)


def number(count: int | None) -> str:
    """Return a number of cases; a sign where it is hidden."""
    return HIDDEN if count is None else str(count)


def severity(code: str, speech: Speech) -> str:
    """Return what a finding of a rule is; empty where the rulebook has the rule no longer."""
    found = speech.rule(code)
    return found.severity if found else ""


def ordered(found: Overview, speech: Speech) -> tuple[Counted, ...]:
    """Return the rules as they are read: in their order, those of which findings are remarks last.

    A remark asks for less attention than any shortcoming, however often it is made.
    """
    return tuple(sorted(found.rules, key=lambda c: severity(c.rule, speech) == REMARK))


def place(group: str, organisation: int | None) -> str:
    """Return the name of a place in a list of cases."""
    return group if organisation is None else f"{group}-{organisation + 1}"


def rule(code: str, speech: Speech) -> str:
    """Return the code and the title of a rule."""
    return f"{code} {speech.title(code)}"
