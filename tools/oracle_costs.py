"""Align what `tools.oracle` wrote with pm4py, and write the costs; runs where pm4py is installed.

It imports nothing of vtaudit: its Python has pm4py and nothing else. The process as BPMN is turned
into a net by pm4py itself and must give the same costs, on the first traces of each log.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import warnings
from pathlib import Path

import pm4py
from pm4py.algo.conformance.alignments.petri_net import algorithm as alignments

ONE = 10_000
"""What pm4py counts for a deviation; silent steps count 1 and never add up to one."""
ALSO_BPMN = 50


def costs(log: object, net: tuple[object, object, object]) -> list[int]:
    """Return the cost of the optimal alignment of each trace."""
    found = alignments.apply(log, *net, parameters={"show_progress_bar": False})
    return [int(a["cost"]) // ONE for a in found]


def main(folder: Path, table: Path) -> None:
    """Write the costs of everything in *folder* to *table*, with a hash of each net."""
    rows = []
    for path in sorted(folder.glob("*.pnml")):
        log = pm4py.read_xes(str(path.with_suffix(".xes")), return_legacy_log_object=True)
        found = costs(log, pm4py.read_pnml(str(path)))
        process = pm4py.convert_to_petri_net(pm4py.read_bpmn(str(path.with_suffix(".bpmn"))))
        same = costs(pm4py.objects.log.obj.EventLog(list(log)[:ALSO_BPMN]), process)
        if same != found[:ALSO_BPMN]:
            sys.exit(f"{path.stem}: the BPMN process gives other costs than the net")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        rows += [
            (path.stem, digest, cost, " ".join(e["concept:name"] for e in trace))
            for trace, cost in zip(log, found, strict=True)
        ]
        print(f"{path.stem}: {len(found)} traces, cost {sum(found)} in all")
    table.parent.mkdir(exist_ok=True)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("model", "net", "cost", "trace"))
        writer.writerows(rows)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
