"""What is counted of a case: the verdict of each rule, and how long its terms and phases took.

Separate from the task, which makes the reports; the overview of a batch is made of these alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.dates.interval import Interval, distance

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.audit.tally import Tally

DONE = ("met", "late")
"""Statuses of terms of which it is known when they were met."""
NOT_APPLICABLE = "not-applicable"
Days = tuple[int | None, int | None]
"""Calendar days, least and most; None is without bound."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact of an audit, as the overview counts them."""

    kind: str
    """`rule`, `term`, `phase`, `finding` or `norm`."""
    code: str
    """Rule, norm, or a phase as protocol/track/phase."""
    verdict: str
    """Verdict, status or certainty; for a phase `ended` or `open`."""
    amount: int = 1
    """How many of them the case has."""
    low: int | None = None
    """For a term: calendar days to spare, least."""
    high: int | None = None
    """For a term: calendar days to spare, most."""
    took_low: int | None = None
    """For a term or phase: calendar days from its begin to its end, least."""
    took_high: int | None = None
    """For a term or phase: calendar days from its begin to its end, most."""


def figures(audit: Audit, tally: Tally) -> Iterator[Figure]:
    """Yield the figures of a case; a rule that does not apply has none."""
    yield from (Figure("rule", code, v) for code, v in tally if v != NOT_APPLICABLE)
    yield from _terms(audit)
    yield from _phases(audit)
    findings = Counter((f.code, f.certainty) for f in audit.findings)
    yield from (Figure("finding", code, v, n) for (code, v), n in findings.items())
    norms = Counter((p.norm, p.verdict) for p in audit.pairings)
    yield from (Figure("norm", norm, v, n) for (norm, v), n in norms.items())


def _terms(audit: Audit) -> Iterator[Figure]:
    """Yield each term; one that is the same for several people is counted once."""
    alike: dict[tuple[object, ...], Figure] = {}
    for t in audit.terms:
        took = _took(t.runs_from, t.met_on) if t.status in DONE else (None, None)
        found = Figure("term", t.rule, t.status, 1, *(t.slack or (None, None)), *took)
        alike.setdefault((t.about, t.key, t.met_by, found), found)
    numbers = Counter(alike.values())
    for f, n in numbers.items():
        yield Figure(f.kind, f.code, f.verdict, n, f.low, f.high, f.took_low, f.took_high)


def _phases(audit: Audit) -> Iterator[Figure]:
    for p in audit.path.phases:
        state = "ended" if p.ended else "open"
        took = _took(p.entered, p.left) if p.ended else (None, None)
        code = f"{audit.path.protocol}/{p.track}/{p.phase}"
        yield Figure("phase", code, state, 1, None, None, *took)


def _took(begin: Interval | None, end: Interval | None) -> Days:
    """Return the days between, which are none below zero: the end is known to be no earlier."""
    if begin is None or end is None:
        return None, None
    low, high = distance(begin, end)
    return (None if low is None else max(low, 0)), high
