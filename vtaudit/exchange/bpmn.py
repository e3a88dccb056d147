"""A protocol as BPMN 2.0 (ISO/IEC 19510): a process for each track, for process modellers.

It holds the process without a drawing of it: where its boxes stand is for the program that opens
it to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from vtaudit.exchange.graph import graph_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vtaudit.align.model import Block
    from vtaudit.exchange.graph import Graph

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "step": "task",
    "choice": "exclusiveGateway",
    "parallel": "parallelGateway",
}


def bpmn(key: str, tracks: Mapping[str, tuple[str, Block]], names: Mapping[str, str]) -> str:
    """Return *tracks* (a title and a model by id) of the protocol *key* as one BPMN document."""
    root = ET.Element(
        "definitions", xmlns=MODEL, id=key, targetNamespace=f"urn:vtaudit:protocol:{key}"
    )
    for track, (title, block) in tracks.items():
        process = ET.SubElement(root, "process", id=track, name=title, isExecutable="false")
        _filled(process, track, graph_of(block), names)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _filled(process: ET.Element, track: str, graph: Graph, names: Mapping[str, str]) -> None:
    flows = [(f"{track}-f{n}", a, b) for n, (a, b) in enumerate(graph.arrows)]
    for node in graph.nodes:
        element = ET.SubElement(process, _TAGS[node.kind], id=f"{track}-{node.id}")
        if node.activity is not None:
            element.set("name", names.get(node.activity, node.activity))
        incoming = [f for f, _, target in flows if target == node.id]
        outgoing = [f for f, source, _ in flows if source == node.id]
        if node.kind in ("choice", "parallel"):
            element.set("gatewayDirection", _direction(len(incoming), len(outgoing)))
        _texts(element, "incoming", incoming)
        _texts(element, "outgoing", outgoing)
    for flow, source, target in flows:
        ET.SubElement(process, "sequenceFlow", id=flow, sourceRef=f"{track}-{source}",
                      targetRef=f"{track}-{target}")  # fmt: skip


def _direction(incoming: int, outgoing: int) -> str:
    if incoming > 1 and outgoing > 1:
        return "Mixed"
    return "Converging" if incoming > 1 else "Diverging"


def _texts(parent: ET.Element, tag: str, texts: Iterable[str]) -> None:
    for text in texts:
        ET.SubElement(parent, tag).text = text
