"""A folded sentence is true of every combination that it names, and none is lost."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.audit.model import Arg, Args
from vtaudit.report.folding import folded


@dataclass(frozen=True, slots=True)
class Result:
    """A result with the values of a sentence."""

    args: Args


def result(person: str, event: str, text: str) -> Result:
    return Result((("e", Arg("event", event)), ("p", Arg("person", person)),
                   ("t", Arg("text", text))))  # fmt: skip


def combinations(args: Args) -> set[tuple[Arg, ...]]:
    return set(product(*(a.items if a.kind == "list" else (a,) for _, a in args)))


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=12, unique=True))
@settings(max_examples=100, deadline=None)
def test_every_combination_named_is_there_and_none_is_lost(found: list[tuple[str, ...]]) -> None:
    results = [result(*values) for values in found]
    named = [c for fold in folded(results, lambda _: 0) for c in combinations(fold.args)]
    assert sorted(map(repr, named)) == sorted(
        repr(c) for r in results for c in combinations(r.args)
    )


def test_a_person_and_a_step_that_differ_become_lists() -> None:
    results = [result(p, e, "x") for p in "ab" for e in "12"]
    (fold,) = folded(results, lambda _: 0)
    assert len(combinations(fold.args)) == 4
    assert fold.members == (results[0], results[2], results[1], results[3])


def test_texts_and_unlike_results_are_not_joined() -> None:
    assert len(folded([result("a", "1", "x"), result("a", "1", "y")], lambda _: 0)) == 2
    marks = iter(range(99))
    assert len(folded([result("a", "1", "x"), result("b", "1", "x")], lambda _: next(marks))) == 2
