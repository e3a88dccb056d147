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
import random
import re
import subprocess
import sys
import traceback
from pathlib import Path

BUILD = Path("build/fuzz")
_LONGEST = 60
"""Seconds for one input, on a machine that others may use too."""
_MEMORY = 2_500
"""Megabytes for one target."""


def main() -> None:
    """Run what the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    asked.add_argument("--seconds", type=int, default=3600)
    asked.add_argument("--only", action="append", default=[])
    asked.add_argument("--share", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.share:
        _share(given.share, given.seconds)
        return
    from fuzz.targets import TARGETS

    names = given.only or list(TARGETS)
    told = []
    for name in names:
        told.append(_run(name, max(1, given.seconds // len(names))))
        (BUILD / "figures.md").write_text(_table(told), encoding="utf-8")
        print(_table(told).splitlines()[-2], flush=True)
    sys.exit(bool(sum(int(row["faults"]) for row in told)))


def _run(name: str, seconds: int) -> dict[str, int | str]:
    """Give *name* its share in a process of its own, and return the figures of it."""
    log = BUILD / "logs" / f"{name}.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "fuzz.hour", "--share", name, "--seconds", str(seconds)]
    with log.open("wb") as out:
        status = subprocess.run(command, stdout=out, stderr=out, check=False).returncode
    text = log.read_text(encoding="utf-8", errors="replace")
    faults = len(list((BUILD / "faults" / name).glob("*.txt")))
    return {"target": name, "seconds": seconds, "faults": faults, "status": status, **_figures(text)}


def _figures(text: str) -> dict[str, int]:
    """Return what libFuzzer said last."""
    found = re.findall(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", text)
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    last = [int(x) for x in found[-1]] if found else [0, 0, 0, 0]
    return {"executions": int(ran[1]) if ran else last[0], "coverage": last[1],
            "features": last[2], "corpus": last[3]}  # fmt: skip


def _table(told: list[dict[str, int | str]]) -> str:
    keys = ["target", "seconds", "executions", "coverage", "features", "corpus", "faults", "status"]
    total: dict[str, int | str] = {k: "" for k in keys}
    for key in ("seconds", "executions", "faults"):
        total[key] = sum(int(row[key]) for row in told)
    rows = [keys, ["---"] * len(keys), *([str(r[k]) for k in keys] for r in (*told, total))]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


# -- one target, in its own process -----------------------------------------------------------


def _share(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["vtaudit"]):
        from fuzz.targets import TARGETS
    from fuzz.dice import Dice
    from fuzz.mutating import mutated

    target = TARGETS[name]
    corpus, faults = BUILD / "corpus" / name, BUILD / "faults" / name
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
        dice = random.Random(seed)  # noqa: S311
        if target.mutates and dice.random() < 0.6:
            return mutated(data, Dice(dice.randbytes(60)))[:most]
        made: bytes = atheris.Mutate(data, most)
        return made

    options = [f"-max_total_time={seconds}", f"-timeout={_LONGEST}", f"-max_len={target.most}",
               f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={faults}/", "-print_final_stats=1",
               "-len_control=0", "-reload=0"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], once, custom_mutator=changed)
    atheris.Fuzz()


def _keep(faults: Path, data: bytes, error: BaseException) -> None:
    """Keep *data* as what raised *error*, unless a smaller one is there for the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/vtaudit/" in f.filename] or list(frames)
    said = re.sub(r"[^a-z ]+", "", str(error)[:60].lower()) if isinstance(error, AssertionError) else ""
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
