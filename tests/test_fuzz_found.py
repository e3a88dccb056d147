"""What fuzzing found, or the writing of its targets, each by a small input: it may not come back.

What is found later gets its test here, named after what went wrong.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from running import ran
from yaml import SafeLoader

from fuzz.exchanging import packed
from fuzz.seeds import TINY
from vtaudit.api import audit, load_case, rulebook
from vtaudit.dates.grammar import parse
from vtaudit.dates.moment import Moment
from vtaudit.errors import ExitStatus, InputError, UsageError
from vtaudit.exchange.reading import read_table
from vtaudit.report.fromjson import audit_of
from vtaudit.report.json import render
from vtaudit.yamlio import Plain, emit, parser, plain
from vtaudit.yamlio import parse as read

# -- what we write is read back ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["null", "Null", "NULL", "~", "", "😀\u200b", "\U0001f600\x07", "é\x85", "\\\x7f", "a\u2028b",
     "\ttab\r\n", "\ufeff", '"', "\U000e0001", "2020-03?",
     "wie? wat?", "a ?b", "-", "a - b", "?", "x|y", "50%", "a&b*c!", "é: ë", "a@b", "`x`"],
    ids=ascii,
)  # fmt: skip
def test_every_text_that_is_written_is_read_back(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by the parser that stands in where libyaml is not."""
    trees: tuple[Mapping[str, Plain], ...] = ({"k": text, "l": [text]}, {"k": [{"k": text}]})
    for loader, tree in product((parser._LOADER, SafeLoader), trees):  # noqa: SLF001
        monkeypatch.setattr(parser, "_LOADER", loader)
        parsed = read(emit(tree).encode())
        assert parsed.root is not None, parsed.problems
        assert plain(parsed.root) == tree


def test_half_a_surrogate_pair_can_be_written() -> None:
    assert emit({"k": "a\ud83d"}).encode() == 'k: "a\ufffd"\n'.encode()


def test_a_log_with_half_a_surrogate_pair_becomes_a_draft(tmp_path: Path) -> None:
    event = {"id": "1", "type": "x", "time": "2020-03-02", "attributes": [
        {"name": "text", "value": "stuk \ud83d"}]}  # fmt: skip
    (tmp_path / "log.json").write_text(json.dumps({"events": [event], "objects": []}), "utf-8")
    status, told = ran("import", tmp_path / "log.json", "-o", tmp_path / "zaak", "--no-ask")
    assert status == ExitStatus.DONE, told
    assert "stuk \ufffd" in (tmp_path / "zaak" / "case.yaml").read_text(encoding="utf-8")


# -- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["in het begin van mei 2018", "in het begin van 2018"])
def test_a_phrase_that_begins_with_a_word_that_leads_a_date(text: str) -> None:
    words = rulebook().dates
    found, other = parse(text, words), parse(text.removeprefix("in het "), words)
    assert isinstance(found, Moment)
    assert isinstance(other, Moment)
    assert found.interval == other.interval


def test_every_phrase_of_the_table_can_be_read() -> None:
    words = rulebook().dates
    for part in words.parts:
        for phrase in part.words:
            assert parse(f"{phrase} {'mei ' * (part.first_day is not None)}2018", words)
    for season in words.seasons:
        for phrase in season.words:
            assert parse(f"{phrase} 2018", words)


# -- versions for comment ---------------------------------------------------------------------


def test_the_seal_of_a_version_for_comment_is_nobodys_reply(tmp_path: Path) -> None:
    form, folder = tmp_path / "feiten.md", tmp_path / "zaak"
    shutil.copytree(TINY, folder)
    assert ran("audit", folder, "--for", "comment", "-o", form)[0] == ExitStatus.DONE
    assert "vtaudit-seal" in form.read_text(encoding="utf-8")
    status, told = ran("comment", folder, form)
    assert (status, "no replies" in told) == (ExitStatus.DONE, True), told
    assert (folder / "case.yaml").read_bytes() == (TINY / "case.yaml").read_bytes()


# -- tables of others -------------------------------------------------------------------------


@pytest.mark.parametrize("thing", ["text", ["list"], None, 1])
def test_a_log_of_something_else_than_events(thing: object, tmp_path: Path) -> None:
    for log in ({"events": [thing], "objects": []}, {"events": [], "objects": [thing]}):
        (tmp_path / "log.json").write_text(json.dumps(log), encoding="utf-8")
        status, told = ran("import", tmp_path / "log.json", "-o", tmp_path / "zaak", "--no-ask")
        assert (status, "no OCEL" in told) == (ExitStatus.USAGE, True), told


def test_a_log_in_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text('<?xml version="1.0" encoding="wauwel"?><log/>', "utf-8")
    status, told = ran("import", tmp_path / "log.xes", "-o", tmp_path / "zaak", "--no-ask")
    assert (status, "this is no XES" in told) == (ExitStatus.USAGE, True), told


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_sheet_whose_only_row_says_that_it_is_the_twenty_millionth(tmp_path: Path) -> None:
    row = '<row r="20000000"><c t="n"><v>1</v></c></row>'
    data = f'<worksheet xmlns="{SHEET}"><sheetData>{row}</sheetData></worksheet>'.encode()
    (tmp_path / "ver.xlsx").write_bytes(packed(".xlsx", data))
    status, told = ran("import", tmp_path / "ver.xlsx", "-o", tmp_path / "zaak", "--no-ask")
    assert (status, "more than 2,000,000 cells" in told) == (ExitStatus.USAGE, True), told


def test_a_document_with_a_cell_of_two_thousand_million_columns(tmp_path: Path) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    body = f"<w:body><w:tbl><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl></w:body>"
    data = f'<w:document xmlns:w="{TEXT}">{body}</w:document>'.encode()
    (tmp_path / "breed.docx").write_bytes(packed(".docx", data))
    status, told = ran("import", tmp_path / "breed.docx", "-o", tmp_path / "zaak", "--no-ask")
    assert (status, "wider than a table can be" in told) == (ExitStatus.USAGE, True), told


def test_a_workbook_that_unpacks_to_a_full_memory(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole, whole.open("x", "w") as part:
        for _ in range(520):
            part.write(bytes(1_000_000))
    status, told = ran("import", path, "-o", tmp_path / "zaak", "--no-ask")
    assert (status, "unpacks to more than" in told) == (ExitStatus.USAGE, True), told


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells what is open")
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_no_table_is_left_open(suffix: str, tmp_path: Path) -> None:
    """While its refusal is told, the file can be replaced: Windows lets no open one go."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(packed(suffix, b"<x"))
    with pytest.raises(UsageError):
        read_table(path, rulebook())
    open_now = [p.readlink() for p in Path("/proc/self/fd").iterdir() if p.is_symlink()]
    assert path not in open_now


# -- reports that come back -------------------------------------------------------------------


def spoiled_zip() -> bytes:
    """A workbook whose directory begins before its file does: a piece of its middle is gone."""
    from io import BytesIO

    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/a.xml", "x" * 2_000)
        packed.writestr("xl/b.xml", "y")
    whole = made.getvalue()
    return whole[:100] + whole[1_900:]


@pytest.mark.parametrize("data", [spoiled_zip(), b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 60])
def test_a_spoiled_workbook_is_no_report(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "zaak.xlsx").write_bytes(data)
    status, told = ran("verify", tmp_path / "zaak.xlsx", TINY)
    assert (status, "no seal" in told) == (ExitStatus.NOT_AUDITED, True), told


def test_an_earlier_report_of_nothing_but_brackets(tmp_path: Path) -> None:
    (tmp_path / "eerder.json").write_text("[" * 200_000, encoding="utf-8")
    status, told = ran("audit", TINY, "--baseline", tmp_path / "eerder.json")
    assert (status, "is not JSON" in told) == (ExitStatus.USAGE, True), told


@pytest.fixture(scope="module")
def whole() -> str:
    return render(audit(load_case(TINY)), rulebook())


def refused(data: str) -> str:
    with pytest.raises(InputError) as caught:
        audit_of(data.encode(), "eerder.json")
    return str(caught.value)


def test_a_report_whose_head_is_a_list() -> None:
    assert "vtaudit: expected an object" in refused('{"schema": "vtaudit/audit-v1", "vtaudit": []}')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"as_of": "2020-12-31"', '"as_of": "20201231"', "as_of: expected a day"),
        ('"as_of": "2020-12-31"', '"as_of": 20201231', "as_of: expected a day"),
        ('"as_of":', '"as_of": "2020-12-30", "as_of":', "a key is given twice"),
        ('"baseline": null', '"baseline": NaN', "a number is none"),
        ('"baseline": null', '"baseline": null, "wauwel": 1', "audit.wauwel: no audit has this key"),
        ('"certainty":', '"wauwel": 1, "certainty":', ".wauwel: no audit has this key"),
        ('"rulebook": {', '"rulebook": {"wauwel": 1,', "rulebook.wauwel: no audit has this key"),
    ],
)  # fmt: skip
def test_a_report_that_is_none_is_refused(whole: str, old: str, new: str, said: str) -> None:
    assert audit_of(whole.encode(), "eerder.json")
    assert old in whole
    assert said in refused(whole.replace(old, new, 1))


def test_a_report_without_bottom_is_refused(whole: str) -> None:
    arg: dict[str, object] = {"kind": "list", "items": []}
    for _ in range(240):
        arg = {"kind": "list", "items": [arg]}
    tree = json.loads(whole)
    next(f for f in tree["findings"] if f["args"])["args"]["x"] = arg
    assert "it is too deep" in refused(json.dumps(tree))
