"""A case as one of those in it tells it: the accounts of that person or body taken as the record.

Separate from the reader, which keeps every account beside the record and follows none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vtaudit.dossier.chronology import chronology
from vtaudit.dossier.model import Account, Event, Link
from vtaudit.dossier.moments import read_dates
from vtaudit.errors import InputError
from vtaudit.message import worded

if TYPE_CHECKING:
    from collections.abc import Collection

    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.words import DateWords
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.chronology import Chronology
    from vtaudit.dossier.model import CaseFile
    from vtaudit.span import Text

_FOLLOWED = ("disputed", "unsure")
"""A slip of the pen and an account that was corrected are shown elsewhere and not followed."""


def tellers(case: Case) -> tuple[str, ...]:
    """Return who tells something of the steps that differs, in alphabetical order."""
    return tuple(sorted({str(a.by) for e in case.file.events for a in _accounts(e, None)}))


def told_by(
    case: Case, actor: str, words: DateWords, activities: Collection[str], calendar: WorkingDays
) -> Case:
    """Return *case* with what *actor* says of dates, activities, links and people.

    *calendar* has the working days in which a distance is counted.

    A link that *actor* tells takes the place of those to steps of its kind; one that *actor* is not
    sure of is added as an open one. An order that the case states for a step gives way where it
    contradicts the day that *actor* gives. Raises InputError when even then the days cannot all be
    true.
    """
    events = tuple(_told(case, e, actor, activities) for e in case.file.events)
    content = replace(case.file, events=events)
    placed = _placed(content, words, calendar)
    if placed.problems:
        moved = {str(e.id) for e, old in zip(events, case.file.events, strict=True)
                 if e.date != old.date}  # fmt: skip
        content = replace(content, events=tuple(_freed(e, moved) for e in events))
        placed = _placed(content, words, calendar)
    if placed.problems:
        message = worded(
            "{case}: as `{actor}` tells it, the days contradict each other",
            case=case.name,
            actor=actor,
        )
        raise InputError(message, placed.problems)
    by_id = {str(e.id): e for e in content.events}
    return replace(
        case, file=content, events=by_id, moments=placed.whens, dates=placed.dates,
        promises={str(p.id): (e, p) for e in content.events for p in e.promises},
    )  # fmt: skip


def _placed(content: CaseFile, words: DateWords, calendar: WorkingDays) -> Chronology:
    told = read_dates(content, words, [str(e.id) for e in content.events])
    return chronology(content, told, calendar)


def _freed(event: Event, moved: Collection[str]) -> Event:
    """Return *event* without the orders that tie it to an event whose day was moved."""
    if event.id in moved:
        return replace(event, after=(), before=(), same_day=())

    def kept(names: tuple[Text, ...]) -> tuple[Text, ...]:
        return tuple(x for x in names if x not in moved)

    return replace(
        event, after=kept(event.after), before=kept(event.before), same_day=kept(event.same_day)
    )


def _accounts(event: Event, actor: str | None) -> Iterator[Account]:
    for account in event.accounts:
        told = account.value is not None and account.field in _CHANGES
        if told and account.status in _FOLLOWED and actor in (None, account.by):
            yield account


def _told(case: Case, event: Event, actor: str, activities: Collection[str]) -> Event:
    sure = [a for a in _accounts(event, actor) if (a.field, a.status) != ("about", "unsure")]
    values: dict[str, list[Text]] = {}
    for account in sure:
        if account.value is not None:
            values.setdefault(account.field, []).append(account.value)
    changes: dict[str, Any] = {}
    if "date" in values:
        changes |= {"date": values["date"][-1], "means": None}
    if "activity" in values and values["activity"][-1] in activities:
        changes["activity"] = values["activity"][-1]
    for field, name in (("by", "by"), ("to", "to"), ("with", "with_")):
        known = tuple(v for v in values.get(field, ()) if v in case.people or v in case.bodies)
        if known:
            changes[name] = known
    about = _links(case.events, event, [t for t in values.get("about", ()) if t in case.events])
    maybe = (a.value for a in _accounts(event, actor) if a not in sure and a.value in case.events)
    linked = {str(link.id) for link in about}
    changes["about"] = (*about, *(Link(t, "unknown") for t in maybe if t and t not in linked))
    return replace(event, **changes)


_CHANGES = ("date", "activity", "by", "to", "with", "about")


def _links(events: Mapping[str, Event], event: Event, told: list[Text]) -> tuple[Link, ...]:
    """Return the links as told: to this and, of its kind, to nothing else; one of several is open.

    Links to other kinds of things stay as they are, and all of them where nothing is told.
    """
    kinds = {events[t].activity for t in told}
    kept = [link for link in event.about
            if link.id not in told and (link.id not in events
                                        or events[link.id].activity not in kinds)]  # fmt: skip
    open_ = "unknown" if len(told) > 1 else "yes"
    return (*kept, *(Link(t, open_) for t in told))  # type: ignore[arg-type]
