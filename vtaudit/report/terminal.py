"""The report for a terminal, and for a pipe: the only module that imports Rich.

Separate because of that import. Text of a case only ever gets into a `rich.text.Text`, where
nothing reads it as markup. Without a width nothing is wrapped or cut: that is for pipes.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, assert_never

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from vtaudit.report.document import Bit, Column, Diagram, Item, Items, Line, Section, Sign, Table
from vtaudit.report.inert import for_ascii, for_terminal
from vtaudit.report.leaks import watch
from vtaudit.report.parts import about, complaints, deadlines, findings, runs, since, steps
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.document import Block
    from vtaudit.rulebook.book import Rulebook

UNBOUNDED = 100_000
"""Columns of a pipe: more than any line takes."""
WIDE = 180
"""From this width each column of a table stands beside the others."""
HEIGHT = 100

GLUE = "\ue000"
"""Stands between a sign and its word while lines are broken; no text of a case can hold it."""

SIGNS: dict[Sign, tuple[str, str, str]] = {
    "good": ("✓", "+", "green"),
    "bad": ("✗", "x", "bold red"),
    "open": ("?", "?", "yellow"),
    "none": ("–", "-", "dim"),
    "running": ("…", "~", "cyan"),
    "overdue": ("!", "!", "bold red"),
    "remark": ("•", "*", "cyan"),
    "plain": ("", "", ""),
}
"""Sign, sign in ASCII, and style; the sign alone tells what the colour tells."""


def render(
    audit: Audit,
    book: Rulebook,
    lang: str = "nl",
    *,
    width: int | None = None,
    color: bool = False,
    ascii_only: bool = False,
) -> str:
    """Return the report as text; without *width* as for a pipe, without *color* no codes at all."""
    out = io.StringIO()
    voice = Voice(audit, book, lang)
    painter = _Painter(voice, _console(out, width, color=color), ascii_only, width)
    painter.header()
    for section in parts(voice):
        painter.section(section)
    rows = out.getvalue().replace(GLUE, " ").split("\n")
    return "".join(f"{row.rstrip()}\n" for row in rows).rstrip("\n") + "\n"


def show(
    audit: Audit,
    book: Rulebook,
    file: TextIO,
    lang: str = "nl",
    *,
    width: int | None = None,
    color: bool | None = None,
    ascii_only: bool = False,
) -> None:
    """Write the report to *file* as suits it: width and colour of a terminal, neither in a pipe.

    Colour is left out when the environment has NO_COLOR; on a console that cannot show a sign
    the report is written in ASCII.
    """
    screen = file.isatty()
    if width is None and screen:
        width = shutil.get_terminal_size().columns
    if color is None:
        color = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    text = render(audit, book, lang, width=width, color=color, ascii_only=ascii_only)
    if not ascii_only and not _fits(text, file.encoding or "utf-8"):
        text = render(audit, book, lang, width=width, color=color, ascii_only=True)
    watch.check(text)
    file.write(text)


def picture(audit: Audit, book: Rulebook, lang: str = "nl") -> str:
    """Return the header and what matters as SVG, for pages that show what the report looks like."""
    console = Console(file=io.StringIO(), record=True, width=100, height=HEIGHT, markup=False,
                      emoji=False, highlight=False, force_terminal=True, _environ={})  # fmt: skip
    voice = Voice(audit, book, lang)
    painter = _Painter(voice, console, ascii_only=False, width=100)
    painter.header()
    painter.section(about.summary(voice))
    drawn = console.export_svg(title="vtaudit audit", unique_id="vtaudit")
    return drawn.replace(GLUE, "\xa0")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def parts(voice: Voice) -> Iterator[Section]:
    """Yield the parts of the report in the order in which they are asked for."""
    yield about.summary(voice)
    yield steps.path(voice)
    yield runs.runs(voice)
    yield deadlines.table(voice)
    yield findings.gaps(voice)
    yield complaints.results(voice, brief=True)
    yield findings.apart(voice)
    yield findings.told(voice)
    yield findings.questions(voice)
    yield since.section(voice)
    yield findings.accepted(voice)
    yield findings.left(voice)
    yield about.coverage(voice)
    yield about.unverified(voice)


def _console(file: TextIO, width: int | None, *, color: bool) -> Console:
    """Return a console that heeds no variable of the environment; each choice is the caller's."""
    return Console(
        file=file,
        width=width or UNBOUNDED,
        height=HEIGHT,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


@dataclass(frozen=True, slots=True)
class _Painter:
    """Puts the pieces of a report on a console."""

    voice: Voice
    console: Console
    ascii_only: bool
    width: int | None

    @property
    def stacked(self) -> bool:
        """Whether columns stand under the main one instead of beside it."""
        return self.width is None or self.width < WIDE

    def inert(self, text: str) -> str:
        """Return text as this console can show it."""
        return for_ascii(text) if self.ascii_only else for_terminal(text)

    def header(self) -> None:
        """Print what was audited, in a frame."""
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        for title, text in about.head(self.voice):
            grid.add_row(Text(self.inert(title), "bold"), Text(self.inert(text)))
        grid.add_row(
            Text(self.inert(self.voice.say("Signs")), "bold"), self.text(about.legend(self.voice))
        )
        frame = box.ASCII if self.ascii_only else box.ROUNDED
        self.console.print(Panel(grid, box=frame, expand=self.width is not None))

    def section(self, section: Section, level: int = 1) -> None:
        """Print a section with those in it; one with nothing in it is left out."""
        if not section.blocks and not section.sections:
            return
        self.heading(section.title, level)
        for block in section.blocks:
            self.block(block)
        for inner in section.sections:
            self.section(inner, level + 1)

    def heading(self, title: str, level: int) -> None:
        """Print a heading; the first level has a line under it."""
        told = self.inert(title)
        self.console.print()
        self.console.print(Text(told, "bold cyan" if level == 1 else "bold"))
        if level == 1:
            shown = min(len(told), self.width or len(told))
            self.console.print(Text(("-" if self.ascii_only else "─") * shown, "cyan"))

    def block(self, block: Block) -> None:
        """Print one block."""
        match block:
            case Line():
                self.console.print(self.text(block))
            case Items():
                for number, item in enumerate(block.items, 1):
                    self.item(item, 0, f"{number}." if block.numbered else None)
            case Table():
                self.table(block)
            case Diagram():
                for group, boxes in block.groups:
                    arrow = " -> " if self.ascii_only else " → "
                    self.console.print(
                        Text(self.inert(f"{group}: ") + arrow.join(map(self.inert, boxes)))
                    )
            case _:
                assert_never(block)

    def item(self, item: Item, depth: int, number: str | None = None) -> None:
        """Print an entry of a list with what stands under it, each line after its bullet."""
        bullet = number or ("-" if self.ascii_only or depth % 2 else "•")
        self.hung("  " * depth + bullet + " ", self.text(item.line))
        for under in item.under:
            self.item(under, depth + 1)

    def hung(self, lead: str, told: Text, hang: int | None = None) -> None:
        """Print text after *lead*, further lines *hang* to the right, or as far as the lead."""
        margin = len(lead) if hang is None else hang
        if not self.width:
            self.print(Text(lead) + told)
            return
        rows = told.wrap(self.console, self.width - margin)
        for row in rows:
            row.rstrip()
        self.print(Text(lead) + Text(f"\n{' ' * margin}").join(rows))

    def print(self, told: Text) -> None:
        """Print text of which the lines are broken already."""
        self.console.print(told, no_wrap=True, overflow="ignore", crop=False)

    def text(self, line: Line) -> Text:
        """Return a line with its signs and, in brackets, its sources."""
        told = Text(self.inert(line.between)).join(self.bit(b) for b in line.bits)
        if line.cites:
            told = told + Text(self.inert(f" [{self.voice.places(line.cites)}]"), "dim")
        return told

    def bit(self, bit: Bit) -> Text:
        """Return a piece of a line with its sign."""
        sign, plain, style = SIGNS[bit.sign]
        shown = plain if self.ascii_only else sign
        words = Text(self.inert(bit.text), "bold" if bit.strong else "")
        if not shown:
            return words
        return Text(f"{shown}{GLUE}" if bit.text else shown, style) + words

    def table(self, table: Table) -> None:
        """Print a table: beside one another where there is room, else a row under a row."""
        if self.stacked and any(c.under for c in table.columns):
            for row in table.rows:
                self.record(table.columns, row)
        else:
            self.console.print(self.grid(table))

    def record(self, columns: tuple[Column, ...], row: tuple[Line, ...]) -> None:
        """Print a row of a table as a paragraph, with a line for each column under it."""
        head, under = [], []
        for column, line in zip(columns, row, strict=True):
            told = self.text(line)
            if not column.under:
                head.append(told if column.main else Text("", "bold") + told)
            elif line:
                under.append(Text(f"{self.inert(column.title)}: ", "dim") + told)
        self.console.print()
        self.hung("", Text("  ").join(head), hang=4)
        for told in under:
            self.hung("    ", told)

    def grid(self, table: Table) -> RichTable:
        """Return a table with its columns beside one another."""
        full = any(c.under for c in table.columns)
        out = RichTable(box=box.ASCII2 if self.ascii_only else box.SIMPLE_HEAD, pad_edge=False,
                        header_style="bold", expand=full, leading=int(full))  # fmt: skip
        for column in table.columns:
            share = column.share if full and not column.fixed else None
            out.add_column(Text(self.inert(column.title)), no_wrap=column.fixed, ratio=share,
                           overflow="fold")  # fmt: skip
        for row in table.rows:
            out.add_row(*map(self.text, row))
        return out
