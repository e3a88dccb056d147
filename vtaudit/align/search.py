"""The way in: the cheapest ways to read a record as a run of a model, under every order it allows.

A deviation is certain when every optimal alignment of every order (and of every reading of events
that may not belong) has it, and possible when some optimal alignment of some order has it. Orders
and readings are never enumerated; past a stated number of states there are bounds instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.align.alignment import Alignment
from vtaudit.align.bounds import at_least
from vtaudit.align.chain import in_row
from vtaudit.align.cheapest import cheapest
from vtaudit.align.frontier import frontiers_of
from vtaudit.align.levels import levels_of
from vtaudit.align.orders import TooWide, ordered
from vtaudit.align.poset import poset

if TYPE_CHECKING:
    from vtaudit.align.levels import Levels
    from vtaudit.align.model import Model
    from vtaudit.align.poset import Poset
    from vtaudit.align.trace import Trace

LIMIT = 500_000
"""States that are looked at before the search gives bounds instead of an answer."""


def align(model: Model, trace: Trace, *, prefix: bool = False, limit: int = LIMIT) -> Alignment:
    """Return the optimal alignments of *trace* to *model*, taken together.

    With *prefix* the model need not have come to its end: a case that still runs owes nothing yet.
    Past *limit* the cost is an upper bound, `lower` a certified lower one, and every deviation is
    at most possible. Raises ValueError when the order of the events runs in a circle.
    """
    levels = levels_of(model)
    if trace.total and all(e.sure for e in trace.events):
        return in_row(levels, trace.events, prefix=prefix, limit=limit)
    found = poset(trace)
    frontiers = frontiers_of(model)
    frontiers.tidy()
    try:
        return ordered(frontiers, found, prefix=prefix, limit=limit)
    except TooWide:
        return _bounded(levels, model, found, prefix=prefix, limit=limit)


def _bounded(levels: Levels, model: Model, order: Poset, *, prefix: bool, limit: int) -> Alignment:
    """Return the alignment of one order, a cheapest one if it can be found, as a bound."""
    least = cheapest(levels, order, prefix=prefix, limit=limit)
    row = [order.events[n] for n in (order.row if least.order is None else least.order)]
    known = in_row(levels, row, prefix=prefix, limit=limit)
    lower = max(least.lower, at_least(model, order.events, prefix=prefix))
    return known.bounded(min(lower, known.cost))
