"""The way a case went: each object's trace beside the flow that the protocol foresees.

Separate from `align`, which knows only models and traces: this takes the traces out of the case
and says of each deviation whether the record would show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.align import (
    Alignment,
    Choice,
    Costs,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Trace,
    align,
)
from vtaudit.align import Event as TraceEvent
from vtaudit.align import Step as ModelStep
from vtaudit.align.model import Block
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Deviation, Likelihood, Move, Path, Phase, Run
from vtaudit.dates.interval import Interval

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Flow, Protocol, Track


def path(facts: Facts) -> Path:
    """Return the phases and the runs of the case through its protocol, on the peildatum."""
    protocol = facts.protocol
    runs = tuple(r for t in protocol.tracks if t.flow is not None for r in _runs(facts, t))
    return Path(protocol.id, tuple(_phases(facts, protocol)), runs)


def model_of(flow: Flow, protocol: Protocol) -> Model:
    """Return the model of a flow, with the protocol's costs."""
    return Model(_block(flow), _costs(protocol))


def _block(flow: Flow) -> Block:
    if flow.step is not None:
        return ModelStep(str(flow.step))
    if flow.optional is not None:
        return Maybe(_block(flow.optional))
    if flow.loop is not None:
        return Loop(_block(flow.loop), _block(flow.redo) if flow.redo else Silent())
    parts = flow.sequence or flow.choice or flow.parallel
    blocks = tuple(_block(p) for p in parts)
    if flow.sequence:
        return Sequence(blocks)
    if flow.choice:
        return Choice(blocks)
    return Parallel(blocks) if blocks else Silent()


def _costs(protocol: Protocol) -> Costs:
    return Costs(
        models={str(c.activity): c.model for c in protocol.costs},
        logs={str(c.activity): c.log for c in protocol.costs},
    )


def activities_of(flow: Flow) -> frozenset[str]:
    """Return every activity that a flow names."""
    own = {str(flow.step)} if flow.step else set()
    inner = [*flow.sequence, *flow.choice, *flow.parallel, flow.optional, flow.loop, flow.redo]
    return frozenset(own.union(*(activities_of(f) for f in inner if f is not None)))


def _runs(facts: Facts, track: Track) -> Iterator[Run]:
    assert track.flow is not None
    known = activities_of(track.flow)
    steps = [s for s in facts.steps if s.activity.id in known]
    if track.object is None:
        if steps:
            yield _run(facts, track, None, (tuple(steps),))
        return
    for opener in steps:
        if opener.activity.opens == track.object:
            yield _run(facts, track, opener.id, _members(facts, opener, steps, track.object))


def _members(
    facts: Facts, opener: Step, steps: list[Step], kind: str
) -> tuple[tuple[Step, ...], ...]:
    """Return the traces that the object can have: with and without the steps of uncertain link."""
    sure, open_ = [opener], []
    for s in steps:
        if s.activity.opens == kind:
            continue
        truth = facts.serves(s, opener.id)
        if truth is YES:
            sure.append(s)
        elif truth is UNKNOWN and facts.not_after(opener, s) is not NO:
            open_.append(s)
    base = tuple(sorted(sure, key=lambda s: s.order))
    full = tuple(sorted(sure + open_, key=lambda s: s.order))
    return (base,) if not open_ else (base, full)


def _run(
    facts: Facts, track: Track, opened_by: str | None, traces: Iterable[tuple[Step, ...]]
) -> Run:
    """Return the run of one object; what holds for one of its possible traces only is possible."""
    assert track.flow is not None
    model = model_of(track.flow, facts.protocol)
    results = [align(model, _trace(facts, steps), prefix=True) for steps in traces]
    best = min(results, key=lambda r: r.cost)
    return Run(
        track=track.id,
        object=opened_by,
        moves=tuple(
            Move(m.kind, m.activity, m.event, _phase(facts, m.activity)) for m in best.moves
        ),
        deviations=tuple(_deviations(facts, track, opened_by, results)),
        cost=best.cost,
        exact=best.exact,
        fitness=round(best.fitness, 6),
        stands_at=best.following,
    )


def _deviations(
    facts: Facts, track: Track, opened_by: str | None, results: list[Alignment]
) -> Iterator[Deviation]:
    """Yield the deviations: certain under every reading, where the record would show it."""
    found = [{(d.kind, d.activity, d.event): d.certain for d in r.deviations} for r in results]
    for key in dict.fromkeys(k for f in found for k in f):
        kind, activity, event = key
        sure = all(f.get(key, False) for f in found)
        if kind == "model" and not _would_show(facts, activity):
            sure = False
        likelihood: Likelihood = "certain" if sure else "possible"
        yield Deviation(kind, likelihood, activity, event, track.id, opened_by)


def _would_show(facts: Facts, activity: str) -> bool:
    first = min((s.interval.earliest for s in facts.steps if s.interval.earliest), default=None)
    return facts.covers(facts.since(first), names=(activity,)) is YES


def _trace(facts: Facts, steps: tuple[Step, ...]) -> Trace:
    events = tuple(TraceEvent(s.id, s.activity.id) for s in steps)
    order = tuple(
        (a.id, b.id)
        for a in steps
        for b in steps
        if a is not b and facts.not_after(a, b) is YES and facts.not_after(b, a) is NO
    )
    return Trace(events, order)


def _phase(facts: Facts, activity: str) -> str | None:
    found = next((a for a in facts.protocol.activities if a.id == activity), None)
    return found.phase if found else None


def _phases(facts: Facts, protocol: Protocol) -> Iterator[Phase]:
    for track in protocol.tracks:
        for phase in track.phases:
            steps = [
                s for s in facts.steps
                if s.activity.track == track.id and s.activity.phase == phase.id
            ]  # fmt: skip
            if steps:
                yield Phase(
                    phase.id,
                    track.id,
                    tuple(s.id for s in steps),
                    _least(s.interval for s in steps),
                    _greatest(s.interval for s in steps),
                )


def _least(intervals: Iterable[Interval]) -> Interval:
    """Return when the first of several moments can have been."""
    found = list(intervals)
    firsts = [i.earliest for i in found]
    lasts = [i.latest for i in found if i.latest is not None]
    known = [d for d in firsts if d is not None]
    return Interval(
        min(known) if len(known) == len(firsts) else None, min(lasts) if lasts else None
    )


def _greatest(intervals: Iterable[Interval]) -> Interval:
    """Return when the last of several moments can have been."""
    found = list(intervals)
    lasts = [i.latest for i in found]
    firsts = [i.earliest for i in found if i.earliest is not None]
    known = [d for d in lasts if d is not None]
    return Interval(
        max(firsts) if firsts else None, max(known) if len(known) == len(lasts) else None
    )
