"""Moments told by their distance from other events, set on the calendar with all the rest.

Separate from `order`, which knows only days: this turns `een week na ID` into days and keeps both
directions, so that a date of the later event also tightens the earlier one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment
from vtaudit.dates.order import Constraint, OrderError, tighten
from vtaudit.dates.shift import in_days, shifted
from vtaudit.message import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.moment import Relative

_TURNS = 50


def resolve(
    moments: Mapping[str, Moment | Relative],
    constraints: Iterable[Constraint] = (),
    calendar: WorkingDays | None = None,
) -> dict[str, Interval]:
    """Return the days of every moment, given its own words, its anchor and the order of events.

    A relative moment without an anchor, or with one that is not among *moments*, starts unknown.
    Raises RelativeCycle for moments that only refer to each other, OrderError on a contradiction.
    Months and working days are narrowed in turns with the order; a case made so that it would take
    more than so many turns keeps days that are wider than they need be, and none that is wrong.
    """
    relatives = {n: m for n, m in moments.items() if not isinstance(m, Moment) and m.anchor}
    known = [*constraints, *(shift_of(name, relative) for name, relative in relatives.items())]
    days = tighten(_placed(moments, calendar), known)
    hanging = _anchors_first(relatives)
    for _ in range(_TURNS):
        nearer = {**days, **_again(days, hanging, calendar)}
        if nearer == days:
            break
        days = tighten(nearer, known)
    return days


def shift_of(name: str, relative: Relative) -> Constraint:
    """Return the constraint that *relative* puts between its anchor and the event *name*."""
    lowest, highest = in_days(relative.shift)
    return Constraint("shift", relative.anchor or "", name, lowest, highest)


def _placed(
    moments: Mapping[str, Moment | Relative], calendar: WorkingDays | None
) -> dict[str, Interval]:
    """Return the days of every moment by its words alone, anchors before what hangs on them."""
    days = {n: m.interval for n, m in moments.items() if isinstance(m, Moment)}
    for name in moments:
        for event, relative in reversed(_hanging(name, moments, days)):
            anchor = days.get(relative.anchor or "", Interval())
            days[event] = shifted(anchor, relative.shift, calendar)
    return days


def _hanging(
    name: str, moments: Mapping[str, Moment | Relative], days: Mapping[str, Interval]
) -> list[tuple[str, Relative]]:
    """Return *name* and the anchors it hangs on, as far as they are not placed yet."""
    chain: dict[str, Relative] = {}
    at: str | None = name
    while at is not None and at not in days:
        moment = moments.get(at)
        if moment is None or isinstance(moment, Moment):
            break
        if at in chain:
            events = list(chain)
            raise RelativeCycle(tuple(events[events.index(at) :]))
        chain[at] = moment
        at = moment.anchor
    return list(chain.items())


def _anchors_first(relatives: Mapping[str, Relative]) -> dict[str, Relative]:
    """Return *relatives* so that each comes after the one that it hangs on."""
    ordered: dict[str, Relative] = {}
    for name in relatives:
        chain = []
        at: str | None = name
        while at is not None and at in relatives and at not in ordered:
            chain.append(at)
            at = relatives[at].anchor
        ordered |= {n: relatives[n] for n in reversed(chain)}
    return ordered


def _again(
    days: Mapping[str, Interval],
    relatives: Mapping[str, Relative],
    calendar: WorkingDays | None,
) -> dict[str, Interval]:
    """Return the relative moments that the tightened anchors narrow further (months, workdays)."""
    nearer: dict[str, Interval] = {}
    for name, relative in relatives.items():
        anchor = relative.anchor or ""
        wanted = shifted(nearer.get(anchor, days[anchor]), relative.shift, calendar)
        left = days[name].intersect(wanted)
        if left is None:
            raise OrderError((shift_of(name, relative),), (anchor, name))
        if left != days[name]:
            nearer[name] = left
    return nearer


class RelativeCycle(DateError):  # noqa: N818 - it names what was found, as OrderError's kin
    """Relative moments that hang on each other in a circle, so that none has a date."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        """Keep the events of the circle, each dated by the next."""
        told = " -> ".join(f"`{name}`" for name in (*cycle, cycle[0]))
        message = worded("these dates hang on each other in a circle: {events}", events=told)
        super().__init__(message, 0, ("a date",))
        self.cycle = cycle
