"""Every worked example of the rulebook gives what it says; every rule has the examples it needs."""

from __future__ import annotations

import pytest
from rulebook_examples import examples

from vtaudit.api import rulebook
from vtaudit.rulebook.model import Example, Rule
from vtaudit.trial.run import faults

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
    ("VT804", "undetermined"): "it takes a file too large to hash, which no example has",
}
"""Kinds of examples that a rule cannot have, and why."""

NO_LAST_DAY = {"VT107"}
"""Terms of which the rulebook does not know the length."""


@BY_ID
def test_example(rule: Rule, example: Example) -> None:
    assert not list(faults(rulebook(), rule, example))


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
