"""What would settle or change an outcome, and by how many days it was in time or late.

Separate from the sentences themselves: the page of terms, the report and the questions all say
on which days an outcome hangs, and must say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.report.phrases import IF_DATED, UNSEEN
from vtaudit.report.wording import facts, first_that_fits, readings, reason, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vtaudit.audit.model import Fact, Question, Term
    from vtaudit.report.speech import Speech
    from vtaudit.report.voice import Voice


def changes(voice: Speech, term: Term) -> tuple[str, ...]:
    """Return what would change or settle an outcome: readings, days, and facts that are open."""
    read = {arg.value for r in term.readings for name, arg in r.args if name == "event"}
    rest = [f for f in term.deciding if f.kind != "link" or dict(f.args)["event"].value not in read]
    told = readings(voice, term.rule, term.readings)
    dated = {f: _dated(voice, f) for f in rest}
    kept = tuple(f for f, text in dated.items() if not text)
    return tuple(dict.fromkeys(x for x in (*told, *dated.values(), *facts(voice, kept)) if x))


def _dated(voice: Speech, item: Fact) -> str:
    """Return on which days a moment would settle something; empty for any other fact."""
    return first_that_fits(voice, IF_DATED, values_of(voice, item.args))


def days_that_decide(voice: Voice, questions: Sequence[Question]) -> tuple[str, ...]:
    """Return what each day that is asked for would settle, for questions that are put as one.

    Where they are about several terms, each day from which one runs is told with its step.
    """
    told: list[str] = []
    for question in questions:
        for item in question.facts:
            step = dict(item.args).get("step")
            text = _dated(voice, item)
            apart = text and step is not None and len(questions) > 1
            told.append(f"{voice.step(step.value)}: {text}" if apart and step else text)
    return tuple(dict.fromkeys(x for x in told if x))


def why(voice: Voice, term: Term) -> str:
    """Return why the outcome of a term is open or does not apply; empty when that is plain.

    Of what came too late by how much is told: what would settle it stands beside that.
    """
    return slack(voice, term) if term.reason == UNSEEN else reason(voice, term)


def slack(voice: Voice, term: Term) -> str:
    """Return by how many days an act was early or late, or how many are left; else nothing.

    That of a term which may not apply is told as what it would be if it did.
    """
    if term.slack is None or term.status in ("not-applicable", "overdue"):
        return ""
    if term.status == "running":
        day = voice.day(voice.audit.as_of)
        return voice.say("{days} left on {day}", days=voice.days(*term.slack), day=day)
    told = _spared(voice, *term.slack)
    if any(f.kind == "applies" for f in term.deciding):
        return voice.say("if it applies: {slack}", slack=told)
    if any("late" in dict(f.args) for f in term.deciding):
        return voice.say("what is on record: {slack}", slack=told)
    return told


def _spared(voice: Speech, low: int | None, high: int | None) -> str:
    if low is not None and low >= 0:
        return voice.say("{days} to spare", days=voice.days(low, high))
    if high is not None and high < 0:
        return voice.say("{days} too late", days=voice.days(-high, None if low is None else -low))
    if low is not None and high is not None:
        late, early = voice.days(-low, -low), voice.days(high, high)
        return voice.say("from {late} too late to {early} to spare", late=late, early=early)
    if low is not None:
        return voice.say("at most {days} too late", days=voice.days(-low, -low))
    return "" if high is None else voice.say("at most {days} to spare", days=voice.days(high, high))
