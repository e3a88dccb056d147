"""A report between the audit and its formats: sections, paragraphs, tables, lists; no markup.

Separate so that all formats for people are fed by the same pieces and cannot disagree. Every
string in it is plain text; each format makes it inert in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vtaudit.audit.model import Citation
from vtaudit.dates.interval import Interval

Sign = Literal["good", "bad", "open", "none", "running", "overdue", "remark", "plain"]
"""What a cell says at a glance; each format has a sign of its own for it."""

SIGN_OF: dict[str, Sign] = {
    "shown": "good", "contradicted": "bad", "not-established": "open", "not-applicable": "none",
    "met": "good", "late": "bad", "running": "running", "overdue": "overdue",
    "undetermined": "open", "established": "bad", "yes": "good", "no": "bad", "unknown": "open",
    "certain": "bad", "possible": "open",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """Words that point to a place in the same report; a format without links passes them by."""

    text: str
    to: str
    """The name of the place, see `Line.names`; one that is not in the report is no link."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a line: text, with a sign before it where it has one."""

    text: str
    sign: Sign = "plain"
    strong: bool = False
    links: tuple[Link, ...] = ()
    """Pieces of the text that point somewhere, in their order; one without words is the sign."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in pieces, with the places in the dossier on which it rests."""

    bits: tuple[Bit, ...] = ()
    cites: tuple[Citation, ...] = ()
    between: str = " "
    """What stands between the pieces."""
    names: tuple[str, ...] = ()
    """What this line tells, as the kind and the id: links to these names lead here."""
    about: tuple[Link, ...] = ()
    """To what else this line belongs; only formats with links show it, behind the line."""

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.cites) or any(b.text or b.sign != "plain" for b in self.bits)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list."""

    line: Line
    under: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    first: int | None = None
    """Number of the first entry; without it they are not numbered."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    under: bool = False
    """On a narrow screen it stands under the main column, with its title."""
    main: bool = False
    """The column that gets the room, and under which others are put."""
    fixed: bool = False
    """Its text is short and never broken."""
    share: int = 1
    """Part of the width that it gets in a table that fills the screen."""
    label: bool = True
    """Whether its title stands before it where it stands under the main column."""
    to: str = ""
    """The place to which its title points."""
    told: str = ""
    """What its title is short for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has one line for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    dense: bool = False
    """Whether it is a matrix of signs, of which the columns stand close together."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a flow."""

    text: str
    sure: bool = True
    """Whether it certainly comes after the box before it."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A flow of steps: boxes in order, each group in a frame of its own."""

    groups: tuple[tuple[str, tuple[Box, ...]], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasted, or that was on some day: when it can have begun and ended."""

    kind: Literal["bar", "term", "step", "rival"]
    begin: Interval
    end: Interval
    text: str = ""
    """The number of a vague step, which stands in it; the last day of a term, beside it."""
    told: tuple[str, ...] = ()
    """What it is and how it was worked out; for formats in which it can be pointed at."""
    to: str = ""
    """The place in the report that tells it."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of a chart."""

    title: Line
    stretches: tuple[Stretch, ...]
    about: str = ""
    """What the title leaves out; shown where there is room."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Time drawn to scale: lanes over the days from the first up to and including the last."""

    first: date
    last: date
    months: tuple[tuple[date, str], ...]
    """The first day of each month with its name in brief."""
    groups: tuple[tuple[Lane, ...], ...]
    """Lanes that belong together."""
    rivals: tuple[Lane, ...] = ()
    """Steps of which the day is told in two ways: as recorded, and as somebody else has it."""


Block = Line | Items | Table | Diagram | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    key: str
    """Name by which a format or an option picks it."""
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def line(text: str, sign: Sign = "plain", cites: tuple[Citation, ...] = ()) -> Line:
    """Return a line of one piece."""
    return Line((Bit(text, sign),), cites)


def strong(text: str) -> Line:
    """Return a line that stands out."""
    return Line((Bit(text, strong=True),))


def items(*lines: Line) -> Items:
    """Return a flat list."""
    return Items(tuple(Item(x) for x in lines))
