"""Order between events: what `after`, `same day` and `a week later` say about dates.

Separate because dates here tighten each other. Every constraint is one or two edges 'b lies at
least w days after a'; earliest days travel forward along them and latest days backward. Groups of
events that depend on each other in a circle are settled one after the other, and in a group the
event that no other can move any more goes first, so that each event is settled once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Literal

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval, day_or_open
from vtaudit.dates.strands import components, heights
from vtaudit.message import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Kind = Literal["before", "not-after", "same-day", "shift"]

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def tighten(
    moments: Mapping[str, Interval], constraints: Iterable[Constraint]
) -> dict[str, Interval]:
    """Return the days that remain for every moment when all constraints hold.

    Events that only constraints name start unknown. Raises OrderError, with constraints of which
    none can be missed for the contradiction, when they cannot all hold.
    """
    edges = [edge for constraint in constraints for edge in edges_of(constraint)]
    names = dict.fromkeys([*moments, *(name for e in edges for name in (e.first, e.second))])
    ranks = components(names, [(e.first, e.second) for e in edges])
    levels = _levels(edges, ranks)
    given = {name: moments.get(name, Interval()) for name in names}
    earliest = _spread(
        {n: i.earliest.toordinal() for n, i in given.items() if i.earliest},
        edges,
        {name: (rank, levels.get(name, 0)) for name, rank in ranks.items()},
    )
    turned = [Edge(e.second, e.first, e.days, e.constraint) for e in edges]
    latest = _spread(
        {n: -i.latest.toordinal() for n, i in given.items() if i.latest},
        turned,
        {name: (-rank, -levels.get(name, 0)) for name, rank in ranks.items()},
    )
    return {name: _left(name, earliest, latest) for name in names}


def edges_of(constraint: Constraint) -> Iterator[Edge]:
    """Yield what *constraint* says, as least distances in days."""
    first, second = constraint.first, constraint.second
    match constraint.kind:
        case "before":
            yield Edge(first, second, 1, constraint)
        case "not-after":
            yield Edge(first, second, 0, constraint)
        case "same-day":
            yield Edge(first, second, 0, constraint)
            yield Edge(second, first, 0, constraint)
        case "shift":
            if constraint.lowest is not None:
                yield Edge(first, second, constraint.lowest, constraint)
            if constraint.highest is not None:
                yield Edge(second, first, -constraint.highest, constraint)


def _spread(
    given: Mapping[str, int], edges: Sequence[Edge], places: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, Edge | None]]:
    """Return the least value of every name, with the edge by which it came there.

    A place is the rank of a name's group and its height in that group. Group by group the name
    that stands highest above its height is settled first: none that follows can raise it.
    """
    onward: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        onward[edge.first].append(edge)
    found: dict[str, tuple[int, Edge | None]] = {n: (value, None) for n, value in given.items()}
    waiting = [(places[n][0], places[n][1] - value, n) for n, value in given.items()]
    heapify(waiting)
    settled: set[str] = set()
    while waiting:
        name = heappop(waiting)[2]
        if name in settled:
            continue
        settled.add(name)
        value = found[name][0]
        for edge in onward[name]:
            known = found.get(edge.second)
            if known is None or known[0] < value + edge.days:
                found[edge.second] = value + edge.days, edge
                rank, height = places[edge.second]
                heappush(waiting, (rank, height - value - edge.days, edge.second))
    return found


def _left(
    name: str,
    earliest: Mapping[str, tuple[int, Edge | None]],
    latest: Mapping[str, tuple[int, Edge | None]],
) -> Interval:
    low = earliest.get(name)
    high = latest.get(name)
    if low is not None and high is not None and low[0] > -high[0]:
        raise _contradiction(name, earliest, latest)
    return Interval(
        None if low is None else _within(low[0]), None if high is None else _within(-high[0])
    )


def _within(ordinal: int) -> date | None:
    return day_or_open(min(max(ordinal, _FIRST), _LAST))


def _contradiction(
    name: str,
    earliest: Mapping[str, tuple[int, Edge | None]],
    latest: Mapping[str, tuple[int, Edge | None]],
) -> OrderError:
    """Return the error with the one chain from an earliest day to a latest day before it.

    Loops are cut out of the chain: they never add days, so that what is left still contradicts,
    and without any link of it the two ends say nothing about each other.
    """
    back, onward = list(_trail(name, earliest))[::-1], list(_trail(name, latest))
    names = [*(e.first for e in back), name, *(e.first for e in onward)]
    links = [e.constraint for e in (*back, *onward)]
    last_seen = {event: index for index, event in enumerate(names)}
    at = last_seen[names[0]]
    kept = []
    while at < len(links):
        kept.append(links[at])
        at = last_seen[names[at + 1]]
    return OrderError(tuple(dict.fromkeys(kept)), tuple(dict.fromkeys((names[0], names[-1]))))


def _trail(name: str, found: Mapping[str, tuple[int, Edge | None]]) -> Iterator[Edge]:
    edge = found[name][1]
    while edge is not None:
        yield edge
        edge = found[edge.first][1]


def _levels(edges: Sequence[Edge], ranks: Mapping[str, int]) -> dict[str, int]:
    """Return the heights of all names in their groups; raises OrderError for a circle."""
    inside: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        if ranks[edge.first] == ranks[edge.second]:
            inside[ranks[edge.first]].append(edge)
    levels: dict[str, int] = {}
    for group in inside.values():
        found, circle = heights([(e.first, e.second, e.days) for e in group])
        if circle is not None:
            raise OrderError(tuple(dict.fromkeys(group[i].constraint for i in circle)), ())
        levels |= found
    return levels


@dataclass(frozen=True, slots=True)
class Constraint:
    """What is known of the order of two events.

    `before`: *first* on an earlier day. `not-after`: on the same day or earlier, which is what
    `after: [first]` says of *second* in a case file. `same-day`: on one day. `shift`: *second*
    lies from `lowest` to `highest` days after *first*; None is no limit.
    """

    kind: Kind
    first: str
    second: str
    lowest: int | None = None
    highest: int | None = None

    def __post_init__(self) -> None:
        """Refuse a distance that no two days have."""
        if self.lowest is not None and self.highest is not None and self.highest < self.lowest:
            message = f"{self.highest} days is less than {self.lowest}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Edge:
    """`second` lies at least `days` days after `first`."""

    first: str
    second: str
    days: int
    constraint: Constraint


class OrderError(DateError):
    """Dates and order contradict each other; without any one of these parts they would not."""

    def __init__(self, constraints: tuple[Constraint, ...], dated: tuple[str, ...]) -> None:
        """Keep the constraints, and the events whose own dates take part."""
        events = dict.fromkeys(n for c in constraints for n in (c.first, c.second))
        named = ", ".join(f"`{name}`" for name in [*events, *(d for d in dated if d not in events)])
        super().__init__(
            worded("the order and the dates of {events} contradict each other", events=named), 0, ()
        )
        self.constraints = constraints
        self.dated = dated
