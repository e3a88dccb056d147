"""The run by coverage: atheris drives every target for its share of the time, one after the other.

    python -m fuzz.hour                    an hour, shared by all targets
    python -m fuzz.hour --seconds 600 --only reader --only dates

What a target raises is kept, each place once with the smallest input so far, and the run goes on;
only an input that takes too long or too much memory ends the share of its target. All lands in
`build/fuzz/`: the corpus as it grew, the faults, and the figures of the run as a table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pkgutil
import random
import re
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

from fuzz.dice import Dice

if TYPE_CHECKING:
    from fuzz.targets import Target

Row = dict[str, int | str]

BUILD = Path("build/fuzz")
_LONGEST = 60
"""Seconds for one input, on a machine that others may use too."""
_MEMORY = 2_500
"""Megabytes for one target."""


def main() -> None:
    """Run what the command line asks for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--seconds", type=int, default=3600, help="of all targets together")
    asked.add_argument("--only", action="append", default=[], help="a target; may be repeated")
    given = asked.parse_args()
    with atheris.instrument_imports(include=["vtaudit"]):
        _all_of("vtaudit")
    from fuzz.targets import TARGETS

    names = given.only or list(TARGETS)
    told: list[Row] = []
    for name in names:
        told.append(_run(TARGETS[name], max(1, given.seconds // len(names))))
        (BUILD / "figures.md").write_text(_table(told), encoding="utf-8")
        print(_table(told).splitlines()[-2], flush=True)
    sys.exit(any(row["faults"] or row["status"] for row in told))


def _all_of(package: str) -> None:
    """Import every module of *package*: what is imported later would not be watched."""
    for found in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        if not found.name.endswith("__main__"):
            import_module(found.name)


def _run(target: Target, seconds: int) -> Row:
    """Give *target* its share in a process of its own, and return the figures of it."""
    log = BUILD / "logs" / f"{target.name}.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if child == 0:
        with log.open("wb") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        _share(target, seconds)
    _, status, used = os.wait4(child, 0)
    faults = len(list((BUILD / "faults" / target.name).glob("*.txt")))
    return {"target": target.name, "seconds": seconds, "of a processor": round(used.ru_utime),
            **_figures(log.read_text(encoding="utf-8", errors="replace")),
            "faults": faults, "status": os.waitstatus_to_exitcode(status)}  # fmt: skip


def _figures(text: str) -> dict[str, int]:
    """Return what libFuzzer said last."""
    found = re.findall(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", text)
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    last = [int(x) for x in found[-1]] if found else [0, 0, 0, 0]
    return {"executions": int(ran[1]) if ran else last[0], "coverage": last[1],
            "features": last[2], "corpus": last[3]}  # fmt: skip


def _table(told: list[Row]) -> str:
    total: Row = dict.fromkeys(told[0], "")
    for key in ("seconds", "of a processor", "executions", "faults"):
        total[key] = sum(int(row[key]) for row in told)
    rows: list[list[int | str]] = [
        list(told[0]),
        ["---"] * len(total),
        *(list(r.values()) for r in (*told, total)),
    ]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


# -- one target, in its own process -----------------------------------------------------------


def _share(target: Target, seconds: int) -> None:
    """Try *target* for so many seconds; never returns."""
    corpus, faults = BUILD / "corpus" / target.name, BUILD / "faults" / target.name
    for folder in (corpus, faults):
        folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[: target.most])

    def once(data: bytes) -> None:
        try:
            target.try_(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - every fault is kept, whatever it is
            _keep(faults, data, error)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        dice = random.Random(seed)
        if target.mutates and dice.random() < 0.6:
            return mutated(data, Dice(dice.randbytes(60)))[:most]
        made: bytes = atheris.Mutate(data, most)
        return made

    from fuzz.mutating import mutated

    options = [f"-max_total_time={seconds}", f"-timeout={_LONGEST}", f"-max_len={target.most}",
               f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={faults}/", "-print_final_stats=1",
               "-len_control=0", "-reload=0"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], once, custom_mutator=changed)
    atheris.Fuzz()


def _keep(faults: Path, data: bytes, error: BaseException) -> None:
    """Keep *data* as what raised *error*, unless a smaller one is there for the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/vtaudit/" in f.filename] or list(frames)
    said = (
        re.sub(r"[^a-z ]+", "", str(error)[:60].lower())
        if isinstance(error, AssertionError)
        else ""
    )
    place = f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno} {said}"
    name = hashlib.sha256(place.encode()).hexdigest()[:12]
    kept = faults / f"{name}.bin"
    if kept.exists() and kept.stat().st_size <= len(data):
        return
    kept.write_bytes(data)
    told = "".join(traceback.format_exception(error))
    kept.with_suffix(".txt").write_text(f"{place}\n{json.dumps(str(error)[:500])}\n{told}", "utf-8")


if __name__ == "__main__":
    main()
