"""Have pm4py read what `vtaudit export` writes, and hold it against the table of steps.

It imports nothing of vtaudit: its Python has pm4py and nothing else. What pm4py warns of ends it,
and so does a step that comes back with another activity, another time, or a time it never had.
"""

from __future__ import annotations

import csv
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pm4py

Step = tuple[str, str, str, str, str]
"""Case, activity, the first and the last day it may have been; the last cell says whether two."""
FEW = 5
PARSERS = ("iterparse", "chunk_regex")
"""The parsers of XES that come with pm4py; without a name it advises to install another one."""


def steps(table: Path) -> Counter[Step]:
    """Return the steps of the cases, from the CSV of the same cases."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["activity"]]
    return Counter(_step(r["case"], r["activity"], r["earliest"], r["latest"]) for r in rows)


def _step(case: str, activity: str, low: str, high: str) -> Step:
    """Return a step; of one that is exact the log holds a time and no bounds."""
    return (case, activity, low, high, "exact" if low and low == high else "vague")


def of_xes(log: Path, parser: str) -> Counter[Step]:
    """Return the steps that pm4py reads in an XES log."""
    traces = pm4py.read_xes(str(log), variant=parser, return_legacy_log_object=True)
    found: Counter[Step] = Counter()
    for trace in traces:
        for event in trace:
            vague = {"u:time:timestamp_min", "u:time:timestamp_max"} & set(event)
            time = _day(event.get("time:timestamp"))
            low = _day(event.get("u:time:timestamp_min")) if vague else time
            if vague and low != time:
                sys.exit(f"{log}: {event['identity:id']} has the time {time} and begins {low}")
            high = _day(event.get("u:time:timestamp_max")) if vague else time
            name = (trace.attributes["concept:name"], event["concept:name"])
            found[(*name, low, high, "vague" if vague else "exact")] += 1
    return found


def of_ocel(log: Path) -> Counter[Step]:
    """Return the steps that pm4py reads in an OCEL log.

    A step without a date is an object there that no event is tied to; pm4py leaves those out.
    """
    read = pm4py.read_ocel2_json(str(log))
    if not read.is_ocel20():
        sys.exit(f"{log}: pm4py takes it for an older version of the format")
    found: Counter[Step] = Counter()
    for row in read.events.to_dict("records"):
        low, high = _day(row["ocel:timestamp"]), _day(row.get("latest"))
        if _day(row["earliest"]) != low:
            sys.exit(f"{log}: {row['ocel:eid']} has another time than its first day")
        case = str(row["ocel:eid"]).split("/", 1)[0]
        found[_step(case, row["ocel:activity"], low, high)] += 1
    pm4py.discover_ocdfg(read)
    return found


def _day(instant: object) -> str:
    """Return the day of an instant as pm4py holds it; empty for none, which is NaN."""
    return "" if instant is None or instant != instant else str(instant)[:10]  # noqa: PLR0124 - NaN is not itself


def main(folder: Path) -> None:
    """Check each log in *folder* against the table; exits with the first difference."""
    wanted = steps(folder / "cases.csv")
    dated = Counter({step: number for step, number in wanted.items() if step[2]})
    readers: list[tuple[str, Counter[Step], Callable[[], Counter[Step]]]] = [
        (f"XES ({p})", wanted, partial(of_xes, folder / "cases.xes", p)) for p in PARSERS
    ]
    readers.append(("OCEL", dated, partial(of_ocel, folder / "cases.json")))
    for name, steps_of, read in readers:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = read()
        if found != steps_of:
            sys.exit(f"{name}: {_shown(found - steps_of)}, instead of {_shown(steps_of - found)}")
        left = wanted.total() - steps_of.total()
        print(f"{name}: {found.total()} steps as in the table, no warning"
              + (f"; {left} without a date are no events" if left else ""))  # fmt: skip


def _shown(found: Iterable[Step]) -> str:
    """Return some of *found*, enough to see what went wrong."""
    return "; ".join(" ".join(step) for step in sorted(found)[:FEW]) or "nothing"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
