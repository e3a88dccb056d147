"""The draft `verslag van bevindingen` in markdown: CommonMark with GFM tables and footnotes.

Separate because it is what an investigator writes on from: facts in order with their sources, in
the order in which a colleague reads. It may be shared, so what is restricted stays out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from vtaudit.report.document import (
    Bit,
    Chart,
    Diagram,
    Item,
    Items,
    Line,
    Section,
    Sign,
    Table,
    line,
)
from vtaudit.report.gfm import row as table_row
from vtaudit.report.inert import for_markdown, for_mermaid
from vtaudit.report.parts import (
    about,
    complaints,
    deadlines,
    findings,
    questions,
    runs,
    since,
    steps,
    summary,
)
from vtaudit.report.shareable import Shareable, left_out, shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.document import Block
    from vtaudit.rulebook.book import Rulebook

SIGNS: dict[Sign, str] = {
    "good": "✓",
    "bad": "✗",
    "open": "?",
    "none": "–",
    "running": "…",
    "overdue": "!",
    "remark": "•",
    "plain": "",
}


def render(audit: Audit, book: Rulebook, lang: str = "nl") -> str:
    """Return the draft findings as markdown."""
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    writer = _Writer(voice)
    title = for_markdown(voice.say("Findings (draft): {case}", case=audit.case.title))
    rows = [f"# {title}", ""]
    for number, section in enumerate(parts(voice, shared), 1):
        rows += writer.section(section, 2, f"{number}. ")
    rows += writer.footnotes()
    return "\n".join(rows).rstrip() + "\n"


def written(voice: Voice, section: Section) -> str:
    """Return one section as a page of its own."""
    writer = _Writer(voice)
    return "\n".join((*writer.section(section, 1), *writer.footnotes())).rstrip() + "\n"


def parts(voice: Voice, shared: Shareable) -> Iterator[Section]:
    """Yield the parts of the report in the order in which a colleague reads."""
    yield _about(voice, shared)
    yield complaints.stated(voice)
    yield _path(voice)
    yield _terms(voice)
    yield _results(voice)
    yield findings.gaps(voice)
    yield questions.questions(voice)
    yield about.framework(voice)
    yield _method(voice)


def _about(voice: Voice, shared: Shareable) -> Section:
    """Return what the case is, what the record covers, and whether something was left out."""
    facts = Items(tuple(Item(Line((Bit(f"{k}:", strong=True), Bit(v))))
                        for k, v in about.head(voice)))  # fmt: skip
    blocks: list[Block] = [facts]
    if voice.audit.case.summary:
        blocks.append(line(voice.audit.case.summary))
    if not shared.complete:
        blocks.append(line(left_out(voice, shared)))
    what = summary.summary(voice)
    what = replace(what, blocks=(about.legend(voice), *what.blocks))
    inner = (about.coverage(voice), what)
    return Section("about", voice.say("What it is about"), tuple(blocks), inner)


def _path(voice: Voice) -> Section:
    path, flow = steps.path(voice), steps.phases(voice)
    blocks = (about.legend(voice), *path.blocks, *((flow,) if flow.groups else ()))
    return Section("path", path.title, blocks, (runs.runs(voice), findings.told(voice)))


def _terms(voice: Voice) -> Section:
    table = deadlines.table(voice)
    sums = Section("arithmetic", voice.say("Arithmetic"), (deadlines.arithmetic(voice),))
    return Section("terms", table.title, table.blocks, (sums,))


def _results(voice: Voice) -> Section:
    """Return each complaint with what bears on it, and then what bears on none."""
    results = complaints.results(voice)
    return Section("complaints", results.title, (), (*results.sections, findings.apart(voice)))


def _method(voice: Voice) -> Section:
    """Return the account, with what was set aside and what could not be audited or verified."""
    method = about.method(voice)
    parts = (*method.sections, since.section(voice), findings.accepted(voice), findings.left(voice),
             about.unverified(voice))  # fmt: skip
    return Section("method", method.title, method.blocks, parts)


class _Writer:
    """Turns sections into lines of markdown, and keeps the footnotes."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.notes: dict[str, int] = {}

    def section(self, section: Section, level: int, number: str = "") -> Iterator[str]:
        """Yield a section with those in it; one with nothing in it says so on the first level."""
        inner = [s for s in section.sections if s.blocks or s.sections]
        if not section.blocks and not inner and not number:
            return
        yield from (f"{'#' * min(level, 6)} {number}{for_markdown(section.title)}", "")
        for block in section.blocks or (() if inner else (line(self.voice.say("nothing")),)):
            yield from self.block(block)
            yield ""
        for part in inner:
            yield from self.section(part, level + 1)

    def block(self, block: Block) -> Iterator[str]:
        """Yield the lines of one block."""
        match block:
            case Line():
                yield self.text(block)
            case Items():
                for number, item in enumerate(block.items, block.first or 1):
                    yield from self.item(item, 0, f"{number}." if block.first else "-")
            case Table():
                yield from self.table(block)
            case Diagram():
                yield from _mermaid(block)
            case Chart():
                pass
            case _:
                assert_never(block)

    def item(self, item: Item, indent: int, bullet: str = "-") -> Iterator[str]:
        """Yield an entry of a list with what stands under it."""
        yield f"{' ' * indent}{bullet} {self.text(item.line)}"
        for under in item.under:
            yield from self.item(under, indent + len(bullet) + 1)

    def table(self, table: Table) -> Iterator[str]:
        """Yield a GFM table."""
        yield table_row(for_markdown(c.title) for c in table.columns)
        yield table_row("---" for _ in table.columns)
        for row in table.rows:
            yield table_row(self.text(cell) for cell in row)

    def text(self, line: Line) -> str:
        """Return a line with its signs and footnote marks."""
        told = for_markdown(line.between) if line.between.strip() else line.between
        if line.between.endswith(" ") and line.between.strip():
            told += " "
        whole = told.join(b for b in map(_bit, line.bits) if b)
        cited = self.voice.note(line.cites)
        return f"{whole}[^{self.note(cited)}]" if cited else whole

    def note(self, text: str) -> int:
        """Return the number of the footnote with *text*."""
        return self.notes.setdefault(text, len(self.notes) + 1)

    def footnotes(self) -> Iterator[str]:
        """Yield every footnote."""
        for text, number in self.notes.items():
            yield f"[^{number}]: {for_markdown(text)}"


def _bit(bit: Bit) -> str:
    told = for_markdown(bit.text)
    told = f"**{told}**" if bit.strong and told else told
    sign = SIGNS[bit.sign]
    return f"{sign} {told}".strip() if sign else told


def _mermaid(flow: Diagram) -> Iterator[str]:
    """Yield a diagram with a frame for each group and an arrow between its boxes."""
    yield from ("```mermaid", "flowchart LR")
    for g, (group, boxes) in enumerate(flow.groups):
        yield f'  subgraph g{g}["{for_mermaid(group)}"]'
        yield from (f'    g{g}b{b}["{for_mermaid(box.text)}"]' for b, box in enumerate(boxes))
        for b, box in enumerate(boxes[1:]):
            yield f"    g{g}b{b} {'-->' if box.sure else '-.->'} g{g}b{b + 1}"
        yield "  end"
    yield "```"
