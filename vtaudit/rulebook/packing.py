"""Dataclasses to plain lists and back, so that a rulebook can be kept as JSON.

Separate from the loader because it knows nothing of rulebooks: a record becomes the list of its
fields, in their order, without where it stood. Trailing defaults are left out.
"""

from __future__ import annotations

import dataclasses as dc
import types
from collections.abc import Callable, Hashable
from collections.abc import Mapping as MappingOf
from datetime import date
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def pack(value: object, kind: object) -> object:
    """Return *value*, which is a *kind*, as lists, mappings and texts."""
    origin, args = get_origin(kind), get_args(kind)
    if value is None:
        return None
    if origin in (types.UnionType, Union):
        return pack(value, next(a for a in args if a is not type(None)))
    if origin is tuple:
        return [pack(v, args[0]) for v in cast("tuple[object, ...]", value)]
    if origin is MappingOf:
        items = cast("MappingOf[str, object]", value).items()
        return {str(k): pack(v, args[1]) for k, v in items}
    if isinstance(kind, type) and dc.is_dataclass(kind):
        return _packed(value, kind)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _packed(value: object, kind: type) -> list[object]:
    hints = get_type_hints(kind)
    fields = [f for f in dc.fields(kind) if f.name != "span"]
    values = [getattr(value, f.name) for f in fields]
    while values and values[-1] == fields[len(values) - 1].default:
        values.pop()
    return [pack(v, hints[f.name]) for f, v in zip(fields, values, strict=False)]


def unpack(plain: object, kind: type[T]) -> T:
    """Return what `pack` made into *plain* as a *kind* again."""
    return cast("T", _maker(cast("Hashable", kind))(plain))


@cache
def _maker(kind: Hashable) -> Callable[[object], object]:
    """Return the function that makes a *kind* of plain data; worked out once for each kind."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        inner = _maker(next(a for a in args if a is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        item = _maker(args[0])
        return lambda plain: tuple(map(item, cast("list[object]", plain)))
    if origin is MappingOf:
        item = _maker(args[1])
        return lambda plain: {k: item(v) for k, v in cast("dict[str, object]", plain).items()}
    if isinstance(kind, type) and dc.is_dataclass(kind):
        return _record(kind)
    if kind is date:
        return lambda plain: date.fromisoformat(cast("str", plain))
    return _same


def _same(plain: object) -> object:
    return plain


def _record(kind: type) -> Callable[[object], object]:
    """Return the maker of a record; its fields are looked up when the first one is made."""
    makers: list[Callable[[object], object]] = []

    def make(plain: object) -> object:
        if not makers:
            hints = get_type_hints(kind)
            makers.extend(_maker(hints[f.name]) for f in dc.fields(kind) if f.name != "span")
        values = cast("list[object]", plain)
        return kind(*[m(v) for m, v in zip(makers, values, strict=False)])

    return make
