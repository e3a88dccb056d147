"""Each step beside the norms it touches, and what the record lets one say of it.

Pairing is explicit: which activity touches which norm stands in the protocol, which rule tests
which norm stands in the rule. Nothing is matched by text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.facts import NO, UNKNOWN, Facts, Step
from vtaudit.audit.findings import ADVERSE, VERDICTS, finding_id, norms_of
from vtaudit.audit.model import Pairing, PairingVerdict, Term

if TYPE_CHECKING:
    from vtaudit.audit.outcomes import Outcome
    from vtaudit.rulebook.model import Rule

Tested = tuple[str, PairingVerdict, str | None]
"""Code of the rule, its verdict, and the id of its finding."""

GRAVEST: tuple[PairingVerdict, ...] = (
    "contradicted", "not-established", "shown", "not-applicable",
)  # fmt: skip
"""The verdicts, the gravest first: of several it is the one that decides."""


def pairings(
    facts: Facts, outcomes: Iterable[Outcome], terms: Iterable[Term], rules: dict[str, Rule]
) -> Iterator[Pairing]:
    """Yield a pairing for every step and every norm that its activity, or a rule, touches."""
    tested = _tested(facts, outcomes, terms, rules)
    child = any(facts.is_child(p) for p in facts.case.people)
    also: dict[str, list[str]] = defaultdict(list)
    for event, norm in tested:
        also[event].append(norm)
    for step in facts.steps:
        own = [str(t.norm) for t in step.activity.touches]
        for norm in dict.fromkeys((*own, *also[step.id])):
            if child or facts.book.norms[norm].child == "no":
                yield _pairing(step, norm, tested.get((step.id, norm), ()))


def _pairing(step: Step, norm: str, tests: Iterable[Tested]) -> Pairing:
    found = tuple(tests)
    return Pairing(
        event=step.id,
        norm=norm,
        verdict=_verdict(step, found),
        why=step.activity.id,
        rules=tuple(dict.fromkeys(code for code, _, _ in found)),
        findings=tuple(dict.fromkeys(f for _, _, f in found if f is not None)),
        kept=tuple(dict.fromkeys(code for code, v, _ in found if v == "shown")),
    )


def _verdict(step: Step, tests: tuple[Tested, ...]) -> PairingVerdict:
    """A step of another body is context; a step that no rule tests is not established."""
    if not tests:
        return "not-established" if step.perhaps_audited else "not-applicable"
    return min((v for _, v, _ in tests), key=GRAVEST.index)


def _tested(
    facts: Facts, outcomes: Iterable[Outcome], terms: Iterable[Term], rules: dict[str, Rule]
) -> dict[tuple[str, str], list[Tested]]:
    tested: dict[tuple[str, str], list[Tested]] = defaultdict(list)
    case = facts.case.file.case.id
    for o in outcomes:
        own = finding_id(o.rule.code, case, o.events, o.person, o.item)
        broken = own if o.kept is NO or o.kept is UNKNOWN else None
        for e in o.events:
            for n in norms_of(facts, o.rule):
                tested[e, n].append((o.rule.code, VERDICTS[o.kept], broken))
    for t in terms:
        verdict = of_term(t)
        own = finding_id(t.rule, case, t.about, t.person, t.key)
        broken = own if verdict in ("contradicted", "not-established") else None
        for e in t.about:
            for n in norms_of(facts, rules[t.rule]):
                tested[e, n].append((t.rule, verdict, broken))
    return tested


def of_term(term: Term) -> PairingVerdict:
    """Return what the record lets one say of a term; one that runs does not apply yet."""
    if term.status in ADVERSE:
        return "contradicted"
    if term.status == "met":
        return "shown"
    return "not-applicable" if term.status in ("not-applicable", "running") else "not-established"
