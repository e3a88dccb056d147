"""A protocol as mermaid flow charts, a frame for each track, for pages that draw them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.exchange.graph import Node, graph_of
from vtaudit.report.inert import for_mermaid

if TYPE_CHECKING:
    from vtaudit.align.model import Block

_SHAPES = {
    "start": '(("&nbsp;"))',
    "end": '((("&nbsp;")))',
    "choice": '{"×"}',
    "parallel": '{"+"}',
}


def mermaid(tracks: Mapping[str, tuple[str, Block]], names: Mapping[str, str]) -> str:
    """Return *tracks* (a title and a model by id) as one flow chart; *names* are of activities."""
    lines = ["flowchart TB"]
    for key, (title, block) in tracks.items():
        lines.append(f'  subgraph {_id(key)}["{for_mermaid(title)}"]')
        lines += (f"    {line}" for line in _track(_id(key), block, names))
        lines.append("  end")
    return "\n".join(lines) + "\n"


def _track(key: str, block: Block, names: Mapping[str, str]) -> Iterator[str]:
    graph = graph_of(block)
    for node in graph.nodes:
        yield f"{key}_{node.id}{_shape(node, names)}"
    for source, target in graph.arrows:
        yield f"{key}_{source} --> {key}_{target}"


def _shape(node: Node, names: Mapping[str, str]) -> str:
    if node.activity is None:
        return _SHAPES[node.kind]
    return f'["{for_mermaid(names.get(node.activity, node.activity))}"]'


def _id(text: str) -> str:
    """Return an id that is no word of mermaid's own, such as `end`."""
    return "t_" + "".join(c if c.isalnum() else "_" for c in text)
