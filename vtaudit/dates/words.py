"""The word tables of dates, as the rulebook fills them: what `medio` or `kort na` means in days.

Separate because these are plain dataclasses which the rulebook's loader builds from
`rulebook/data/dates.yaml`; no word and no number of days stands in the code itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.dates.moment import Unit

YesNo = Literal["yes", "no"]
Precision = Literal["day", "month", "part", "season", "year", "relative"]


@dataclass(frozen=True, slots=True)
class MonthWord:
    """The names of a month."""

    number: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekdayWord:
    """The names of a day of the week; 1 is Monday."""

    number: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartWord:
    """A part of a month or a year, such as `begin`."""

    id: str
    words: tuple[str, ...]
    reason: str
    first_day: int | None = None
    """First day of the month that it means; None when it is not said of a month."""
    last_day: int | None = None
    """Last day of the month; a day past the end of the month is the end of the month."""
    first_month: int | None = None
    """First month of the year that it means; None when it is not said of a year."""
    last_month: int | None = None
    """Last month of the year."""


@dataclass(frozen=True, slots=True)
class SeasonWord:
    """A season; days are written `MM-DD`."""

    id: str
    code: int
    """Number of the season in EDTF, 21 to 24."""
    words: tuple[str, ...]
    first: str
    """First day it can mean."""
    last: str
    """Last day it can mean; one before `first` lies in the next year."""
    reason: str
    lone_first: str | None = None
    """First day when only one year is named and the season straddles two (`winter 2019`)."""


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that gives one limit of a moment, such as `uiterlijk`."""

    kind: Literal["from", "by", "before", "after"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualifierWord:
    """A word that makes a moment approximate or uncertain, such as `circa`."""

    words: tuple[str, ...]
    approximate: YesNo = "no"
    uncertain: YesNo = "no"


@dataclass(frozen=True, slots=True)
class Margin:
    """How many days to either side an approximate moment may lie."""

    precision: Precision
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class FrameWord:
    """Words around two dates, such as `tussen … en …`."""

    kind: Literal["between", "night"]
    opens: tuple[str, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number in words, or a vague one such as `enkele`."""

    words: tuple[str, ...]
    lowest: int
    highest: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """The names of a unit of time."""

    unit: Unit
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelativeWord:
    """A whole phrase for a distance from another event, such as `daags na`."""

    id: str
    words: tuple[str, ...]
    unit: Unit = "days"
    lowest: int | None = None
    """Least distance; None is no limit."""
    highest: int | None = None
    """Greatest distance; None is no limit."""
    anchor: YesNo = "yes"
    """`no` for a phrase that names no other event, such as `de volgende dag`."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """A word that turns an amount into a distance, as `na` does in `10 weken na ID`."""

    id: str
    words: tuple[str, ...]
    sign: Literal["later", "earlier"]
    anchor: YesNo = "yes"


@dataclass(frozen=True, slots=True)
class Wording:
    """How moments are told in one language; braces mark what is filled in."""

    language: str
    day: str
    """Pattern of a day, as pendulum formats it."""
    month: str
    """Pattern of a month with its year."""
    day_month: str
    """Pattern of a day whose year is told by the other day."""
    year: str
    """Pattern of a year."""
    between: str
    """Two days, with `{first}` and `{last}`."""
    since: str
    """A day with an open end after it, with `{first}`."""
    until: str
    """A day with an open end before it, with `{last}`."""
    unknown: str
    """A moment of which nothing is known."""
    perhaps: str
    """A moment that the source doubts, with `{moment}`."""
    at: str
    """A day with a time, with `{moment}` and `{time}`."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """All words with which a moment or a term may be written, in every language at once."""

    months: tuple[MonthWord, ...]
    weekdays: tuple[WeekdayWord, ...]
    parts: tuple[PartWord, ...]
    seasons: tuple[SeasonWord, ...]
    bounds: tuple[BoundWord, ...]
    qualifiers: tuple[QualifierWord, ...]
    margins: tuple[Margin, ...]
    frames: tuple[FrameWord, ...]
    numbers: tuple[NumberWord, ...]
    units: tuple[UnitWord, ...]
    relatives: tuple[RelativeWord, ...]
    directions: tuple[DirectionWord, ...]
    wordings: tuple[Wording, ...]
    unknown: tuple[str, ...]
    """Words for a moment of which nothing is known."""
    joins: tuple[str, ...]
    """Words and signs between the two ends of a range."""
    amounts_join: tuple[str, ...]
    """Words between two amounts (`twee à drie weken`)."""
    within: tuple[str, ...]
    """Words that make an amount a most (`binnen een week na ID`)."""
    leads: tuple[str, ...]
    """Words that may stand before a date and mean nothing more (`op`, `in`)."""
    links: tuple[str, ...]
    """Words that may stand between the pieces of a date (`van`)."""
    weeks: tuple[str, ...]
    """Words before the number of a week."""
    at: tuple[str, ...]
    """Words before a time of day."""
    hours: tuple[str, ...]
    """Words after a time of day."""
    ordinals: tuple[str, ...]
    """Endings that may follow the number of a day (`6th`, `6e`)."""
    articles: tuple[str, ...]
    """Articles that may stand before the id of an event."""
