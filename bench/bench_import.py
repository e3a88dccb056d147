"""What an import gets right of chronologies in the style of reports, and how long it takes.

python bench/bench_import.py [TEXT EXPECTED]

Beside those of `tests/chronologies` it measures any other text, such as the page of a real report
that may not stand in this repository: EXPECTED is a CSV with a `date` (first and last day) and an
`activity` for each row.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from typer.testing import CliRunner  # noqa: E402 - after the path is set

from vtaudit.api import load_case  # noqa: E402
from vtaudit.cli import app  # noqa: E402

CHRONOLOGIES = ROOT / "tests" / "chronologies"
MISSED = 2
"""Activities that an import may get wrong before this bench fails."""
RUNS = 5


class Row(NamedTuple):
    """What a row of a chronology says."""

    days: str
    activity: str


def wanted(table: Path) -> list[Row]:
    """Return what the rows of a chronology are, as worked out by hand."""
    with table.open(encoding="utf-8") as file:
        return [Row(r["date"], r["activity"]) for r in csv.DictReader(file)]


def imported(source: Path) -> tuple[list[Row], float]:
    """Return the steps that an import without questions makes of *source*, and milliseconds."""
    took = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            before = time.perf_counter()
            done = CliRunner().invoke(app, ["import", str(source), "-o", folder, "--no-ask"])
            took.append(time.perf_counter() - before)
            if done.exit_code:
                sys.exit(done.output)
            case = load_case(Path(folder))
    days = {name: when.stated for name, when in case.moments.items()}
    rows = []
    for event in case.file.events:
        stated = days[str(event.id)]
        both = (stated.interval.earliest, stated.interval.latest) if stated else (None, None)
        rows.append(Row("/".join(str(day or "") for day in both), str(event.activity)))
    return rows, min(took) * 1e3


def measured(source: Path, table: Path) -> bool:
    """Print a line for *source*; return whether every date and enough activities are right."""
    hand, (rows, took) = wanted(table), imported(source)
    pairs = list(zip(hand, rows, strict=False))
    dates = sum(a.days == b.days for a, b in pairs)
    right = sum(a.activity == b.activity for a, b in pairs)
    print(f"{source.name:24} {len(rows):3} of {len(hand):3} rows  {dates:3} dates  "
          f"{right:3} activities  {took:7.1f} ms")  # fmt: skip
    for a, b in pairs:
        if a != b:
            print(f"  {a.days} {a.activity}: made {b.days} {b.activity}")
    return len(rows) == len(hand) == dates and right >= len(hand) - MISSED


def main(arguments: Sequence[str]) -> int:
    """Measure every chronology; return 1 when one falls short."""
    sources = [
        (source, CHRONOLOGIES / "expected" / f"{source.stem}.csv")
        for source in sorted(CHRONOLOGIES.iterdir())
        if source.is_file()
    ]
    if arguments:
        sources.append((Path(arguments[0]), Path(arguments[1])))
    met = [measured(*pair) for pair in sources]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
