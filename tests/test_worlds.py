"""Every check beside a naive reference that goes through all worlds of a small case."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import AS_OF, FIRST, LAST, Case, Step, World, judged, moments, verdict, worlds

from vtaudit.api import rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import Outcome, of_rule
from vtaudit.audit.terms import terms
from vtaudit.rulebook.checks import KINDS
from vtaudit.rulebook.model import Bind, Condition, Part, Rule, Select, Who, With, Within
from vtaudit.span import Text
from vtaudit.trial.case import built

BOOK = rulebook()
ANY = BOOK.rule("VT501")
TRIGGER = Bind("t", event=Select(activity=("melding",)))
MOTHER = Bind("p", person=Who(role=("ouder",), acted_in=None))
FEW = settings(max_examples=60, deadline=None)


def rule(check: str, with_: With, *bind: Bind) -> Rule:
    """A rule that only checks."""
    return replace(ANY, check=check, bind=bind, with_=with_, applies=(), unless=(), examples=())


def outcomes(one: Rule, text: str) -> list[Outcome]:
    case = built(BOOK, text)
    assert case.file.case.as_of is not None
    return list(of_rule(Facts(case, BOOK, case.file.case.as_of), one))


def engine(one: Rule, text: str, person: str | None = None) -> str:
    """What the audit says of the one outcome of a rule (for *person*)."""
    found = [o for o in outcomes(one, text) if person is None or o.person == person]
    assert len(found) == 1
    return str(found[0].kept)


@st.composite
def dates(draw: st.DrawFn) -> tuple[int, int]:
    low = draw(st.integers(FIRST, LAST - 2))
    return low, low + draw(st.sampled_from((0, 0, 1, 2)))


links = st.sampled_from(("yes", "no", "unknown", None))


@st.composite
def cases(draw: st.DrawFn, activity: str, **fields: st.SearchStrategy[str | None]) -> Case:
    """A case of a report `t` and up to two steps of the kind *activity*, with the *fields*."""
    low, high = draw(dates())
    steps = [Step("t", "melding", low, high, by="melder-1", to="vt")]
    for n in range(draw(st.integers(0, 2))):
        low, high = draw(dates())
        told = {key: draw(values) for key, values in fields.items()}
        after = "t" if draw(st.integers(0, 4)) == 0 and high > steps[0].low else None
        steps.append(Step(f"e{n}", activity, low, high, after=after, **told))
    covered = draw(st.sampled_from(((FIRST, AS_OF), (FIRST, AS_OF), None, (4, AS_OF), (FIRST, 9))))
    only = draw(st.sampled_from((None, None, "moeder", "vader")))
    return Case(tuple(steps), covered, draw(st.booleans()), only)


# -- what is there, and in which order ----------------------------------------------------------

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


# -- information --------------------------------------------------------------------------------

TOLD = cases(
    "informeren",
    to=st.sampled_from(("moeder", "vader")),
    channel=st.sampled_from(("brief", "telefoon", None)),
    content=st.sampled_from(("yes", "no", "unknown", None)),
    says=st.sampled_from(("says", "not_said", None)),
)


@FEW
@given(TOLD, st.booleans(), st.booleans(), st.booleans())
def test_conveyed(case: Case, written: bool, provably: bool, before: bool) -> None:
    def kept(world: World, more: bool) -> bool:
        told = [s for n, s in world.items() if n != "t" and s.step.to == "moeder" and s.said]
        told = [s for s in told if s.written] if written else told
        return more or any(not before or s.when < world["t"].when for s in told)

    def hidden(world: World) -> bool:
        last = world["t"].when[0] if before else AS_OF
        return not case.covers(min(case.begun(), last), last, "moeder", contents=True)

    expected = judged(case, kept, hidden, ["written", "said"], paper=written,
                      provably=provably)  # fmt: skip
    w = With(
        person="p", any_of=("duur",), before="t" if before else None,
        written="yes" if written else "no", provably="yes" if provably else "no",
    )  # fmt: skip
    assert engine(rule("conveyed", w, TRIGGER, MOTHER), case.yaml(), "moeder") == expected


ANSWERS = cases(
    "antwoord",
    to=st.just("moeder"),
    answers=links,
    content=st.sampled_from(("yes", "no", None)),
    says=st.sampled_from(("says", "not_said", None)),
)


@FEW
@given(ANSWERS)
def test_answered(case: Case) -> None:
    question = replace(case.steps[0], activity="vraag", by="moeder")
    case = replace(case, steps=(question, *case.steps[1:]))
    text = case.yaml().replace("by: moeder", "asks: [duur], by: moeder", 1)

    def kept(world: World, more: bool) -> bool:
        return more or any(s.said and s.answers for n, s in world.items() if n != "t")

    def hidden(world: World) -> bool:
        if any(s.answers == "yes" for s in case.steps):
            return False
        return not case.covers(world["t"].when[0], AS_OF, "moeder", contents=True)

    ask = Bind("t", event=Select(activity=("vraag",)))
    expected = judged(case, kept, hidden, ["said"])
    assert engine(rule("answered", With(event="t"), ask), text) == expected


CONFIRMED = cases(
    "informeren",
    to=st.sampled_from(("moeder", "vader")),
    announces=links,
    channel=st.sampled_from(("brief", "telefoon", None)),
)


@FEW
@given(CONFIRMED, st.sampled_from(("yes", "no", None)))
def test_confirmed(case: Case, content: str | None) -> None:
    told = Step("u", "gesprek-ouders", 5, 5, to="moeder", channel="telefoon", content=content)
    case = replace(case, steps=(*case.steps, told))
    whole = content == "no" and case.covers(5, AS_OF, "moeder", contents=True)

    def kept(world: World, more: bool) -> bool:
        fitting = (s for s in world.values() if s.step.to == "moeder" and s.announces)
        return more or any(s.written for s in fitting)

    bind = (TRIGGER, Bind("u", event=Select(activity=("gesprek-ouders",))), MOTHER)
    w = With(event="u", person="p", select=Select(by=("audited",), announces="t"))
    expected = judged(case, kept, lambda _: not whole, ["written"])
    assert engine(rule("confirmed", w, *bind), case.yaml(), "moeder") == expected


# -- the record ---------------------------------------------------------------------------------


@pytest.mark.parametrize("event", ["yes", "no", "unknown"])
@pytest.mark.parametrize("content", ["yes", "no", "unknown"])
def test_recorded(event: str, content: str) -> None:
    step = f"{{id: u, activity: gesprek-ouders, date: 2020-01-05, by: vt, with: moeder, record: {{of_event: {event}, of_content: {content}}}}}"
    ways = {"yes": (True,), "no": (False,), "unknown": (True, False)}
    expected = verdict(a and b for a in ways[event] for b in ways[content])
    bind = Bind("u", event=Select(activity=("gesprek-ouders",)))
    one = rule("recorded", With(event="u", what=("event", "content")), bind)
    assert engine(one, f"events: [{step}]") == expected


@pytest.mark.parametrize("first", ["contains", "omits", ""])
@pytest.mark.parametrize("second", ["contains", "omits", ""])
@pytest.mark.parametrize("all_", [True, False])
def test_contains(first: str, second: str, all_: bool) -> None:
    lists: dict[str, list[str]] = {"contains": [], "omits": []}
    for item, where in (("duur", first), ("aanpak", second)):
        if where:
            lists[where].append(item)
    told = ", ".join(f"{key}: [{', '.join(items)}]" for key, items in lists.items())
    text = f"documents: [{{id: d, kind: brief, author: vt, {told}}}]\nevents: []"
    ways = {"contains": (True,), "omits": (False,), "": (True, False)}
    both: Callable[..., bool] = all if all_ else any
    expected = verdict(both((a, b)) for a in ways[first] for b in ways[second])
    items = ("duur", "aanpak")
    w = With(document="d", items=items) if all_ else With(document="d", any_of=items)
    assert engine(rule("contains", w, Bind("d", document=("any",))), text) == expected


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_contains_absent_and_approved(answer: str) -> None:
    paper = f"documents: [{{id: d, kind: vtb, author: vt, contains: [{{item: diagnose, qualified: {answer}}}, {{item: zorgen, by: informant-1, accorded: {answer}}}]}}]\nevents: []"
    w = With(document="d", items=("diagnose",), absent="yes")
    assert engine(rule("contains", w, Bind("d", document=("any",))), paper) == answer
    assert engine(rule("approved", With(roles=("informant",))), paper) == answer


@pytest.mark.parametrize("opinion", ["yes", "no", "unknown"])
@pytest.mark.parametrize("marked", ["yes", "no", "unknown"])
def test_marked(opinion: str, marked: str) -> None:
    paper = f"documents: [{{id: d, kind: vtb, author: vt, contains: [{{item: zorgen, opinion: {opinion}, marked: {marked}}}]}}]\nevents: []"
    worlds = {
        m for o in (("yes", "no") if opinion == "unknown" else (opinion,)) if o == "yes"
        for m in (("yes", "no") if marked == "unknown" else (marked,))
    }  # fmt: skip
    settled = worlds.pop() if len(worlds) == 1 and opinion == "yes" else None
    found = outcomes(rule("marked", With()), paper)
    assert bool(found) == (opinion != "no")
    if found:
        expected = settled or ("yes" if marked == "yes" else "unknown")
        assert engine(rule("marked", With()), paper) == expected


@pytest.mark.parametrize(("dealt", "did", "expected"), [
    ("[vt, a]", "[vt, a]", "no"), ("[vt, b]", "[vt, a]", "yes"), ("vt", "[vt, a]", "unknown"),
    ("[vt, a]", "vt", "unknown"),
])  # fmt: skip
def test_other_hands(dealt: str, did: str, expected: str) -> None:
    text = f"""people: [{{id: a, role: medewerker}}, {{id: b, role: medewerker}}, {{id: moeder, role: ouder}}]
events:
  - {{id: g, activity: gesprek-ouders, date: 2020-01-06, by: {did}, with: moeder}}
  - {{id: k, activity: klacht, date: 2020-01-07, by: moeder, to: vt, about: g}}
  - {{id: h, activity: klachtafhandeling, date: 2020-01-08, by: {dealt}, to: moeder, about: k}}"""
    binds = (Bind("k", event=Select(activity=("klacht",))),
             Bind("h", event=Select(activity=("klachtafhandeling",))))  # fmt: skip
    assert engine(rule("other-hands", With(event="h", of="k"), *binds), text) == expected


def test_filed() -> None:
    paper = "documents: [{id: d, kind: vtb, file: weg.pdf}]\nevents: []"
    assert engine(rule("filed", With()), paper) == "no"
    assert not outcomes(rule("filed", With()), "documents: [{id: d, kind: vtb}]\nevents: []")


@pytest.mark.parametrize("recorded", ["yes", "no", "unknown", None])
@pytest.mark.parametrize("covered", [True, False])
def test_grounded(recorded: str | None, covered: bool) -> None:
    ground = f", grounds: [{{ground: gevaar, recorded: {recorded}}}]" if recorded else ""
    step = f"{{id: u, activity: keuze-vv, date: 2020-01-05, by: vt{ground}}}"
    text = f"case: {{covered: [{'{from: 2020-01-01, to: 2020-01-14}' if covered else ''}]}}\nevents: [{step}]"
    expected = recorded or ("no" if covered else "unknown")
    bind = Bind("u", event=Select(activity=("keuze-vv",)))
    assert engine(rule("grounded", With(event="u", grounds=("gevaar",)), bind), text) == expected


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("covered", [True, False])
def test_redress(named: bool, there: bool, covered: bool) -> None:
    event = "{id: x, activity: excuses, date: 2020-01-05, by: vt, to: moeder}" if there else ""
    given_ = ", redress: [x]" if named and there else ""
    text = f"case: {{as_of: 2020-01-14, covered: [{'{from: 2020-01-01, to: 2020-01-14}' if covered else ''}]}}\ncomplaints: [{{id: k, text: k, against: vt{given_}}}]\nevents: [{{id: m, activity: melding, date: 2020-01-02, by: melder-1, to: vt}}, {event}]"
    sure = (True,) if named and there else (True, False) if there else (False,)
    expected = verdict(a or b for a in sure for b in ((False,) if covered else (True, False)))
    part = Part("excuses", Select(activity=("excuses",), by=("audited",)))
    w = With(complaint="k", parts=(part,))
    assert engine(rule("redress", w, Bind("k", complaint="yes")), text) == expected


def test_what_is_never_unknown() -> None:
    text = "events: [{id: m, activity: melding, date: 2020-01-02, by: melder-1, to: vt, accounts: [{by: moeder, field: other, text: x}]}, {id: n, activity: melding, after: m, by: melder-1, to: vt}]"
    bind = Bind("m", event=Select(activity=("melding",)))
    assert [str(o.kept) for o in outcomes(rule("dated", With(event="m"), bind), text)] == [
        "yes",
        "no",
    ]
    assert {str(o.kept) for o in outcomes(rule("sourced", With(event="m"), bind), text)} == {"no"}
    assert [str(o.kept) for o in outcomes(rule("disagree", With()), text)] == ["no"]


# -- states -------------------------------------------------------------------------------------


@st.composite
def spells(draw: st.DrawFn) -> tuple[Step, ...]:
    steps: list[Step] = []
    for n, activity in enumerate(
        draw(st.permutations(("melding", "overdracht", "geen-vervolg", "melding")))[:3]
    ):
        low, high = draw(dates())
        after = f"e{n - 1}" if n else None
        if n:
            low = max(low, steps[-1].low)
            high = max(low, high, steps[-1].high)
        who = {"by": "melder-1", "to": "vt"} if activity == "melding" else {"by": "vt"}
        steps.append(Step(f"e{n}", activity, low, min(high, low + 3), after=after, **who))
    return tuple(steps)


@FEW
@given(spells(), st.booleans())
def test_held_by(spell: tuple[Step, ...], covered: bool) -> None:
    """From the first step on somebody must have sight of safety, on every day up to the last."""
    begins = [s.id for s in spell if s.activity == "melding"]
    if spell[0].activity != "melding":
        return
    case = Case(spell, (FIRST, AS_OF) if covered else None)

    def kept(when: dict[str, tuple[int, int]]) -> bool:
        held: set[int] = set()
        running: int | None = None
        for name in sorted(when, key=lambda n: when[n]):
            day = when[name][0]
            if running is not None and name not in begins:
                held |= set(range(running, day + 1))
                running = None
            elif running is None and name in begins:
                running = day
        held |= set(range(running, AS_OF + 1)) if running is not None else set()
        return held >= set(range(when["e0"][0], when[spell[-1].id][0] + 1))

    found = {kept(when) for when in moments(spell)}
    expected = "unknown" if len(found) == 2 else "yes" if found == {True} else "no"
    first, last = (Bind(n, take=t, event=Select(activity=(s.activity,)))
                   for n, t, s in (("a", "first", spell[0]), ("b", "last", spell[-1])))  # fmt: skip
    one = rule("held-by", With(state="zicht-op-veiligheid", event="a", before="b"), first, last)
    answers = {str(o.kept) for o in outcomes(one, case.yaml())}
    allowed = {expected} if covered or expected == "yes" else {"unknown"}
    assert answers <= allowed | {"unknown"}, "a verdict that some world contradicts"
    if all(s.low == s.high for s in spell):
        assert answers == allowed


@FEW
@given(st.lists(dates(), min_size=1, max_size=4), st.integers(1, 8))
def test_longest_gap(spans: list[tuple[int, int]], limit: int) -> None:
    steps = [Step("m", "melding", FIRST, FIRST, by="melder-1", to="vt")]
    steps += [Step(f"e{n}", "gesprek-ouders", a, b, to="moeder") for n, (a, b) in enumerate(spans)]
    case = Case(tuple(steps), (FIRST, AS_OF))
    own = [s for s in steps if s.by == "vt"]

    def gaps(days: tuple[int, ...]) -> list[tuple[int, int]]:
        known = sorted({FIRST, *days, AS_OF})
        return [(a, b) for a, b in pairwise(known) if b - a > limit]

    found = [gaps(tuple(w[s.id][0] for s in own)) for w in moments(own)]
    certain = any(
        all(any(a <= x and y <= b for a, b in long) for long in found)
        for x in range(FIRST, AS_OF) for y in range(x + limit + 1, AS_OF + 1)
    )  # fmt: skip
    expected = "no" if certain else "yes" if not any(found) else "unknown"
    one = rule("longest-gap", With(state="zicht-op-veiligheid", at_most=f"{limit} dagen"))
    assert engine(one, case.yaml()) == expected


ELSEWHERE = {"path": "tests/align_reference.py goes through every alignment of a small record"}


def test_every_check_is_compared() -> None:
    """Each check that there is stands here, and so does the timed form of each that has one."""
    text = Path(__file__).read_text(encoding="utf-8")
    assert not {k for k in KINDS if f'rule("{k}"' not in text and k not in ELSEWHERE}
    timed = {k for k, kind in KINDS.items() if "within" in (*kind.needs, *kind.takes)}
    assert timed == {"responds", "precedes"}
