"""Each course of steps beside what the protocol foresees, and the phases with their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.report.catalogue import mark
from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Column,
    Item,
    Items,
    Line,
    Section,
    Table,
    line,
)

if TYPE_CHECKING:
    from vtaudit.audit.model import Alternative, Deviation, Needed, Phase, Run
    from vtaudit.report.voice import Voice

_DEVIATIONS = {
    "log": mark("in the record, not foreseen here: {step}"),
    "model": mark("foreseen, not found in the record: {step}"),
}


def runs(voice: Voice, *, full: bool = True) -> Section:
    """Return how each course of steps went beside what the protocol foresees.

    Unless it is *full*, courses without a deviation are told in one line.
    """
    every = voice.audit.path.runs
    blocks = tuple(_run(voice, run) for run in every if full or run.deviations)
    rest = [run_name(voice, r) for r in every if not (full or r.deviations)]
    if rest:
        courses = voice.say("as foreseen: {courses}", courses="; ".join(rest))
        blocks += (Item(line(courses, "good")),)
    needed = tuple(_need(voice, n) for n in voice.audit.path.needs)
    parts: tuple[Section, ...] = (Section("phases", voice.say("Phases"), (phases(voice),)),)
    if needed:
        parts += (Section("needs", voice.say("What steps rest on"), (Items(needed),)),)
    return Section("runs", voice.say("Path beside the protocol"), (Items(blocks),), parts)


def phases(voice: Voice) -> Table:
    """Return when each phase was entered and left, as far as the dates allow."""
    say = voice.say
    columns = (
        Column(say("Phase"), main=True, share=3),
        Column(say("Entered"), under=True, share=3),
        Column(say("Last step"), under=True, share=3),
        Column(say("Ended by"), under=True, share=4),
    )
    rows = tuple(
        (
            line(phase_name(voice, p)),
            line(voice.moment(p.entered)),
            line(voice.moment(p.left)),
            line(voice.steps(p.ended) if p.ended else say("no step in the record")),
        )
        for p in voice.audit.path.phases
    )
    return Table(columns, rows)


def phase_name(voice: Voice, phase: Phase) -> str:
    """Return a phase with its track."""
    return f"{voice.track(phase.track)}: {voice.phase(phase.phase, phase.track)}"


def run_name(voice: Voice, run: Run) -> str:
    """Return a run by its track and the step that opened it."""
    track = voice.track(run.track)
    return f"{track}: {voice.step(run.object)}" if run.object else track


def told(voice: Voice, deviation: Deviation) -> str:
    """Return a deviation in words."""
    step = voice.step(deviation.event) if deviation.event else voice.activity(deviation.activity)
    return voice.say(_DEVIATIONS[deviation.kind], step=step)


def fit(voice: Voice, run: Run) -> str:
    """Return how far a run is as foreseen."""
    share = round(100 * run.fitness)
    if any(d.likelihood == "possible" for d in run.deviations):
        return voice.say("{share} % as foreseen in the reading that fits best", share=share)
    return voice.say("{share} % as foreseen", share=share)


def standing(voice: Voice, run: Run) -> Iterator[str]:
    """Yield where a run stands on the peildatum, and which steps may follow."""
    if run.phase is not None:
        phase = _phase_anywhere(voice, run.phase, run.track)
        yield voice.say("stands on {day} in: {phase}", day=voice.day(voice.audit.as_of),
                        phase=phase)  # fmt: skip
    if run.stands_at:
        steps = voice.joined(voice.activity(a) for a in run.stands_at)
        yield voice.say("by the protocol may follow: {steps}", steps=steps)
    if run.complete:
        yield voice.say("by the protocol it can end here")


def bounds(voice: Voice, run: Run) -> Iterator[str]:
    """Yield how far a run is known to deviate, where not every order was looked at."""
    if run.exact:
        return
    if run.lower == run.cost:
        yield voice.say(
            "too many orders to look at all: it deviates by {cost}, but which steps deviate is "
            "no more than possible", cost=run.cost)  # fmt: skip
    else:
        yield voice.say(
            "too many orders to look at all: it deviates by at least {low} and at most {high}",
            low=run.lower, high=run.cost)  # fmt: skip


def _phase_anywhere(voice: Voice, phase: str, track: str) -> str:
    """Return the name of a phase; a course may take its steps from several tracks."""
    tracks = voice.book.protocols[voice.audit.path.protocol].tracks
    home = next(str(t.id) for t in tracks if phase in {p.id for p in t.phases})
    name = voice.phase(phase, home)
    return name if home == track else f"{voice.track(home)}: {name}"


def alternative(voice: Voice, given: Alternative) -> str:
    """Return in words what one answer to an open link changes."""
    step = voice.step(given.event)
    settled = [voice.say("certain: {deviation}", deviation=told(voice, d)) for d in given.settled]
    gone = [voice.say("no longer: {deviation}", deviation=told(voice, d)) for d in given.gone]
    changes = "; ".join((*settled, *gone))
    if given.belongs == "yes":
        return voice.say("if {step} belongs to this: {changes}", step=step, changes=changes)
    return voice.say("if {step} does not belong to this: {changes}", step=step, changes=changes)


def _run(voice: Voice, run: Run) -> Item:
    under = list(deviations(voice, run.deviations))
    under += map(line, bounds(voice, run))
    under += [line(alternative(voice, a)) for a in run.alternatives]
    under += map(line, standing(voice, run))
    head = Line((Bit(run_name(voice, run), strong=True), Bit(f"({fit(voice, run)})")))
    return Item(head, tuple(Item(u) for u in under))


def deviations(voice: Voice, deviations: Iterable[Deviation]) -> Iterator[Line]:
    """Yield the deviations in a line for each kind and likelihood."""
    groups: dict[tuple[str, str], list[str]] = {}
    for d in deviations:
        step = voice.step(d.event) if d.event else voice.activity(d.activity)
        groups.setdefault((d.likelihood, d.kind), []).append(step)
    for (likelihood, kind), steps in groups.items():
        words = voice.say(_DEVIATIONS[kind], step=voice.joined(dict.fromkeys(steps)))
        yield line(f"{voice.closed('likelihood', likelihood)}: {words}", SIGN_OF[likelihood])


def _need(voice: Voice, needed: Needed) -> Item:
    """Return what a step needs before it, and what the record shows of that."""
    entry = voice.entries[needed.event]
    protocol = voice.book.protocols[voice.audit.path.protocol]
    activity = next(a for a in protocol.activities if a.id == entry.activity)
    need = activity.needs[needed.number]
    text = voice.own(str(need.nl), str(need.en))
    said = voice.say("{step} needs: {need}", step=voice.step(needed.event), need=text)
    verdict = voice.closed("pairing", needed.verdict)
    return Item(line(f"{said}: {verdict}", SIGN_OF[needed.verdict]))
