"""Events in the order of the chronology: by their days, and never against a stated order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.dossier.model import Event


class Stated:
    """The orders that the case states, and those that follow from them."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._next: dict[str, set[str]] = defaultdict(set)
        self._later: dict[str, frozenset[str]] = {}
        for e in events:
            for earlier in e.after:
                self._next[earlier].add(e.id)
            self._next[e.id].update(e.before)

    def before(self, first: str, second: str) -> bool:
        """Return whether *first* comes before *second* by a stated order."""
        return second in self._later_than(first)

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


def respecting_order(events: list[Event]) -> list[Event]:
    """Return *events* so that none stands before one that the case puts before it."""
    place: dict[str, int] = {e.id: n for n, e in enumerate(events)}
    needs: dict[str, set[str]] = {e.id: {a for a in e.after if a in place} for e in events}
    for e in events:
        for later in e.before:
            if later in needs:
                needs[later].add(e.id)
    followers: dict[str, list[str]] = defaultdict(list)
    for name, before in needs.items():
        for need in before:
            followers[need].append(name)
    ready = [place[n] for n, before in needs.items() if not before]
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
