"""One date in words, read piece by piece: `begin december 2019`, `6 december`, `week 3 van 2020`.

Separate from the grammar, which joins dates into moments.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.dates.edtf import read_date, week_of
from vtaudit.dates.lexer import refuse
from vtaudit.dates.partial import Partial, days_of, on_clock
from vtaudit.dates.words import MonthWord, PartWord, SeasonWord, WeekdayWord
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.lexer import Cursor
    from vtaudit.dates.words import Precision


def take_date(cursor: Cursor) -> Partial | None:
    """Read one date, as far as it is told here; None when none stands here.

    Raises DateError for a date that no calendar has.
    """
    start = cursor.index
    led = cursor.skip("lead")
    found = _bare_date(cursor)
    if found is None and led:  # `in het begin van` is a phrase of its own, though `in` leads
        cursor.index = start
        found = _bare_date(cursor)
    return found


def _bare_date(cursor: Cursor) -> Partial | None:
    weekday = cursor.take("weekday", WeekdayWord)
    start = cursor.index
    for read in (_noted, _week, _part, _season, _day_month, _month, _year):
        cursor.index = start
        found = read(cursor)
        if found is not None:
            timed = _with_time(cursor, found)
            number = None if weekday is None else weekday.number
            return replace(timed, weekday=number, end=cursor.position)
    return None


def _noted(cursor: Cursor) -> Partial | None:
    """Read `2019-12-06` or another date in digits and signs."""
    token = cursor.read("edtf", worded("a date"))
    return None if token is None else read_date(token.value, cursor.words, token.start)


def _week(cursor: Cursor) -> Partial | None:
    token = cursor.read("week", worded("a week"))
    if token is not None:
        return read_date(token.value, cursor.words, token.start)
    place = cursor.position
    week = cursor.number(worded("the number of a week"), longest=2) if cursor.skip("week") else None
    year = _take_year(cursor) if week is not None else None
    if week is None or year is None:
        return None
    return week_of(year, week, 0, place, cursor.position)


def _part(cursor: Cursor) -> Partial | None:
    place = cursor.position
    part = cursor.take("part", PartWord)
    if part is None:
        return None
    cursor.skip("link")
    month = cursor.take("month", MonthWord)
    year = _take_year(cursor)
    number = None if month is None else month.number
    return Partial(place, cursor.position, "part", year=year, month=number, part=part)


def _season(cursor: Cursor) -> Partial | None:
    place = cursor.position
    season = cursor.take("season", SeasonWord)
    if season is None:
        return None
    year = _take_year(cursor)
    across = year is not None and _second_year(cursor, year)
    return Partial(place, cursor.position, "season", year=year, season=season, across=across)


def _day_month(cursor: Cursor) -> Partial | None:
    """Read `6 december 2019`, or as much of it as stands here."""
    place = cursor.position
    day = cursor.number(worded("a day"), longest=2)
    if day is None:
        return None
    cursor.skip("ordinal")
    after = cursor.index
    cursor.skip("link")
    month = cursor.take("month", MonthWord)
    if month is None:
        cursor.index = after
        return Partial(place, cursor.position, "day", day=day)
    year = _take_year(cursor)
    return Partial(place, cursor.position, "day", year=year, month=month.number, day=day)


def _month(cursor: Cursor) -> Partial | None:
    """Read `december 2019`, or the English `December 6, 2019`."""
    place = cursor.position
    month = cursor.take("month", MonthWord)
    if month is None:
        return None
    day_place = cursor.position
    day = cursor.number(worded("a day"), longest=2)
    if day is not None:
        cursor.skip("ordinal")
        place = day_place
    year = _take_year(cursor)
    precision: Precision = "month" if day is None else "day"
    return Partial(place, cursor.position, precision, year=year, month=month.number, day=day)


def _year(cursor: Cursor) -> Partial | None:
    place = cursor.position
    year = cursor.number(worded("a year"), shortest=4, longest=4)
    return None if year is None else Partial(place, cursor.position, "year", year=year)


def _take_year(cursor: Cursor) -> int | None:
    start = cursor.index
    cursor.skip("link")
    year = cursor.number(worded("a year"), shortest=4, longest=4)
    if year is None:
        cursor.index = start
    return year


def _second_year(cursor: Cursor, year: int) -> bool:
    """Read the `/2020` of `winter 2019/2020` if it stands here."""
    start = cursor.index
    if cursor.skip("join"):
        second = cursor.number(worded("a year"), shortest=2, longest=4)
        if second in (year + 1, (year + 1) % 100):
            return True
    cursor.index = start
    return False


def _with_time(cursor: Cursor, found: Partial) -> Partial:
    """Return *found* with the time of day that follows it, if one does."""
    start = cursor.index
    cursor.skip("at")
    token = cursor.read("time", worded("a time"))
    if token is None:
        cursor.index = start
        return found
    cursor.skip("hour")
    if found.precision != "day" or (found.year is None and found.days is None):
        raise refuse(token.start, worded("a time of day needs one exact day"))
    day = days_of(found).earliest
    return found if day is None else replace(found, time=on_clock(day, token.value, token.start))
