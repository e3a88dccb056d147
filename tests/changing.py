"""The real case with some of its text changed, for tests that follow it."""

from __future__ import annotations

from pathlib import Path

from test_cli import CASE


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Path:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    return tmp_path
