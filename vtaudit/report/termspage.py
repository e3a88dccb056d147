"""The terms of one case, each with the arithmetic day by day where that is asked for.

Separate from the report, which has a table of them among much else: this is what one takes along
to check a sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report.catalogue import languages
from vtaudit.report.deciding import changes, slack, why
from vtaudit.report.inert import for_terminal
from vtaudit.report.json import LANGUAGE, Teller
from vtaudit.report.parts.deadlines import grouped, name
from vtaudit.report.phrases import UNSEEN
from vtaudit.report.voice import Voice
from vtaudit.report.wording import facts, readings, summed

if TYPE_CHECKING:
    from vtaudit.audit.contested import Other
    from vtaudit.audit.model import Audit, Term
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/terms-v1"


def as_text(
    audit: Audit,
    book: Rulebook,
    lang: str,
    *,
    explain: bool,
    others: tuple[Other, ...] | None = None,
) -> str:
    """Return the terms of *audit*, a paragraph each; *explain* adds every skipped day.

    *others* are told after them: what would move under each disputed way of counting.
    """
    voice = Voice(audit, book, lang)
    lines = [voice.say("Terms of {case} on {day}", case=audit.case.title,
                       day=voice.day(audit.as_of))]  # fmt: skip
    for term, people in grouped(audit.terms):
        lines += ["", f"{name(voice, term, people)}: {voice.closed('term', term.status)}"]
        lines += (f"    {x}" for x in _lines(voice, term))
        told = _explained(voice, term) if explain else _depends(voice, term)
        lines += (f"      - {x}" for x in told)
    for other in others or ():
        lines += ["", *_otherwise(voice, other)]
    return "".join(f"{for_terminal(x)}\n" for x in lines)


def as_json(audit: Audit, book: Rulebook, others: tuple[Other, ...] | None = None) -> str:
    """Return the terms as JSON, each as the audit has it, with its explanation in sentences."""
    voices = {lang: Voice(audit, book, lang) for lang in languages()}
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "case": audit.case.id,
        "as_of": audit.as_of.isoformat(),
        "terms": [_object(voices, t) for t in audit.terms],
    }
    if others is not None:
        whole["otherwise"] = [_counted_otherwise(voices, o) for o in others]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _counted_otherwise(voices: dict[str, Voice], other: Other) -> dict[str, Json]:
    plain = Teller(voices).plain
    return {
        "id": str(other.contested.id),
        "nl": str(other.contested.nl),
        "en": str(other.contested.en),
        "why": str(other.contested.why),
        "moved": [
            {
                "rule": before.rule,
                "runs_from_event": before.runs_from_event,
                "person": before.person,
                "status": after.status,
                "last_day": plain(after.last_day),
                "changed": before.status != after.status,
            }
            for before, after in other.moved
        ],
    }


def _otherwise(voice: Voice, other: Other) -> Iterator[str]:
    """Yield what a disputed way of counting would move, and which outcomes it would change."""
    yield voice.say(
        "Read otherwise: {reading}", reading=voice.own(other.contested.nl, other.contested.en)
    )
    changed = voice.count("{number} outcome changes", "{number} outcomes change",
                          len(other.changed))  # fmt: skip
    yield "    " + (changed if other.moved else voice.say("nothing moves"))
    for term, people in grouped(before for before, _ in other.moved):
        after = next(b for a, b in other.moved if replace(a, person=None, args=()) == term)
        yield f"    {name(voice, term, people)}: {_moves(voice, term, after)}"


def _moves(voice: Voice, before: Term, after: Term) -> str:
    status = voice.closed("term", after.status)
    if before.status == after.status:
        status = voice.say("still {status}", status=status)
    if after.last_day is None:
        return status
    return voice.say("{status} (last day {day})", status=status, day=voice.moment(after.last_day))


def _object(voices: dict[str, Voice], term: Term) -> dict[str, Json]:
    plain = Teller(voices).plain(term)
    assert isinstance(plain, dict)
    told: dict[str, list[Json]] = {lang: [*_explained(v, term)] for lang, v in voices.items()}
    own = told.pop(LANGUAGE)
    others: dict[str, Json] = {lang: {"explanation": lines} for lang, lines in told.items()}
    return {**plain, "explanation": own, "translations": others}


def _lines(voice: Voice, term: Term) -> Iterator[str]:
    """Yield from when until when, what met it, and how long it is."""
    if term.runs_from is not None:
        yield voice.say("start: {day}", day=voice.moment(term.runs_from))
    if term.last_day is not None:
        yield voice.say("last day: {day}", day=voice.moment(term.last_day))
    if term.met_by is not None:
        met = voice.step(term.met_by)
        sure = term.status in ("met", "late") or term.reason == UNSEEN
        yield (
            voice.say("step: {step}", step=met) if sure else voice.say("possibly {step}", step=met)
        )
    length = voice.length(term.length) if term.length else voice.say("length unknown")
    kind, regime = voice.closed("kind", term.kind), voice.regime(term.regime)
    yield f"{length}, {kind}; {regime}; {voice.norms(term.source)}"
    if not term.verified:
        yield voice.say("source not verified in an official text")


def _depends(voice: Voice, term: Term) -> tuple[str, ...]:
    told = (why(voice, term), *readings(voice, term.rule, term.readings, term.last_day),
            *facts(voice, term.deciding))  # fmt: skip
    return tuple(dict.fromkeys(x for x in told if x))


def _explained(voice: Voice, term: Term) -> Iterator[str]:
    """Yield the arithmetic, why the outcome is what it is, the slack, and what would change it."""
    yield from (summed(voice, line) for line in term.derivation)
    yield from dict.fromkeys(x for x in (why(voice, term), slack(voice, term)) if x)
    for change in changes(voice, term):
        yield voice.say("what would change this: {change}", change=change)
