"""What made-up dossiers are made of: people, steps with their distances, and presets of knobs.

Separate from the making: a scenario is data, so that another protocol needs no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from vtaudit.decode import decode, wrong_word
from vtaudit.errors import RulebookError, UsageError
from vtaudit.span import NOWHERE, Span, Text
from vtaudit.yamlio import parse

FOLDER = Path(__file__).parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of every dossier."""

    id: Text
    role: Text
    authority: Literal["yes", "no", "unknown"] = "unknown"
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of every dossier."""

    id: Text
    kind: Text
    statutory_body: Literal["yes", "no", "unknown"] = "unknown"
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Knobs:
    """How often, in a hundred, something goes one way."""

    says: Text
    """What it is like."""
    on_time: int
    """Steps whose distance is taken from `days` and not from `late`."""
    vague: int
    """Dates told as a part of a month."""
    rival: int
    """Steps about whose date somebody says otherwise."""
    covered: int
    """Dossiers whose papers cover everything."""
    source: Text | None = None
    """Where a figure comes from."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Template:
    """A step that may happen."""

    id: Text
    activity: Text
    text: Text
    by: Text
    channel: Text
    after: Text | None = None
    """The step it follows; it happens only if that did."""
    each: Text | None = None
    """The step of which each one has its own of these."""
    days: tuple[int, ...] = (0, 0)
    """Least and most days after, when in time."""
    late: tuple[int, ...] = (0, 0)
    """Least and most days after, when late."""
    chance: int = 100
    """How often it happens, in a hundred."""
    most: int = 1
    """How many there may be."""
    apart: tuple[int, ...] = (1, 30)
    """Least and most days between them."""
    choice: Text | None = None
    """Of the steps of one choice only one happens."""
    weight: int = 1
    """How often it is the one, beside the others."""
    to: tuple[Text, ...] = ()
    with_: tuple[Text, ...] = ()
    concerns: tuple[Text, ...] = ()
    """Ids, or `parents`, `children`, `all`."""
    about: Text | None = None
    answers: Text | None = None
    says: tuple[Text, ...] = ()
    sometimes: tuple[Text, ...] = ()
    """What is said in half of them."""
    asks: tuple[Text, ...] = ()
    recorded: int | None = None
    """How often what was said is on record, in a hundred; left out says nothing."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of made-up dossier."""

    protocol: Text
    audited: Text
    first_day: date
    last_day: date
    dossier: int
    """Days from the first step to the peildatum."""
    people: tuple[Somebody, ...]
    children: tuple[Text, ...]
    """Pseudonyms."""
    most_children: int
    bodies: tuple[Organisation, ...]
    presets: Mapping[str, Knobs]
    steps: tuple[Template, ...]
    span: Span = NOWHERE


@cache
def scenario(name: str) -> Scenario:
    """Return the scenario *name*; raises UsageError for an unknown one."""
    file = FOLDER / f"{name}.yaml"
    known = sorted(p.stem for p in FOLDER.glob("*.yaml"))
    if name not in known:
        raise UsageError(wrong_word("scenario", name, known))
    parsed = parse(file.read_bytes(), file.name)
    if parsed.root is None:
        raise RulebookError(None, parsed.problems)
    found = decode(parsed.root, Scenario)
    if found.value is None:
        raise RulebookError(None, parsed.located(found.problems))
    return found.value
