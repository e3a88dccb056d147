"""What each renderer costs beside the audit itself, and the whole report cold from the shell.

python bench/bench_report.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from vtaudit.api import audit, load_case, rulebook  # noqa: E402 - after the path is set
from vtaudit.report.formats import FORMATS, Asked  # noqa: E402

CASE = ROOT / "cases" / "mieke-en-jette"
BARE = "import typer, rich.console, rich.table, rich.panel, yaml, pendulum"
BOUND = 1.6
"""How much longer the report may take than the bare import of what it is made with."""
STAGES = """
import sys, time
started = time.perf_counter()
def lap(name):
    global started
    now = time.perf_counter()
    print(f"{name}\\t{(now - started) * 1e3}")
    started = now
import typer; lap("import typer")
from vtaudit.api import audit, load_case, rulebook; lap("import vtaudit.api")
rulebook(); lap("load the rulebook")
case = load_case(sys.argv[1]); lap("read the case")
result = audit(case); lap("audit")
from vtaudit.report.terminal import render; lap("import the renderer (Rich)")
render(result, rulebook()); lap("render")
"""


def best(call: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of some runs, in milliseconds."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        call()
        found.append(time.perf_counter() - before)
    return min(found) * 1e3


def cold(*arguments: str) -> float:
    """Return how long a fresh interpreter takes."""
    command = [sys.executable, *arguments]
    return best(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT), 7)


def renderers() -> None:
    """Time each format against the audit of the same case."""
    case, book = load_case(CASE), rulebook()
    result = audit(case)
    base = best(lambda: audit(case))
    print(f"audit of {CASE.name:22} {base:9.1f} ms")
    for name, form in FORMATS.items():
        took = best(lambda f=form: f.render(result, book, Asked()))  # type: ignore[misc]
        print(f"  {name:28} {took:9.1f} ms {took / base:6.2f} x the audit")


def from_the_shell() -> None:
    """Time the report cold against the bare imports, and say where the time goes."""
    bare = cold("-c", BARE)
    whole = cold("-m", "vtaudit", "audit", str(CASE))
    print(f"\nbare import of typer, rich, yaml, pendulum {bare:9.1f} ms")
    met = "within" if whole <= BOUND * bare else "beyond"
    print(f"terminal report, cold from the shell       {whole:9.1f} ms {whole / bare:6.2f} x "
          f"({met} {BOUND} x)")  # fmt: skip
    out = subprocess.run([sys.executable, "-c", STAGES, str(CASE)], check=True, cwd=ROOT,
                         capture_output=True, text=True)  # fmt: skip
    for line in out.stdout.splitlines():
        name, took = line.split("\t")
        print(f"  {name:28} {float(took):9.1f} ms")


if __name__ == "__main__":
    renderers()
    from_the_shell()
