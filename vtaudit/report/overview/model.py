"""What an overview counts, with room for what may not be told.

Separate from the counting, which needs a store, and from the pages: all of them know only this.
Every count is of cases, so that no figure counts one family twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.audit.model import PairingVerdict

VERDICTS: tuple[PairingVerdict, ...] = (
    "contradicted", "not-established", "shown", "not-applicable",
)  # fmt: skip
"""The verdicts in the order of the columns: what needs attention first."""
Counts = tuple[int | None, ...]
"""A number of cases for each of `VERDICTS`; None is hidden."""
Days = tuple[int | None, int | None]
"""Calendar days, least and most, given what is undetermined; None is without bound."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body whose cases were audited."""

    body: str
    """Kind of body."""
    name: str
    """Its name; empty for all those of one kind that have none."""
    cases: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule, with the cases that have each verdict."""

    rule: str
    total: Counts
    by: tuple[Counts, ...]
    """For each organisation, in their order."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: of so many cases the middle, and the middle half."""

    cases: int | None
    """Cases in which it is known; None is hidden."""
    quarter: Days
    """A quarter of them took no longer."""
    median: Days
    three_quarters: Days


@dataclass(frozen=True, slots=True)
class Times:
    """How long a term or a phase took, over all cases and for each organisation."""

    kind: Literal["term", "phase"]
    code: str
    """Rule, or protocol/track/phase."""
    total: Spread | None
    """None where nothing is known, or it may not be told."""
    by: tuple[Spread | None, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a batch."""

    cases: int
    organisations: tuple[Organisation, ...]
    rules: tuple[Counted, ...]
    """What needs attention first."""
    times: tuple[Times, ...]
    rulebook: str
    sha256: str
    first: str
    """Earliest peildatum: a day, or only its year; empty where it may not be told."""
    last: str
    """Latest peildatum."""
    failed: int = 0
    """Cases that could not be audited."""
    smallest: int | None = None
    """Groups of fewer cases are hidden; None tells everything, for use inside the house."""


def share(counts: Counts) -> tuple[float, float] | None:
    """Return the least and greatest part of the cases in which a rule was kept.

    Of the cases to which it applies: the least holds if all that is not established was not kept,
    the greatest if all of it was. None where no case is left, or a number is hidden.
    """
    against, unsure, kept, _ = counts
    if against is None or unsure is None or kept is None:
        return None
    number = against + unsure + kept
    return (kept / number, (kept + unsure) / number) if number else None


def attention(counted: Counted) -> tuple[int, int, str]:
    """Return by what rules are sorted: most contradicted, then most open, then by code."""
    against, unsure, *_ = counted.total
    return -(against or 0), -(unsure or 0), counted.rule
