"""What differs between two audits of one case, and why, in words.

Separate from the other parts, which tell one audit: here what is gone is told in the words of the
earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.report.catalogue import mark
from vtaudit.report.document import SIGN_OF, Item, Items, Section, Sign, items, line
from vtaudit.report.parts.deadlines import name
from vtaudit.report.parts.findings import sign_of
from vtaudit.report.wording import message

if TYPE_CHECKING:
    from vtaudit.audit.difference import (
        Altered,
        Cause,
        Difference,
        FindingChange,
        Redated,
        TermChange,
    )
    from vtaudit.audit.model import Term
    from vtaudit.report.document import Line
    from vtaudit.report.voice import Voice

_CAUSES = {
    "step-added": mark("this step was added: {step}"),
    "step-gone": mark("this step is no longer there: {step}"),
    "date": mark("the date of this step changed: {step}"),
    "record": mark("what is on record of this step changed: {step}"),
    "step": mark("this step changed: {step}"),
    "term": mark("this step now counts for the term: {step}"),
    "looked-for": mark("a step of a kind that the rule looks at was added or changed: {step}"),
    "as-of": mark("the peildatum is another"),
    "rulebook": mark("the rulebook is another"),
    "coverage": mark("what the papers cover is another"),
    "accepted": mark("it was set aside by the investigator"),
    "elsewhere": mark("something else in the case file changed"),
}
_DATES = {
    "sharper": mark("{step}: sharper, from {before} to {after}"),
    "wider": mark("{step}: wider, from {before} to {after}"),
    "moved": mark("{step}: other days, from {before} to {after}"),
}
_FIELDS = {
    "activity": mark("the kind of step"),
    "phase": mark("the phase"),
    "by": mark("who acted"),
    "to": mark("to whom"),
    "concerns": mark("whom it concerns"),
    "channel": mark("the channel"),
    "text": mark("the text"),
    "of_event": mark("the record"),
    "of_content": mark("the record of what was said"),
    "accounts": mark("the accounts"),
    "sources": mark("the sources"),
}


def sections(old: Voice, new: Voice, found: Difference) -> tuple[Section, ...]:
    """Return what differs: the frame, the steps, the terms and the findings."""
    if not found:
        return (Section("same", new.say("Nothing differs"),
                        (line(new.say("The two audits say the same.")),)),)  # fmt: skip
    made = (_frame(old, new, found), _steps(old, new, found), _terms(old, new, found.terms),
            _findings(old, new, found))  # fmt: skip
    return tuple(s for s in made if s.blocks or s.sections)


def _frame(old: Voice, new: Voice, found: Difference) -> Section:
    """Return the peildatum, the rulebook and the coverage where they are others."""
    told = []
    if found.as_of:
        was, now = map(new.day, found.as_of)
        told.append(new.say("Peildatum: {before}, now {after}", before=was, after=now))
    if found.rulebook:
        versions = (old.audit, new.audit)
        was, now = (f"{a.rulebook} ({a.rulebook_sha256[:8]})" for a in versions)
        told.append(new.say("Rulebook: {before}, now {after}", before=was, after=now))
    if found.coverage:
        told.append(new.say("What the papers cover is another"))
    return _listed("frame", new.say("Framework"), map(line, told))


def _listed(key: str, title: str, lines: Iterable[Line]) -> Section:
    found = tuple(lines)
    return Section(key, title, (items(*found),) if found else ())


# -- steps ------------------------------------------------------------------------------------


def _steps(old: Voice, new: Voice, found: Difference) -> Section:
    parts = (
        _listed("added", new.say("Steps added"), (line(_step(new, e)) for e in found.added)),
        _listed("gone", new.say("Steps gone"), (line(_step(old, e)) for e in found.gone)),
        _listed("dates", new.say("Dates"), (line(_redated(new, r)) for r in found.redated)),
        _listed("altered", new.say("Otherwise changed"),
                (line(_altered(new, a)) for a in found.altered)),
    )  # fmt: skip
    return Section("steps", new.say("Steps"), (), tuple(p for p in parts if p.blocks))


def _step(voice: Voice, event: str) -> str:
    entry = voice.entries[event]
    return f"{voice.step(event)}: {entry.text}"


def _redated(voice: Voice, item: Redated) -> str:
    return voice.say(_DATES[item.change], step=voice.activity(voice.entries[item.event].activity)
                     + f" ({item.event})", before=voice.moment(item.before),
                     after=voice.moment(item.after))  # fmt: skip


def _altered(voice: Voice, item: Altered) -> str:
    return f"{voice.step(item.event)}: {voice.joined(voice.say(_FIELDS[f]) for f in item.what)}"


# -- terms ------------------------------------------------------------------------------------


def _terms(old: Voice, new: Voice, found: Iterable[TermChange]) -> Section:
    return _listed("terms", new.say("Terms"), (_term(old, new, t) for t in found))


def _term(old: Voice, new: Voice, change: TermChange) -> Line:
    """Return a term with its outcome then and now."""
    if change.after is None:
        assert change.before is not None
        told = f"{_named(old, change.before)}: {new.say('no longer there')}"
        return line(told, SIGN_OF[change.before.status])
    now = _outcome(new, change.after)
    if change.before is not None:
        now = new.say("{before}, now {after}", before=_outcome(new, change.before), after=now)
    else:
        now = new.say("new: {outcome}", outcome=now)
    return line(f"{_named(new, change.after)}: {now}", SIGN_OF[change.after.status])


def _named(voice: Voice, term: Term) -> str:
    return name(voice, term, (term.person,) if term.person else ())


def _outcome(voice: Voice, term: Term) -> str:
    status = voice.closed("term", term.status)
    if term.last_day is None:
        return status
    return voice.say("{status} (last day {day})", status=status, day=voice.moment(term.last_day))


# -- findings ---------------------------------------------------------------------------------


def _findings(old: Voice, new: Voice, found: Difference) -> Section:
    titles = (("resolved", new.say("Resolved")), ("new", new.say("New")),
              ("changed", new.say("Changed")))  # fmt: skip
    parts = tuple(
        Section(kind, title, (Items(tuple(_finding(old, new, f) for f in those)),))
        for kind, title in titles
        if (those := [f for f in found.findings if f.kind == kind])
    )  # fmt: skip
    return Section("findings", new.say("Findings"), (), parts)


def _finding(old: Voice, new: Voice, change: FindingChange) -> Item:
    resolved = change.kind == "resolved"
    voice = old if resolved else new
    text = f"{change.finding.code} {message(voice, change.finding)}"
    sign: Sign = "good" if resolved else sign_of(change.finding)
    if change.before not in (None, change.finding.certainty):
        assert change.before is not None
        was = new.closed("certainty", change.before)
        text = f"{text} ({new.say('before: {certainty}', certainty=was)})"
    why = (new.say("because {reason}", reason=_cause(old, new, c)) for c in change.causes)
    return Item(line(text, sign), tuple(Item(line(w)) for w in dict.fromkeys(why)))


def _cause(old: Voice, new: Voice, cause: Cause) -> str:
    voice = new if cause.value in new.entries else old
    return new.say(_CAUSES[cause.kind], step=voice.step(cause.value))
