"""Whether a report still follows from the files: every changed byte is seen, and explained."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from reading import shut
from running import ran

from vtaudit import version
from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.selection import ALL
from vtaudit.cli import work
from vtaudit.report.formats import FORMATS, Asked, as_bytes, told
from vtaudit.report.seal import basis, cited, found, opened, sealed

ROOT = Path(__file__).resolve().parent.parent
SMALL = """\
# een opmerking
format: 1
case:
  id: klein
  title: Een kleine zaak
  protocol: handelingsprotocol-2019
  audited: vt
  as_of: 2021-06-30
  covered: [{from: 2021-01-01, to: 2021-06-30}]
people:
  - {id: moeder, name: Aafje, role: ouder}
bodies:
  - {id: vt, kind: veilig-thuis}
documents:
  - {id: dossier, kind: dossier, file: stukken/dossier.txt}
  - {id: brief, kind: brief, file: stukken/brief.txt}
events:
  - {id: melding, activity: melding, date: 2021-01-11, by: moeder, to: vt, text: Er komt een melding.}
  - {id: keuze, activity: veiligheidsbeoordeling, about: melding, date: 2021-03-01, by: vt, text: Veilig Thuis besluit.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = tmp_path / "zaak"
    (case / "stukken").mkdir(parents=True)
    (case / "case.yaml").write_text(SMALL, encoding="utf-8")
    for name in ("dossier", "brief"):
        (case / "stukken" / f"{name}.txt").write_text(name, encoding="utf-8")
    return case


def made(folder: Path, name: str, *arguments: str) -> Path:
    file = folder.parent / name
    status, said = ran("audit", folder, "-o", file, *arguments)
    assert status == 0, said
    return file


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_carries_its_seal_and_follows(folder: Path, form: str) -> None:
    out = folder.parent / "uit"
    out.mkdir()
    suffix = FORMATS[form].suffixes[0]
    assert ran("audit", folder, "-o", out / f"zaak{suffix}", "--lang", "en")[0] == 0
    for file in out.iterdir():
        assert ran("verify", file, folder)[0] == 0, file.name


@pytest.mark.parametrize(
    "asked",
    [
        ("a.txt", "--only", "terms,gaps", "--width", "70", "--ascii"),
        ("a.txt", "--full"),
        ("a.md", "--for", "comment"),
        ("a.csv", "--only", "terms"),
        ("a.json", "--select", "VT1", "--ignore", "VT105", "--no-accepted"),
        ("a.json", "--as-of", "2021-02-01"),
        ("a.md", "--names"),
    ],
)
def test_what_was_asked_is_asked_again(folder: Path, asked: tuple[str, ...]) -> None:
    assert ran("verify", made(folder, *asked), folder)[0] == 0


def test_settings_stand_in_the_seal(folder: Path) -> None:
    settings = folder / "vtaudit.toml"
    settings.write_text('[lengths]\nanswer-term = "3 weken"\n', encoding="utf-8")
    report = made(folder, "zaak.json")
    settings.unlink()
    assert ran("verify", report, folder)[0] == 0


def test_a_batch_seals_what_it_writes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    assert ran("batch", folder, "-o", out, "--store", tmp_path / "s.sqlite")[0] == 0
    assert ran("verify", out / "klein.md", folder)[0] == 0


@pytest.mark.parametrize("name", ["zaak.json", "zaak.md", "zaak.sarif", "zaak.txt"])
def test_one_changed_byte_anywhere_in_a_report_is_seen(folder: Path, name: str) -> None:
    report = made(folder, name, "--select", "VT101")
    whole = report.read_bytes()
    for at in range(0, len(whole), len(whole) // 25):
        changed = bytes([whole[at] ^ 1])
        report.write_bytes(whole[:at] + changed + whole[at + 1 :])
        status, said = ran("verify", report, folder)
        assert status in (1, 3), (at, whole[at - 20 : at + 20], said)
    report.write_bytes(whole)
    assert ran("verify", report, folder)[0] == 0


def test_every_byte_of_the_seal_counts(folder: Path) -> None:
    report = made(folder, "zaak-terms.csv", "--only", "terms", "--select", "VT101")
    whole = report.read_bytes()
    (text,) = found(whole)
    start = whole.index(text.encode())
    for at in range(start, start + len(text), 3):
        report.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert ran("verify", report, folder)[0] in (1, 3), whole[start : at + 1]


def test_a_changed_report_is_told_by_its_line(folder: Path) -> None:
    report = made(folder, "zaak.md")
    lines = report.read_bytes().split(b"\n")
    lines[0] += b"!"
    report.write_bytes(b"\n".join(lines))
    status, said = ran("verify", report, folder)
    assert (status, "the report itself was changed, first in line 1" in said) == (1, True)


def test_a_comment_in_the_case_changes_its_hash_and_nothing_that_is_said(folder: Path) -> None:
    report = made(folder, "zaak.json")
    (folder / "case.yaml").write_text(SMALL.replace("opmerking", "Opmerking"), encoding="utf-8")
    status, said = ran("verify", report, folder)
    assert status == 1
    assert "the case file has changed" in said
    assert "what it says is still what follows" in said


def test_a_changed_day_changes_what_follows(folder: Path) -> None:
    report = made(folder, "zaak.json")
    (folder / "case.yaml").write_text(SMALL.replace("2021-03-01", "2021-03-02"), encoding="utf-8")
    status, said = ran("verify", report, folder, "--lang", "nl")
    assert status == 1
    assert "het zaakbestand is gewijzigd" in said
    assert "wat nu volgt is iets anders" in said


def test_a_changed_file_is_named(folder: Path) -> None:
    report = made(folder, "zaak.sarif")
    (folder / "stukken" / "brief.txt").write_text("Brief", encoding="utf-8")
    status, said = ran("verify", report, folder)
    assert status == 1
    assert "cited files have changed: stukken/brief.txt" in said


def test_a_file_that_may_no_longer_be_looked_at_is_open_and_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "stukken" / "brief.txt").unlink()
    report = made(folder, "zaak.md")
    shut(monkeypatch, "brief.txt")
    (left,) = (f for f in audit(load_case(folder)).findings if f.code == "VT804")
    assert (dict(left.args)["stuk"].value, left.reason) == ("brief", "not-established")
    status, said = ran("verify", report, folder)
    assert status == 1
    assert "cited files have changed: stukken/brief.txt" in said


def test_another_rulebook_or_version_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = made(folder, "zaak.json")
    book = replace(rulebook(), sha256="0" * 64)
    monkeypatch.setattr(work, "rulebook", lambda: book)
    engine = import_module("vtaudit.audit.engine")  # `vtaudit.audit` is the function as well
    monkeypatch.setattr(engine, "VERSION", version.VERSION + "+later")
    status, said = ran("verify", report, folder)
    assert status == 1
    assert "the rulebook has changed" in said
    assert "it was made by vtaudit" in said
    assert "what it says is still what follows" in said


def test_an_earlier_report_is_part_of_it(folder: Path) -> None:
    earlier = made(folder, "eerder.json", "--as-of", "2021-02-01")
    other = made(folder, "anders.json", "--as-of", "2021-02-02")
    report = made(folder, "zaak.md", "--baseline", str(earlier))
    assert ran("verify", report, folder)[0] == 2
    assert ran("verify", report, folder, "--baseline", earlier)[0] == 0
    assert ran("verify", report, folder, "--baseline", other)[0] == 1


def test_what_is_no_report_is_refused(folder: Path) -> None:
    plain = folder.parent / "leeg.md"
    plain.write_text("# niets\n", encoding="utf-8")
    assert ran("verify", plain, folder)[0] == 3
    assert ran("verify", folder.parent / "weg.md", folder)[0] == 3
    report = made(folder, "zaak.md")
    (folder / "case.yaml").write_text("case: [", encoding="utf-8")
    assert ran("verify", report, folder)[0] == 3


def test_a_seal_in_the_text_of_a_case_leads_nobody_astray(folder: Path) -> None:
    case = load_case(folder)
    early = basis(audit(case, date(2021, 1, 12)), cited(case), ALL)
    false = sealed(early, {"format": "markdown", "lang": "en"})
    text = SMALL.replace("title: Een kleine zaak", f"title: '{false}'")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    report = made(folder, "zaak.json")
    assert len(found(report.read_bytes())) == 2
    assert ran("verify", report, folder)[0] == 0


def test_a_seal_says_again_what_went_into_it(folder: Path) -> None:
    case = load_case(folder)
    rests = replace(basis(audit(case, date(2021, 2, 3)), cited(case), ALL), select=("VT1,VT2", "a--b;="),
                    lengths=("answer-term=3 weken",), names=True)  # fmt: skip
    text = sealed(rests, {"format": "sarif", "case_file": "één map/a_b.yaml"})
    assert found(f'"{text}"'.encode()) == (text,)
    assert "--" not in text
    assert opened(text) == (rests, {"format": "sarif", "case_file": "één map/a_b.yaml"})


def test_no_seal_stands_in_what_nobody_asked_to_seal(folder: Path) -> None:
    result = audit(load_case(folder))
    texts = told(list(FORMATS.values()), result, rulebook(), Asked())
    assert not any(found(as_bytes(t)) for parts in texts for t in parts.values())


def test_every_format_is_the_same_in_every_process(tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    shutil.copytree(ROOT / "cases" / "voorbeeld-te-laat", case)
    whole = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        out.mkdir()
        outputs = [x for f in FORMATS.values() for x in ("-o", str(out / f"zaak{f.suffixes[0]}"))]
        subprocess.run(
            [sys.executable, "-m", "vtaudit", "audit", str(case), *outputs],
            check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        whole.append({p.name: p.read_bytes() for p in sorted(out.iterdir())})
    assert whole[0] == whole[1]
