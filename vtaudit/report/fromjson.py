"""An audit read back from its JSON, so that it can be compared with a later one.

Separate from the writer, which knows no mistakes: here any file may come in. The fields of the
model say what must stand where; the sentences beside them are left out, because they follow.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vtaudit.audit import model
from vtaudit.errors import InputError
from vtaudit.message import Message, said, worded
from vtaudit.report.json import PARTS, SCHEMA, SENTENCES

T = TypeVar("T")
_HEAD = ("schema", "vtaudit", "case", "as_of")
"""Keys of the file beside the parts."""
_DEEPEST = 40
"""Levels of an audit at most, far more than any has."""


class _Wrong(Exception):  # noqa: N818 - no user sees it, unless what we kept ourselves is spoiled
    """Where something is wrong, and what was expected there."""

    def __init__(self, place: str, what: Message) -> None:
        super().__init__(place)
        self.place, self.what = place, what


def audit_of(data: bytes, name: str) -> model.Audit:
    """Return the audit that the JSON file *name* holds; raises InputError for any other file."""
    try:
        whole = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(
            worded("{path}: this is no JSON: {reason}", path=name, reason=said(error))
        ) from None
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
        raise InputError(
            worded("{path}: this is no audit: `schema` is not `{schema}`", path=name, schema=SCHEMA)
        )
    try:
        return built(model.Audit, _flat(whole), "audit")
    except _Wrong as wrong:
        by = whole.get("vtaudit", {})
        made = by.get("version", "?") if isinstance(by, dict) else "?"
        raise InputError(
            worded("{path} (of vtaudit {version}): {place}: {wrong}", path=name, version=made,
                   place=wrong.place, wrong=wrong.what)
        ) from None  # fmt: skip


def _once(pairs: Any) -> dict[str, Any]:
    """Return an object whose keys are each given once; raises ValueError for any other."""
    found = {} if isinstance(pairs, str) else dict(pairs)
    if len(found) != len(pairs):  # also for `NaN` and `Infinity`, which come as a text
        raise ValueError(worded("a key is given twice, or a number is none"))
    return found


def _flat(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the file as the fields of an audit."""
    _known(whole, (*_HEAD, *PARTS), "audit")
    tool = whole.get("vtaudit", {})
    if not isinstance(tool, dict):
        raise _Wrong("vtaudit", worded("expected an object"))
    book = tool.get("rulebook", {})
    if not isinstance(book, dict):
        raise _Wrong("vtaudit.rulebook", worded("expected an object"))
    _known(tool, ("version", "rulebook", "seal"), "vtaudit")
    _known(book, ("version", "sha256"), "vtaudit.rulebook")
    flat = {"version": tool.get("version"), "rulebook": book.get("version"),
            "rulebook_sha256": book.get("sha256"), "case": whole.get("case"),
            "as_of": whole.get("as_of")}  # fmt: skip
    return flat | {part: whole[part] for part in PARTS if part in whole}


@cache
def _hints(kind: Hashable) -> Mapping[str, Any]:
    return get_type_hints(kind)


def built(kind: type[T], value: object, at: str) -> T:
    """Return *value* as an object of the class *kind*; *at* names its place.

    Raises _Wrong, with the place, where it holds something else.
    """
    if not isinstance(value, dict):
        raise _Wrong(at, worded("expected an object"))
    beside = SENTENCES.get(kind, ())
    names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    if kind is not model.Audit:
        _known(value, (*names, *beside, *(["translations"] if beside else [])), at)
    hints, found = _hints(cast("Hashable", kind)), {}
    for f in fields(kind):  # type: ignore[arg-type]
        here = f"{at}.{f.name}"
        if f.name in value:
            held = value[f.name]
            named = f.type == "Args" and isinstance(held, dict)
            found[f.name] = _read(hints[f.name], [list(p) for p in held.items()] if named else held,
                                  here)  # fmt: skip
        elif f.default is MISSING and f.default_factory is MISSING:
            raise _Wrong(here, worded("it is missing"))
    return kind(**found)


def _known(value: Mapping[str, Any], names: Collection[str], at: str) -> None:
    """Raise when *value* has a key that is none of *names*."""
    for key in value:
        if key not in names:
            raise _Wrong(f"{at}.{key}", worded("no audit has this key"))
    if len(at.split(".")) > _DEEPEST:
        raise _Wrong(f"{at[:60]}…", worded("it is too deep"))


def _read(hint: Any, value: Any, at: str) -> Any:
    """Return *value* as *hint* says."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        some = ", ".join(map(str, inner))
        return _checked(value in inner, value, at, worded("expected one of {some}", some=some))
    if origin in (Union, UnionType):
        rest = [h for h in inner if h is not NoneType]
        return None if value is None else _read(rest[0], value, at)
    if origin is tuple:
        _checked(isinstance(value, list), value, at, worded("expected a list"))
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        _checked(len(kinds) == len(value), value, at,
                 worded("expected {number} values", number=len(kinds)))  # fmt: skip
        pairs = enumerate(zip(kinds, value, strict=True))
        return tuple(_read(k, v, f"{at}[{n}]") for n, (k, v) in pairs)
    if is_dataclass(hint):
        return built(hint, value, at)  # type: ignore[arg-type]
    if hint is date:
        return _day(value, at)
    if hint is float and type(value) is int:
        return float(value)
    return _checked(type(value) is hint, value, at,
                    worded("expected a value of the kind {kind}", kind=hint.__name__))  # fmt: skip


def _day(value: object, at: str) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise _Wrong(at, worded("expected a day")) from None
    return _checked(value == day.isoformat(), day, at, worded("expected a day"))


def _checked(ok: bool, value: T, at: str, expected: Message) -> T:  # noqa: FBT001 - a test
    if not ok:
        raise _Wrong(at, expected)
    return value
