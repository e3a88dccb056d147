"""The rulebook for programs: rules, norms and protocols as JSON objects.

Separate from the pages for people; both are made of the same entries. Every object has `id` or
`code`, `name`, `source`, `norms` and `examples`; what is in Dutch stands under `nl`, English under
`en`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.citing import as_json as source_json
from vtaudit.report.plain import plain

if TYPE_CHECKING:
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import (
        Condition,
        Example,
        Expected,
        Norm,
        Protocol,
        Rule,
        Sentences,
        TitleGist,
    )


def rules(book: Rulebook, name: str | None) -> str:
    """Return a rule, or all of them in the order of their codes, as JSON.

    Raises UsageError, with the nearest word, for an unknown one.
    """
    if name is None:
        listed = book.rules_by_code()
        return _text([rule_object(book, r) for r in listed])
    _known("rule", name, [str(x) for r in book.rules_by_code() for x in (r.code, r.name)])
    return _text(rule_object(book, book.rule(name)))


def norms(book: Rulebook, name: str | None) -> str:
    """Return a norm, or all of them, as JSON; raises UsageError for an unknown one."""
    if name is None:
        return _text([norm_object(book, n) for n in book.norms.values()])
    _known("norm", name, book.norms)
    return _text(norm_object(book, book.norms[name]))


def protocols(book: Rulebook, name: str | None) -> str:
    """Return a protocol, or all of them, as JSON; raises UsageError for an unknown one."""
    if name is None:
        return _text([protocol_object(book, p) for p in book.protocols.values()])
    _known("protocol", name, book.protocols)
    return _text(protocol_object(book, book.protocols[name]))


def _known(what: str, name: str, names: Iterable[str]) -> None:
    if name not in names:
        raise UsageError(wrong_word(what, name, names))


def _text(plain: Json) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def rule_object(book: Rulebook, rule: Rule) -> dict[str, Json]:
    """Return all that a rule says, with its sources as they are cited."""
    within = rule.with_.within
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "severity": rule.severity,
        "check": rule.check,
        "gap": rule.gap,
        "from": rule.since.isoformat() if rule.since else None,
        "until": rule.until.isoformat() if rule.until else None,
        "binds": rule.binds,
        "asks_of": rule.asks_of,
        "term": None if within is None else {
            "kind": within.kind, "length": within.length, "regime": within.regime,
            "setting": rule.with_.setting,
            "readings": [{"id": r.id, "nl": r.nl, "en": r.en, "length": r.length}
                         for r in within.readings],
        },
        "source": [source_json(book.norms[n]) for n in rule.source],
        "norms": [str(n) for n in rule.norms],
        "applies": [_condition(c) for c in rule.applies],
        "exceptions": [_condition(c) for c in rule.unless],
        "nl": _sentences(rule.nl),
        "en": _sentences(rule.en),
        "examples": [_example(e) for e in rule.examples],
    }  # fmt: skip


def _condition(c: Condition) -> Json:
    return {"nl": c.nl, "en": c.en, "grounds": [str(g) for g in c.ground]}


def _sentences(s: Sentences) -> Json:
    return {
        "title": s.title, "asks": s.asks, "why": s.why, "contradicted": s.contradicted,
        "not-established": s.unclear, "shown": s.shown, "question": s.question,
    }  # fmt: skip


def _example(e: Example) -> Json:
    return {
        "id": e.id,
        "case": e.case,
        "finds": [_expected(x) for x in e.finds],
        "terms": [_expected(x) for x in e.terms],
        "decides": e.decides,
    }


def _expected(e: Expected) -> Json:
    return {"events": [str(x) for x in e.events], "person": e.person, "verdict": e.verdict}


def norm_object(book: Rulebook, norm: Norm) -> dict[str, Json]:
    """Return all that is known of a norm, with the steps and rules that touch it."""
    touching = sorted(
        (r for r in book.rules if norm.id in r.norms or norm.id in r.source), key=lambda r: r.code
    )
    beside = dict.fromkeys(str(n) for r in touching for n in r.norms if n != norm.id)
    return {
        "id": norm.id,
        "name": norm.nl.title,
        "group": norm.group,
        "number": norm.number,
        "child": norm.child == "yes",
        "verified": norm.verified == "yes",
        "source": source_json(norm),
        "nl": _told(norm.nl),
        "en": _told(norm.en),
        "versions": [
            {"from": v.since.isoformat() if v.since else None,
             "until": v.until.isoformat() if v.until else None,
             "nl": v.gist.nl if v.gist else None, "en": v.gist.en if v.gist else None}
            for v in norm.versions
        ],
        "notes": [{"nl": n.nl, "en": n.en} for n in norm.notes],
        "steps": [
            {"protocol": p.id, "activity": a.id, "nl": t.nl, "en": t.en}
            for p in book.protocols.values() for a in p.activities for t in a.touches
            if t.norm == norm.id
        ],
        "rules": [r.code for r in touching],
        "norms": [*beside],
        "examples": [f"{r.code}/{e.id}" for r in touching for e in r.examples],
    }  # fmt: skip


def _told(t: TitleGist) -> Json:
    return {"title": t.title, "gist": t.gist}


def protocol_object(book: Rulebook, protocol: Protocol) -> dict[str, Json]:
    """Return a protocol with its tracks and activities, and the norms that these touch."""
    touched = dict.fromkeys(str(t.norm) for a in protocol.activities for t in a.touches)
    own = [r for r in book.rules if not r.protocols or protocol.id in r.protocols]
    return {
        "id": protocol.id,
        "name": protocol.nl,
        "en": protocol.en,
        "verified": protocol.verified == "yes",
        "from": protocol.since.isoformat() if protocol.since else None,
        "until": protocol.until.isoformat() if protocol.until else None,
        "source": [source_json(book.norms[n]) for n in protocol.source],
        "tracks": [
            {"id": t.id, "nl": t.nl, "en": t.en,
             "phases": [{"id": p.id, "nl": p.nl, "en": p.en} for p in t.phases]}
            for t in protocol.tracks
        ],
        "activities": [
            {"id": a.id, "nl": a.nl, "en": a.en, "track": a.track, "phase": a.phase,
             "source": [str(s) for s in a.source], "norms": [str(t.norm) for t in a.touches]}
            for a in protocol.activities
        ],
        "notes": [{"nl": n.nl, "en": n.en} for n in protocol.notes],
        "definition": plain(protocol),
        "norms": [*touched],
        "rules": [*sorted(str(r.code) for r in own)],
        "examples": [f"{r.code}/{e.id}" for r in own for e in r.examples],
    }  # fmt: skip
