"""Every way in, with inputs that a grammar and mutations make: refused in our words, or told.

The same few inputs every time, each bounded by the work it takes; `make fuzz` tries others for as
long as it is given (see docs/testing.md).
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.cases import case
from fuzz.dice import Dice
from fuzz.house import NOWHERE, refusals
from fuzz.mutating import mutated
from fuzz.refusal import why_refused
from fuzz.seeds import cases
from fuzz.spoiling import WAYS, spoiled
from fuzz.targets import TARGETS, Target, book
from fuzz.work import LEAST, TooMuchWork, bounded
from fuzz.written import written
from vtaudit.dossier.reader import case_of

TRIED = {
    "reader": 60, "grammar": 8, "report": 20, "dates": 80, "wordings": 80, "terms": 30,
    "rules": 6, "align": 80, "text": 12, "csv": 20, "xlsx": 12, "docx": 12, "xes": 25, "ocel": 25,
    "comment": 3, "verify": 3, "diff": 2,
}  # fmt: skip
"""How many inputs each way in is given beside its corpus: dear ones few."""


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Inputs of *target*: changes of those it begins with, or choices for its grammar."""
    if not target.mutates:
        return st.integers(0, 2**32).map(lambda n: random.Random(n).randbytes(target.most))  # noqa: S311
    seeds = target.seeds()
    return st.builds(
        lambda at, choices: mutated(seeds[at], Dice(choices))[: target.most],
        st.integers(0, len(seeds) - 1), st.binary(min_size=12, max_size=40),
    )  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_gets_past_the_house(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=TRIED[name], derandomize=True, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(inputs(target))
    def tried(data: bytes) -> None:
        bounded(target.try_, data)

    tried()


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_in_the_corpus(name: str) -> None:
    for data in TARGETS[name].kept():
        bounded(TARGETS[name].try_, data)


# -- that these tests can fail ----------------------------------------------------------------


def test_work_without_end_is_noticed() -> None:
    def step() -> None:
        pass

    def endless(_data: bytes) -> None:
        while True:
            step()

    with pytest.raises(TooMuchWork):
        bounded(endless, b"")
    assert bounded(lambda _: None, b"") < LEAST


def test_every_way_of_spoiling_a_case_occurs_and_others_see_most_of_them() -> None:
    seen: dict[str, int] = {}
    for n in range(100):
        dice = Dice(random.Random(n).randbytes(1_500))  # noqa: S311
        wrong = spoiled(dice, case(dice))
        seen[wrong.how] = seen.get(wrong.how, 0) + (
            why_refused(written(dice, wrong.tree)) is not None
        )
    assert seen.keys() == WAYS.keys()
    assert {how for how, times in seen.items() if times} >= {
        "unknown key", "unknown word", "key twice", "key gone", "id twice", "unknown id", "no date",
    }  # fmt: skip


def test_mutations_of_cases_are_taken_and_refused() -> None:
    taken = 0
    for n in range(60):
        dice = random.Random(n)  # noqa: S311
        with refusals() as told:
            data = mutated(dice.choice(cases()), Dice(dice.randbytes(30)))
            case_of(NOWHERE, data, book().vocabulary(), book().dates, book().working_days)
        taken += not told
    assert 5 < taken < 55
