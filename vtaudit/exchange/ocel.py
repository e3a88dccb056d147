"""Cases as an object-centric event log (OCEL 2.0, JSON), and such a log as a case or as rows.

Reports, complaints, requests, people, bodies and papers are objects; a step is tied to each it
serves, with the word of the case file for the tie. A step without a date cannot be an event there
(that format wants a time for each), so it is an object of a type of its own: it borrows no time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.exchange.instants import day_of, first_instant, last_instant
from vtaudit.exchange.kept import CASE, EVENT, Kept, keep, only_one, restored
from vtaudit.exchange.rows import Leftover, Row, Table
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event
    from vtaudit.rulebook.book import Rulebook

UNDATED = "undated step"
"""Type of the object that stands for a step without a date."""
DOSSIER = "dossier"
EPOCH = "1970-01-01T00:00:00+00:00"
"""The time that the format gives to what an object always was."""
_TIES = ("by", "to", "with_", "concerns", "about", "answers", "fulfils", "announces", "corrects")
_TEXTS = ("text", "date", "earliest", "latest", "channel")
_READ = frozenset({"id", "type", "time", "text"})
"""What an event of another's log says for which a step has a place."""


def to_ocel(cases: Sequence[Case], book: Rulebook) -> bytes:
    """Return *cases* as one log; ids are those of the case, after the case's own id and a slash."""
    events: list[object] = []
    objects: list[dict[str, object]] = []
    for case in cases:
        kept = keep(case)
        found = dict(_objects(case, book))
        objects += [_object(case, DOSSIER, "", {CASE: kept.head})]
        objects += [_object(case, kind, name, {}) for name, kind in found.items()]
        for event in case.file.events:
            values = _values(case, event, kept)
            ties = _ties(case, event, found)
            if case.moments[str(event.id)].interval.earliest is None:
                undated = {"activity": str(event.activity), **values}
                objects.append(_object(case, UNDATED, f"step/{event.id}", undated, ties))
            else:
                events.append(_event(case, event, values, ties))
    log = {
        "objectTypes": _types(sorted({str(o["type"]) for o in objects}), _object_values(objects)),
        "eventTypes": _types(sorted({e["type"] for e in events if isinstance(e, dict)}),
                             [*_TEXTS, EVENT]),
        "objects": objects,
        "events": events,
    }  # fmt: skip
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _objects(case: Case, book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each object of the case, by its id, with its type."""
    yield from ((str(p.id), str(p.role)) for p in case.file.people)
    yield from ((str(b.id), "body") for b in case.file.bodies)
    yield from ((str(d.id), "document") for d in case.file.documents)
    yield from ((str(c.id), "complaint") for c in case.file.complaints)
    protocol = str(case.file.case.protocol)
    for event in case.file.events:
        opened = book.activity(protocol, str(event.activity)).opens
        if opened is not None:
            yield str(event.id), str(opened)
        yield from ((str(p.id), "promise") for p in event.promises)


def _ties(case: Case, event: Event, found: Mapping[str, str]) -> list[dict[str, str]]:
    ties = [{"objectId": _name(case, ""), "qualifier": "case"}]
    if str(event.id) in found:
        ties.append({"objectId": _name(case, str(event.id)), "qualifier": "opens"})
    for tie in _TIES:
        for linked in getattr(event, tie):
            name = str(getattr(linked, "id", linked))
            doubt = "?" if getattr(linked, "link", "yes") == "unknown" else ""
            if name in found and getattr(linked, "link", "yes") != "no":
                ties.append({"objectId": _name(case, name), "qualifier": tie.rstrip("_") + doubt})
    ties += [
        {"objectId": _name(case, str(p.document)), "qualifier": "papers"} for p in event.papers
    ]
    return ties


def _values(case: Case, event: Event, kept: Kept) -> dict[str, str]:
    days = case.moments[str(event.id)].interval
    values = {
        "text": str(event.text),
        "date": str(event.date or ""),
        "earliest": first_instant(days.earliest) if days.earliest else "",
        "latest": last_instant(days.latest) if days.latest else "",
        "channel": str(event.channel or ""),
        EVENT: kept.events[str(event.id)],
    }
    return {k: v for k, v in values.items() if v}


def _event(
    case: Case, event: Event, values: Mapping[str, str], ties: Sequence[Mapping[str, str]]
) -> dict[str, object]:
    return {
        "id": _name(case, f"event/{event.id}"),
        "type": str(event.activity),
        "time": values["earliest"],
        "attributes": [{"name": k, "value": v} for k, v in values.items()],
        "relationships": list(ties),
    }


def _object(
    case: Case,
    kind: str,
    name: str,
    values: Mapping[str, str],
    ties: Sequence[Mapping[str, str]] = (),
) -> dict[str, object]:
    return {
        "id": _name(case, name),
        "type": kind,
        "attributes": [{"name": k, "time": EPOCH, "value": v} for k, v in values.items()],
        "relationships": list(ties),
    }


def _name(case: Case, name: str) -> str:
    return f"{case.file.case.id}/{name}" if name else str(case.file.case.id)


def _object_values(objects: Iterable[Mapping[str, object]]) -> list[str]:
    seen: dict[str, None] = {}
    for thing in objects:
        attributes = thing["attributes"]
        for value in attributes if isinstance(attributes, list) else ():
            seen[value["name"]] = None
    return list(seen)


def _types(names: Iterable[str], values: Sequence[str]) -> list[dict[str, object]]:
    attributes = [{"name": v, "type": "string"} for v in values]
    return [{"name": name, "attributes": attributes} for name in names]


def read_ocel(data: bytes) -> str | Table:
    """Return the case file that a log of ours carries, or another's events as rows.

    Raises UsageError for what is no log.
    """
    try:
        log = json.loads(data)
        events = [_flat(e) for e in log["events"]]
        objects = [_flat(o) for o in log["objects"]]
    except KeyError as error:
        raise UsageError(
            worded("this is no OCEL 2.0 in JSON: `{key}` is missing", key=error.args[0])
        ) from None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(worded("this is no OCEL 2.0 in JSON: {error}", error=error)) from None
    heads = [o[CASE] for o in objects if CASE in o]
    only_one(heads)
    steps = [*events, *(o for o in objects if o.get("type") == UNDATED)]
    if heads and all(EVENT in s for s in steps):
        whole = restored(heads[0], [s[EVENT] for s in steps])
        if whole is not None:
            return whole
    left = [Leftover(0, "; ".join(f"{k}: {v}" for k, v in o.items())) for o in objects]
    return Table(tuple(_rows(events)), tuple(left))


def _rows(events: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    in_time = sorted(events, key=lambda e: e.get("time", ""))
    for number, values in enumerate(in_time, 1):
        name = values.get("type", "")
        when = day_of(values.get("time", ""))
        yield Row(
            number,
            when.date,
            values.get("text") or name or f"event {number}",
            activity=name,
            said=when.said,
            remarks=tuple(f"{k}: {v}" for k, v in values.items() if k not in _READ and v),
        )


def _flat(thing: Mapping[str, object]) -> dict[str, str]:
    """Return the attributes of an event or object, and what it is tied to, by their names."""
    found: dict[str, str] = {}
    for tie in _listed(thing, "relationships"):
        named = str(tie["qualifier"])
        found[named] = ", ".join([*filter(None, [found.get(named)]), str(tie["objectId"])])
    found.update({str(a["name"]): str(a["value"]) for a in _listed(thing, "attributes")})
    return {**found, **{k: v for k, v in thing.items() if isinstance(v, str)}}


def _listed(thing: Mapping[str, object], key: str) -> list[dict[str, object]]:
    listed = thing.get(key, [])
    return listed if isinstance(listed, list) else []
