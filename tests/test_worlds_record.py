"""What a record, a paper or a complaint holds, beside all that each answer may mean."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from collections.abc import Callable

import pytest
from worlds import verdict
from worlds_audit import engine, outcomes, rule

from vtaudit.rulebook.model import Bind, Part, Select, With


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
