"""Checks of what is there and in which order: existence, precedence, absence.

Named after the Declare templates. Silence counts as no only inside what the record covers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env, select
from vtaudit.audit.checks.result import Result, dispute, event_arg, fact
from vtaudit.audit.disputes import left_open
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg, Fact
from vtaudit.dates.interval import Interval
from vtaudit.span import Text
from vtaudit.truth import some

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Select, With


def exists(facts: Facts, w: With, env: Env) -> Result:
    """Kept when an event as described is there (Declare: existence)."""
    return _found(facts, w, env, since=w.event)


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
    found = list(select(facts, wanted, env))
    held = some(truth for _, truth in found)
    if held is not NO:
        events = tuple(s.id for s, t in found if t is held)
        anchor = env[since or until or ""] if since or until else ""
        open_ = tuple(_open(facts, wanted, s, anchor, env) for s, t in found if t is UNKNOWN)
        return Result(held, events, open_ if held is UNKNOWN else ())
    return _not_there(facts, wanted, env, since, until)


def _open(facts: Facts, wanted: Select, step: Step, anchor: str, env: Env) -> Fact:
    """Return what would settle whether *step* is one that was looked for."""
    differing = left_open(facts, wanted, step, env)
    if differing:
        return dispute(step, differing)
    other = facts.by_id.get(anchor)
    pair = (step, other) if wanted.before else (other, step) if wanted.after else None
    if pair and pair[0] and pair[1] and facts.not_after(*pair) is UNKNOWN:
        return fact("date", event=event_arg(step.id))
    if wanted.medium and step.medium not in wanted.medium:
        return fact("record", event=event_arg(step.id))
    return fact("link", event=event_arg(step.id), to=event_arg(anchor))


def _not_there(
    facts: Facts, wanted: Select, env: Env, since: str | None, until: str | None
) -> Result:
    """Nothing in the record: a no inside what is covered, otherwise unknown."""
    earliest = facts.by_id[env[since]].interval.earliest if since else begun(facts)
    latest = facts.by_id[env[until]].interval.latest if until else None
    window = Interval(earliest, latest) if until else facts.since(earliest)
    person = env[wanted.reaches] if wanted.reaches else None
    covered = facts.covers(window, person=person, names=wanted.activity)
    if covered is YES:
        return Result(NO)
    names = tuple(Arg("activity", n) for n in wanted.activity)
    return Result(UNKNOWN, deciding=(fact("event", what=Arg("list", items=names)),))


def begun(facts: Facts) -> date | None:
    """Return the first day on which the audited body can have been involved, where known.

    Before that there is nothing that its record could show.
    """
    own = [s for s in facts.steps if s.audited or facts.audited_body in s.event.to]
    known = [s.interval.earliest for s in own if s.interval.earliest is not None]
    return min(known) if known and len(known) == len(own) else None
