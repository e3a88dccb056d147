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
    from vtaudit.dossier.model import Account, Document, Event, Link, Said
    from vtaudit.rulebook.model import Activity

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


ANY = "*"
"""Whatever value an account gives to a field."""


def rivals(event: Event) -> Iterator[Account]:
    """Yield the accounts of a step that leave something open: those that give a value.

    An account without a value is told beside the step and decides nothing; nor does one that was
    corrected, or that is a slip of the pen. Accounts of the date make its days wider instead.
    """
    for a in event.accounts:
        if a.value is not None and a.field != "date" and a.status in ("disputed", "unsure"):
            yield a


def nobody(event: Event, disputed: frozenset[tuple[str, str]], *fields: str) -> bool:
    """Return whether *event* names nobody in *fields*, but for those whom an account denies."""
    own = {"by": event.by, "to": event.to, "with": event.with_}
    return all((field, name) in disputed for field in fields for name in own[field])


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
    stated: Interval
    """The days on which it was, as the case itself has it."""
    interval: Interval
    """All days on which it can have been, by any account of its date."""
    actors: frozenset[str]
    reached: frozenset[str]
    """Who received it or took part, without those who acted."""
    audited: bool
    """Whether the audited body did it, or somebody who acts for it, as the case says."""
    perhaps_audited: bool
    """Whether it did, by the case, by an account of who acted, or because nobody is named."""
    media: frozenset[str]
    """By which media it may have gone: more than one where accounts of its channel differ."""
    of_event: Truth
    of_content: Truth
    said: Mapping[str, tuple[Said, ...]]
    """Items conveyed, also by the papers it carries."""
    unsaid: Mapping[str, tuple[Said, ...]]
    """Items shown not to have been conveyed."""
    perhaps: frozenset[str]
    """Items in some version of a paper that it carries, where it does not say in which."""
    order: int
    """Place in the chronology."""
    addressed: bool = False
    """Whether it is, or may be, of a kind that reaches somebody."""
    unattributed: bool = False
    """Whether nobody is named who did it, or nobody but whom an account denies."""
    disputed: frozenset[tuple[str, str]] = frozenset()
    """Fields with the value about which accounts differ: whether it belongs there is unknown."""

    @property
    def id(self) -> str:
        """Id of the event."""
        return self.event.id

    @property
    def unaddressed(self) -> bool:
        """Whether it reached somebody, and nobody is named but whom an account denies."""
        return self.addressed and nobody(self.event, self.disputed, "to", "with")

    def doers(self) -> Iterator[tuple[str, Truth]]:
        """Yield who acted, and whether that is certain: an account may name or deny somebody."""
        yield from self._held("by", self.event.by)

    def sent_to(self) -> Iterator[tuple[str, Truth]]:
        """Yield to whom it was sent, and whether that is certain."""
        yield from self._held("to", self.event.to)

    @property
    def medium(self) -> str:
        """By which medium it went; unknown where that is in dispute."""
        return next(iter(self.media)) if len(self.media) == 1 else "unknown"

    def tied(self, field: str) -> tuple[str, ...]:
        """Return to what it is certainly tied in a field: no tie is open, denied or in dispute."""
        links: tuple[Link, ...] = getattr(self.event, field)
        rivals = self.rivals_in(field)
        return tuple(str(x.id) for x in links if x.link == "yes" and x.id not in rivals)

    def on_grounds(self) -> Iterator[tuple[str, Truth]]:
        """Yield on which grounds it rests, each once, and whether it is certain that it does."""
        yield from self._held("grounds", dict.fromkeys(g.ground for g in self.event.grounds))

    def _held(self, field: str, stated: Iterable[str]) -> Iterator[tuple[str, Truth]]:
        """Yield what is *stated* in a field and what accounts add to it, certain or not."""
        own, rivals = tuple(stated), self.rivals_in(field)
        yield from ((a, UNKNOWN if a in rivals else YES) for a in own)
        yield from ((a, UNKNOWN) for a in rivals if a not in own)

    def rivals_in(self, *fields: str) -> tuple[str, ...]:
        """Return the values in *fields* on which accounts differ, in a fixed order."""
        return tuple(value for field, value in sorted(self.disputed) if field in fields)

    def accounts_of(self, matters: Iterable[tuple[str, str]]) -> tuple[Account, ...]:
        """Return the accounts that leave *matters* open, each a field and a value; `*` is any."""
        wanted = set(matters)
        return tuple(
            a for a in rivals(self.event)
            if (a.field, str(a.value)) in wanted or (a.field, ANY) in wanted
        )  # fmt: skip

    def reaches(self, person: str) -> Truth:
        """Return whether *person* received it or took part; unknown where accounts differ."""
        fields = (("to", self.event.to), ("with", self.event.with_), ("by", self.event.by))
        there = [f for f, names in fields if person in names]
        if any((field, person) not in self.disputed for field in there):
            return YES
        return UNKNOWN if any((field, person) in self.disputed for field, _ in fields) else NO

    def tells(self, item: str, person: str | None = None) -> Truth | None:
        """Return whether it conveyed *item* (to *person*): None where it says nothing of that."""
        if ("says", item) in self.disputed:
            return UNKNOWN
        for truth, known in ((YES, self.said), (NO, self.unsaid)):
            if any(person is None or not s.to or person in s.to for s in known.get(item, ())):
                return truth
        return UNKNOWN if item in self.perhaps else None
