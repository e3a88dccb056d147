"""What pandoc makes of the markdown: a document for Word and a page, with nothing lost or loose."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vtaudit.api import audit, load_case, rulebook
from vtaudit.report import commentary, markdown

pytestmark = pytest.mark.external
CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/case.yaml"))
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
STRICT = ["--fail-if-warnings"]


@pytest.fixture(scope="module")
def pandoc() -> Any:
    return pytest.importorskip("pypandoc", reason="pandoc is missing: pip install '.[docx]'")


@BY_NAME
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_has_each_table_and_footnote(path: Path, lang: str, pandoc: Any) -> None:
    text = markdown.render(audit(load_case(path)), rulebook(), lang)
    page = pandoc.convert_text(text, "html", format="gfm", extra_args=STRICT)
    assert page.count("<table") == len(re.findall(r"^\| --- \|", text, re.MULTILINE)) > 0
    assert page.count('class="footnote-ref"') == len(re.findall(r"\[\^\d+\](?!:)", text))
    assert page.count("<h2") == 9
    assert not re.search(r"<p>\||\[\^|<script", page)


@BY_NAME
def test_a_document_for_word_has_each_table_and_footnote(
    path: Path, pandoc: Any, tmp_path: Path
) -> None:
    text = markdown.render(audit(load_case(path)), rulebook())
    made = tmp_path / "bevindingen.docx"
    pandoc.convert_text(text, "docx", format="gfm", outputfile=str(made), extra_args=STRICT)
    with zipfile.ZipFile(made) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:tbl>") == len(re.findall(r"^\| --- \|", text, re.MULTILINE))
    assert body.count("w:footnoteReference ") == len(re.findall(r"\[\^\d+\](?!:)", text))


@BY_NAME
def test_replies_survive_a_round_through_word(path: Path, pandoc: Any, tmp_path: Path) -> None:
    result = audit(load_case(path))
    text = commentary.render(result, rulebook())
    body = re.escape(result.case.audited)
    filled = re.sub(rf"(\*\*[^*\n]+\({body}\):\*\*)", r"\1 Dit klopt niet.", text, count=1)
    made = tmp_path / "feiten.docx"
    pandoc.convert_text(filled, "docx", format="gfm", outputfile=str(made), extra_args=STRICT)
    back = pandoc.convert_file(str(made), "gfm", extra_args=["--wrap=none"])
    (found,) = commentary.replies(back)
    assert (found.event, found.text) == (result.timeline[0].event, "Dit klopt niet.")
