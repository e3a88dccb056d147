"""Many cases: in order, in processes, remembered, and never at the cost of somebody's file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from reading import shut
from running import contents, run

from vtaudit.batch import pool, task
from vtaudit.batch.pool import Workers, outcomes
from vtaudit.batch.task import Options

OPTIONS = Options(("markdown",), "nl", None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    run("synth", 12, "--seed", 3, "-o", folder)
    return folder


@pytest.fixture
def cases(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    for case in sorted(made.iterdir()):
        (folder / case.name).mkdir(parents=True)
        (folder / case.name / "case.yaml").write_bytes((case / "case.yaml").read_bytes())
    return folder


def batch(cases: Path, output: Path, *more: object, status: int = 0) -> str:
    store = output.parent / f"{output.name}.sqlite"
    return run("batch", cases, "-o", output, "--store", store, *more, status=status)


def test_made_up_dossiers_are_valid_and_repeat(made: Path, tmp_path: Path) -> None:
    run("check", *sorted(made.iterdir()))
    run("synth", 5, "--seed", 3, "-o", tmp_path / "again")
    for case in sorted((tmp_path / "again").iterdir()):
        assert (case / "case.yaml").read_bytes() == (made / case.name / "case.yaml").read_bytes()
    assert "did you mean `rommelig`" in run(
        "synth", 1, "-o", tmp_path, "--preset", "romelig", status=2
    )


def test_outputs_do_not_depend_on_the_workers(cases: Path, tmp_path: Path) -> None:
    both = ("--format", "markdown", "--format", "json")
    few = sorted(cases.iterdir())[:5]
    run("batch", *few, "-o", tmp_path / "here", "--store", tmp_path / "0", "-j", 0, *both)
    assert len([n for n in contents(tmp_path / "here") if n.startswith("zaak")]) == 10
    for number, jobs in enumerate((("-j", 1), ("-j", 2), ("-j", 2, "--start-method", "fork")), 1):
        there, store = tmp_path / f"there-{number}", tmp_path / str(number)
        run("batch", *few, "-o", there, "--store", store, *jobs, *both)
        assert contents(tmp_path / "here") == contents(there), jobs


def test_a_second_run_touches_only_what_changed(cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(cases, out, "-j", 0)
    assert "12 unchanged" in batch(cases, out, "-j", 0)
    changed = cases / "zaak-00004" / "case.yaml"
    changed.write_bytes(changed.read_bytes() + b"# remark\n")
    (out / "zaak-00007.md").unlink()
    before = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    assert "10 unchanged" in batch(cases, out, "-j", 0)
    after = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    assert {n for n in after if after[n] != before.get(n) and n.startswith("zaak")} == {
        "zaak-00004.md", "zaak-00007.md",
    }  # fmt: skip
    assert "unchanged" not in batch(cases, out, "-j", 0, "--lang", "en")


def test_a_cited_file_that_changes_makes_the_case_new(cases: Path, tmp_path: Path) -> None:
    file = cases / "zaak-00001" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("author: vt}", "author: vt, file: stuk.txt}"), encoding="utf-8")
    (file.parent / "stuk.txt").write_text("een", encoding="utf-8")
    batch(cases, tmp_path / "out", "-j", 0)
    (file.parent / "stuk.txt").write_text("twee", encoding="utf-8")
    assert "11 unchanged" in batch(cases, tmp_path / "out", "-j", 0)


def test_a_cited_file_that_may_no_longer_be_looked_at_makes_the_case_new(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = cases / "zaak-00001" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("author: vt}", "author: vt, file: stuk.txt}"), encoding="utf-8")
    batch(cases, tmp_path / "out", "-j", 0)
    assert "12 unchanged" in batch(cases, tmp_path / "out", "-j", 0)
    shut(monkeypatch, "stuk.txt")
    assert "11 unchanged" in batch(cases, tmp_path / "out", "-j", 0)
    assert "12 unchanged" in batch(cases, tmp_path / "out", "-j", 0)


def test_somebody_elses_file_is_left_alone(cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "zaak-00002.md").write_text("mine", encoding="utf-8")
    told = batch(cases, out, "-j", 0, status=2)
    assert "zaak-00002.md is there already" in told
    assert (out / "zaak-00002.md").read_text(encoding="utf-8") == "mine"
    assert (out / "zaak-00003.md").is_file()
    batch(cases, out, "-j", 0, "--force")
    assert (out / "zaak-00002.md").read_text(encoding="utf-8") != "mine"


def test_a_broken_case_takes_nothing_with_it(cases: Path, tmp_path: Path) -> None:
    (cases / "zaak-00005" / "case.yaml").write_text("format: 1\ncase: {}\n", encoding="utf-8")
    told = batch(cases, tmp_path / "out", "-j", 0, status=3)
    assert "11 of 12 cases audited" in told
    assert "E112" in told
    assert "zaak-00005" in (tmp_path / "out" / "index.md").read_text(encoding="utf-8")
    assert batch(cases, tmp_path / "out", "-j", 0, status=3).count("E112") == told.count("E112")


def test_two_cases_with_one_id_are_told_and_the_first_stands(cases: Path, tmp_path: Path) -> None:
    twin = (cases / "zaak-00001" / "case.yaml").read_bytes()
    (cases / "zaak-00009" / "case.yaml").write_bytes(twin)
    for jobs in (0, 2):
        told = batch(cases, tmp_path / f"out{jobs}", "-j", jobs, status=3)
        assert "has the same id `zaak-00001`" in told
    assert contents(tmp_path / "out0") == contents(tmp_path / "out2")


def test_a_damaged_store_is_made_anew(cases: Path, tmp_path: Path) -> None:
    batch(cases, tmp_path / "out", "-j", 0)
    (tmp_path / "out.sqlite").write_bytes(b"not a database at all, however long it is" * 99)
    batch(cases, tmp_path / "out", "-j", 0, "--force")
    assert "12 unchanged" in batch(cases, tmp_path / "out", "-j", 0)


def test_links_that_lead_round_and_patterns(cases: Path, tmp_path: Path) -> None:
    (cases / "round").symlink_to(cases)
    assert "12 of 12" in batch(cases, tmp_path / "out", "-j", 0)
    assert "1 of 1" in batch(cases, tmp_path / "one", "--include", "*-00003")
    assert "11 of 11" in batch(cases, tmp_path / "rest", "-j", 0, "--exclude", "*-00003")


def dies(path: str, options: Options) -> task.Outcome:
    """Do as a worker does, but die over two of the cases: over one each time."""
    once = Path(path).parent / "died"
    if path.endswith("2") and not once.exists():
        once.touch()
        os._exit(7)
    if path.endswith("4"):
        os._exit(7)
    return task.audit_one(path, options)


def sleeps(path: str, options: Options) -> task.Outcome:
    if path.endswith("3"):
        time.sleep(60)
    return task.audit_one(path, options)


def test_a_worker_that_dies_takes_only_its_case(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "audit_one", dies)
    paths = [str(p) for p in sorted(cases.iterdir())[:6]]
    found = dict(outcomes(paths, OPTIONS, Workers(2, start="fork")))
    assert list(found) == paths
    assert [p[-1] for p, o in found.items() if o.row is None] == ["4"]
    assert "died twice" in found[paths[3]].error


def test_a_case_that_takes_too_long_is_cut_off(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "audit_one", sleeps)
    paths = [str(p) for p in sorted(cases.iterdir())[:4]]
    found = dict(outcomes(paths, OPTIONS, Workers(2, timeout=4, start="fork")))
    assert [p[-1] for p, o in found.items() if o.row is None] == ["3"]
    assert "4 seconds" in found[paths[2]].error


def test_a_run_that_is_killed_goes_on_where_it_stopped(cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "vtaudit", "batch", str(cases), "-o", str(out), "-j", "0",
               "--store", str(tmp_path / "out.sqlite")]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while not list(out.glob("*.md")) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert not (out / "index.md").exists()
    batch(cases, out, "-j", 0)
    batch(cases, tmp_path / "whole", "-j", 0)
    whole = contents(tmp_path / "whole")
    assert {n: c for n, c in contents(out).items() if not n.startswith(".")} == whole


def test_deadlines_are_worked_out_again_only_for_what_changed(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked: list[list[str]] = []

    def counted(
        paths: Iterable[str], options: Options, workers: Workers
    ) -> Iterator[tuple[str, task.Outcome]]:
        asked.append(list(paths))
        return outcomes(asked[-1], options, workers)

    monkeypatch.setattr(pool, "outcomes", counted)
    ask = ("deadlines", cases, "--as-of", "2023-03-01", "--format", "json", "-j", 0)
    first = run(*ask)
    changed = cases / "zaak-00004" / "case.yaml"
    changed.write_bytes(changed.read_bytes() + b"# remark\n")
    assert run(*ask) == first == run(*ask, "--no-store")
    assert [len(paths) for paths in asked] == [12, 1, 12]
    assert json.loads(first)["deadlines"]
    (folder,) = {p.parent for p in (tmp_path / "cache").rglob("*.sqlite")}
    assert run(*ask[:3], "2023-03-02", *ask[4:]) != first
    assert [p.parent for p in (tmp_path / "cache").rglob("*.sqlite")] == [folder]
