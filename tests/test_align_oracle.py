"""Our alignment costs are those of pm4py, on random traces of the protocols' own flows.

`make oracle` writes the table; without it nothing here needs pm4py.
"""

from __future__ import annotations

import csv
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest

from tools.oracle import SUBJECTS, Subject
from vtaudit.align import Event, Model, Trace, align

TABLE = Path(__file__).parent / "oracle" / "alignment_costs.csv"
BY_NAME = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)


def rows(subject: Subject) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["model"] == subject.name]


@BY_NAME
def test_the_table_is_of_this_flow(subject: Subject) -> None:
    digest = hashlib.sha256(subject.pnml.encode()).hexdigest()[:12]
    assert {row["net"] for row in rows(subject)} == {digest}, "`make oracle` writes it anew"
    assert [tuple(row["trace"].split()) for row in rows(subject)] == subject.traces


@BY_NAME
def test_costs_are_those_of_pm4py(subject: Subject) -> None:
    model, found = Model(subject.block), rows(subject)
    assert len(found) == subject.count
    differing = [row for row in found if _cost(model, row["trace"].split()) != int(row["cost"])]
    assert differing == []


def _cost(model: Model, activities: list[str]) -> int:
    events = tuple(Event(f"e{n:03}", a) for n, a in enumerate(activities))
    alone = align(model, Trace.in_order(events))
    pairs = tuple((a.id, b.id) for a, b in pairwise(events))
    assert align(model, Trace(events, pairs)).cost == alone.cost
    return alone.cost
