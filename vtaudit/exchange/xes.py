"""Cases as an XES event log (IEEE 1849), and such a log as a case or as rows.

A moment that is not exact has the keys that PROVED uses beside the standard one, and a step
without a date has no timestamp at all: it never borrows one. Separate because only this format
knows XES.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.exchange.instants import first_instant, last_instant
from vtaudit.exchange.kept import CASE, EVENT, keep, restored
from vtaudit.exchange.rows import Row, Table
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event

EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
LEAST, MOST = "u:time:timestamp_min", "u:time:timestamp_max"
"""Keys of an uncertain timestamp, as PROVED names them."""


def to_xes(cases: Sequence[Case]) -> bytes:
    """Return *cases* as one log, a trace each; the same bytes for the same cases."""
    log = ET.Element("log", {"xes.version": "1849-2016", "xes.features": ""})
    for name, prefix, uri in EXTENSIONS:
        ET.SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    ET.SubElement(log, "classifier", {"name": "Activity", "keys": "concept:name"})
    for case in cases:
        _trace(log, case)
    ET.indent(log)
    text: bytes = ET.tostring(log, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _trace(log: ET.Element, case: Case) -> None:
    kept = keep(case)
    trace = ET.SubElement(log, "trace")
    _string(trace, "concept:name", str(case.file.case.id))
    _string(trace, CASE, kept.head)
    for event in case.file.events:
        _event(ET.SubElement(trace, "event"), case, event, kept.events[str(event.id)])


def _event(node: ET.Element, case: Case, event: Event, kept: str) -> None:
    _string(node, "concept:name", str(event.activity))
    _string(node, "identity:id", str(event.id))
    if event.by:
        _string(node, "org:resource", ", ".join(map(str, event.by)))
    days = case.moments[str(event.id)].interval
    low, high = days.earliest, days.latest
    if low is not None:
        _date(node, "time:timestamp", first_instant(low))
    if low != high or low is None:
        _bounds(node, low, high)
    _string(node, "description", str(event.text))
    if event.date is not None:
        _string(node, "vtaudit:date", str(event.date))
    _string(node, EVENT, kept)


def _bounds(node: ET.Element, low: date | None, high: date | None) -> None:
    if low is not None:
        _date(node, LEAST, first_instant(low))
    if high is not None:
        _date(node, MOST, last_instant(high))


def _string(node: ET.Element, key: str, value: str) -> None:
    shown = "".join(c if c in "\t\n" or c.isprintable() else "�" for c in value)
    ET.SubElement(node, "string", {"key": key, "value": shown})


def _date(node: ET.Element, key: str, value: str) -> None:
    ET.SubElement(node, "date", {"key": key, "value": value})


def read_xes(data: bytes) -> str | Table:
    """Return the case file that a log of ours carries, or the rows of another's first trace.

    Raises UsageError for what is no log. Python's own parser is enough: it fetches nothing, and
    its expat refuses entities that expand without end.
    """
    try:
        root = ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:  # it also names no encoding
        raise UsageError(worded("this is no XES: {error}", error=error)) from None
    trace = next((t for t in root.iter() if _name(t) == "trace"), None)
    if trace is None:
        raise UsageError(worded("this is no XES: it has no trace"))
    head = _values(trace).get(CASE)
    events = [_values(e) for e in trace if _name(e) == "event"]
    if head is not None and all(EVENT in e for e in events):
        whole = restored(head, [e[EVENT] for e in events])
        if whole is not None:
            return whole
    return Table(tuple(_rows(events)), ())


def _rows(events: Iterable[dict[str, str]]) -> Iterable[Row]:
    for number, values in enumerate(events, 1):
        name = values.get("concept:name", "")
        yield Row(
            number,
            values.get("time:timestamp", "")[: len("2020-01-01")],
            values.get("description", name) or f"event {number}",
            by=values.get("org:resource", ""),
            activity=name,
            lines=(number,),
        )


def _values(node: ET.Element) -> dict[str, str]:
    return {c.get("key", ""): c.get("value", "") for c in node}


def _name(node: ET.Element) -> str:
    return node.tag.rsplit("}", 1)[-1]
