"""Nodes to dataclasses: every shape a value may have, and every way in which it may be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

import pytest
from effort import growth

from vtaudit.decode import Decoded, decode, wrong_word
from vtaudit.dossier.model import CaseFile
from vtaudit.errors import Code
from vtaudit.span import NOWHERE, Span, Text, span_of
from vtaudit.yamlio import Node, parse


@dataclass(frozen=True, slots=True)
class Leaf:
    id: Text = field(metadata={"shorthand": True})
    size: int = 1
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Tree:
    name: Text
    day: date | None = None
    kind: Literal["oak", "elm"] = "oak"
    leaves: tuple[Leaf, ...] = ()
    under: Tree | None = None
    others: tuple[Tree, ...] = ()
    with_: tuple[Text, ...] = ()
    since: Text | None = field(default=None, metadata={"key": "from"})
    colour: Text | None = field(default=None, metadata={"word": "colour"})
    shades: tuple[Text, ...] = field(default=(), metadata={"word": "colour"})
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    at_most: str | None = field(default=None, metadata={"key": "at-most"})
    span: Span = NOWHERE


COLOURS = {"colour": ("green", "red")}


def tree(text: str) -> Decoded[Tree]:
    """Return *text* decoded as a tree."""
    root = parse(text.encode()).root
    assert root is not None
    return decode(root, Tree, COLOURS)


def right(text: str) -> Tree:
    """Return the tree of *text*, which has nothing wrong in it."""
    decoded = tree(text)
    assert decoded.problems == ()
    assert decoded.value is not None
    return decoded.value


def wrong(text: str) -> list[tuple[str, int, int, str]]:
    """Return what is wrong in *text*."""
    decoded = tree(text)
    assert decoded.value is None
    return [(p.code, p.span.line, p.span.column, p.message) for p in decoded.problems]


def test_a_record_keeps_the_place_of_itself_and_of_its_texts() -> None:
    value = right("name: eik\nfrom: hier\n")
    assert value == Tree(Text("eik"), since=Text("hier"), span=Span(1, 1, 3, 1))
    assert span_of(value.name) == Span(1, 7, 1, 10)
    assert span_of(value.since) == Span(2, 7, 2, 11)


def test_one_may_stand_where_a_list_is_expected() -> None:
    assert right("{name: x, with: a}").with_ == ("a",)
    assert right("{name: x, with: [a, b]}").with_ == ("a", "b")
    assert right("{name: x, with: []}").with_ == ()
    assert right("{name: x, leaves: {id: a}}").leaves[0].id == "a"


def test_a_bare_text_fills_the_shorthand() -> None:
    first, second = right("{name: x, leaves: [a, {id: b, size: 3}]}").leaves
    assert (first.id, first.size, first.span) == ("a", 1, Span(1, 20, 1, 21))
    assert span_of(first.id) == first.span
    assert (second.id, second.size) == ("b", 3)


def test_records_inside_records() -> None:
    value = right("name: a\nunder: {name: b, others: [{name: c}, {name: d}]}\n")
    assert value.under is not None
    assert [o.name for o in value.under.others] == ["c", "d"]


def test_days_numbers_words_and_free_keys() -> None:
    value = right(
        "{name: x, day: 2019-12-06, kind: elm, colour: red, shades: green, sizes: {a: 1, b: [2, 3]},"
        " at-most: 6 weken}"
    )
    assert (value.day, value.kind, value.colour) == (date(2019, 12, 6), "elm", "red")
    assert dict(value.sizes) == {"a": (1,), "b": (2, 3)}
    assert value.at_most == "6 weken"


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_written_is_as_if_the_key_were_not_there(nothing: str) -> None:
    assert right(f"name: x\nday: {nothing}\nwith: {nothing}\nkind: {nothing}\n").kind == "oak"
    assert wrong(f"name: {nothing}\nkind: elm\n") == [(Code.MISSING, 1, 1, "`name` is missing")]


def test_a_kind_of_word_without_a_list_is_not_checked() -> None:
    root = parse(b"{name: x, colour: mauve}").root
    assert root is not None
    assert decode(root, Tree).value is not None


def test_every_problem_is_told_at_its_place() -> None:
    text = """\
day: 2019-02-30
kind: elmm
leafs: []
with_: a
sizes: {a: x}
colour: reed
leaves: [{size: 2}, [b]]
kind: oak
"""
    assert [(c, line, column) for c, line, column, _ in wrong(text)] == [
        (Code.BAD_DATE, 1, 6),
        (Code.UNKNOWN_WORD, 2, 7),
        (Code.UNKNOWN_KEY, 3, 1),
        (Code.UNKNOWN_KEY, 4, 1),
        (Code.WRONG_TYPE, 5, 12),
        (Code.UNKNOWN_WORD, 6, 9),
        (Code.MISSING, 7, 10),
        (Code.WRONG_TYPE, 7, 21),
        (Code.DUPLICATE_KEY, 8, 1),
        (Code.MISSING, 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{name: x, kind: elmm}", "unknown value `elmm`; did you mean `elm`?"),
        ("{name: x, leafs: a}", "unknown key `leafs`; did you mean `leaves`?"),
        ("{name: x, since: a}", "unknown key `since`; did you mean `from`?"),
        ("{name: x, with_: a}", "unknown key `with_`; did you mean `with`?"),
        ("{name: x, at_most: a}", "unknown key `at_most`; did you mean `at-most`?"),
        ("{name: x, colour: mauve}", "unknown colour `mauve`; expected one of: green, red"),
        ("{name: x, name: y}", "`name` is given twice; first on line 1"),
        ("{name: x, sizes: {a: 1, a: 2}}", "`a` is given twice; first on line 1"),
        ("{name: [x]}", "expected a text; found a list"),
        ("{name: {a: b}}", "expected a text; found keys with values"),
        ("{name: x, day: eind 2019}", "expected a day as YYYY-MM-DD; found `eind 2019`"),
        ("{name: x, day: 2019-2-3}", "expected a day as YYYY-MM-DD; found `2019-2-3`"),
        ("{name: x, day: 20191206}", "expected a day as YYYY-MM-DD; found `20191206`"),
        ("{name: x, day: 0000-01-01}", "`0000-01-01` is not a day of the calendar"),
        ("{name: x, leaves: {id: a, size: 1.5}}", "expected a whole number; found `1.5`"),
        ("{name: x, leaves: {id: a, size: 010}}", "expected a whole number; found `010`"),
        ("{name: x, leaves: {id: a, size: ٣}}", "expected a whole number; found `٣`"),
        ("{name: x, with: [a, ~]}", "expected a text; found nothing"),
        ("{name: x, kind: [oak]}", "expected one of oak, elm; found a list"),
        ("{name: x, under: y}", "expected keys with values (name, day, kind, leaves,"),
        ("{name: x, under: name:y}", "a space is missing after the colon in `name:y`"),
        ("{name: x, sizes: a}", "expected keys with values; found `a`"),
        ("{name: x, [a]: b}", "expected a key; found a list"),
        ("{name: x, ~: b}", "expected a key; found nothing"),
        ("[a]", "expected keys with values (name"),
    ],
)
def test_wording(text: str, said: str) -> None:
    (problem,) = wrong(text)
    assert problem[3].startswith(said)


def test_a_record_with_a_mistake_is_not_built_and_the_rest_can_be_looked_at() -> None:
    decoded = tree("name: x\nothers: [{name: a}, {kind: elm}, {name: c, colour: mauve, day: x}]\n")
    assert decoded.value is None
    assert decoded.partial is not None
    assert [(o.name, o.colour, o.day) for o in decoded.partial.others] == [
        ("a", None, None),
        ("c", "mauve", None),
    ]
    assert tree("kind: elm\n").partial is None


def test_long_words_are_cut_and_nothing_near_is_sought() -> None:
    message = wrong_word("word", "x" * 10_000, ["x" * 20])
    assert len(message) < 150


def test_at_most_twelve_words_are_listed() -> None:
    message = wrong_word("word", "zzz", [f"w{n:02}" for n in range(30)])
    assert message.endswith("w10, w11, …")


def test_words_of_a_set_are_listed_in_the_same_order_every_time() -> None:
    root = parse(b"{name: x, colour: zzz}").root
    assert root is not None
    told = decode(root, Tree, {"colour": frozenset("gfedcba")}).problems[0].message
    assert told.endswith("a, b, c, d, e, f, g")


def test_a_file_full_of_mistakes_ends_soon_and_says_so() -> None:
    root = parse(b"".join(b"unknown-%d: x\n" % n for n in range(100_000))).root
    assert root is not None
    decoded = decode(root, Tree)
    assert len(decoded.problems) <= 502
    assert decoded.problems[500].code == Code.LIMIT


def steps(number: int) -> Node:
    step = (
        b"  - {id: e-%d, activity: gesprek, text: Wat er gebeurde, date: 2020-01-20, by: vt,"
        b" to: [moeder, vader], channel: telefoon, about: [melding-1], says: [aanpak, duur],"
        b" record: {of_event: yes}, sources: [{document: rapport, page: 6}]}\n"
    )
    head = b"format: 1\ncase: {id: x, title: x, protocol: p, audited: vt}\nevents:\n"
    root = parse(head + b"".join(step % n for n in range(number))).root
    assert root is not None
    return root


def test_twice_the_steps_are_twice_the_work() -> None:
    decoded = decode(steps(500), CaseFile)
    assert decoded.value is not None
    assert len(decoded.value.events) == 500
    assert growth(lambda number: partial(decode, steps(number), CaseFile), 250) < 2.1
