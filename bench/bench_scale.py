"""What a case costs, for docs/scale.md: processor time and bytes, each stage apart.

    python bench/bench_scale.py               the tables of docs/scale.md, in some minutes
    python bench/bench_scale.py --cases 50    the same, rougher
    python bench/bench_scale.py --only far    one part of it

Processor time of a process does not depend on what else the machine does, as time on the clock
would. What dask adds is measured with a real scheduler and a real worker, where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
os.environ["PYTHONPATH"] = str(ROOT)

from vtaudit.api import rulebook  # noqa: E402
from vtaudit.batch.parcel import from_disk  # noqa: E402
from vtaudit.batch.run import run  # noqa: E402
from vtaudit.batch.store import Store  # noqa: E402
from vtaudit.batch.task import Options, Outcome, audit_one  # noqa: E402

REAL = ROOT / "cases" / "mieke-en-jette"
FORMATS: tuple[tuple[str, ...], ...] = (
    (), ("markdown",), ("json",), ("markdown", "json"), ("html",), ("csv",),
)  # fmt: skip
MILLI = 1000
REPLIES = 400
"""Cases that are sent to a worker which does nothing but answer."""
OUTPUTS = 450_000
"""Bytes of its answer: what Markdown and JSON of a made-up dossier take."""


def options(*formats: str) -> Options:
    return Options(formats, "nl", None)


def spent(call: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes."""
    before = time.process_time()
    call()
    return time.process_time() - before


def stages(cases: list[str]) -> None:
    """Print what auditing and rendering takes, and how large the outputs are."""
    print("| | ms of one core | cases a second | bytes written |\n|---|---|---|---|")
    for formats in FORMATS:
        asked = options(*formats)
        for case in cases[:3]:
            audit_one(case, asked)
        size = 0
        times = []
        for case in cases:
            found: list[Outcome] = []
            times.append(spent(lambda: found.append(audit_one(case, asked))))  # noqa: B023
            size += sum(len(data) for _, data in found[0].outputs)
        mean = statistics.mean(times)
        name = " and ".join(formats) or "audit alone"
        print(f"| {name} | {mean * MILLI:.1f} | {1 / mean:.1f} | {size // len(cases):,} |",
              flush=True)  # fmt: skip


def kept(cases: list[str], folder: Path) -> None:
    """Print what the one who asks does with each case: write, hash, remember; and what is kept."""
    asked = options("markdown", "json")
    ready = {case: audit_one(case, asked) for case in cases}

    def spread(paths: Iterable[str], _: Options) -> Iterator[tuple[str, Outcome]]:
        return ((path, ready[path]) for path in paths)

    def batch(some: list[str], name: str) -> float:
        with Store(folder / name) as store:
            return spent(
                lambda: run(some, folder / f"out-{name}", rulebook(), store, asked, spread)
            )

    half = cases[: len(cases) // 2]  # of what a run costs anyway, the difference is free
    more = len(cases) - len(half)
    batch(half, "warm")
    few, many = batch(half, "half"), batch(cases, "whole")
    print(f"| write and remember a case | {(many - few) / more * MILLI:.2f} ms |")
    few, many = batch(half, "half"), batch(cases, "whole")
    print(f"| see that nothing changed | {(many - few) / more * MILLI:.2f} ms |")
    sizes = [(folder / name).stat().st_size for name in ("half", "whole")]
    print(f"| store | {(sizes[1] - sizes[0]) // more:,} bytes |")
    pack = spent(lambda: [from_disk(case) for case in cases])
    sizes = [sum(len(data) for _, data in p.files) for c in cases if (p := from_disk(c))]
    print(f"| pack a case | {pack / len(cases) * MILLI:.2f} ms |")
    print(f"| a case | {sum(sizes) // len(sizes):,} bytes |", flush=True)


def processor(pid: int) -> float:
    """Seconds that a process has had of the processor."""
    import psutil

    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def reply(_: object) -> bytes:
    """Answer as a worker does that has nothing to audit."""
    return os.urandom(OUTPUTS)  # nothing that could be pressed together on the way


def far(cases: list[str], folder: Path) -> None:
    """Print what dask adds to each case, at the one who asks, the scheduler and the worker."""
    if importlib.util.find_spec("distributed") is None:
        print("not installed: distributed", file=sys.stderr)
        return
    from vtaudit.batch.cluster import cluster

    file, more = folder / "scheduler.json", ("--host", "127.0.0.1", "--no-dashboard")
    dask = [sys.executable, "-m", "dask"]
    with (folder / "log").open("wb") as log:
        scheduler = subprocess.Popen(
            [*dask, "scheduler", "--port", "0", "--scheduler-file", str(file), *more],
            stdout=log, stderr=log)  # fmt: skip
        worker = subprocess.Popen(
            [*dask, "worker", "--nthreads", "1", "--no-nanny", "--scheduler-file", str(file), *more],
            stdout=log, stderr=log)  # fmt: skip
        try:
            while not file.exists():
                time.sleep(0.1)
            import json

            address = json.loads(file.read_text("utf-8"))["address"]
            parcel = from_disk(cases[0])
            with cluster(address, None, "bytes", None) as found:
                pids = (os.getpid(), scheduler.pid, worker.pid)
                for number in (10, REPLIES):  # the first to warm up
                    before = [processor(pid) for pid in pids]
                    with found.client.get_executor() as executor:
                        for _ in range(number // found.ahead):
                            tasks = [executor.submit(reply, parcel) for _ in range(found.ahead)]
                            assert all(len(t.result()) == OUTPUTS for t in tasks)
                each = [(processor(p) - b) / REPLIES * MILLI
                        for p, b in zip(pids, before, strict=True)]  # fmt: skip
        finally:
            worker.terminate()
            scheduler.terminate()
    for name, took in zip(("the one who asks", "the scheduler", "the worker"), each, strict=True):
        print(f"| {name} | {took:.1f} ms |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--only", choices=("stages", "kept", "far"))
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "vtaudit", "synth", str(wanted.cases), "--seed", "1",
             "-o", str(folder / "cases")],
            check=True, stderr=subprocess.DEVNULL)  # fmt: skip
        cases = [str(p) for p in sorted((folder / "cases").iterdir())]
        if wanted.only in (None, "stages"):
            print(f"## {wanted.cases} made-up dossiers\n")
            stages(cases)
            print("\n## The real case\n")
            stages([str(REAL)] * 5)
        if wanted.only in (None, "kept"):
            print("\n| for each made-up dossier | |\n|---|---|")
            kept(cases, folder)
        if wanted.only in (None, "far"):
            print("\n| with dask, for each made-up dossier | |\n|---|---|")
            far(cases, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\nLargest memory of this process: {peak // 1024} MiB")


if __name__ == "__main__":
    main()
