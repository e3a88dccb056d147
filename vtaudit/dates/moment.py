"""A moment as a source words it: days, a time of day, or a distance from another event.

Separate from `interval`, which only knows days: this keeps the words, the doubt and the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from vtaudit.dates.interval import Interval

TIMEZONE = "Europe/Amsterdam"

Unit = Literal["hours", "days", "working-days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as precisely as the source allows."""

    interval: Interval
    """The days on which it may lie; a word such as `circa` has already widened it."""
    text: str = ""
    """The words of the source."""
    approximate: bool = False
    """The source says about when (`circa`, `~`)."""
    uncertain: bool = False
    """The source doubts it (`mogelijk`, `?`): the days are those it names, not all that can be."""
    time: str | None = None
    """Time of day as `HH:MM` in the Netherlands; only on an exact day."""

    def instants(self) -> tuple[datetime, datetime] | None:
        """Return the first and last instant it can be, with UTC offset; None without a time.

        They differ only in the hour that the clock shows twice when summer time ends.
        """
        day = self.interval.earliest
        if self.time is None or day is None:
            return None
        import pendulum  # slow to import and rarely needed

        hour, minute = int(self.time[:2]), int(self.time[3:])
        first, last = (
            pendulum.datetime(day.year, day.month, day.day, hour, minute, tz=TIMEZONE, fold=fold)
            for fold in (0, 1)
        )
        return first, last


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance in time; negative is earlier. None is no limit on that side."""

    lowest: int | None
    highest: int | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Relative:
    """A moment told by its distance from another event."""

    phrase: str
    """Id of the phrase in the word table, such as `day-after`."""
    shift: Shift
    """How far from the anchor."""
    anchor: str | None
    """Id of the other event; None when the source names none (`een week later`)."""
    text: str = ""
    """The words of the source."""
    approximate: bool = False
    """The source says about how far."""
    uncertain: bool = False
    """The source doubts it."""
