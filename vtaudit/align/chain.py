"""The cheapest alignments of events that come one after the other.

Separate from the search over orders because it is the quick case: one frontier after the other,
then back along the cheapest ways only. It first looks no more than a little above the least cost
of every stretch. If what it finds costs so little that nothing outside can be cheaper, that is
proof; otherwise it looks again, exactly as far above as the cost found allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vtaudit.align.frontier import Ends, Frontier, Frontiers, Live, Turn

BAND = 2
"""How far above the least cost is looked at first."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found of a row of events."""

    cost: int
    lower: int
    """Less than this it cannot cost; the cost itself when it is exact."""
    turns: Sequence[Turn]
    ends: Ends
    """Where the cheapest ways end, and what is given up after the last event."""
    must: int
    """Activities that every cheapest way gives up, as bits."""
    may: int
    """Activities that some cheapest way gives up, as bits."""
    foreseen: Sequence[bool]
    """For each event whether some cheapest way has it as foreseen."""
    alone: Sequence[bool]
    """For each event whether some cheapest way has it as recorded only."""


def chained(frontiers: Frontiers, row: Sequence[str], *, prefix: bool, limit: int) -> Chain:
    """Return the cheapest alignments of the activities of *row*, in this order.

    With *prefix* the model need not have come to its end. Past *limit* states the cost is an upper
    bound, and `lower` lies below it.
    """
    rest = _excess(frontiers, row)
    turns, bases = _forward(frontiers, row)
    cost = bases[-1] + (0 if prefix else frontiers.ending(_last(frontiers, turns))[0])
    lower = min((b + BAND + 1 + r for b, r in zip(bases[1:], rest[1:], strict=True)), default=cost)
    if lower <= cost and turns:
        wider = _widened(frontiers, row, cost, rest, limit)
        if wider is not None:
            turns, bases = wider
            cost = bases[-1] + (0 if prefix else frontiers.ending(_last(frontiers, turns))[0])
            lower = cost
    return _back(frontiers, turns, cost, min(lower, cost), prefix=prefix)


def _last(frontiers: Frontiers, turns: Sequence[Turn]) -> Frontier:
    return turns[-1].after if turns else frontiers.first


def _excess(frontiers: Frontiers, row: Sequence[str]) -> list[int]:
    """Return for each place in *row* what the events from there on cost at least.

    No run of the model has an activity more often than it can occur.
    """
    most, of_log = frontiers.most_often, frontiers.costs.of_log
    counts: dict[str, int] = {}
    found = [0] * (len(row) + 1)
    for n in range(len(row) - 1, -1, -1):
        activity = row[n]
        counts[activity] = counts.get(activity, 0) + 1
        bound = most.get(activity, 0)
        over = bound is not None and counts[activity] > bound
        found[n] = found[n + 1] + (of_log(activity) if over else 0)
    return found


def _forward(frontiers: Frontiers, row: Sequence[str]) -> tuple[list[Turn], list[int]]:
    """Return the turns of *row*, and the least cost before each of them and after the last."""
    at, base, turns, bases = frontiers.first, 0, [], [0]
    make = frontiers.turn
    for activity in row:
        turn = at.turns.get((activity, BAND)) or make(at, activity, BAND)
        turns.append(turn)
        at = turn.after
        base += turn.cost
        bases.append(base)
    return turns, bases


def _widened(
    frontiers: Frontiers,
    row: Sequence[str],
    cost: int,
    rest: Sequence[int],
    limit: int,
) -> tuple[list[Turn], list[int]] | None:
    """Return the turns that keep everything that can be as cheap as *cost*, or None past *limit*.

    A cap counts from the least cost after a turn; the true one is only known when it is made, so
    the allowance is worked out from the least cost before it, which is never higher.
    """
    at, base, turns, bases, explored = frontiers.first, 0, [], [0], 0
    for n, activity in enumerate(row):
        turn = frontiers.turn(at, activity, max(cost - rest[n + 1] - base, 0))
        turns.append(turn)
        at = turn.after
        base += turn.cost
        bases.append(base)
        explored += len(at.costs)
        if explored > limit:
            return None
    return turns, bases


def _back(frontiers: Frontiers, turns: list[Turn], cost: int, lower: int, *, prefix: bool) -> Chain:
    last = _last(frontiers, turns)
    ends = frontiers.ends(last, prefix=prefix)
    live: Live = tuple((s, skip.must) for s, skip in ends)
    may = 0
    for _, skip in ends:
        may |= skip.may
    foreseen, alone = [], []
    for turn in reversed(turns):
        step = turn.kept.get(live) or frontiers.stepped(turn, live)
        live = step.before
        may |= step.may
        foreseen.append(step.foreseen)
        alone.append(step.alone)
    foreseen.reverse()
    alone.reverse()
    return Chain(cost, lower, turns, ends, live[0][1], may, foreseen, alone)
