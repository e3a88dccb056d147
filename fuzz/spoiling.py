"""Right cases made wrong in one way each, with the kind of mistake that must then be told.

Separate from the grammar of right ones: together they are an oracle that needs no second reader.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fuzz.cases import Tree
from fuzz.dice import Dice
from fuzz.moments import NO_DATES
from fuzz.written import Twice
from vtaudit.errors import Code

_ACTORS = {"by", "to", "with", "invited", "concerns", "for", "holder", "told_to", "sent_to",
           "not_sent_to", "author", "against", "audited", "bodies"}  # fmt: skip
_OTHERS = {"after", "before", "same_day", "about", "announces", "answers", "fulfils", "corrects",
           "document", "corrected_by", "overturns", "redress", "version"}  # fmt: skip
_WORDS = {"role", "kind", "activity", "channel", "outcome", "ground", "state", "item", "norms",
          "rule", "protocol", "authority", "statutory_body", "link", "extent", "contents",
          "restricted", "ends_early", "status", "of_event", "of_content", "opinion", "field",
          "anonymous", "restricted_on", "meant"}  # fmt: skip
_NEEDED = {"id", "protocol", "audited", "role", "kind", "activity", "against", "outcome",
           "rule", "format", "case", "state"}  # fmt: skip


@dataclass(frozen=True)
class Spoiled:
    """A case file that must be refused."""

    tree: Tree
    codes: frozenset[Code]
    """One of these must be told."""
    how: str


def spoiled(dice: Dice, tree: Tree) -> Spoiled:
    """Return *tree* made wrong in one way."""
    made = copy.deepcopy(tree)
    ways = [(how, codes, found) for how, (codes, find) in WAYS.items() if (found := [*find(made)])]
    how, codes, found = dice.pick(ways)
    dice.pick(found)(dice)
    return Spoiled(made, codes, how)


Spoil = Callable[[Dice], None]


def _places(held: Any, under: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Yield each value with what holds it, and the key that it stands under."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield held, key, key
            yield from _places(value, key)
    elif isinstance(held, list):
        for number, value in enumerate(held):
            yield held, number, under
            yield from _places(value, under)


def _set(holder: Any, key: Any, value: Callable[[Dice], Any]) -> Spoil:
    def spoil(dice: Dice) -> None:
        holder[key] = value(dice)

    return spoil


def _texts(tree: Tree, keys: set[str], value: Callable[[Dice], Any]) -> Iterator[Spoil]:
    for holder, key, under in _places(tree):
        if under in keys and isinstance(holder[key], str) and not _told(holder, key):
            yield _set(holder, key, value)


def _told(holder: Any, key: Any) -> bool:
    """Whether this is no reference: the day by which a promise is kept, or one that is covered."""
    return key in ("by", "to") and str(holder[key])[:2] == "20"


def _unknown_ids(tree: Tree) -> Iterator[Spoil]:
    yield from _texts(tree, _ACTORS | _OTHERS, lambda _: "niemand")


def _unknown_words(tree: Tree) -> Iterator[Spoil]:
    yield from _texts(tree, _WORDS, lambda _: "wauwel")


def _no_dates(tree: Tree) -> Iterator[Spoil]:
    yield from _texts(tree, {"date", "on"}, lambda dice: dice.pick(NO_DATES))
    for holder in (tree["case"], *tree.get("accepted", ())):
        yield from _texts(holder, {"as_of", "until"}, lambda dice: dice.pick(NO_DATES[:6]))


def _mappings(tree: Tree) -> Iterator[dict[str, Any]]:
    yield tree
    for holder, key, _ in _places(tree):
        if isinstance(holder[key], dict):
            yield holder[key]


def _unknown_keys(tree: Tree) -> Iterator[Spoil]:
    for held in _mappings(tree):
        yield _set(held, "wauwel", lambda _: "x")


def _doubled(tree: Tree) -> Iterator[Spoil]:
    for holder, key, _ in _places(tree):
        if isinstance(holder[key], dict) and holder[key]:
            yield _set(holder, key, lambda _, held=holder[key]: Twice(held))  # type: ignore[misc]


def _gone(tree: Tree) -> Iterator[Spoil]:
    for held in _mappings(tree):
        for key in sorted(_NEEDED & held.keys()):
            yield lambda _, held=held, key=key: held.pop(key)  # type: ignore[misc]


def _double_ids(tree: Tree) -> Iterator[Spoil]:
    for key in ("people", "bodies", "documents", "events", "complaints"):
        things = tree.get(key, [])
        if things:
            yield lambda dice, things=things: things.append(dict(dice.pick(things)))  # type: ignore[misc]


def _wrong_kinds(tree: Tree) -> Iterator[Spoil]:
    yield from _texts(tree, {"id", "title", "text", "date", "activity"}, lambda _: {"x": "y"})
    for key in ("people", "bodies", "events", "documents"):
        if key in tree:
            yield _set(tree, key, lambda _: "x")


def _bad_ids(tree: Tree) -> Iterator[Spoil]:
    names = ("A", "a b", "é", "../x", "a_b", "-", "", "a/b", "x\u200b")
    yield from _texts(tree, {"id"}, lambda dice: dice.pick(names))


def _bad_pages(tree: Tree) -> Iterator[Spoil]:
    yield from _texts(tree, {"page"}, lambda dice: dice.pick(("0", "41", "x", "6-", "1-41", "-1")))


def _outside(tree: Tree) -> Iterator[Spoil]:
    names = ("../x.pdf", "/etc/passwd", "a/../../x", "C:\\x", "http://x/y", "~/x", "..\\x")
    for paper in tree.get("documents", ()):
        yield _set(paper, "file", lambda dice: dice.pick(names))


def _circles(tree: Tree) -> Iterator[Spoil]:
    for event in tree.get("events", ()):
        others = [e for e in tree["events"] if event["id"] in e.get("after", ())]
        yield from (_set(event, "after", lambda _, o=o: [o["id"]]) for o in others)  # type: ignore[misc]


WAYS: dict[str, tuple[frozenset[Code], Callable[[Tree], Iterator[Spoil]]]] = {
    "unknown key": (frozenset({Code.UNKNOWN_KEY}), _unknown_keys),
    "unknown id": (frozenset({Code.DANGLING}), _unknown_ids),
    "unknown word": (frozenset({Code.UNKNOWN_WORD, Code.DANGLING}), _unknown_words),
    "no date": (
        frozenset({Code.BAD_DATE, Code.BACKWARDS, Code.WRONG_TYPE, Code.ANCHOR}),
        _no_dates,
    ),
    "key twice": (frozenset({Code.DUPLICATE_KEY}), _doubled),
    "key gone": (frozenset({Code.MISSING}), _gone),
    "id twice": (frozenset({Code.DUPLICATE_ID}), _double_ids),
    "wrong kind": (frozenset({Code.WRONG_TYPE, Code.UNKNOWN_KEY, Code.MISSING}), _wrong_kinds),
    "no id": (frozenset({Code.BAD_ID, Code.DANGLING}), _bad_ids),
    "no page": (frozenset({Code.PAGE, Code.BACKWARDS}), _bad_pages),
    "file outside": (frozenset({Code.FILE_OUTSIDE}), _outside),
    "circle": (frozenset({Code.ORDER, Code.CYCLE}), _circles),
}
