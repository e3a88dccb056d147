"""Findings, gaps and pairings of steps with norms."""

from __future__ import annotations

from dataclasses import dataclass

from vtaudit.audit.model.terms import Fact, Reading
from vtaudit.audit.model.words import (
    Args,
    Certainty,
    Citation,
    GapKind,
    PairingVerdict,
    Severity,
    Where,
)
from vtaudit.dates.interval import Interval


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the record shows wanting, or does not allow one to establish."""

    id: str
    code: str
    name: str
    severity: Severity
    certainty: Certainty
    events: tuple[str, ...]
    person: str | None
    item: str | None
    norms: tuple[str, ...]
    args: Args
    """Values for the rule's sentences."""
    reason: str
    """Which of the rule's sentences applies: `contradicted` or `not-established`."""
    deciding: tuple[Fact, ...]
    readings: tuple[Reading, ...]
    exceptions: tuple[str, ...]
    """Grounds for an exception that were considered."""
    citations: tuple[Citation, ...]
    verified: bool
    where: Where
    hanging: tuple[str, ...] = ()
    """Where accounts differ: the ids of findings that hang on which of them is right."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in the record: late, missing, unrecorded, unanswered, undatable, silent, disputed."""

    kind: GapKind
    events: tuple[str, ...]
    person: str | None
    item: str | None
    interval: Interval | None
    days: tuple[int | None, int | None] | None
    """For a silence: least and greatest number of calendar days."""
    certainty: Certainty
    finding: str | None
    """Id of the finding that words it."""
    where: Where


@dataclass(frozen=True, slots=True)
class Pairing:
    """A step beside a norm that it touches, and what the record lets one say."""

    event: str
    norm: str
    verdict: PairingVerdict
    why: str
    """Key of the reason why the step touches the norm: the activity's id in the protocol."""
    rules: tuple[str, ...]
    """Rules that tested it."""
    findings: tuple[str, ...]
    person: str | None = None
    kept: tuple[str, ...] = ()
    """Those of the rules that the record shows to have been kept."""
