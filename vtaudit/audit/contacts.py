"""The contacts of the audited body with one person, as far as they matter for one item.

Separate from the check that asks it of many bindings: which contacts leave an item open is the same
for all of them, and is worked out once for each person and item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.coverage import covers
from vtaudit.audit.step import YES, Step

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.dates.interval import Interval

Key = tuple[str, str, bool]


class Contacts:
    """Contacts with people, found once and kept."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._open: dict[Key, tuple[Step, ...]] = {}
        self._with: dict[str, frozenset[str]] = {}

    def telling(self, person: str, item: str) -> Iterator[Step]:
        """Yield the contacts of which the case tells whether *item* was conveyed."""
        if person not in self._with:
            reaching = self._facts.index.reaching(person)
            self._with[person] = frozenset(s.id for s in reaching)
        own = self._with[person]
        told = self._facts.index.telling(item)
        mine = (s for s in told if s.perhaps_audited and s.id in own)
        return (s for s in mine if s.tells(item, person) is not None)

    def silent(self, person: str, item: str, *, written: bool) -> tuple[Step, ...]:
        """Return the contacts that may have conveyed *item* though the case does not say so.

        Those that are covered and recorded without it are left out: they did not.
        """
        key = (person, item, written)
        if key not in self._open:
            facts = self._facts
            found = (s for s in facts.index.reaching(person) if s.perhaps_audited)
            self._open[key] = tuple(
                s for s in found if s.tells(item, person) is None
                and not closed(facts, s, item, s.interval, person, written=written)
            )  # fmt: skip
        return self._open[key]


def closed(
    facts: Facts, step: Step, item: str, days: Interval, person: str | None, *, written: bool
) -> bool:
    """Return whether a step that says nothing of *item* certainly did not convey it.

    Its content is recorded (a paper shows it anyway), and covered on its *days*.
    """
    if written and step.medium not in ("written", "unknown"):
        return True
    if not written and step.of_content is not YES:
        return False
    return covers(facts, days, person=person, contents=True, items=(item,))
