"""Checks that look at the whole case rather than at one binding: silences and disputes.

Separate from `checks` because they bind no variables: they find their own events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.checks import Result, event_arg, fact
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg
from vtaudit.audit.statements import approved
from vtaudit.dates.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vtaudit.dossier.model import Account
    from vtaudit.rulebook.model import With


def longest_gap(facts: Facts, w: With) -> Iterator[Result]:
    """Yield the longest silence of the audited body in each stretch that the record covers.

    Kept when even the longest possible silence is within `at-most`; a no when a silence that is
    certain is longer: a stretch on no day of which a step can have been.
    """
    limit = facts.book.days_at_least(w.at_most or "")
    for window, whole in _windows(facts, w.state):
        steps = [s for s in facts.steps if s.audited and s.interval.intersect(window) is not None]
        sure, possible = _certain(steps, window), _possible(steps, window)
        days = ((sure[1] - sure[0]).days, (possible[1] - possible[0]).days)
        long = NO if whole else UNKNOWN
        kept = long if days[0] > limit else YES if days[1] <= limit else UNKNOWN
        shown = sure if days[0] > limit else possible
        around = _around(steps, shown)
        args = {
            "days": Arg("days", low=days[0], high=days[1]),
            "from": Arg("date", interval=Interval.on(shown[0])),
            "until": Arg("date", interval=Interval.on(shown[1])),
        }
        deciding = tuple(fact("date", event=event_arg(s.id)) for s in steps if not s.interval.exact)
        if not whole:
            deciding = (fact("coverage"), *deciding)
        yield Result(
            kept,
            around,
            deciding if kept is UNKNOWN else (),
            args,
            interval=Interval(*shown),
            days=days,
            key=window.earliest.isoformat() if window.earliest else None,
        )


def _windows(facts: Facts, state: str | None) -> Iterator[tuple[Interval, bool]]:
    """Yield the stretches that the record covers, and whether it does so for every step.

    An entry for some persons or some kinds of steps proves no silence: another step may have been
    taken that it would not show.
    """
    held = _held(facts, state)
    for c in facts.case.file.case.covered:
        days = facts.case.coverage(c)
        own = not c.bodies or facts.audited_body in c.bodies
        if c.extent != "full" or c.items or not own or held is None or days is None:
            continue
        window = days.intersect(held)
        if window is not None and window.earliest and window.latest:
            yield window, not (c.activities or c.persons)


def _held(facts: Facts, state: str | None) -> Interval | None:
    """Return the stretch in which the state can be said to have lasted, up to the peildatum."""
    kind = next((k for k in facts.protocol.states if k.id == state), None)
    if kind is None:
        return Interval(None, facts.as_of)
    begun = [s.interval.earliest for s in facts.begins(kind) if s.interval.earliest]
    ended = [s.interval.latest for s in facts.ends(kind) if s.interval.latest]
    if not begun:
        return None
    return (
        facts.since(min(begun))
        if not ended
        else Interval(min(begun), max(min([*ended, facts.as_of]), min(begun)))
    )


def _certain(steps: Iterable[Step], window: Interval) -> tuple[date, date]:
    """Return the longest stretch on no day of which a step can have been."""
    first, last = _ends(window)
    busy = sorted(_clipped(s.interval, window) for s in steps)
    best, edge = (first, first), first
    for start, end in busy:
        if start - edge > best[1] - best[0]:
            best = (edge, start)
        edge = max(edge, end)
    return (edge, last) if last - edge > best[1] - best[0] else best


def _possible(steps: Iterable[Step], window: Interval) -> tuple[date, date]:
    """Return the longest stretch that some placing of the steps leaves empty."""
    first, last = _ends(window)
    spans = [_clipped(s.interval, window) for s in steps]
    starts = sorted({first, *(end for _, end in spans), *(start for start, _ in spans)})
    best = (first, first)
    for a in starts:
        b = min((end for start, end in spans if start > a), default=last)
        if b - a > best[1] - best[0]:
            best = (a, b)
    return best


def _ends(window: Interval) -> tuple[date, date]:
    assert window.earliest is not None
    assert window.latest is not None
    return window.earliest, window.latest


def _clipped(interval: Interval, window: Interval) -> tuple[date, date]:
    first, last = _ends(window)
    return max(interval.earliest or first, first), min(interval.latest or last, last)


def _around(steps: Iterable[Step], gap: tuple[date, date]) -> tuple[str, ...]:
    """Return the steps at both ends of a silence."""
    one = timedelta(days=1)
    ends = (Interval(gap[0], gap[0]), Interval(gap[1], gap[1]))
    found = [s.id for s in steps if any(s.interval.intersect(e) is not None for e in ends)]
    near = [s.id for s in steps if s.interval.exact and s.interval.widen(one.days) in ends]
    return tuple(dict.fromkeys(found + near))


def disagree(facts: Facts, w: With) -> Iterator[Result]:  # noqa: ARG001 - all checks take both
    """Yield a no for every matter on which the accounts differ."""
    for kind, subject, accounts in _disputed(facts):
        by_field: dict[str, list[Account]] = {}
        for account in accounts:
            by_field.setdefault(account.field, []).append(account)
        for name, group in by_field.items():
            args = {
                "subject": Arg(kind, subject) if subject else Arg("word", "subject:case"),
                "field": Arg("word", f"field:{name}"),
                "accounts": Arg("list", items=tuple(_voice(a) for a in group)),
            }
            events = (subject,) if kind == "event" else ()
            yield Result(NO, events, args=args, key=f"{kind}:{subject}#{name}")


def _voice(account: Account) -> Arg:
    said = account.text or account.value or ""
    return Arg("list", items=(Arg("person", account.by), Arg("text", said)))


Subject = Literal["event", "document", "person", "text"]


def _disputed(facts: Facts) -> Iterator[tuple[Subject, str, tuple[Account, ...]]]:
    case = facts.case.file
    for s in facts.steps:
        yield "event", s.id, s.event.accounts
    for d in case.documents:
        yield "document", d.id, d.accounts
    for p in case.people:
        yield "person", p.id, p.accounts
    for c in case.complaints:
        yield "text", c.id, c.accounts
    yield "text", "", case.accounts


SPECIAL: Mapping[str, Callable[[Facts, With], Iterator[Result]]] = {
    "longest-gap": longest_gap,
    "disagree": disagree,
    "approved": approved,
}
