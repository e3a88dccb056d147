"""All dates and orders of a case set against each other: what remains, or what contradicts what.

Separate from reading the dates, because here one statement can only be wrong together with others;
a contradiction names all of those, each with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias

from vtaudit.dates.interval import UNKNOWN_DAY, Interval, hull
from vtaudit.dates.moment import Moment, Relative
from vtaudit.dates.order import Constraint, OrderError
from vtaudit.dates.resolve import RelativeCycle, resolve, shift_of
from vtaudit.dates.shift import shifted
from vtaudit.dossier.case import FOLLOWED, Rival, When
from vtaudit.dossier.model import CaseFile, Event
from vtaudit.dossier.orders import Order, Statement, circles, clocks, orders_of, together
from vtaudit.errors import Code, Problem
from vtaudit.message import worded
from vtaudit.span import Text, span_of

if TYPE_CHECKING:
    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dossier.moments import Told

Days: TypeAlias = Mapping[str, Interval]

_UNKNOWN = Moment(UNKNOWN_DAY)
_MOST = 10
"""Contradictions that are told of one file: each is looked for anew, without the earlier ones."""
_WORK = 10_000
"""Events that are looked at for that in all: a very large file is not gone through so often."""


def chronology(content: CaseFile, told: Told, calendar: WorkingDays) -> Chronology:
    """Return when everything was, given the dates that *content* tells and the orders it states."""
    orders = [order for event in content.events for order in orders_of(event)]
    days, problems = _settled(content, told, orders, calendar)
    wide = days if problems else _widened(content, told, orders, days, calendar)
    dates = {text: _set(moment, wide, calendar) for text, moment in told.others.items()}
    problems += [*circles(orders), *clocks(orders, told.events)]
    problems += _backwards(content, days, dates)
    whens = {str(e.id): _when(e, told, days, wide, calendar) for e in content.events}
    return Chronology(whens, dates, tuple(problems))


def _when(event: Event, told: Told, days: Days, wide: Days, calendar: WorkingDays) -> When:
    stated, own = told.events.get(event.id), days.get(event.id, UNKNOWN_DAY)
    rivals = tuple(
        Rival(account.by, _set(moment, wide, calendar), account.status)
        for account, moment in told.rivals[event.id]
    )
    sure = isinstance(stated, Moment) and own.exact
    return When(
        stated if isinstance(stated, Moment) else None,
        own,
        own if sure else wide.get(event.id, UNKNOWN_DAY),
        rivals,
    )


def _widened(
    content: CaseFile, told: Told, orders: Iterable[Order], days: Days, calendar: WorkingDays
) -> Days:
    """Return the days of every event, where each may be on the day that any account gives it.

    An order that the case states is still held to.
    """
    rivals = {
        str(e.id): [m for a, m in told.rivals[e.id] if a.status in FOLLOWED] for e in content.events
    }
    if not any(rivals.values()):
        return days
    moments = {str(e.id): told.events.get(e.id, _UNKNOWN) for e in content.events}
    for name, others in rivals.items():
        own = _set(moments[name], days, calendar).interval
        if others:
            given = (_set(m, days, calendar).interval for m in others)
            moments[name] = Moment(reduce(hull, given, own))
    try:
        return resolve(moments, [o.constraint for o in orders], calendar)
    except OrderError:
        return dict.fromkeys(days, UNKNOWN_DAY)


def _set(moment: Moment | Relative, days: Days, calendar: WorkingDays) -> Moment:
    """Return *moment* on the calendar, counted from its anchor if it has one."""
    if isinstance(moment, Moment):
        return moment
    anchor = days.get(moment.anchor or "", UNKNOWN_DAY)
    interval = shifted(anchor, moment.shift, calendar)
    return Moment(interval, moment.text, moment.approximate, moment.uncertain)


def _settled(
    content: CaseFile, told: Told, orders: Iterable[Order], calendar: WorkingDays
) -> tuple[Days, list[Problem]]:
    """Return the days of every event, and the contradictions that had to be left out for that."""
    moments = {str(e.id): told.events.get(e.id, _UNKNOWN) for e in content.events}
    said = _statements(content, moments, orders)
    constraints = [c for c in said if isinstance(c, Constraint) and c.kind != "shift"]
    problems: list[Problem] = []
    while len(problems) < max(1, min(_MOST, _WORK // max(1, len(moments)))):
        try:
            return resolve(moments, constraints, calendar), problems
        except RelativeCycle as error:
            statements = [said[name] for name in error.cycle]
            problems.append(
                together(Code.CYCLE, worded("these dates count in a circle"), statements)
            )
            moments |= dict.fromkeys(error.cycle, _UNKNOWN)
        except OrderError as error:
            keys: tuple[Constraint | str, ...] = (*error.constraints, *error.dated)
            statements = [said[key] for key in keys if key in said]
            problems.append(together(Code.ORDER, worded("these cannot all be true"), statements))
            wrong = frozenset(error.constraints)
            constraints = [c for c in constraints if c not in wrong]
            moments = {n: _UNKNOWN if _shift(n, m) in wrong else m for n, m in moments.items()}
    return {}, problems


def _shift(name: str, moment: Moment | Relative) -> Constraint | None:
    return shift_of(name, moment) if isinstance(moment, Relative) else None


def _statements(
    content: CaseFile, moments: Mapping[str, Moment | Relative], orders: Iterable[Order]
) -> dict[Constraint | str, Statement]:
    """Return what the case says that makes each constraint, and each event's own date."""
    found: dict[Constraint | str, Statement] = {}
    for order in orders:
        if order.constraint.first != order.constraint.second:
            found.setdefault(order.constraint, order.said)
    for event in content.events:
        if event.date is not None:
            own = Statement(
                span_of(event.date), worded("`{id}` is on `{date}`", id=event.id, date=event.date)
            )
            found[str(event.id)] = own
            shift = _shift(event.id, moments[event.id])
            if shift is not None:
                found[shift] = own
    return found


def _backwards(content: CaseFile, days: Days, dates: Mapping[str, Moment]) -> Iterator[Problem]:
    """Yield a problem for everything that ends before it starts, on every reading of its dates."""
    for start, end in _stretches(content):
        if start in dates and end in dates:
            yield from _backward(start, end, dates[start].interval, dates[end].interval)
    for state in content.states:
        if state.since and state.until and state.since in days and state.until in days:
            first, last = days[state.since], days[state.until]
            yield from _backward(state.since, state.until, first, last)


def _backward(start: Text, end: Text, first: Interval, last: Interval) -> Iterator[Problem]:
    if first.earliest and last.latest and last.latest < first.earliest:
        message = worded(
            "`{end}` ({latest}) lies before `{start}` ({earliest})",
            end=end,
            latest=last.latest,
            start=start,
            earliest=first.earliest,
        )
        yield Problem(Code.BACKWARDS, message, span_of(end))


def _stretches(content: CaseFile) -> Iterator[tuple[Text, Text]]:
    """Yield the first and last day of whatever has both."""
    found = (
        *((c.since, c.until) for c in content.case.covered),
        *((e.duration.since, e.duration.until) for e in content.events if e.duration),
        *((p.since, p.by) for e in content.events for p in e.promises),
    )
    yield from ((start, end) for start, end in found if start is not None and end is not None)


@dataclass(frozen=True, slots=True)
class Chronology:
    """When everything was, as far as the case allows."""

    whens: Mapping[str, When]
    """Every event, by its id."""
    dates: Mapping[str, Moment]
    """Every other date of the case, by its text."""
    problems: tuple[Problem, ...]
    """What cannot all be true; then the rest is only there to be looked at further."""
