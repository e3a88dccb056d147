"""What a check gives, and the small values it is made of.

Separate so that every check, and whoever reads one, shares them without importing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.facts import UNKNOWN, Facts
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.select import Env
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.rulebook.model import With


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found for one binding."""

    kept: Truth
    events: tuple[str, ...] = ()
    """Events it rests on beside those of the binding."""
    args: Mapping[str, Arg] = field(default_factory=dict)
    provable: Truth = UNKNOWN
    """For information: whether the record shows what was conveyed."""
    interval: Interval | None = None
    days: tuple[int | None, int | None] | None = None
    document: str | None = None
    deciding: tuple[Fact, ...] = ()
    """What would settle it beside what the engine finds; a check of its own events gives all."""
    key: str | None = None
    """What tells this result from others of the same rule, where no variable does."""


Check = Callable[[Facts, "With", Env], Result]

__all__ = ["Check", "Result", "event_arg", "fact"]
