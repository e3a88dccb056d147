"""The worked examples of the rulebook, each completed to a case that can be audited.

Separate from the test of the rules so that other tests can audit a tiny case in one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Audit, Finding, Term
from vtaudit.audit.outcomes import Outcome, of_rule
from vtaudit.audit.terms import terms
from vtaudit.rulebook.model import Example, Rule

FRAME = Path(__file__).parent / "data" / "frame.yaml"


@dataclass(frozen=True, slots=True)
class Audited:
    """An example after its audit, as far as its own rule is concerned."""

    whole: Audit
    findings: tuple[Finding, ...]
    terms: tuple[Term, ...]
    outcomes: tuple[Outcome, ...]
    """What the rule gave for each binding; empty for a rule that is a term or the path."""


def examples() -> list[tuple[Rule, Example]]:
    """Return every example of every rule, in the order of the codes."""
    rules = sorted(rulebook().rules, key=lambda r: r.code)
    return [(rule, example) for rule in rules for example in rule.examples]


def audited(rule: Rule, text: str, folder: Path) -> Audited:
    """Return what *rule* finds in the tiny case *text*, completed in *folder*."""
    case = load_case(_written(text, folder))
    result = audit(case)
    plain = rule.with_.within is None and rule.check != "path"
    facts = Facts(case, rulebook(), result.as_of)
    return Audited(
        result,
        tuple(f for f in result.findings if f.code == rule.code),
        tuple(t for t in result.terms if t.rule == rule.code),
        tuple(of_rule(facts, rule)) if plain else (),
    )


def terms_under(rule: Rule, text: str, folder: Path) -> tuple[Term, ...]:
    """Return the terms that *rule* alone gives in the tiny case *text*."""
    case = load_case(_written(text, folder))
    assert case.file.case.as_of is not None
    return tuple(terms(Facts(case, rulebook(), case.file.case.as_of), (rule,)))


@cache
def _frame() -> dict[str, Any]:
    found = _parsed(FRAME.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _parsed(text: str) -> Any:
    """Return *text* with every scalar as it is written, the way the reader takes it."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - the loader that makes only strings


def _written(text: str, folder: Path) -> Path:
    """Write the example with the frame around it, and return its file."""
    frame, own = _frame(), _parsed(text)
    whole = {**frame, **own, "case": {**frame["case"], **own.get("case", {})}}
    whole["events"] = [{"text": f"Stap {e['id']}", **e} for e in whole["events"]]
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file
