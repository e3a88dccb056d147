"""What writes and checks the generated files; whether they are current is for `make lint`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tools.generated import ROOT, Pair, main, produced


def one(path: Path, data: bytes) -> list[Pair]:
    return [(path, lambda: data)]


def test_a_check_names_what_is_stale_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, absent = tmp_path / "old", tmp_path / "folder" / "absent"
    old.write_bytes(b"a\r\n")
    assert main(["--check"], one(old, b"a\n") + one(absent, b"")) == 1
    assert capsys.readouterr().out == f"stale: {old}\nstale: {absent}\n"
    assert old.read_bytes() == b"a\r\n"
    assert not absent.parent.exists()


def test_what_is_written_is_current_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "folder" / "new"
    assert main([], one(path, b"\x00\xff")) == 0
    assert capsys.readouterr().out == f"written: {path}\n"
    before = path.stat()
    assert main([], one(path, b"\x00\xff")) == main(["--check"], one(path, b"\x00\xff")) == 0
    assert capsys.readouterr().out == ""
    assert path.stat().st_ino == before.st_ino
    assert [p.name for p in path.parent.iterdir()] == ["new"]


@pytest.mark.skipif(os.name == "nt", reason="this system has no such permissions")
def test_a_written_file_is_readable_by_everybody(tmp_path: Path) -> None:
    main([], one(tmp_path / "new", b"a"))
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o644


def test_a_later_file_is_made_from_an_earlier_one(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert main([], [(first, lambda: b"a"), (second, first.read_bytes)]) == 0
    assert second.read_bytes() == b"a"


def test_a_failing_producer_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        main([], [(path, lambda: bytes(1 // 0))])
    assert path.read_bytes() == b"old"


def test_an_unknown_argument_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new"
    assert main(["--chekc"], one(path, b"a")) == 2
    assert not path.exists()


def test_every_generated_file_belongs_to_the_repository() -> None:
    paths = [path for path, _ in produced()]
    assert all(path.is_relative_to(ROOT) for path in paths)
    assert len(paths) == len(set(paths))
