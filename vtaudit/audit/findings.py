"""From outcomes to findings, gaps, questions and the table of who was told what.

Separate from the checks: here a rule that was not kept becomes something a person can look at,
with an id that stays the same as long as rule, events and person do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.asked import difference, fact, whose
from vtaudit.audit.disputes import done_by
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import (
    Arg,
    Citation,
    Deviation,
    Fact,
    Finding,
    Gap,
    PairingVerdict,
    Path,
    Question,
    Run,
    Term,
    Told,
    Where,
)
from vtaudit.audit.outcomes import Outcome
from vtaudit.audit.step import ANY
from vtaudit.span import span_of

if TYPE_CHECKING:
    from vtaudit.dossier.model import Source
    from vtaudit.rulebook.model import Rule
    from vtaudit.truth import Truth

VERDICTS: dict[Truth | None, PairingVerdict] = {
    YES: "shown",
    NO: "contradicted",
    UNKNOWN: "not-established",
    None: "not-applicable",
}
"""What the record lets one say of a rule that was kept, was not, or may have been."""

ADVERSE = ("late", "overdue")


def finding_id(code: str, case: str, events: Iterable[str], *more: str | None) -> str:
    """Return the stable id of a finding: its rule and a short hash of what it is about."""
    text = "\x1f".join([code, case, *sorted(events), *(m or "" for m in more)])
    return f"{code}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def of_outcomes(facts: Facts, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    """Yield a finding for every outcome that was not kept, or may not have been."""
    for o in outcomes:
        if o.kept is NO or o.kept is UNKNOWN:
            yield Finding(
                id=finding_id(o.rule.code, facts.case.file.case.id, o.events, o.person, o.item),
                code=o.rule.code,
                name=o.rule.name,
                severity=o.rule.severity,
                certainty="established" if o.kept is NO else "undetermined",
                events=o.events,
                person=o.person,
                item=o.item,
                norms=norms_of(facts, o.rule),
                args=o.args,
                reason="contradicted" if o.kept is NO else "not-established",
                deciding=o.deciding,
                readings=o.readings,
                exceptions=o.exceptions,
                citations=citations(facts, o.events, o.document),
                verified=verified(facts, o.rule),
                where=where(facts, o.events, o.document),
            )


def of_terms(facts: Facts, terms: Iterable[Term], rules: dict[str, Rule]) -> Iterator[Finding]:
    """Yield a finding for every term that is late, overdue or undetermined."""
    for t in terms:
        if t.status not in (*ADVERSE, "undetermined"):
            continue
        rule = rules[t.rule]
        sure = t.status in ADVERSE
        yield Finding(
            id=finding_id(t.rule, facts.case.file.case.id, t.about, t.person, t.key),
            code=t.rule,
            name=t.name,
            severity=rule.severity,
            certainty="established" if sure else "undetermined",
            events=t.about,
            person=t.person,
            item=None,
            norms=norms_of(facts, rule),
            args=t.args,
            reason="contradicted" if sure else "not-established",
            deciding=t.deciding,
            readings=t.readings,
            exceptions=(),
            citations=citations(facts, t.about, None),
            verified=t.verified,
            where=t.where,
        )


def norms_of(facts: Facts, rule: Rule) -> tuple[str, ...]:
    """Return the norms of a rule; children's rights only where a child is involved."""
    child = any(facts.is_child(p) for p in facts.case.people)
    norms = facts.book.norms
    return tuple(str(n) for n in rule.norms if child or norms[n].child == "no")


def verified(facts: Facts, rule: Rule) -> bool:
    """Return whether every source of the rule was read in an official or mirrored text."""
    return all(facts.book.norms[n].verified == "yes" for n in rule.source)


def citations(facts: Facts, events: Iterable[str], document: str | None) -> tuple[Citation, ...]:
    """Return where the events, and the document, can be read; each place once."""
    found = [s for e in events for s in facts.by_id[e].event.sources]
    if document is not None:
        found += facts.case.documents[document].sources
    return cited(found)


def cited(sources: Iterable[Source]) -> tuple[Citation, ...]:
    """Return the places in the dossier that *sources* name, each once."""
    found = (Citation(str(s.document), s.page, s.restricted == "yes") for s in sources)
    return tuple(dict.fromkeys(found))


def where(facts: Facts, events: Iterable[str], document: str | None = None) -> Where:
    """Return the place in the case file of the first event, or of the document."""
    first = next((facts.by_id[e].event for e in events), None)
    thing: object = first or (facts.case.documents[document] if document else facts.case.file.case)
    return Where(*facts.case.place(span_of(thing)))


def gaps(findings: Iterable[Finding], outcomes: Iterable[Outcome], rules: dict[str, Rule],
         case: str) -> Iterator[Gap]:  # fmt: skip
    """Yield the holes in the record that the findings name."""
    known = {
        finding_id(o.rule.code, case, o.events, o.person, o.item): o
        for o in outcomes
        if o.kept is not YES
    }
    for f in findings:
        kind = rules[f.code].gap
        if kind is None:
            continue
        outcome = known.get(f.id)
        yield Gap(
            kind=kind,
            events=f.events,
            person=f.person,
            item=f.item,
            interval=outcome.interval if outcome else None,
            days=outcome.days if outcome else None,
            certainty=f.certainty,
            finding=f.id,
            where=f.where,
        )


def told(outcomes: Iterable[Outcome]) -> Iterator[Told]:
    """Yield the cells of the table of people by information, the best evidence for each."""
    rank = {"shown": 3, "contradicted": 2, "not-established": 1, "not-applicable": 0}
    best: dict[tuple[str, str], Told] = {}
    for o in outcomes:
        if o.rule.check != "conveyed" or o.person is None or o.item is None:
            continue
        cell = Told(o.person, o.item, VERDICTS[o.kept], next(iter(o.events), None), str(o.provable))
        old = best.get((o.person, o.item))
        if old is None or rank[cell.verdict] > rank[old.verdict]:
            best[o.person, o.item] = cell
    yield from best.values()


def questions(
    facts: Facts, findings: Iterable[Finding], rules: dict[str, Rule]
) -> Iterator[Question]:
    """Yield one question for each finding that somebody can settle, those alike put together."""
    asked: dict[tuple[str, str, tuple[tuple[str, Arg], ...]], list[Finding]] = {}
    for f in findings:
        for to in _asked_of(facts, f, rules[f.code]):
            asked.setdefault((to, f.code, f.args), []).append(f)
    for (to, code, args), group in asked.items():
        decided: tuple[Fact, ...] = tuple(dict.fromkeys(d for f in group for d in f.deciding))
        yield Question(to, code, tuple(f.id for f in group), args, decided)


def _asked_of(facts: Facts, finding: Finding, rule: Rule) -> tuple[str, ...]:
    """Return whom to ask: nobody of what is established, but of what the complainant disputes."""
    if not rule.nl.question:
        return ()
    complainants = {c.by for c in facts.case.file.complaints if c.by}
    if rule.asks_of == "both" and complainants & set(_tellers(finding)):
        return facts.audited_body, "complainant"
    if finding.certainty != "undetermined":
        return ()
    return ("complainant" if rule.asks_of == "complainant" else facts.audited_body,)


def _tellers(finding: Finding) -> Iterator[str]:
    """Yield who gave the accounts that a finding tells of."""
    for name, arg in finding.args:
        if name == "accounts":
            yield from (pair.items[0].value for pair in arg.items if pair.items)


def of_path(facts: Facts, way: Path, rules: Iterable[Rule]) -> Iterator[Outcome]:
    """Yield an outcome for every deviation from the path: a no when it is certain.

    A step of another body is context: that the protocol does not foresee it is not held against
    the audited one. The courses of other bodies are shown with the path and held against nobody.
    """
    others = {t.id for t in facts.protocol.tracks if t.binds == "anyone"}
    for rule in rules:
        for run in (r for r in way.runs if r.track not in others):
            for d in run.deviations:
                own = done_by(facts, facts.by_id[d.event], "audited", {}) if d.event else YES
                if d.kind == "log" and own is NO:
                    continue
                events = tuple(dict.fromkeys(e for e in (run.object, d.event) if e))
                step = Arg("event", d.event) if d.event else Arg("activity", d.activity)
                opened = Arg("event", run.object) if run.object else None
                course = opened or Arg("word", f"track:{run.track}")
                open_ = (fact("event", what=Arg("activity", d.activity)), *_in_doubt(facts, run, d))
                yield Outcome(
                    rule=rule,
                    kept=NO if d.likelihood == "certain" and own is YES else UNKNOWN,
                    events=events,
                    item=f"{run.track}:{run.object or ''}:{d.kind}:{d.activity}",
                    deciding=open_,
                    args=(
                        ("course", course),
                        ("kind", Arg("word", f"move:{d.kind}")),
                        ("step", step),
                    ),
                )


def _in_doubt(facts: Facts, run: Run, deviation: Deviation) -> tuple[Fact, ...]:
    """Return on which accounts it hangs of which kind the steps of a run were, and whose."""
    kinds = (s for s in facts.of_disputed_kind if s.id in run.steps)
    found = [difference(s, ("activity", ANY)) for s in kinds]
    step = facts.by_id[deviation.event] if deviation.event else None
    if step is not None and done_by(facts, step, "audited", {}) is UNKNOWN:
        found.append(whose(step))
    return tuple(found)
