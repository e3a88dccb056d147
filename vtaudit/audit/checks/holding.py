"""The check of a state that somebody must hold: no day without a holder.

Separate from silence, which is about steps: here it is about stretches between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.checks.result import Result
from vtaudit.audit.coverage import covers
from vtaudit.audit.facts import NO, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env
from vtaudit.audit.states import Days, Held
from vtaudit.dates.interval import Interval

if TYPE_CHECKING:
    from vtaudit.audit.step import Step
    from vtaudit.rulebook.model import With

MOST = 12
"""Stretches around a gap that one outcome names, those nearest to it."""
_DAY = timedelta(days=1)


def held_by(facts: Facts, w: With, env: Env) -> Result:
    """Kept when a state had a holder on every day from one event to another.

    Kept when every day that may be asked certainly had one; a no when a day that is certainly
    asked cannot have had one, and the record covers it.
    """
    assert w.event is not None
    begin = facts.by_id[env[w.event]].interval
    end = facts.by_id[env[w.before]].interval if w.before else Interval.on(facts.as_of)
    held = facts.states.held(w.state or "")
    wide = _first_gap(begin.earliest, end.latest and min(end.latest, facts.as_of), held.sure)
    gap = _first_gap(begin.latest, end.earliest and min(end.earliest, facts.as_of), held.possible)
    if wide is None and begin.earliest is not None and end.latest is not None:
        return Result(YES)
    covered = gap is not None and covers(facts, Interval(*gap))
    kept = NO if covered else facts.asked.ask("holder", state=Arg("word", f"state:{w.state}"))
    shown = gap or wide
    edges = _edges(held, begin.earliest, shown)
    vague = () if covered else tuple(s for s in edges if not s.interval.exact)
    return Result(
        kept,
        tuple(dict.fromkeys(s.id for s in edges)),
        _told(shown),
        interval=Interval(*shown) if shown else None,
        deciding=tuple(dict.fromkeys(fact("date", event=event_arg(s.id)) for s in vague)),
    )


def _edges(held: Held, first: date | None, gap: Days | None) -> list[Step]:
    """Return the steps that began and ended it around *gap*: from *first* to the day after it."""
    since, until = first or date.min, gap[1] if gap else date.max
    late = bisect_right(held.runs, until.toordinal() + 1, key=lambda r: r[0][0].toordinal())
    early = bisect_right(held.reach, since.toordinal() - 2, hi=late, key=date.toordinal)
    near = held.runs[early:late]
    found = [run for (_, last), run in near if (since - last).days <= 1]
    found = found or [run for _, run in held.runs[max(late - 1, 0) : late]]
    return [s for run in found[-MOST:] for s in (run[0].begin, run[1].end) if s is not None]


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


def _first_gap(first: date | None, last: date | None, spans: Sequence[Days]) -> Days | None:
    """Return the first days from *first* to *last* in none of *spans*; None when there are none.

    *spans* do not touch one another, so that at most one holds the first day.
    """
    if first is None or last is None or last < first:
        return None
    place = bisect_right(spans, first, key=lambda d: d[0])
    if place and spans[place - 1][1] >= last:
        return None
    day = max(first, spans[place - 1][1] + _DAY) if place else first
    return day, min(spans[place][0] - _DAY, last) if place < len(spans) else last
