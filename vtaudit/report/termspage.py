"""The terms of one case, each with the arithmetic day by day where that is asked for.

Separate from the report, which has a table of them among much else: this is what one takes along
to check a sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.report.catalogue import languages
from vtaudit.report.deciding import changes, slack
from vtaudit.report.inert import for_terminal
from vtaudit.report.json import LANGUAGE, Teller
from vtaudit.report.parts.deadlines import grouped, name
from vtaudit.report.voice import Voice
from vtaudit.report.wording import facts, readings, reason, summed

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Term
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/terms-v1"


def as_text(audit: Audit, book: Rulebook, lang: str, *, explain: bool) -> str:
    """Return the terms of *audit*, a paragraph each; *explain* adds every skipped day."""
    voice = Voice(audit, book, lang)
    lines = [voice.say("Terms of {case} on {day}", case=audit.case.title,
                       day=voice.day(audit.as_of))]  # fmt: skip
    for term, people in grouped(audit.terms):
        lines += ["", f"{name(voice, term, people)}: {voice.closed('term', term.status)}"]
        lines += (f"    {x}" for x in _lines(voice, term))
        told = _explained(voice, term) if explain else _depends(voice, term)
        lines += (f"      - {x}" for x in told)
    return "".join(f"{for_terminal(x)}\n" for x in lines)


def as_json(audit: Audit, book: Rulebook) -> str:
    """Return the terms as JSON, each as the audit has it, with its explanation in sentences."""
    voices = {lang: Voice(audit, book, lang) for lang in languages()}
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "case": audit.case.id,
        "as_of": audit.as_of.isoformat(),
        "terms": [_object(voices, t) for t in audit.terms],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


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
        sure = term.status in ("met", "late")
        yield (
            voice.say("step: {step}", step=met) if sure else voice.say("possibly {step}", step=met)
        )
    length = voice.length(term.length) if term.length else voice.say("length unknown")
    kind, regime = voice.closed("kind", term.kind), voice.regime(term.regime)
    yield f"{length}, {kind}; {regime}; {voice.norms(term.source)}"
    if not term.verified:
        yield voice.say("source not verified in an official text")


def _depends(voice: Voice, term: Term) -> tuple[str, ...]:
    told = (reason(voice, term), *readings(voice, term.rule, term.readings, term.last_day),
            *facts(voice, term.deciding))  # fmt: skip
    return tuple(dict.fromkeys(x for x in told if x))


def _explained(voice: Voice, term: Term) -> Iterator[str]:
    """Yield the arithmetic, why the outcome is what it is, the slack, and what would change it."""
    yield from (summed(voice, line) for line in term.derivation)
    if why := reason(voice, term):
        yield why
    if spared := slack(voice, term):
        yield spared
    for change in changes(voice, term):
        yield voice.say("what would change this: {change}", change=change)
