"""What bears on each complaint, for and against, beside what instances decided.

A finding bears on a complaint when its events and the steps the complaint is about meet, and so
do its norms and the complaint's. Recorded verdicts are shown beside it and used for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.checks.redress import disputed, given
from vtaudit.audit.facts import YES, Facts
from vtaudit.audit.findings import citations, cited, norms_of
from vtaudit.audit.model import (
    Arg,
    Args,
    ComplaintResult,
    Finding,
    Positive,
    RecordedVerdict,
    Term,
    View,
)

if TYPE_CHECKING:
    from vtaudit.audit.outcomes import Outcome
    from vtaudit.dossier.model import Complaint
    from vtaudit.rulebook.model import Rule


def complaints(
    facts: Facts,
    findings: Iterable[Finding],
    outcomes: Iterable[Outcome],
    terms: Iterable[Term],
    rules: dict[str, Rule],
) -> Iterator[ComplaintResult]:
    """Yield each complaint with the findings, the steps kept and the redress that bear on it."""
    all_findings, all_outcomes = tuple(findings), tuple(outcomes)
    kept = (*_kept(facts, all_outcomes), *_met(facts, terms, rules))
    for c in facts.case.file.complaints:
        about, norms = set(c.about) | {c.id}, set(c.norms)
        yield ComplaintResult(
            id=c.id,
            text=c.text,
            by=c.by,
            against=c.against,
            norms=tuple(c.norms),
            about=tuple(c.about),
            views=tuple(View(str(v.by), str(v.text), cited(v.sources)) for v in c.views),
            findings=tuple(
                f.id for f in all_findings
                if about & {*f.events, f.item} and norms & set(f.norms)
            ),
            shown=tuple(p for p in kept if about & {*p.events, p.item} and norms & set(p.norms)),
            redress=tuple(_redress(facts, c, all_outcomes)),
            redress_missing=tuple(
                f.id for f in all_findings
                if f.item == c.id and rules[f.code].check == "redress"
            ),
            verdicts=tuple(_verdicts(c)),
        )  # fmt: skip


def _kept(facts: Facts, outcomes: Iterable[Outcome]) -> Iterator[Positive]:
    for o in outcomes:
        if o.kept is YES:
            norms = norms_of(facts, o.rule)
            places = citations(facts, o.events, o.document)
            yield Positive(o.rule.code, o.rule.name, o.events, o.person, o.item, norms, o.args,
                           citations=places)  # fmt: skip


def _met(facts: Facts, terms: Iterable[Term], rules: dict[str, Rule]) -> Iterator[Positive]:
    for t in terms:
        if t.status == "met":
            norms = norms_of(facts, rules[t.rule])
            met = (*t.about, *((t.met_by,) if t.met_by else ()))
            yield Positive(t.rule, t.name, t.about, t.person, None, norms, t.args,
                           citations=citations(facts, met, None))  # fmt: skip


def _redress(facts: Facts, complaint: Complaint, outcomes: Iterable[Outcome]) -> Iterator[Positive]:
    """Yield one entry for each kind of redress that the steps of the complaint show."""
    for o in outcomes:
        if o.rule.check != "redress" or o.item != complaint.id or o.kept is None:
            continue
        for part in o.rule.with_.parts:
            truth, events = given(facts, part, o.env, complaint.id)
            if truth is YES:
                doubts = disputed(facts, part, o.env, complaint.id)
                args: Args = (("kind", Arg("item", part.id)),)
                code, norms = o.rule.code, norms_of(facts, o.rule)
                yield Positive(code, o.rule.name, events, None, part.id, norms, args, doubts,
                               citations(facts, events, None))  # fmt: skip


def _verdicts(complaint: Complaint) -> Iterator[RecordedVerdict]:
    for v in complaint.verdicts:
        later = next((w.id for w in complaint.verdicts if w.overturns == v.id), None)
        yield RecordedVerdict(v.id, tuple(v.by), v.outcome, v.date, tuple(v.norms), v.text, later,
                              cited(v.sources))  # fmt: skip
