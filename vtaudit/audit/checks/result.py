"""What a check gives, and the small values it is made of.

Separate so that every check, and whoever reads one, shares them without importing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env
from vtaudit.audit.facts import UNKNOWN, Facts
from vtaudit.audit.model import Arg, Fact
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.step import Step
    from vtaudit.dossier.model import Account
    from vtaudit.rulebook.model import With


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found for one binding."""

    kept: Truth
    events: tuple[str, ...] = ()
    """Events it rests on beside those of the binding."""
    deciding: tuple[Fact, ...] = ()
    args: Mapping[str, Arg] = field(default_factory=dict)
    provable: Truth = UNKNOWN
    """For information: whether the record shows what was conveyed."""
    interval: Interval | None = None
    days: tuple[int | None, int | None] | None = None
    document: str | None = None
    key: str | None = None
    """What tells this result from others of the same rule, where no variable does."""


Check = Callable[[Facts, "With", Env], Result]


def fact(kind: str, **args: Arg) -> Fact:
    """Return a deciding fact with its arguments in a fixed order."""
    return Fact(kind, tuple(sorted(args.items())))  # type: ignore[arg-type]


def dispute(step: Step, accounts: Iterable[Account]) -> Fact:
    """Return that it hangs on which of *accounts* of a step is right, each with whose it is."""
    told = tuple(
        Arg("list", items=(Arg("person", a.by), Arg("text", a.text or a.value or "")))
        for a in accounts
    )
    return fact("account", event=event_arg(step.id), accounts=Arg("list", items=told))


def event_arg(event: str) -> Arg:
    """Return a reference to an event for a sentence."""
    return Arg("event", event)
