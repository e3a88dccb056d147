"""The cheapest alignments of events whose order is partly open, under every order at once.

It walks the sets of events that can have happened so far, each with the frontiers that the orders
to it lead to. Orders that lead to the same frontier are one from there on, so that they are never
enumerated. How far above the least cost a frontier must look depends on what the dearest order may
still cost; the walk is done again, wider, until what it found proves that nothing was missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from vtaudit.align.alignment import Alignment, Deviation, Move, told_back
from vtaudit.align.chain import given_up
from vtaudit.align.frontier import Frontier, Frontiers, Turn
from vtaudit.align.machine import Ends, Machine, Skip
from vtaudit.align.poset import Poset, of_twins

if TYPE_CHECKING:
    from vtaudit.align.trace import Event

BAND = 2
"""How far above the least cost is looked at first."""


@dataclass(slots=True, eq=False)
class _Node:
    """A set of events that have happened, with one frontier."""

    at: Frontier
    base: int
    """The least cost of coming here, over the orders to it."""
    links: list[_Link] = field(default_factory=list)
    rest: int = 0
    """What the dearest order from here costs."""
    live: dict[int, int] = field(default_factory=dict)
    """States on a cheapest way, each with what every cheapest way from there gives up (bits)."""


_Link: TypeAlias = tuple[_Node, int, Turn | None]
"""The node before, the event that is taken, and its turn; None where a reading leaves it out."""
_Layer: TypeAlias = dict[tuple[int, Frontier], _Node]
_Caps: TypeAlias = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """What was found of all orders together."""

    frontiers: Frontiers
    events: tuple[Event, ...]
    prefix: bool
    path: tuple[tuple[int, Turn], ...]
    """One cheapest order: events and turns. Events that are left out are not in it."""
    ends: Ends
    """Where the cheapest ways end, over all orders."""
    end: tuple[int, Skip]
    """The state in which the path ends, and what is given up after it."""
    must: int
    may: int
    foreseen: Mapping[int, bool]
    alone: Mapping[int, bool]
    absent: Mapping[int, bool]
    """For each event whether some cheapest way leaves it out."""

    @property
    def machine(self) -> Machine:
        """The states of the model."""
        return self.frontiers.machine

    def recorded(self) -> Iterator[str]:
        """Yield the activities of the events that the path takes."""
        return (self.events[n].activity for n, _ in self.path)

    def moves(self) -> tuple[Move, ...]:
        """Return the moves of the path, followed back from its end."""
        state, skip = self.end
        moves = [*told_back(skip)]
        for n, turn in reversed(self.path):
            event = self.events[n]
            way = self.frontiers.backs(turn, state)[0]
            moves.append(Move("log" if way.log else "sync", event.activity, event.id))
            moves += told_back(way.skip)
            state = way.source
        moves.reverse()
        return tuple(moves)

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the deviations of all cheapest alignments of all orders and readings."""
        found = (
            Deviation("log", e.activity, e.id, not self.foreseen[n] and not self.absent[n])
            for n, e in enumerate(self.events)
            if self.alone[n]
        )
        return (*found, *given_up(self.machine, self.must, self.may))


class TooWide(Exception):  # noqa: N818 - a result that the caller answers with bounds
    """More states than the limit allows."""


def ordered(frontiers: Frontiers, poset: Poset, *, prefix: bool, limit: int) -> Alignment:
    """Return the cheapest alignments under every order; raises TooWide past *limit* states."""
    caps: dict[int, int] = {}
    while True:
        walk = _Walk(frontiers, poset, prefix, limit, caps)
        walk.forward()
        limit -= walk.explored
        wider = walk.wider()
        if not wider:
            lattice = walk.back()
            cost = min(walk.total(node) for node in walk.layers[-1].values())
            return Alignment(cost, cost, lattice)
        caps |= wider


@dataclass(slots=True)
class _Walk:
    frontiers: Frontiers
    poset: Poset
    prefix: bool
    limit: int
    caps: _Caps
    explored: int = 0
    layers: list[_Layer] = field(default_factory=list)

    def forward(self) -> None:
        """Take every event that can come next after every set of events so far."""
        start = _Node(self.frontiers.first, 0)
        self.layers = [{(0, start.at): start}]
        ready = {0: self.poset.first}
        for _ in self.poset.events:
            following: _Layer = {}
            upcoming: dict[int, frozenset[int]] = {}
            for (done, _at), node in self.layers[-1].items():
                for n in ready[done]:
                    self._take(following, done | 1 << n, node, n)
                    if done | 1 << n not in upcoming:
                        upcoming[done | 1 << n] = self.poset.ready(done | 1 << n, ready[done], n)
            self.layers.append(following)
            ready = upcoming

    def _take(self, layer: _Layer, done: int, node: _Node, n: int) -> None:
        event = self.poset.events[n]
        turn = self.frontiers.turn(node.at, event.activity, self.caps.get(done, BAND))
        self._link(layer, done, turn.after, node.base + turn.cost, (node, n, turn))
        if not event.sure:
            self._link(layer, done, node.at, node.base, (node, n, None))
        self.explored += len(turn.after.costs)
        if self.explored > self.limit:
            raise TooWide

    def _link(self, layer: _Layer, done: int, at: Frontier, base: int, link: _Link) -> None:
        node = layer.get((done, at))
        if node is None:
            node = layer[done, at] = _Node(at, base)
        node.base = min(node.base, base)
        node.links.append(link)

    def wider(self) -> dict[int, int]:
        """Return the caps of sets of events where something as cheap may have been missed."""
        for node in self.layers[-1].values():
            node.rest = 0 if self.prefix else self.frontiers.ending(node.at)[0]
        found: dict[int, int] = {}
        for layer in reversed(self.layers[1:]):
            for (done, _), node in layer.items():
                if node.rest > self.caps.get(done, BAND):
                    found[done] = max(found.get(done, 0), node.rest)
                for before, _, turn in node.links:
                    before.rest = max(before.rest, node.rest + (turn.cost if turn else 0))
        return found

    def back(self) -> Lattice:
        """Return what all cheapest ways have in common, going back from where they end."""
        last = list(self.layers[-1].values())
        ends = {s: skip for node in last for s, skip in self._ends(node)}
        may = 0
        for node in last:
            for state, skip in self._ends(node):
                node.live[state] = skip.must
                may |= skip.may
        seen = _Seen(len(self.poset.events), may)
        for layer in reversed(self.layers[1:]):
            for node in layer.values():
                self._pull(node, seen)
        path, end = self._told(last)
        ordered_ends = tuple(sorted(ends.items(), key=lambda end: self.frontiers.name(end[0])))
        return Lattice(
            frontiers=self.frontiers,
            events=self.poset.events,
            prefix=self.prefix,
            path=path,
            ends=ordered_ends,
            end=end,
            must=next(iter(self.layers[0].values())).live[self.frontiers.machine.start],
            may=seen.may,
            foreseen=self._over_twins(seen.foreseen),
            alone=self._over_twins(seen.alone),
            absent=self._over_twins(seen.absent),
        )

    def _ends(self, node: _Node) -> Ends:
        return self.frontiers.ends(node.at, prefix=self.prefix)

    def total(self, node: _Node) -> int:
        """Return what the cheapest alignment that ends in *node* costs."""
        return node.base + (0 if self.prefix else self.frontiers.ending(node.at)[0])

    def _pull(self, node: _Node, seen: _Seen) -> None:
        """Give the nodes before *node* their states on a cheapest way."""
        live = tuple(sorted(node.live.items()))
        for before, n, turn in node.links:
            if turn is None:
                seen.absent[n] = True
                states = live
            else:
                step = turn.kept.get(live) or self.frontiers.stepped(turn, live)
                seen.may |= step.may
                seen.foreseen[n] = seen.foreseen[n] or step.foreseen
                seen.alone[n] = seen.alone[n] or step.alone
                states = step.before
            for state, must in states:
                old = before.live.get(state)
                before.live[state] = must if old is None else old & must

    def _over_twins(self, values: dict[int, bool]) -> dict[int, bool]:
        for group in self.poset.twins:
            values = of_twins(values, group)
        return values

    def _told(self, last: list[_Node]) -> tuple[tuple[tuple[int, Turn], ...], tuple[int, Skip]]:
        """Return one cheapest order with where it ends: the same whatever was searched before."""
        end = node = min(last, key=lambda n: (self.total(n), self._look(n)))
        path = []
        while node.links:
            here = node
            before, n, turn = min(node.links, key=lambda link: self._dearness(here, link))
            if turn is not None:
                path.append((n, turn))
            node = before
        return tuple(reversed(path)), self._ends(end)[0]

    def _look(self, node: _Node) -> list[tuple[str, int]]:
        return sorted((self.frontiers.name(s), c) for s, c in node.at.costs.items())

    def _dearness(self, node: _Node, link: _Link) -> tuple[bool, bool, int, list[tuple[str, int]]]:
        """Return a key that puts first a cheapest way here, and of those the latest event."""
        before, n, turn = link
        dear = before.base + (turn.cost if turn else 0) > node.base
        return dear, turn is None, -n, self._look(before)


@dataclass(slots=True)
class _Seen:
    """What lies on some cheapest way, gathered going back."""

    count: int
    may: int
    foreseen: dict[int, bool] = field(init=False)
    alone: dict[int, bool] = field(init=False)
    absent: dict[int, bool] = field(init=False)

    def __post_init__(self) -> None:
        self.foreseen = dict.fromkeys(range(self.count), False)
        self.alone = dict.fromkeys(range(self.count), False)
        self.absent = dict.fromkeys(range(self.count), False)
