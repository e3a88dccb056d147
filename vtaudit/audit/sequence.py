"""Events in the order of the chronology: by their days, and never against a stated order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import product
from typing import TYPE_CHECKING

from vtaudit.dates.interval import before
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dossier.case import When
    from vtaudit.dossier.model import Event


class Stated:
    """The orders that the case states, and those that follow from them.

    One that the days of an account contradict is not certain.
    """

    def __init__(self, events: Iterable[Event], moments: Mapping[str, When]) -> None:
        self._days = {
            name: (when.interval, *(r.moment.interval for r in when.followed))
            for name, when in moments.items()
        }
        self._next: dict[str, set[str]] = defaultdict(set)
        self._later: dict[str, frozenset[str]] = {}
        for e in events:
            for earlier in e.after:
                self._next[earlier].add(e.id)
            self._next[e.id].update(e.before)

    def before(self, first: str, second: str) -> bool:
        """Return whether *first* comes before *second* by a stated order."""
        if second not in self._later_than(first):
            return False
        pairs = product(self._days.get(first, ()), self._days.get(second, ()))
        return all(before(b, a) is not Truth.YES for a, b in pairs)

    def _later_than(self, event: str) -> frozenset[str]:
        if event not in self._later:
            seen: set[str] = set()
            todo = [event]
            while todo:
                for follower in self._next.get(todo.pop(), ()):
                    if follower not in seen:
                        seen.add(follower)
                        todo.append(follower)
            self._later[event] = frozenset(seen)
        return self._later[event]


def chronological(events: Iterable[Event], moments: Mapping[str, When]) -> list[Event]:
    """Return *events* by their first days, and never against an order that the case states."""
    far = date.max

    def key(e: Event) -> tuple[date, date, str]:
        i = moments[e.id].interval
        return (i.earliest or i.latest or far, i.latest or far, e.id)

    return _respecting(sorted(events, key=key))


def _respecting(events: list[Event]) -> list[Event]:
    """Return *events* so that none stands before one that the case puts before it."""
    place: dict[str, int] = {e.id: n for n, e in enumerate(events)}
    needs: dict[str, set[str]] = {e.id: {a for a in e.after if a in place} for e in events}
    for e in events:
        for later in e.before:
            if later in needs:
                needs[later].add(e.id)
    followers: dict[str, list[str]] = defaultdict(list)
    for name, earlier in needs.items():
        for need in earlier:
            followers[need].append(name)
    ready = [place[n] for n, earlier in needs.items() if not earlier]
    heapify(ready)
    ordered: list[Event] = []
    while ready:
        event = events[heappop(ready)]
        ordered.append(event)
        for name in followers[event.id]:
            needs[name].discard(event.id)
            if not needs[name]:
                heappush(ready, place[name])
    return ordered
