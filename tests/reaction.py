"""A case in which a reaction to an opinion is due, and what is said of its term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vtaudit.api import load_case, rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Term
from vtaudit.audit.terms import terms
from vtaudit.dates.interval import Interval
from vtaudit.report.speech import Speech
from vtaudit.report.wording import summed
from vtaudit.rulebook.model import Rule
from vtaudit.trial.case import FRAME as TRIAL_FRAME

FRAME = TRIAL_FRAME.read_text(encoding="utf-8")
BOOK = rulebook()
OPINION = "{id: oordeel, activity: oordeel-klachtencommissie, by: klachtencommissie, to: [moeder, vt], text: Oordeel"
REACTION = "{id: reactie, activity: reactie-oordeel, by: vt, to: moeder, channel: brief, about: oordeel, text: Reactie"


def case_of(
    folder: Path, *events: str, as_of: str = "2020-12-31", covered: bool = True,
    since: str = "2019-01-01", until: str = "2020-12-31",
) -> Facts:  # fmt: skip
    head = FRAME.replace("events: []\n", "").replace("as_of: 2020-12-31", f"as_of: {as_of}")
    span = f"  covered: [{{from: {since}, to: {until}}}]\n" if covered else ""
    head = head.replace("  covered: [{from: 2019-01-01, to: 2020-12-31}]\n", span)
    text = head + "events:\n" + "".join(f"  - {e}\n" for e in events)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    case = load_case(folder)
    assert case.file.case.as_of is not None
    return Facts(case, BOOK, case.file.case.as_of)


def term_of(found: Facts, *, code: str = "VT109", **within: Any) -> Term:
    """The term of a rule whose `within` is changed as a reader of the law might."""
    rule = changed(code, **within)
    (term,) = terms(found, (rule,))
    return term


def changed(code: str, **within: Any) -> Rule:
    rule = BOOK.rule(code)
    old = rule.with_.within
    assert old is not None
    return replace(rule, with_=replace(rule.with_, within=replace(old, **within)))


def opinion(day: str, more: str = "") -> str:
    return f'{OPINION}, date: "{day}"{more}}}'


def reaction(day: str, more: str = "") -> str:
    return f'{REACTION}, date: "{day}"{more}}}'


def on(*days: str) -> Interval:
    first, last = days[0], days[-1]
    return Interval(date.fromisoformat(first), date.fromisoformat(last))


def told(found: Term, lang: str = "en") -> list[str]:
    return [summed(Speech(BOOK, lang), s) for s in found.derivation]
