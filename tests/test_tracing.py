"""The order in which a case's steps are traced is exactly the order that its record gives."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
import yaml

from vtaudit.api import load_case, rulebook
from vtaudit.audit.facts import NO, YES, Facts
from vtaudit.audit.tracing import trace_of
from vtaudit.trial.case import FRAME

DAYS = ["2020-01-01", "2020-01-02", "2020-01-02/2020-01-04", "2020-01-03", "2020-01-05/2020-01-09",
        "2020-01", "vanaf 2020-01-04", "uiterlijk 2020-01-03", None]  # fmt: skip


def _facts(seed: int, folder: Path) -> Facts:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    events = []
    for n in range(8):
        day = chance.choice(DAYS)
        event = {"id": f"e{n}", "activity": "mdo", "by": "vt", "text": "Overleg."}
        events.append(event | ({"date": day} if day else {}))
        if n and day is None:
            event_before = f"e{chance.randrange(n)}"
            events[-1] = events[-1] | {"after": event_before}
    frame = yaml.load(FRAME.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - only strings
    whole = frame | {"events": events}
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(whole, allow_unicode=True))
    return Facts(load_case(file), rulebook(), date(2020, 12, 31))


@pytest.mark.parametrize("seed", range(12))
def test_no_pair_more_and_none_less(seed: int, tmp_path: Path) -> None:
    facts = _facts(seed, tmp_path)
    trace = trace_of(facts, facts.steps)
    after: dict[str, set[str]] = {}
    for first, second in trace.order:
        after.setdefault(first, set()).add(second)
    for one, other in permutations(facts.steps, 2):
        sure = facts.not_after(one, other) is YES and facts.not_after(other, one) is NO
        assert (other.id in _reached(after, one.id)) == sure, (one.id, other.id)


def _reached(after: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        fresh = after.get(todo.pop(), set()) - seen
        seen |= fresh
        todo.extend(fresh)
    return seen
