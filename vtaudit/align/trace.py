"""What was recorded: events in a partial order, as far as the record gives one.

Separate because the order is all that the search may use: two events that no order ties may
stand in any row of the file without changing a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded step."""

    id: str
    activity: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Events, and which comes before which."""

    events: tuple[Event, ...]
    order: tuple[tuple[str, str], ...] = ()
    """Pairs of ids: the first comes before the second. It need not be transitive."""

    @classmethod
    def in_order(cls, events: tuple[Event, ...]) -> Trace:
        """Return a trace whose events come one after the other as they stand."""
        pairs = pairwise(events)
        return cls(events, tuple((a.id, b.id) for a, b in pairs))

    def sorted_by_id(self) -> Trace:
        """Return the same trace with its events in the order of their ids."""
        return Trace(tuple(sorted(self.events, key=lambda e: e.id)), self.order)

    def predecessors(self) -> tuple[int, ...]:
        """Return for each event, as bits, the events named as coming right before it."""
        place: Mapping[str, int] = {e.id: n for n, e in enumerate(self.events)}
        before = [0] * len(self.events)
        for first, second in self.order:
            before[place[second]] |= 1 << place[first]
        return tuple(before)
