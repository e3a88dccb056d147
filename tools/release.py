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
import sys
import sysconfig
import tempfile
import time
import venv
import zipfile
from pathlib import Path
from typing import Any

from tools.archive import ARCHIVE, ROOT, gathered, packed, run

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}


def built(folder: Path, age: int, umask: int, **environment: str) -> dict[str, bytes]:
    """Return sdist and wheel of the last commit, built in *folder* with files *age* seconds old."""
    folder.mkdir()
    run("git", "archive", "--output", folder / "source.zip", "HEAD")
    with zipfile.ZipFile(folder / "source.zip") as source:
        source.extractall(folder / "source")
    moment = time.time() - age
    for path in (folder / "source").rglob("*"):
        os.utime(path, (moment, moment))
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "out",
        folder / "source", umask=umask, **environment)  # fmt: skip
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def materials(site: Path, view: Path, version: str) -> bytes:
    """Return the bill of materials of the folder *site*: what is in it, not what was meant.

    It is looked at as part of an environment in *view* that holds nothing else.
    """
    venv.create(view, with_pip=False, symlinks=True)
    seen = sysconfig.get_path("purelib", "venv", {"base": str(view)})
    shutil.copytree(site, seen, dirs_exist_ok=True)
    told = run(sys.executable, "-m", "cyclonedx_py", "environment", view, "--short-PURLs",
               "--output-reproducible", "--pyproject", ROOT / "pyproject.toml")  # fmt: skip
    bill = without_addresses(json.loads(told))
    bill["metadata"]["component"]["version"] = version
    return (json.dumps(bill, indent=2, sort_keys=True) + "\n").encode()


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
    dist = ARCHIVE.parent
    dist.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        once = built(work / "here", 0, 0o022, **HERE)
        again = built(work / "some where else", 400_000_000, 0o077, **ELSEWHERE)
        if differing := sorted(n for n in once | again if once.get(n) != again.get(n)):
            raise SystemExit(f"two builds differ: {', '.join(differing)}")
        for name, content in once.items():
            (dist / name).write_bytes(content)
        wheel = next(dist / name for name in once if name.endswith(".whl"))
        version = wheel.name.split("-")[1]
        gathered(work / "site", f"{wheel}[office]")
        packed(work / "site", ARCHIVE)
        bill = dist / f"vtaudit-{version}.cdx.json"
        bill.write_bytes(materials(work / "site", work / "view", version))
    released = sorted([*(dist / name for name in once), ARCHIVE, bill])
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in released)
    (dist / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    print("two builds, the same bytes; in dist/, with SHA256SUMS:", sums, sep="\n", end="")


if __name__ == "__main__":
    main()
