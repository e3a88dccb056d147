"""Put vtaudit and what it needs into one file that Python 3.11 or newer runs: `make archive`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT / "dist" / "vtaudit.pyz"
START = ROOT / "tools" / "archive_start.py"
"""What it says where Python is too old for it."""


def run(*command: str | Path, umask: int = -1, **environment: str) -> str:
    """Run *command* and return what it says; end with its own words if it fails."""
    done = subprocess.run(
        [str(c) for c in command], cwd=ROOT, env={**os.environ, **environment}, umask=umask,
        check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def gathered(site: Path, requirement: str) -> None:
    """Install *requirement* in the folder *site*, without what tells where that was done.

    Commands begin with the path of their Python, and pip writes down where it found a project.
    """
    run(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-compile", "--target", site, requirement)  # fmt: skip
    shutil.rmtree(site / "bin")
    for told in site.glob("*.dist-info/direct_url.json"):
        told.unlink()
    for record in site.glob("*.dist-info/RECORD"):
        lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [x for x in lines if not x.startswith("../../bin/") and "direct_url" not in x]
        record.write_text("".join(kept), encoding="utf-8", newline="\n")


def packed(site: Path, target: Path) -> None:
    """Write the folder *site* as the archive *target*."""
    target.parent.mkdir(exist_ok=True)
    run(sys.executable, "-m", "shiv", "--reproducible", "--console-script", "vtaudit",
        "--python", "/usr/bin/env python3", "--preamble", START,
        "--site-packages", site, "--output-file", target,
    )  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        gathered(Path(folder), f"{ROOT}[office]")
        packed(Path(folder), ARCHIVE)
