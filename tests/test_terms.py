"""The terms of a case: versions, starts, extensions, suspension, telling, and the real case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reaction import BOOK, case_of, changed, on, opinion, reaction, term_of, told

from vtaudit.api import load_case
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Term
from vtaudit.audit.terms import terms
from vtaudit.audit.urgency import urgency
from vtaudit.dates.interval import Interval
from vtaudit.errors import RulebookError
from vtaudit.rulebook.model import Bind, Extension, Select, Suspension, Who
from vtaudit.span import Text

REAL = Path(__file__).resolve().parent.parent / "cases" / "mieke-en-jette"


# -- versions, starts, extensions, suspension, counting back ----------------------------------


def test_the_version_of_the_law_is_that_of_the_triggering_step(tmp_path: Path) -> None:
    rule = BOOK.rule("VT109")
    old = replace(
        changed("VT109", length=Text("6 weken")), code=Text("VT1"), until=date(2020, 6, 9)
    )
    new = replace(rule, code=Text("VT2"), since=date(2020, 6, 10))

    def found(day: str) -> dict[str, str]:
        case = case_of(tmp_path, opinion(day), reaction("2020-07-12"))
        return {t.rule: t.status for t in terms(case, (old, new))}

    assert found("2020-06-09") == {"VT1": "met"}
    assert found("2020-06-10") == {"VT2": "late"}
    spans = case_of(tmp_path, opinion("2020-06-08/2020-06-11"), reaction("2020-09-01"))
    both = terms(spans, (old, new))
    assert [(t.rule, t.status, t.reason) for t in both] == [
        ("VT1", "undetermined", "version-unknown"), ("VT2", "undetermined", "version-unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "found"),
    [("2018-05-24", []), ("2018-05-25", ["late"]), ("mei 2018", ["undetermined"])],
)
def test_a_request_from_before_the_regulation_has_no_term_of_it(
    tmp_path: Path, day: str, found: list[str]
) -> None:
    asked = f"{{id: verzoek, activity: inzageverzoek, by: moeder, to: vt, text: V, date: {day}}}"
    told = "{id: inzage, activity: inzage, by: vt, to: moeder, answers: verzoek, text: I, date: 2018-09-01}"
    facts = case_of(tmp_path, asked, told, since="2018-01-01")
    assert [t.status for t in terms(facts, (BOOK.rule("VT111"),))] == found


@pytest.mark.parametrize("since", ["2020-01-06", "2020-01-07", None])
def test_what_came_too_late_is_late_only_where_the_record_covers_the_term(
    tmp_path: Path, since: str | None
) -> None:
    """A day of the term that no paper covers can hold the same act, in time."""
    facts = case_of(
        tmp_path,
        opinion("2020-01-06"),
        reaction("2020-02-27"),
        covered=since is not None,
        since=since or "",
    )
    found = term_of(facts)
    if since == "2020-01-06":
        assert (found.status, found.reason, found.deciding) == ("late", None, ())
        return
    assert (found.status, found.reason) == ("undetermined", "earlier-unseen")
    assert (found.met_by, found.slack) == ("reactie", (-21, -21))
    (event,) = found.deciding
    assert (event.kind, dict(event.args)["late"].value) == ("event", "reactie")


def test_a_distance_in_working_days_is_counted_on_the_calendar_of_the_rulebook(
    tmp_path: Path,
) -> None:
    found = term_of(case_of(tmp_path, opinion("2020-05-29"), reaction("20 werkdagen na oordeel")))
    assert found.met_on == on("2020-06-29")  # not counting Whit Monday
    assert found.status == "met"


EXTENDING = Extension(Select(activity=(Text("verdaging"),)), Text("4 weken"))
ADJOURNED = (
    '{{id: v, activity: verdaging, by: vt, to: moeder, channel: brief, text: V, date: "{day}"}}'
)


@pytest.mark.parametrize(
    ("day", "last"),
    [("2020-07-01", on("2020-08-07")), ("2020-07-20", on("2020-07-10")),
     ("juli 2020", on("2020-07-10", "2020-08-07"))],
)  # fmt: skip
def test_adjourned_only_while_it_runs(tmp_path: Path, day: str, last: Interval) -> None:
    case = case_of(tmp_path, opinion("2020-06-10"), ADJOURNED.format(day=day))
    found = term_of(case, extended=(EXTENDING,))
    assert found.last_day == last
    assert any("extended by 4 weeks to 7 August 2020 (v)" in x for x in told(found)) == (
        last == on("2020-08-07")
    )


def test_repeated_adjournment(tmp_path: Path) -> None:
    case = case_of(
        tmp_path, opinion("2020-06-10"), ADJOURNED.format(day="2020-07-01"),
        ADJOURNED.format(day="2020-08-01").replace("id: v", "id: w"),
    )  # fmt: skip
    assert term_of(case, extended=(EXTENDING,)).last_day == on("2020-08-07")
    repeated = term_of(case, extended=(replace(EXTENDING, repeat="yes"),))
    assert repeated.last_day == on("2020-09-04")


ASKED = (
    '{{id: vraag, activity: vraag, by: vt, to: moeder, channel: brief, text: Vraag, date: "{day}"}}'
)
GIVEN = '{{id: antwoord, activity: antwoord, by: moeder, to: vt, channel: brief, answers: vraag, text: Antwoord, date: "{day}"}}'
PAUSE = Suspension(Select(activity=(Text("vraag"),)), Select(activity=(Text("antwoord"),)))


def test_suspended_between_question_and_answer(tmp_path: Path) -> None:
    """Ten days from 10 June; 15 up to and including 19 June do not count."""
    case = case_of(tmp_path, opinion("2020-06-10"), ASKED.format(day="2020-06-14"),
                   GIVEN.format(day="2020-06-20"))  # fmt: skip
    found = term_of(case, length=Text("10 dagen"), regime=Text("none"), suspended=(PAUSE,))
    assert found.last_day == on("2020-06-25")
    assert "suspended from 15 June 2020 up to and including 19 June 2020: 5 days" in told(found)


def test_a_suspension_on_unknown_days_widens_and_an_open_one_has_no_end(tmp_path: Path) -> None:
    vague = case_of(tmp_path, opinion("2020-06-10"), ASKED.format(day="2020-06-14/2020-06-16"),
                    GIVEN.format(day="2020-06-19/2020-06-20"))  # fmt: skip
    within: dict[str, Any] = {
        "length": Text("10 dagen"),
        "regime": Text("none"),
        "suspended": (PAUSE,),
    }
    assert term_of(vague, **within).last_day == on("2020-06-22", "2020-06-25")
    open_ = case_of(tmp_path, opinion("2020-06-10"), ASKED.format(day="2020-06-14"))
    found = term_of(open_, **within)
    assert found.last_day == Interval(date(2020, 6, 20), None)
    assert found.status == "undetermined"
    assert dict(next(f for f in found.deciding if f.kind == "link").args)["event"].value == "vraag"


def test_from_the_last_of_several(tmp_path: Path) -> None:
    within: dict[str, Any] = {"start": "last", "of": Select(activity=(Text("antwoord"),))}
    complete = case_of(tmp_path, opinion("2020-06-10"), ASKED.format(day="2020-06-14"),
                       GIVEN.format(day="2020-06-20"), reaction("2020-07-15"))  # fmt: skip
    found = term_of(complete, **within)
    assert (found.runs_from, found.last_day) == (on("2020-06-20"), on("2020-07-20"))
    assert found.status == "met"
    never = term_of(case_of(tmp_path, opinion("2020-06-10"), reaction("2020-07-15")), **within)
    assert never.runs_from == Interval(date(2020, 6, 10), None)
    assert (never.status, never.reason) == ("undetermined", "start-unknown")
    (fact,) = (
        f for f in never.deciding if f.kind == "date" and dict(f.args)["status"].value == "met"
    )
    assert dict(fact.args)["since"].interval == on("2020-06-15")


def test_counted_back(tmp_path: Path) -> None:
    """Invited at least five days before the talk of 15 April 2020: 9 April (Good Friday counts)."""
    talk = "{id: oordeel, activity: oordeel-klachtencommissie, by: klachtencommissie, to: vt, text: O, date: 2020-04-15}"

    def found(day: str) -> Term:
        case = case_of(tmp_path, reaction(day).replace(", about: oordeel", ""), talk)
        rule = changed("VT109", length=Text("5 dagen"), regime=Text("atw"), back="yes")
        rule = replace(
            rule, with_=replace(rule.with_, select=Select(activity=(Text("reactie-oordeel"),)))
        )
        (term,) = terms(case, (rule,))
        return term

    assert (found("2020-04-09").status, found("2020-04-10").status) == ("met", "late")
    assert found("2020-04-09").last_day == on("2020-04-09")


def test_combinations_that_no_rule_settles_are_refused(tmp_path: Path) -> None:
    case = case_of(tmp_path, opinion("2020-06-10"), ADJOURNED.format(day="2020-06-12"))
    with pytest.raises(RulebookError):
        term_of(case, extended=(EXTENDING,), back="yes")


# -- telling ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_skipped_day_has_its_reason_and_source(tmp_path: Path, lang: str) -> None:
    case = case_of(tmp_path, opinion("2019-12-20"), reaction("2020-01-02"))
    found = term_of(case, length=Text("5 werkdagen"), regime=Text("none"))
    skipped = [s for s in found.derivation if s.step == "skip"]
    assert len(skipped) == 6
    assert all({"day", "note", "source"} <= set(dict(s.args)) for s in skipped)
    lines = told(found, lang)
    assert not any("{" in x or "free-day:" in x for x in lines)
    assert any("Atw art. 3 lid 1" in x for x in lines)


def test_sources_that_nobody_read_are_marked(tmp_path: Path) -> None:
    case = case_of(tmp_path, opinion("2020-04-24"), reaction("2020-04-28"))
    found = term_of(case, length=Text("1 werkdagen"), regime=Text("none"))
    assert any("King's Day" in x and "source not verified" in x for x in told(found))


def test_past_the_decrees_that_are_known_it_says_so(tmp_path: Path) -> None:
    case = case_of(tmp_path, opinion("2024-06-10"), reaction("2024-07-10"), as_of="2024-12-31")
    assert any("which days were free in 2024 is not known" in x for x in told(term_of(case)))


# -- urgency ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "covered", "within", "wanted"),
    [("2020-06-20", True, 14, "running"), ("2020-06-20", True, 20, "soon"),
     ("2020-07-10", True, 0, "soon"), ("2020-07-11", True, 14, "overdue"),
     ("2020-07-11", False, 14, "open")],
)  # fmt: skip
def test_urgency(tmp_path: Path, as_of: str, covered: bool, within: int, wanted: str) -> None:
    case = case_of(tmp_path, opinion("2020-06-10"), as_of=as_of, covered=covered)
    assert urgency(term_of(case), case.as_of, within) == wanted


# -- the real case ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> tuple[Term, ...]:
    return tuple(terms(Facts(load_case(REAL), BOOK, date(2020, 12, 31)), BOOK.rules))


@pytest.mark.parametrize(
    ("rule", "event", "status", "last"),
    [
        ("VT101", "melding-1", "met", on("2019-12-13")),
        ("VT101", "melding-2", "undetermined", on("2019-12-17")),
        ("VT101", "melding-3", "met", on("2020-01-24")),
        ("VT104", "brief-februari", "undetermined", on("2020-03-30")),
        ("VT106", "klacht-vt", "undetermined", on("2020-03-23", "2020-04-20")),
        ("VT107", "klacht-commissie", "undetermined", None),
        ("VT108", "klacht-commissie", "undetermined", on("2020-05-04", "2020-06-02")),
        ("VT109", "oordeel-kc", "undetermined", on("2020-07-10")),
        ("VT110", "oordeel-kc", "met", on("2021-06-10")),
    ],
)
def test_the_sums_of_the_real_case(
    real: tuple[Term, ...], rule: str, event: str, status: str, last: Interval | None
) -> None:
    found = [(t.status, t.last_day) for t in real if (t.rule, t.runs_from_event) == (rule, event)]
    assert (status, last) in found


def test_what_would_settle_the_real_case(real: tuple[Term, ...]) -> None:
    (reaction,) = (t for t in real if t.rule == "VT109")
    settled = [dict(f.args) for f in reaction.deciding]
    days = [(a["status"].value, a["days"].interval) for a in settled]
    assert ("met", on("2020-06-10", "2020-07-10")) in days
    (second,) = (t for t in real if (t.rule, t.runs_from_event) == ("VT101", "melding-2"))
    assert "vb-1" in {dict(f.args)["event"].value for f in second.deciding if f.kind == "account"}
    (own,) = (t for t in real if t.rule == "VT107")
    assert "length" in {f.kind for f in own.deciding}


def test_silence_towards_a_person_counts_where_that_person_is_covered(tmp_path: Path) -> None:
    """Kinds of steps towards one parent are covered; of the other parent that says nothing."""
    case_of(tmp_path, opinion("2020-01-06"))
    file = tmp_path / "case.yaml"
    entry = "{for: [moeder], activities: [reactie-oordeel], from: 2019-01-01, to: 2020-12-31}"
    text = re.sub(r"covered: \[.*\]", f"covered: [{entry}]", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    case = load_case(tmp_path)
    assert case.file.case.as_of is not None
    rule = changed("VT109")
    assert rule.with_.select is not None
    asked = replace(rule.with_, select=replace(rule.with_.select, reaches=Text("ouder")))
    parent = Bind(Text("ouder"), person=Who(role=(Text("ouder"),)))
    towards = replace(rule, with_=asked, bind=(*rule.bind, parent))
    found = terms(Facts(case, BOOK, case.file.case.as_of), (towards,))
    assert {t.person: t.status for t in found} == {"moeder": "overdue", "vader": "undetermined"}
