"""The search: the cheapest way to read a record as a run of a model, under every order it allows.

It walks the sets of events that can have happened so far. For each it keeps the cheapest cost of
every marking, and with it the deviations that every cheapest reading has (`must`) and that some
have (`may`). Orders that lead to the same costs are one from there on, so that they are never
enumerated. A deviation is certain when every optimal alignment of every order has it, and possible
when some optimal alignment of some order has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import Literal

from vtaudit.align.model import Block, Model
from vtaudit.align.net import Net, compiled
from vtaudit.align.trace import Trace

LIMIT = 200_000
"""Markings that are looked at before the search gives bounds instead of an answer."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of an alignment: recorded and foreseen, only recorded, or only foreseen."""

    kind: Literal["sync", "log", "model"]
    activity: str
    event: str | None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A move that is not `sync`, and whether it is certain."""

    kind: Literal["log", "model"]
    activity: str
    event: str | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """What the search found."""

    cost: int
    """The least cost over all orders that the record allows; an upper bound when not exact."""
    moves: tuple[Move, ...]
    """One alignment of that cost."""
    deviations: tuple[Deviation, ...]
    exact: bool
    lower: int
    """The cost is certainly not below this."""
    fitness: float
    """1 minus the cost over the cost of recording and foreseeing nothing in common."""
    following: tuple[str, ...]
    """Activities that the model allows next."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The cheapest ways to come to a marking."""

    cost: int
    must: int
    may: int
    move: Move | None = None
    before: _Reading | None = None


_Readings = Mapping[int, _Reading]
"""By marking."""


def align(model: Model, trace: Trace, *, prefix: bool = False, limit: int = LIMIT) -> Alignment:
    """Return the optimal alignment of *trace* to *model*.

    With *prefix* the model need not have come to its end: a case that still runs owes nothing yet.
    Past *limit* the cost is an upper bound, `lower` a certified lower one, and every deviation is
    at most possible.
    """
    return _Search(model, _net(model.root), trace.sorted_by_id(), prefix, limit).run()


@lru_cache(maxsize=64)
def _net(root: Block) -> Net:
    return compiled(root)


@dataclass(slots=True)
class _Search:
    model: Model
    net: Net
    trace: Trace
    prefix: bool
    limit: int
    explored: int = 0
    bits: dict[tuple[str, str], int] = field(default_factory=dict)

    def run(self) -> Alignment:
        events = self.trace.events
        before = self.trace.predecessors()
        whole = (1 << len(events)) - 1
        self._name_the_bits()
        layer: dict[int, list[_Readings]] = {0: [{self.net.start: _Reading(0, 0, 0)}]}
        for _ in events:
            layer = self._next_layer(layer, before)
            if self.explored > self.limit:
                return self._bounded()
        finals = [f for readings in layer.get(whole, []) for f in [self._ended(readings)] if f]
        return self._answer(finals)

    def _name_the_bits(self) -> None:
        for n, e in enumerate(self.trace.events):
            self.bits["log", e.id] = 1 << n
        for n, a in enumerate(sorted(self.net.activities), len(self.trace.events)):
            self.bits["model", a] = 1 << n

    def _next_layer(
        self, layer: dict[int, list[_Readings]], before: tuple[int, ...]
    ) -> dict[int, list[_Readings]]:
        """Take every event that can come next after every set of events so far."""
        found: dict[int, dict[tuple[tuple[int, int], ...], dict[int, _Reading]]] = {}
        for done, all_readings in layer.items():
            ready = [n for n, b in enumerate(before) if not done >> n & 1 and done & b == b]
            left = self._log_cost(done)
            for readings in all_readings:
                wider = self._foreseen(readings, left)
                for n in ready:
                    after = self._take(wider, n)
                    least = min(r.cost for r in after.values())
                    key = tuple(sorted((m, r.cost - least) for m, r in after.items()))
                    same = found.setdefault(done | 1 << n, {})
                    old = same.get(key)
                    same[key] = after if old is None else _joined(old, after)
                    self.explored += len(after)
        return {done: list(same.values()) for done, same in found.items()}

    def _log_cost(self, done: int) -> int:
        logs = self.model.costs.logs
        return sum(
            logs.get(e.activity, 1) for n, e in enumerate(self.trace.events) if not done >> n & 1
        )

    def _foreseen(self, readings: _Readings, left: int | None) -> dict[int, _Reading]:
        """Return *readings* with every marking that foreseen but unrecorded steps lead to.

        With *left*, the cost of giving up on all that remains, what can no longer be part of a
        cheapest reading is dropped; that holds only where the model need not come to its end.
        """
        found = dict(readings)
        cap = None
        if self.prefix and left is not None:
            cap = min(r.cost for r in readings.values()) + left
        todo = [(r.cost, m) for m, r in readings.items()]
        heapify(todo)
        models = self.model.costs.models
        while todo:
            cost, marking = heappop(todo)
            reading = found[marking]
            if cost > reading.cost:
                continue
            for activity, after in self.net.following(marking):
                total = cost + models.get(activity, 1)
                if cap is not None and total > cap:
                    continue
                bit = self.bits["model", activity]
                move = Move("model", activity, None)
                new = _Reading(total, reading.must | bit, reading.may | bit, move, reading)
                if _better(found, after, new):
                    heappush(todo, (total, after))
        self.explored += len(found)
        return found

    def _take(self, readings: _Readings, n: int) -> dict[int, _Reading]:
        """Return the readings after event *n*: recorded only, or foreseen too."""
        event = self.trace.events[n]
        cost = self.model.costs.logs.get(event.activity, 1)
        bit = self.bits["log", event.id]
        found: dict[int, _Reading] = {}
        sync = Move("sync", event.activity, event.id)
        log = Move("log", event.activity, event.id)
        for marking, r in readings.items():
            for activity, after in self.net.following(marking):
                if activity == event.activity:
                    _better(found, after, _Reading(r.cost, r.must, r.may, sync, r))
            alone = _Reading(r.cost + cost, r.must | bit, r.may | bit, log, r)
            _better(found, marking, alone)
        return found

    def _ended(self, readings: _Readings) -> dict[int, _Reading]:
        if self.prefix:
            return dict(readings)
        wider = self._foreseen(readings, None)
        return {m: r for m, r in wider.items() if self.net.may_end(m)}

    def _answer(self, finals: list[dict[int, _Reading]]) -> Alignment:
        must, may = -1, 0
        best: tuple[int, int, _Reading] | None = None
        for readings in finals:
            least = min(r.cost for r in readings.values())
            for marking, r in sorted(readings.items()):
                if r.cost == least:
                    must, may = must & r.must, may | r.may
                    if best is None or r.cost < best[0]:
                        best = (r.cost, marking, r)
        assert best is not None
        cost, marking, reading = best
        return Alignment(
            cost,
            tuple(_moves(reading)),
            tuple(self._deviations(must, may)),
            exact=True,
            lower=cost,
            fitness=self._fitness(cost),
            following=self._following(marking),
        )

    def _following(self, marking: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a for a, _ in self.net.following(marking)))

    def _deviations(self, must: int, may: int) -> Iterator[Deviation]:
        activity = {e.id: e.activity for e in self.trace.events}
        for (kind, name), bit in self.bits.items():
            if may & bit:
                if kind == "log":
                    yield Deviation("log", activity[name], name, certain=bool(must & bit))
                else:
                    yield Deviation("model", name, None, certain=bool(must & bit))

    def _fitness(self, cost: int) -> float:
        alone = self._log_cost(0)
        if not self.prefix:
            empty = self._ended({self.net.start: _Reading(0, 0, 0)})
            alone += min(r.cost for r in empty.values())
        return 1.0 if alone == 0 else 1 - cost / alone

    def _bounded(self) -> Alignment:
        """Read every event as recorded only: a bound, and no more."""
        moves = [Move("log", e.activity, e.id) for e in self.trace.events]
        cost = self._log_cost(0)
        if not self.prefix:
            ends = self._ended({self.net.start: _Reading(0, 0, 0)})
            cheapest = min(ends.values(), key=lambda r: r.cost)
            moves += _moves(cheapest)
            cost += cheapest.cost
        alien = sum(
            self.model.costs.logs.get(e.activity, 1)
            for e in self.trace.events
            if e.activity not in self.net.activities
        )
        deviations = tuple(
            Deviation("log" if m.kind == "log" else "model", m.activity, m.event, certain=False)
            for m in moves
        )
        return Alignment(
            cost, tuple(moves), deviations, exact=False, lower=alien,
            fitness=self._fitness(cost), following=(),
        )  # fmt: skip


def _better(found: dict[int, _Reading], marking: int, new: _Reading) -> bool:
    """Keep *new* where it is cheaper, join it where it costs the same; return whether cheaper."""
    old = found.get(marking)
    if old is None or new.cost < old.cost:
        found[marking] = new
        return True
    if new.cost == old.cost:
        found[marking] = _both(old, new)
    return False


def _both(old: _Reading, new: _Reading) -> _Reading:
    return _Reading(old.cost, old.must & new.must, old.may | new.may, old.move, old.before)


def _joined(old: dict[int, _Reading], new: dict[int, _Reading]) -> dict[int, _Reading]:
    """Join the readings of two orders that cost the same from here on; keep the cheaper path."""
    cheap, other = sorted((old, new), key=lambda rs: min(r.cost for r in rs.values()))
    return {m: _both(r, other[m]) for m, r in cheap.items()}


def _moves(reading: _Reading) -> list[Move]:
    moves = []
    at: _Reading | None = reading
    while at is not None:
        if at.move is not None:
            moves.append(at.move)
        at = at.before
    return moves[::-1]
