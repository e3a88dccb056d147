"""The words of an audit, and what stands in its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.dates.interval import Interval

PairingVerdict = Literal["shown", "contradicted", "not-established", "not-applicable"]
TermStatus = Literal["met", "late", "running", "overdue", "undetermined", "not-applicable"]
TermKind = Literal["statutory", "order", "protocol", "promised", "guideline"]
Severity = Literal["shortcoming", "attention", "note"]
Certainty = Literal["established", "undetermined"]
Likelihood = Literal["certain", "possible"]
YesNo = Literal["yes", "no"]

GapKind = Literal[
    "late", "missing", "unrecorded", "unanswered", "undatable", "silence", "conflict", "unsourced"
]


@dataclass(frozen=True, slots=True)
class Arg:
    """One value in a sentence: what kind of thing it is, and which."""

    kind: Literal["event", "person", "item", "norm", "document", "date", "days", "text", "word",
                  "activity", "length", "rule", "list", "status"]  # fmt: skip
    value: str = ""
    """An id, a word or literal text."""
    interval: Interval | None = None
    """For `date`."""
    low: int | None = None
    """For `days`: the least number of calendar days."""
    high: int | None = None
    """For `days`: the greatest number of calendar days; None is without bound."""
    items: tuple[Arg, ...] = ()
    """For `list`."""


Args = tuple[tuple[str, Arg], ...]
"""Named values of a sentence, sorted by name."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the case file; the file is relative to the case folder."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the dossier on which something rests."""

    document: str
    page: str | None = None
    restricted: bool = False
