"""Checks of information: conveyed, confirmed in writing, answered on what was asked.

Separate because they all turn on the same question: does the record show what was said?
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env, select
from vtaudit.audit.checks.existence import begun
from vtaudit.audit.checks.result import Result, dispute, event_arg, fact
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.step import ANY
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import With


def conveyed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the item reached the person, by the audited body and, if asked, provably.

    Unknown when a contact is on record whose content is not; no when every contact is known not
    to have conveyed it and the record would show it.
    """
    assert w.person is not None
    person = env[w.person]
    items = (env[w.item],) if w.item else (*w.items, *w.any_of)
    steps = _contacts(facts, w, env, person)
    window = _window(facts, w, env)
    cells = [(s, t & some(_told(facts, w, s, person, i, window) for i in items)) for s, t in steps]
    held = some(t for _, t in cells)
    events = tuple(s.id for s, t in cells if t is held)
    if held is YES:
        return Result(YES, events, provable=some(s.of_content for s, t in cells if t is YES))
    open_ = tuple(s for s, t in cells if t is UNKNOWN)
    if open_:
        deciding = tuple(_open(s, person, items) for s in open_)
        return Result(UNKNOWN, tuple(s.id for s in open_), deciding, provable=UNKNOWN)
    if cells and w.at:
        return Result(NO, tuple(s.id for s, _ in cells), provable=NO)
    covered = facts.covers(window, person=person, contents=True, items=items)
    if covered is YES:
        return Result(NO, provable=NO)
    return Result(UNKNOWN, deciding=(fact("coverage", person=Arg("person", person)),))


def _open(step: Step, person: str, items: Iterable[str]) -> Fact:
    """Return what would settle what *step* conveyed: whose account is right, or what was said."""
    reached = ((field, person) for field in ("to", "with", "by"))
    differing = step.accounts_of((*reached, *(("says", i) for i in items), ("record", ANY)))
    return dispute(step, differing) if differing else fact("conveyed", event=event_arg(step.id))


def _window(facts: Facts, w: With, env: Env) -> Interval:
    """Return when it would have been conveyed: up to a step, or up to the peildatum."""
    if w.before is not None:
        return Interval(begun(facts), facts.by_id[env[w.before]].interval.latest)
    return facts.since(begun(facts))


def _contacts(facts: Facts, w: With, env: Env, person: str) -> list[tuple[Step, Truth]]:
    if w.at:
        step = facts.by_id[env[w.at]]
        reached = step.reaches(person)
        return [] if reached is NO else [(step, reached)]
    found = select(facts, w.select, env) if w.select else ((s, YES) for s in facts.steps)
    until = facts.by_id[env[w.before]] if w.before else None
    contacts = []
    for step, truth in found:
        if step.audited:
            when = truth & step.reaches(person)
            when = when if until is None else when & facts.not_after(step, until)
            if when is not NO:
                contacts.append((step, when))
    return contacts


def _told(facts: Facts, w: With, step: Step, person: str, item: str, window: Interval) -> Truth:
    """Return whether *step* conveyed it; a step of uncertain day counts only inside *window*."""
    if w.written == "yes" and step.medium not in ("written", "unknown"):
        return NO
    told = step.tells(item, person)
    if told is UNKNOWN:
        return UNKNOWN
    if told is YES:
        return step.of_content if w.provably == "yes" and step.of_content is not NO else (
            UNKNOWN if w.provably == "yes" else YES
        )  # fmt: skip
    if told is NO:
        return NO
    days = (w.before and step.interval.intersect(window)) or step.interval
    whole = facts.covers(days, person=person, contents=True, items=(item,))
    readable = YES if w.written == "yes" else step.of_content
    return NO if (whole & readable) is YES else UNKNOWN


def answered(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every item asked is conveyed in an answer; it never echoes a judgement.

    No when an answer is on record that is shown not to touch an item asked; unknown when the
    content of the answer, or its being an answer at all, is.
    """
    assert w.event is not None
    question = facts.by_id[env[w.event]]
    asked = tuple(dict.fromkeys(s.item for s in question.event.asks))
    replies = [
        (s, t)
        for s in facts.steps
        if s.audited
        for t in [facts.linked(s, "answers", question.id)]
        if t is not NO
    ]
    args = {"asked": Arg("list", items=tuple(Arg("item", i) for i in asked))}
    if not replies:
        return _unanswered(facts, question, args)
    left = {i: some(t & _touches(facts, s, i) for s, t in replies) for i in asked}
    held = every(left.values())
    events = tuple(s.id for s, _ in replies)
    missing = tuple(i for i, t in left.items() if t is not YES)
    args["missing"] = Arg("list", items=tuple(Arg("item", i) for i in missing))
    args["answers"] = Arg("list", items=tuple(event_arg(e) for e in events))
    deciding = tuple(fact("answer", event=event_arg(e)) for e in events) if held is UNKNOWN else ()
    return Result(held, events, deciding, args)


def _touches(facts: Facts, step: Step, item: str) -> Truth:
    told = step.tells(item)
    if told is not None:
        return told
    whole = facts.covers(step.interval, contents=True, items=(item,)) is YES
    return NO if step.of_content is YES and whole else UNKNOWN


def _unanswered(facts: Facts, question: Step, args: dict[str, Arg]) -> Result:
    asker = min(question.actors, default=None)
    window = facts.since(question.interval.earliest)
    args["missing"] = args["asked"]
    args["answers"] = Arg("list")
    if facts.covers(window, person=asker, contents=True) is YES:
        return Result(NO, args=args)
    return Result(UNKNOWN, deciding=(fact("answer", event=event_arg(question.id)),), args=args)


def confirmed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when what was told orally also reached the person in writing, then or later."""
    assert w.event is not None
    assert w.person is not None
    told = facts.by_id[env[w.event]]
    record = told.event.record
    if told.medium == "written" or (record is not None and env[w.person] in record.sent_to):
        return Result(YES, (told.id,))
    assert w.select is not None
    wanted = replace(w.select, medium=("written",))
    found = [
        (s, both)
        for s, truth in select(facts, wanted, env)
        for both in [truth & s.reaches(env[w.person])]
        if s.audited and both is not NO
    ]
    held = some(t for _, t in found)
    if held is not NO:
        events = tuple(s.id for s, t in found if t is held)
        open_ = tuple(fact("record", event=event_arg(e)) for e in events)
        return Result(held, events, open_ if held is UNKNOWN else ())
    window = facts.since(told.interval.earliest)
    covered = facts.covers(window, person=env[w.person], contents=True)
    if told.of_content is NO and covered is YES:
        return Result(NO, (told.id,))
    return Result(UNKNOWN, (told.id,), (fact("record", event=event_arg(told.id)),))
