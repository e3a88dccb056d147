"""What an alignment tells: its cost at once, and the rest when it is asked for.

Separate from the searches that find it. A caller that wants the cost of a thousand traces does not
wait for every deviation of each; whatever is asked for later is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from vtaudit.align.machine import Machine, Skip

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


def told_back(skip: Skip) -> tuple[Move, ...]:
    """Return what is given up as moves, the last one first."""
    return tuple(Move("model", a, None) for a in reversed(skip.route))


class Telling(Protocol):
    """What a search found, from which an alignment is told."""

    @property
    def machine(self) -> Machine:
        """The states of the model."""

    @property
    def ends(self) -> Iterable[tuple[int, Skip]]:
        """States in which the cheapest ways end, and what is given up from there."""

    @property
    def prefix(self) -> bool:
        """Whether the model need not have come to its end."""

    def moves(self) -> tuple[Move, ...]:
        """Return the moves of one cheapest alignment."""

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the deviations of all cheapest alignments, certain where all have them."""

    def recorded(self) -> Iterable[str]:
        """Return the activities of the events that its moves take."""


class Alignment:
    """What the search found; equal to another that tells the same."""

    def __init__(self, cost: int, lower: int, telling: Telling, *, exact: bool = True) -> None:
        """Take what the search found."""
        self.cost = cost
        """The least cost over all orders that the record allows; an upper bound when not exact."""
        self.lower = lower
        """The cost is certainly not below this; the cost itself when exact."""
        self.exact = exact
        """Whether every order and alignment was weighed; if not, no deviation is certain."""
        self._telling = telling

    def bounded(self, lower: int) -> Alignment:
        """Return the same as one order of many: its cost is but an upper bound."""
        return Alignment(self.cost, lower, self._telling, exact=False)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """One alignment of that cost; an event that its reading leaves out is not in it."""
        return self._telling.moves()

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """What some cheapest alignment has that is not both recorded and foreseen."""
        found = self._telling.deviations()
        return found if self.exact else tuple(d._replace(certain=False) for d in found)

    @cached_property
    def fitness(self) -> float:
        """1 minus the cost, over the cost of recording and foreseeing nothing in common."""
        machine = self._telling.machine
        alone = sum(map(machine.costs.of_log, self._telling.recorded()))
        if not self._telling.prefix:
            alone += machine.skip(machine.start).cost
        return 1.0 if alone == 0 else 1 - self.cost / alone

    @cached_property
    def following(self) -> tuple[str, ...]:
        """Activities that the model allows next under some optimal reading, alphabetically."""
        machine = self._telling.machine
        return tuple(sorted({a for s, _ in self._telling.ends for a in machine.next_steps(s)}))

    @cached_property
    def complete(self) -> bool:
        """Whether the model can be at its end under some optimal reading."""
        return any(self._telling.machine.skip(s).cost == 0 for s, _ in self._telling.ends)

    def __eq__(self, other: object) -> bool:
        """Return whether *other* tells the same."""
        return isinstance(other, Alignment) and self._whole() == other._whole()

    def __hash__(self) -> int:
        """Return a hash of everything that is told."""
        return hash(self._whole())

    def __repr__(self) -> str:
        """Return the cost and the moves."""
        return f"Alignment(cost={self.cost}, lower={self.lower}, moves={self.moves})"

    def _whole(self) -> tuple[object, ...]:
        return (self.cost, self.lower, self.exact, self.moves, self.deviations, self.fitness,
                self.following, self.complete)  # fmt: skip
