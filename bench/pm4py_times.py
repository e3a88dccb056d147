"""Seconds a trace that pm4py takes, by method; runs in the environment that has pm4py."""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Sequence

import pm4py
from pm4py.algo.conformance.alignments.petri_net import algorithm as alignments
from pm4py.algo.conformance.alignments.process_tree import algorithm as on_tree
from pm4py.algo.conformance.tokenreplay import algorithm as replay
from pm4py.objects.log.obj import EventLog

QUIET = {"show_progress_bar": False}
PARTS = 10
"""So many parts of the log are timed, each by itself, for a median and a spread."""

Found = Sequence[dict[str, float]]


def timed(call: Callable[[EventLog], Found], log: EventLog) -> tuple[list[float], float]:
    """Return the seconds a trace of each part, and the cost of all where there is one."""
    traces = list(log)
    size = len(traces) // PARTS
    spent, cost = [], 0.0
    for first in range(0, size * PARTS, size):
        part = EventLog(traces[first : first + size])
        begin = time.perf_counter()
        found = call(part)
        spent.append((time.perf_counter() - begin) / size)
        cost += sum(a.get("cost", 0) // 10_000 for a in found)
    return spent, cost


def main(net_file: str, log_file: str) -> None:
    """Print the figures as JSON."""
    net = pm4py.read_pnml(net_file)
    log = pm4py.read_xes(log_file, return_legacy_log_object=True)
    fast = alignments.Variants.VERSION_DIJKSTRA_LESS_MEMORY
    star, cost = timed(lambda part: alignments.apply(part, *net, parameters=dict(QUIET)), log)
    times: dict[str, list[float]] = {"alignment by A*": star}
    times["alignment, Dijkstra"] = timed(
        lambda part: alignments.apply(part, *net, variant=fast, parameters=dict(QUIET)), log
    )[0]
    try:
        tree = pm4py.convert_to_process_tree(*net)
    except ValueError:
        print("no tree of this net", file=sys.stderr)
    else:
        times["alignment on the tree"] = timed(
            lambda part: on_tree.apply(part, tree, parameters=dict(QUIET)), log
        )[0]
    times["token replay"] = timed(
        lambda part: replay.apply(part, *net, parameters=dict(QUIET)), log
    )[0]
    print(json.dumps({"cost": cost, "times": times}))


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main(*sys.argv[1:3])
