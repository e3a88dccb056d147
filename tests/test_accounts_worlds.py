"""An account that differs on a step, beside the case as it stands and as that account has it.

A verdict on a step in dispute stands only where both ways of telling give it: no answer is written
down here. The cases are those of the repository, with all of the time covered, so that a step that
is not there is held to be missing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
import yaml
from telling import BOOK, Json, read, told, turned

from vtaudit.api import audit
from vtaudit.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("twee-instanties", "voorbeeld-te-laat", "onderzoek-anonieme-melder", "zonder-kinderen")
WORDS = ("activity", "channel", "date")
LISTS = ("by", "to", "with", "grounds", "says", "about", "answers", "announces")


@cache
def tree(name: str) -> Json:
    found: Json = yaml.load((ROOT / "cases" / name / "case.yaml").read_text("utf-8"),
                            yaml.BaseLoader)  # noqa: S506 - texts only  # fmt: skip
    found["case"]["covered"] = [{"from": "2010-01-01", "to": found["case"]["as_of"]}]
    return found


before = cache(lambda name: told(tree(name)))


def names(values: object) -> list[str]:
    own = [values] if isinstance(values, str | dict) else list(values or ())  # type: ignore[call-overload]
    return [v if isinstance(v, str) else v.get("id") or v.get("item") or v["ground"] for v in own]


def retold(case: Json, at: int, field: str, value: str) -> Json:
    """The case as an account has it: with the word, or with or without the name."""
    other = deepcopy(case)
    step = other["events"][at]
    own = names(step.get(field))
    if field in WORDS:
        step[field] = value
    elif value in own:
        kept = step[field] if isinstance(step[field], list) else [step[field]]
        step[field] = [x for x, n in zip(kept, own, strict=True) if n != value]
    else:
        kept = step.get(field, [])
        step[field] = [*(kept if isinstance(kept, list) else [kept]),
                       {"ground": value} if field == "grounds" else value]  # fmt: skip
    return other


def disputed(case: Json, at: int, field: str, value: str) -> Json:
    other = deepcopy(case)
    account = {"by": case["people"][0]["id"], "field": field, "value": value, "text": "Niet zo."}
    other["events"][at].setdefault("accounts", []).append(account)
    return other


def disputes(name: str, seed: int) -> Iterator[tuple[int, str, str]]:
    """Yield steps with what an account says of them, at random."""
    case, dice = tree(name), random.Random(f"{name} {seed}")  # noqa: S311
    actors = [x["id"] for x in (*case["people"], *case["bodies"])]
    pool = {
        "activity": [str(a.id) for a in BOOK.protocols[case["case"]["protocol"]].activities],
        "channel": sorted(BOOK.words["channel"]),
        "date": [str(e["date"]) for e in case["events"] if e.get("date", "")[:2] == "20"],
        "grounds": sorted(BOOK.words["ground"]),
        "says": sorted({str(i) for r in BOOK.rules for i in (*r.with_.items, *r.with_.any_of)}),
        **{key: [e["id"] for e in case["events"]] for key in ("about", "answers", "announces")},
    }
    while True:
        at, field = dice.randrange(len(case["events"])), dice.choice((*WORDS, *LISTS, "by"))
        own = names(case["events"][at].get(field))
        if own and field not in WORDS and dice.random() < 0.5:
            yield at, field, dice.choice(own)
        elif (value := dice.choice(pool.get(field, actors))) not in own:
            yield at, field, value


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_dispute_proves_what_both_accounts_prove(name: str, seed: int) -> None:
    tried = 0
    for at, field, value in disputes(name, seed):
        try:
            open_ = told(disputed(tree(name), at, field, value))
            other = told(retold(tree(name), at, field, value))
        except InputError:  # such a step cannot be told: one that comes before itself
            continue
        tried += 1
        for way in (before(name), other):
            assert not turned(open_, way), (tree(name)["events"][at]["id"], field, value)
        if tried == 4:
            return


def test_a_wrong_answer_is_noticed() -> None:
    """The comparison finds a verdict that one account takes away."""
    name = "voorbeeld-te-laat"
    at = next(n for n, e in enumerate(tree(name)["events"]) if e["activity"] == "melding")
    assert turned(before(name), told(retold(tree(name), at, "by", "vader"))) or turned(
        before(name), told(retold(tree(name), at, "activity", "bezwaar"))
    )
    assert audit(read(tree(name))).findings
