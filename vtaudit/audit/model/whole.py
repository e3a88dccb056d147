"""The audit as a whole, with what it rests on and what it could not look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.audit.model.complaints import ComplaintResult, Question, Told
from vtaudit.audit.model.findings import Finding, Gap, Pairing
from vtaudit.audit.model.path import Actor, Entry, Path
from vtaudit.audit.model.terms import Term
from vtaudit.audit.model.words import Args, Where
from vtaudit.dates.interval import Interval


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """An entry of `accepted` and what came of it."""

    rule: str
    reason: str
    until: date | None
    findings: tuple[str, ...]
    state: Literal["used", "unused", "expired"]
    where: Where


@dataclass(frozen=True, slots=True)
class NotAudited:
    """Something that could not be audited, and why."""

    kind: Literal["event", "rule", "person", "document", "calendar", "rulebook"]
    id: str
    reason: str
    """Key of the reason."""
    args: Args = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch that the record covers."""

    interval: Interval
    persons: tuple[str, ...]
    activities: tuple[str, ...]
    contents: bool
    full: bool
    reason: str | None
    items: tuple[str, ...] = ()
    """About which information the record is complete; empty means all."""


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What was audited."""

    id: str
    title: str
    summary: str | None
    reference: str | None
    protocol: str
    audited: str
    sha256: str
    coverage: tuple[Coverage, ...]
    documents: tuple[DocumentInfo, ...]
    restricted_on: tuple[str, ...] = ()
    """Norms on the ground of which the case restricts something; empty text: none is stated."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A paper of the case."""

    id: str
    kind: str
    title: str | None
    file: str | None
    sha256: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """How the findings compare with those of an earlier audit of the same case."""

    as_of: date
    """Peildatum of the earlier audit."""
    rulebook: str
    """Version of the rulebook it used."""
    new: tuple[str, ...]
    """Findings that were not there, or were undetermined then and are established now."""
    known: tuple[str, ...]
    """Findings that were there."""
    gone: tuple[str, ...]
    """Findings of the earlier audit that are no longer there."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that follows from a case, a rulebook and a peildatum."""

    version: str
    rulebook: str
    rulebook_sha256: str
    case: CaseInfo
    as_of: date
    people: tuple[Actor, ...]
    timeline: tuple[Entry, ...]
    path: Path
    terms: tuple[Term, ...]
    gaps: tuple[Gap, ...]
    pairings: tuple[Pairing, ...]
    told: tuple[Told, ...]
    findings: tuple[Finding, ...]
    complaints: tuple[ComplaintResult, ...]
    questions: tuple[Question, ...]
    accepted: tuple[AcceptedFinding, ...]
    not_audited: tuple[NotAudited, ...] = field(default=())
    baseline: Baseline | None = None
    """Comparison with an earlier audit, where one was given."""
