"""What giving up foreseen steps costs, and which steps that takes in every and in some cheapest way.

Separate from the states: this is the small algebra of 'one after the other' and 'whichever is
cheaper'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from vtaudit.align.model import Step

Counts: TypeAlias = tuple[tuple[str, int], ...]
"""How often, by activity and sorted; what is not named is 0."""


@dataclass(frozen=True, slots=True)
class Skip:
    """The cheapest ways to go past foreseen steps that are not recorded."""

    cost: int
    steps: tuple[Step, ...] = ()
    """The steps of one cheapest way."""
    least: Counts = ()
    """How often every cheapest way gives up an activity at least."""
    most: Counts = ()
    """How often some cheapest way gives it up at most."""


NO_SKIP = Skip(0)


def single(step: Step, cost: int) -> Skip:
    """Return what giving up one *step* takes."""
    once = ((step.activity, 1),)
    return Skip(cost, (step,), once, once)


def both(a: Skip, b: Skip) -> Skip:
    """Return *a* and then *b*."""
    if not a.steps:
        return b
    if not b.steps:
        return a
    return Skip(
        a.cost + b.cost, a.steps + b.steps, added(a.least, b.least), added(a.most, b.most)
    )


def cheaper(a: Skip, b: Skip) -> Skip:
    """Return the cheaper of the two; where they cost the same, what holds for both and for one."""
    if a.cost != b.cost:
        return a if a.cost < b.cost else b
    return Skip(a.cost, a.steps, fewest(a.least, b.least), highest(a.most, b.most))


def added(a: Counts, b: Counts) -> Counts:
    """Return the sums."""
    if not a or not b:
        return a or b
    left, right = dict(a), dict(b)
    return tuple((k, left.get(k, 0) + right.get(k, 0)) for k in sorted(left.keys() | right))


def fewest(a: Counts, b: Counts) -> Counts:
    """Return the lesser of each count; those that are 0 are left out."""
    if a == b:
        return a
    left, right = dict(a), dict(b)
    return tuple((k, min(left[k], right[k])) for k in sorted(left.keys() & right))


def highest(a: Counts, b: Counts) -> Counts:
    """Return the greater of each count."""
    if a == b:
        return a
    left, right = dict(a), dict(b)
    return tuple((k, max(left.get(k, 0), right.get(k, 0))) for k in sorted(left.keys() | right))
