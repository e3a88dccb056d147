"""A step of which the case does not say who did it, whom it reached or whom it was about.

What is said of it stands only where it stands whoever it was: no answer is written down here. Who
may have done it, and what reaches somebody, is asked of the protocol in its own words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy

import pytest
from telling import BOOK, SILENT, Json, Told, follows, told, turned
from test_accounts_worlds import NAMES, names, tree

from vtaudit.api import audit
from vtaudit.rulebook.model import Protocol
from vtaudit.trial.case import built

AWAY = {"people": {"id": "iemand", "role": "overig"},
        "bodies": {"id": "vt-elders", "kind": "veilig-thuis"}}  # fmt: skip
"""Those of whom the case does not speak otherwise."""
FIELDS = {"by": ("by",), "to": ("to", "with"), "concerns": ("concerns",)}
"""What can be left out, with the keys that say it."""


def crowded(name: str) -> Json:
    """A case with somebody in it of whom it does not speak."""
    case = deepcopy(tree(name))
    for key, one in AWAY.items():
        case[key] = [*case.get(key, ()), dict(one)]
    return case


def protocol_of(case: Json) -> Protocol:
    return BOOK.protocols[case["case"]["protocol"]]


def retold(case: Json, at: int, field: str, *who: str) -> Json:
    """The case with only *who* in the field of a step: with nobody who is named, or with some."""
    other = deepcopy(case)
    for key in FIELDS[field]:
        other["events"][at].pop(key, None)
    if who:
        other["events"][at][field] = list(who)
    return other


def may_be(case: Json, at: int, field: str) -> Iterator[str]:
    """Yield all who may stand in the field of a step, as the protocol words it."""
    step, people = case["events"][at], [p["id"] for p in case["people"]]
    activity = next(a for a in protocol_of(case).activities if a.id == step["activity"])
    bodies = {b["id"]: b["kind"] for b in case["bodies"]}
    if field == "concerns":
        yield from people
    elif field == "to":
        reaches = not {activity.id, *activity.classes}.isdisjoint(protocol_of(case).addressed)
        yield from (*people, *bodies) if reaches else ()
    else:
        of_body = {p["id"]: case["case"]["audited"] for p in case["people"]
                   if BOOK.words["role"][p["role"]].agent == "yes"}  # fmt: skip
        kinds = {p["id"]: bodies.get(of_body.get(p["id"]), p["role"]) for p in case["people"]}
        sent = names(step.get("to"))
        for who, kind in (kinds | bodies).items():
            if kind in activity.by or not (activity.by or who in sent or of_body.get(who) in sent):
                yield who


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_is_open(name: str, field: str) -> None:
    dice = random.Random(f"{name} {field}")  # noqa: S311
    case = crowded(name)
    steps = [n for n in range(len(case["events"])) if any(may_be(case, n, field))]
    for at in dice.sample(steps, 3):
        open_ = told(retold(case, at, field))
        found = list(may_be(case, at, field))
        for who in zip(dice.sample(found, len(found)), found[:3], strict=False):
            way = told(retold(case, at, field, *dict.fromkeys(who)))
            assert not turned(open_, way), (case["events"][at], field, who)


M = "id: m, activity: melding, date: 2020-01-06, by: melder-1, to: vt, concerns: [moeder]"
SEEN = "id: z, activity: inzageverzoek, date: 2020-01-06, by: moeder, to: vt"
CHOICE = "id: k, activity: keuze-vv, date: 2020-02-10, by: vt, concerns: [kind-1]"
CHILD = "id: g, activity: gesprek-kind, date: {}, by: vt, with: kind-1"


@pytest.mark.parametrize(("code", "steps", "asked"), [
    ("VT101", (M, "id: b, activity: veiligheidsbeoordeling, date: 2020-01-08, about: m"), "doer"),
    ("VT101", (M.replace(", to: vt", ""),), "receiver"),
    ("VT111", (SEEN.replace(", to: vt", ""),), "receiver"),
    ("VT105", (M.replace(", concerns: [moeder]", ""),), "concern"),
    ("VT501", (CHOICE, CHILD.format("2020-02-08").replace(", by: vt", "")), "doer"),
    # before anything that the body is known to have done
    ("VT501", (CHOICE, CHILD.format("2020-01-03").replace(", by: vt", "")), "doer"),
    ("VT501", (CHOICE, CHILD.format("2020-02-08").replace(", with: kind-1", "")), "receiver"),
    ("VT501", (CHOICE.replace(", concerns: [kind-1]", ""),), "concern"),
])  # fmt: skip
def test_what_is_left_out_is_asked(code: str, steps: tuple[str, ...], asked: str) -> None:
    case = built(BOOK, "events:\n" + "".join(f"  - {{{s}}}\n" for s in steps))
    found = [f for f in audit(case).findings if f.code == code]
    assert found
    assert all(f.certainty == "undetermined" for f in found)
    assert all(asked in {d.kind for d in f.deciding} for f in found)


CASE = """case: {{covered: [{{from: {first}, to: 2020-12-31}}]}}
events:
  - {{id: x, activity: mdo, date: 2020-01-12, by: vt}}
{steps}"""
TALK = "id: g, activity: gesprek-ouders, date: 2020-01-06, by: vt, with: moeder, says: [aanpak]"


def verdicts(steps: tuple[str, ...], first: str = "2019-01-01") -> Told:
    lines = "".join(f"  - {{{s}}}\n" for s in steps)
    return follows(built(BOOK, CASE.format(first=first, steps=lines)))


@pytest.mark.parametrize(("steps", "ways", "first"), [
    # where the involvement began before what is covered
    ((TALK.replace(", by: vt", ""), CHOICE), [(TALK, CHOICE), (TALK.replace("by: vt", "by: raad"), CHOICE)], "2020-01-10"),
    # who did a talk took part in it
    ((TALK.replace(", by: vt", "").replace("moeder", "kind-1"),),
     [(TALK.replace("by: vt", "by: [vt, moeder]").replace("with: moeder", "with: kind-1"),),
      (TALK.replace("moeder", "kind-1"),)], "2019-01-01"),
    # of another kind by an account: one that reaches somebody
    ((CHOICE + ", accounts: [{by: moeder, field: activity, value: informeren}]",),
     [(CHOICE,), (CHOICE.replace("keuze-vv", "informeren") + ", to: moeder, says: [aanpak]",)], "2019-01-01"),
    # the only one who is named is denied
    ((TALK.replace("by: vt", "by: raad, accounts: [{by: moeder, field: by, value: raad}]"),),
     [(TALK,), (TALK.replace("by: vt", "by: raad"),)], "2019-01-01"),
    ((M.replace("to: vt", "to: raad, accounts: [{by: moeder, field: to, value: raad}]"),),
     [(M,), (M.replace("to: vt", "to: raad"),)], "2019-01-01"),
], ids=["begun", "took-part", "rival-kind", "by-denied", "to-denied"])  # fmt: skip
def test_no_way_takes_away_what_stands(
    steps: tuple[str, ...], ways: list[tuple[str, ...]], first: str
) -> None:
    told_ways = [verdicts(way, first) for way in ways]
    assert told_ways[0] != told_ways[1], "the worlds are to differ"
    open_ = verdicts(steps, first)
    assert not any(turned(open_, way) for way in told_ways)
    wrong = {k for way in told_ways for k, v in way.items() if v in ("no", "overdue", "late")}
    assert all(open_.get(key) not in SILENT for key in wrong), (
        "what may be wrong is not passed over"
    )


def test_a_wrong_answer_is_noticed() -> None:
    """The comparison finds a verdict that hangs on who did it."""
    case = crowded("voorbeeld-te-laat")
    at = next(n for n, e in enumerate(case["events"]) if e["activity"] == "veiligheidsbeoordeling")
    assert turned(told(case), told(retold(case, at, "by", "vt-elders")))
