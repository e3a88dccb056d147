"""The leak guard, through the commands: what identifies somebody is never written unasked."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from vtaudit import load_case
from vtaudit.cli import app
from vtaudit.report.formats import FORMATS
from vtaudit.report.identifiers import by_form, is_bsn, is_iban
from vtaudit.report.leaks import Leak, Watch, readable

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted(p.parent for p in (ROOT / "cases").glob("*/case.yaml"))

CASE = """
format: 1
case: {{id: proef, title: Proef, protocol: handelingsprotocol-2019, audited: vt, as_of: 2020-12-31}}
people:
  - {{id: moeder, role: ouder, name: Fatima el Amrani, note: NOTITIE}}
  - {{id: kind-1, role: kind, name: "Zoë de Jong"}}
bodies: [{{id: vt, kind: veilig-thuis, name: Veilig Thuis, note: NOTITIE}}]
identifiers:
  - {{value: VT-2019/004512, kind: number}}
  - {{value: 2013-04-05, kind: birth-date, of: kind-1}}
  - {{value: 'Het Hofje, Dorp', kind: address}}
events:
  - id: gesprek
    activity: gesprek-ouders
    date: 2020-01-20
    by: vt
    with: moeder
    note: NOTITIE
    text: "{text}"
"""

PLANTED = {
    "whole name": "gesprek met Fatima el Amrani gevoerd",
    "name in capitals": "gesprek met FATIMA EL AMRANI",
    "first name": "gesprek met fatima gevoerd",
    "surname": "mevrouw Amrani belt",
    "possessive": "Fatima's broer belt",
    "possessive with a hyphen": "Fatima-s broer",
    "typographic possessive": "Amrani’s advocaat",
    "without accents": "Zoe belt",
    "diminutive": "Fatimaatje en Zoëtje",
    "short name": "Jong komt niet",
    "name in an id": "zie verslag_fatima_2.docx en gesprek-jong",
    "BSN": "met nummer 123456782 bekend",
    "BSN with points": "nummer 1234.56.782",
    "BSN with spaces": "nummer 123 456 782",
    "BSN that is named": "BSN 123456789",
    "e-mail": "mail aan f_amr+x@mail.voorbeeld.nl",
    "mobile": "belt met 06-12345678",
    "mobile with spaces": "belt met 06 12 34 56 78",
    "area code": "belt met (020) 123 45 67",
    "country code": "belt met +31 6 12345678",
    "postcode": "woont aan de Dorpsstraat 12, 1234 AB",
    "postcode first": "woont op 1234AB 12-a",
    "born": "het kind is geboren op 7 mei 2014",
    "born in digits": "(geb. 07-05-2014)",
    "birthday": "viert op 5 april 2013 feest",
    "birthday in digits": "sinds 05-04-2013",
    "IBAN": "rekening NL91 ABNA 0417 1643 00 wordt gebruikt",
    "IBAN in one": "rekening NL91ABNA0417164300",
    "case number": "dossier VT-2019/004512",
    "case number spaced": "dossier vt 2019 004512",
    "address": "woont in het hofje, Dorp",
}  # fmt: skip
INNOCENT = (
    "op 20 januari 2020 om 14:30, dag 5 van 10 weken; 2020-01-20 VB 3; 31 december 2020 VT 101",
    "ECLI:NL:RVS:2019:1234, BWBR0035362, CELEX 31971R1182, artikel 4.1.1 lid 2, p. 12-15",
    "in 2020 de 2 kinderen, 1234 keer, 12 345 678 euro, 0800-2000, 123456789, bijlage 1234 AB",
    "het jonge kind wil naar huis; geboren in 2014; een jong gezin; van moeder’s kant",
    "van 01-02-2019 tot 03-04-2020, versie 1.2.3, sha256 " + "0123456789abcdef" * 4,
    "https://voorbeeld.nl/pagina en @vtaudit, stappen 1 2 3 4 5 6 7 8 9 10 11 12",
)  # fmt: skip


def vtaudit(*arguments: str | Path) -> Done:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    return Done(result.exit_code, result.stdout, result.stderr)


def written(zaak: Path, form: str, *more: str) -> Done:
    """An audit in a format as a reader of its file sees it."""
    file = zaak.parent / f"uit.{form}"
    done = vtaudit("audit", zaak, "-f", form, "-o", file, "--force", *more)
    made = [f for f in zaak.parent.glob("uit*") if f.is_file()]
    told = "\n".join(readable(f.read_bytes()) for f in made)
    for f in made:
        f.unlink()
    return done._replace(stdout=told)


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def case(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(CASE.format(text=text), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_everything_planted_is_found_in_every_format(form: str, tmp_path: Path) -> None:
    from vtaudit import audit
    from vtaudit.api import rulebook
    from vtaudit.report.formats import Asked, as_bytes

    for what, text in PLANTED.items():
        read = load_case(case(tmp_path / "zaak", text))
        told = FORMATS[form].render(audit(read), rulebook(), Asked())
        with pytest.raises(Leak) as caught:
            Watch([read]).check(b"\n".join(map(as_bytes, told.values())))
        files = {p.file for p in caught.value.problems}
        assert files == {"<output>", str(tmp_path / "zaak" / "case.yaml")}, what


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_text_passes(text: str, tmp_path: Path) -> None:
    Watch([load_case(case(tmp_path, "gewoon"))]).check(text)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_no_false_alarm_on_our_own_cases(path: Path) -> None:
    from vtaudit import audit
    from vtaudit.api import rulebook
    from vtaudit.report.formats import Asked

    read = load_case(path)
    result = audit(read)
    for form in FORMATS.values():
        for lang in ("nl", "en"):
            for text in form.render(result, rulebook(), Asked(lang)).values():
                Watch([read]).check(text)
    for file in path.glob("*.md"):
        Watch([read]).check(file.read_bytes())
    Watch([read]).check((path / read.name).read_bytes())


@pytest.mark.parametrize("form", FORMATS)
def test_audit_refuses_and_writes_nothing(form: str, tmp_path: Path) -> None:
    zaak, out = case(tmp_path / "zaak", "mail aan a@b.nl"), tmp_path / "uit"
    done = vtaudit("audit", zaak, "--format", form, "--output", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{zaak / 'case.yaml'}:19:" in done.stderr
    assert "E141" in done.stderr
    assert "a@b.nl" not in done.stderr
    assert not list(tmp_path.glob("uit*"))
    done = vtaudit("audit", zaak, "--format", form, "--output", out, "--allow-identifiers")
    assert done.returncode == 0, done.stderr
    assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.glob("uit*")} == {0o600}


@pytest.mark.parametrize(
    "command",
    [("audit",), ("audit", "-f", "json"), ("timeline",), ("timeline", "--markdown"), ("export",),
     ("export", "-f", "csv"), ("export", "-f", "ocel")],
)  # fmt: skip
def test_every_command_is_guarded_on_the_screen_too(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    zaak = case(tmp_path, "mail aan a@b.nl")
    done = vtaudit(command[0], zaak, *command[1:])
    assert (done.returncode, done.stdout) == (2, "")
    assert "E141" in done.stderr
    told = vtaudit(command[0], zaak, *command[1:], "--allow-identifiers").stdout
    assert "a@b.nl" in told.replace("\\", "")


def test_batch_leaves_out_the_case_and_does_the_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    case(tmp_path / "in" / "a", "mail aan a@b.nl")
    other = case(tmp_path / "in" / "b", "gewoon")
    file = other / "case.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("id: proef", "id: ander"), encoding="utf-8"
    )
    out = tmp_path / "uit"
    for _ in range(2):  # what is remembered is refused again
        done = vtaudit("batch", tmp_path / "in", "-o", out, "--store", tmp_path / "store")
        assert done.returncode == 2, done.stderr
        assert "not written" in done.stderr
        assert {p.name for p in out.glob("*.md")} == {"ander.md", "index.md", "overview.md"}
    written = [p for p in out.rglob("*") if p.is_file()]
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in written)
    assert not any("a@b.nl" in p.read_text(encoding="utf-8") for p in written)
    done = vtaudit("batch", tmp_path / "in", "-o", out, "--store", tmp_path / "store",
                   "--allow-identifiers")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (out / "proef.md").exists()


def test_names_only_when_asked_and_notes_never(tmp_path: Path) -> None:
    zaak = case(tmp_path, "gewoon")
    for form in FORMATS:
        plain = written(zaak, form)
        assert plain.returncode == 0, plain.stderr
        assert "Amrani" not in plain.stdout
        named = written(zaak, form, "--names")
        assert named.returncode == 0, named.stderr
        assert "NOTITIE" not in plain.stdout + named.stdout
    assert "Fatima el Amrani" in vtaudit("audit", zaak, "-f", "json", "--names").stdout
    both = case(tmp_path, "mail aan a@b.nl")
    assert vtaudit("audit", both, "--names").returncode == 2
    for kind in ("xes", "ocel", "csv"):
        told = vtaudit("export", case(tmp_path, "gewoon"), "-f", kind)
        assert told.returncode == 0, told.stderr
        assert "Amrani" not in told.stdout
        assert "NOTITIE" not in told.stdout
        assert "004512" not in told.stdout


def test_the_guard_looks_into_office_files(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<w:p><w:r>Fati</w:r><w:r>ma el</w:r> Amrani</w:p>")
    with pytest.raises(Leak):
        Watch([load_case(case(tmp_path, "gewoon"))]).check(packed.getvalue())


def test_the_guard_reads_the_days_in_a_workbook(tmp_path: Path) -> None:
    from vtaudit import audit
    from vtaudit.api import rulebook
    from vtaudit.report.workbook import render

    zaak = case(tmp_path / "zaak", "gewoon")
    file = zaak / "case.yaml"
    vague = file.read_text(encoding="utf-8").replace("2020-01-20", "2013-04-05/2013-04-09")
    file.write_text(vague, encoding="utf-8")
    read = load_case(zaak)
    made = render(audit(read), rulebook())
    assert {"2013-04-05", "2013-04-09"} <= {*readable(made).splitlines()}
    with pytest.raises(Leak):
        Watch([read]).check(made)


def test_a_number_may_be_broken_over_lines(tmp_path: Path) -> None:
    with pytest.raises(Leak):
        Watch([load_case(case(tmp_path, "gewoon"))]).check("nummer 123 456\n      782 bekend")


def test_the_eleven_test_and_the_sum_of_an_iban() -> None:
    assert is_bsn("123456782")
    assert not is_bsn("123456789")
    assert not is_bsn("000000000")
    assert is_iban("NL91ABNA0417164300")
    assert is_iban("BE71 0961 2345 6769")
    assert not is_iban("NL92ABNA0417164300")
    assert not is_iban("NL91ABNA041716430")


def test_a_search_ends() -> None:
    """What takes the square of the length would not."""
    for text in (
        "1 " * 200_000,
        "a" * 400_000,
        "1234 AB " * 50_000,
        "a.b-" * 100_000,
        "geboren " * 50_000,
    ):
        list(by_form(text))


@pytest.mark.parametrize(
    ("ground", "told"),
    [("", "een grond die de zaak niet noemt"), (", restricted_on: hp-2019/15.6", "15.6")],
)
def test_restricted_parts_are_left_out_with_their_ground(
    ground: str, told: str, tmp_path: Path
) -> None:
    zaak = case(tmp_path, "gewoon")
    file = zaak / "case.yaml"
    text = file.read_text(encoding="utf-8")
    text += f"""  - id: verborgen
    activity: overig
    date: 2020-02-01
    by: vt
    text: GEHEIM GESPREK
    restricted: yes{ground.replace(", ", chr(10) + "    ")}
documents: [{{id: kladje, kind: rapport, title: GEHEIM STUK, restricted: yes{ground}}}]
"""
    file.write_text(text, encoding="utf-8")
    outputs = [written(zaak, n) for n, f in FORMATS.items() if f.shareable]
    outputs += [vtaudit("timeline", zaak), vtaudit("timeline", zaak, "--markdown")]
    for done in outputs:
        assert done.returncode == 0, done.stderr
        assert "GEHEIM" not in done.stdout
        assert "verborgen" not in done.stdout
    for done in (vtaudit("audit", zaak, "-f", "markdown"), *outputs[-2:]):
        assert "Weggelaten" in done.stdout
        assert told in done.stdout
    assert "GEHEIM GESPREK" in vtaudit("audit", zaak).stdout


def test_what_was_found_is_named_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    zaak = case(tmp_path, "mail aan a@b.nl of bel 06-12345678")
    done = vtaudit("audit", zaak, "-f", "markdown", "--lang", "nl")
    assert done.returncode == 2
    assert "e-mailadres" in done.stderr
    assert "telefoonnummer" in done.stderr


def test_every_kind_of_identifier_has_words() -> None:
    from vtaudit.report import declared, identifiers, leaks

    forms = {kind for kind, *_ in identifiers._FORMS}  # noqa: SLF001
    assert forms | {declared.NAME, declared.NUMBER, declared.DECLARED, "birth-date"} == set(
        leaks.SPOKEN
    )
