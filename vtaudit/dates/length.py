"""How long a term is, and how to read that from words such as `10 weken` or `een maand`.

Separate from `term`, which computes with a length but never reads one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vtaudit.dates.lexer import A_LENGTH, Cursor, refuse
from vtaudit.dates.moment import Unit
from vtaudit.dates.words import NumberWord, UnitWord
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords


def parse_length(text: str, words: DateWords) -> Length:
    """Return the length that *text* tells, such as `10 weken`, `5 werkdagen` or `a month`.

    Raises DateError with the place of the first character that does not fit.
    """
    cursor = Cursor(text, words, A_LENGTH)
    cursor.skip("within")
    amount = take_amount(cursor)
    unit = take_unit(cursor) if amount is not None else None
    if amount is None or unit is None or not cursor.at_end():
        raise cursor.error()
    if amount[0] != amount[1] or amount[0] == 0:
        raise refuse(0, worded("a term needs one whole number above zero"), "a number")
    return Length(amount[0], unit)


def take_amount(cursor: Cursor) -> tuple[int, int] | None:
    """Read a number in digits or words, vague ones (`enkele`) too, as its least and greatest."""
    if (digits := cursor.number(worded("a number"), longest=5)) is not None:
        return digits, digits
    found = cursor.take("number", NumberWord)
    return None if found is None else (found.lowest, found.highest)


def take_unit(cursor: Cursor) -> Unit | None:
    """Read the name of a unit of time."""
    found = cursor.take("unit", UnitWord)
    return None if found is None else found.unit


MonthEnds = Literal["last", "kept", "next"]
"""Where a month ends that has no such date, or that begins on the last day of another.

`last`: on its own last day where the date is missing. `kept`: also on its last day where it began
on the last day of a month. `next`: on the first day of the month after where the date is missing.
"""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a term is."""

    amount: int
    unit: Unit
    month_ends: MonthEnds = "last"
    """How months and years end; no other unit asks."""
