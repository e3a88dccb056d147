"""How pressing a term is on the peildatum: past, soon, running, or nobody can say.

Separate from the terms, which say what follows from the record: soon is a matter of who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from vtaudit.audit.findings import finding_id
from vtaudit.audit.model import Term

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dates.interval import Interval

Urgency = Literal["overdue", "soon", "running", "open"]
"""`open` is a term of which the record does not tell whether anything met it."""
ORDER: tuple[Urgency, ...] = get_args(Urgency)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term that is not over, for all persons for whom it is the same."""

    id: str
    """Stable: the rule, and a short hash of the case, the step it runs from and the promise."""
    case: str
    reference: str | None
    """What the organisation calls the case."""
    as_of: date
    """Peildatum."""
    term: Term
    people: tuple[str, ...]

    def urgency(self, within: int) -> Urgency:
        """Return how pressing it is, *within* being the days ahead that count as soon."""
        found = urgency(self.term, self.as_of, within)
        assert found is not None
        return found

    def place(self, within: int) -> tuple[int, date, str, str]:
        """Return what to sort by: the most pressing first, then by the last day."""
        last = self.term.last_day
        day = (last.earliest if last else None) or date.max
        return ORDER.index(self.urgency(within)), day, self.case, self.id


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


def deadlines(audit: Audit) -> Iterator[Deadline]:
    """Yield the terms of *audit* that are not over, those that differ only in the person as one."""
    groups: dict[tuple[str, str, Interval | None], list[Term]] = {}
    for term in audit.terms:
        if urgency(term, audit.as_of, 0) is not None:
            about = (term.runs_from_event or "",)
            name = finding_id(term.rule, audit.case.id, about, term.key)
            groups.setdefault((name, term.status, term.last_day), []).append(term)
    names = [name for name, _, _ in groups]
    for (name, _, _), alike in groups.items():
        people = tuple(dict.fromkeys(t.person for t in alike if t.person))
        own = finding_id(name, audit.case.id, people) if names.count(name) > 1 else name
        case = audit.case
        yield Deadline(own, case.id, case.reference, audit.as_of, alike[0], people)
