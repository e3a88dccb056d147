"""The archive in one file runs where nothing is installed, and says what the installed one says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARCHIVE = ROOT / "dist" / "vtaudit.pyz"
CASE = ROOT / "cases" / "mieke-en-jette"

pytestmark = pytest.mark.external


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", *map(str, command)], capture_output=True, text=True, check=True,
        cwd=folder, encoding="utf-8", env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return done.stdout + done.stderr


def test_it_runs_from_anywhere(tmp_path: Path) -> None:
    archive = shutil.copy(ARCHIVE, tmp_path / "vtaudit.pyz")
    case = shutil.copytree(CASE, tmp_path / "zaak")
    assert run(archive, "--version", folder=tmp_path).startswith("vtaudit ")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from vtaudit.cli import main; main()"
    for command in (("audit", case, "--format", "markdown"), ("check", case), ("words", "item")):
        installed = run("-c", code, *command, folder=tmp_path)
        assert run(archive, *command, folder=tmp_path) == installed
    assert "all as they say" in run(archive, "selfcheck", folder=tmp_path)
