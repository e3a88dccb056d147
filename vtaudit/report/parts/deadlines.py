"""The terms: from when, until when, what met them, and how that was worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.audit.model import Term
from vtaudit.report import places
from vtaudit.report.deciding import slack, why
from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Column,
    Item,
    Items,
    Line,
    Link,
    Section,
    Table,
    line,
)
from vtaudit.report.phrases import UNSEEN, UNSETTLED
from vtaudit.report.wording import facts, readings, summed

if TYPE_CHECKING:
    from vtaudit.audit.model import Fact
    from vtaudit.report.voice import Voice

Group = tuple[Term, tuple[str, ...]]
"""A term, with all persons for whom it is the same."""


def grouped(terms: Iterable[Term]) -> tuple[Group, ...]:
    """Return *terms*, those that differ only in the person as one."""
    groups: dict[Term, list[str]] = {}
    for term in terms:
        key = replace(term, person=None, args=())
        groups.setdefault(key, []).extend([term.person] if term.person else [])
    return tuple((term, tuple(dict.fromkeys(people))) for term, people in groups.items())


_ORDER = ("late", "overdue", "undetermined", "running", "met", "not-applicable")


def table(voice: Voice, *, by_outcome: bool = False) -> Section:
    """Return the terms as a table, as they began or first those that were not met."""
    say = voice.say
    columns = (
        Column(say("Term"), main=True, share=5),
        Column(say("Outcome"), share=3),
        Column(say("Runs from"), under=True, share=3),
        Column(say("Last day"), under=True, share=3),
        Column(say("Met by"), under=True, share=4),
        Column(say("Length and kind"), under=True, share=3, label=False),
        Column(say("Source"), under=True, share=3, label=False),
        Column(say("On what it depends"), under=True, share=7),
    )
    groups = list(grouped(voice.audit.terms))
    if by_outcome:
        groups.sort(key=lambda group: _ORDER.index(group[0].status))
    rows = tuple(_row(voice, term, people) for term, people in groups)
    if by_outcome:
        columns = (columns[1], columns[0], *columns[2:])
        rows = tuple((row[1], row[0], *row[2:]) for row in rows)
    return Section("terms", say("Terms"), (Table(columns, rows),) if rows else ())


def name(voice: Voice, term: Term, people: tuple[str, ...]) -> str:
    """Return what a term is about: its rule, the step it belongs to, and for whom."""
    about = voice.step(term.about[0]) if term.about else ""
    who = voice.joined(voice.actor(p) for p in people)
    return "; ".join(x for x in (voice.title(term.rule), about, who) if x)


def _row(voice: Voice, term: Term, people: tuple[str, ...]) -> tuple[Line, ...]:
    told = voice.closed("term", term.status)
    return (
        line(name(voice, term, people)),
        Line((Bit(told, SIGN_OF[term.status], links=(Link(told, places.term(term)),)),)),
        line(voice.moment(term.runs_from)),
        line(voice.moment(term.last_day)),
        line(_met(voice, term)),
        line(_length(voice, term)),
        line(voice.norms(term.source)),
        line(depends(voice, term)),
    )


def _met(voice: Voice, term: Term) -> str:
    told = voice.step(term.met_by) if term.met_by else voice.moment(term.met_on)
    open_ = told and term.status == "undetermined" and term.reason != UNSEEN
    return voice.say("possibly {step}", step=told) if open_ else told


def _length(voice: Voice, term: Term) -> str:
    told = voice.length(term.length) if term.length else voice.say("length unknown")
    return f"{told}, {voice.closed('kind', term.kind)}"


def depends(voice: Voice, term: Term) -> str:
    """Return on what the outcome depends, in one line; empty when on nothing."""
    told = (*_why(voice, term), *facts(voice, _open(term)))
    return "; ".join(told) or (voice.say(UNSETTLED) if term.status == "undetermined" else "")


def _why(voice: Voice, term: Term) -> tuple[str, ...]:
    told = (why(voice, term), *readings(voice, term.rule, term.readings, term.last_day))
    return tuple(dict.fromkeys(x for x in told if x))


_TOLD = {"length": "length-unknown", "date": "start-unknown", "applies": "condition:"}
"""Facts of which the reason already says that they are open."""


def _open(term: Term) -> Iterator[Fact]:
    """Yield the facts that would settle a term, without what its reason and readings tell."""
    told = {a for r in term.readings for n, a in r.args if n == "event"}
    for fact in term.deciding:
        values = dict(fact.args)
        if fact.kind == "link" and "event" in values and values["event"] in told:
            continue
        reason = _TOLD.get(fact.kind)
        named = "event" in values or "days" in values
        if named or not reason or not (term.reason or "").startswith(reason):
            yield fact


def arithmetic(voice: Voice) -> Items:
    """Return how each last day was worked out, step by step, with readings and slack."""
    return Items(tuple(_worked(voice, *group) for group in grouped(voice.audit.terms)))


def _worked(voice: Voice, term: Term, people: tuple[str, ...]) -> Item:
    outcome = voice.closed("term", term.status)
    head = Line((Bit(name(voice, term, people), strong=True), Bit(f"— {outcome}")))
    ends = (e for e in (term.runs_from_event, term.met_by) if e)
    steps = places.to_steps(voice, (*term.about, *ends))
    head = places.named(head, places.term(term),
                        about=(*steps, *places.to_norms(voice, term.source)))  # fmt: skip
    return Item(head, tuple(Item(line(text)) for text in worked(voice, term)))


def worked(voice: Voice, term: Term) -> Iterator[str]:
    """Yield how the last day of a term was worked out, with its readings and the days left."""
    yield from (summed(voice, s) for s in term.derivation)
    yield from dict.fromkeys(x for x in (*_why(voice, term), slack(voice, term)) if x)
    for told in facts(voice, _open(term)):
        yield voice.say("would settle it: {fact}", fact=told)
    if not term.verified:
        yield voice.say("source not verified in an official text")
