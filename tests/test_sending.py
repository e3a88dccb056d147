"""Cases that travel: as bytes, or from an address. What is said of them is what is said at home."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest
from reading import shut
from running import contents, run

from vtaudit.batch.parcel import Parcel, from_disk, unpacked
from vtaudit.batch.task import Options, audit_one

OPTIONS = Options(("markdown",), "nl", None)
SECRET = b"paper about somebody"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Cases of every kind that has other files, or is wrong."""
    folder = tmp_path / "cases"
    run("synth", 8, "--seed", 5, "-o", folder)
    texts = {p.name: (p / "case.yaml").read_text(encoding="utf-8") for p in folder.iterdir()}

    def write(name: str, text: str) -> Path:
        (folder / name / "case.yaml").write_text(text, encoding="utf-8")
        return folder / name

    def citing(name: str, file: str) -> str:
        return texts[name].replace("author: vt}", f"author: vt, file: {file}}}", 1)

    at = write("zaak-00001", citing("zaak-00001", '"stukken\\\\een.txt"'))
    (at / "stukken").mkdir()
    (at / "stukken" / "een.txt").write_bytes(SECRET)
    write("zaak-00002", citing("zaak-00002", "gone.txt"))
    head, events = texts["zaak-00003"].split("events:")
    at = write("zaak-00003", f'{head}"\\x69nclude": [more.yaml]\n')
    (at / "more.yaml").write_text(f"events:{events}", encoding="utf-8")
    write("zaak-00004", f"{texts['zaak-00004']}include: [absent.yaml, ../up.yaml]\n")
    write("zaak-00005", "format: 1\ncase: {}\n")
    write("zaak-00006", texts["zaak-00006"].replace("  as_of:", "  # as_of:"))
    return folder


def places(cases: Path) -> list[Path]:
    return [*sorted(cases.iterdir()), cases / "zaak-00003" / "case.yaml"]


def test_a_case_says_the_same_wherever_it_is_audited(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in places(cases):
        parcel = from_disk(str(place))
        assert parcel is not None, place
        assert audit_one(parcel, OPTIONS) == audit_one(str(place), OPTIONS)
    monkeypatch.chdir(cases / "zaak-00005")
    for relative in (".", "case.yaml", "../zaak-00004"):
        parcel = from_disk(relative)
        assert parcel is not None
        assert audit_one(parcel, OPTIONS) == audit_one(relative, OPTIONS)
        assert audit_one(relative, OPTIONS).error


def test_what_a_case_cites_stays_where_it_is(cases: Path) -> None:
    parcel = from_disk(str(cases / "zaak-00001"))
    assert parcel is not None
    assert [name for name, _ in parcel.files] == ["case.yaml"]
    assert SECRET not in b"".join(data for _, data in parcel.files)
    with unpacked(parcel) as file:
        assert (file.parent / "stukken" / "een.txt").read_bytes() == b""
    digest = dict(audit_one(parcel, OPTIONS).cited)["stukken\\een.txt"]
    assert digest == dict(audit_one(str(cases / "zaak-00001"), OPTIONS).cited)["stukken\\een.txt"]
    assert digest


@pytest.mark.parametrize("limit", [10_000, 13_000])
def test_a_case_that_is_too_large_says_so(
    cases: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    at = cases / "zaak-00003"
    (at / "case.yaml").write_bytes((at / "case.yaml").read_bytes() + b"#" * 9_000 + b"\n")
    monkeypatch.setenv("VTAUDIT_LIMIT_BYTES", str(limit))
    parcel = from_disk(str(at))
    assert parcel is not None
    here = audit_one(str(at), OPTIONS)
    assert audit_one(parcel, OPTIONS) == here
    assert "E104" in here.error


def test_a_case_that_hangs_on_its_disk_does_not_travel(cases: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("events: []\n", encoding="utf-8")
    (cases / "zaak-00004" / "absent.yaml").symlink_to(tmp_path / "outside.yaml")
    assert from_disk(str(cases / "zaak-00004")) is None
    (cases / "zaak-00001" / "stukken" / "een.txt").unlink()
    (cases / "zaak-00001" / "stukken" / "een.txt").symlink_to(tmp_path / "outside.yaml")
    assert from_disk(str(cases / "zaak-00001")) is None


def test_a_case_with_a_file_that_may_not_be_looked_at_does_not_travel(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut(monkeypatch, "een.txt")
    assert from_disk(str(cases / "zaak-00001")) is None


def test_a_parcel_writes_nowhere_else(tmp_path: Path) -> None:
    away = str(tmp_path / "away")
    hostile = (("case.yaml", b"x"), (away, b"x"), ("../../away", b"x"), ("a\\..\\..\\away", b"x"))
    with unpacked(Parcel("", hostile, ((away, ""), ("../away", "")))) as file:
        assert [p.name for p in file.parent.rglob("*")] == ["case.yaml"]
        assert not list(file.parent.parent.glob("away"))
    assert not Path(away).exists()
    assert not file.parent.exists()


def test_threads_do_not_disturb_each_other(cases: Path) -> None:
    parcels = [p for place in places(cases) if (p := from_disk(str(place)))]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(audit_one, parcels, [OPTIONS] * len(parcels)))
    assert found == [audit_one(p, OPTIONS) for p in parcels]


@pytest.fixture
def memory(cases: Path) -> Iterator[str]:
    fs = fsspec.filesystem("memory")
    fs.put(str(cases), "/dossiers", recursive=True)
    yield "memory://dossiers"
    fs.rm("/dossiers", recursive=True)


def test_a_batch_over_an_address_gives_what_one_over_its_copy_gives(
    cases: Path, memory: str, tmp_path: Path
) -> None:
    both = ("--format", "markdown", "--format", "json", "-j", 0, "--no-store")
    here = run("batch", cases, "-o", tmp_path / "here", *both, status=3)
    there = run("batch", memory, "-o", tmp_path / "there", *both, status=3)
    at_home, away = contents(tmp_path / "here"), contents(tmp_path / "there")
    wrong = [name.pop("index.md").splitlines() for name in (at_home, away)]
    assert at_home == away
    assert [a for a, b in zip(*wrong, strict=True) if a != b] == [
        line for line in wrong[0] if re.search(rb"zaak-0000[456]/", line)
    ]
    told = re.sub(r"\bhere\b", "there", here.replace(f"{cases}{os.sep}", ""))
    assert told == there.replace("memory:///dossiers/", "")


def test_a_second_batch_over_an_address_does_what_changed(memory: str, tmp_path: Path) -> None:
    def batch() -> str:
        return run("batch", memory, "-o", tmp_path / "out", "-j", 0, "--exclude", "zaak-0000[456]",
                   "--store", tmp_path / "store")  # fmt: skip

    fs = fsspec.filesystem("memory")
    batch()
    assert "5 of 5 cases audited, 5 unchanged" in batch()
    fs.pipe("/dossiers/zaak-00001/stukken/een.txt", b"another paper")
    assert "4 unchanged" in batch()
    text = fs.cat("/dossiers/zaak-00002/case.yaml")
    fs.pipe("/dossiers/zaak-00002/case.yaml", text + b"# remark\n")
    assert "4 unchanged" in batch()


def test_an_address_of_one_case_and_of_this_machine(
    cases: Path, memory: str, tmp_path: Path
) -> None:
    one = f"{memory}/zaak-00002/case.yaml"
    assert "1 of 1" in run("batch", one, "-o", tmp_path / "one", "--no-store")
    local = (cases / "zaak-00002").as_uri()
    assert "1 of 1" in run("batch", local, "-o", tmp_path / "local", "--no-store")
    assert contents(tmp_path / "one") == contents(tmp_path / "local")


def test_an_address_that_cannot_be_read_says_why(memory: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "no case found in memory://nowhere" in run(
        "batch", "memory://nowhere", "-o", out, status=3
    )
    assert "`nosuch://` cannot be read here" in run("batch", "nosuch://x", "-o", out, status=2)
    fsspec.filesystem("memory").rm("/dossiers/zaak-00001/case.yaml")
    told = audit_one(f"{memory}/zaak-00001", OPTIONS).error
    assert told == f"{memory}/zaak-00001: E100 this folder has no case.yaml"
    assert not out.exists()
