"""Traces aligned in a second, ours beside pm4py's, on one log and one model in one run.

Every trace is another one, so that no cache of whole traces helps; ours begins with nothing
compiled. pm4py is measured in its own environment (`make oracle` makes it); without it only our
own figures are shown. Set ORACLE to the Python that has pm4py to use another.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.oracle import SUBJECTS, xes
from tools.traces import traces
from vtaudit.align import (
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
from vtaudit.exchange.pnml import pnml

ROOT = Path(__file__).resolve().parent.parent
ORACLE = Path(os.environ.get("ORACLE", ROOT / ".venv-oracle" / "bin" / "python"))
COUNT, SEED, SHORTEST = 1000, 1, 8

TREE = Sequence((
    Step("a"), Choice((Sequence((Step("b"), Step("c"))), Step("d"))),
    Parallel((Step("e"), Sequence((Step("f"), Step("g"))), Maybe(Step("h")))),
    Loop(Sequence((Step("i"), Step("j"))), Step("k")), Maybe(Step("l")), Step("m"), Step("n"),
))  # fmt: skip
"""A tree of 14 steps with every kind of block, as process-mining benches have them."""


def ours(root: Block, rows: list[tuple[str, ...]]) -> tuple[float, float, int]:
    """Return seconds a trace from nothing and once more, and the cost of all."""
    model = Model(root)
    frontiers_of.cache_clear()
    logs = [Trace.in_order(tuple(Event(f"e{n}", a) for n, a in enumerate(row))) for row in rows]
    first, cost = _timed(model, logs)
    again, _ = _timed(model, logs)
    return first / len(rows), again / len(rows), cost


def _timed(model: Model, logs: list[Trace]) -> tuple[float, int]:
    begin = time.perf_counter()
    cost = sum(align(model, trace).cost for trace in logs)
    return time.perf_counter() - begin, cost


def theirs(name: str, root: Block, rows: list[tuple[str, ...]]) -> dict[str, float]:
    """Return pm4py's seconds a trace by method, and under `cost` that of all."""
    with tempfile.TemporaryDirectory() as folder:
        net, log = Path(folder) / "model.pnml", Path(folder) / "log.xes"
        net.write_text(pnml({name: (name, root)}), encoding="utf-8")
        log.write_text(xes(rows), encoding="utf-8")
        script = Path(__file__).with_name("pm4py_times.py")
        done = subprocess.run(
            [ORACLE, script, net, log], capture_output=True, text=True, check=True
        )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


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


def main() -> None:
    dossier = SUBJECTS[0]
    for name, root in ((dossier.name, dossier.block), ("tree of 14 steps", TREE)):
        rows = traces(root, COUNT, SEED, SHORTEST)
        steps = sum(map(len, rows)) / COUNT
        first, again, cost = ours(root, rows)
        print(f"{name}: {COUNT} different traces, {steps:.1f} events each, cost {cost} in all")
        print(f"  vtaudit, nothing compiled  {first * 1e3:8.3f} ms a trace")
        print(f"  vtaudit, once more         {again * 1e3:8.3f} ms a trace")
        if not ORACLE.exists():
            print("  pm4py is not there: `make oracle` sets it up", file=sys.stderr)
            continue
        times = theirs("bench", root, rows)
        assert times.pop("cost") == cost, "the costs differ"
        for method, spent in times.items():
            ratio = spent / first
            print(f"  pm4py, {method:<20}{spent * 1e3:8.3f} ms a trace: {ratio:6.1f} times ours")
    large()


if __name__ == "__main__":
    main()
