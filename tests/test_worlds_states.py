"""Who has sight of safety and for how long nobody had, beside all worlds of a small case."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from worlds import AS_OF, FIRST, Case, Step, moments
from worlds_audit import FEW, dates, engine, outcomes, rule

from vtaudit.rulebook.model import Bind, Select, With


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
