"""Start-up stays fast without a stopwatch: each command names the modules it may not import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = str(ROOT / "cases" / "mieke-en-jette")
PROBE = """
import sys
from vtaudit.cli import main
sys.argv = ["vtaudit", *sys.argv[1:]]
try:
    main()
finally:
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--version"], ["rich", "yaml", "pendulum", "vtaudit.audit", "vtaudit.rulebook.load"]),
        (["check", CASE], ["rich", "pendulum", "vtaudit.report.terminal", "vtaudit.audit.terms"]),
        (["audit", CASE, "--format", "json"], ["rich", "jsonschema", "babel"]),
        (["words", "item"], ["rich", "pendulum"]),
    ],
    ids=lambda v: v[0] if isinstance(v, list) else v,
)
def test_commands_import_only_what_they_need(arguments: list[str], forbidden: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.decode().splitlines())
    assert "vtaudit.cli" in loaded
    assert not loaded & set(forbidden)
