"""What is there and in which order, beside all worlds of a small case."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import AS_OF, FIRST, Case, World, judged, moments, verdict, worlds
from worlds_audit import BOOK, FEW, TRIGGER, cases, engine, links, outcomes, rule

from vtaudit.audit.facts import Facts
from vtaudit.audit.terms import terms
from vtaudit.rulebook.model import Bind, Condition, Rule, Select, Who, With, Within
from vtaudit.span import Text
from vtaudit.trial.case import built

ABOUT = cases("veiligheidsbeoordeling", by=st.sampled_from(("vt", "raad")), about=links)
LOOKED_FOR = Select(activity=("veiligheidsbeoordeling",), by=("audited",), about="t")


def fits(world: World) -> list[tuple[int, int]]:
    return [s.when for n, s in world.items() if n != "t" and s.own and s.about]


@FEW
@given(ABOUT)
def test_exists_and_absent(case: Case) -> None:
    def hidden(_: World) -> bool:
        return not case.covers(min(s.low for s in case.steps if s.id == "t"), AS_OF, None)

    expected = judged(case, lambda w, more: bool(fits(w)) or more, hidden, ["about"])
    w = With(event="t", select=LOOKED_FOR)
    assert engine(rule("exists", w, TRIGGER), case.yaml()) == expected
    turned = {"yes": "no", "no": "yes", "unknown": "unknown"}[expected]
    assert engine(rule("absent", w, TRIGGER), case.yaml()) == turned


@FEW
@given(ABOUT)
def test_responds(case: Case) -> None:
    def kept(world: World, more: bool) -> bool:
        return more or any(when > world["t"].when for when in fits(world))

    def hidden(world: World) -> bool:
        return not case.covers(world["t"].when[0], AS_OF, None)

    expected = judged(case, kept, hidden, ["about"])
    one = rule("responds", With(event="t", select=LOOKED_FOR), TRIGGER)
    assert engine(one, case.yaml()) == expected


@FEW
@given(ABOUT)
def test_precedes(case: Case) -> None:
    def kept(world: World, more: bool) -> bool:
        return more or any(when < world["t"].when for when in fits(world))

    def hidden(world: World) -> bool:
        last = world["t"].when[0]
        return not case.covers(min(case.begun(), last), last, None)

    one = rule("precedes", With(before="t", select=LOOKED_FOR), TRIGGER)
    assert engine(one, case.yaml()) == judged(case, kept, hidden, ["about"])


WITHIN = 3


def term(one: Rule, text: str) -> str:
    """What the audit says of the one term of a rule."""
    case = built(BOOK, text)
    assert case.file.case.as_of is not None
    (found,) = terms(Facts(case, BOOK, case.file.case.as_of), (one,))
    return found.status


def timed(case: Case, status: Callable[[World, bool], str], wide: tuple[int, int]) -> str:
    """The status of a term, if it is the same in every world, with and without a hidden step."""
    hidden = (False,) if case.covers(*wide, None) else (False, True)
    found = {status(w, more) for w in worlds(case, ["about"]) for more in hidden}
    return found.pop() if len(found) == 1 else "undetermined"


@FEW
@given(ABOUT)
def test_responds_in_time(case: Case) -> None:
    """Careful, never wrong; and exact where every day is known and every tie is certain."""

    def status(world: World, more: bool) -> str:
        begun = world["t"].when
        days = [when[0] for when in fits(world) if when > begun]
        if more or any(day <= begun[0] + WITHIN for day in days):
            return "met"
        if days:
            return "late"
        return "overdue" if begun[0] + WITHIN < AS_OF else "running"

    start = case.steps[0]
    expected = timed(case, status, (start.low, min(start.high + WITHIN, AS_OF)))
    within = Within("protocol", length=f"{WITHIN} dagen")
    one = rule("responds", With(event="t", select=LOOKED_FOR, within=within), TRIGGER)
    careful(case, term(one, case.yaml()), expected)


@FEW
@given(ABOUT)
def test_precedes_in_time(case: Case) -> None:
    def status(world: World, more: bool) -> str:
        ended = world["t"].when
        days = [when[0] for when in fits(world) if when < ended]
        if more or any(day <= ended[0] - WITHIN for day in days):
            return "met"
        return "late" if days else "overdue"

    start = case.steps[0]
    last = start.high - WITHIN
    expected = timed(case, status, (min(case.begun(), last), last))
    within = Within("protocol", length=f"{WITHIN} dagen", back="yes")
    one = rule("precedes", With(before="t", select=LOOKED_FOR, within=within), TRIGGER)
    careful(case, term(one, case.yaml()), expected, seen=start.low - WITHIN >= FIRST)


def careful(case: Case, found: str, expected: str, *, seen: bool = True) -> None:
    """A verdict stands in every world; with exact days and certain ties it is the one there.

    *seen*: whether the last day lies where the record can cover it.
    """
    assert found in {expected, "undetermined"}
    plain = all(s.low == s.high and s.about in ("yes", "no") for s in case.steps[1:])
    days = {(s.low, s.high) for s in case.steps}
    if plain and case.steps[0].low == case.steps[0].high and len(days) == len(case.steps):
        assert found == expected or case.covered != (FIRST, AS_OF) or not seen


@FEW
@given(ABOUT, st.sampled_from(("first", "last", "any", "each")))
def test_taking_one_of_several(case: Case, take: str) -> None:
    """Whether the first (last, any, each) step came after the report, over every candidate."""
    head = Bind("e", take=take, event=Select(activity=("veiligheidsbeoordeling",), by=("audited",)))
    wanted = Select(activity=("melding",), before="e")
    found = outcomes(rule("exists", With(select=wanted), head), case.yaml())
    own = [s.id for s in case.steps if s.id != "t" and s.by == "vt"]
    covered = case.covers(FIRST, AS_OF, None)
    if not own:
        assert not found
        return
    assert len(found) == (len(own) if take == "each" else 1)
    for outcome in found:
        names = own if take != "each" else [outcome.env["e"]]

        def kept(world: World, names: list[str] = names) -> bool:
            pick = {"first": min, "last": max}.get(take)
            chosen = [pick(names, key=lambda n: world[n].when)] if pick else names
            return any(world["t"].when < world[n].when for n in chosen)

        expected = verdict(kept(w) for w in worlds(case, ()))
        found_ = str(outcome.kept)
        if expected == "yes" or covered:
            # two orders that hang together are asked one by one: careful, never wrong
            assert found_ in {expected, "unknown"}
            days = {(s.low, s.high) for s in case.steps}
            plain = all(a == b for a, b in days) and len(days) == len(case.steps)
            assert found_ == expected or (take != "each" and not plain)


@pytest.mark.parametrize(("part", "field", "who"), [
    ("reached_by", "to", "by: vt, to: [moeder%s]"),
    ("acted_in", "by", "by: [moeder%s], to: vt"),
])  # fmt: skip
@pytest.mark.parametrize("more", ["", ", vader"])
def test_whether_a_person_took_part_may_be_disputed(
    part: str, field: str, who: str, more: str
) -> None:
    """Whom an account names, or denies, is neither passed over nor held to be certain."""
    account = f"{{by: kind-1, field: {field}, value: vader, text: a}}"
    text = f"events: [{{id: g, activity: gesprek-ouders, date: 2020-01-06, {who % more}, accounts: [{account}], record: {{of_content: no}}}}]"
    parent = Bind("p", person=Who(role=("ouder",), **{part: "g"}))
    bind = (Bind("g", event=Select(activity=("gesprek-ouders",))), parent)
    found = outcomes(rule("recorded", With(event="g", what=("content",)), *bind), text)
    assert {o.person: str(o.kept) for o in found} == {"moeder": "no", "vader": "unknown"}
    (vader,) = (o for o in found if o.person == "vader")
    assert [f.kind for f in vader.deciding] == ["account"]


@pytest.mark.parametrize(("ties", "expected"), [
    ("answers: v", "yes"), ("answers: v, about: w", "yes"), ("about: w", "unknown"),
    ("answers: {id: v, link: unknown}", "unknown"), ("answers: v, about: {id: v, link: no}", "unknown"),
    ("", "unknown"),
])  # fmt: skip
def test_what_answers_a_question_is_about_it(ties: str, expected: str) -> None:
    """And a list of other questions does not say that it is not; nothing is covered here."""
    text = f"""case: {{covered: []}}
events:
  - {{id: v, activity: vraag, date: 2020-01-06, by: moeder, to: vt}}
  - {{id: w, activity: vraag, date: 2020-01-07, by: moeder, to: vt, after: v}}
  - {{id: a, activity: antwoord, date: 2020-01-09, by: vt, to: moeder{", " if ties else ""}{ties}}}"""
    wanted = Select(activity=("antwoord",), by=("audited",), about="v")
    asked = Bind("v", take="first", event=Select(activity=("vraag",)))
    assert engine(rule("exists", With(event="v", select=wanted), asked), text) == expected


def test_what_a_term_hangs_on_where_only_the_order_is_open() -> None:
    """A tie that is certain is not asked for: the day of the answer is."""
    text = """events:
  - {id: v, activity: vraag, date: 2020-01-06, by: moeder, to: vt}
  - {id: a, activity: antwoord, date: januari 2020, by: vt, to: moeder, about: v}"""
    within = Within("guideline", length="5 dagen")
    w = With(event="v", select=Select(by=("audited",), about="v"), within=within)
    one, case = rule("responds", w, Bind("v", event=Select(activity=("vraag",)))), built(BOOK, text)
    assert case.file.case.as_of is not None
    (found,) = terms(Facts(case, BOOK, case.file.case.as_of), (one,))
    assert (found.status, [f.kind for f in found.deciding]) == ("undetermined", ["date"])
    early = text.replace("januari 2020", "2020-01-05")
    assert term(one, early) == "overdue", "what came before the question does not answer it"
    tied = replace(one, with_=replace(w, select=Select(by=("audited",), answers="v")))
    assert term(tied, early.replace("about: v", "answers: v").replace("01-05", "01-06")) == "met"


@FEW
@given(cases("veiligheidsbeoordeling", content=st.sampled_from(("yes", "no"))))
def test_the_previous_one(case: Case) -> None:
    """Whether the last step before the report was recorded, over every candidate."""
    head = Bind("e", take="previous", of="t", event=Select(activity=("veiligheidsbeoordeling",)))
    one = rule("recorded", With(event="e", what=("content",)), TRIGGER, head)
    told: set[str | None] = set()
    for when in moments(case.steps):
        earlier = [s for s in case.steps if when[s.id] < when["t"]]
        told.add(max(earlier, key=lambda s: when[s.id]).content if earlier else None)
    found = outcomes(one, case.yaml())
    if not found:
        assert told == {None}
        return
    (outcome,) = found
    allowed = {"yes": ({"yes"}, {"yes", None}), "no": ({"no"},)}
    assert outcome.kept is not None
    assert str(outcome.kept) == "unknown" or told in allowed[str(outcome.kept)]
    exact = all(s.low == s.high for s in case.steps)
    if exact and len({s.low for s in case.steps}) == len(case.steps):
        assert told == {str(outcome.kept)}


@FEW
@given(ABOUT, st.booleans())
def test_not_applicable_is_decided_first(case: Case, unless: bool) -> None:
    """A rule that is never kept: contradicted where it applies in every world, and nowhere else."""

    def hidden(_: World) -> bool:
        return not case.covers(min(s.low for s in case.steps), AS_OF, None)

    there = judged(case, lambda w, more: bool(fits(w)) or more, hidden, ["about"])
    reason = Condition(Text("niet"), Text("not"), exists=LOOKED_FOR)
    one = rule("sourced", With(event="t"), TRIGGER)
    one = replace(one, unless=(reason,)) if unless else replace(one, applies=(reason,))
    (found,) = outcomes(one, case.yaml())
    applies = {"unknown": "unknown", "yes": "no" if unless else "yes"}.get(there)
    applies = applies or ("yes" if unless else "no")
    told = {"yes": "no", "no": "None", "unknown": "unknown"}[applies]
    assert str(found.kept) == told
    assert (found.reason is None) == (applies == "yes"), "its reason is told"
