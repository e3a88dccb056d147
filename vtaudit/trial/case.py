"""The tiny cases of examples: completed with a frame, and changed as a repair asks.

Separate from what is found in them. A change is itself a piece of a case: a list of things with
ids may be given as a mapping by id, in which `~` takes a thing away and a new id adds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from vtaudit.dossier.reader import case_of
from vtaudit.errors import RulebookError
from vtaudit.message import worded
from vtaudit.yamlio import Mapping as MappingNode
from vtaudit.yamlio import Node, Plain, emit, parse
from vtaudit.yamlio import Scalar as ScalarNode
from vtaudit.yamlio import Sequence as SequenceNode

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook

FRAME = Path(__file__).parent / "frame.yaml"
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""A piece of a case; None is a value that is taken away."""


def built(book: Rulebook, text: str, *changes: str) -> Case:
    """Return the case that *text* is a piece of, changed by *changes*, in the frame.

    Raises InputError with everything wrong in it and RulebookError for text that is not YAML.
    """
    whole = text_of(text, *changes).encode()
    return case_of(Path("case.yaml"), whole, book.vocabulary(), book.dates, book.working_days)


def text_of(text: str, *changes: str) -> str:
    """Return the whole case file that *text* is a piece of, changed by *changes*."""
    own: Tree = tree_of(text)
    for tree in map(tree_of, changes):
        if tree:
            own = changed(completed(own), tree)
    return emit(cast("Mapping[str, Plain]", _given(completed(own))))


def completed(own: Tree) -> dict[str, Tree]:
    """Return *own* with the frame around it: its keys go before, those of `case` one by one.

    Raises RulebookError where *own* is no piece of a case.
    """
    if own is not None and not isinstance(own, dict):
        raise RulebookError(worded("it is no piece of a case: expected keys with values"))
    frame, given = _frame(), own or {}
    whole = {**frame, **given}
    head, base = given.get("case"), frame["case"]
    if head is None or isinstance(head, dict):
        assert isinstance(base, dict)
        whole["case"] = {**base, **(head or {})}
    events = whole["events"]
    if isinstance(events, list):
        whole["events"] = [_with_text(e) for e in events]
    return whole


def _with_text(event: Tree) -> Tree:
    """Return an event with the text that examples leave out."""
    return {"text": f"Stap {event.get('id')}", **event} if isinstance(event, dict) else event


def changed(base: Tree, change: Tree) -> Tree:
    """Return *base* with *change* made in it."""
    if isinstance(base, list) and isinstance(change, dict):
        return _changed_list(base, change)
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    found = dict(base)
    for key, value in change.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = changed(found.get(key), value)
    return found


def _changed_list(base: list[Tree], change: dict[str, Tree]) -> list[Tree]:
    """Return the things of *base* with those that *change* names changed, gone or added."""
    found = {_id(thing): thing for thing in base}
    for name, value in change.items():
        if value is None:
            found.pop(name, None)
        else:
            new: Tree = {"id": name}
            found[name] = changed(found.get(name, new), value)
    return list(found.values())


def _id(thing: Tree) -> str:
    """Return by what a change names a thing of a list: its id or its item, or the word itself."""
    if isinstance(thing, dict):
        return str(thing.get("id") or thing.get("item") or thing.get("by") or thing)
    return str(thing)


def _given(tree: Tree) -> Tree:
    """Return *tree* without keys that have no value, as the reader takes them."""
    if isinstance(tree, dict):
        return {k: _given(v) for k, v in tree.items() if v is not None}
    return [_given(t) for t in tree] if isinstance(tree, list) else tree


@cache
def _frame() -> dict[str, Tree]:
    found = tree_of(FRAME.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def tree_of(text: str) -> Tree:
    """Return *text* as a piece of a case; raises RulebookError where it is not YAML."""
    parsed = parse(text.encode(), "example")
    if parsed.root is None:
        raise RulebookError(problems=parsed.problems)
    return _tree(parsed.root)


def _tree(node: Node) -> Tree:
    if isinstance(node, SequenceNode):
        return [_tree(n) for n in node.items]
    if isinstance(node, MappingNode):
        pairs = ((k.value, v) for k, v in node.pairs if isinstance(k, ScalarNode))
        return {str(k): _tree(v) for k, v in pairs}
    return node.value
