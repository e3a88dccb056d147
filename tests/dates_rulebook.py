"""The date data of the rulebook for the tests of `dates`, read without the rulebook's loader."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, is_dataclass
from datetime import date
from pathlib import Path

import yaml

import vtaudit.dates.calendar
from vtaudit.dates.calendar import Calendar, WorkingDays
from vtaudit.dates.regime import Regime
from vtaudit.dates.words import DateWords

DATA = Path(vtaudit.dates.calendar.__file__).parent.parent / "rulebook" / "data"


@dataclass(frozen=True, slots=True)
class _Regimes:
    regimes: tuple[Regime, ...]


def built(kind: object, value: object) -> object:
    """Return *value*, made of mappings, lists and strings, as what *kind* asks for."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and isinstance(value, list):
        return tuple(built(args[0], item) for item in value)
    if origin in (types.UnionType, typing.Union):
        return built(next(arg for arg in args if arg is not type(None)), value)
    if origin is typing.Literal:
        assert value in args, f"{value!r} is none of {args}"
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        assert isinstance(value, dict), f"{value!r} is no mapping for {kind}"
        hints = typing.get_type_hints(kind)
        named = {str(key).replace("-", "_"): item for key, item in value.items()}
        return kind(**{name: built(hints[name], item) for name, item in named.items()})
    assert isinstance(value, str), f"{value!r} is no text"
    return date.fromisoformat(value) if kind is date else int(value) if kind is int else value


def _read(name: str, kind: object) -> object:
    text = (DATA / name).read_text(encoding="utf-8")
    return built(kind, yaml.load(text, yaml.BaseLoader))  # noqa: S506 - it makes only text


WORDS = typing.cast("DateWords", _read("dates.yaml", DateWords))
CALENDAR = typing.cast("Calendar", _read("calendar.yaml", Calendar))
REGIMES = {r.id: r for r in typing.cast("_Regimes", _read("regimes.yaml", _Regimes)).regimes}
ATW, EU, NONE = REGIMES["atw"], REGIMES["1182-71"], REGIMES["none"]
DAYS = WorkingDays(CALENDAR)
