"""Checks of what is there and in which order: existence, response, precedence, absence.

Named after the Declare templates. Silence counts as no only inside what the record covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg
from vtaudit.audit.checks.result import Result
from vtaudit.audit.contacts import closed
from vtaudit.audit.coverage import covers
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env, select
from vtaudit.dates.interval import Interval
from vtaudit.span import Text
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Select, With


MOST = 12
"""Steps that one outcome names, of those that would do as well."""


def exists(facts: Facts, w: With, env: Env) -> Result:
    """Kept when an event as described is there (Declare: existence)."""
    return _found(facts, w, env, since=w.event)


def responds(facts: Facts, w: With, env: Env) -> Result:
    """Kept when such an event followed the event examined (Declare: response)."""
    assert w.select is not None
    own = w.select
    after = replace(w, select=replace(own, after=own.after or w.event,
                                      other_than=own.other_than or w.event))  # fmt: skip
    return _found(facts, after, env, since=w.event)


def precedes(facts: Facts, w: With, env: Env) -> Result:
    """Kept when such an event came before the event examined (Declare: precedence)."""
    return _found(facts, w, env, until=w.before)


def absent(facts: Facts, w: With, env: Env) -> Result:
    """Kept when no event as described is there (Declare: absence)."""
    found = _found(facts, w, env, since=w.event)
    return replace(found, kept=~found.kept)


def _found(
    facts: Facts, w: With, env: Env, *, since: str | None = None, until: str | None = None
) -> Result:
    assert w.select is not None
    wanted = replace(w.select, before=Text(until)) if until else w.select
    anchor = env[until] if until else None
    sure, maybe = few((s, t) for s, t in select(facts, wanted, env) if s.id != anchor)
    if sure:
        return Result(YES, tuple(s.id for s in sure))
    held = UNKNOWN if maybe else NO
    hidden = unseen(facts, _window(facts, wanted, env, since, until), wanted, env)
    shown = maybe[-MOST:] if until else maybe[:MOST]
    return Result(held | hidden, tuple(s.id for s in shown))


def few(found: Iterable[tuple[Step, Truth]]) -> tuple[list[Step], list[Step]]:
    """Return the first steps that certainly fit, and all that may as far as was looked.

    It stops as soon as enough are certain: then nothing is open any more.
    """
    sure: list[Step] = []
    maybe: list[Step] = []
    for step, truth in found:
        (sure if truth is YES else maybe).append(step)
        if len(sure) == MOST:
            break
    return sure, maybe


def _window(
    facts: Facts, wanted: Select, env: Env, since: str | None, until: str | None
) -> Interval:
    """Return when such an event would have been, as wide as it can be."""
    after = since or wanted.after
    before = until or wanted.before
    earliest = facts.by_id[env[after]].interval.earliest if after else facts.begun
    return facts.since(earliest, facts.by_id[env[before]] if before else None)


def unseen(facts: Facts, window: Interval, wanted: Select, env: Env) -> Truth:
    """Return whether such an event was there that the record does not show.

    No inside what is covered; else that is one of the things the case leaves open.
    """
    person = env[wanted.reaches] if wanted.reaches else None
    if covers(facts, window, person=person, names=wanted.activity, by=wanted.by,
              contents=bool(wanted.says), items=wanted.says):  # fmt: skip
        return silent(facts, wanted, env)
    return ask_for(facts, wanted.activity)


def silent(facts: Facts, wanted: Select, env: Env) -> Truth:
    """Return whether a step on record said what is *wanted*, though the case does not tell it."""
    steps = select(facts, replace(wanted, says=()), env) if wanted.says else ()
    return some(t & some(_untold(facts, s, i) for i in wanted.says) for s, t in steps)


def _untold(facts: Facts, step: Step, item: str) -> Truth:
    if facts.tells(step, item) is not None or closed(
        facts, step, item, step.interval, None, written=False
    ):
        return NO
    return facts.asked.ask("conveyed", event=event_arg(step.id), item=Arg("item", item))


def ask_for(facts: Facts, names: Iterable[str]) -> Truth:
    """Return whether a step of these activities took place that the record does not show."""
    what = Arg("list", items=tuple(Arg("activity", n) for n in names))
    return facts.asked.ask("event", what=what)
