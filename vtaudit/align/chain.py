"""The cheapest alignments of events that come one after the other, read back from the least costs.

Separate from the search over orders because it is the quick case, and from the levels, which know
only what every place costs: this goes back along the cheapest ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vtaudit.align.alignment import Alignment, Deviation, Move, told_back

if TYPE_CHECKING:
    from vtaudit.align.levels import Levels, Row
    from vtaudit.align.machine import Ends, Machine
    from vtaudit.align.trace import Event


def in_row(levels: Levels, events: Sequence[Event], *, prefix: bool, limit: int) -> Alignment:
    """Return the alignment of *events* in this order; past *limit* places there are bounds."""
    row = levels.row([e.activity for e in events], prefix=prefix, limit=limit)
    return Alignment(row.cost, row.lower, _Chain(levels, events, row, prefix=prefix),
                     exact=row.exact)  # fmt: skip


class _Chain:
    """The events with their costs, and the ways back."""

    def __init__(self, levels: Levels, events: Sequence[Event], row: Row, *, prefix: bool) -> None:
        self.machine, self.prefix = levels.machine, prefix
        self._levels, self._events, self._row = levels, events, row

    @cached_property
    def ends(self) -> Ends:
        """States in which the cheapest ways end, by their names, and what is given up there."""
        return self._levels.row_ends(self._row, prefix=self.prefix)

    def recorded(self) -> Iterator[str]:
        """Yield the activities of the events."""
        return (e.activity for e in self._events)

    def moves(self) -> tuple[Move, ...]:
        """Return the moves of the alignment that reads best, followed back from its end."""
        state, skip = self.ends[0]
        cost, filled, turned = self._row.cost - skip.cost, self._row.filled, self._row.turned
        moves = [*told_back(skip)]
        for n in range(len(self._events) - 1, -1, -1):
            event = self._events[n]
            for more, source, _, told in turned[n].into[state]:
                if more <= cost and filled[cost - more][n] >> source & 1:
                    moves.append(Move("sync", event.activity, event.id))
                    moves += told
                    state, cost = source, cost - more
                    break
            else:
                moves.append(Move("log", event.activity, event.id))
                cost -= turned[n].log
        moves.reverse()
        return tuple(moves)

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the deviations of all cheapest alignments."""
        seen = _Seen(0)
        live: dict[int, tuple[int, int]] = {}
        for state, skip in self.ends:
            live[state] = self._row.cost - skip.cost, skip.must
            seen.may |= skip.may
        found = []
        for n in range(len(self._events) - 1, -1, -1):
            live = self._back(live, n, seen)
            if seen.alone:
                event = self._events[n]
                found.append(Deviation("log", event.activity, event.id, not seen.foreseen))
        found.reverse()
        ((_, must),) = live.values()
        return (*found, *given_up(self.machine, must, seen.may))

    def _back(
        self, live: dict[int, tuple[int, int]], n: int, seen: _Seen
    ) -> dict[int, tuple[int, int]]:
        """Return the states before event *n* on a cheapest way to *live*.

        Each has its cost, and the activities that every cheapest way from there gives up.
        """
        turn, filled = self._row.turned[n], self._row.filled
        before: dict[int, tuple[int, int]] = {}
        seen.foreseen = seen.alone = False
        for state, (cost, must) in live.items():
            for more, source, skip, _ in turn.into[state]:
                rest = cost - more
                if rest >= 0 and filled[rest][n] >> source & 1:
                    old = before.get(source, (rest, ~0))[1]
                    before[source] = rest, old & (must | skip.must)
                    seen.may |= skip.may
                    seen.foreseen = True
            rest = cost - turn.log
            if rest >= 0 and filled[rest][n] >> state & 1:
                before[state] = rest, before.get(state, (rest, ~0))[1] & must
                seen.alone = True
        return before


@dataclass(slots=True)
class _Seen:
    """What lies on some cheapest way, gathered going back."""

    may: int
    """Activities that some cheapest way gives up, as bits."""
    foreseen: bool = False
    """Whether some cheapest way has the event as foreseen."""
    alone: bool = False
    """Whether some cheapest way has it as recorded only."""


def given_up(machine: Machine, must: int, may: int) -> Iterator[Deviation]:
    """Yield the activities of *may*, as bits, as deviations: certain where they are in *must*."""
    for activity, bit in machine.bits.items():
        if may & bit:
            yield Deviation("model", activity, None, bool(must & bit))
