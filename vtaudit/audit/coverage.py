"""Whether the record would show something: the line between 'not there' and 'not in these papers'.

Separate because every finding about absence rests on it, and on nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.model import Covered


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and not found."""

    window: Interval
    """When it would have been."""
    body: str
    """Whose step it would be."""
    person: str | None
    """Towards whom."""
    classes: tuple[frozenset[str], ...]
    """For each activity looked for: its name and the classes it belongs to."""
    contents: bool
    """Whether it is about what was said in a step, rather than the step."""
    items: frozenset[str]
    """About which information."""


def shows(covered: Covered, days: Interval | None, wanted: Wanted) -> Truth:
    """Return whether *covered*, which is about *days*, would show what is wanted."""
    if days is None or covered.extent != "full" or (wanted.contents and covered.contents == "no"):
        return Truth.NO
    if wanted.person is not None and covered.persons and wanted.person not in covered.persons:
        return Truth.NO
    if wanted.person is None and _for_some_only(covered):
        return Truth.NO
    if covered.bodies and wanted.body not in covered.bodies:
        return Truth.NO
    if covered.items and not _about(covered, wanted):
        return Truth.NO
    if covered.activities and not _of(covered, wanted):
        return Truth.NO
    return Truth.of(_inside(wanted.window, days))


def _for_some_only(covered: Covered) -> bool:
    """Whether it is about steps towards some persons: it then shows no others, nor what they say.

    An entry that names kinds of steps shows those, towards whomever they are.
    """
    return bool(covered.persons) and not covered.activities


def _about(covered: Covered, wanted: Wanted) -> bool:
    return wanted.contents and bool(wanted.items) and wanted.items <= set(covered.items)


def _of(covered: Covered, wanted: Wanted) -> bool:
    allowed = set(covered.activities)
    return bool(wanted.classes) and all(names & allowed for names in wanted.classes)


def _inside(window: Interval, days: Interval) -> bool:
    if days.earliest and (window.earliest is None or window.earliest < days.earliest):
        return False
    return not (days.latest and (window.latest is None or window.latest > days.latest))
