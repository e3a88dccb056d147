"""Dates in the Extended Date/Time Format, level 1: `2019-12-XX`, `2019-12~`, `2019-12-06/..`.

Separate from the grammar of words: it is a fixed notation of digits and signs, read by pattern.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vtaudit.dates.interval import Interval
from vtaudit.dates.lexer import refuse
from vtaudit.dates.moment import TIMEZONE, Moment
from vtaudit.dates.partial import Partial, days_of, moment_of, on_clock
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords, Precision

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2})(?::[0-9]{2})?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
    r"(?P<mark>[~?%]?)"
)
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})(?:-([1-7]))?")
_SHAPES = ("####-##-##T##:##:##+##:##", "####-##-##T##:##+##:##", "####-##-##~", "####-##~",
           "####~", "####-W##-#")  # fmt: skip
_SIGNS = {"#": "0123456789X", "~": "~?%", "+": "+-Z"}
_OPEN = ("", "..")
_TWELVE = 12


def looks_like_edtf(text: str) -> bool:
    """Return whether *text* holds nothing but the digits and signs of the notation."""
    return bool(re.fullmatch(r"[0-9X\-/.~?%T:+ZW]*[0-9][0-9X\-/.~?%T:+ZW]*", text))


def parse_edtf(text: str, words: DateWords) -> Moment:
    """Return the moment that *text* tells. Raises DateError at the first sign that does not fit."""
    if "/" not in text:
        found = read_date(text, words)
        return moment_of(found, found, words, text)
    head, tail = text.split("/", 1)
    first = None if head in _OPEN else read_date(head, words)
    last = None if tail in _OPEN else read_date(tail, words, len(head) + 1)
    if first is not None and last is not None:
        return moment_of(first, last, words, text)
    one = first or last
    if one is None:
        raise refuse(0, worded("an interval needs at least one end"), "a date")
    known = moment_of(one, one, words, text)
    days = known.interval
    open_ended = Interval(days.earliest, None) if first else Interval(None, days.latest)
    return Moment(open_ended, text, known.approximate, known.uncertain)


def read_date(text: str, words: DateWords, place: int = 0) -> Partial:
    """Return the one date that *text* tells, which stands at *place* in a longer text."""
    if week := _WEEK.fullmatch(text):
        return week_of(int(week[1]), int(week[2]), int(week[3] or 0), place, place + len(text))
    found = _DATE.fullmatch(text)
    if found is None:
        raise refuse(
            place + _furthest(text),
            worded("`{text}` is no date", text=text),
            "a date such as 2019-12-06",
        )
    partial = _numbers(found, words, place)
    if found["time"]:
        return _timed(found, partial, place)
    return partial


def week_of(year: int, week: int, weekday: int, place: int, end: int) -> Partial:
    """Return a week of the ISO calendar, or one day of it. Raises DateError for a missing week."""
    try:
        first = date.fromisocalendar(year, week, weekday or 1)
        last = date.fromisocalendar(year, week, weekday or 7)
    except ValueError:
        raise refuse(
            place,
            worded("{year:04} has no week {week}", year=year, week=week),
            "a week from 1 to 53",
        ) from None
    return Partial(place, end, "part" if weekday == 0 else "day", Interval(first, last))


def _numbers(found: re.Match[str], words: DateWords, place: int) -> Partial:
    mark = found["mark"]
    whole = Partial(
        place,
        place + found.end(),
        approximate=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )
    year, month, day = found["year"], found["month"], found["day"]
    if month == "XX" and day not in (None, "XX"):
        raise refuse(place + 8, worded("a day needs its month"), "`XX`")
    if "X" in year and month is not None:
        raise refuse(place + 4, worded("a month needs its year"), "the end")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        raise refuse(place, worded("there is no year 0"), "a year from 0001 to 9999")
    if month in (None, "XX"):
        return _with(whole, Interval(date(max(low, 1), 1, 1), date(high, 12, 31)), "year")
    return _in_year(whole, low, int(month), day, words)


def _in_year(whole: Partial, year: int, month: int, day: str | None, words: DateWords) -> Partial:
    place = whole.place
    season = next((s for s in words.seasons if s.code == month), None)
    if season is not None and day is None:
        told = Partial(place, whole.end, year=year, season=season)
        return _with(whole, days_of(told), "season")
    if not 1 <= month <= _TWELVE:
        raise refuse(
            place + 5, worded("there is no month {month}", month=month), "a month from 01 to 12"
        )
    number = None if day in (None, "XX") else int(day or 0)
    told = Partial(place + 8 if number is not None else place, whole.end, year=year, month=month,
                   day=number)  # fmt: skip
    return _with(whole, days_of(told), "month" if number is None else "day")


def _with(whole: Partial, days: Interval, precision: Precision) -> Partial:
    return Partial(
        whole.place,
        whole.end,
        precision,
        days,
        approximate=whole.approximate,
        uncertain=whole.uncertain,
    )


def _timed(found: re.Match[str], partial: Partial, place: int) -> Partial:
    day = partial.days.earliest if partial.days and partial.days.exact else None
    if day is None:
        raise refuse(place + 10, worded("a time of day needs one exact day"), "the end")
    at = place + found.start("time")
    time = on_clock(day, found["time"], at) if not found["zone"] else None
    if time is None:
        try:
            told = datetime.fromisoformat(f"{day}T{found['time']}{found['zone']}")
            local = told.astimezone(ZoneInfo(TIMEZONE))
        except (ValueError, OverflowError):
            raise refuse(
                at,
                worded("`{clock}` is no time of day", clock=f"{found['time']}{found['zone']}"),
            ) from None
        day, time = local.date(), f"{local:%H:%M}"
    return Partial(place, partial.end, "day", Interval.on(day), time=time,
                   approximate=partial.approximate, uncertain=partial.uncertain)  # fmt: skip


def _furthest(text: str) -> int:
    """Return the first place at which *text* differs from every shape a date can have."""
    return max(_agreement(text, shape) for shape in _SHAPES)


def _agreement(text: str, shape: str) -> int:
    for place, (sign, wanted) in enumerate(zip(text, shape, strict=False)):
        if sign not in _SIGNS.get(wanted, wanted):
            return place
    return min(len(text), len(shape))
