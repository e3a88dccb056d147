"""The way in: the cheapest ways to read a record as a run of a model, under every order it allows.

A deviation is certain when every optimal alignment of every order (and of every reading of events
that may not belong) has it, and possible when some optimal alignment of some order has it. Orders
and readings are never enumerated; past a stated number of states there are bounds instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from vtaudit.align.bounds import at_least
from vtaudit.align.chain import Chain, chained
from vtaudit.align.frontier import Ends, Frontiers, Turn, frontiers_of
from vtaudit.align.orders import Lattice, TooWide, ordered
from vtaudit.align.poset import poset

if TYPE_CHECKING:
    from vtaudit.align.model import Model
    from vtaudit.align.trace import Event, Trace

LIMIT = 500_000
"""States that are looked at before the search gives bounds instead of an answer."""

Kind = Literal["log", "model"]


class Move(NamedTuple):
    """One step of an alignment: recorded and foreseen, only recorded, or only foreseen."""

    kind: Literal["sync", "log", "model"]
    activity: str
    event: str | None


class Deviation(NamedTuple):
    """A move that is not `sync`, and whether it is certain."""

    kind: Kind
    activity: str
    event: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the search found."""

    cost: int
    """The least cost over all orders that the record allows; an upper bound when not exact."""
    moves: tuple[Move, ...]
    """One alignment of that cost; an event that its reading leaves out is not in it."""
    deviations: tuple[Deviation, ...]
    exact: bool
    lower: int
    """The cost is certainly not below this; the cost itself when exact."""
    fitness: float
    """1 minus the cost, over the cost of recording and foreseeing nothing in common."""
    following: tuple[str, ...]
    """Activities that the model allows next under some optimal reading, in alphabetical order."""
    complete: bool
    """Whether the model can be at its end under some optimal reading."""


def align(model: Model, trace: Trace, *, prefix: bool = False, limit: int = LIMIT) -> Alignment:
    """Return the optimal alignments of *trace* to *model*, taken together.

    With *prefix* the model need not have come to its end: a case that still runs owes nothing yet.
    Past *limit* the cost is an upper bound, `lower` a certified lower one, and every deviation is
    at most possible. Raises ValueError when the order of the events runs in a circle.
    """
    frontiers = frontiers_of(model)
    frontiers.tidy()
    if trace.total and all(e.sure for e in trace.events):
        return _in_row(frontiers, trace.events, prefix=prefix, limit=limit)
    found = poset(trace)
    try:
        lattice = ordered(frontiers, found, prefix=prefix, limit=limit)
    except TooWide:
        row = [found.events[n] for n in found.row]
        known = _in_row(frontiers, row, prefix=prefix, limit=limit)
        return _bounds(frontiers, known, found.events, prefix=prefix)
    return _of_lattice(frontiers, lattice, found.events, prefix=prefix)


def _in_row(
    frontiers: Frontiers, events: Sequence[Event], *, prefix: bool, limit: int
) -> Alignment:
    row = [e.activity for e in events]
    chain = chained(frontiers, row, prefix=prefix, limit=limit)
    exact = chain.lower == chain.cost
    moves = _moves(frontiers, events, zip(range(len(row)), chain.turns, strict=True), chain.ends)
    deviations = [
        Deviation("log", e.activity, e.id, exact and not foreseen)
        for e, foreseen, alone in zip(events, chain.foreseen, chain.alone, strict=True)
        if alone
    ]
    deviations += _given_up(frontiers, chain, exact=exact)
    return Alignment(
        chain.cost, moves, tuple(deviations), exact, chain.lower,
        _fitness(frontiers, chain.cost, row, prefix=prefix),
        *_standing(frontiers, chain.ends),
    )  # fmt: skip


def _of_lattice(
    frontiers: Frontiers, found: Lattice, events: Sequence[Event], *, prefix: bool
) -> Alignment:
    moves = _moves(frontiers, events, found.path, (found.end,))
    deviations = [
        Deviation("log", e.activity, e.id, not found.foreseen[n] and not found.absent[n])
        for n, e in enumerate(events)
        if found.alone[n]
    ]
    deviations += _given_up(frontiers, found, exact=True)
    row = [events[n].activity for n, _ in found.path]
    fitness = _fitness(frontiers, found.cost, row, prefix=prefix)
    standing = _standing(frontiers, found.ends)
    return Alignment(found.cost, moves, tuple(deviations), True, found.cost, fitness, *standing)  # noqa: FBT003


def _bounds(
    frontiers: Frontiers, known: Alignment, events: Sequence[Event], *, prefix: bool
) -> Alignment:
    """Return what one order of many shows: an upper cost, and what is possible at most."""
    deviations = tuple(d._replace(certain=False) for d in known.deviations)
    lower = min(at_least(frontiers, events, prefix=prefix), known.cost)
    return Alignment(known.cost, known.moves, deviations, False, lower, known.fitness,  # noqa: FBT003
                     known.following, known.complete)  # fmt: skip


def _moves(
    frontiers: Frontiers,
    events: Sequence[Event],
    taken: Iterable[tuple[int, Turn]],
    ends: Ends,
) -> tuple[Move, ...]:
    """Return the moves of one cheapest alignment, followed back from the first of *ends*."""
    state, skip = ends[0]
    moves = [Move("model", a, None) for a in reversed(skip.route)]
    for n, turn in reversed(tuple(taken)):
        event = events[n]
        way = frontiers.backs(turn, state)[0]
        moves.append(Move("log" if way.log else "sync", event.activity, event.id))
        moves += [Move("model", a, None) for a in reversed(way.skip.route)]
        state = way.source
    moves.reverse()
    return tuple(moves)


def _given_up(frontiers: Frontiers, found: Chain | Lattice, *, exact: bool) -> Iterator[Deviation]:
    for activity, bit in frontiers.machine.bits.items():
        if found.may & bit:
            yield Deviation("model", activity, None, exact and bool(found.must & bit))


def _fitness(frontiers: Frontiers, cost: int, row: Iterable[str], *, prefix: bool) -> float:
    alone = sum(map(frontiers.costs.of_log, row))
    if not prefix:
        alone += frontiers.machine.skip(frontiers.machine.start).cost
    return 1.0 if alone == 0 else 1 - cost / alone


def _standing(frontiers: Frontiers, ends: Ends) -> tuple[tuple[str, ...], bool]:
    machine = frontiers.machine
    following = {a for state, _ in ends for a in machine.next_steps(state)}
    return tuple(sorted(following)), any(machine.skip(state).cost == 0 for state, _ in ends)
