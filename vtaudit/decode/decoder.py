"""Nodes to frozen dataclasses: a dataclass is the format of a file.

Separate from the words of its messages. Each type is compiled once into a function, so that a large
case decodes in milliseconds. Metadata of a field: `key` (its key in YAML, else the field's name
without a trailing underscore), `shorthand` (a bare text fills this field), `word` (the text must
come from that vocabulary).
"""

from __future__ import annotations

import dataclasses as dc
import re
import types
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingOf
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, partial
from typing import Generic, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from vtaudit.decode.problems import FAILED, Run, listed, short, unknown_word
from vtaudit.errors import Code, Problem
from vtaudit.message import worded
from vtaudit.span import Span, Text
from vtaudit.yamlio.nodes import Mapping, Node, Scalar, Sequence

T = TypeVar("T")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}").fullmatch
_GLUED = re.compile(r"[\w-]+:\S").match

_Reader: TypeAlias = "Callable[[Node, Run], object]"


def decode(
    node: Node, kind: type[T], vocabulary: MappingOf[str, Collection[str]] | None = None
) -> Decoded[T]:
    """Return *node* as a *kind*, which is a dataclass, with everything that is wrong in it.

    *vocabulary* gives the valid words of each kind of word; a kind that is not in it is not
    checked. Problems have no file or line yet: `Parsed.located` adds them.
    """
    run = Run([], {name: _in_order(known) for name, known in (vocabulary or {}).items()})
    found = _record(kind, node, run)
    built = found if isinstance(found, kind) else None
    return Decoded(None if run.problems else built, built, tuple(run.problems))


def _in_order(known: Collection[str]) -> dict[str, None]:
    """Return *known* for quick look-ups, in an order that is the same every time."""
    return dict.fromkeys(sorted(known) if isinstance(known, AbstractSet) else known)


# -- one reader for each type -----------------------------------------------------------------


def _reader(kind: object, word: str | None) -> _Reader:
    """Return the function that reads a node as *kind*."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        return _reader(next(a for a in args if a is not type(None)), word)
    if origin is tuple:
        return _list_of(_reader(args[0], word))
    if origin is MappingOf:
        return _mapping_of(_reader(args[1], word))
    if origin is Literal:
        return _one_of(args)
    if isinstance(kind, type) and dc.is_dataclass(kind):
        return partial(_record, kind)
    return _word_of(word) if word else _SCALARS[kind]


def _text(node: Node, run: Run) -> object:
    if type(node) is Scalar and node.value is not None:
        start, end = node.start, node.end
        text = Text(node.value)
        text.span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        return text
    return run.wrong_type(worded("a text"), node)


def _whole_number(node: Node, run: Run) -> object:
    if type(node) is Scalar and node.value is not None and _WHOLE(node.value):
        return int(node.value)
    return run.wrong_type(worded("a whole number"), node)


def _day(node: Node, run: Run) -> object:
    if type(node) is not Scalar or node.value is None or not _DAY(node.value):
        return run.wrong_type(worded("a day as YYYY-MM-DD"), node)
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        message = worded("`{value}` is not a day of the calendar", value=node.value)
        return run.say(Code.BAD_DATE, message, node)


_SCALARS: dict[object, _Reader] = {Text: _text, str: _text, int: _whole_number, date: _day}


def _word_of(kind: str) -> _Reader:
    def read(node: Node, run: Run) -> object:
        found = _text(node, run)
        known = run.words.get(kind)
        if known is not None and isinstance(found, Text) and found not in known:
            run.wrong_word(kind, node, found, known)
        return found

    return read


def _one_of(values: tuple[str, ...]) -> _Reader:
    known = {value: value for value in values}

    def read(node: Node, run: Run) -> object:
        if type(node) is not Scalar or node.value is None:
            return run.wrong_type(worded("one of {values}", values=", ".join(values)), node)
        if node.value in known:
            return known[node.value]
        return run.wrong_word("value", node, node.value, values)

    return read


def _list_of(item: _Reader) -> _Reader:
    """Read a list; one item may stand where a list is expected."""

    def read(node: Node, run: Run) -> object:
        nodes = node.items if type(node) is Sequence else (node,)
        found = [item(n, run) for n in nodes]
        return tuple([f for f in found if f is not FAILED] if run.problems else found)

    return read


def _mapping_of(item: _Reader) -> _Reader:
    """Read a mapping with free keys."""

    def read(node: Node, run: Run) -> object:
        if type(node) is not Mapping:
            return run.wrong_type(worded("keys with values"), node)
        values: dict[str, object] = {}
        given: dict[str, Node] = {}
        for key, child in node.pairs:
            if type(key) is not Scalar or key.value is None:
                run.wrong_type(worded("a key"), key)
            elif key.value in given:
                run.twice(key, given[key.value])
            else:
                given[key.value], values[key.value] = key, item(child, run)
        return types.MappingProxyType({k: v for k, v in values.items() if v is not FAILED})

    return read


# -- records ----------------------------------------------------------------------------------


@cache
def _plan(kind: type) -> _Plan:
    """Return how *kind* is read; worked out once."""
    hints = get_type_hints(kind)
    fields = [f for f in dc.fields(kind) if f.name != "span"]
    keys = {f.name: f.metadata.get("key", f.name.removesuffix("_")) for f in fields}
    readers = {f.name: _reader(hints[f.name], f.metadata.get("word")) for f in fields}
    return _Plan(
        kind,
        {keys[name]: (name, reader) for name, reader in readers.items()},
        {f.name: keys[f.name] for f in fields if _is_required(f)},
        next((keys[f.name] for f in fields if f.metadata.get("shorthand")), None),
        {name: key for name, key in keys.items() if name != key},
        "span" in hints,
    )


def _is_required(field: dc.Field[object]) -> bool:
    return field.default is dc.MISSING and field.default_factory is dc.MISSING


def _record(kind: type, node: Node, run: Run) -> object:
    """Read *node* as the dataclass *kind*; not built when something required is wrong in it."""
    plan = _plan(kind)
    if type(node) is Scalar and node.value is not None and plan.shorthand is not None:
        pairs: tuple[tuple[Node, Node], ...] = ((node._replace(value=plan.shorthand), node),)
    elif type(node) is Mapping:
        pairs = node.pairs
    else:
        return _no_record(plan, node, run)
    values: dict[str, object] = {}
    given: dict[str, Node] = {}
    for key, child in pairs:
        known = plan.readers.get(key.value or "") if type(key) is Scalar else None
        if known is None or known[0] in given:
            _wrong_key(plan, key, given, run)
            continue
        given[known[0]] = key
        if type(child) is not Scalar or child.value is not None:
            values[known[0]] = known[1](child, run)
    return _built(plan, node, values, run)


def _built(plan: _Plan, node: Node, values: dict[str, object], run: Run) -> object:
    """Return the record with *values*; a key that is missing is told, a wrong one has been."""
    complete = True
    for name, key in plan.required.items():
        if name not in values:
            run.say(Code.MISSING, worded("`{key}` is missing", key=key), node)
        complete = complete and values.get(name, FAILED) is not FAILED
    if not complete:
        return FAILED
    if run.problems:
        values = {name: value for name, value in values.items() if value is not FAILED}
    if plan.placed:
        start, end = node.start, node.end
        values["span"] = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    return plan.kind(**values)


def _wrong_key(plan: _Plan, key: Node, given: MappingOf[str, Node], run: Run) -> None:
    """Tell that a key does not exist, or is given twice."""
    if type(key) is not Scalar or key.value is None:
        run.wrong_type(worded("a key"), key)
    elif key.value in plan.readers:
        run.twice(key, given[plan.readers[key.value][0]])
    elif key.value in plan.renamed:
        message = worded(
            "{unknown}; did you mean `{near}`?",
            unknown=unknown_word("key", key.value),
            near=plan.renamed[key.value],
        )
        run.say(Code.UNKNOWN_KEY, message, key)
    else:
        run.wrong_word("key", key, key.value, plan.readers)


def _no_record(plan: _Plan, node: Node, run: Run) -> object:
    if type(node) is Scalar and node.value is not None and _GLUED(node.value):
        message = worded("a space is missing after the colon in `{value}`", value=short(node.value))
        return run.say(Code.WRONG_TYPE, message, node)
    return run.wrong_type(
        worded("keys with values ({readers})", readers=listed(plan.readers)), node
    )


@dc.dataclass(frozen=True, slots=True)
class Decoded(Generic[T]):
    """What was read."""

    value: T | None
    """The record; None when anything at all is wrong in it."""
    partial: T | None
    """What could be read, to look for further mistakes in: items that could not be are left out,
    optional keys that could not be have their default. None when the root itself could not be."""
    problems: tuple[Problem, ...]
    """Everything that is wrong."""


@dc.dataclass(frozen=True, slots=True)
class _Plan:
    """How a dataclass is read."""

    kind: type
    readers: MappingOf[str, tuple[str, _Reader]]
    """By key: name of the field, and how its value is read."""
    required: MappingOf[str, str]
    """Keys that must be given, by the name of their field."""
    shorthand: str | None
    """Key that a bare text fills."""
    renamed: MappingOf[str, str]
    """Keys of the fields that are named otherwise in the code."""
    placed: bool
    """Whether it keeps its span."""
