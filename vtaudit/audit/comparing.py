"""What the record shows beside what instances decided, counted over many cases.

It counts complaints and never scores a case: a recorded verdict changes no finding, and a count
says nothing about who was right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, ComplaintResult, RecordedVerdict

UNDECIDED = ""
"""The outcome of a complaint on which no verdict is recorded."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A recorded verdict that stands."""

    by: tuple[str, ...]
    """What kind of instance: kinds of bodies and roles."""
    outcome: str


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint: what bears on it, and what was decided."""

    case: str
    complaint: str
    shortcomings: int
    """Established shortcomings in the record that bear on it."""
    attention: int
    """Established points of attention and remarks."""
    undetermined: int
    """Findings that cannot be established."""
    kept: int
    """Rules and terms that the record shows to have been kept."""
    verdicts: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Complaints on which one kind of instance decided one way."""

    by: tuple[str, ...]
    outcome: str
    complaints: int
    with_shortcomings: int
    """Of these, on how many an established shortcoming bears."""
    only_undetermined: int
    """On how many nothing is established, and something is open."""
    without: int
    """On how many no finding bears."""
    with_kept: int
    """On how many the record shows something that was kept."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The complaints of many cases."""

    cases: int
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]


def tally(audits: Iterable[Audit]) -> Tally:
    """Return what the record shows beside the recorded verdicts, over all *audits*."""
    listed = tuple(audits)
    rows = tuple(_row(a, c) for a in listed for c in a.complaints if c.against == a.case.audited)
    groups: dict[Decided, list[Row]] = {}
    for row in rows:
        for verdict in row.verdicts or (Decided((), UNDECIDED),):
            groups.setdefault(verdict, []).append(row)
    ordered = sorted(groups.items(), key=lambda g: (g[0].by, g[0].outcome))
    return Tally(len(listed), rows, tuple(_total(v, found) for v, found in ordered))


def _row(audit: Audit, complaint: ComplaintResult) -> Row:
    of_id = {f.id: f for f in audit.findings}
    found = [of_id[i] for i in complaint.findings]
    sure = [f for f in found if f.certainty == "established"]
    grave = sum(f.severity == "shortcoming" for f in sure)
    return Row(
        case=audit.case.id,
        complaint=complaint.id,
        shortcomings=grave,
        attention=len(sure) - grave,
        undetermined=len(found) - len(sure),
        kept=len(complaint.shown),
        verdicts=tuple(_decided(audit, complaint.verdicts)),
    )


def _decided(audit: Audit, verdicts: Iterable[RecordedVerdict]) -> Iterator[Decided]:
    """Yield the verdicts that were not set aside by a later one."""
    kinds = {a.id: a.role for a in audit.people}
    for v in verdicts:
        if v.overturned_by is None:
            yield Decided(tuple(sorted({kinds.get(b, b) for b in v.by})), v.outcome)


def _total(verdict: Decided, rows: list[Row]) -> Total:
    return Total(
        by=verdict.by,
        outcome=verdict.outcome,
        complaints=len(rows),
        with_shortcomings=sum(r.shortcomings > 0 for r in rows),
        only_undetermined=sum(
            not r.shortcomings and not r.attention and r.undetermined > 0 for r in rows
        ),
        without=sum(not (r.shortcomings or r.attention or r.undetermined) for r in rows),
        with_kept=sum(r.kept > 0 for r in rows),
    )
