"""Whether a step that the protocol does not foresee is out of place whatever else there was.

Separate from the path, which looks for the least deviation: of steps that the record would not
show, any number may have been there, and a step that fits behind them is no certain deviation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from vtaudit.align import Alignment, Costs, Model, Trace, align

DEAR = 20
"""Of how many steps that the record would not show a deviation is the price; where as many
deviations explain as much, half of them decide that the step is not out of place for certain."""


def out_of_place(
    model: Model,
    trace: Trace,
    found: Alignment,
    activities: Collection[str],
    would_show: Callable[[str], bool],
) -> frozenset[str]:
    """Return the events of *found* to which no steps that are not shown would give a place.

    *activities* are all those of the model and the trace; *would_show* says of one whether the
    record would show it.
    """
    events = frozenset(
        str(d.event) for d in found.deviations if d.kind == "log" and d.certain and d.event
    )
    unseen = frozenset(a for a in activities if not would_show(a)) if events else frozenset()
    if not unseen:
        return events
    of = model.costs
    costs = Costs(
        models={a: 1 if a in unseen else DEAR * of.of_model(a) for a in activities},
        logs={a: DEAR * of.of_log(a) + DEAR // 2 for a in activities},
    )
    supposed = align(Model(model.root, costs), trace, prefix=True)
    still = {d.event for d in supposed.deviations if d.kind == "log" and d.certain}
    return events & still
