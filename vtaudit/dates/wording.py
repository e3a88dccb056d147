"""Moments told in words, in any language that the word tables have.

Separate from the reports: how a date is worded is a matter of dates. Names of months come from
pendulum's locales, the words around them from the word tables.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dates.moment import Moment
    from vtaudit.dates.words import DateWords, Wording

_DAY = timedelta(days=1)


def wording_of(words: DateWords, language: str) -> Wording:
    """Return the wording of *language*, or the first one there is."""
    return next((w for w in words.wordings if w.language == language), words.wordings[0])


def interval_in_words(interval: Interval, words: DateWords, language: str = "nl") -> str:
    """Return a set of days in words, such as `tussen 11 en 20 december 2019`."""
    wording = wording_of(words, language)
    first, last = interval.earliest, interval.latest
    if first is None and last is None:
        return wording.unknown
    if last is None:
        return wording.since.format(first=_formatted(first, wording.day, wording))
    if first is None:
        return wording.until.format(last=_formatted(last, wording.day, wording))
    if first == last:
        return _formatted(first, wording.day, wording)
    return _whole(first, last, wording) or wording.between.format(
        first=_shortened(first, last, wording), last=_formatted(last, wording.day, wording)
    )


def moment_in_words(moment: Moment, words: DateWords, language: str = "nl") -> str:
    """Return a moment in words: its days, its time, and what doubt there is about it."""
    wording = wording_of(words, language)
    told = interval_in_words(moment.interval, words, language)
    if moment.time is not None:
        told = wording.at.format(moment=told, time=moment.time)
    return wording.perhaps.format(moment=told) if moment.uncertain else told


def month_in_brief(day: date, words: DateWords, language: str = "nl") -> str:
    """Return the abbreviation of the month of *day*, as a calendar has it."""
    return _formatted(day, "MMM", wording_of(words, language)).rstrip(".")


def _formatted(day: date | None, pattern: str, wording: Wording) -> str:
    """Return *day* in *pattern*; an open end has no words of its own."""
    if day is None:
        return wording.unknown
    import pendulum  # slow to import and not needed by those who write days as digits

    return pendulum.date(day.year, day.month, day.day).format(pattern, locale=wording.language)


def _whole(first: date, last: date, wording: Wording) -> str | None:
    """Return the name of the month or year that the days fill, or None."""
    ends_month = last == date.max or (last + _DAY).day == 1
    if first.day != 1 or not ends_month or first.year != last.year:
        return None
    if first.month == last.month:
        return _formatted(first, wording.month, wording)
    whole_year = first.month == 1 and (last == date.max or (last + _DAY).year > last.year)
    return _formatted(first, wording.year, wording) if whole_year else None


def _shortened(first: date, last: date, wording: Wording) -> str:
    """Return the first of two days without what the last day tells again."""
    if first.year != last.year:
        return _formatted(first, wording.day, wording)
    return (
        str(first.day)
        if first.month == last.month
        else _formatted(first, wording.day_month, wording)
    )
