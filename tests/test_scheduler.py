"""A batch over a dask cluster: a real scheduler and real workers, on loopback only.

What goes wrong is put into their processes by a module that Python imports at its start.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from running import contents, run

pytestmark = pytest.mark.external
ROOT = Path(__file__).resolve().parent.parent
HARM = """
import functools, os, signal, time
import vtaudit.batch.task as task
import vtaudit.version

audits, done = task.audit_one, []

@functools.wraps(audits)
def harmed(case, options):
    name = case if isinstance(case, str) else case.root
    if os.environ.get("KILLS", "no case") in name:
        os._exit(7)
    if os.environ.get("HANGS", "no case") in name:
        time.sleep(3600)
    done.append(name)
    if len(done) == int(os.environ.get("DIES_AT", "0")):
        os.kill(os.getpid(), signal.SIGKILL)
    return audits(case, options)

task.audit_one = harmed
vtaudit.version.VERSION = os.environ.get("OTHER_VERSION", vtaudit.version.VERSION)
"""
Start = Callable[..., str]


def environment(folder: Path, **more: str) -> dict[str, str]:
    (folder / "harm").mkdir(exist_ok=True)
    (folder / "harm" / "sitecustomize.py").write_text(HARM, encoding="utf-8")
    paths = os.pathsep.join((str(folder / "harm"), str(ROOT)))
    quick = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    return {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", **quick, **more}


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a scheduler, and give a way to start workers; all of them end with the test."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:

        def start(*arguments: str, **more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(file),
                       "--host", "127.0.0.1", "--no-dashboard"]  # fmt: skip
            log = stack.enter_context((tmp_path / "log").open("ab"))
            process = subprocess.Popen(
                command, env=environment(tmp_path, **more), stdout=log, stderr=log, cwd=tmp_path
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process

        start("scheduler", "--port", "0")
        wait_for(file.exists)
        yield start


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait for something that has to come: the suite's own limit of time is the only one."""
    while not happened():
        time.sleep(0.1)


def registered(tmp_path: Path) -> int:
    return (tmp_path / "log").read_text("utf-8").count("Registered to")


def address(tmp_path: Path) -> str:
    found = re.search(r'"address": "([^"]+)"', (tmp_path / "scheduler.json").read_text("utf-8"))
    assert found is not None
    return found.group(1)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    run("synth", 10, "-o", folder)
    file = folder / "zaak-00002" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("author: vt}", "author: vt, file: stuk.txt}"), encoding="utf-8")
    (file.parent / "stuk.txt").write_text("een", encoding="utf-8")
    (folder / "zaak-00005" / "case.yaml").write_text("format: 1\ncase: {}\n", encoding="utf-8")
    return folder


def command(tmp_path: Path, output: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "vtaudit", "batch", "cases", "--output", output, *more,
            "--store", str(tmp_path / f"{output}.sqlite")]  # fmt: skip


def batch(tmp_path: Path, output: str, *more: str, status: int, **env: str) -> str:
    done = subprocess.run(
        command(tmp_path, output, *more), cwd=tmp_path, check=False, encoding="utf-8",
        env=environment(tmp_path, **env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == status, done.stdout
    return done.stdout.replace(f" {output}\n", "\n")


def test_outputs_are_those_of_one_machine(
    cases: Path, tmp_path: Path, dask: Callable[..., subprocess.Popen[bytes]]
) -> None:
    del cases
    both = ("--format", "markdown", "--format", "json")
    here = batch(tmp_path, "here", "-j", "0", *both, status=3)
    dask("worker", "--nthreads", "1")
    dask("worker", "--nthreads", "2")
    for send in ("bytes", "path"):
        far = ("--scheduler", address(tmp_path), "--send", send)
        assert batch(tmp_path, send, *far, *both, status=3) == here
        assert contents(tmp_path / send) == contents(tmp_path / "here")


def test_a_worker_killed_on_the_way_loses_nothing(
    cases: Path, tmp_path: Path, dask: Callable[..., subprocess.Popen[bytes]]
) -> None:
    del cases
    here = batch(tmp_path, "here", "-j", "0", status=3)
    dask("worker", "--nthreads", "1", "--no-nanny")
    killed = dask("worker", "--nthreads", "1", "--no-nanny", DIES_AT="2")
    wait_for(lambda: registered(tmp_path) == 2)
    assert batch(tmp_path, "there", "--scheduler", address(tmp_path), status=3) == here
    assert killed.wait() == -signal.SIGKILL
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_cases_that_kill_workers_or_take_too_long_are_named_as_here(
    cases: Path, tmp_path: Path, dask: Callable[..., subprocess.Popen[bytes]]
) -> None:
    del cases
    harm = {"KILLS": "zaak-00003", "HANGS": "zaak-00007"}
    limit = ("--timeout", "15")
    here = batch(tmp_path, "here", "-j", "1", *limit, status=3, **harm)
    assert "died twice" in here
    assert "more than 15 seconds" in here
    assert "7 of 10 cases audited" in here
    free = {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    dask("worker", "--nthreads", "1", **free, **harm)
    dask("worker", "--nthreads", "1", **free, **harm)
    there = batch(tmp_path, "there", *limit, "--scheduler", address(tmp_path), status=3, **harm)
    assert there == here
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_case_that_takes_whole_workers_with_it_is_named(
    cases: Path, tmp_path: Path, dask: Callable[..., subprocess.Popen[bytes]]
) -> None:
    del cases
    harm = {"KILLS": "zaak-00003"}
    here = batch(tmp_path, "here", "-j", "1", status=3, **harm)
    dask("worker", "--nthreads", "1", **harm)
    dask("worker", "--nthreads", "1", **harm)
    assert batch(tmp_path, "there", "--scheduler", address(tmp_path), status=3, **harm) == here
    assert "died twice" in here
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.parametrize(
    ("limit", "other", "told"),
    [
        ((), {"OTHER_VERSION": "9.9.9"}, "vtaudit is 9.9.9 there and 0.1.0 here"),
        ((), {"VTAUDIT_LIMIT_DEPTH": "7"}, "depth=7) there and "),
        (("--timeout", "9"), {}, "begin workers with DASK_DISTRIBUTED__WORKER__DAEMON=False"),
    ],
    ids=["version", "limits", "processes"],
)
def test_workers_that_are_not_as_we_are_do_nothing(
    cases: Path,
    tmp_path: Path,
    dask: Callable[..., subprocess.Popen[bytes]],
    limit: tuple[str, ...],
    other: dict[str, str],
    told: str,
) -> None:
    del cases
    dask("worker", "--nthreads", "1", **other)
    said = batch(tmp_path, "out", "--scheduler", address(tmp_path), *limit, status=2)
    assert said.startswith("vtaudit: worker tcp://127.0.0.1:")
    assert told in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_when_nobody_is_left_what_is_finished_is_kept(
    cases: Path,
    tmp_path: Path,
    dask: Callable[..., subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from vtaudit.batch import cluster

    del cases
    dask("worker", "--nthreads", "1", "--no-nanny", DIES_AT="4")
    wait_for(lambda: registered(tmp_path) == 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "PATIENCE", 6.0)
    arguments = command(tmp_path, "out", "--scheduler", address(tmp_path))[3:]
    assert "nobody is left at tcp://127.0.0.1" in run(*arguments, status=3)
    finished = len(list((tmp_path / "out").glob("zaak-*.md")))
    assert 1 <= finished <= 3
    assert f"{finished} unchanged" in batch(tmp_path, "out", "-j", "0", status=3)


def test_a_run_that_is_broken_off_goes_on(
    cases: Path, tmp_path: Path, dask: Callable[..., subprocess.Popen[bytes]]
) -> None:
    del cases
    worker = dask("worker", "--nthreads", "1", "--no-nanny", HANGS="zaak-00007")
    far = command(tmp_path, "out", "--scheduler", address(tmp_path))
    with subprocess.Popen(
        far, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE
    ) as run:
        wait_for((tmp_path / "out" / "zaak-00006.md").exists)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate()
    assert run.returncode == 130, told
    assert told == b""
    worker.kill()
    again = batch(tmp_path, "out", "-j", "0", status=3)
    assert re.search("[56] unchanged", again), again


def test_without_a_scheduler_it_says_so(cases: Path, tmp_path: Path) -> None:
    del cases
    for at, why in (
        ("tcp://127.0.0.1", "missing port"),
        ("nonsense", "must include protocol"),
        ("http://127.0.0.1:1", "unknown address scheme"),
    ):
        said = batch(tmp_path, "out", "--scheduler", at, status=2)
        assert f"no scheduler answers at {at}" in said
        assert why in said.lower()
        assert len(said.splitlines()) == 1
    said = batch(tmp_path, "out", "--scheduler", "tcp://127.0.0.1:1", "-j", "2", status=2)
    assert "--jobs is for this machine" in said
