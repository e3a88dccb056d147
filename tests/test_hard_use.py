"""The product in rough hands: odd files, odd places, odd terminals, and cases with odd mistakes."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vtaudit.api import audit, load_case
from vtaudit.errors import Problem, VtauditError, describe

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "cases").glob("*/case.yaml"))
CASE = ROOT / "cases" / "mieke-en-jette"
posix = pytest.mark.skipif(os.name != "posix", reason="needs pipes and modes of POSIX")


def vtaudit(
    *arguments: str | Path, then: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run vtaudit; *then* is what follows it on the line of a shell."""
    command = [sys.executable, "-m", "vtaudit", *map(str, arguments)]
    if then:
        command = ["sh", "-c", f'"$@" {then}', "sh", *command]
    return subprocess.run(
        command, capture_output=True, check=False, cwd=ROOT, text=True, encoding="utf-8",
        errors="replace", timeout=60, stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert "bug of ours" not in done.stderr
    for word in words:
        assert word in done.stderr


# -- where to write ---------------------------------------------------------------------------


def test_outputs_that_cannot_be_written(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    name = f"{'x' * 300}.md"
    refused(vtaudit("audit", CASE, "-o", tmp_path / "no" / "x.md"), 2, "no such file or folder")
    refused(vtaudit("audit", CASE, "-o", tmp_path / name), 2, "its name is too long")
    refused(vtaudit("audit", CASE, "-o", tmp_path, "-f", "json"), 2, "is a folder")
    refused(vtaudit("batch", CASE, "-o", there, "--no-store"), 2, "cannot be made")
    refused(vtaudit("new", "zaak", "-o", there), 2, "cannot be made")
    refused(vtaudit("synth", "1", "-o", there), 2, "cannot be made")
    assert [p.name for p in tmp_path.iterdir()] == ["there"]
    assert there.read_text(encoding="utf-8") == "mine"


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert vtaudit("audit", CASE, "-o", tmp_path / "X.MD").returncode == 0


@posix
def test_no_device_and_no_link_is_replaced(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link.md"
    os.mkfifo(pipe)
    link.symlink_to("nowhere")
    refused(vtaudit("audit", CASE, "-o", pipe, "-f", "json", "--force"), 2, "no ordinary file")
    refused(vtaudit("audit", CASE, "-o", link), 2, "--force")
    assert pipe.is_fifo()
    assert link.is_symlink()


# -- what to read -----------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("command", ["audit", "check", "batch", "deadlines"])
def test_a_pipe_is_no_case_and_holds_nobody_up(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    more: tuple[str | Path, ...] = ("-o", tmp_path / "out", "--no-store")
    more = more if command == "batch" else ()
    refused(vtaudit(command, tmp_path, *more), 3, "this is no ordinary file")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_a_closed_folder_is_named(tmp_path: Path) -> None:
    shutil.copytree(CASE, tmp_path / "open")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        done = vtaudit("batch", tmp_path, "-o", tmp_path / "out", "--no-store")
        refused(done, 3, "you have no permission", "1 of 2 cases audited")
        refused(vtaudit("audit", closed), 3, "you have no permission")
    finally:
        closed.chmod(0o700)


def test_a_case_at_an_odd_place(tmp_path: Path) -> None:
    place = tmp_path / "pad met spatie é" / "ça se"
    shutil.copytree(CASE, place)
    done = vtaudit("batch", place.parent, "-o", place.parent / "uit", "--no-store")
    assert done.returncode == 0, done.stderr
    assert (place.parent / "uit" / "mieke-en-jette.md").exists()


@posix
def test_links_are_followed_but_not_out_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(CASE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "case.yaml").symlink_to(CASE / "case.yaml")
    (tmp_path / "loop").symlink_to("loop")
    assert vtaudit("check", tmp_path / "link").returncode == 0
    refused(vtaudit("check", tmp_path / "out"), 3, "leads out of this folder")
    refused(vtaudit("check", tmp_path / "loop"), 3, "go round in a circle")


def test_files_that_are_too_much(tmp_path: Path) -> None:
    step = "  - {id: a, activity: zitting, date: 2020-01-01, text: x}\n"
    big, wide = tmp_path / "big.yaml", tmp_path / "wide.yaml"
    big.write_text("format: 1\nevents:\n" + step * 180_000, encoding="utf-8")
    wide.write_text("format: 1\nevents:\n" + step * 40_000, encoding="utf-8")
    done = vtaudit("check", big, wide)
    refused(done, 3, "larger than 8,388,608 bytes", "more than 300,000 keys and values")


# -- where it is shown ------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_a_reader_who_leaves_early_is_no_mistake(form: str) -> None:
    done = vtaudit("audit", CASE, "-f", form, then="| head -1")
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@posix
@pytest.mark.parametrize("arguments", [["audit", CASE], ["audit", CASE, "-f", "json"], ["--help"]])
def test_a_full_disk_is_no_bug(arguments: list[str | Path]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    refused(vtaudit(*arguments, then="> /dev/full"), 2, "the disk is full")


@posix
def test_closed_streams(tmp_path: Path) -> None:
    assert vtaudit("audit", CASE, then=">&-").returncode == 0
    assert vtaudit("audit", tmp_path, then="2>&-").returncode == 3
    refused(vtaudit("term", "-", then="<&-"), 3, "no terms on standard input")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"},
     {"TERM": "dumb"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=str,
)  # fmt: skip
def test_any_terminal_will_do(environment: dict[str, str]) -> None:
    done = vtaudit("audit", CASE, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Mieke en Jette" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    from rich.cells import cell_len

    done = vtaudit("audit", CASE, "--width", str(width))
    assert max(map(cell_len, done.stdout.splitlines())) <= width


@posix
def test_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vtaudit", "term", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdin is not None
        run.stdin.write(b"\n" * (1 << 17))  # more than a pipe holds: done only when it reads
        time.sleep(0.5)  # and by then it has read all and waits for more
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=20) == 130
        assert run.stderr is not None
        assert run.stderr.read() == b""


def test_warnings_are_errors_and_there_are_none() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "vtaudit", "audit", CASE],
        capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_end_of_the_calendar() -> None:
    done = vtaudit("term", "5 werkdagen", "--from", "9999-12-31", "--regime", "atw")
    refused(done, 2, "outside the years 1 to 9999")


# -- broken cases -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_case_is_audited_or_refused(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same mutations every time
    text = CASES[seed % len(CASES)].read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(_mutated(text, rng), encoding="utf-8")
    for problem in _problems(tmp_path):
        assert describe(problem).startswith(f"{tmp_path}")
        assert problem.message


def _problems(case: Path) -> tuple[Problem, ...]:
    """What is wrong with *case*; anything but a refusal in our own words is raised."""
    try:
        audit(load_case(case))
    except VtauditError as error:
        return error.problems
    return ()


_DATES = ("0001-01-01", "9999-12-31", "een week na x", "winter 9999", "XXXX", "../0001-01-01",
          "9999-12-31/..", "~", "[]", "voor 0001-01-01", "2020-13-45", "gisteren")  # fmt: skip
_WHO = ("[]", "vt", "nope", "[a, b", "{}", "null", "audited")
_SIGNS = ":[]{}\"'#&*!|>%@`,\t\x1b-~?é\u2028"


def _mutated(text: str, rng: random.Random) -> str:
    """Return *text* with some of its lines dropped, doubled, moved, indented or garbled."""
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        line, other = lines[at], rng.randrange(len(lines))
        cut = rng.randrange(len(line) + 1)
        match rng.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[at] = f"  {line}"
            case 3:
                lines[at] = line[2:]
            case 4:
                lines[at] = line[:cut] + rng.choice(_SIGNS) + line[cut:]
            case 5:
                lines[at] = line[:cut] + line[cut + 1 :]
            case 6:
                lines[at], lines[other] = lines[other], line
            case 7:
                lines = [re.sub(r"date: [^,}]*", f"date: {rng.choice(_DATES)}", row)
                         if n == at or rng.random() < 0.02 else row
                         for n, row in enumerate(lines)]  # fmt: skip
            case _:
                lines[at] = re.sub(r"(by|to|about|after): [^,}]*", rf"\1: {rng.choice(_WHO)}", line)
    return "\n".join(lines)
