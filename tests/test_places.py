"""What a user has is safe: files in place keep who may read them, and nobody else's is replaced."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from running import ran
from test_verify import SMALL

from vtaudit.batch.store import Store
from vtaudit.errors import UsageError
from vtaudit.report import atomic, files

posix = pytest.mark.skipif(os.name != "posix", reason="needs modes and links of POSIX")


@pytest.fixture
def zaak(tmp_path: Path) -> Path:
    folder = tmp_path / "zaken" / "klein"
    folder.mkdir(parents=True)
    text = SMALL.replace("bodies:\n  -", "bodies:\n      -")
    text = text.replace(", file: stukken/dossier.txt", "").replace(", file: stukken/brief.txt", "")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return folder


@posix
def test_a_case_that_is_changed_keeps_who_may_read_it(zaak: Path) -> None:
    file = zaak / "case.yaml"
    file.chmod(0o664)
    assert ran("fmt", zaak)[0] == 0
    assert "\n  - {id: vt" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@posix
def test_a_case_that_is_a_link_is_changed_where_it_is(zaak: Path) -> None:
    real = zaak / "versie-3.yaml"
    (zaak / "case.yaml").rename(real)
    (zaak / "case.yaml").symlink_to(real.name)
    assert ran("fmt", zaak)[0] == 0
    assert (zaak / "case.yaml").is_symlink()
    assert "\n  - {id: vt" in real.read_text(encoding="utf-8")


@posix
def test_a_case_that_may_not_be_written_is_left_alone(
    zaak: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)  # root may do all
    before = (zaak / "case.yaml").read_bytes()
    status, told = ran("fmt", zaak)
    assert status == 2
    assert "you have no permission; that file is as it was" in told
    assert (zaak / "case.yaml").read_bytes() == before


def test_of_several_files_none_is_new_when_one_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    wanted = {tmp_path / "a": b"new", tmp_path / "no" / "b": b"new"}
    with pytest.raises(UsageError, match="all 2 files are as they were: make the folder first"):
        files.write_all(wanted, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_what_is_interrupted_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        atomic.put({tmp_path / "a": b"new"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["text", "database"])
def test_no_file_of_a_user_becomes_a_store(kind: str, zaak: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "van-mij"
    if kind == "text":
        theirs.write_bytes(b"mine" * 2000)
    else:
        with sqlite3.connect(theirs) as db:
            db.execute("CREATE TABLE mine (a)")
        db.close()
    before = theirs.read_bytes()
    asked = ("batch", zaak, "-o", tmp_path / "uit", "-j", "0", "--store", theirs)
    status, told = ran(*asked)
    assert (status, "is no store of a batch; --force replaces it" in told) == (2, True)
    assert theirs.read_bytes() == before
    assert not theirs.with_name("van-mij-wal").exists()
    assert ran(*asked, "--force")[0] == 0
    assert "1 unchanged" in ran(*asked)[1]


@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("at", [0, 100, 5000, 30_000])
def test_a_store_that_is_damaged_anywhere_is_made_anew(
    ending: str, at: int, zaak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kas"))
    asked = ("batch", zaak, "-o", tmp_path / "uit", "-j", "0")
    assert ran(*asked)[0] == 0
    (store,) = (tmp_path / "kas").rglob("*.sqlite")
    if ending:  # as a run that was killed leaves it
        with sqlite3.connect(store) as db:
            db.execute("PRAGMA wal_autocheckpoint = 0")
            db.execute("UPDATE cases SET run = run + 1")
            db.commit()
            copy = [(p, p.read_bytes()) for p in store.parent.iterdir()]
        db.close()
        for path, data in copy:
            path.write_bytes(data)
    file = store.with_name(store.name + ending)
    was = file.read_bytes()
    at = min(at, len(was) - 600)
    broken = bytes(b ^ 0xA5 for b in was[at : at + 600])
    file.write_bytes(was[:at] + broken + was[at + 600 :])
    status, told = ran(*asked)
    assert status == 0, told
    assert "1 of 1 cases audited" in told
    assert "1 unchanged" in ran(*asked)[1]


def test_a_run_that_was_killed_takes_no_file_for_somebody_elses(zaak: Path, tmp_path: Path) -> None:
    asked = ("batch", zaak, "-o", tmp_path / "uit", "-j", "0", "--store", tmp_path / "s.sqlite")
    assert ran(*asked)[0] == 0
    text = (zaak / "case.yaml").read_text(encoding="utf-8")
    (zaak / "case.yaml").write_text(text.replace("2021-03-01", "2021-03-02"), encoding="utf-8")
    code = (
        "import os, sys\nfrom vtaudit.batch.store import Store\n"
        "Store.wrote = lambda *a: os._exit(9)\n"  # the file is there, and not yet remembered
        "from vtaudit.cli import main\nsys.argv = ['vtaudit', *sys.argv[1:]]\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, asked)], check=False)
    assert done.returncode == 9
    (zaak / "case.yaml").write_text(text.replace("2021-03-01", "2021-03-03"), encoding="utf-8")
    status, told = ran(*asked)
    assert status == 0, told
    assert "is there already" not in told


def test_a_store_that_cannot_be_used_is_no_bug(zaak: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as busy:
        busy.db.execute("BEGIN EXCLUSIVE")
        status, told = ran("batch", zaak, "-o", tmp_path / "uit", "-j", "0",
                           "--store", tmp_path / "s.sqlite")  # fmt: skip
    assert status == 2
    assert "database is locked; mend that and run again, or go on with --no-store" in told


def test_who_has_no_home_is_told_what_to_do(
    zaak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", str)  # of a user whom the system does not know
    status, told = ran("batch", zaak, "-o", "uit", "-j", "0")
    assert (status, "no home folder" in told) == (2, True)
    assert not Path("~").exists()
    assert ran("batch", zaak, "-o", "uit", "-j", "0", "--no-store")[0] == 0
    shutil.rmtree("uit")
    assert ran("audit", zaak, "-o", "zaak.md")[0] == 0
