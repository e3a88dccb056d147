"""A case that has been read and found in order: the file's content, findable by id, with its dates.

Separate from the reader, which knows how a file can be wrong; from here on nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vtaudit.dates.interval import UNKNOWN_DAY, Interval
from vtaudit.dates.moment import Moment
from vtaudit.dossier.model import (
    Body,
    CaseFile,
    Complaint,
    Covered,
    Document,
    Event,
    Person,
    Promise,
)
from vtaudit.span import Span

FOLLOWED = ("disputed", "unsure")
"""Accounts that leave open what is right; a slip of the pen, or a corrected one, does not."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What somebody else says about when it was."""

    by: str
    moment: Moment
    status: str


@dataclass(frozen=True, slots=True)
class When:
    """When an event was."""

    stated: Moment | None
    """As the case words it; None for a date that only hangs on other events, or none at all."""
    interval: Interval
    """The days that remain when every date and every order of the case is used."""
    open: Interval = UNKNOWN_DAY
    """The same where any account of the other events may be right."""
    rivals: tuple[Rival, ...] = ()

    @property
    def followed(self) -> tuple[Rival, ...]:
        """The accounts of another day that leave it open; no slips, and none that was corrected."""
        return tuple(
            r for r in self.rivals
            if r.status in FOLLOWED and r.moment.interval != self.interval
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A case, ready to be audited."""

    file: CaseFile
    folder: Path
    name: str
    """Name of the case file, relative to its folder."""
    sha256: str
    """Hash of the case file, with those that it includes."""
    parts: tuple[tuple[int, str], ...]
    """The files of the case, relative to its folder: the lines above each, and its name."""
    events: Mapping[str, Event]
    people: Mapping[str, Person]
    bodies: Mapping[str, Body]
    documents: Mapping[str, Document]
    complaints: Mapping[str, Complaint]
    promises: Mapping[str, tuple[Event, Promise]]
    moments: Mapping[str, When]
    """When each event was."""
    dates: Mapping[str, Moment]
    """Every other date of the case, by its text."""

    def place(self, span: Span) -> tuple[str, int, int]:
        """Return the file in which *span* lies, with the line and the column there."""
        above, name = max((p for p in self.parts if p[0] < span.line), default=(0, self.name))
        return name, span.line - above, span.column

    def moment(self, text: str) -> Moment:
        """Return the moment that a date of the case, outside events, means."""
        return self.dates[text]

    def coverage(self, covered: Covered) -> Interval | None:
        """Return the days that an entry of the coverage surely is about; None when that is none.

        Of a vague first day the latest counts and of a vague last day the earliest: silence may
        prove something only on a day that is covered for certain.
        """
        first = self.dates[covered.since].interval.latest if covered.since else None
        last = self.dates[covered.until].interval.earliest if covered.until else None
        open_ = (covered.since and first is None) or (covered.until and last is None)
        if open_ or (first is not None and last is not None and last < first):
            return None
        return Interval(first, last)
