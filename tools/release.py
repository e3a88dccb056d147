"""Build what is released, twice, and write it to dist/ only if both times gave the same bytes.

Sdist and wheel are made of the last commit and nothing else, in two folders, as if at two moments
on two machines. The archive that runs without being installed is made of that wheel; the bill of
materials (CycloneDX) names what is in it, and SHA256SUMS the bytes of all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}


def run(*command: str | Path, umask: int = -1, **environment: str) -> str:
    """Run *command* and return what it says; end with its own words if it fails."""
    done = subprocess.run(  # noqa: S603 - the commands of this file
        [str(c) for c in command], cwd=ROOT, env={**os.environ, **environment}, umask=umask,
        check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def built(folder: Path, age: int, umask: int, **environment: str) -> dict[str, bytes]:
    """Return sdist and wheel of the last commit, built in *folder* with files *age* seconds old."""
    folder.mkdir()
    run("git", "archive", "--output", folder / "source.zip", "HEAD")
    with zipfile.ZipFile(folder / "source.zip") as source:
        source.extractall(folder / "source")
    for path in (folder / "source").rglob("*"):
        moment = time.time() - age
        os.utime(path, (moment, moment))
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "out",
        folder / "source", umask=umask, **environment)  # fmt: skip
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def archive(wheel: Path, target: Path) -> None:
    """Write *wheel* with what it needs as one file that Python runs, with no path of here in it."""
    name, version = wheel.name.split("-")[:2]
    run(sys.executable, "-m", "shiv", "--reproducible", "--python", "/usr/bin/env python3",
        "--console-script", name, "--output-file", target, "--find-links", wheel.parent,
        f"{name}[office]=={version}", "--quiet", "--disable-pip-version-check")  # fmt: skip


def materials(packed: Path, work: Path) -> bytes:
    """Return the bill of materials of the archive *packed*: what is in it, not what was meant."""
    venv.create(work / "view", with_pip=False, symlinks=True)
    site = sysconfig.get_path("purelib", "venv", {"base": str(work / "view")})
    with zipfile.ZipFile(packed) as content:
        content.extractall(work / "content")
    shutil.copytree(work / "content" / "site-packages", site, dirs_exist_ok=True)
    told = run(sys.executable, "-m", "cyclonedx_py", "environment", work / "view", "--short-PURLs",
               "--output-reproducible", "--pyproject", ROOT / "pyproject.toml")  # fmt: skip
    return (
        json.dumps(without_addresses(json.loads(told)), indent=2, sort_keys=True) + "\n"
    ).encode()


def without_addresses(node: Any) -> Any:
    """Return *node* without references to sites: a purl and a version say what a part is."""
    if isinstance(node, dict):
        return {k: without_addresses(v) for k, v in node.items() if k != "externalReferences"}
    return [without_addresses(v) for v in node] if isinstance(node, list) else node


def main() -> None:
    """Build, compare, and write everything that is released to dist/."""
    if changed := run("git", "status", "--porcelain"):
        raise SystemExit(f"commit first, only what is committed is released:\n{changed}")
    os.environ["SOURCE_DATE_EPOCH"] = run("git", "log", "-1", "--format=%ct").strip()
    DIST.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        once = built(work / "here", 0, 0o022, **HERE)
        again = built(work / "some where else", 400_000_000, 0o077, **ELSEWHERE)
        if once != again:
            raise SystemExit(
                f"two builds differ: {sorted(n for n in once if once[n] != again.get(n))}"
            )
        for name, content in once.items():
            (DIST / name).write_bytes(content)
        wheel = next(DIST / name for name in once if name.endswith(".whl"))
        packed = DIST / "vtaudit.pyz"
        archive(wheel, packed)
        bill = DIST / f"{wheel.name.split('-py3', maxsplit=1)[0]}.cdx.json"
        bill.write_bytes(materials(packed, work))
    released = sorted([*(DIST / name for name in once), packed, bill])
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in released]
    (DIST / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")
    print("two builds, the same bytes;", "in dist/:")
    print(*(f"  {line.rstrip()}" for line in sums), sep="\n")


if __name__ == "__main__":
    main()
