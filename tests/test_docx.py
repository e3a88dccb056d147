"""The findings as a document for Word: python-docx reads what is there, and nothing is lost."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.enum.section import WD_ORIENT
from typer.testing import CliRunner

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.cli import app
from vtaudit.report import docx as findings
from vtaudit.report import markdown
from vtaudit.report.shareable import shareable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "cases").glob("*/case.yaml"))
REAL = ROOT / "cases" / "mieke-en-jette" / "case.yaml"
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def audited(path: Path) -> Audit:
    return audit(load_case(path))


@cache
def made(path: Path, lang: str = "nl") -> bytes:
    return findings.render(audited(path), rulebook(), lang)


@cache
def opened(path: Path, lang: str = "nl") -> Document:
    return docx.Document(io.BytesIO(made(path, lang)))


def part(path: Path, name: str, lang: str = "nl") -> str:
    with zipfile.ZipFile(io.BytesIO(made(path, lang))) as packed:
        return packed.read(name).decode()


@cache
def footnotes(path: Path, lang: str = "nl") -> dict[str, str]:
    """The text of each footnote by its id, without the lines that Word draws above them."""
    notes = ET.fromstring(part(path, "word/footnotes.xml", lang))  # noqa: S314 - pandoc wrote it
    return {
        n.get(f"{W}id", ""): "".join(t.text or "" for t in n.iter(f"{W}t")).strip()
        for n in notes
        if not n.get(f"{W}type")
    }


def tables_of(text: str) -> list[list[str]]:
    """The titles of the columns of each table of a markdown."""
    rows = text.splitlines()
    return [
        rows[n - 1].strip("|").split("|") for n, row in enumerate(rows) if row.startswith("| --- |")
    ]


@BY_NAME
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_has_the_parts_and_tables_of_the_markdown(path: Path, lang: str) -> None:
    text = markdown.render(audited(path), rulebook(), lang)
    paper = opened(path, lang)
    heads = [p.text for p in paper.paragraphs if (p.style and p.style.name == "Heading 1")]
    assert heads == re.findall(r"^## (.+)$", text, re.MULTILINE)
    (title,) = (p.text for p in paper.paragraphs if p.style and p.style.name == "Title")
    assert title == re.findall(r"^# (.+)$", text, re.MULTILINE)[0].replace("\\", "")
    told = [[cell.text for cell in t.rows[0].cells] for t in paper.tables]
    assert told == [[c.strip() for c in titles] for titles in tables_of(text)]
    assert len(told) > 2


@BY_NAME
def test_every_step_has_its_row_and_its_sources_in_a_footnote(path: Path) -> None:
    result, paper = shareable(audited(path)).audit, opened(path)
    steps = next(t for t in paper.tables if len(t.columns) == 9)
    assert [row.cells[0].text for row in steps.rows][1:] == [
        str(n + 1) for n in range(len(result.timeline))
    ]
    notes = footnotes(path)
    for row, entry in zip(list(steps.rows)[1:], result.timeline, strict=True):
        refs = row.cells[4]._tc.findall(f".//{W}footnoteReference")  # noqa: SLF001 - it has no other door
        assert len(refs) == bool(entry.sources)
        for ref in refs:
            told = notes[ref.get(f"{W}id", "")]
            assert all(c.page in told for c in entry.sources if c.page)
    titles = [d.title for d in result.case.documents if d.title]
    assert any(title in note for title in titles for note in notes.values()) or not titles


def test_every_footnote_is_referred_to_once() -> None:
    refs = re.findall(r'<w:footnoteReference w:id="(\d+)"', part(REAL, "word/document.xml"))
    assert sorted(refs) == sorted(footnotes(REAL))
    assert len(refs) > 50


@BY_NAME
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_footnotes_say_what_those_of_the_markdown_say(path: Path, lang: str) -> None:
    text = markdown.render(audited(path), rulebook(), lang)
    theirs = set(re.findall(r"^\[\^\d+\]: (.+)$", text, re.MULTILINE))
    assert set(footnotes(path, lang).values()) == {t.replace("\\", "") for t in theirs}


def test_contents_lead_to_every_part() -> None:
    paper, body = opened(REAL), part(REAL, "word/document.xml")
    contents = [p for p in paper.paragraphs if p.style and p.style.name == "toc 1"]
    heads = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"]
    assert [p.hyperlinks[0].text for p in contents] == heads
    places = {p.hyperlinks[0].fragment for p in contents}
    assert len(places) == len(heads)
    assert places <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    kinds = re.findall(r'w:fldCharType="(\w+)"', body)
    assert kinds == ["begin", "separate", "end"]


def level(paragraph: Paragraph) -> int:
    """How deep an entry of a list stands; -1 for what is none."""
    found = paragraph._p.find(f".//{W}ilvl")  # noqa: SLF001 - it has no other door
    return -1 if found is None else int(found.get(f"{W}val", "0"))


def test_an_entry_is_not_parted_from_what_stands_under_it() -> None:
    paper = opened(REAL)
    assert paper.styles["Lead"].paragraph_format.keep_with_next
    leads = 0
    for this, after in pairwise(paper.paragraphs):
        lead = level(this) >= 0 and level(after) > level(this)
        assert (this.style is not None and this.style.name == "Lead") == lead, this.text
        leads += lead
    assert leads > 50


def test_a_sign_stands_on_the_line_of_its_word() -> None:
    signs = re.compile(r"[✓✗?…] (?=\w)")
    cells = [c.text for t in opened(REAL).tables for row in t.rows for c in row.cells]
    assert not [c for c in cells if signs.match(c)]
    assert any(c.startswith("✓\xa0") for c in cells)


def test_only_what_is_wide_stands_on_pages_on_their_side() -> None:
    legends = [p for p in opened(REAL).paragraphs if p.text.startswith("✓\xa0aantoonbaar, tijdig")]
    assert len(legends) == 2  # where the signs come first, and above the path
    body = part(REAL, "word/document.xml")
    aside = body.split("</w:sectPr>")[1]
    assert aside.index("aantoonbaar, tijdig") < aside.index("<w:tbl>")
    after = aside[aside.rindex("</w:tbl>") :]
    assert "<w:t" not in after.split("<w:sectPr>")[0]


def test_tables_fit_their_pages_and_their_heads_come_back_on_each() -> None:
    paper = opened(REAL)
    widths = {}
    for s in paper.sections:
        assert s.page_width
        widths[s.orientation] = (s.page_width - (s.left_margin or 0) - (s.right_margin or 0)) // 635
    assert set(widths) == {WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE}
    for table in paper.tables:
        turned = len(table.columns) >= 6
        grid = sum(int(c.get(f"{W}w", "0")) for c in table._tbl.tblGrid)  # noqa: SLF001
        wide = widths[WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT]
        assert wide - len(table.columns) <= grid <= wide
        first, *others = (r._tr for r in table.rows)  # noqa: SLF001
        assert first.findall(f".//{W}tblHeader")
        assert all(tr.findall(f".//{W}cantSplit") for tr in others)
        assert table.style
        assert table.style.name == "Table"


@BY_NAME
def test_a_column_has_room_for_its_longest_word(path: Path) -> None:
    for table in opened(path).tables:
        columns = zip(*([c.text for c in row.cells] for row in table.rows), strict=True)
        for (title, *texts), grid in zip(columns, table._tbl.tblGrid, strict=True):  # noqa: SLF001
            word = max((len(w) for text in (title, *texts) for w in text.split()), default=0)
            room = int(grid.get(f"{W}w", "0")) - 140  # without the margins of a cell
            assert room >= min(24, word) * 80 * 0.85, title  # half of 8 points for a letter


def test_styles_are_ours_and_signs_stand_out() -> None:
    paper = opened(REAL)
    assert {p.style.name for p in paper.paragraphs if p.style} <= {
        "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "First Paragraph",
        "Body Text", "Compact", "Lead", "Page End", "toc 1",
    }  # fmt: skip
    cells = (p for t in paper.tables for row in t.rows for c in row.cells for p in c.paragraphs)
    assert {p.style.name for p in cells if p.style} == {"Table Text", "Table Head"}
    styles = {
        r.style.name for p in every_paragraph(paper) for r in p.runs if r.style and r.text == "✗"
    }
    assert styles == {"Sign Bad"}
    assert paper.styles["Sign Bad"].font.bold
    (footer,) = {s.footer.paragraphs[0].text.strip() for s in paper.sections}
    assert footer == "Verslag van bevindingen (concept): Mieke en Jette –  /"
    assert "NUMPAGES" in part(REAL, "word/footer1.xml")


def every_paragraph(paper: Document) -> Iterator[Paragraph]:
    yield from paper.paragraphs
    for table in paper.tables:
        yield from (p for row in table.rows for c in row.cells for p in c.paragraphs)


def test_links_lead_to_places_that_are_there() -> None:
    body = part(REAL, "word/document.xml")
    links = set(re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body))
    assert len(links) > 30
    assert links <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))


def test_it_tells_no_day_but_the_peildatum_and_nobody_who_made_it() -> None:
    told = opened(REAL).core_properties
    assert told.created
    assert told.created.date() == told.modified.date() == audited(REAL).as_of
    assert told.author == ""
    assert told.language == "nl"
    with zipfile.ZipFile(io.BytesIO(made(REAL))) as packed:
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_restricted_is_not_in_it() -> None:
    result = audited(REAL)
    entry = next(e for e in result.timeline if e.text)
    kept = tuple(replace(e, restricted=e is entry) for e in result.timeline)
    data = findings.render(replace(result, timeline=kept), rulebook())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        whole = "".join(packed.read(n).decode() for n in packed.namelist())
    assert entry.text not in whole
    assert entry.text in part(REAL, "word/document.xml")
    assert "Weggelaten" in whole


def test_nothing_of_the_users_pandoc_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (tmp_path / "pandoc", tmp_path / ".pandoc"):
        (folder / "templates").mkdir(parents=True)
        (folder / "reference.docx").write_text("none")
        (folder / "templates" / "default.openxml").write_text("none")
    before = made(REAL)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert findings.render(audited(REAL), rulebook()) == before


def test_without_pandoc_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    out = tmp_path / "bevindingen.docx"
    done = CliRunner().invoke(app, ["audit", str(REAL.parent), "-o", str(out)])
    assert done.exit_code == 2
    assert "vtaudit[docx]" in done.output
    assert not out.exists()


def test_a_pandoc_that_cannot_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pypandoc

    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: sys.executable)
    out = tmp_path / "bevindingen.docx"
    done = CliRunner().invoke(app, ["audit", str(REAL.parent), "-o", str(out)])
    assert done.exit_code == 2
    assert "pandoc 3 is needed" in done.output
    assert not out.exists()
