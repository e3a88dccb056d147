"""Every date and term of a case, read one by one.

Separate from setting them against each other: a date that cannot be read is a mistake by itself,
whatever the other dates say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.length import parse_length
from vtaudit.dates.moment import Moment, Relative
from vtaudit.decode import short, unknown_word, wrong_word
from vtaudit.dossier.model import Account, CaseFile, Event
from vtaudit.errors import Code, Problem
from vtaudit.message import Message, worded
from vtaudit.span import Span, Text, span_of

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

_WORK = 50_000
"""Comparisons that are spent on finding near ids, over a whole file."""


def read_dates(content: CaseFile, words: DateWords, events: Collection[str]) -> Told:
    """Return the dates that *content* tells; *events* are the ids that a date may count from."""
    reader = _Reader(words, sorted(events))
    stated = {str(e.id): reader.event(e) for e in content.events}
    rivals = {str(e.id): reader.rivals(e.accounts) for e in content.events}
    others = {str(text): reader.moment(text) for text in _others(content)}
    for term in (p.term for e in content.events for p in e.promises if p.term is not None):
        reader.length(term)
    return Told(
        {name: moment for name, moment in stated.items() if moment is not None},
        rivals,
        {text: moment for text, moment in others.items() if moment is not None},
        tuple(reader.problems),
    )


def _others(content: CaseFile) -> Iterator[Text]:
    """Yield every date of the case that is not when an event was, nor a rival to that."""
    found = (
        *(t for c in content.case.covered for t in (c.since, c.until)),
        *(a.on for p in content.people for a in p.age),
        *(d.date for d in content.documents),
        *(v.date for d in content.documents for v in d.versions),
        *(t for e in content.events if e.duration for t in (e.duration.since, e.duration.until)),
        *(t for e in content.events for p in e.promises for t in (p.since, p.by)),
        *(v.date for c in content.complaints for v in c.verdicts),
        *(a.value for a in _other_accounts(content) if a.field == "date"),
    )
    yield from (t for t in found if t is not None)


def _other_accounts(content: CaseFile) -> Iterator[Account]:
    """Yield the accounts that are not of an event."""
    yield from (a for person in content.people for a in person.accounts)
    yield from (a for document in content.documents for a in document.accounts)
    yield from (a for complaint in content.complaints for a in complaint.accounts)
    yield from content.accounts


def _place(text: Text, position: int) -> Span:
    """Return where character *position* of *text* stands; quotes around it are not part of it."""
    at = span_of(text)
    quotes = at.end_column - at.column - len(text)
    if at.line != at.end_line or quotes not in (0, 2):
        return at  # folded lines or escapes: characters and columns go their own ways
    return at._replace(column=at.column + quotes // 2 + position)


@dataclass(frozen=True, slots=True)
class Told:
    """The dates of a case, as it tells them."""

    events: Mapping[str, Moment | Relative]
    """When events were, by id; a relative moment always has an anchor."""
    rivals: Mapping[str, tuple[tuple[Account, Moment | Relative], ...]]
    """What others say about when an event was, by its id."""
    others: Mapping[str, Moment | Relative]
    """Every other date, by its text."""
    problems: tuple[Problem, ...]
    """Those that cannot be read."""


class _Reader:
    """Reads dates and keeps what is wrong with them."""

    def __init__(self, words: DateWords, events: list[str]) -> None:
        self.problems: list[Problem] = []
        self._words, self._events, self._known = words, events, frozenset(events)
        self._work = _WORK

    def event(self, event: Event) -> Moment | Relative | None:
        """Return when *event* was, with the days that its `means` gives to its words."""
        moment = None if event.date is None else self.moment(event.date, event.after)
        if event.means is None:
            return moment
        meant = self.moment(event.means)
        if isinstance(meant, Relative):
            message = worded("`means` is a range of days, such as `2019-12-10/2019-12-20`")
            self._say(Code.BAD_DATE, message, event.means)
        elif event.date is None:
            message = worded("`means` says what the words of `date` mean: give a `date` too")
            self._say(Code.BAD_DATE, message, event.means)
        elif isinstance(moment, Relative):
            message = worded(
                "`means` says nothing of a date that counts from another event: leave it out"
            )
            self._say(Code.BAD_DATE, message, event.means)
        elif isinstance(moment, Moment) and isinstance(meant, Moment):
            return replace(moment, interval=meant.interval)
        return moment

    def rivals(
        self, accounts: tuple[Account, ...]
    ) -> tuple[tuple[Account, Moment | Relative], ...]:
        """Return what *accounts* say about the date."""
        dated = [(a, self.moment(a.value)) for a in accounts if a.field == "date" and a.value]
        return tuple((account, moment) for account, moment in dated if moment is not None)

    def moment(self, text: Text, after: tuple[Text, ...] = ()) -> Moment | Relative | None:
        """Return the moment of *text*; one that names no event counts from the only one *after*."""
        try:
            moment = parse(text, self._words)
        except DateError as error:
            self._unreadable(text, error)
            return None
        if isinstance(moment, Moment):
            return moment
        if moment.anchor is None and len(after) == 1:
            moment = replace(moment, anchor=str(after[0]))
            return moment if moment.anchor in self._known else None  # told as a reference
        return self._anchored(text, moment)

    def length(self, text: Text) -> None:
        """Tell when *text* is no length of a term."""
        try:
            parse_length(text, self._words)
        except DateError as error:
            self._unreadable(text, error)

    def _anchored(self, text: Text, moment: Relative) -> Relative | None:
        """Return *moment* when the event that it names is there."""
        if moment.anchor in self._known:
            return moment
        if moment.anchor is None:
            message = worded(
                "`{text}` counts from another event: name it, or give one `after`", text=short(text)
            )
            self._say(Code.ANCHOR, message, text)
            return None
        message = unknown_word("event", moment.anchor)
        if self._work > 0:
            self._work -= len(self._events)
            message = wrong_word("event", moment.anchor, self._events)
        span = _place(text, max(text.rfind(moment.anchor), 0))
        self.problems.append(Problem(Code.DANGLING, message, span))
        return None

    def _say(self, code: Code, message: Message, text: Text | None) -> None:
        self.problems.append(Problem(code, message, span_of(text)))

    def _unreadable(self, text: Text, error: DateError) -> None:
        span = _place(text, error.position)
        self.problems.append(
            Problem(
                Code.BAD_DATE,
                worded("`{text}`: {error}", text=short(text), error=error.message),
                span,
            )
        )
