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

QUIET = {"show_progress_bar": False}


def timed(call: Callable[[], Sequence[dict[str, float]]], count: int) -> tuple[float, float]:
    """Return the seconds a trace, and the cost of all where there is one."""
    begin = time.perf_counter()
    found = call()
    spent = (time.perf_counter() - begin) / count
    return spent, sum(a.get("cost", 0) // 10_000 for a in found)


def main(net_file: str, log_file: str) -> None:
    """Print the figures as JSON."""
    net = pm4py.read_pnml(net_file)
    log = pm4py.read_xes(log_file, return_legacy_log_object=True)
    star, cost = timed(lambda: alignments.apply(log, *net, parameters=dict(QUIET)), len(log))
    times = {"cost": cost, "alignment by A*": star}
    fast = alignments.Variants.VERSION_DIJKSTRA_LESS_MEMORY
    times["Dijkstra"] = timed(
        lambda: alignments.apply(log, *net, variant=fast, parameters=dict(QUIET)), len(log)
    )[0]
    try:
        tree = pm4py.convert_to_process_tree(*net)
    except ValueError:
        print("no tree of this net", file=sys.stderr)
    else:
        times["alignment on the tree"] = timed(
            lambda: on_tree.apply(log, tree, parameters=dict(QUIET)), len(log)
        )[0]
    times["token replay"] = timed(
        lambda: replay.apply(log, *net, parameters=dict(QUIET)), len(log)
    )[0]
    print(json.dumps(times))


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main(*sys.argv[1:3])
