"""What was recorded: events in a partial order, as far as the record gives one.

Separate because the order is all that the search may use: two events that no order ties may
stand in any row of the file without changing a result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded step."""

    id: str
    activity: str
    sure: bool = True
    """Whether it certainly belongs to this trace; if not, a reading may leave it out for free."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Events, and which comes before which."""

    events: tuple[Event, ...]
    order: tuple[tuple[str, str], ...] = ()
    """Pairs of ids: the first comes before the second. It need not be transitive."""
    total: bool = False
    """Whether the events come one after the other as they stand, whatever `order` says."""

    @classmethod
    def in_order(cls, events: tuple[Event, ...]) -> Trace:
        """Return a trace whose events come one after the other as they stand."""
        return cls(events, total=True)

    def sorted_by_id(self) -> Trace:
        """Return the same trace with its events in the order of their ids."""
        pairs = self.order
        if self.total:
            pairs = tuple((a.id, b.id) for a, b in pairwise(self.events))
        return Trace(tuple(sorted(self.events, key=lambda e: e.id)), pairs)

    def with_event(self, name: str, *, belongs: bool) -> Trace:
        """Return the trace in which the event *name* certainly belongs to it, or is not in it.

        What came before an event that is taken out still comes before what came after it.
        """
        if belongs:
            events = tuple(replace(e, sure=True) if e.id == name else e for e in self.events)
            return replace(self, events=events)
        before = [a for a, b in self.order if b == name]
        after = [b for a, b in self.order if a == name]
        kept = tuple(pair for pair in self.order if name not in pair)
        order = (*kept, *((a, b) for a in before for b in after))
        return Trace(tuple(e for e in self.events if e.id != name), order, self.total)
