"""Every worked example of the rulebook gives what it says; every rule has the examples it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from rulebook_examples import Audited, audited, examples

from vtaudit.api import rulebook
from vtaudit.audit.model import Finding, Term
from vtaudit.dates.interval import Interval
from vtaudit.rulebook.model import Example, Expected, Rule
from vtaudit.truth import Truth

EXAMPLES = examples()
BY_ID = pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{r.code}-{e.id}" for r, e in EXAMPLES]
)
BY_CODE = pytest.mark.parametrize("rule", rulebook().rules, ids=lambda r: r.code)

NEEDED = ("good", "bad", "undetermined")
SPARED = {
    ("VT105", "bad"): "the day of recording is in no case file: the term runs from no known day",
    ("VT107", "bad"): "the length of the committee's own term is not known",
    ("VT107", "good"): "the length of the committee's own term is not known",
    ("VT307", "undetermined"): "what was meant is written in the case, or it is not",
    ("VT308", "undetermined"): "a source stands in the case, or it does not",
    ("VT802", "undetermined"): "an account stands in the case, or it does not",
    ("VT803", "undetermined"): "the case lets one bound a date, or it does not",
}
"""Kinds of examples that a rule cannot have, and why."""

NO_LAST_DAY = {"VT107"}
"""Terms of which the rulebook does not know the length."""


@BY_ID
def test_example(rule: Rule, example: Example, tmp_path: Path) -> None:
    got = audited(rule, example.case, tmp_path)
    assert _matched(example.finds, [_of_finding(f) for f in got.findings]), got.findings
    assert matched_terms(example.terms, got.terms), got.terms
    assert example.decides is None or example.decides in _deciding(got), _deciding(got)
    _is_what_its_name_says(rule, example, got)


@BY_CODE
def test_every_rule_has_its_examples(rule: Rule) -> None:
    kinds = {e.id.split("-")[0] for e in rule.examples}
    assert len({e.id for e in rule.examples}) == len(rule.examples)
    missing = {k for k in NEEDED if k not in kinds and (rule.code, k) not in SPARED}
    assert not missing
    assert not any((rule.code, k) in SPARED for k in kinds), "a reason that is no longer true"
    if rule.applies or rule.unless:
        assert any(e.id.startswith("not-applicable") for e in rule.examples)


@BY_CODE
def test_every_term_has_a_last_day_done_by_hand(rule: Rule) -> None:
    if rule.with_.within is not None and rule.code not in NO_LAST_DAY:
        assert any(t.last_day for e in rule.examples for t in e.terms)


def _is_what_its_name_says(rule: Rule, example: Example, got: Audited) -> None:
    """A good example shows the rule kept, and is not one on which it has nothing to say."""
    kind = example.id.split("-")[0]
    said = {"shown" if o.kept is Truth.YES else None for o in got.outcomes}
    said |= {t.status for t in got.terms}
    if kind == "good":
        assert not got.findings
        assert not rule.bind or said & {"shown", "met", "running"}
    elif kind == "bad":
        assert any(f.certainty == "established" for f in got.findings)
    elif kind == "undetermined":
        assert any(f.certainty == "undetermined" for f in got.findings)
        assert example.decides is not None
    elif kind == "silent":
        assert not got.findings
        assert not got.outcomes
    else:
        assert example.id.startswith("not-applicable")
        assert not got.findings
        assert any(o.kept is None for o in got.outcomes) or "not-applicable" in said


Got = tuple[tuple[str, ...], str | None, str, str | None]
"""Events, person, verdict and last day of a finding or term."""


def matched_terms(expected: Sequence[Expected], got: Sequence[Term]) -> bool:
    """Whether the terms that were got are those expected, last days among it where they are told."""
    return _matched(expected, [(t.about, t.person, t.status, _days(t.last_day)) for t in got])


def _days(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    if interval.exact:
        return f"{interval.earliest}"
    return f"{interval.earliest or '..'}/{interval.latest or '..'}"


def _of_finding(f: Finding) -> Got:
    return f.events, f.person, f.reason, None


def _fits(expected: Expected, got: Got) -> bool:
    events, person, verdict, last = got
    return (
        set(expected.events) <= set(events)
        and expected.person in (None, person)
        and expected.verdict in (None, verdict)
        and expected.last_day in (None, last)
    )


def _matched(expected: Sequence[Expected], got: Sequence[Got]) -> bool:
    """Whether each that is expected can be paired with one that was got, none left over."""
    if not expected or not got:
        return not expected and not got
    head, rest = expected[0], expected[1:]
    return any(
        _fits(head, g) and _matched(rest, [*got[:n], *got[n + 1 :]]) for n, g in enumerate(got)
    )


def _deciding(got: Audited) -> set[str]:
    of_terms = {f.kind for t in got.terms for f in t.deciding}
    return of_terms | {f.kind for found in got.findings for f in found.deciding}
