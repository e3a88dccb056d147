"""An overview as markdown: CommonMark with GFM tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.report.gfm import row as table_row
from vtaudit.report.inert import for_markdown
from vtaudit.report.overview.page import parts, title

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Overview
    from vtaudit.report.overview.part import Cell, Part
    from vtaudit.report.speech import Speech

ENDING = ".md"


def render(found: Overview, speech: Speech, lists: str | None) -> str:
    """Return the overview; numbers link to the cases in the folder *lists*, if one is given."""
    lines = [f"# {title(speech)}", ""]
    for part in parts(found, speech):
        lines += _part(part, lists)
    return "\n".join(lines).rstrip() + "\n"


def _part(part: Part, lists: str | None) -> Iterator[str]:
    yield from (f"## {for_markdown(part.title)}", "")
    for text in part.text:
        yield from (for_markdown(text), "")
    shown = [n for n in range(len(part.head)) if any(row[n].text for row in part.rows)]
    if part.rows:
        yield table_row(for_markdown(part.head[n]) for n in shown)
        yield table_row("---" for _ in shown)
        yield from (table_row(_cell(row[n], lists) for n in shown) for row in part.rows)
        yield ""


def _cell(cell: Cell, lists: str | None) -> str:
    told = for_markdown(cell.text)
    if not cell.link or lists is None:
        return told
    name, _, place = cell.link.partition("#")
    return f"[{told}]({lists}/{name}{ENDING}#{place})"
