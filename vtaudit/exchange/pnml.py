"""A model as a Petri net in PNML (ISO/IEC 15909-2), for programs that check or draw nets.

The net is a place/transition net with its start marked; the marking that ends a run stands under
`finalmarkings`, where process-mining programs look for it. A silent step has no name and says so
in a `toolspecific` element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from vtaudit.align.net import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vtaudit.align.model import Block

GRAMMAR = "http://www.pnml.org/version-2009/grammar/pnml"
TYPE = "http://www.pnml.org/version-2009/grammar/ptnet"
SILENT = {"tool": "ProM", "version": "6.4", "activity": "$invisible$"}
"""How process-mining programs mark a step without a name."""


def pnml(nets: Mapping[str, tuple[str, Block]], names: Mapping[str, str] | None = None) -> str:
    """Return *nets* (a title and a model by id) as one PNML document.

    *names* gives activities another label than their id.
    """
    root = ET.Element("pnml", xmlns=GRAMMAR)
    for key, (title, block) in nets.items():
        net = ET.SubElement(root, "net", id=key, type=TYPE)
        _named(net, title)
        _filled(net, key, block, names or {})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _filled(net: ET.Element, key: str, block: Block, names: Mapping[str, str]) -> None:
    made = compiled(block)
    page = ET.SubElement(net, "page", id=f"{key}-page")
    for n in range(made.places):
        place = ET.SubElement(page, "place", id=f"{key}-p{n}")
        _named(place, f"p{n}")
        if made.start == 1 << n:
            _text(ET.SubElement(place, "initialMarking"), "1")
    for n, t in enumerate(made.transitions):
        transition = ET.SubElement(page, "transition", id=f"{key}-t{n}")
        if t.activity is None:
            _named(transition, f"tau{n}")
            silent = {**SILENT, "localNodeID": f"{key}-t{n}"}
            ET.SubElement(transition, "toolspecific", silent)
        else:
            _named(transition, names.get(t.activity, t.activity))
        for place_number in _bits(t.pre):
            _arc(page, f"{key}-p{place_number}", f"{key}-t{n}")
        for place_number in _bits(t.post):
            _arc(page, f"{key}-t{n}", f"{key}-p{place_number}")
    marking = ET.SubElement(ET.SubElement(net, "finalmarkings"), "marking")
    end = ET.SubElement(marking, "place", idref=f"{key}-p{made.end.bit_length() - 1}")
    _text(end, "1")


def _bits(marking: int) -> Iterator[int]:
    return (n for n in range(marking.bit_length()) if marking >> n & 1)


def _arc(page: ET.Element, source: str, target: str) -> None:
    arc = ET.SubElement(page, "arc", id=f"{source}-{target}", source=source, target=target)
    _text(ET.SubElement(arc, "inscription"), "1")


def _named(parent: ET.Element, name: str) -> None:
    _text(ET.SubElement(parent, "name"), name)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text
