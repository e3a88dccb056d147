"""The way a case went: each object's trace beside the flow that the protocol foresees.

Separate from `align`, which knows only models and traces: this takes the traces out of the case
and says of each deviation whether the record would show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from vtaudit.align import Alignment, Model, Trace, align
from vtaudit.audit.coverage import covers
from vtaudit.audit.disputes import told
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.generous import out_of_place
from vtaudit.audit.model import Alternative, Deviation, Move, Path, Run, YesNo
from vtaudit.audit.needs import needs
from vtaudit.audit.phases import phases
from vtaudit.audit.tracing import trace_of
from vtaudit.rulebook.flows import activities_of, model_of

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Track

_Key: TypeAlias = tuple[Literal["log", "model"], str, str | None]
"""What a deviation is, apart from how certain it is: kind, activity and event."""
_Course: TypeAlias = tuple[list[Step], list[Step]]
"""The steps that belong to a course, and those that may."""
_Aligned: TypeAlias = tuple[Alignment, Trace]
"""An alignment, and of what."""


def path(facts: Facts) -> Path:
    """Return the phases and the runs of the case through its protocol, on the peildatum."""
    runs = tuple(r for t in facts.protocol.tracks for r in _runs(facts, t))
    return Path(facts.protocol.id, tuple(phases(facts)), runs, tuple(needs(facts)))


def _runs(facts: Facts, track: Track) -> Iterator[Run]:
    model = model_of(facts.protocol, track.id)
    if model is None or track.flow is None:
        return
    stated, *others = (_courses(facts, track, steps) for steps in told(facts))
    for opener, course in stated.items():
        rivals = [other.get(opener) for other in others]
        yield _Tracing(facts, track, model, opener).run(course, rivals)


def _courses(facts: Facts, track: Track, told_: Iterable[Step]) -> dict[str | None, _Course]:
    """Return for each object of a track the steps that serve it and those that may."""
    known = activities_of(track.flow) if track.flow is not None else frozenset()
    steps = [s for s in told_ if s.activity.id in known]
    if track.object is None:
        return {None: (steps, [])} if steps else {}
    openers = [s for s in steps if s.activity.opens == track.object]
    return {s.id: _members(facts, s, steps, track.object) for s in openers}


def _members(facts: Facts, opener: Step, steps: Iterable[Step], kind: str) -> _Course:
    """Return the steps that serve the object that *opener* opened, and those that may."""
    sure, unsure = [opener], []
    for s in steps:
        if s.activity.opens == kind:
            continue
        truth = facts.serves(s, opener.id, kind)
        if truth is YES:
            sure.append(s)
        elif truth is UNKNOWN and (_named(s, opener) or facts.not_after(opener, s) is not NO):
            unsure.append(s)
    return sure, unsure


def _named(step: Step, target: Step) -> bool:
    """Return whether the case, or an account, says anything of a tie of *step* to *target*."""
    return any(x.id == target.id for x in step.event.about) or target.id in step.rivals_in("about")


class _Tracing:
    """One object of the case and the track that it goes through."""

    def __init__(self, facts: Facts, track: Track, model: Model, opened_by: str | None) -> None:
        self.facts, self.track, self.model, self.object = facts, track, model, opened_by
        self._phase_of = {str(a.id): a.phase for a in facts.protocol.activities}
        self._known = activities_of(track.flow) if track.flow is not None else frozenset()
        self._shown: dict[str, bool] = {}
        self._rivals: list[dict[_Key, bool] | None] = []

    def run(self, course: _Course, rivals: Sequence[_Course | None]) -> Run:
        """Return the run of a course; *rivals* are what accounts of its kinds of steps make of it.

        None where by such an account there is no such course.
        """
        sure, unsure = course
        trace = trace_of(self.facts, sure, unsure)
        found = align(self.model, trace, prefix=True)
        self._rivals = [r and self._stand(*r) for r in rivals]
        moves = tuple(
            Move(m.kind, m.activity, m.event, self._phase_of.get(m.activity)) for m in found.moves
        )
        foreseen = [m.phase for m in moves if m.kind == "sync"]
        return Run(
            track=self.track.id,
            object=self.object,
            steps=tuple(s.id for s in sorted((*sure, *unsure), key=lambda s: s.order)),
            moves=moves,
            deviations=self._deviations(found, trace),
            alternatives=tuple(self._alternatives(trace, found, [s.id for s in unsure])),
            cost=found.cost,
            lower=found.lower,
            exact=found.exact,
            fitness=round(found.fitness, 6),
            phase=foreseen[-1] if foreseen else None,
            stands_at=found.following,
            complete=found.complete,
        )

    def _deviations(self, found: Alignment, trace: Trace) -> tuple[Deviation, ...]:
        """Return the deviations: certain under every reading, where the record would show it."""
        sure = self._likely(found, trace)
        own: list[_Key] = [(d.kind, d.activity, d.event) for d in found.deviations]
        told_ = (k for r in self._rivals if r is not None for k, certain in r.items() if certain)
        rest = (key for key in dict.fromkeys(told_) if key not in sure)
        return tuple(
            Deviation(kind, "certain" if sure.get((kind, activity, event)) else "possible",
                      activity, event, self.track.id, self.object)
            for kind, activity, event in (*own, *rest)
        )  # fmt: skip

    def _stand(self, sure: Sequence[Step], unsure: Sequence[Step]) -> dict[_Key, bool]:
        trace = trace_of(self.facts, sure, unsure)
        return self._certain(align(self.model, trace, prefix=True), trace)

    def _likely(self, found: Alignment, trace: Trace) -> dict[_Key, bool]:
        """Return which deviations are certain, whichever account of the steps is right."""
        own = self._certain(found, trace)
        return {
            key: sure and all(r is not None and r.get(key, False) for r in self._rivals)
            for key, sure in own.items()
        }

    def _certain(self, found: Alignment, trace: Trace) -> dict[_Key, bool]:
        placeless = out_of_place(self.model, trace, found, self._known, self._would_show)
        return {
            (d.kind, d.activity, d.event):
                d.event in placeless if d.kind == "log"
                else d.certain and self._would_show(d.activity)
            for d in found.deviations
        }  # fmt: skip

    def _would_show(self, activity: str) -> bool:
        if activity not in self._shown:
            window = self.facts.since(self.facts.first_day)
            self._shown[activity] = covers(self.facts, window, names=(activity,))
        return self._shown[activity]

    def _alternatives(
        self, trace: Trace, found: Alignment, unsure: Iterable[str]
    ) -> Iterator[Alternative]:
        """Yield what each answer to each open link changes, the other links left open."""
        answers: tuple[tuple[YesNo, bool], ...] = (("yes", True), ("no", False))
        for event in unsure:
            for word, belongs in answers:
                answered = trace.with_event(event, belongs=belongs)
                other = align(self.model, answered, prefix=True)
                settled, gone = self._difference((found, trace), (other, answered), event)
                if settled or gone:
                    yield Alternative(event, word, other.cost, settled, gone)

    def _difference(
        self, found: _Aligned, other: _Aligned, event: str
    ) -> tuple[tuple[Deviation, ...], tuple[Deviation, ...]]:
        """Return the deviations that *other* makes certain, and those that it does without.

        That a step which is left out deviates no more goes without saying.
        """
        old, new = self._likely(*found), self._likely(*other)
        certain = {k for k, sure in new.items() if sure and not old.get(k, False)}
        settled = (d for d in self._deviations(*other) if (d.kind, d.activity, d.event) in certain)
        gone = (
            d for d in self._deviations(*found)
            if (d.kind, d.activity, d.event) not in new and d.event != event
        )  # fmt: skip
        return tuple(settled), tuple(gone)
