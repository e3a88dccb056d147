"""What meets somebody who does not know the program yet: help, completion, a check of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vtaudit.api import rulebook
from vtaudit.cli.commands import NAMES

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vtaudit", *arguments], capture_output=True, text=True, check=False,
        cwd=ROOT, encoding="utf-8", env={**os.environ, "COLUMNS": "80", **environment},
    )  # fmt: skip


def names() -> list[str]:
    return list(NAMES)


def test_every_command_stands_once_in_a_section_of_the_help() -> None:
    told = run("--help").stdout
    after = told[told.index("Write a case down:") :]
    first = [
        line.split()[0] for line in after.splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert sorted(first) == sorted(names())
    assert "..." not in after


@pytest.mark.parametrize("name", names())
def test_every_command_shows_an_example(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert f"vtaudit {name}" in done.stdout.split("Example", 1)[1]


def test_a_slip_in_a_command_or_option_is_mended() -> None:
    assert "did you mean `audit`?" in run("adit").stderr
    assert "did you mean `--only`?" in run("audit", "--onlly", "terms").stderr


def test_help_that_nobody_reads_to_the_end_is_no_error() -> None:
    command = f"{sys.executable} -m vtaudit --help | head -c 0; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], check=False, cwd=ROOT, capture_output=True)
    assert done.returncode in {0, 141}


INSTALLED = 'import sys; sys.argv = ["vtaudit"]; from vtaudit.cli import main; main()'


def completed(*words: str) -> list[str]:
    asked = {
        "_VTAUDIT_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("vtaudit", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run([sys.executable, "-c", INSTALLED], capture_output=True, text=True,
                          check=False, cwd=ROOT, env={**os.environ, **asked})  # fmt: skip
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("rule", "VT31"), {r.code for r in rulebook().rules if r.code.startswith("VT31")}),
        (("norm", "ivrk/1"), {n for n in rulebook().norms if n.startswith("ivrk/1")}),
        (("protocol", "h"), {"handelingsprotocol-2019"}),
        (("words", "act"), {"activity", "activity-or-class"}),
        (("add", "x", "--activity", "gesprek-k"), {"gesprek-kind"}),
        (("audit", "x", "--select", "stil"), {"stilte"}),
        (("explain", "x", "VT10"), {r.code for r in rulebook().rules if r.code[:4] == "VT10"}),
        (("new", "x", "--body", "veilig"), {"veilig-thuis"}),
        (("import", "x.txt", "--protocol", "hand"), {"handelingsprotocol-2019"}),
    ],
    ids=lambda v: v[-1] if isinstance(v, tuple) else "",
)
def test_the_shell_completes(words: tuple[str, ...], expected: set[str]) -> None:
    assert set(completed(*words)) == expected


def test_selfcheck_runs_every_example_and_names_the_rulebook() -> None:
    done = run("selfcheck")
    assert done.returncode == 0
    number = sum(len(r.examples) for r in rulebook().rules)
    assert f"{len(rulebook().rules)} rules, {number} examples: all as they say" in done.stderr
    assert rulebook().sha256 in done.stderr
