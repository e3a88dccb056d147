"""States of a case: stretches of time with a holder, begun and ended by steps.

Separate from the facts because a stretch is made of two steps: what the protocol says begins and
ends it, and what the case states itself under `states`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from vtaudit.audit.doubts import Doubt, doubted, first_day, holders_of, receivers_of
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import StateKind

Days = tuple[date, date]
Run = tuple["Stretch", "Stretch"]
"""The first and the last of stretches that follow on one another without a day between."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One time that a state lasted."""

    state: str
    begin: Step
    end: Step | None
    """None while it lasts, or where its end is not known."""
    holders: tuple[str, ...]
    lasts: bool = True
    """Whether it lasts when there is no end: of a stretch that the case states, a left-out end is
    not known."""
    doubts: tuple[Doubt, ...] = ()
    """Steps on which it hangs, and of which it is open what they did to it."""
    number: int = 0
    """Which of several with the same beginning it is."""

    @property
    def id(self) -> str:
        """Name by which a variable stands for it: its state and the step that began it."""
        name = f"{self.state}@{self.begin.id}"
        return f"{name}@{self.number}" if self.number else name


@dataclass(frozen=True, slots=True)
class Held:
    """On which days a state had a holder; the days in order, and none of them twice."""

    runs: tuple[tuple[Days, Run], ...]
    """Each run with the days on which it may have lasted, in the order of those days."""
    reach: tuple[date, ...]
    """The last day of each run or of one before it, whichever is later."""
    sure: tuple[Days, ...]
    """Days on which it certainly had one."""
    possible: tuple[Days, ...]
    """Days on which it may have had one."""


class States:
    """The stretches of every state of a case, each worked out once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of: dict[str, tuple[Stretch, ...]] = {}
        self._named: dict[str, Stretch] = {}
        self._held: dict[str, Held] = {}

    def of(self, state: str) -> tuple[Stretch, ...]:
        """Return the stretches of a state, in the order of the chronology."""
        if state not in self._of:
            kind = self._kind(state)
            found = stretches(self._facts, kind) if kind else ()
            again = Counter[str]()
            for stretch in found:
                own = replace(stretch, number=again[stretch.begin.id])
                again[stretch.begin.id] += 1
                self._named[own.id] = own
            self._of[state] = tuple(s for s in self._named.values() if s.state == state)
        return self._of[state]

    def named(self, name: str) -> Stretch:
        """Return the stretch for which a variable stands."""
        self.of(name.partition("@")[0])
        return self._named[name]

    def begun(self, name: str) -> Truth:
        """Return whether the stretch for which a variable stands certainly began as it says."""
        stretch = self.named(name)
        early = [d for d in stretch.doubts if _by(d[0], stretch.begin)]
        return self._facts.by_then(stretch.begin) & self.open(early)

    def open(self, doubts: Iterable[Doubt]) -> Truth:
        """Return unknown where there are *doubts*, each of which is asked; else yes.

        No answer is supposed: what the state would be then is not worked out.
        """
        truth = Truth.YES
        for _, question in doubts:
            self._facts.asked.put(question)
            truth = Truth.UNKNOWN
        return truth

    def held(self, state: str) -> Held:
        """Return on which days a state had a holder."""
        if state not in self._held:
            found = self.of(state), self.doubts(state)
            self._held[state] = _held(self._facts, state, *found)
        return self._held[state]

    def doubts(self, state: str) -> tuple[Doubt, ...]:
        """Return the steps of which it is open what they did to a state."""
        kind = self._kind(state)
        return doubted(self._facts, kind) if kind else ()

    def _kind(self, state: str) -> StateKind | None:
        return next((k for k in self._facts.protocol.states if k.id == state), None)


def _by(step: Step, other: Step) -> bool:
    """Return whether *step* can have been on a day of *other*, or before it."""
    first, last = step.interval.earliest, other.interval.latest
    return first is None or last is None or first <= last


def _held(facts: Facts, state: str, found: Iterable[Stretch], doubts: Sequence[Doubt]) -> Held:
    """Return who may have held a state when; from the first step in doubt on nobody certainly."""
    runs = joined(s for s in found if s.holders)
    possible = [(days, r) for r in runs if (days := span(facts, r, sure=False)) is not None]
    certain = [days for r in runs if (days := span(facts, r, sure=True)) is not None]
    for step in _ending_only(facts, state):
        may = Stretch(state, step, None, ())
        possible.append(((date.min, step.interval.latest or facts.as_of), (may, may)))
    since = [first_day(step) for step, _ in doubts]
    for (step, _), first in zip(doubts, since, strict=True):
        may = Stretch(state, step, None, ())
        possible.append(((first, max(first, facts.as_of)), (may, may)))
    if since and min(since) > date.min:
        before = min(since) - timedelta(days=1)
        certain = [(a, min(b, before)) for a, b in certain if a <= before]
    elif since:
        certain = []
    ordered = tuple(sorted(possible, key=lambda x: x[0]))
    reach = tuple(accumulate((last for (_, last), _ in ordered), max))
    return Held(ordered, reach, _apart(certain), _apart(days for days, _ in ordered))


def _ending_only(facts: Facts, state: str) -> Iterator[Step]:
    """Yield the steps up to which a state lasted, of which the case does not say since when."""
    for stated in facts.case.file.states:
        if stated.state == state and stated.since is None and stated.until in facts.by_id:
            yield facts.by_id[stated.until]


def joined(stretches: Iterable[Stretch]) -> list[Run]:
    """Return stretches as runs: one that begins with the step that ends another goes on with it."""
    runs: list[Run] = []
    ending: dict[str, int] = {}
    for stretch in stretches:
        place = ending.pop(stretch.begin.id, len(runs))
        if place == len(runs):
            runs.append((stretch, stretch))
        else:
            runs[place] = (runs[place][0], stretch)
        if stretch.end is not None:
            ending[stretch.end.id] = place
    return runs


def span(facts: Facts, run: Run, *, sure: bool) -> Days | None:
    """Return the days on which a run certainly lasted, or those on which it may have."""
    first, last = run
    begin, end = first.begin.interval, last.end.interval if last.end else None
    start = begin.latest if sure else begin.earliest or date.min
    until = facts.as_of if last.lasts or not sure else start or date.min
    if end is not None:
        until = (end.earliest or date.min) if sure else (end.latest or facts.as_of)
    return (start, until) if start is not None and start <= until else None


def _apart(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Return the same days as stretches that do not touch one another, in order."""
    found: list[Days] = []
    for start, end in sorted(spans):
        if found and (start - found[-1][1]).days <= 1:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def stretches(facts: Facts, kind: StateKind) -> tuple[Stretch, ...]:
    """Return the stretches of a state in the order of the chronology, one for each begin.

    A step that would begin it while it lasts with the same holder changes nothing.
    """
    doubts = doubted(facts, kind)
    derived = (replace(s, doubts=doubts) for s in _derived(facts, kind))
    return tuple(sorted((*_stated(facts, kind), *derived), key=lambda s: s.begin.order))


def _stated(facts: Facts, kind: StateKind) -> Iterator[Stretch]:
    for state in facts.case.file.states:
        begin = facts.by_id.get(state.since or "")
        if state.state == kind.id and begin is not None:
            yield Stretch(kind.id, begin, facts.by_id.get(state.until or ""), state.holder,
                          lasts=False)  # fmt: skip


def _derived(facts: Facts, kind: StateKind) -> Iterator[Stretch]:
    begins = {s.id for s in facts.of_activity(kind.begun_by)}
    passes = {s.id for s in facts.of_activity(kind.passed_by)}
    running: tuple[Step, tuple[str, ...]] | None = None
    for step in facts.of_activity((*kind.begun_by, *kind.passed_by, *kind.ended_by)):
        holders = receivers_of(facts, step) if step.id in passes else holders_of(facts, step)
        held = (step.id in begins or step.id in passes) and holders
        if running is not None and (holders != running[1] if held else _ends(facts, step, running)):
            yield Stretch(kind.id, running[0], step, running[1])
            running = None
        if running is None and held:
            running = step, holders
    if running is not None:
        yield Stretch(kind.id, running[0], None, running[1])


def _ends(facts: Facts, step: Step, running: tuple[Step, tuple[str, ...]]) -> bool:
    """Return whether *step* ends a stretch: only whoever holds it can let it go."""
    own = step.audited and facts.audited_body in running[1]
    return own or not step.actors.isdisjoint(running[1])
