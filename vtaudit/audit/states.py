"""States of a case: stretches of time with a holder, begun and ended by steps.

Separate from the facts because a stretch is made of two steps: what the protocol says begins and
ends it, and what the case states itself under `states`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import StateKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """One time that a state lasted."""

    state: str
    begin: Step
    end: Step | None
    """None while it lasts, or where its end is not known."""
    holders: tuple[str, ...]
    lasts: bool = True
    """Whether it lasts when there is no end: of a stretch that the case states, a left-out end is
    not known."""

    @property
    def id(self) -> str:
        """Name by which a variable stands for it: its state and the step that began it."""
        return f"{self.state}@{self.begin.id}"


def stretches(facts: Facts, kind: StateKind) -> tuple[Stretch, ...]:
    """Return the stretches of a state in the order of the chronology, one for each begin.

    A step that would begin it while it lasts with the same holder changes nothing.
    """
    found = [*_stated(facts, kind), *_derived(facts, kind)]
    return tuple(sorted(found, key=lambda s: s.begin.order))


def _stated(facts: Facts, kind: StateKind) -> Iterator[Stretch]:
    for state in facts.case.file.states:
        begin = facts.by_id.get(state.since or "")
        if state.state == kind.id and begin is not None:
            yield Stretch(kind.id, begin, facts.by_id.get(state.until or ""), state.holder,
                          lasts=False)  # fmt: skip


def _derived(facts: Facts, kind: StateKind) -> Iterator[Stretch]:
    begins = {s.id for s in facts.of_activity(kind.begun_by)}
    passes = {s.id for s in facts.of_activity(kind.passed_by)}
    running: tuple[Step, tuple[str, ...]] | None = None
    for step in facts.of_activity((*kind.begun_by, *kind.passed_by, *kind.ended_by)):
        holders = _receivers(facts, step) if step.id in passes else _holders(facts, step)
        held = (step.id in begins or step.id in passes) and holders
        if running is not None and (holders != running[1] if held else _ends(facts, step, running)):
            yield Stretch(kind.id, running[0], step, running[1])
            running = None
        if running is None and held:
            running = step, holders
    if running is not None:
        yield Stretch(kind.id, running[0], None, running[1])


def _ends(facts: Facts, step: Step, running: tuple[Step, tuple[str, ...]]) -> bool:
    """Return whether *step* ends a stretch: only whoever holds it can let it go."""
    own = step.audited and facts.audited_body in running[1]
    return own or not step.actors.isdisjoint(running[1])


def _holders(facts: Facts, step: Step) -> tuple[str, ...]:
    """Return who holds what *step* begins: the bodies that act, or else those that receive it."""
    bodies = facts.case.bodies
    return tuple(sorted(a for a in step.actors if a in bodies)) or _receivers(facts, step)


def _receivers(facts: Facts, step: Step) -> tuple[str, ...]:
    return tuple(sorted(a for a in step.reached if a in facts.case.bodies))
