"""Checks of information: conveyed, confirmed in writing, answered on what was asked.

Separate because they all turn on the same question: does the record show what was said?
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.asked import event_arg
from vtaudit.audit.checks.existence import MOST
from vtaudit.audit.checks.result import Result
from vtaudit.audit.contacts import closed
from vtaudit.audit.coverage import covers
from vtaudit.audit.disputes import by_medium, done_by
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env, matches, select
from vtaudit.dates.interval import Interval
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Select, With

_WRITTEN: tuple[Literal["written"], ...] = ("written",)


def conveyed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the items reached the person, by the audited body and, if asked, provably.

    Unknown when a contact is on record whose content is not; no when every contact is known not
    to have conveyed it and the record would show it.
    """
    assert w.person is not None
    person, window = env[w.person], _window(facts, w, env)
    items = (env[w.item],) if w.item else (*w.items, *w.any_of)
    found = {i: _few(_told_of(facts, w, env, person, i, window)) for i in items}
    hidden = NO if w.at and facts.by_id[env[w.at]].reaches(person) is not NO else (
        _unseen(facts, window, person, items))  # fmt: skip
    joined = every if w.items else some
    held = joined(some(t for _, t in cells) | hidden for cells in found.values())
    if held is YES:
        sure = [s for cells in found.values() for s, t in cells if t is YES]
        return Result(YES, _of(sure), provable=some(facts.recorded(s, "content") for s in sure))
    telling = [s for cells in found.values() for s, t in cells if t is UNKNOWN]
    if held is NO:
        telling = [facts.by_id[env[w.at]]] if w.at and hidden is NO else []
    return Result(held, _of(telling), provable=held)


def _few(cells: Iterable[tuple[Step, Truth]]) -> list[tuple[Step, Truth]]:
    """Return the cells that may be a yes, as far as it takes to know: enough that are, or open."""
    found: list[tuple[Step, Truth]] = []
    sure = 0
    for cell in cells:
        if cell[1] is not NO:
            found.append(cell)
            sure += cell[1] is YES
        if sure == MOST or len(found) == MOST:
            break
    return found


def _told_of(
    facts: Facts, w: With, env: Env, person: str, item: str, window: Interval
) -> Iterable[tuple[Step, Truth]]:
    """Yield the contacts with what each conveyed: first those of which the case tells."""
    until = facts.by_id[env[w.before]] if w.before else None

    def asking() -> Iterator[tuple[Step, Callable[[], Truth]]]:
        told = partial(_contact, facts, w, person=person, item=item, window=window, until=until)
        if w.select is None:
            steps = [facts.by_id[env[w.at]]] if w.at else _contacts(facts, w, person, item, until)
            yield from ((step, partial(told, step)) for step in steps)
        else:
            yield from ((s, partial(told, s, fits)) for s, fits in _chosen(facts, w.select, env))

    return facts.asked.each((item, *sorted(env.items())), asking)


def _chosen(facts: Facts, wanted: Select, env: Env) -> Iterator[tuple[Step, Callable[[], Truth]]]:
    """Yield the steps of the audited body that may be what is *wanted*, with how to ask it."""
    for step, _ in select(facts, wanted, env):
        if step.perhaps_audited:
            yield step, partial(matches, facts, wanted, step, env)


def _contacts(facts: Facts, w: With, person: str, item: str, until: Step | None) -> Iterator[Step]:
    """Yield the contacts that matter for an item; with *until* those nearest before it first."""
    silent = facts.contacts.silent(person, item, written=w.written == "yes")
    late = len(silent) if until is None else bisect_right(silent, until.order, key=_order)
    near = silent[:late][::-1] + silent[late:] if until is not None else silent
    yield from (*facts.contacts.telling(person, item), *near)


def _contact(
    facts: Facts,
    w: With,
    step: Step,
    fits: Callable[[], Truth] | None = None,
    *,
    person: str,
    item: str,
    window: Interval,
    until: Step | None,
) -> Truth:
    when = facts.reaches(step, person) & facts.by_then(step)
    when &= YES if when is NO else done_by(facts, step, "audited", {})
    when &= YES if fits is None or when is NO else fits()
    when &= YES if until is None or when is NO else facts.not_after(step, until)
    return when & _told(facts, w, step, person, item, window) if when is not NO else NO


def _order(step: Step) -> int:
    return step.order


def _of(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.id for s in sorted(steps, key=lambda s: s.order)))


def _unseen(facts: Facts, window: Interval, person: str, items: tuple[str, ...]) -> Truth:
    """Return whether it was conveyed in a contact that the record does not show."""
    if covers(facts, window, person=person, contents=True, items=items):
        return NO
    return facts.asked.ask("coverage", person=Arg("person", person))


def _window(facts: Facts, w: With, env: Env) -> Interval:
    """Return when it would have been conveyed: up to a step, or up to the peildatum."""
    return facts.since(facts.begun, facts.by_id[env[w.before]] if w.before else None)


def _told(facts: Facts, w: With, step: Step, person: str, item: str, window: Interval) -> Truth:
    """Return whether *step* conveyed it; a step of uncertain day counts only inside *window*."""
    form = by_medium(facts, step, _WRITTEN) if w.written == "yes" else YES
    if form is NO:
        return NO
    told = facts.tells(step, item, person)
    if told is YES and w.provably == "yes":
        return form & (YES if facts.recorded(step, "content") is YES else UNKNOWN)
    if told is not None:
        return form & told
    days = (w.before and step.interval.intersect(window)) or step.interval
    return form & _silent(facts, step, item, days, person, written=w.written == "yes")


def _silent(
    facts: Facts, step: Step, item: str, days: Interval, person: str | None, *, written: bool
) -> Truth:
    """Return whether a step conveyed an item of which the case says nothing.

    No where its content is recorded (a paper shows it anyway) and covered; else it is open.
    """
    if closed(facts, step, item, days, person, written=written):
        return NO
    return facts.asked.ask("conveyed", event=event_arg(step.id), item=Arg("item", item))


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
        for s in facts.index.tied("answers", question.id)
        if s.perhaps_audited
        for t in [
            facts.linked(s, "answers", question.id)
            & done_by(facts, s, "audited", {})
            & facts.by_then(s)
        ]
        if t is not NO
    ]
    hidden = NO if any(t is YES for _, t in replies) else _no_answer(facts, question)
    left = {
        i: some(t & _touches(facts, s, i, question) for s, t in replies) | hidden for i in asked
    }
    events = tuple(s.id for s, _ in replies)
    missing = tuple(Arg("item", i) for i, t in left.items() if t is not YES)
    args = {
        "asked": Arg("list", items=tuple(Arg("item", i) for i in asked)),
        "missing": Arg("list", items=missing),
        "answers": Arg("list", items=tuple(event_arg(e) for e in events)),
    }
    return Result(every(left.values()), events, args)


def _touches(facts: Facts, step: Step, item: str, question: Step) -> Truth:
    """Return whether an answer conveyed *item*; silence is a no where its content is covered."""
    told = facts.tells(step, item)
    if told is not None:
        return told
    if step.of_content is YES and _would_show(facts, question, step.interval, (item,)):
        return NO
    return facts.asked.ask("answer", event=event_arg(step.id), item=Arg("item", item))


def _no_answer(facts: Facts, question: Step) -> Truth:
    """Return whether an answer was given that the record does not show."""
    if _would_show(facts, question, facts.since(question.interval.earliest)):
        return NO
    return facts.asked.ask("answer", event=event_arg(question.id))


def _would_show(
    facts: Facts, question: Step, window: Interval, items: tuple[str, ...] = ()
) -> bool:
    """Return whether the record would show what anybody who (perhaps) asked was told."""
    askers: tuple[str | None, ...] = tuple(who for who, _ in question.doers()) or (None,)
    told = (covers(facts, window, person=w, contents=True, items=items) for w in askers)
    return all(told)


def confirmed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when what was told orally also reached the person in writing, then or later."""
    assert w.event is not None
    assert w.person is not None
    told, person = facts.by_id[env[w.event]], env[w.person]
    record = told.event.record
    sent = record is not None and person in record.sent_to and not told.rivals_in("record")
    if told.medium == "written" or sent:
        return Result(YES, (told.id,))
    assert w.select is not None
    wanted = replace(w.select, medium=_WRITTEN)
    found = [
        (s, both)
        for s, truth in select(facts, wanted, env)
        for both in [truth & facts.reaches(s, person) & done_by(facts, s, "audited", {})]
        if both is not NO
    ]
    held = some(t for _, t in found)
    if held is YES:
        return Result(YES, tuple(s.id for s, t in found if t is YES))
    window = facts.since(told.interval.earliest)
    covered = covers(facts, window, person=person, contents=True)
    whole = told.of_content is NO and covered
    ask = {"event": event_arg(told.id), "on": Arg("text", "sent")}
    hidden = NO if whole else facts.asked.ask("record", **ask)
    return Result(held | hidden, tuple(s.id for s, _ in found) or (told.id,))
