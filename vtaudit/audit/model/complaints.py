"""What bears on each complaint, and what is left to ask."""

from __future__ import annotations

from dataclasses import dataclass

from vtaudit.audit.model.terms import Fact
from vtaudit.audit.model.words import Args, Citation, PairingVerdict


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a person was told something: a cell of the person-by-information table."""

    person: str
    item: str
    verdict: PairingVerdict
    event: str | None
    provable: str
    """Whether the record shows what was conveyed: yes, no, unknown."""


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """What an instance decided, as the case records it."""

    id: str
    by: tuple[str, ...]
    outcome: str
    date: str | None
    norms: tuple[str, ...]
    text: str | None
    overturned_by: str | None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What a party says of a complaint."""

    by: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Positive:
    """Something the record shows in favour of the body: a rule that was kept."""

    rule: str
    name: str
    events: tuple[str, ...]
    person: str | None
    item: str | None
    norms: tuple[str, ...]
    args: Args
    disputed: tuple[Fact, ...] = ()
    """Further steps that would show it, and whose accounts of them differ."""
    citations: tuple[Citation, ...] = ()
    """Where the steps and the paper on which it rests can be read."""


@dataclass(frozen=True, slots=True)
class ComplaintResult:
    """A complaint beside what bears on it."""

    id: str
    text: str
    by: str | None
    against: str
    norms: tuple[str, ...]
    about: tuple[str, ...]
    views: tuple[View, ...]
    findings: tuple[str, ...]
    """Findings that bear on it: their events and its `about` meet, and so do their norms."""
    shown: tuple[Positive, ...]
    """What the record shows to have been kept, that bears on it in the same way."""
    redress: tuple[Positive, ...]
    """Redress that the record shows."""
    redress_missing: tuple[str, ...]
    """Kinds of redress that the record does not show (ids of findings)."""
    verdicts: tuple[RecordedVerdict, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that would settle something."""

    to: str
    """Id of the body, or `complainant`."""
    rule: str
    findings: tuple[str, ...]
    args: Args
    facts: tuple[Fact, ...]
