"""How pressing a term is on the peildatum: past, soon, running, or nobody can say.

Separate from the terms, which say what follows from the record: soon is a matter of who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from vtaudit.audit.findings import finding_id

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Term
    from vtaudit.dates.interval import Interval

Urgency = Literal["overdue", "soon", "running", "open"]
"""`open` is a term of which the record does not tell whether anything met it."""
ORDER: tuple[Urgency, ...] = get_args(Urgency)


def urgency(term: Term, as_of: date, within: int) -> Urgency | None:
    """Return how pressing *term* is, *within* being the days ahead that count as soon.

    None for a term that was met or was late, that does not apply, or that is over in any case.
    """
    if term.status == "overdue":
        return "overdue"
    if term.status == "undetermined":
        return None if _done(term, as_of) else "open"
    if term.status != "running":
        return None
    first = term.last_day.earliest if term.last_day else None
    soon = first is not None and (first - as_of).days <= within
    return "soon" if soon else "running"


def _done(term: Term, as_of: date) -> bool:
    """Return whether the act was surely done by *as_of*, so that only its timeliness is open."""
    last = term.met_on.latest if term.met_on else None
    return last is not None and last <= as_of


def deadlines(audits: Iterable[Audit], within: int) -> tuple[Deadline, ...]:
    """Return the terms of all *audits* that are not over, the most pressing first."""
    found = [d for audit in audits for d in _of(audit, within)]
    return tuple(sorted(found, key=_place))


def _of(audit: Audit, within: int) -> Iterator[Deadline]:
    """Yield the deadlines of one case, those that differ only in the person as one."""
    groups: dict[tuple[str, str, Interval | None], list[Term]] = {}
    for term in audit.terms:
        if urgency(term, audit.as_of, within) is not None:
            about = (term.runs_from_event or "",)
            name = finding_id(term.rule, audit.case.id, about, term.key)
            groups.setdefault((name, term.status, term.last_day), []).append(term)
    names = [name for name, _, _ in groups]
    for (name, _, _), alike in groups.items():
        people = tuple(dict.fromkeys(t.person for t in alike if t.person))
        own = finding_id(name, audit.case.id, people) if names.count(name) > 1 else name
        pressing = urgency(alike[0], audit.as_of, within)
        assert pressing is not None
        yield Deadline(own, audit, alike[0], people, pressing)


def _place(deadline: Deadline) -> tuple[int, date, str, str]:
    last = deadline.term.last_day
    day = (last.earliest if last else None) or date.max
    return ORDER.index(deadline.urgency), day, deadline.audit.case.id, deadline.id


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term that is not over, for all persons for whom it is the same."""

    id: str
    """Stable: the rule, and a short hash of the case, the step it runs from and the promise."""
    audit: Audit
    term: Term
    people: tuple[str, ...]
    urgency: Urgency
