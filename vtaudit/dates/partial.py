"""A date as far as it is told, and the days it stands for once it is complete.

Separate from the grammar because `6-8 december 2019` tells its first day without a month: what is
read must be kept until the rest of the text completes it.
"""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vtaudit.dates.interval import Interval
from vtaudit.dates.lexer import refuse
from vtaudit.dates.moment import TIMEZONE, Moment
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords, PartWord, Precision, SeasonWord

_WEEKDAYS = (worded("Monday"), worded("Tuesday"), worded("Wednesday"), worded("Thursday"),
             worded("Friday"), worded("Saturday"), worded("Sunday"))  # fmt: skip


def completed(first: Partial, last: Partial) -> Partial:
    """Return *first* with the month and year that it leaves to *last*.

    A month that comes after that of *last*, as in `31 december op 1 januari 2020`, is one of the
    year before: of the year itself nothing could be meant.
    """
    if first.days is not None or first.year is not None:
        return first
    month = first.month
    if month is None and first.season is None:
        month = last.month
    earlier = month is not None and last.month is not None and month > last.month
    year = last.year - 1 if earlier and last.year and last.days is None else last.year
    return replace(first, month=month, year=year)


def days_of(partial: Partial) -> Interval:
    """Return the days that *partial* stands for.

    Raises DateError for a date that no calendar has, or one that is not complete.
    """
    if partial.days is not None:
        return partial.days
    if partial.year is None:
        raise refuse(partial.end, worded("the year is missing"), "a year")
    if partial.year == 0:
        raise refuse(partial.place, worded("there is no year 0"), "a year from 0001 to 9999")
    if partial.season is not None:
        return _season(partial.season, partial.year, across=partial.across)
    if partial.part is not None:
        return _part(partial.part, partial)
    if partial.month is None and partial.day is not None:
        raise refuse(partial.end, worded("the month is missing"), "a month")
    return _plain(partial, partial.year)


def on_clock(day: date, clock: str, place: int) -> str:
    """Return *clock* as `HH:MM`. Raises DateError when the clock never shows it on *day*."""
    hour, minute = (int(part) for part in clock.replace(".", ":").split(":")[:2])
    try:
        told = datetime.combine(day, time(hour, minute), ZoneInfo(TIMEZONE))
    except ValueError:
        raise refuse(
            place, worded("`{clock}` is no time of day", clock=clock), "a time from 00:00 to 23:59"
        ) from None
    inside = 1 < day.year < date.max.year  # past these the offset leads out of the calendar
    if inside and told.astimezone(UTC).astimezone(told.tzinfo).hour != hour:
        raise refuse(
            place,
            worded("the clock skipped {clock} on {day} (summer time began)", clock=clock, day=day),
        )
    return f"{hour:02}:{minute:02}"


def moment_of(first: Partial, last: Partial, words: DateWords, text: str) -> Moment:
    """Return the moment that lies from *first* up to and including *last*.

    Raises DateError when it would end before it starts.
    """
    starts, ends = days_of(completed(first, last)), days_of(last)
    _check_weekday(first, starts)
    _check_weekday(last, ends)
    if starts.earliest and ends.latest and ends.latest < starts.earliest:
        raise refuse(
            last.place,
            worded("{latest} lies before {earliest}", latest=ends.latest, earliest=starts.earliest),
        )
    if _sooner(ends.earliest, starts.earliest) and _sooner(ends.latest, starts.latest):
        raise refuse(
            last.place,
            worded("this begins on {day}, before what it follows", day=ends.earliest),
        )
    if first is not last and (first.time or last.time):
        raise refuse(last.place, worded("a time of day needs one exact day"))
    days = Interval(widened(starts, first, words).earliest, widened(ends, last, words).latest)
    return Moment(
        days,
        text,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
        time=last.time,
    )


def _sooner(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and a < b


def widened(days: Interval, partial: Partial, words: DateWords) -> Interval:
    """Return *days* with the margin of the word table when the source only says about when."""
    if not partial.approximate:
        return days
    return days.widen(margin_of(partial.precision, words))


def margin_of(precision: Precision, words: DateWords) -> int:
    """Return how many days to either side `circa` means for a moment told so precisely."""
    return next((m.days for m in words.margins if m.precision == precision), 0)


def _check_weekday(partial: Partial, days: Interval) -> None:
    """Raise DateError when the day of the week that is told is not that of the date."""
    if partial.weekday is None:
        return
    if days.earliest is None or not days.exact:
        raise refuse(partial.place, worded("a day of the week needs one exact day"))
    if days.earliest.isoweekday() != partial.weekday:
        name = _WEEKDAYS[days.earliest.weekday()]
        raise refuse(
            partial.place, worded("{earliest} is a {name}", earliest=days.earliest, name=name), name
        )


def _plain(partial: Partial, year: int) -> Interval:
    if partial.month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    last = gregorian.monthrange(year, partial.month)[1]
    if partial.day is None:
        return Interval(date(year, partial.month, 1), date(year, partial.month, last))
    if not 1 <= partial.day <= last:
        message = worded(
            "{year:04}-{month:02} has no day {day}", year=year, month=partial.month, day=partial.day
        )
        raise refuse(partial.place, message, f"a day from 1 to {last}")
    return Interval.on(date(year, partial.month, partial.day))


def _part(part: PartWord, partial: Partial) -> Interval:
    year = partial.year or 1
    if partial.month is None:
        if part.first_month is None or part.last_month is None:
            raise refuse(
                partial.end, worded("this word is said of a month, not of a year"), "a month"
            )
        last = gregorian.monthrange(year, part.last_month)[1]
        return Interval(date(year, part.first_month, 1), date(year, part.last_month, last))
    if part.first_day is None or part.last_day is None:
        raise refuse(partial.place, worded("this word is said of a year, not of a month"), "a year")
    last = min(part.last_day, gregorian.monthrange(year, partial.month)[1])
    return Interval(date(year, partial.month, part.first_day), date(year, partial.month, last))


def _season(season: SeasonWord, year: int, *, across: bool) -> Interval:
    straddles = season.last < season.first
    first = season.first if across or season.lone_first is None else season.lone_first
    last_year = year + 1 if straddles else year
    if last_year > date.max.year:
        return Interval(_month_day(year, first), date.max)
    return Interval(_month_day(year, first), _month_day(last_year, season.last))


def _month_day(year: int, month_day: str) -> date:
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it has been read."""

    place: int
    """Where it begins in the text, counted from 0."""
    end: int
    """Where what follows it begins."""
    precision: Precision = "day"
    days: Interval | None = None
    """The days, where they are known without the rest."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: PartWord | None = None
    season: SeasonWord | None = None
    across: bool = False
    """A season told with both its years (`winter 2019/2020`)."""
    weekday: int | None = None
    time: str | None = None
    approximate: bool = False
    uncertain: bool = False
