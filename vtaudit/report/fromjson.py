"""An audit read back from its JSON, so that it can be compared with a later one.

Separate from the writer, which knows no mistakes: here any file may come in. The fields of the
model say what must stand where; the sentences beside them are left out, because they follow.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from vtaudit.audit import model
from vtaudit.errors import InputError
from vtaudit.message import Message, worded
from vtaudit.report.json import PARTS, SCHEMA

T = TypeVar("T")


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """Where something is wrong, and what was expected there."""

    def __init__(self, place: str, what: Message) -> None:
        super().__init__(place)
        self.place, self.what = place, what


def audit_of(data: bytes, name: str) -> model.Audit:
    """Return the audit that the JSON file *name* holds; raises InputError for any other file."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            worded("{path}: this is no JSON: {reason}", path=name, reason=error)
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


def _flat(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the file as the fields of an audit."""
    tool = whole.get("vtaudit", {})
    book = tool.get("rulebook", {}) if isinstance(tool, dict) else {}
    if not isinstance(book, dict):
        raise _Wrong("vtaudit.rulebook", worded("expected an object"))
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
        return date.fromisoformat(str(value))
    except ValueError:
        raise _Wrong(at, worded("expected a day")) from None


def _checked(ok: bool, value: T, at: str, expected: Message) -> T:  # noqa: FBT001 - a test
    if not ok:
        raise _Wrong(at, expected)
    return value
