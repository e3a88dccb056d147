"""Every format tells the same audit, whole and inert."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest
from markdown_it import MarkdownIt
from sample_audit import HOSTILE, audit, book

from vtaudit.audit.model import Audit
from vtaudit.report import json as as_json
from vtaudit.report import markdown, terminal
from vtaudit.report.inert import for_terminal
from vtaudit.report.schemas import audit_schema

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WIDTHS = (80, 200, None)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# -- terminal


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_terminal_fits(width: int | None, lang: str) -> None:
    text = terminal.render(audit(), book(), lang, width=width)
    assert "…" not in re.sub(r"… (loopt|running)|2019…", "", text)
    if width:
        assert max(map(len, text.splitlines())) <= width


def test_terminal_plain_has_no_codes() -> None:
    assert "\x1b" not in terminal.render(audit(), book(), width=80)
    assert "\x1b" in terminal.render(audit(), book(), width=80, color=True)


def test_colour_says_nothing_that_signs_do_not() -> None:
    coloured = terminal.render(audit(), book(), width=200, color=True)
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert squeezed(bare) == squeezed(terminal.render(audit(), book(), width=200))


@pytest.mark.parametrize("width", WIDTHS)
def test_terminal_in_ascii(width: int | None) -> None:
    text = terminal.render(audit("één ‘ding’ ☃"), book(), width=width, ascii_only=True)
    assert text.isascii()
    assert "x weersproken" in text


def test_pipe_neither_wraps_nor_cuts() -> None:
    long = "woord " * 80 + "slot"
    text = terminal.render(audit(long), book())
    assert any(long.strip() in row for row in text.splitlines())


def test_text_suits_the_file() -> None:
    out = io.StringIO()
    assert terminal.suited(audit(), book(), out) == terminal.render(audit(), book())
    page = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    assert terminal.suited(audit(), book(), page).isascii()


@pytest.mark.parametrize("no_color", ["", "1"])
def test_text_suits_a_screen(monkeypatch: pytest.MonkeyPatch, no_color: str) -> None:
    class Screen(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "90")
    shown = terminal.suited(audit(), book(), Screen())
    assert ("\x1b" in shown) is not bool(no_color)


# -- hostile text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [80, None])
def test_hostile_text_on_a_terminal(text: str, width: int | None) -> None:
    shown = terminal.render(audit(text), book(), width=width)
    assert squeezed(for_terminal(text)) in squeezed(shown)
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_markdown(text: str) -> None:
    def shape(source: Audit) -> list[str]:
        kinds = []
        for token in MARKDOWN.parse(markdown.render(source, book())):
            kinds.append(token.type)
            kinds += [t.type for t in token.children or () if not t.type.startswith("text")]
        return kinds

    assert shape(audit(text)) == shape(audit("gewone tekst"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_json(text: str) -> None:
    told = json.loads(as_json.render(audit(text), book()))
    assert told["timeline"][0]["text"] == text
    assert told["complaints"][0]["text"] == text


# -- json


def test_json_is_what_its_schema_says() -> None:
    schema = json.loads(audit_schema())
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(json.loads(as_json.render(audit(), book())), schema)


def test_json_keys() -> None:
    told = json.loads(as_json.render(audit(), book()))
    assert list(told) == [
        "schema", "vtaudit", "case", "as_of", "people", "timeline", "path", "terms", "gaps",
        "pairings", "told", "findings", "complaints", "questions", "accepted", "not_audited", "baseline",
    ]  # fmt: skip
    assert told["schema"] == "vtaudit/audit-v1"
    assert told["as_of"] == "2020-12-31"
    term, open_, *_ = told["terms"]
    assert term["last_day"] == {"earliest": "2019-12-13", "latest": "2019-12-13"}
    assert open_["last_day"] is None
    finding = told["findings"][0]
    assert finding["message"].startswith("Niet: ouder over de aanpak")
    assert finding["translations"]["en"]["message"].startswith("Niet: ouder over the approach")
    assert finding["where"] == {"file": "case.yaml", "line": 10, "column": 3}


def test_json_does_not_need_rich() -> None:
    code = "import sys; import vtaudit.report.json, vtaudit.report.markdown; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "render",
    [
        lambda: as_json.render(audit(), book()),
        lambda: markdown.render(audit(), book()),
        lambda: terminal.render(audit(), book(), width=80),
    ],
)
def test_same_audit_same_bytes(render: Callable[[], str]) -> None:
    assert render() == render()


# -- markdown


def test_markdown_leaves_out_what_is_restricted() -> None:
    text = markdown.render(audit(), book())
    assert "GEHEIM" not in text
    assert "stap-3" not in text
    assert "Weggelaten" in text
    open_ = replace(audit(), timeline=tuple(e for e in audit().timeline if not e.restricted))
    papers = tuple(d for d in open_.case.documents if not d.restricted)
    open_ = replace(open_, case=replace(open_.case, documents=papers))
    assert "Weggelaten" not in markdown.render(open_, book())


def test_markdown_order_and_footnotes() -> None:
    text = markdown.render(audit(), book())
    heads = re.findall(r"^## \d+\. (.+)$", text, re.MULTILINE)
    assert heads[:5] == ["Waar gaat het om", "De klachten", "Tijdlijn en gevolgde weg",
                         "Termijnen", "Per klacht"]  # fmt: skip
    assert heads[-4:] == ["Leemten in het dossier", "Vragen", "Toetsingskader", "Verantwoording"]
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    notes = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert marks == notes != set()
    assert "```mermaid\nflowchart LR" in text


# -- sentences


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_rule_or_value_that_is_gone_is_shown_by_its_name(lang: str) -> None:
    empty = replace(book(), rules=(), norms={}, protocols={}, words={})
    for text in (terminal.render(audit(), empty, lang), markdown.render(audit(), empty, lang)):
        assert "VT001" in text
        assert "ivrk/12" in text


def test_findings_that_differ_in_a_person_are_one_line() -> None:
    text = terminal.render(audit(), book())
    assert "ouder en kind over de aanpak" in text


def test_arithmetic_in_words() -> None:
    text = markdown.render(audit(), book())
    assert "9 december 2019 tot en met 13 december 2019: 5 werkdagen" in text
    assert "tellen niet mee: weekend" in text
    assert "2 dagen over" in text
