"""Whether the record would show something: the line between 'not there' and 'not in these papers'.

Separate because every finding about absence rests on it, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Covered
    from vtaudit.rulebook.model import Activity


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and not found."""

    window: Interval
    """When it would have been."""
    person: str | None
    """Towards whom."""
    classes: tuple[frozenset[str], ...]
    """For each activity looked for: its name and the classes it belongs to."""
    contents: bool
    """Whether it is about what was said in a step, rather than the step."""
    items: frozenset[str]
    """About which information."""


def covers(
    facts: Facts,
    window: Interval,
    *,
    person: str | None = None,
    names: Iterable[str] = (),
    by: Iterable[str] = (),
    contents: bool = False,
    items: Iterable[str] = (),
) -> bool:
    """Return whether the record would show it: a step in *window*, whoever of *by* did it.

    *names* are the activities looked for; *contents* asks about what was said in a step (about
    *items*) rather than the step itself. Outside what is covered silence proves nothing.
    """
    known = tuple(names)
    classes = tuple(facts.classes_of(n) for n in known)
    wanted = Wanted(window, person, classes, contents, frozenset(items))
    doers = _whose(facts.case, tuple(by), [facts.activity(n) for n in known])
    return bool(doers) and all(_shown(facts, who, wanted) for who in doers)


def _shown(facts: Facts, who: str, wanted: Wanted) -> bool:
    """Return whether an entry of what is covered would show a step of *who*."""
    case, own = facts.case, (facts.audited_body,)
    entries = (c for c in case.file.case.covered if who in (c.bodies or own))
    return any(_shows(c, case.coverage(c), wanted) for c in entries)


def _whose(
    case: Case, by: tuple[str, ...], activities: Iterable[Activity | None]
) -> frozenset[str]:
    """Return the bodies whose step one looked for would be: all that *by* or the protocol names.

    Nobody where it may be that of a person, or of a body that is not in the case: no record of a
    body is one of theirs. What the protocol has nobody in particular do, or a class of activities,
    is looked for among the steps of the audited body.
    """
    audited = case.file.case.audited
    foreseen = {kind for a in activities for kind in (a and a.by) or ("audited",)}
    kinds = set(by) or foreseen or {"audited"}
    found: set[str] = {audited} if "audited" in kinds else set()
    for kind in kinds - {"audited"}:
        own = {str(b.id) for b in case.file.bodies if b.kind == kind}
        if not own:
            return frozenset()
        found |= own
    return frozenset(found)


def _shows(covered: Covered, days: Interval | None, wanted: Wanted) -> bool:
    """Return whether *covered*, which is about *days*, would show what is wanted."""
    if days is None or covered.extent != "full" or (wanted.contents and covered.contents == "no"):
        return False
    if wanted.person is not None and covered.persons and wanted.person not in covered.persons:
        return False
    if wanted.person is None and _for_some_only(covered):
        return False
    if covered.items and not _about(covered, wanted):
        return False
    if covered.activities and not _of(covered, wanted):
        return False
    return _inside(wanted.window, days)


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
