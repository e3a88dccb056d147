"""Speed from one case to many: ratios in one run, median and spread, each stage apart.

    python bench/bench_batch.py               the table of docs/speed.md, in a few minutes
    python bench/bench_batch.py --long        growth from 1,000 to 20,000 cases
    python bench/bench_batch.py --only growth one part of it

Programs that are not installed are named and left out. Nothing is compared with an earlier run.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
os.environ["PYTHONPATH"] = str(ROOT)

import yaml  # noqa: E402 - after the path is set
from bench_rules import told  # noqa: E402

from vtaudit.api import rulebook  # noqa: E402
from vtaudit.audit.engine import audit  # noqa: E402
from vtaudit.dossier.reader import case_of  # noqa: E402
from vtaudit.rulebook.book import Rulebook  # noqa: E402
from vtaudit.trial.case import text_of  # noqa: E402

RUNS = 7
Times = list[float]


def timed(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


def ratio(name: str, ours: Times, theirs: Times, goal: str) -> None:
    """Print a line of the table: the median of the ratios of runs side by side, and their range."""
    found = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    middle = statistics.median(found)
    print(f"| {name} | {middle:.2f} | {found[0]:.2f}–{found[-1]:.2f} | {goal} |", flush=True)


def beside(*calls: Callable[[], object], runs: int = RUNS) -> Iterator[Times]:
    """Yield the times of each call, run in turn so that a busy moment hits all of them."""
    found: list[Times] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(runs):
        for times, call in zip(found, calls, strict=True):
            times.append(timed(call))
    yield from found


def vtaudit(*arguments: object) -> tuple[float, int]:
    """Seconds and peak memory, in bytes, of a run of the command."""
    command = [sys.executable, "-m", "vtaudit", *map(str, arguments)]
    before = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - before, usage.ru_maxrss * 1024


def made(folder: Path, number: int) -> Path:
    """Return a folder with so many made-up dossiers."""
    cases = folder / f"cases-{number}"
    if not cases.exists():
        vtaudit("synth", number, "--seed", 1, "--output", cases)
    return cases


def stages(folder: Path, _: argparse.Namespace) -> None:
    """Each stage of one case beside yaml.load of the same bytes."""
    files = [c / "case.yaml" for c in sorted(made(folder, 40).iterdir())]
    files.append(ROOT / "cases" / "mieke-en-jette" / "case.yaml")
    data, book = [(f, f.read_bytes()) for f in files], rulebook()
    vocabulary = book.vocabulary()

    def read() -> list[object]:
        return [case_of(f, d, vocabulary, book.dates, book.working_days) for f, d in data]

    cases = [case_of(f, d, vocabulary, book.dates, book.working_days) for f, d in data]
    load, reading, auditing = beside(
        lambda: [yaml.load(d, yaml.CSafeLoader) for _, d in data],
        read,
        lambda: [audit(c, book, c.file.case.as_of) for c in cases if c.file.case.as_of],
    )
    each = statistics.median(load) / len(data) * 1e3
    print(f"\n{len(data)} cases of {sum(len(d) for _, d in data) // len(data):,} bytes; yaml.load "
          f"takes {each:.2f} ms a case. Beside it:\n")  # fmt: skip
    head("times yaml.load")
    ratio("read and decode", reading, load, "≤ 1.1")
    ratio("audit (path, terms, rules)", auditing, load, "")
    whole = [a + b for a, b in zip(reading, auditing, strict=True)]
    ratio("whole audit, no rendering", whole, load, "≤ 1.5")


def rivals(folder: Path, asked: argparse.Namespace) -> None:
    """Cases per second beside programs that look at the form of the same files."""
    files = [str(c / "case.yaml") for c in sorted(made(folder, asked.cases).iterdir())]
    schema = str(ROOT / "schemas" / "case.schema.json")
    out = ["--output", str(folder / "rivals"), "--no-store", "--force"]
    vt = [sys.executable, "-m", "vtaudit"]
    ours = {
        "vtaudit check": [*vt, "check", *files],
        "vtaudit batch, one process": [*vt, "batch", *files, *out, "--jobs", "0"],
        "vtaudit batch, a process a core": [*vt, "batch", *files, *out],
    }
    others = {
        "check-jsonschema": (["--schemafile", schema, *files], 5),
        "yamllint": (["-d", "relaxed", *files], 8),
    }
    print(f"\nThe same {len(files)} files; each program in one run over all of them:\n")
    head("times the cases per second")
    for name, (arguments, goal) in others.items():
        program = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        if program is None:
            print(f"| {name} | not installed | | |")
            continue
        calls = [[program, *arguments], *ours.values()]
        theirs, *mine = beside(*(quietly(c) for c in calls), runs=3)
        for label, times in zip(ours, mine, strict=True):
            ratio(f"{label}, beside {name}", theirs, times, f"≥ {goal}")


def quietly(command: Sequence[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, capture_output=True, check=False)


def growth(folder: Path, asked: argparse.Namespace) -> None:
    """Time for each case and peak memory as the number of cases grows."""
    few, many = (1000, 20_000) if asked.long else (200, 2000)
    found = {}
    for number in (few, many):
        cases = made(folder, number)
        store, out = folder / f"{number}.sqlite", folder / f"out-{number}"
        arguments = ("batch", cases, "--output", out, "--store", store, "--jobs", asked.jobs)
        found[number] = vtaudit(*arguments)
    print(f"\nFrom {few:,} to {many:,} cases, {asked.jobs} process(es):\n")
    head(f"of {many:,} to {few:,}")
    (short, small), (long, large) = found[few], found[many]
    ratio("time for each case", [long / many], [short / few], "≤ 1.1")
    ratio("peak memory of the process that leads", [large], [small], "≤ 1.2")


def rerun(folder: Path, asked: argparse.Namespace) -> None:
    """A second run that has nothing to do, and two workers beside one."""
    cases = made(folder, asked.cases)
    cold: Times = []
    warm: Times = []
    for n in range(3):
        out = ("--output", folder / f"rerun-{n}", "--store", folder / f"rerun-{n}.sqlite")
        cold.append(vtaudit("batch", cases, *out, "--jobs", 1)[0])
        warm.append(vtaudit("batch", cases, *out, "--jobs", 1)[0])
    print(f"\n{asked.cases} cases:\n")
    head("times as fast")
    ratio("nothing changed, beside the first run", cold, warm, "≥ 20")
    one: Times = []
    two: Times = []
    for n in range(3):
        for jobs, times in ((1, one), (2, two)):
            apart = ("--output", folder / f"w{jobs}-{n}", "--no-store")
            times.append(vtaudit("batch", cases, *apart, "--jobs", jobs)[0])
    ratio("two workers beside one", one, two, "≥ 1.6")


def events(_: Path, __: argparse.Namespace) -> None:
    """One case with more and more steps."""
    book = rulebook()
    print("\nOne case with more steps, read and audited, the median of three:\n")
    print("| steps | seconds | of n log n, from the first |\n|---|---|---|")
    first: float | None = None
    for number in (30, 100, 300, 1000, 3000):
        data = text_of(told(number)).encode()
        took = statistics.median(timed(lambda: audited(data, book)) for _ in range(3))  # noqa: B023
        scale = took / (number * math.log2(number))
        first = first or scale
        print(f"| {number} | {took:.2f} | {scale / first:.2f} |", flush=True)


def audited(data: bytes, book: Rulebook) -> None:
    """Read a case and audit it."""
    case = case_of(Path("case.yaml"), data, book.vocabulary(), book.dates, book.working_days)
    day = case.file.case.as_of
    assert day
    audit(case, book, day)


def start(_: Path, __: argparse.Namespace) -> None:
    """How soon the command is there, each in a fresh interpreter."""
    case = str(ROOT / "cases" / "mieke-en-jette")
    runs = {
        "--version": [sys.executable, "-m", "vtaudit", "--version"],
        "typer": [sys.executable, "-c", "import typer"],
        "audit": [sys.executable, "-m", "vtaudit", "audit", case],
        "bare": [sys.executable, "-c", "import typer, rich, yaml, pendulum"],
    }
    version, typer, whole, bare = beside(*map(quietly, runs.values()), runs=11)
    print("\nA fresh interpreter:\n")
    head("times as long")
    ratio("`vtaudit --version`, beside `import typer`", version, typer, "≤ 1.3")
    ratio("`vtaudit audit` of the real case, beside the bare imports", whole, bare, "≤ 1.6")


def head(unit: str) -> None:
    print(f"| | {unit} (median) | range | goal |\n|---|---|---|---|")


PARTS = {f.__name__: f for f in (start, stages, events, rivals, rerun, growth)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--long", action="store_true", help="grow to 20,000 cases")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vtaudit-bench-") as name:
        for part in asked.only or PARTS:
            PARTS[part](Path(name), asked)


if __name__ == "__main__":
    main()
