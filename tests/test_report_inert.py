"""Text of a case is shown, never acted on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_audit import HOSTILE

from vtaudit.report.inert import for_ascii, for_markdown, for_mermaid, for_terminal

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain(text: str) -> list[str]:
    """Return the kinds of tokens that markdown makes of *text*."""
    kinds = []
    for token in MARKDOWN.parse(text):
        kinds += [t.type for t in token.children] if token.children is not None else [token.type]
    return kinds


def test_what_is_plain_stays() -> None:
    for text in ("Moeder belt Veilig Thuis.", "één ‘gesprek’ – 10 weken", "[moeder] & vader"):
        assert for_terminal(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_terminal(text: str) -> None:
    shown = for_terminal(text)
    assert shown.isprintable()
    assert "\x1b" not in shown


def test_controls_are_made_visible() -> None:
    assert for_terminal("\x1b[31m\u202e\x00\u2028") == "\\x1b[31m\\u202e\\x00\\u2028"
    assert for_terminal("een\r\ntwee\tdrie") == "een twee drie"


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_is_one_paragraph_of_text(text: str) -> None:
    shown = for_markdown(text)
    assert "\n" not in shown
    kinds = plain(shown)
    assert kinds[0] == "paragraph_open"
    assert set(kinds) <= {"paragraph_open", "paragraph_close", "text", "text_special"}


@pytest.mark.parametrize("text", [*HOSTILE, "- x", "1. x", "1) x", "+ x", "=== x", "> x", "    x"])
def test_markdown_at_the_start_and_in_a_cell(text: str) -> None:
    assert "paragraph_open" in plain(for_markdown(text))
    rows = plain(f"| a | b |\n| --- | --- |\n| {for_markdown(text)} | x |")
    assert rows.count("td_open") == 2


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_inert(text: str) -> None:
    assert for_terminal(text).isprintable() or "\xa0" in text or for_terminal(text).isspace() or any(
        not c.isprintable() for c in for_terminal(text)) is any(
        c.isspace() and not c.isprintable() for c in for_terminal(text))  # fmt: skip
    assert for_ascii(text).isascii()
    kinds = set(plain(for_markdown(text)))
    assert kinds <= {"paragraph_open", "paragraph_close", "text", "text_special"}
    assert not set('"`[]{}<>#;&\n') & set(for_mermaid(text).replace("#", "").replace(";", ""))


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid(text: str) -> None:
    assert not set('"`[]{}<>|\n\x1b') & set(for_mermaid(text))


def test_ascii() -> None:
    assert for_ascii("één ‘gesprek’ – … ☃") == "een 'gesprek' - ... ?"
