"""A chronology as it came in: rows with a date and a text, and what was left over.

Separate because every format becomes this first: nothing of a source is dropped, each of its lines
ends in a row or among the leftovers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One step as the source tells it."""

    line: int
    """Line or row of the source on which it begins, from 1."""
    date: str
    """When, in the words of the source; empty when it gives none."""
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
    lines: tuple[int, ...] = ()
    """Every line of the source that went into it."""
    footnotes: tuple[str, ...] = ()
    """Marks of footnotes that were taken off the words."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of the source that became no step."""

    line: int
    text: str
    why: str
    """The reason: an id of a message in the catalogue of the command line."""


@dataclass(frozen=True, slots=True)
class Table:
    """All of a source."""

    rows: tuple[Row, ...]
    leftovers: tuple[Leftover, ...]
