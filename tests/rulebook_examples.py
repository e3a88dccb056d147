"""The worked examples of the rulebook, for the tests that look at what they give."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vtaudit.api import rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Term
from vtaudit.audit.terms import terms
from vtaudit.rulebook.model import Example, Rule
from vtaudit.trial.case import built


@cache
def examples() -> list[tuple[Rule, Example]]:
    """Return every example of every rule, in the order of the codes."""
    rules = sorted(rulebook().rules, key=lambda r: r.code)
    return [(rule, example) for rule in rules for example in rule.examples]


def terms_under(rule: Rule, text: str) -> tuple[Term, ...]:
    """Return the terms that *rule* alone gives in the tiny case *text*."""
    case = built(rulebook(), text)
    assert case.file.case.as_of is not None
    return tuple(terms(Facts(case, rulebook(), case.file.case.as_of), (rule,)))


def written(text: str, folder: Path) -> Path:
    """Write the example with the frame around it, and return its file."""
    from vtaudit.trial.case import text_of

    file = folder / "case.yaml"
    file.write_text(text_of(text), encoding="utf-8")
    return file
