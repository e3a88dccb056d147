"""Our own strict grammar of moments: what sources write in Dutch and English, and EDTF level 1.

    moment     = [qualifier…] (unknown | framed | bounded | relative | distance | range)
    framed     = `tussen` date `en` date | `in de nacht van` date `op` date
    bounded    = (`vanaf` | `uiterlijk` | `voor` | `na`) range
    relative   = `daags na` target | `de volgende dag` | …
    distance   = [`binnen`] amount unit (`na` target | `later` | …)
    range      = date [join date]
    target     = range | id of an event

It is tried in that order; what fits must fit to the end of the text, and the error tells the
furthest place that was reached. Separate because no other module knows how a moment is written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dates.edtf import looks_like_edtf, parse_edtf
from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval, day_or_open
from vtaudit.dates.length import take_amount, take_unit
from vtaudit.dates.lexer import Cursor, refuse
from vtaudit.dates.moment import Moment, Relative, Shift
from vtaudit.dates.partial import margin_of, moment_of
from vtaudit.dates.reading import take_date
from vtaudit.dates.shift import in_days, shifted
from vtaudit.dates.words import (
    BoundWord,
    DirectionWord,
    FrameWord,
    QualifierWord,
    RelativeWord,
)
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.partial import Partial
    from vtaudit.dates.words import DateWords

_DIGITS = "a date such as `2019-12-06` or `6 december 2019`"
_NIGHT = 2  # days that a night touches
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_PLAIN = re.compile(
    r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?"
    r"(?:/([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?)?"
).fullmatch
_DIGITS_BACKWARDS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})").fullmatch
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*").fullmatch


def parse(text: str, words: DateWords) -> Moment | Relative:
    """Return the moment that *text* tells, or its distance from another event.

    Raises DateError with the place of the first character that does not fit, what was expected
    there and, where there is one, the nearest valid word.
    """
    if _ISO_DAY(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return parse_edtf(text, words)
        return Moment(Interval(day, day), text)
    if (plain := _PLAIN(text)) is not None and (days := _whole(plain)) is not None:
        return Moment(days, text)
    stripped = text.strip()
    if (digits := _DIGITS_BACKWARDS(stripped)) is not None:
        raise _backwards(*map(int, digits.groups()))
    if looks_like_edtf(stripped):
        moment = _at(text, stripped, words)
        return replace(moment, text=text)
    return _worded(Cursor(text, words))


def _backwards(first: int, second: int, year: int) -> DateError:
    """Return the error for digits with the year last, and the day if they mean only one."""
    days = set[date]()
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            days.add(date(year, month, day))
    if len(days) == 1:
        message = worded("a date in digits begins with the year")
        return DateError(message, 0, (_DIGITS,), days.pop().isoformat())
    if days:
        return refuse(0, worded("day and month in digits can be read two ways"), _DIGITS)
    return refuse(0, worded("these digits are no day of any month"), _DIGITS)


def _whole(plain: re.Match[str]) -> Interval | None:
    """Return the days of plain digits, the commonest notation; None where it holds a mistake."""
    first = plain.group(1, 2, 3)
    last = first if plain[4] is None else plain.group(4, 5, 6)
    try:
        begin = date(int(first[0]), int(first[1] or 1), int(first[2] or 1))
        year, month = int(last[0]), int(last[1] or 12)
        if last[2] is not None:
            end = date(year, month, int(last[2]))
        else:
            end = date(year, month, monthrange(year, month)[1])
        return Interval(begin, end)
    except ValueError:  # told in full, with its place, by the notation itself
        return None


def _at(text: str, stripped: str, words: DateWords) -> Moment:
    """Return the moment in EDTF, with errors counted from the start of *text*."""
    try:
        return parse_edtf(stripped, words)
    except DateError as error:
        error.position += len(text) - len(text.lstrip())
        raise


def _worded(cursor: Cursor) -> Moment | Relative:
    uncertain = False
    while (qualifier := cursor.take("qualifier", QualifierWord)) is not None:
        cursor.approximate = cursor.approximate or qualifier.approximate == "yes"
        uncertain = uncertain or qualifier.uncertain == "yes"
    start = cursor.index
    for read in (_unknown, _framed, _bounded, _relative, _distance, _range):
        cursor.index = start
        found = read(cursor)
        if found is not None and cursor.at_end():
            return replace(
                found,
                text=cursor.text,
                approximate=found.approximate or cursor.approximate,
                uncertain=found.uncertain or uncertain,
            )
    raise cursor.error()


def _unknown(cursor: Cursor) -> Moment | None:
    return Moment(Interval()) if cursor.skip("unknown") else None


def _framed(cursor: Cursor) -> Moment | None:
    if (frame := cursor.take("between", FrameWord)) is not None:
        first = take_date(cursor)
        joined = first and cursor.take("between-join", FrameWord)
    elif (frame := cursor.take("night", FrameWord)) is not None:
        first = take_date(cursor)
        joined = first and cursor.take("night-join", FrameWord)
    else:
        return None
    last = take_date(cursor) if joined else None
    if first is None or last is None:
        return None
    if frame.kind == "night":
        first = _night_before(first, last)
    found = _between(cursor, first, last)
    if found is None:
        return None
    if frame.kind == "night" and found.interval.days != _NIGHT and not found.approximate:
        raise refuse(last.place, worded("a night lasts from one day to the next"), "the day after")
    return found


def _night_before(first: Partial, last: Partial) -> Partial:
    """Return *first* in the month before where only that can be: `de nacht van 31 op 1 april`."""
    alone = first.month is None and first.year is None and first.days is None
    if not alone or last.day != 1 or last.month is None or first.day in (None, 1):
        return first
    return replace(first, month=(last.month - 2) % 12 + 1)


def _bounded(cursor: Cursor) -> Moment | None:
    bound = cursor.take("bound", BoundWord)
    found = _range(cursor) if bound else None
    if bound is None or found is None:
        return None
    first, last = found.interval.earliest, found.interval.latest
    vague = found.approximate
    match bound.kind:
        case "from":
            days = Interval(first, None)
        case "by":
            days = Interval(None, last)
        case "before":
            days = Interval(None, _next(last if vague else first, -1))
        case "after":
            days = Interval(_next(first if vague else last, 1), None)
    return replace(found, interval=days, time=None)


def _relative(cursor: Cursor) -> Moment | Relative | None:
    phrase = cursor.take("relative", RelativeWord)
    if phrase is None:
        return None
    shift = Shift(phrase.lowest, phrase.highest, phrase.unit)
    return _from_target(cursor, phrase.id, shift, anchored=phrase.anchor == "yes")


def _distance(cursor: Cursor) -> Moment | Relative | None:
    within = cursor.skip("within")
    low = take_amount(cursor)
    high = take_amount(cursor) if low and cursor.skip("amounts-join") else low
    unit = take_unit(cursor) if high else None
    direction = cursor.take("direction", DirectionWord) if unit else None
    if low is None or high is None or unit is None or direction is None:
        return None
    lowest, highest = 0 if within else low[0], high[1]
    if direction.sign == "earlier":
        lowest, highest = -highest, -lowest
    shift = Shift(lowest, highest, unit)
    return _from_target(cursor, direction.id, shift, anchored=direction.anchor == "yes")


def _range(cursor: Cursor) -> Moment | None:
    first = take_date(cursor)
    if first is None:
        return None
    if not cursor.skip("join"):
        return _between(cursor, first, first)
    last = take_date(cursor)
    return None if last is None else _between(cursor, first, last)


def _between(cursor: Cursor, first: Partial, last: Partial) -> Moment | None:
    if not cursor.at_end():
        return None
    if cursor.approximate:
        first, last = replace(first, approximate=True), replace(last, approximate=True)
    return moment_of(first, last, cursor.words, cursor.text)


def _from_target(
    cursor: Cursor, phrase: str, shift: Shift, *, anchored: bool
) -> Moment | Relative | None:
    if cursor.approximate:
        lowest, highest = in_days(shift)
        more = margin_of("relative", cursor.words)
        lowest = None if lowest is None else lowest - more
        shift = Shift(lowest, None if highest is None else highest + more, "days")
    if not anchored:
        return Relative(phrase, shift, None)
    start = cursor.index
    if (target := _range(cursor)) is not None:
        return replace(target, interval=shifted(target.interval, shift), time=None)
    cursor.index = start
    cursor.skip("article")
    anchor = cursor.rest(_ID)
    return None if anchor is None else Relative(phrase, shift, anchor)


def _next(day: date | None, step: int) -> date | None:
    return None if day is None else day_or_open(day.toordinal() + step)
