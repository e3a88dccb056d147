"""Events in the order of the chronology: by their days, and never against a stated order."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.dossier.model import Event


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
