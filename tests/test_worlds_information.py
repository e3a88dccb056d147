"""What was told, answered and confirmed, beside all worlds of a small case."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from worlds import AS_OF, Case, Step, World, judged
from worlds_audit import FEW, MOTHER, TRIGGER, cases, engine, links, rule

from vtaudit.rulebook.model import Bind, Select, With

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
