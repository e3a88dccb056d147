"""A chronology as it came in: rows with a date and a text, and what was left over.

Separate because every format becomes this first: nothing of a source is dropped, each of its lines
ends in a row or among the leftovers, and what a row has no place for stays beside it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One step as the source tells it."""

    line: int
    """Line or row of the source on which it begins, from 1."""
    date: str
    """When, in words that a case file may hold; empty when the source gives none that it may."""
    text: str
    """What happened, in the words of the source, on one line."""
    by: str = ""
    """Who acted, where the source has a column for it."""
    source: str = ""
    """The paper it names."""
    page: str = ""
    """The page of that paper."""
    activity: str = ""
    """The activity, where the source names one."""
    footnotes: tuple[str, ...] = ()
    """Marks of footnotes that were taken off the words."""
    said: str = ""
    """When, as the source writes it, where `date` does not say the same in the same characters."""
    borrowed: bool = False
    """Whether the date is that of the row above, because this one has none."""
    remarks: tuple[str, ...] = ()
    """All else that the source says of it, such as columns of other names."""
    doubtful: tuple[str, ...] = ()
    """Lines taken for a part of the text that may be steps of their own."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of the source that became no step."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """All of a source."""

    rows: tuple[Row, ...]
    leftovers: tuple[Leftover, ...]
