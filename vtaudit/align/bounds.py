"""What an alignment costs at least, whatever the order of the events: a bound found by counting.

Separate from the searches, which find the cost itself; this is what remains certain where they
would have to look at too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from vtaudit.align.machine import most_often
from vtaudit.align.model import (
    Block,
    Choice,
    Costs,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
)

if TYPE_CHECKING:
    from vtaudit.align.trace import Event


def at_least(model: Model, events: Iterable[Event], *, prefix: bool) -> int:
    """Return a cost that no alignment of *events* in any order or reading lies below.

    A step recorded more often than any run has it is only recorded; a step that every run has and
    no event can be is only foreseen.
    """
    listed = tuple(events)
    bounds = most_often(model.root)
    over = 0
    for activity, count in Counter(e.activity for e in listed if e.sure).items():
        most = bounds.get(activity, 0)
        if most is not None and count > most:
            over += (count - most) * model.costs.of_log(activity)
    if prefix:
        return over
    recorded = {e.activity for e in listed}
    return over + _missing(model.root, recorded, model.costs)


def _missing(block: Block, recorded: Collection[str], costs: Costs) -> int:
    """Return what a run of *block* gives up at least, when what is *recorded* is free."""
    match block:
        case Step():
            return 0 if block.activity in recorded else costs.of_model(block.activity)
        case Silent() | Maybe():
            return 0
        case Loop():
            return _missing(block.body, recorded, costs)
        case Choice():
            return min((_missing(p, recorded, costs) for p in block.parts), default=0)
        case Sequence() | Parallel():
            return sum(_missing(p, recorded, costs) for p in block.parts)
