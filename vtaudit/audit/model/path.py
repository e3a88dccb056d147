"""The path of a case: its steps in order, and where it leaves the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.audit.model.words import Citation, Likelihood, PairingVerdict, Where, YesNo
from vtaudit.dates.interval import Interval


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body of the case."""

    id: str
    kind: Literal["person", "body"]
    role: str
    """A person's role, or the kind of a body."""
    name: str | None
    """Name of a body; a person's only after the user asked for names."""
    child: bool
    audited: bool
    accounts: int
    """How many accounts of this person differ."""


@dataclass(frozen=True, slots=True)
class RivalDay:
    """What somebody else says about when a step was."""

    by: str
    interval: Interval
    status: str
    """What the case makes of it: disputed, unsure, corrected or slip."""
    restricted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the chronology."""

    event: str
    date: str
    """The date as the source words it; empty when there is none."""
    interval: Interval
    """The days on which it can have been, after every order in the case is used."""
    activity: str
    phase: str | None
    track: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    """All who received or took part, besides those who acted."""
    concerns: tuple[str, ...]
    channel: str | None
    text: str
    of_event: str
    """Whether there is a record that it happened: yes, no, unknown."""
    of_content: str
    """Whether there is a record of what was said: yes, no, unknown."""
    audited: str
    """Whether this is a step of the audited body: yes, no, unknown."""
    after_as_of: str
    """Whether it lies after the peildatum (yes, no, unknown); `yes` is shown, not audited."""
    accounts: tuple[str, ...]
    """Who gives a differing account of this step, in order."""
    sources: tuple[Citation, ...]
    restricted: bool
    where: Where
    rivals: tuple[RivalDay, ...] = ()
    """What else is said about the day, in the order of the case."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step of the alignment of record and protocol."""

    kind: Literal["sync", "log", "model"]
    """`sync`: recorded and foreseen; `log`: recorded only; `model`: foreseen only."""
    activity: str
    event: str | None
    phase: str | None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A difference between the record and the protocol's flow."""

    kind: Literal["log", "model"]
    likelihood: Likelihood
    activity: str
    event: str | None
    track: str
    object: str | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What becomes of a run under one answer to a link that the case leaves open."""

    event: str
    """The step of which it is not certain that it belongs to the object of the run."""
    belongs: YesNo
    """The answer: that it does, or that it does not."""
    cost: int
    settled: tuple[Deviation, ...]
    """Deviations that are certain under this answer, and only possible without it."""
    gone: tuple[Deviation, ...]
    """Deviations that are possible without this answer, and not there under it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The path of one object (a report, a complaint, the family dossier) through its track."""

    track: str
    object: str | None
    """Id of the event that opened it; None for the family dossier and the like."""
    steps: tuple[str, ...]
    """Events that belong to it, or may."""
    moves: tuple[Move, ...]
    """One alignment of the least cost, in an order that the record allows."""
    deviations: tuple[Deviation, ...]
    alternatives: tuple[Alternative, ...]
    """What open links change; only those that change anything."""
    cost: int
    """The least over all orders and readings; an upper bound when not exact."""
    lower: int
    """The cost is certainly not below this; the cost itself when exact."""
    exact: bool
    """Whether every order and reading was looked at, as far as any can matter."""
    fitness: float
    """1 minus the cost, over the cost of the worst alignment; 1.0 is a perfect fit."""
    phase: str | None
    """Phase of the last step that is both recorded and foreseen: where it stands."""
    stands_at: tuple[str, ...]
    """Activities that the protocol allows next, on the peildatum."""
    complete: bool
    """Whether the protocol's flow may have come to its end."""


@dataclass(frozen=True, slots=True)
class Phase:
    """When a phase was entered and left."""

    phase: str
    track: str
    events: tuple[str, ...]
    entered: Interval
    left: Interval
    """The last step in it, as far as the record goes; `ended` says whether a step ended it."""
    ended: tuple[str, ...] = ()
    """Recorded steps that end the phase."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What a step needs before it by the protocol, and what the record shows of that."""

    event: str
    number: int
    """Which of the activity's needs, from 0."""
    verdict: PairingVerdict
    shown_by: tuple[str, ...]
    """Steps, or grounds, that the record shows for it; those that only may be, when unclear."""


@dataclass(frozen=True, slots=True)
class Path:
    """The way the case went through the protocol."""

    protocol: str
    phases: tuple[Phase, ...]
    runs: tuple[Run, ...]
    needs: tuple[Needed, ...] = ()
