"""Steps of a case as a trace: only the order that the record gives, and no pair more than needed.

Separate from the path because it is about days alone: a step comes before another when its last
possible day lies before the other's first, or when the case says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.align import Event, Trace

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts, Step


def trace_of(facts: Facts, sure: Sequence[Step], unsure: Sequence[Step] = ()) -> Trace:
    """Return the trace of the steps that belong to it and of those that may."""
    steps = (*sure, *unsure)
    doubtful = {s.id for s in unsure}
    events = tuple(Event(s.id, str(s.activity.id), s.id not in doubtful) for s in steps)
    pairs = {*_by_days(steps), *_as_stated(facts, steps)}
    return Trace(events, tuple(sorted(pairs)))


def _by_days(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """Yield each step with those whose days lie wholly before it and nothing lies between."""
    dated = [(s.interval.latest, s.id, s) for s in steps if s.interval.latest is not None]
    ended = [s for _, _, s in sorted(dated, key=lambda entry: entry[:2])]
    lasts = sorted(last for last, _, _ in dated)
    newest: list[date] = []
    for s in ended:
        first = s.interval.earliest or date.min
        newest.append(max(newest[-1], first) if newest else first)
    for step in steps:
        if step.interval.earliest is None:
            continue
        place = bisect_left(lasts, step.interval.earliest)
        bound = newest[place - 1] if place else date.min
        while place and lasts[place - 1] >= bound:
            place -= 1
            yield ended[place].id, step.id


def _as_stated(facts: Facts, steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that the case states, also by way of steps that are not among *steps*."""
    known, followers = {s.id for s in steps}, _followers(facts)
    for step in steps:
        seen: set[str] = set()
        todo = list(followers.get(step.id, ()))
        while todo:
            follower = todo.pop()
            if follower in seen:
                continue
            seen.add(follower)
            if follower in known:
                yield step.id, follower
            else:
                todo.extend(followers.get(follower, ()))


def _followers(facts: Facts) -> dict[str, list[str]]:
    """Return for each step those that the case states to come after it."""
    found: dict[str, list[str]] = {}
    for event in facts.case.file.events:
        for earlier in event.after:
            found.setdefault(str(earlier), []).append(str(event.id))
        found.setdefault(str(event.id), []).extend(map(str, event.before))
    return found
