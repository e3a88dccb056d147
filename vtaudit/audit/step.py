"""One event with everything about it that checks ask for, each question three-valued.

Separate from `facts`, which knows the whole case: a step knows only itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.model import Account, Document, Event, Said
    from vtaudit.rulebook.model import Activity

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


ANY = "*"
"""Whatever value an account gives to a field."""


def rivals(event: Event) -> Iterator[Account]:
    """Yield the accounts of a step that leave something open: those that give a value.

    An account without a value is told beside the step and decides nothing; nor does one that was
    corrected, or that is a slip of the pen. Dates are followed by themselves.
    """
    for a in event.accounts:
        if a.value is not None and a.field != "date" and a.status in ("disputed", "unsure"):
            yield a


def contents(document: Document, version: str | None) -> tuple[Said, ...]:
    """Return what *document* contains in *version*, with what it contains in every version."""
    return document.contains + tuple(
        s for v in document.versions if v.id == version for s in v.contains
    )


def omissions(document: Document, version: str | None) -> tuple[Said, ...]:
    """Return what *document* is shown to lack in *version*."""
    return document.omits + tuple(s for v in document.versions if v.id == version for s in v.omits)


@dataclass(frozen=True, slots=True)
class Step:
    """An event with everything about it that checks ask for."""

    event: Event
    activity: Activity
    classes: frozenset[str]
    """The activity and the classes it belongs to."""
    interval: Interval
    actors: frozenset[str]
    reached: frozenset[str]
    """Who received it or took part, without those who acted."""
    audited: bool
    medium: str
    of_event: Truth
    of_content: Truth
    said: Mapping[str, tuple[Said, ...]]
    """Items conveyed, also by the papers it carries."""
    unsaid: Mapping[str, tuple[Said, ...]]
    """Items shown not to have been conveyed."""
    order: int
    """Place in the chronology."""
    disputed: frozenset[tuple[str, str]] = frozenset()
    """Fields with the value about which accounts differ: whether it belongs there is unknown."""

    @property
    def id(self) -> str:
        """Id of the event."""
        return self.event.id

    @property
    def perhaps_audited(self) -> bool:
        """Whether it is a step of the audited body, or accounts differ on who did it."""
        return self.audited or any(field == "by" for field, _ in self.disputed)

    def doers(self) -> Iterator[tuple[str, Truth]]:
        """Yield who acted, and whether that is certain: an account may name or deny somebody."""
        rivals = [value for field, value in sorted(self.disputed) if field == "by"]
        yield from ((a, UNKNOWN if a in rivals else YES) for a in self.event.by)
        yield from ((a, UNKNOWN) for a in rivals if a not in self.actors)

    def sent_to(self) -> Iterator[tuple[str, Truth]]:
        """Yield to whom it was sent, and whether that is certain."""
        rivals = [value for field, value in sorted(self.disputed) if field == "to"]
        yield from ((a, UNKNOWN if a in rivals else YES) for a in self.event.to)
        yield from ((a, UNKNOWN) for a in rivals if a not in self.event.to)

    def accounts_of(self, matters: Iterable[tuple[str, str]]) -> tuple[Account, ...]:
        """Return the accounts that leave *matters* open, each a field and a value; `*` is any."""
        wanted = set(matters)
        return tuple(
            a for a in rivals(self.event)
            if (a.field, str(a.value)) in wanted or (a.field, ANY) in wanted
        )  # fmt: skip

    def reaches(self, person: str) -> Truth:
        """Return whether *person* received it or took part; unknown where accounts differ."""
        if any((field, person) in self.disputed for field in ("to", "with", "by")):
            return UNKNOWN
        return Truth.of(person in self.reached or person in self.actors)

    def tells(self, item: str, person: str | None = None) -> Truth | None:
        """Return whether it conveyed *item* (to *person*): None where it says nothing of that."""
        if ("says", item) in self.disputed:
            return UNKNOWN
        for truth, known in ((YES, self.said), (NO, self.unsaid)):
            if any(person is None or not s.to or person in s.to for s in known.get(item, ())):
                return truth
        return None
