"""Every date of a case, read and set against every other.

Separate from the reader because dates hang on each other: an order narrows a vague date, a
relative date needs its anchor, and all of them together can contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.length import parse_length
from vtaudit.dates.moment import Moment, Relative
from vtaudit.dates.order import Constraint, OrderError
from vtaudit.dates.resolve import RelativeCycle, resolve
from vtaudit.decode import wrong_word
from vtaudit.dossier.case import Rival, When
from vtaudit.dossier.model import CaseFile, Event
from vtaudit.errors import Code, Problem
from vtaudit.span import Span, Text, span_of

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords


@dataclass(slots=True)
class Dates:
    """The dates of a case while they are being read."""

    content: CaseFile
    words: DateWords
    problems: list[Problem] = field(default_factory=list)
    stated: dict[str, Moment | Relative] = field(default_factory=dict)
    rivals: dict[str, tuple[Rival, ...]] = field(default_factory=dict)
    others: dict[str, Moment] = field(default_factory=dict)
    whens: dict[str, When] = field(default_factory=dict)

    @classmethod
    def of(cls, content: CaseFile, words: DateWords) -> Dates:
        """Return the dates of *content*, with every one that cannot be read as a problem."""
        dates = cls(content, words)
        for event in content.events:
            dates._event(event)
        for text in _others(content):
            dates._other(text)
        for length in _lengths(content):
            dates._length(length)
        return dates

    def resolve(self) -> list[Problem]:
        """Set every event on the calendar; return what cannot all be true."""
        moments = {str(e.id): self.stated.get(e.id, _UNKNOWN) for e in self.content.events}
        try:
            days = resolve(moments, [c for e in self.content.events for c in _order(e)])
        except RelativeCycle as error:
            return [self._at(error.cycle[0], Code.CYCLE, str(error))]
        except OrderError as error:
            return [self._contradiction(error)]
        for e in self.content.events:
            moment = self.stated.get(e.id)
            stated = moment if isinstance(moment, Moment) else None
            self.whens[e.id] = When(stated, days[e.id], self.rivals.get(e.id, ()))
        return []

    def _contradiction(self, error: OrderError) -> Problem:
        told = [f"`{c.first}` {_SAID[c.kind]} `{c.second}`" for c in error.constraints]
        dated = [f"`{name}` on `{e.date}`" for name in error.dated
                 for e in self.content.events if e.id == name and e.date]  # fmt: skip
        message = "these cannot all be true: " + "; ".join([*told, *dated])
        first = error.constraints[0].second if error.constraints else error.dated[0]
        return self._at(first, Code.ORDER, message)

    def _at(self, event: str, code: Code, message: str) -> Problem:
        found = next(e for e in self.content.events if e.id == event)
        return Problem(code, message, span_of(found.date or found.id))

    def _event(self, event: Event) -> None:
        if event.date is not None:
            moment = self._read(event.date)
            if isinstance(moment, Relative):
                moment = self._anchored(event, moment)
            if moment is not None:
                self.stated[event.id] = self._meant(event, moment)
        rivals = []
        for account in event.accounts:
            if account.field == "date" and account.value is not None:
                moment = self._read(account.value)
                if isinstance(moment, Moment):
                    rivals.append(Rival(account.by, moment, account.status))
        self.rivals[event.id] = tuple(rivals)
        for text in (event.duration.since, event.duration.until) if event.duration else ():
            if text is not None:
                self._other(text)

    def _meant(self, event: Event, moment: Moment | Relative) -> Moment | Relative:
        """Return the moment with the days that `means` gives it."""
        if event.means is None or isinstance(moment, Relative):
            return moment
        meant = self._read(event.means)
        return replace(moment, interval=meant.interval) if isinstance(meant, Moment) else moment

    def _anchored(self, event: Event, moment: Relative) -> Relative | None:
        events = {str(e.id) for e in self.content.events}
        if moment.anchor is None:
            if len(event.after) == 1:
                return replace(moment, anchor=str(event.after[0]))
            message = f"`{event.date}` counts from another event: name it, or give one `after:`"
            self.problems.append(Problem(Code.ANCHOR, message, span_of(event.date)))
            return None
        if moment.anchor in events:
            return moment
        message = wrong_word("event", moment.anchor, sorted(events))
        self.problems.append(Problem(Code.DANGLING, message, span_of(event.date)))
        return None

    def _other(self, text: Text) -> None:
        moment = self._read(text)
        if isinstance(moment, Moment):
            self.others[str(text)] = moment
        elif moment is not None:
            message = f"`{text}` counts from an event; here a date of its own is needed"
            self.problems.append(Problem(Code.ANCHOR, message, span_of(text)))

    def _length(self, text: Text) -> None:
        try:
            parse_length(text, self.words)
        except DateError as error:
            self._unreadable(text, error)

    def _read(self, text: Text) -> Moment | Relative | None:
        try:
            return parse(text, self.words)
        except DateError as error:
            self._unreadable(text, error)
            return None

    def _unreadable(self, text: Text, error: DateError) -> None:
        at = span_of(text)
        column = at.column + error.position if at.line == at.end_line else at.column
        span = Span(at.line, column, at.end_line, at.end_column)
        self.problems.append(Problem(Code.BAD_DATE, f"`{text}`: {error}", span))


_UNKNOWN = Moment(Interval())
_SAID = {"before": "before", "not-after": "not after", "same-day": "the same day as",
         "shift": "counted from"}  # fmt: skip


def _order(event: Event) -> Iterator[Constraint]:
    for earlier in event.after:
        yield Constraint("not-after", earlier, event.id)
    for later in event.before:
        yield Constraint("not-after", event.id, later)
    for other in event.same_day:
        yield Constraint("same-day", event.id, other)


def _others(content: CaseFile) -> Iterator[Text]:
    """Yield every date of the case outside the events' own."""
    found: Iterable[Text | None] = (
        *(t for c in content.case.covered for t in (c.since, c.until)),
        *(a.on for p in content.people for a in p.age),
        *(d.date for d in content.documents),
        *(v.date for d in content.documents for v in d.versions),
        *(t for e in content.events for p in e.promises for t in (p.since, p.by)),
        *(v.date for c in content.complaints for v in c.verdicts),
    )
    yield from (t for t in found if t is not None)


def _lengths(content: CaseFile) -> Iterator[Text]:
    yield from (p.term for e in content.events for p in e.promises if p.term is not None)
