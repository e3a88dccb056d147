"""When each phase was entered and left, as sets of days.

Separate from the runs, which hold the record against the flow: phases are what the steps say by
themselves, also where they deviate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.model import Phase
from vtaudit.dates.interval import Interval

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts


def phases(facts: Facts) -> Iterator[Phase]:
    """Yield the phases with a recorded step, in the order of the protocol."""
    for track in facts.protocol.tracks:
        for phase in track.phases:
            steps = [
                s for s in facts.steps
                if s.activity.track == track.id and s.activity.phase == phase.id
            ]  # fmt: skip
            if steps:
                intervals = [s.stated for s in steps]
                ended = tuple(s.id for s in facts.steps if s.activity.id in phase.ends)
                yield Phase(
                    phase.id, track.id, tuple(s.id for s in steps),
                    first_of(intervals), last_of(intervals), ended,
                )  # fmt: skip


def first_of(intervals: Iterable[Interval]) -> Interval:
    """Return when the first of several moments can have been."""
    found = list(intervals)
    firsts = [i.earliest for i in found]
    lasts = [i.latest for i in found if i.latest is not None]
    known = [d for d in firsts if d is not None]
    return Interval(
        min(known) if len(known) == len(firsts) else None, min(lasts) if lasts else None
    )


def last_of(intervals: Iterable[Interval]) -> Interval:
    """Return when the last of several moments can have been."""
    found = list(intervals)
    lasts = [i.latest for i in found]
    firsts = [i.earliest for i in found if i.earliest is not None]
    known = [d for d in lasts if d is not None]
    return Interval(
        max(firsts) if firsts else None, max(known) if len(known) == len(lasts) else None
    )
