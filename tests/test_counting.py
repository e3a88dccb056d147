"""The sums and terms that the rulebook gives as worked by hand come out as it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rulebook_examples import terms_under

from vtaudit.api import rulebook
from vtaudit.audit.byhand import by_hand
from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment
from vtaudit.rulebook.counting import Worked, WorkedTerm
from vtaudit.rulebook.model import Rule, With
from vtaudit.trial.run import matched_terms

BOOK = rulebook()
COUNTING = BOOK.counting

ARTICLES = {
    "Atw art. 1 lid 1", "Atw art. 1 lid 2", "Atw art. 2", "Atw art. 3 lid 1", "Atw art. 3 lid 2",
    "Atw art. 3 lid 3", "Atw art. 4 onder a", "Atw art. 5", "Verordening 1182/71 art. 3 lid 1",
    "Verordening 1182/71 art. 3 lid 2 onder c", "Verordening 1182/71 art. 3 lid 4",
    "Verordening 1182/71 art. 3 lid 5",
}  # fmt: skip


def days(text: str) -> Interval:
    first, _, last = text.partition("/")
    ends = [None if d == ".." else date.fromisoformat(d) for d in (first, last or first)]
    return Interval(*ends)


@pytest.mark.parametrize("sum_", COUNTING.sums, ids=lambda s: str(s.id))
def test_sum(sum_: Worked) -> None:
    start = parse(sum_.start, BOOK.dates)
    assert isinstance(start, Moment)
    found = by_hand(BOOK, sum_.term, start, sum_.regime, back=sum_.back == "yes")
    assert found.last_day == days(sum_.last)
    assert found.other == (days(sum_.other) if sum_.other else None)
    assert found.covered == (sum_.covered == "yes")
    assert found.derivation


def test_every_article_on_terms_has_a_sum() -> None:
    shown = {str(s.source) for s in COUNTING.sums}
    assert shown >= ARTICLES
    named = [s for r in BOOK.regimes.values() for s in (r.roll_source, r.back_source) if s]
    named += [r.minimum.source for r in BOOK.regimes.values() if r.minimum]
    named += [e.source for r in BOOK.regimes.values() for e in r.exclusions if e.unit != "hours"]
    assert shown >= set(named)
    assert len({s.id for s in COUNTING.sums}) == len(COUNTING.sums)


def rule_of(worked: WorkedTerm) -> Rule:
    """A rule that only counts: from the one step to the other."""
    plain = BOOK.rule("VT109")
    bind = replace(plain.bind[0], event=worked.starts)
    with_ = With(event=bind.var, select=worked.meets, within=worked.within)
    return replace(plain, bind=(bind,), with_=with_, examples=())


@pytest.mark.parametrize("worked", COUNTING.terms, ids=lambda t: str(t.id))
def test_worked_term(worked: WorkedTerm) -> None:
    found = terms_under(rule_of(worked), worked.case)
    assert matched_terms(worked.terms, found), [(t.about, t.status, t.last_day) for t in found]


def test_every_key_of_a_term_is_shown_by_a_worked_term() -> None:
    of_rules = [r.with_.within for r in BOOK.rules if r.with_.within is not None]
    of_terms = [t.within for t in COUNTING.terms]
    all_ = [*of_rules, *of_terms]
    assert {w.start for w in all_} >= {"event", "not-before", "promise", "last"}
    assert {w.back for w in of_terms} == {"yes", "no"}
    assert {w.counts_first_day for w in of_terms} == {"yes", "no"}
    assert any(w.suspended for w in of_terms)
    assert {e.repeat for w in of_terms for e in w.extended} == {"yes", "no"}
    assert {r.month_ends for w in of_terms for r in w.readings} == {None, "kept"}
