"""One event with everything about it that checks ask for, each question three-valued.

Separate from `facts`, which knows the whole case: a step knows only itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.model import Event, Said
    from vtaudit.rulebook.model import Activity

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


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
