"""How tests run a command, in this process or in one of its own, and what a folder then holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from vtaudit.cli import app

ROOT = Path(__file__).resolve().parent.parent


def invoked(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run vtaudit in this process; both streams and the status can be asked for."""
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def ran(*arguments: object) -> tuple[int, str]:
    """Run vtaudit in this process; return its status and all that it says."""
    done = invoked(*arguments)
    return done.exit_code, done.output


def run(*arguments: object, status: int = 0) -> str:
    """Run vtaudit in this process, which must end with *status*; return all that it says."""
    done = invoked(*arguments)
    assert done.exit_code == status, done.output
    return done.output


def vtaudit(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run vtaudit in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "vtaudit", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd,
    )  # fmt: skip


def called(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run vtaudit in this process, as `vtaudit` does in one of its own."""
    done = invoked(*arguments)
    texts = (t.replace("\r\n", "\n") for t in (done.stdout, done.stderr))
    return subprocess.CompletedProcess([*map(str, arguments)], done.exit_code, *texts)


def piped(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run vtaudit in a process of its own, to the byte as it goes in and comes out."""
    return subprocess.run(
        [sys.executable, "-m", "vtaudit", *map(str, arguments)],
        input=stdin, capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    """Return what stands in every file below *folder*."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*")) if p.is_file()
    }  # fmt: skip
