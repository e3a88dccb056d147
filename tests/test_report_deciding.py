"""What would settle a term, and by how many days it was in time: told the same everywhere."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.report.deciding import changes
from vtaudit.report.markdown import render
from vtaudit.report.termspage import as_text
from vtaudit.report.voice import Voice
from vtaudit.trial.case import text_of

REAL = Path(__file__).resolve().parent.parent / "cases" / "mieke-en-jette"
BOOK = rulebook()


@cache
def real() -> Audit:
    return audit(load_case(REAL), date(2020, 12, 31))


def section(text: str, title: str) -> str:
    """The part of a report under a heading of the second level."""
    return text.split(f" {title}\n")[1].split("\n## ", maxsplit=1)[0]


@cache
def report() -> str:
    return render(real(), BOOK, "en")


def test_a_question_is_followed_by_the_days_that_would_settle_it() -> None:
    """A later day would settle nothing: the record does not cover a reaction sent before it."""
    asked = section(report(), "Questions")
    _, after = asked.split("on what day was the written reaction sent?\n")
    first, second = after.splitlines()[:2]
    assert "if reaction to the opinion" in first
    assert first.endswith("on or before 10 July 2020: met")
    assert "11 July 2020" not in second


def test_a_question_about_several_terms_names_the_step_of_each_day() -> None:
    asked = section(report(), "Questions")
    days = [x for x in asked.splitlines() if "if the day from which it runs" in x]
    assert len(days) == 2
    assert all("report of concern (step " in x for x in days)
    assert len(set(days)) == 2


def test_a_term_of_unknown_start_tells_on_which_days_it_would_be_settled() -> None:
    terms = section(report(), "Terms")
    assert "the day from which it runs (on or after 4 January 2020: met)" in terms
    assert "which account of talk with parents (step 14, 20 January 2020) is right" in terms


@pytest.mark.parametrize(
    "told",
    [
        "2 days to spare", "from 82 days too late to 30 days to spare",
        "if it applies: 8 to 37 days too late", "at most 31 days too late",
        "at least 11 days to spare",
    ],
)  # fmt: skip
def test_slack_is_an_interval_in_the_report_and_on_the_page_of_terms(told: str) -> None:
    assert told in report()
    assert told in as_text(real(), BOOK, "en", explain=True)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_undetermined_term_says_what_would_change_it(lang: str) -> None:
    open_ = [t for t in real().terms if t.status == "undetermined"]
    assert open_
    voice = Voice(real(), BOOK, lang)
    assert [t.rule for t in open_ if not changes(voice, t)] == []


def test_a_condition_is_named_by_an_id_that_outlives_its_words() -> None:
    reasons = {t.reason for t in real().terms if t.status == "not-applicable"}
    assert reasons == {"condition:keuze-vv"}
    of_terms = [r for r in BOOK.rules if r.with_.within is not None]
    for rule in of_terms:
        ids = [c.id for c in (*rule.applies, *rule.unless)]
        assert None not in ids, rule.code
        assert len(set(ids)) == len(ids)


def test_what_came_too_late_outside_what_is_covered_is_told_with_its_days(tmp_path: Path) -> None:
    """How late it was, and what is asked: whether the same was done in time before it."""
    step = "{id: beoordeling, activity: veiligheidsbeoordeling, about: melding, date: 2021-03-01, by: vt}"
    report_ = "{id: melding, activity: melding, date: 2021-01-11, by: moeder, to: vt}"
    text = text_of(f"case: {{as_of: 2021-06-30, covered: []}}\nevents: [{report_}, {step}]")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    result = audit(load_case(tmp_path))
    for told in (render(result, BOOK, "en"), as_text(result, BOOK, "en", explain=True)):
        assert "what is on record: 42 days too late" in told
        assert (
            "whether this was done before safety assessment (step 2, 1 March 2021) as well" in told
        )
        assert "possibly safety assessment" not in told
