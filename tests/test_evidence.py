"""One changed byte, wherever a report rests on it, is seen: each kind of byte, in every format."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ran
from test_verify import SMALL

from vtaudit.report.formats import FORMATS
from vtaudit.rulebook import load
from vtaudit.rulebook.files import Contents

ENDINGS = [form.suffixes[0] for form in FORMATS.values()]
OWN = """\
rulebook: {id: eigen, version: "1", extends: "1"}
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in two files that cites two more, under a rulebook of one's own, in every format."""
    room = tmp_path_factory.mktemp("bewijs")
    for name in ("zaak/stukken", "regels", "uit"):
        (room / name).mkdir(parents=True)
    events = SMALL.index("events:")
    head = SMALL[:events].replace("format: 1\n", "format: 1\ninclude: [stappen.yaml]\n")
    (room / "zaak" / "case.yaml").write_text(head, encoding="utf-8")
    (room / "zaak" / "stappen.yaml").write_text(SMALL[events:], encoding="utf-8")
    for name in ("dossier", "brief"):
        (room / "zaak" / "stukken" / f"{name}.txt").write_text(f"{name}\n", encoding="utf-8")
    (room / "regels" / "rulebook.yaml").write_text(OWN, encoding="utf-8")
    outputs = [x for e in ENDINGS for x in ("-o", room / "uit" / f"zaak{e}")]
    said = ran("audit", room / "zaak", "--rulebook", room / "regels", "--select", "VT1", *outputs)
    assert said[0] == 0, said[1]
    return room


def reports(room: Path) -> list[Path]:
    return sorted((room / "uit").iterdir())


def verified(room: Path, report: Path) -> int:
    return ran("verify", report, room / "zaak", "--rulebook", room / "regels")[0]


def flipped(data: bytes, places: int) -> Iterator[tuple[int, bytes]]:
    """Yield *data* with one byte changed, at its first and last and some between."""
    steps = {round(n * (len(data) - 1) / (places - 1)) for n in range(places)}
    for at in sorted(steps):
        yield at, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_all_follow_as_they_are(reported: Path) -> None:
    assert len(reports(reported)) >= len(ENDINGS)
    assert {verified(reported, report) for report in reports(reported)} == {0}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_byte_of_the_report(ending: str, reported: Path, tmp_path: Path) -> None:
    report = next(r for r in reports(reported) if r.suffix == ending)
    whole, copy = report.read_bytes(), tmp_path / report.name
    changed = [*flipped(whole, 9), (-1, whole[:-1]), (len(whole), whole + b"\n"), (0, b" " + whole)]
    for at, data in changed:
        copy.write_bytes(data)
        assert verified(reported, copy) in (1, 3), (at, whole[max(at - 20, 0) : at + 20])


CHANGED = {
    "a value of the case": ("zaak/case.yaml", b"2021-06-30", b"2021-06-29"),
    "a comment in the case": ("zaak/case.yaml", b"een opmerking", b"Een opmerking"),
    "the end of the case": ("zaak/case.yaml", b"brief.txt}\n", b"brief.txt} \n"),
    "an included file": ("zaak/stappen.yaml", b"komt", b"kwam"),
    "a space in an included file": ("zaak/stappen.yaml", b"}\n", b"} \n"),
    "a cited file": ("zaak/stukken/brief.txt", b"brief", b"Brief"),
    "the end of a cited file": ("zaak/stukken/dossier.txt", b"\n", b""),
    "a comment in the rulebook": ("regels/rulebook.yaml", b"}\n", b"} # ja\n"),
    "a version of the rulebook": ("regels/rulebook.yaml", b'version: "1"', b'version: "2"'),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_byte_that_it_rests_on(what: str, reported: Path, tmp_path: Path) -> None:
    room = tmp_path / "kopie"
    shutil.copytree(reported, room)
    name, old, new = CHANGED[what]
    data = (room / name).read_bytes()
    assert old in data
    (room / name).write_bytes(data.replace(old, new, 1))
    for report in reports(room):
        assert verified(room, report) == 1, report.name


def test_a_file_that_is_gone_or_swapped_with_another(reported: Path, tmp_path: Path) -> None:
    room = tmp_path / "kopie"
    shutil.copytree(reported, room)
    one, other = (room / "zaak" / "stukken" / f"{name}.txt" for name in ("brief", "dossier"))
    was = one.read_bytes(), other.read_bytes()
    one.write_bytes(was[1])
    other.write_bytes(was[0])
    assert verified(room, room / "uit" / "zaak.json") == 1
    one.unlink()
    other.write_bytes(was[1])
    assert verified(room, room / "uit" / "zaak.json") == 1


def test_a_line_that_moves_from_one_file_to_the_next(reported: Path, tmp_path: Path) -> None:
    """Both files change and together they read the same: that is another case all the same."""
    room = tmp_path / "kopie"
    shutil.copytree(reported, room)
    for name, text in (("case.yaml", b"\n"), ("stappen.yaml", b"")):
        file = room / "zaak" / name
        file.write_bytes(file.read_bytes() + text)
    report = room / "anders.json"
    asked = ("audit", room / "zaak", "--rulebook", room / "regels", "-o", report)
    assert ran(*asked)[0] == 0
    case, steps = room / "zaak" / "case.yaml", room / "zaak" / "stappen.yaml"
    case.write_bytes(case.read_bytes()[:-1])
    steps.write_bytes(b"\n" + steps.read_bytes())
    assert verified(room, report) == 1


def test_each_file_of_a_rulebook_counts() -> None:
    files = load.sources(load.DATA)
    whole = load.sha256(files)
    for file, data in files.items():
        assert load.sha256({**files, file: data + b"#\n"}) != whole, file
        assert load.sha256({k: v for k, v in files.items() if k != file}) != whole, file
    moved = {f"x{k}" if n == 0 else k: v for n, (k, v) in enumerate(files.items())}
    assert load.sha256(moved) != whole


def test_a_byte_of_the_quick_form_of_the_rulebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is then not used: the files are, whose hash the report names."""
    quick, contents, reads = load.COMPILED.read_bytes(), load.read(load.sources(load.DATA)), []

    def read(*_: object) -> Contents:
        reads.append(1)
        return contents

    monkeypatch.setattr(load, "COMPILED", tmp_path / "compiled.json")
    monkeypatch.setattr(load, "read", read)
    changed = [data for _, data in flipped(quick, 25)] + [quick[:-1], quick + b"\n", b""]
    for number, data in enumerate(changed, 1):
        load.COMPILED.write_bytes(data)
        load.chosen(None)
        assert len(reads) == number
    load.COMPILED.write_bytes(quick)
    load.chosen(None)
    assert len(reads) == len(changed)
