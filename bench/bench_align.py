"""Seconds a trace takes to align, ours beside pm4py's, on one log and one model in one run.

Every trace is another one, so that no cache of whole traces helps; ours begins with nothing
compiled. Each tells the cost and the moves of one cheapest alignment; ours is also timed with every
deviation of all of them. The log is timed in ten parts: the median of these and the least and the
most are shown, and ratios are of the whole log, our compiling included. Ours is so short that a
hiccup of the machine would weigh: it is run five times, and the run of the median total is shown.
pm4py is measured in its
own environment (`make oracle` makes it); without it only our own figures are shown. Set ORACLE to
the Python that has pm4py to use another.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tools.oracle import SUBJECTS, xes
from tools.traces import traces
from vtaudit.align import (
    Alignment,
    Block,
    Choice,
    Event,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Step,
    Trace,
    align,
)
from vtaudit.align.frontier import frontiers_of
from vtaudit.align.levels import levels_of
from vtaudit.align.machine import machine_of
from vtaudit.exchange.pnml import pnml

ROOT = Path(__file__).resolve().parent.parent
ORACLE = Path(os.environ.get("ORACLE", ROOT / ".venv-oracle" / "bin" / "python"))
COUNT, SEED, SHORTEST, PARTS, RUNS = 1000, 1, 8, 10, 5

TREE = Sequence((
    Step("a"), Choice((Sequence((Step("b"), Step("c"))), Step("d"))),
    Parallel((Step("e"), Sequence((Step("f"), Step("g"))), Maybe(Step("h")))),
    Loop(Sequence((Step("i"), Step("j"))), Step("k")), Maybe(Step("l")), Step("m"), Step("n"),
))  # fmt: skip
"""A tree of 14 steps with every kind of block, as process-mining benches have them."""


def ours(root: Block, rows: list[tuple[str, ...]], *, whole: bool) -> tuple[list[float], int]:
    """Return seconds a trace of each part, and the cost of all; begins with nothing compiled."""
    for kept in (machine_of, levels_of, frontiers_of):
        kept.cache_clear()
    model = Model(root)
    logs = [Trace.in_order(tuple(Event(f"e{n}", a) for n, a in enumerate(row))) for row in rows]
    size = len(logs) // PARTS
    spent, cost = [], 0
    for first in range(0, len(logs), size):
        begin = time.perf_counter()
        found = [_told(align(model, trace), whole=whole) for trace in logs[first : first + size]]
        spent.append((time.perf_counter() - begin) / size)
        cost += sum(found)
    return spent, cost


def median_run(root: Block, rows: list[tuple[str, ...]], *, whole: bool) -> tuple[list[float], int]:
    """Return the run of the median total among several, each from nothing compiled."""
    found = sorted((ours(root, rows, whole=whole) for _ in range(RUNS)), key=lambda r: sum(r[0]))
    return found[RUNS // 2]


def _told(found: Alignment, *, whole: bool) -> int:
    """Return the cost, after what a report needs was asked for."""
    return found.cost if found.moves and (not whole or found.deviations is not None) else -1


def theirs(
    name: str, root: Block, rows: list[tuple[str, ...]]
) -> tuple[dict[str, list[float]], float]:
    """Return pm4py's seconds a trace of each part by method, and the cost of all."""
    with tempfile.TemporaryDirectory() as folder:
        net, log = Path(folder) / "model.pnml", Path(folder) / "log.xes"
        net.write_text(pnml({name: (name, root)}), encoding="utf-8")
        log.write_text(xes(rows), encoding="utf-8")
        script = Path(__file__).with_name("pm4py_times.py")
        done = subprocess.run(
            [ORACLE, script, net, log], capture_output=True, text=True, check=True
        )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    return found["times"], found["cost"]


def large() -> None:
    """Show how long one case of 2,000 events takes, in a row and with every order open."""
    row = [a for trace in traces(TREE, 500, SEED) for a in trace][:2_000]
    events = tuple(Event(f"e{n:04}", a) for n, a in enumerate(row))
    for name, width in (("in a row", 1), ("two by two", 2), ("in any order", 2_000)):
        pairs = tuple((events[n].id, events[n + width].id) for n in range(len(events) - width))
        frontiers_of.cache_clear()
        begin = time.perf_counter()
        found = align(Model(Loop(TREE)), Trace(events, pairs), prefix=True)
        spent = time.perf_counter() - begin
        kind = "exact" if found.exact else f"at least {found.lower}"
        print(f"2,000 events {name}: {spent:.2f} s, cost {found.cost} ({kind})")


def shown(who: str, spent: list[float], beside: float | None = None) -> None:
    """Show the median of the parts, their spread, and how often *beside* goes into the whole."""
    times = [1e3 * s for s in spent]
    ratio = f"  {sum(spent) / beside:6.1f} times ours" if beside else ""
    print(
        f"  {who:<32}{median(times):8.3f} ms a trace ({min(times):.3f} to {max(times):.3f}){ratio}"
    )


def main() -> None:
    dossier = SUBJECTS[0]
    for name, root in ((dossier.name, dossier.block), ("tree of 14 steps", TREE)):
        rows = traces(root, COUNT, SEED, SHORTEST)
        steps = sum(map(len, rows)) / COUNT
        gc.collect()
        spent, cost = median_run(root, rows, whole=False)
        print(f"{name}: {COUNT} different traces, {steps:.1f} events each, cost {cost} in all")
        shown("vtaudit", spent)
        shown("vtaudit, every deviation", median_run(root, rows, whole=True)[0])
        if not ORACLE.exists():
            print("  pm4py is not there: `make oracle` sets it up", file=sys.stderr)
            continue
        times, same = theirs("bench", root, rows)
        assert same == cost, "the costs differ"
        for method, parts in times.items():
            shown(f"pm4py, {method}", parts, sum(spent))
    large()


if __name__ == "__main__":
    main()
