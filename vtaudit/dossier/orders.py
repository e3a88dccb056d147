"""What a case states of the order of events, and what is wrong with that whatever the days are.

Separate from the chronology because days do not show these mistakes: events can go round in a
circle within one day, and times of day are no days.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from vtaudit.dates.moment import Moment, Relative
from vtaudit.dates.order import Constraint
from vtaudit.dates.strands import components
from vtaudit.dossier.model import Event
from vtaudit.errors import Code, Problem
from vtaudit.message import Line, Message, worded
from vtaudit.span import NOWHERE, Span, span_of

_MOST = 10
"""Circles that are told of one file, and events from which the shortest is sought."""
_MOST_TOLD = 20
"""Statements that one message lists."""


def orders_of(event: Event) -> Iterator[Order]:
    """Yield what *event* states of its order."""
    name = str(event.id)
    for other in event.after:
        said = Statement(
            span_of(other), worded("`{name}` comes after `{other}`", name=name, other=other)
        )
        yield Order(Constraint("not-after", str(other), name), said)
    for other in event.before:
        said = Statement(
            span_of(other), worded("`{name}` comes before `{other}`", name=name, other=other)
        )
        yield Order(Constraint("not-after", name, str(other)), said)
    for other in event.same_day:
        said = Statement(
            span_of(other),
            worded("`{name}` is on the same day as `{other}`", name=name, other=other),
        )
        yield Order(Constraint("same-day", name, str(other)), said)


def together(code: Code, what: Message, statements: Iterable[Statement]) -> Problem:
    """Return the problem that *statements* make together; it stands at the first of the file."""
    ordered = sorted(dict.fromkeys(statements))
    parts = [
        worded("{words} (line {line})", words=s.words, line=Line(s.span.line))
        for s in ordered[:_MOST_TOLD]
    ]
    if len(ordered) > _MOST_TOLD:
        parts.append(worded("and {number} more", number=len(ordered) - _MOST_TOLD))
    listed = reduce(lambda a, b: worded("{first}; {next}", first=a, next=b), parts)
    return Problem(
        code,
        worded("{what}: {parts}", what=what, parts=listed),
        ordered[0].span if ordered else NOWHERE,
    )


def circles(orders: Iterable[Order]) -> Iterator[Problem]:
    """Yield a shortest circle of `after` and `before` in each knot of them."""
    strict = {
        (o.constraint.first, o.constraint.second): o.said
        for o in orders
        if o.constraint.kind == "not-after"
    }
    onward: dict[str, list[str]] = defaultdict(list)
    for first, second in strict:
        onward[first].append(second)
    for knot in _knots(strict)[:_MOST]:
        found = (_shortest_circle(name, onward) for name in knot[:_MOST])
        circle = min((c for c in found if c), key=len)
        links = zip(circle, [*circle[1:], circle[0]], strict=True)
        yield together(
            Code.ORDER, worded("these go round in a circle"), (strict[link] for link in links)
        )


def clocks(orders: Iterable[Order], told: Mapping[str, Moment | Relative]) -> Iterator[Problem]:
    """Yield the orders that the times of day of two events on one day contradict."""
    for order in orders:
        first, second = told.get(order.constraint.first), told.get(order.constraint.second)
        if (
            order.constraint.kind == "not-after"
            and isinstance(first, Moment)
            and isinstance(second, Moment)
            and first.interval == second.interval
            and first.time
            and second.time
            and first.time > second.time
        ):
            what = worded("`{text}` is later than `{text_2}`", text=first.text, text_2=second.text)
            yield together(Code.ORDER, what, (order.said,))


def _knots(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the groups of events that lie on circles together."""
    known = list(links)
    names = dict.fromkeys(name for link in known for name in link)
    knots: dict[int, list[str]] = defaultdict(list)
    for name, number in components(names, known).items():
        knots[number].append(name)
    return [knot for knot in knots.values() if len(knot) > 1]


def _shortest_circle(start: str, onward: Mapping[str, list[str]]) -> list[str]:
    """Return the events on the shortest way from *start* back to it; empty when there is none."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for following in onward.get(name, ()):
            if following == start:
                return _way(start, name, came)
            if following not in came:
                came[following] = name
                waiting.append(following)
    return []


def _way(start: str, end: str, came: Mapping[str, str]) -> list[str]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


class Statement(NamedTuple):
    """Something that the case states, and where."""

    span: Span
    words: Message


@dataclass(frozen=True, slots=True)
class Order:
    """A stated order of two events."""

    constraint: Constraint
    said: Statement
