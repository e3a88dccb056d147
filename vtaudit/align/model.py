"""Process models made of blocks, as a protocol words them: sequence, choice, parallel, loop.

Separate from the net and the states they are compiled to: these are what a person writes.
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
    phase: str | None = None
    """The phase it stands in; moves carry it through, the search does not look at it."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All parts, one after the other."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the parts, of which there is at least one."""

    parts: tuple[Block, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a choice without parts has no way through")


@dataclass(frozen=True, slots=True)
class Parallel:
    """All parts, in any order and interleaved."""

    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Optional_:  # noqa: N801 - `Optional` is a word of the type system
    """The body or nothing."""

    body: Block


@dataclass(frozen=True, slots=True)
class Loop:
    """The body once, and again after every `redo`; without one, again straight away."""

    body: Block
    redo: Block | None = None


Block: TypeAlias = Step | Silent | Sequence | Choice | Parallel | Optional_ | Loop


@dataclass(frozen=True, slots=True)
class Costs:
    """What a deviation costs: whole numbers of at least 1.

    A step that is both recorded and foreseen costs nothing, and so does a silent one.
    """

    log: int = 1
    """Of a recorded step that is not foreseen."""
    model: int = 1
    """Of a foreseen step that is not recorded."""
    logs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By activity, where it is not `log`."""
    models: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By activity, where it is not `model`."""

    def __post_init__(self) -> None:
        if min(self.log, self.model, *self.logs.values(), *self.models.values()) < 1:
            raise ValueError("a deviation costs at least 1")

    def __hash__(self) -> int:
        logs, models = frozenset(self.logs.items()), frozenset(self.models.items())
        return hash((self.log, self.model, logs, models))

    def of_log(self, activity: str) -> int:
        """Return the cost of a recorded *activity* that is not foreseen."""
        return self.logs.get(activity, self.log)

    def of_model(self, activity: str) -> int:
        """Return the cost of a foreseen *activity* that is not recorded."""
        return self.models.get(activity, self.model)


@dataclass(frozen=True, slots=True)
class Model:
    """What is foreseen, and what deviating from it costs.

    Its hash is counted once: everything that is compiled from a model is kept under it.
    """

    root: Block
    costs: Costs = field(default_factory=Costs)
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.root, self.costs)))

    def __hash__(self) -> int:
        return self._hash
