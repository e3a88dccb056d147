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
from typing import Any

import pytest
import yaml

from vtaudit.api import audit, rulebook
from vtaudit.audit.engine import tallied
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Audit
from vtaudit.audit.outcomes import outcomes
from vtaudit.dossier.case import Case
from vtaudit.dossier.reader import case_of
from vtaudit.errors import InputError
from vtaudit.yamlio import emit

BOOK = rulebook()
ROOT = Path(__file__).resolve().parent.parent
NAMES = ("twee-instanties", "voorbeeld-te-laat", "onderzoek-anonieme-melder", "zonder-kinderen")
LOOSE = ("first", "last", "previous", "any")
"""Ways to take one of several steps: which one it is may be another, the verdict may not."""
WORDS = ("activity", "channel")
LISTS = ("by", "to", "with", "grounds", "says", "about", "answers", "announces")
OPEN = ("unknown", "undetermined", "not-established", "possible")
SILENT = (None, "None", "not-applicable")
"""Where a rule does not speak, what is kept beside it may be shown all the same."""
Told = dict[tuple[object, ...], str]
Json = dict[str, Any]


@cache
def tree(name: str) -> Json:
    found: Json = yaml.load((ROOT / "cases" / name / "case.yaml").read_text("utf-8"),
                            yaml.BaseLoader)  # noqa: S506 - texts only  # fmt: skip
    found["case"]["covered"] = [{"from": "2010-01-01", "to": found["case"]["as_of"]}]
    return found


def read(case: Json) -> Case:
    data = emit(case).encode()
    return case_of(
        Path("case.yaml"), data, BOOK.vocabulary(), BOOK.dates, calendars=BOOK.working_days
    )


def told(case: Json) -> Told:
    """What follows from a case, by what it is about."""
    one = read(case)
    assert one.file.case.as_of is not None
    facts = Facts(one, BOOK.under(one.file.case.protocol), one.file.case.as_of)
    result, counted = tallied(one, BOOK, one.file.case.as_of)
    codes = {code for code, _ in counted}
    rules = (r for r in BOOK.rules if r.code in codes and r.with_.within is None
             and r.check not in ("path", "disagree"))  # fmt: skip
    found: Told = {}
    for o in outcomes(facts, rules):
        loose = {b.var for b in o.rule.bind if b.take in LOOSE}
        env = tuple(sorted((k, v) for k, v in o.env.items() if k not in loose))
        found["rule", o.rule.code, env, o.person, o.item] = str(o.kept)
    return found | terms_and_path(result)


def terms_and_path(result: Audit) -> Told:
    found: Told = {("need", n.event, n.number): n.verdict for n in result.path.needs}
    for t in result.terms:
        found["term", t.rule, t.about[:1], t.person, t.key] = t.status
    for run in result.path.runs:
        for d in run.deviations:
            found["path", run.track, run.object, d.kind, d.activity, d.event] = d.likelihood
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


def turned(open_: Told, one: Told) -> list[object]:
    """Return what is established in dispute, and is not so in one way of telling it."""
    kept = ("yes", "shown", "met", "running", *SILENT)
    return [
        (key, verdict, one.get(key)) for key, verdict in open_.items()
        if verdict not in OPEN and one.get(key) != verdict
        and not (one.get(key) in SILENT and verdict in kept)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", NAMES)
def test_what_is_in_dispute_proves_what_both_accounts_prove(name: str, seed: int) -> None:
    tried = 0
    for at, field, value in disputes(name, seed):
        try:
            open_ = told(disputed(tree(name), at, field, value))
            other = told(retold(tree(name), at, field, value))
        except InputError:  # such a step cannot be told: a step that comes before itself
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
