"""Terms: from when, until when, what met them, by which facts and what sums."""

from __future__ import annotations

from dataclasses import dataclass

from vtaudit.audit.model.words import Args, TermKind, TermStatus, Where
from vtaudit.dates.interval import Interval
from vtaudit.rulebook.model.words import FactKind


@dataclass(frozen=True, slots=True)
class Reading:
    """What the outcome is under one reading of a contested fact, account or rule."""

    id: str
    """What is read one way: the id of a reading of the rule, the actor whose account is followed,
    the way in which doubtful days count, or `record`; `event:ID` for a step that may be the act."""
    args: Args
    status: str
    last_day: Interval | None = None
    met_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the arithmetic of a term."""

    step: str
    """Kind of step, as in `dates.term.Step`."""
    args: Args


@dataclass(frozen=True, slots=True)
class Term:
    """One term: from when, until when, what met it, and what follows."""

    rule: str
    name: str
    about: tuple[str, ...]
    """Events: the one it runs from first."""
    person: str | None
    duty_of: str | None
    runs_from: Interval | None
    runs_from_event: str | None
    last_day: Interval | None
    met_on: Interval | None
    met_by: str | None
    status: TermStatus
    kind: TermKind
    length: str
    """Length as the rule words it, such as `5 werkdagen`; empty when unknown."""
    regime: str
    source: tuple[str, ...]
    """Norm ids."""
    verified: bool
    """Whether every norm it rests on was read in an official or mirrored text."""
    reason: str | None
    """Key of the reason why it does not apply or cannot be determined."""
    readings: tuple[Reading, ...]
    derivation: tuple[Sum, ...]
    slack: tuple[int | None, int | None] | None
    """Calendar days to spare (negative: too late), least and greatest."""
    deciding: tuple[Fact, ...]
    args: Args
    """Values for the rule's sentences."""
    key: str | None
    """What tells this term from others of the same rule and events, such as a promise."""
    where: Where


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that would settle what is not established."""

    kind: FactKind
    args: Args
