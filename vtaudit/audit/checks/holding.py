"""The check of a state that somebody must hold: no day without a holder.

Separate from silence, which is about steps: here it is about stretches between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.checks.result import Result
from vtaudit.audit.facts import NO, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env
from vtaudit.audit.states import Stretch
from vtaudit.dates.interval import Interval

if TYPE_CHECKING:
    from vtaudit.rulebook.model import With

Days = tuple[date, date]
_DAY = timedelta(days=1)


def held_by(facts: Facts, w: With, env: Env) -> Result:
    """Kept when a state had a holder on every day from one event to another.

    Kept when every day that may be asked certainly had one; a no when a day that is certainly
    asked cannot have had one, and the record covers it.
    """
    assert w.event is not None
    begin = facts.by_id[env[w.event]].interval
    end = facts.by_id[env[w.before]].interval if w.before else Interval.on(facts.as_of)
    found = _joined(s for s in facts.stretches(w.state or "") if s.holders)
    sure, possible = _spans(facts, found, sure=True), _spans(facts, found, sure=False)
    wide = _first_gap(begin.earliest, end.latest and min(end.latest, facts.as_of), sure)
    gap = _first_gap(begin.latest, end.earliest and min(end.earliest, facts.as_of), possible)
    if wide is None and begin.earliest is not None and end.latest is not None:
        return Result(YES)
    covered = gap is not None and facts.covers(Interval(*gap)) is YES
    kept = NO if covered else facts.asked.ask("holder", state=Arg("text", str(w.state)))
    edges = [s for x in found for s in (x[0].begin, x[1].end) if s is not None]
    vague = () if covered else tuple(s for s in edges if not s.interval.exact)
    shown = gap or wide
    return Result(
        kept,
        tuple(dict.fromkeys(s.id for s in edges)),
        _told(shown),
        interval=Interval(*shown) if shown else None,
        deciding=tuple(dict.fromkeys(fact("date", event=event_arg(s.id)) for s in vague)),
    )


def _told(days: Days | None) -> dict[str, Arg]:
    """Return the first days without a holder as values for the sentences."""
    if days is None:
        return {}
    number = (days[1] - days[0]).days + 1
    return {
        "from": Arg("date", interval=Interval.on(days[0])),
        "until": Arg("date", interval=Interval.on(days[1])),
        "days": Arg("days", low=number, high=number),
    }


Run = tuple[Stretch, Stretch]
"""The first and the last of stretches that follow on one another without a day between."""


def _joined(stretches: Iterable[Stretch]) -> list[Run]:
    """Return stretches as runs: one that begins with the step that ends another goes on with it."""
    runs: list[Run] = []
    ending: dict[str, int] = {}
    for stretch in stretches:
        place = ending.pop(stretch.begin.id, len(runs))
        if place == len(runs):
            runs.append((stretch, stretch))
        else:
            runs[place] = (runs[place][0], stretch)
        if stretch.end is not None:
            ending[stretch.end.id] = place
    return runs


def _spans(facts: Facts, runs: Iterable[Run], *, sure: bool) -> list[Days]:
    """Return the days on which each run certainly lasted, or those on which it may have."""
    found = []
    for first, last in runs:
        begin, end = first.begin.interval, last.end.interval if last.end else None
        start = begin.latest if sure else begin.earliest or date.min
        until = facts.as_of if last.lasts or not sure else start or date.min
        if end is not None:
            until = (end.earliest or date.min) if sure else (end.latest or facts.as_of)
        if start is not None and start <= until:
            found.append((start, until))
    return sorted(found)


def _first_gap(first: date | None, last: date | None, spans: Iterable[Days]) -> Days | None:
    """Return the first days from *first* to *last* in none of *spans*; None when there are none."""
    if first is None or last is None or last < first:
        return None
    day = first
    for start, end in spans:
        if start > day:
            return day, min(start - _DAY, last)
        day = max(day, end + _DAY)
        if day > last:
            return None
    return (day, last) if day <= last else None
