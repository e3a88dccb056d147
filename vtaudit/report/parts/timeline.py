"""The timeline drawn to scale: phases, terms with their last day, and steps with vague dates.

Separate from the path, which tells each step in words: here one sees what lay beside what, and how
long. Which days a thing can have begun and ended on is the audit's; nothing is rounded here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.dates.interval import Interval
from vtaudit.report import places
from vtaudit.report.document import SIGN_OF, Bit, Block, Chart, Lane, Line, Section, Stretch, line
from vtaudit.report.parts.deadlines import grouped, name, worked

if TYPE_CHECKING:
    from vtaudit.audit.model import Entry, Phase, RivalDay, Term
    from vtaudit.report.parts.deadlines import Group
    from vtaudit.report.voice import Voice


def section(voice: Voice, *, rivals: bool = False) -> Section:
    """Return the drawing, and under it the steps that lie outside it and what the codes mean.

    With *rivals* it has the steps on whose day accounts differ, and the codes stand in the drawing.
    """
    title = voice.say("Timeline to scale")
    window = _window(voice)
    if window is None:
        return Section("timeline", title)
    first, last = window
    groups = (_phases(voice), _terms(voice), tuple(_steps(voice, first, last)))
    differing = tuple(_rivals(voice, first, last)) if rivals else ()
    chart = Chart(first, last, tuple(_months(voice, first, last)),
                  tuple(g for g in groups if g), differing)  # fmt: skip
    legend = line(voice.say(
        "A bar goes from the first to the last step of a phase: full where that is certain, pale "
        "where it depends on a day that is not exactly known, and from the last step to the one "
        "that ended the phase. A line is a term up to and including "
        "its last day, broken where that may lie. A dot is a day with a step; a number is a step "
        "of which the day is not exactly known."
    ))  # fmt: skip
    if rivals:
        legend = line(" ".join((legend.bits[0].text, voice.say(
            "A ring, or an open box, is the day that somebody else gives for a step, beside the "
            "recorded one."
        ))))  # fmt: skip
        return Section("timeline", title, (legend, chart, *_outside(voice, first, last)))
    drawn = (*_outside(voice, first, last), *_key(voice), legend)
    return Section("timeline", title, (chart, *drawn))


def _rivals(voice: Voice, first: date, last: date) -> Iterator[Lane]:
    """Yield a lane for each step of which a day is told otherwise: the record's, and the others."""
    for entry in voice.audit.timeline:
        if entry.rivals and _inside(entry, first, last):
            number = voice.say("step {number}", number=voice.numbers[entry.event])
            others = (_rival(voice, entry, r, number) for r in entry.rivals)
            yield Lane(line(number), (*others, _step(voice, entry)), entry.text)


def _rival(voice: Voice, entry: Entry, rival: RivalDay, number: str) -> Stretch:
    who = voice.say("{number} according to {who}: {when}", number=number,
                    who=voice.actor(rival.by), when=voice.moment(rival.interval))  # fmt: skip
    return Stretch("rival", rival.interval, rival.interval, "", (who, entry.text),
                   places.step(entry.event))  # fmt: skip


def _key(voice: Voice) -> Iterator[Block]:
    """Yield what the codes before the terms mean."""
    codes = sorted({t.rule for t in voice.audit.terms if _drawable(t)})
    if codes:
        yield line("; ".join(f"{code} {voice.title(code)}" for code in codes))


def _drawable(term: Term) -> bool:
    """Return whether a term applies and has a beginning and a last day."""
    return bool(term.runs_from and term.last_day) and term.status != "not-applicable"


def _window(voice: Voice) -> tuple[date, date] | None:
    """Return the days drawn: from the first step of the body or first term to the peildatum."""
    own = [e.interval.earliest for e in voice.audit.timeline if e.audited == "yes"]
    starts = [t.runs_from.earliest for t in voice.audit.terms if t.runs_from]
    known = [d for d in (*own, *starts) if d is not None and d <= voice.audit.as_of]
    return (min(known), voice.audit.as_of) if known else None


def _months(voice: Voice, first: date, last: date) -> Iterator[tuple[date, str]]:
    day = first.replace(day=1)
    while day <= last:
        yield day, voice.month(day)
        day = (day + timedelta(days=31)).replace(day=1)


def _phases(voice: Voice) -> tuple[Lane, ...]:
    ordered = sorted(voice.audit.path.phases, key=lambda p: p.entered.earliest or date.min)
    return tuple(Lane(line(voice.phase(p.phase, p.track)), (_phase(voice, p),)) for p in ordered)


def _phase(voice: Voice, phase: Phase) -> Stretch:
    told = (
        f"{voice.phase(phase.phase, phase.track)} ({voice.track(phase.track)})",
        voice.say("entered: {when}", when=voice.moment(phase.entered)),
        voice.say("left: {when}", when=voice.moment(phase.left) or voice.say("not known")),
        voice.by_number(phase.events),
    )
    to = places.step(phase.events[0]) if phase.events else ""
    return Stretch("bar", phase.entered, _until(voice, phase), told=told, to=to)


def _until(voice: Voice, phase: Phase) -> Interval:
    """Return when the last step of a phase was, or at the latest the step that ended it."""
    ends = [voice.entries[e].interval.latest for e in phase.ended if e in voice.entries]
    latest = [d or date.max for d in (phase.left.latest, *ends)]
    last = max(latest)
    return replace(phase.left, latest=None if last == date.max else last)


def _terms(voice: Voice) -> tuple[Lane, ...]:
    """Return the terms that apply and of which the last day is known, each drawing once."""
    drawn: dict[object, list[Group]] = {}
    for term, people in grouped(voice.audit.terms):
        if _drawable(term):
            key = (_titled(voice, term), term.status, term.runs_from, term.last_day)
            drawn.setdefault(key, []).append((term, people))
    alike = Counter(_titled(voice, groups[0][0]) for groups in drawn.values())
    return tuple(_lane(voice, groups, apart=alike[_titled(voice, groups[0][0])] > 1)
                 for groups in drawn.values())  # fmt: skip


def _titled(voice: Voice, term: Term) -> str:
    """Return the rule of a term and the step that it belongs to, by its number."""
    about = term.runs_from_event or next(iter(term.about), "")
    if about not in voice.numbers:
        return term.rule
    return f"{term.rule} {voice.say('step {number}', number=voice.numbers[about])}"


def _lane(voice: Voice, groups: list[Group], *, apart: bool) -> Lane:
    """Return terms that are drawn alike; what sets them *apart* from others is told with them."""
    term, people = groups[0]
    title = _titled(voice, term)
    if apart:
        title = f"{title}, {_who(voice, groups) or voice.length(term.length or '')}"
    begin, end = term.runs_from or Interval(), term.last_day or Interval()
    day = voice.moment(end) if end.exact else ""
    words = (name(voice, term, people), *worked(voice, term))
    drawn = Stretch("term", begin, end, day, words, places.term(term))
    return Lane(Line((Bit(title, SIGN_OF[term.status]),)), (drawn,), voice.title(term.rule))


def _who(voice: Voice, groups: Iterable[Group]) -> str:
    """Return the person for whom terms are, or how many; a lane has little room for names."""
    people = tuple(dict.fromkeys(p for _, group in groups for p in group))
    if len(people) == 1:
        return voice.actor(people[0])
    return voice.count("{number} person", "{number} people", len(people)) if people else ""


def _steps(voice: Voice, first: date, last: date) -> Iterator[Lane]:
    """Yield the steps with a day as one lane, and the others in as few as hold them."""
    drawn = [e for e in voice.audit.timeline if _inside(e, first, last)]
    exact = tuple(_step(voice, e) for e in drawn if e.interval.exact)
    if exact:
        yield Lane(line(voice.say("steps with a day")), exact)
    vague = tuple(
        _step(voice, e, str(voice.numbers[e.event])) for e in drawn if not e.interval.exact
    )
    if vague:
        yield Lane(line(voice.say("steps without an exact day")), vague)


def _step(voice: Voice, entry: Entry, text: str = "") -> Stretch:
    number = voice.say("step {number}", number=voice.numbers[entry.event])
    told = (f"{number}, {voice.date_of(entry)}", entry.text)
    return Stretch("step", entry.interval, entry.interval, text, told, places.step(entry.event))


def _inside(entry: Entry, first: date, last: date) -> bool:
    """Return whether the step can have been on one of the days drawn, and has a bound at all."""
    low, high = entry.interval.earliest, entry.interval.latest
    if low is None and high is None:
        return False
    return (low or date.min) <= last and (high or date.max) >= first


def _outside(voice: Voice, first: date, last: date) -> Iterator[Block]:
    """Yield by their numbers the steps that are not in the drawing."""
    out = [e for e in voice.audit.timeline if not _inside(e, first, last)]
    sides = [(e, e.interval.earliest, e.interval.latest) for e in out]
    groups = (
        (voice.say("before it"), [e for e, _, high in sides if high and high < first]),
        (voice.say("after it"), [e for e, low, _ in sides if low and low > last]),
        (voice.say("without any date"), [e for e, low, high in sides if not (low or high)]),
    )
    told = [f"{title}: {', '.join(str(voice.numbers[e.event]) for e in found)}"
            for title, found in groups if found]  # fmt: skip
    if told:
        yield line(voice.say("Steps not drawn: {steps}", steps="; ".join(told)))
