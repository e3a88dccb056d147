"""A flow as nodes and arrows, as diagrams draw it: steps, forks, joins, a start and an end.

Separate because mermaid and BPMN draw the same picture in other words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from vtaudit.align.model import (
    Block,
    Choice,
    Loop,
    Maybe,
    Parallel,
    Sequence,
    Silent,
    Step,
)

Kind = Literal["start", "end", "step", "choice", "parallel"]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the diagram."""

    id: str
    kind: Kind
    activity: str | None = None
    """Of a step."""


@dataclass(slots=True)
class Graph:
    """Nodes and the arrows between them, in the order of the flow."""

    nodes: list[Node] = field(default_factory=list)
    arrows: list[tuple[str, str]] = field(default_factory=list)

    def node(self, kind: Kind, activity: str | None = None) -> str:
        """Add a node and return its id."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(Node(name, kind, activity))
        return name


def graph_of(root: Block) -> Graph:
    """Return the diagram of *root*, from its start to its end."""
    graph = Graph()
    start = graph.node("start")
    last = _drawn(graph, root, start)
    graph.arrows.append((last, graph.node("end")))
    return graph


def _drawn(graph: Graph, block: Block, before: str) -> str:
    """Draw *block* after the node *before*, and return the node that it ends in."""
    match block:
        case Step():
            node = graph.node("step", block.activity)
            graph.arrows.append((before, node))
            return node
        case Silent():
            return before
        case Sequence():
            for part in block.parts:
                before = _drawn(graph, part, before)
            return before
        case Choice():
            return _forked(graph, "choice", block.parts, before)
        case Parallel():
            return _forked(graph, "parallel", block.parts, before)
        case Maybe():
            return _forked(graph, "choice", (block.body, Silent()), before)
        case Loop():
            return _looped(graph, block, before)


def _forked(
    graph: Graph, kind: Literal["choice", "parallel"], parts: Iterable[Block], before: str
) -> str:
    fork = graph.node(kind)
    graph.arrows.append((before, fork))
    ends = [_drawn(graph, part, fork) for part in parts]
    join = graph.node(kind)
    graph.arrows.extend((end, join) for end in ends)
    return join


def _looped(graph: Graph, loop: Loop, before: str) -> str:
    """Draw the body between two forks of one, and the way back from the second to the first."""
    first = graph.node("choice")
    graph.arrows.append((before, first))
    body = _drawn(graph, loop.body, first)
    last = graph.node("choice")
    graph.arrows.append((body, last))
    graph.arrows.append((_drawn(graph, loop.redo, last), first))
    return last
