"""Which column of a table holds what: by its headings, else by what stands in the columns.

Separate because every table needs it, and only here is a column guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vtaudit.exchange.when import is_date

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords
    from vtaudit.rulebook.proposals import Columns

KINDS = ("date", "text", "by", "source", "page", "activity")
_TITLES = 10
"""Rows above the headings, such as a title, at most."""


def headed(rows: Sequence[Sequence[str]], columns: Columns) -> tuple[int, Mapping[str, int]] | None:
    """Return the number of the row of headings, from 0, and the column of each kind."""
    for number, row in enumerate(rows[:_TITLES]):
        places = _named(row, columns)
        if {"date", "text"} <= places.keys():
            return number, places
    return None


def filled(rows: Sequence[Sequence[str]], words: DateWords) -> Mapping[str, int] | None:
    """Return the column with the most dates and, of the others, the one with the most letters."""
    width = max(map(len, rows), default=0)
    dates = [sum(is_date(_at(row, at), words) for row in rows) for at in range(width)]
    if width == 1 or not any(dates):
        return None
    date = dates.index(max(dates))
    letters = [sum(len(_at(row, at)) for row in rows) * (at != date) for at in range(width)]
    return {"date": date, "text": letters.index(max(letters))}


def _named(row: Sequence[str], columns: Columns) -> dict[str, int]:
    """Return the columns that are called, or whose name begins with the word, as *columns* say."""
    known = {kind: {str(word) for word in getattr(columns, kind)} for kind in KINDS}
    names = [name.casefold().strip(" .:") for name in row]
    found: dict[str, int] = {}
    for called in (names, [(name.split() or [""])[0].strip(".:,") for name in names]):
        for at, name in enumerate(called):
            kind = next((k for k in KINDS if name in known[k] and k not in found), None)
            if kind is not None and at not in found.values():
                found[kind] = at
    return found


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
