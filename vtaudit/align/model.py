"""Process models made of blocks, as a protocol words them: sequence, choice, parallel, loop.

Separate from the net they are compiled to: these are what a person writes and reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Step:
    """One activity."""

    activity: str


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All parts, one after the other."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the parts."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """All parts, in any order and interleaved."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """The body or nothing."""

    body: Block


@dataclass(frozen=True, slots=True)
class Loop:
    """The body once, and again after every `redo`."""

    body: Block
    redo: Block = Silent()


Block: TypeAlias = Step | Silent | Sequence | Choice | Parallel | Maybe | Loop


@dataclass(frozen=True, slots=True)
class Costs:
    """What a deviation costs; a step that is both recorded and foreseen costs nothing.

    Costs are whole numbers of at least 1.
    """

    models: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of a foreseen step that is not recorded, by activity; 1 where it is not named."""
    logs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of a recorded step that is not foreseen, by activity; 1 where it is not named."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is foreseen, and what deviating from it costs."""

    root: Block
    costs: Costs = field(default_factory=Costs)
