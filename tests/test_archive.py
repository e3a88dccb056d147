"""The archive in one file runs where nothing is installed, and says what the installed one says."""

from __future__ import annotations

import ast
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


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_older_python_is_told_so_in_words_it_can_read(version: tuple[int, ...]) -> None:
    start = (ROOT / "tools" / "archive_start.py").read_text(encoding="utf-8")
    ast.parse(start, feature_version=(3, 7))
    code = f"import sys; sys.version_info = {version}; exec({start!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr
