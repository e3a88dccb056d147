"""Two questions about a graph: which nodes lie on circles together, and does a circle gain.

Separate from `order` because nothing here knows of days or events.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def components(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return a number for every node: the same on one circle, and never falling along an edge.

    This is Kosaraju's algorithm without recursion, so that long chains do no harm.
    """
    onward: dict[str, list[str]] = defaultdict(list)
    backward: dict[str, list[str]] = defaultdict(list)
    for first, second in edges:
        onward[first].append(second)
        backward[second].append(first)
    finished: list[str] = []
    seen: set[str] = set()
    for node in nodes:
        finished += _finishing(node, onward, seen)
    numbers: dict[str, int] = {}
    reached: set[str] = set()
    for number, node in enumerate(reversed(finished)):
        for member in _finishing(node, backward, reached):
            numbers[member] = number
    return numbers


def longest_cycle(edges: Sequence[tuple[str, str, int]]) -> list[int] | None:
    """Return the indices of the edges of a circle whose weights add up to more than zero, or None.

    The circle passes no node twice.
    """
    reach: dict[str, int] = defaultdict(int)
    by: dict[str, int] = {}
    changed = None
    places = range(len(edges))
    for turn in range(len({node for edge in edges for node in edge[:2]})):
        changed = None
        for index in places if turn % 2 == 0 else reversed(places):  # chains in either direction
            first, second, weight = edges[index]
            if reach[first] + weight > reach[second]:
                reach[second] = reach[first] + weight
                by[second] = index
                changed = second
        if changed is None:
            return None
    return _circle(changed, by, edges) if changed is not None else None


def _circle(start: str, by: Mapping[str, int], edges: Sequence[tuple[str, str, int]]) -> list[int]:
    passed: dict[str, int] = {}
    trail: list[int] = []
    node = start
    while node not in passed:
        passed[node] = len(trail)
        trail.append(by[node])
        node = edges[by[node]][0]
    return trail[passed[node] :][::-1]


def _finishing(start: str, onward: Mapping[str, list[str]], seen: set[str]) -> list[str]:
    """Return the unseen nodes that *start* reaches, in the order in which they are done with."""
    if start in seen:
        return []
    seen.add(start)
    done: list[str] = []
    path = [(start, iter(onward.get(start, ())))]
    while path:
        node, following = path[-1]
        fresh = next((n for n in following if n not in seen), None)
        if fresh is None:
            done.append(node)
            path.pop()
        else:
            seen.add(fresh)
            path.append((fresh, iter(onward.get(fresh, ()))))
    return done
