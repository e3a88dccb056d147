"""A year with its free days: where each stands in the law, and what is not certain.

Separate from the reports of an audit: it shows the calendar that every term counts with.
"""

from __future__ import annotations

import calendar as gregorian
import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dates.calendar import Calendar, FreeDay, free_days_of
from vtaudit.dates.interval import Interval
from vtaudit.report.catalogue import SOURCE
from vtaudit.report.speech import Speech

if TYPE_CHECKING:
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

WIDTH = 80
ACROSS = 3
"""Months beside one another."""
_GAP = "   "
_CELL = 3
FREE, DOUBTFUL = "*", "?"
_CALENDAR = gregorian.Calendar()


@dataclass(frozen=True, slots=True)
class Free:
    """A free day of one year."""

    day: date
    free: FreeDay
    doubtful: tuple[str, ...]
    """Counts for which it is doubtful in this year that the day is free."""


def as_text(year: int, book: Rulebook, lang: str) -> str:
    """Return the year drawn in months, and a list of its free days with their sources."""
    voice, found = Speech(book, lang), free_days(year, book.calendar_data)
    marks = {f.day: DOUBTFUL if f.doubtful else FREE for f in reversed(found)}
    say = voice.say
    lines = [say("Free days of {year}", year=year), "", *_drawn(voice, year, marks), ""]
    lines.append(say("* free day   ? free day, doubtful for some counts"))
    lines += _wrapped(_known(voice, year), "")
    for f in found:
        lines += ["", *_wrapped(f"{_day(voice, f.day)}: {voice.free_day(f.free.id)}", "")]
        lines += _wrapped(f.free.source, "    ")
        lines += [line for note in _notes(voice, f) for line in _wrapped(note, "    ")]
    return "".join(f"{x.rstrip()}\n" for x in lines)


def as_json(year: int, book: Rulebook) -> str:
    """Return the free days of the year as JSON, the same in every language."""
    days: list[Json] = [_object(f) for f in free_days(year, book.calendar_data)]
    reason = _coverage(year, book.calendar_data)
    whole: dict[str, Json] = {
        "schema": "vtaudit/calendar-v1",
        "year": year,
        "covered": reason is not None,
        "coverage": reason,
        "free_days": days,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def free_days(year: int, calendar: Calendar) -> tuple[Free, ...]:
    """Return the free days of *year* in order; a day that is free twice stands there twice."""
    found = sorted(free_days_of(calendar, year), key=lambda pair: pair[0])
    return tuple(
        Free(day, free, tuple(w for w in free.doubtful_for if free.doubtful(w, year)))
        for day, free in found
    )


def _object(found: Free) -> dict[str, Json]:
    return {
        "date": found.day.isoformat(),
        "id": found.free.id,
        "name": found.free.name_nl,
        "translations": {"en": {"name": found.free.name_en}},
        "decreed": found.free.kind == "decreed",
        "source": found.free.source,
        "verified": found.free.verified == "yes",
        "doubtful_for": list(found.doubtful),
        "note": found.free.note or None,
    }


def _coverage(year: int, calendar: Calendar) -> str | None:
    """Return why the decreed days of *year* are known, or None when they are not."""
    return next((c.reason for c in calendar.coverage if c.first_year <= year <= c.last_year), None)


def _known(voice: Speech, year: int) -> str:
    reason = _coverage(year, voice.book.calendar_data)
    if reason is None:
        return voice.say("Days equated by decree may be missing: none are known for this year.")
    return voice.say("The days equated by decree are known ({source}).", source=reason)


def _notes(voice: Speech, found: Free) -> Iterator[str]:
    if found.doubtful:
        counts = voice.joined(_count(voice, w) for w in found.doubtful)
        yield voice.say("doubtful for: {counts}", counts=counts)
    if found.free.verified == "no":
        yield voice.say("source not verified")
    if found.free.note and voice.lang == SOURCE:  # notes of the rulebook are in one language
        yield found.free.note


def _count(voice: Speech, word: str) -> str:
    """Return what is counted with it: a regime, or working days in the usual sense."""
    return voice.regime(word) if word in voice.book.regimes else voice.say("working days")


# -- drawing ----------------------------------------------------------------------------------


def _drawn(voice: Speech, year: int, marks: dict[date, str]) -> Iterator[str]:
    months = [_month(voice, year, number, marks) for number in range(1, 13)]
    for first in range(0, len(months), ACROSS):
        row = months[first : first + ACROSS]
        tall = max(map(len, row))
        for number in range(tall):
            cells = (month[number] if number < len(month) else "" for month in row)
            yield _GAP.join(cell.ljust(7 * _CELL) for cell in cells)
        if first + ACROSS < len(months):
            yield ""


def _month(voice: Speech, year: int, number: int, marks: dict[date, str]) -> list[str]:
    last = gregorian.monthrange(year, number)[1]
    title = voice.moment(Interval(date(year, number, 1), date(year, number, last)))
    names = voice.say("Mo Tu We Th Fr Sa Su").split()
    weeks = _CALENDAR.monthdayscalendar(year, number)
    return [
        title,
        "".join(f"{name:>2} " for name in names),
        *("".join(_cell(year, number, day, marks) for day in week) for week in weeks),
    ]


def _cell(year: int, number: int, day: int, marks: dict[date, str]) -> str:
    return f"{day:>2}{marks.get(date(year, number, day), ' ')}" if day else " " * _CELL


def _day(voice: Speech, day: date) -> str:
    names = voice.say("Mo Tu We Th Fr Sa Su").split()
    return f"{names[day.weekday()]} {voice.day(day)}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
