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


def heights(edges: Sequence[tuple[str, str, int]]) -> tuple[dict[str, int], list[int] | None]:
    """Return a height for every node, or the indices of the edges of a circle that gains.

    By its height no edge gains: that of its second node is at least that of its first and the
    weight. A circle, which passes no node twice, is returned instead when its weights add up to
    more than zero. Edges are tried in the order in which a walk through the graph meets their
    nodes, onward and back in turns, so that chains, trees and rings, however they are shuffled,
    are settled in a few rounds; only a web made for the purpose needs as many as it has nodes.
    """
    met = _met(edges)
    onward = sorted(range(len(edges)), key=lambda i: (met[edges[i][0]], met[edges[i][1]]))
    ways = onward, onward[::-1]
    reach = dict.fromkeys(met, 0)
    by: dict[str, int] = {}
    for turn in range(2 * len(met) + 2):
        changed = False
        for index in ways[turn % 2]:
            first, second, weight = edges[index]
            if reach[first] + weight > reach[second]:
                reach[second] = reach[first] + weight
                by[second] = index
                changed = True
        if not changed:
            return reach, None
        if (circle := _circle(by, edges)) is not None:
            return {}, circle
    raise AssertionError("a circle that gains shows itself sooner")


def _met(edges: Sequence[tuple[str, str, int]]) -> dict[str, int]:
    """Return the turn at which a walk along the edges, either way, first meets each node."""
    beside: dict[str, list[str]] = defaultdict(list)
    for first, second, _ in edges:
        beside[first].append(second)
        beside[second].append(first)
    met: dict[str, int] = {}
    for start in beside:
        path = [start]
        while path:
            node = path.pop()
            if node not in met:
                met[node] = len(met)
                path += (n for n in beside[node] if n not in met)
    return met


def _circle(by: Mapping[str, int], edges: Sequence[tuple[str, str, int]]) -> list[int] | None:
    """Return a circle among the edges by which the nodes were last raised: such a one gains."""
    done: set[str] = set()
    for start in by:
        trail: dict[str, int] = {}
        node = start
        while node in by and node not in done and node not in trail:
            trail[node] = by[node]
            node = edges[by[node]][0]
        if node in trail:
            nodes = list(trail)
            return [trail[n] for n in nodes[nodes.index(node) :]][::-1]
        done.update(trail)
    return None


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
