"""What would settle an undetermined term: which fact, and for a date on which days.

Separate from the verdict because a day settles a term only if it does so under every reading and
every account at once: what one way alone would need is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg, fact
from vtaudit.audit.bind import holds
from vtaudit.audit.facts import YES
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.reckoning import begins, counted_from
from vtaudit.audit.select import OF_ITSELF, left_open, matches
from vtaudit.dates.explain import explain
from vtaudit.dates.interval import Interval, hull

if TYPE_CHECKING:
    from vtaudit.audit.ways import Matter, Way
    from vtaudit.dates.verdict import Deciding, Status

START = ""
"""Stands for the day from which the term runs, beside the ids of the answers."""
_SETTLED: tuple[Status, ...] = ("met", "late", "running", "overdue")
Part = Callable[["Way"], Hashable]


def settling(matter: Matter, ways: Sequence[Way], *, applies: bool) -> Iterator[Fact]:
    """Yield the facts that would settle the term, whether it applies at all before the others."""
    rule = Arg("rule", matter.rule.code)
    if not applies:
        yield from _bound_openly(matter) or (fact("applies", rule=rule),)
    for event in dict.fromkeys(e for w in ways for e in _links(w)):
        yield from _links_open(matter, event)
    if any(w.last is None and w.count is None for w in ways) or differ(
        ways, by_reading, by_account
    ):
        yield fact("length", rule=rule)
    if differ(ways, by_account, by_reading):
        yield from (fact("account", event=event_arg(e)) for e in _disputed(matter))
    if hangs_on_doubt(ways):
        yield from dict.fromkeys(f for w in ways for f in _doubtful(matter, w))
    yield from _dates(matter, ways)
    if not matter.answers:
        yield fact("event", rule=rule)
    late = dict.fromkeys(w.met.step.id for w in ways if w.unseen and w.met is not None)
    yield from (fact("event", rule=rule, late=event_arg(e)) for e in late)


def _bound_openly(matter: Matter) -> tuple[Fact, ...]:
    """Return what is not known of the steps themselves for which the rule computes the term."""
    env = matter.env
    with matter.facts.asked.listening() as heard:
        for bind in matter.rule.bind:
            holds(matter.facts, bind, env[bind.var], env)
    return tuple(f for f in heard if f.kind in OF_ITSELF)


def _links_open(matter: Matter, event: str) -> tuple[Fact, ...]:
    """Return what leaves it open whether *event* belongs to the term: accounts, its day, a tie.

    Where all but its place in the order is certain, its day is what is asked for.
    """
    step, wanted = matter.facts.by_id[event], matter.rule.with_.select
    if wanted is None:
        return (fact("link", event=event_arg(event)),)
    if differing := left_open(matter.facts, wanted, step, matter.env):
        return differing
    ordered = replace(wanted, after=None, before=None)
    if matches(matter.facts, ordered, step, matter.env) is YES:
        return (fact("date", **_named(matter, event)),)
    return (fact("link", event=event_arg(event)),)


def by_reading(way: Way) -> Hashable:
    """Return which reading of the rule *way* follows."""
    return way.reading.id if way.reading else None


def by_account(way: Way) -> Hashable:
    """Return whose accounts of the dates *way* follows."""
    return way.start.account, way.account


def differ(ways: Sequence[Way], part: Part, *rest: Part) -> bool:
    """Return whether ways that have *rest* in common end otherwise where *part* differs."""
    groups: dict[Hashable, dict[Hashable, set[str]]] = {}
    for w in ways:
        ends = groups.setdefault(tuple(p(w) for p in rest), {})
        ends.setdefault(part(w), set()).add(w.verdict.status)
    return any(len({frozenset(s) for s in ends.values()}) > 1 for ends in groups.values())


def hangs_on_doubt(ways: Sequence[Way]) -> bool:
    """Return whether the outcome is another one where doubtful days count as ordinary days."""
    return differ(ways, lambda w: w.doubt, by_reading, by_account)


def _links(way: Way) -> Iterator[str]:
    """Yield the steps of which it is not certain that they belong to the term."""
    yield from (event for event, _ in way.chances)
    if way.count is not None:
        steps = (s for longer in way.count.longer for s in longer.steps)
        yield from (s.event for s in steps if s.truth is not YES)
        yield from (p.event for p in way.count.pauses if p.least is None)


def _disputed(matter: Matter) -> Iterator[str]:
    """Yield the steps of whose day there are rival accounts, each once."""
    if matter.facts.case.moments[matter.trigger.id].followed:
        yield matter.trigger.id
    yield from dict.fromkeys(a.step.id for a in matter.answers if a.account is not None)


def _doubtful(matter: Matter, way: Way) -> Iterator[Fact]:
    """Yield whether each doubtful day that moves the last day counts as free."""
    count, start = way.count, way.start.interval
    if count is None or start is None or way.doubt != "free":
        return
    days, last = counted_from(count, start), way.last or Interval()
    ended = [d for d, end in ((days.earliest, last.earliest), (days.latest, last.latest)) if end]
    for day in dict.fromkeys(d for d in ended if d):
        found = explain(
            day, count.length, count.regime, matter.facts.book.calendar, back=count.back
        )
        for step in found.steps:
            if step.kind == "doubtful" and step.day is not None:
                on = Arg("date", interval=Interval.on(step.day))
                yield fact("free-day", day=on, note=Arg("word", f"free-day:{step.note}"))


# -- dates ------------------------------------------------------------------------------------


def _dates(matter: Matter, ways: Sequence[Way]) -> Iterator[Fact]:
    """Yield the days that would settle the term, or else the dates on which it may hang."""
    open_ = {w.verdict.status for w in ways} != {ways[0].verdict.status} or any(
        w.verdict.status == "undetermined" for w in ways
    )
    sure = {a.step.id for a in matter.answers if a.truth is YES}
    for key in (START, *sorted(sure, key=lambda e: matter.facts.by_id[e].order)):
        found = [f for s in _SETTLED for f in _settles(matter, ways, key, s)] if open_ else []
        if not found and _hangs_on(matter, ways, key):
            found = [fact("date", **_named(matter, key))]
        yield from found


def _hangs_on(matter: Matter, ways: Sequence[Way], key: str) -> bool:
    """Return whether the date is vague and may matter, though no days of it settle the term."""
    if key == START:
        return any(_open(w) for w in ways)
    vague = any(a.step.id == key and not a.interval.exact for a in matter.answers)
    return vague and all(w.verdict.status != "met" for w in ways)


def _open(way: Way) -> bool:
    start = way.start.interval
    if start is None or start.latest is None:
        return True
    vague = not start.exact and bool(way.told) and not way.unseen
    return vague and way.verdict.status == "undetermined" and not way.chances


def _settles(matter: Matter, ways: Sequence[Way], key: str, status: Status) -> Iterator[Fact]:
    """Yield the days of the moment *key* on which the term has *status* under every way."""
    whole = [m for w in ways if (m := _moment(w, key)) is not None]
    days = _days(matter, ways, key, status)
    if days is None or not whole:
        return
    moment = reduce(hull, whole)
    if days.contains(moment):
        return
    limit = {}
    if days.earliest == moment.earliest and days.latest is not None:
        limit = {"by": Arg("date", interval=Interval.on(days.latest))}
    elif days.latest == moment.latest and days.earliest is not None:
        limit = {"since": Arg("date", interval=Interval.on(days.earliest))}
    yield fact("date", days=Arg("date", interval=days), status=Arg("status", status),
               **_named(matter, key), **limit)  # fmt: skip


def _named(matter: Matter, key: str) -> dict[str, Arg]:
    """Return the moment as the values of a fact: the date of an event, or that of the start."""
    if key != START:
        return {"event": event_arg(key)}
    if matter.within.start == "event":
        return {"event": event_arg(matter.trigger.id)}
    return {
        "what": Arg("word", "start"),
        "rule": Arg("rule", matter.rule.code),
        "step": event_arg(matter.trigger.id),
    }


def _days(matter: Matter, ways: Sequence[Way], key: str, status: Status) -> Interval | None:
    """Return the days that give *status* whichever reading and account of the rest is right.

    Accounts of the moment itself are joined: on each of its days only those that hold it count.
    """
    groups: dict[Hashable, Interval | None] = {}
    for w in ways:
        who = w.account if key == START else w.start.account
        place = by_reading(w), w.doubt, who
        good, known = _good(matter, w, key, status), groups.get(place)
        groups[place] = hull(good, known) if good and known else good or known
    found: Interval | None = Interval()
    for days in groups.values():
        found = found.intersect(days) if found is not None and days is not None else None
    return found


def _good(matter: Matter, way: Way, key: str, status: Status) -> Interval | None:
    """Return the days of the moment on which *way* alone gives *status*, or None."""
    moment = _moment(way, key)
    if way.verdict.status == status:
        return moment
    wanted = next((d.days for k, d in _deciding(way) if k == key and d.status == status), None)
    if moment is None or wanted is None or key != START:
        return wanted
    if way.count is None:
        return None
    calendar = matter.facts.book.calendar
    return begins(way.count, wanted, moment, calendar, doubtful=way.doubt != "ordinary")


def _moment(way: Way, key: str) -> Interval | None:
    if key == START:
        return way.start.interval
    return next((a.interval for a, _ in way.told if a.step.id == key), None)


def _deciding(way: Way) -> Iterator[tuple[str, Deciding]]:
    """Yield what would settle this way, by the moment that it is about.

    One answer in time settles it whatever the others are; one too late does so only alone, and
    where the record would show an earlier one.
    """
    if way.verdict.status != "undetermined":
        return
    alone = len(way.told) == 1
    for answer, verdict in way.told:
        if answer.truth is not YES:
            continue
        for d in verdict.deciding:
            if d.status == "met" or (alone and way.seen is YES):
                yield (answer.step.id if d.fact == "done" else START), d
    bounded = way.start.interval is not None and way.start.interval.latest is not None
    if not way.told and bounded:  # else it is running from some day on, whatever was done
        yield from ((START, d) for d in way.verdict.deciding if d.fact == "due")
