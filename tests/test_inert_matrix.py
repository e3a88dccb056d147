"""Every payload, in every field of a case file, in every format there is: shown, never acted on.

The formats are those of the registry, so that a new one is in the matrix by being there.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from sample_audit import HOSTILE

from vtaudit import audit, load_case
from vtaudit.api import rulebook
from vtaudit.report import inert
from vtaudit.report.formats import FORMATS, Asked

PAYLOADS = (
    *HOSTILE,
    '=HYPERLINK("http://x.invalid","klik")',
    "+1+1", "-2+3", "@SUM(A1)", "a;=1+1", "\t=1+1",
    "&lt;b&gt; &amp; &#60;",
    "</script><img src=x onerror=alert(1)>",
    "' onmouseover='x", '" onmouseover="x',
    "[klik](javascript:alert(1)) <https://x.invalid> www.x.invalid a@x.invalid",
    "---\ntitel: x\n---", "| - |", "$x$", "[^1]: noot", "- [ ] taak", "<!-- weg",
    "z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308algo", "\u0338> los",
    "\u200b\u200d\ufeff\u2066\u2069\u3164", "\x9b31m", "x" * 5_000,
    "%%{init: {}}%% end", "_x000D_", "{{0}} {1}",
)  # fmt: skip

FIELDS = {
    "title": ("case", "title"),
    "summary": ("case", "summary"),
    "reference": ("case", "reference"),
    "coverage": ("case", "covered", 0, "reason"),
    "body": ("bodies", 0, "name"),
    "paper": ("documents", 0, "title"),
    "step": ("events", 0, "text"),
    "said": ("events", 0, "says", 0, "value"),
    "account": ("events", 0, "accounts", 0, "text"),
    "complaint": ("complaints", 0, "text"),
    "view": ("complaints", 0, "views", 0, "text"),
    "verdict": ("complaints", 0, "verdicts", 0, "text"),
    "accepted": ("accepted", 0, "reason"),
}
CASE = """
format: 1
case:
  id: proef
  title: T
  summary: S
  reference: R
  protocol: handelingsprotocol-2019
  audited: vt
  as_of: 2020-12-31
  covered: [{from: 2019-12-01, to: 2020-03-01, for: moeder, reason: C}]
people: [{id: moeder, role: ouder}, {id: kind-1, role: kind}]
bodies: [{id: vt, kind: veilig-thuis, name: B}]
documents: [{id: rapport, kind: rapport, title: D}]
events:
  - id: gesprek
    activity: gesprek-ouders
    date: 2020-01-20
    by: vt
    with: moeder
    channel: gesprek
    record: {of_event: yes, of_content: no}
    text: E
    says: [{item: aanpak, value: V}]
    accounts: [{by: moeder, field: other, text: A}]
    sources: [{document: rapport, page: "6"}]
complaints:
  - id: k
    text: K
    against: vt
    by: moeder
    about: gesprek
    norms: behoorlijkheid/transparantie
    views: [{by: moeder, text: W}]
    verdicts: [{id: o, by: vt, outcome: gegrond, text: O}]
accepted: [{rule: VT803, reason: G}]
"""
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def with_text(folder: Path, text: str) -> Path:
    """Write the case with *text* in every field; JSON is YAML, and keeps every character."""
    case = json.loads(json.dumps(YAML(typ="safe", pure=True).load(CASE), default=str))
    for path in FIELDS.values():
        at = case
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = text
    (folder / "case.yaml").write_text(json.dumps(_texts(case)), encoding="utf-8")
    return folder


def _texts(value: object) -> object:
    """Return *value* with words where YAML made truths of them."""
    if isinstance(value, dict):
        return {k: _texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_texts(v) for v in value]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@cache
def usual(folder: Path, form: str) -> tuple[tuple[str, str], ...]:
    """The texts of *form* when nothing odd stands in the case."""
    return tuple(sorted(texts(form, with_text(folder, "gewone tekst")).items()))


def texts(form: str, folder: Path) -> dict[str, str]:
    made = FORMATS[form].render(audit(load_case(folder)), rulebook(), Asked())
    return {part: _told(form, content) for part, content in made.items()}


def _told(form: str, content: str | bytes) -> str:
    """What stands in an output: of a packed file what a reader sees, and how it is built."""
    if isinstance(content, str):
        return content
    return {"xlsx": _cells, "docx": _runs}[form](content)


def _runs(content: bytes) -> str:
    """The text of a document, and every node of it that is no text."""
    rows: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert [n for n in packed.namelist() if "media" in n or "embed" in n] == []
        for name in ("docProps/core.xml", "word/document.xml", "word/footnotes.xml"):
            found = list(ET.fromstring(packed.read(name)).iter())  # noqa: S314
            rows += [f"#{e.tag.split('}')[1]}#" for e in found]
            rows += ["".join(e.text or "" for e in found)]
        links = ET.fromstring(packed.read("word/_rels/document.xml.rels"))  # noqa: S314
        assert not [x for x in links if x.get("TargetMode") == "External"]
    return "\n".join(rows)


def _cells(content: bytes) -> str:
    """The cells of a workbook, none of which may be a formula."""
    rows: list[str] = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {c.data_type for c in cells} <= {"s", "n", "d"}
        rows += [f"#{sheet.max_row}x{sheet.max_column}#", *(str(c.value) for c in cells)]
    return "\n".join(rows)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shape(form: str, text: str) -> object:
    """What a reader of *form* makes of *text* apart from the words: it must not depend on them."""
    match form:
        case "markdown":
            return [
                (t.type, [c.type for c in t.children or () if not c.type.startswith("text")])
                for t in MARKDOWN.parse(text)
            ]
        case "json" | "sarif":
            return _keys(json.loads(text))
        case "xlsx":
            return re.findall(r"^#\d+x\d+#$", text, re.MULTILINE)
        case "docx":
            return re.findall(r"^#\w+#$", text, re.MULTILINE)
        case "csv":
            rows = list(csv.reader(io.StringIO(text)))
            assert not [c for row in rows for c in row if FORMULA.match(c)]
            return [len(row) for row in rows]
        case "html" | "svg":
            return [(e.tag, sorted(e.attrib)) for e in ET.fromstring(text).iter()]  # noqa: S314
    return None


FORMULA = re.compile(r"\s*(?:[=+@]|-(?!\d+$))")


def _keys(value: object) -> object:
    if isinstance(value, dict):
        return {k: _keys(v) for k, v in value.items()}
    return [_keys(v) for v in value] if isinstance(value, list) else type(value).__name__


ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What acts on whatever shows a file, in every format."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proef")


@pytest.mark.parametrize("form", FORMATS)
def test_every_payload_in_every_field(form: str, folder: Path) -> None:
    before = {part: shape(form, text) for part, text in usual(folder, form)}
    for payload in PAYLOADS:
        made = texts(form, with_text(folder, payload))
        for part, text in made.items():
            assert not ACTS.search(text.replace("\r\n", "\n")), (payload, part)
            assert shape(form, text) == before[part], (payload, part)
        whole = squeezed("".join(made.values()))
        assert squeezed(FORMATS[form].inert(payload)) in whole, payload


ONE_BY_ONE = [f for n, f in vars(inert).items() if n.startswith("for_") and n not in
              ("for_json", "for_filename")]  # fmt: skip


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("make", ONE_BY_ONE, ids=lambda f: f.__name__)
def test_no_function_lets_a_character_act(make: object, text: str) -> None:
    assert callable(make)
    assert not ACTS.search(make(text))
    assert "\n" not in make(text)


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    page = ET.fromstring(f'<p a="{inert.for_html(text)}">{inert.for_html(text)}</p>')  # noqa: S314
    assert (page.text or "") == inert.for_terminal(text)
    assert not re.match(r"[\s\xa0]*[=+@-]", inert.for_csv(text))
    assert not re.search(r"(?<!\\)(?:\\\\)*\](?=\()", inert.for_sarif(text))
    again = inert.for_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(again) == text
    assert re.fullmatch(r"[a-z0-9_][a-z0-9._-]*|_", inert.for_filename(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [("../../etc/passwd", "etc-passwd"), ("CON", "_con"), ("nul.txt", "_nul.txt"), ("", "_"),
     ("é ö/ü", "e-o-u"), ("-rf", "rf"), (".bashrc", "bashrc"), ("a\x00b\nc", "a-b-c")],
)  # fmt: skip
def test_names_of_files(text: str, name: str) -> None:
    assert inert.for_filename(text) == name


def test_long_texts_fit_a_cell() -> None:
    assert inert.for_xlsx("a" * 32_767) == "a" * 32_767
    assert inert.for_xlsx("a" * 100_000) == "a" * 32_766 + "…"


def test_a_tower_of_marks_is_drawn_as_codes() -> None:
    assert inert.for_terminal("e\u0301") == "e\u0301"
    assert inert.for_terminal("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "\\u0301" * 2
    assert inert.for_terminal("\u0338>") == "\u25cc\u0338>"
