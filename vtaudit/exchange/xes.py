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
from vtaudit.exchange.instants import day_of, first_instant, last_instant
from vtaudit.exchange.kept import CASE, EVENT, keep, only_one, restored
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
_READ = frozenset({"concept:name", "time:timestamp", "description", "org:resource"})
"""Keys of an event of another's log for which a step has a place."""


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
    """Return the case file that a log of ours carries, or the events of another's as rows.

    Raises UsageError for what is no log, or one of several cases of ours. Python's own parser is
    enough: it fetches nothing, and its expat refuses entities that expand without end.
    """
    try:
        root = ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:  # it also names no encoding
        raise UsageError(worded("this is no XES: {error}", error=error)) from None
    traces = [t for t in root.iter() if _name(t) == "trace"]
    if not traces:
        raise UsageError(worded("this is no XES: it has no trace"))
    heads = [head for t in traces if (head := _values(t).get(CASE)) is not None]
    only_one(heads)
    events = [(t, _values(e)) for t in traces for e in t if _name(e) == "event"]
    if heads and len(traces) == 1 and all(EVENT in e for _, e in events):
        whole = restored(heads[0], [e[EVENT] for _, e in events])
        if whole is not None:
            return whole
    names = {t: _values(t).get("concept:name", "") if len(traces) > 1 else "" for t in traces}
    return Table(tuple(_rows([(names[t], e) for t, e in events])), ())


def _rows(events: Iterable[tuple[str, dict[str, str]]]) -> Iterable[Row]:
    for number, (trace, values) in enumerate(events, 1):
        name = values.get("concept:name", "")
        when = day_of(values.get("time:timestamp", ""))
        others = [f"{k}: {v}" for k, v in values.items() if k not in _READ and v]
        yield Row(
            number,
            when.date,
            values.get("description") or name or f"event {number}",
            by=values.get("org:resource", ""),
            activity=name,
            said=when.said,
            remarks=tuple([trace, *others] if trace else others),
        )


def _values(node: ET.Element) -> dict[str, str]:
    return {c.get("key", ""): c.get("value", "") for c in node}


def _name(node: ET.Element) -> str:
    return node.tag.rsplit("}", 1)[-1]
