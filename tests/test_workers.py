"""Processes that audit cases: whatever becomes of one, each case has one outcome, in its place."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator
from multiprocessing import active_children
from pathlib import Path

import pytest

from vtaudit.batch import pool
from vtaudit.batch.pool import Workers, outcomes
from vtaudit.batch.task import Options, Outcome, failed
from vtaudit.batch.worker import Died, Start, Worker
from vtaudit.message import worded

OPTIONS = Options(("markdown",), "nl", None)
STARTS: tuple[Start, ...] = ("spawn", "fork")


def ending(name: str, _options: Options) -> Outcome:
    """End the process, or answer at once, as *name* says."""
    if name.startswith("dies"):
        os._exit(7)
    if name.startswith("once") and not Path(name[4:]).exists():
        Path(name[4:]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("slow"):
        time.sleep(3600)
    return failed(worded("{name}", name=name), OPTIONS)


def told(names: list[str], workers: Workers) -> list[tuple[str, str]]:
    return [
        (name, outcome.error.removeprefix("vtaudit: "))
        for name, outcome in outcomes(names, OPTIONS, workers)
    ]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_each_case_has_one_outcome_in_its_place(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers that die the moment they begin, one after the other and as the last ones too."""
    monkeypatch.setattr(pool, "audit_one", ending)
    names = [f"{'dies' if n % 3 == 1 else 'fine'}{n}" for n in range(20)]
    names[6:6] = [f"once{tmp_path / 'a'}", f"once{tmp_path / 'b'}"]
    names += ["dies", "dies"]
    dead = "its worker died twice (exit status 7)"
    wanted = [(n, dead if n.startswith("dies") else n) for n in names]
    assert told(names, Workers(jobs, start="fork")) == wanted


def test_only_what_was_begun_counts_as_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "audit_one", ending)
    names = ["slow1", "fine1", "fine2", "slow2", "dies", "fine3"]
    found = dict(told(names, Workers(2, timeout=0.5, start="fork")))
    assert list(found) == names
    assert found["slow1"] == found["slow2"] == "it took more than 0.5 seconds"
    assert [found[n] for n in names if n.startswith("fine")] == ["fine1", "fine2", "fine3"]


def test_no_cases_and_a_run_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "audit_one", ending)
    assert told([], Workers(2, start="fork")) == []
    run = outcomes(["fine", "slow", "slow"], OPTIONS, Workers(2, start="fork"))
    assert isinstance(run, Generator)
    assert next(run)[0] == "fine"
    run.close()
    assert active_children() == []


@pytest.mark.parametrize("start", STARTS)
def test_a_worker_answers_and_says_how_it_died(start: Start) -> None:
    worker = Worker(start)
    try:
        assert worker.call(divmod, 7, 2, seconds=None) == (3, 1)
        with pytest.raises(ZeroDivisionError) as raised:
            worker.call(divmod, 7, 0, seconds=60)
        assert "Traceback" in raised.value.__notes__[0]
        with pytest.raises(Died) as died:
            worker.call(os._exit, 5, seconds=60)
        assert died.value.status == 5
        with pytest.raises(Died):
            worker.call(divmod, 7, 2, seconds=60)
    finally:
        worker.end()
    worker = Worker(start)
    try:
        with pytest.raises(TimeoutError):
            worker.call(time.sleep, 3600, seconds=0.1)
    finally:
        worker.end()
