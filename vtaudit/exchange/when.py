"""When a row of somebody else's chronology was: what a case file may hold, beside what was written.

Separate because lists and tables read dates alike: in the words of the rulebook, and in digits
with the day first, as Dutch papers write them. What cannot be read is kept, and guessed at by
nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})").fullmatch
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})").fullmatch
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])").search
_FEW = 6
"""Words of a line among which a month or a year makes one think of a date."""


class When(NamedTuple):
    """A moment of a source."""

    date: str
    """As a case file may hold it; empty when it cannot be read."""
    said: str
    """As the source writes it, where that is not `date`."""


def read_date(text: str, words: DateWords) -> When:
    """Return what *text*, all of it, says of when."""
    bare = text.strip()
    date = _in_order(bare)
    if moment_of(date, words) is None:
        return When("", bare)
    return When(date, bare if date != bare else "")


def is_date(text: str, words: DateWords) -> bool:
    """Return whether *text* can be read and says something of when."""
    date = read_date(text, words).date
    moment = moment_of(date, words) if date else None
    return moment is not None and moment.interval != Interval()


def moment_of(text: str, words: DateWords) -> Moment | None:
    """Return the moment that *text* tells; None for what tells none by itself."""
    try:
        moment = parse(text, words)
    except DateError:
        return None
    return moment if isinstance(moment, Moment) else None


def unread(line: str) -> str:
    """Return the date at the start of *line* that does not tell which year, as `6-12-19`."""
    found = _SHORT_YEAR.match(line)
    return found.group() if found else ""


def reminds_of_a_date(line: str, words: DateWords) -> bool:
    """Return whether a month or a year stands among the first words of *line*."""
    months = {str(word) for month in words.months for word in month.words}
    first = [word.strip(".,:;()'\"").casefold() for word in line.split()[:_FEW]]
    return any(word in months or _YEAR(word) for word in first)


def _in_order(text: str) -> str:
    """Return digits as `2020-03-04`, and anything else as it is."""
    if (day_first := _DAY_FIRST(text)) is not None:
        day, month, year = map(int, day_first.groups())
    elif (year_first := _YEAR_FIRST(text)) is not None:
        year, month, day = map(int, year_first.groups())
    else:
        return text
    return f"{year:04}-{month:02}-{day:02}"
