"""Which people a description fits, three-valued: role, authority, age on a day, part in a step.

Separate from the variables of a rule, because an age takes a calendar and the rest does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.audit.disputes import done_by
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.model import Person
    from vtaudit.rulebook.model import Who


def is_who(facts: Facts, wanted: Who, who: str, env: Env) -> Truth:
    """Return whether the person *who* is, or may be, whom *wanted* describes."""
    person = facts.case.people[who]
    if wanted.role and person.role not in wanted.role:
        return NO
    found = YES
    if wanted.concerned_by:
        found = facts.concerns(facts.by_id[env[wanted.concerned_by]], who)
    if found is NO:
        return NO
    return (
        found
        & _took_part(facts, wanted, who, env)
        & (_authority(facts, wanted, person) & _of_age(facts, wanted, person, env))
    )


def _took_part(facts: Facts, wanted: Who, who: str, env: Env) -> Truth:
    """Return whether the person got, did or was left out of the steps; unknown where disputed."""
    found = YES
    if wanted.reached_by:
        step = facts.by_id[env[wanted.reached_by]]
        open_ = any((field, who) in step.disputed for field in ("to", "with"))
        open_ = open_ or (step.unaddressed and who not in step.actors)
        found &= facts.reaches(step, who) if open_ else Truth.of(who in step.reached)
    if wanted.acted_in:
        found &= done_by(facts, facts.by_id[env[wanted.acted_in]], who, {who: who})
    if wanted.missing_from:
        step = facts.by_id[env[wanted.missing_from]]
        found &= facts.concerns(step, who) & ~facts.reaches(step, who)
    return found


def _authority(facts: Facts, wanted: Who, person: Person) -> Truth:
    if wanted.authority is None:
        return YES
    own = Truth(person.authority)
    own = facts.asked.known(own, "authority", person=Arg("person", person.id))
    return own if wanted.authority == "yes" else ~own


def _of_age(facts: Facts, wanted: Who, person: Person, env: Env) -> Truth:
    """Return whether the person has the age that is asked, on the day of an event."""
    if wanted.on is None:
        return YES
    event = facts.by_id[env[wanted.on]]
    low, high = age_on(facts, person, event.interval)
    truth = YES
    if wanted.at_least is not None:
        truth &= _compared(low, high, wanted.at_least)
    if wanted.younger_than is not None:
        truth &= ~_compared(low, high, wanted.younger_than)
    who, on = Arg("person", person.id), Arg("event", event.id)
    return facts.asked.known(truth, "age", person=who, event=on)


def _compared(low: int | None, high: int | None, years: int) -> Truth:
    """Return whether an age from *low* to *high* is at least *years*."""
    if low is not None and low >= years:
        return YES
    return NO if high is not None and high < years else UNKNOWN


def age_on(facts: Facts, person: Person, day: Interval) -> tuple[int | None, int | None]:
    """Return the least and the greatest age in whole years that *person* can have had on *day*.

    An age on a day bounds the day of birth to a year; every age that the case states narrows it.
    """
    earliest, latest = None, None
    for age in person.age:
        on = facts.case.moment(age.on).interval
        if on.earliest is not None:
            born = _years_before(on.earliest, age.years + 1)
            earliest = born if earliest is None else max(earliest, born)
        if on.latest is not None:
            born = _years_before(on.latest, age.years)
            latest = born if latest is None else min(latest, born)
    low = None if latest is None or day.earliest is None else _years(latest, day.earliest)
    # born after the day `years + 1` years ago: on that very day the next year was full already
    first = earliest and earliest + timedelta(days=1)
    high = None if first is None or day.latest is None else _years(first, day.latest)
    return low, high


def _years_before(day: date, years: int) -> date:
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def _years(born: date, day: date) -> int:
    """Return the age on *day* of somebody born on *born*."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def grounds_for(facts: Facts, event: str, person: str | None, wanted: Iterable[str]) -> Truth:
    """Return whether one of the grounds *wanted* is stated for *event* and *person*."""
    step, names = facts.by_id[event], set(wanted)
    named = {g.ground for g in step.event.grounds if not g.persons or person in g.persons}
    return some(
        truth if truth is YES else facts.differs(step, ("grounds", ground))
        for ground, truth in step.on_grounds()
        if ground in names and (ground in named or truth is UNKNOWN)
    )
