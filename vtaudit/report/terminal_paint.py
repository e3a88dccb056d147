"""One piece of a report on a console: the only module of the reports that imports Rich.

Separate because of that import. Text of a case only ever gets into a `rich.text.Text`, where
nothing reads it as markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO, assert_never

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from vtaudit.report.document import (
    Bit,
    Chart,
    Column,
    Diagram,
    Item,
    Items,
    Line,
    Section,
    Sign,
    Table,
)
from vtaudit.report.drawing import ASCII, UNICODE, Ruler, axis, rows
from vtaudit.report.inert import for_ascii, for_terminal
from vtaudit.report.parts import about
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.report.document import Block

UNBOUNDED = 100_000
"""Columns of a pipe: more than any line takes."""
WIDE = 160
"""From this width each column of a table stands beside the others."""
DRAWN = 120
"""Columns of a drawing in a pipe, which has no width of its own."""
HEIGHT = 100
WORD = 26  # columns of the longest word kept whole; beside a ratio, a width is a least width
NAME = 16
"""Columns that the names beside a matrix keep, however narrow the screen is."""

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


def console_for(file: TextIO, width: int | None, *, color: bool) -> Console:
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


def recording(width: int) -> Console:
    """Return a console that keeps what it shows, in colour."""
    return Console(file=io.StringIO(), record=True, width=width, height=HEIGHT, markup=False,
                   emoji=False, highlight=False, force_terminal=True, _environ={})  # fmt: skip


def _beside(cells: Iterable[tuple[Text, int]]) -> Text:
    """Return cells on one line, each as wide as is said; one that is longer is cut."""
    told = Text()
    for cell, width in cells:
        kept = cell.copy()
        kept.truncate(width)
        told.append_text(kept)
        told.append(" " * (width - len(kept) + 1))
    told.rstrip()
    return told


@dataclass(frozen=True, slots=True)
class Painter:
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
                for number, item in enumerate(block.items, block.first or 1):
                    self.item(item, 0, f"{number}." if block.first else None)
            case Table():
                self.table(block)
            case Diagram():
                self.flow(block)
            case Chart():
                self.chart(block)
            case _:
                assert_never(block)

    def flow(self, block: Diagram) -> None:
        """Print a flow, a line for each group; an order that is not certain has its own arrow."""
        sure, perhaps = (" -> ", " ..> ") if self.ascii_only else (" → ", " ⇢ ")
        for group, boxes in block.groups:
            told = Text(self.inert(f"{group}: "))
            for number, step in enumerate(boxes):
                arrow = "" if not number else sure if step.sure else perhaps
                told += Text(arrow + self.inert(step.text))
            self.hung("", told, hang=4)

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
        if self.console.no_color:
            self.console.file.write(f"{told.plain}\n")
        else:
            self.console.print(told, no_wrap=True, overflow="ignore", crop=False)

    def text(self, line: Line) -> Text:
        """Return a line with its signs and, in brackets, its sources."""
        told = Text(self.inert(line.between)).join(self.bit(b) for b in line.bits)
        if line.cites:
            told.append(self.inert(f" [{self.voice.places(line.cites)}]"), "dim")
        return told

    def bit(self, bit: Bit) -> Text:
        """Return a piece of a line with its sign."""
        sign, plain, style = SIGNS[bit.sign]
        shown = plain if self.ascii_only else sign
        words = Text(self.inert(bit.text), "bold" if bit.strong else "")
        if not shown:
            return words
        return Text.assemble((f"{shown}{GLUE}" if bit.text else shown, style), words)

    def table(self, table: Table) -> None:
        """Print a table: beside one another where there is room, else a row under a row."""
        if table.dense:
            self.matrix(table)
        elif self.stacked and any(c.under for c in table.columns):
            for row in table.rows:
                self.record(table.columns, row)
        else:
            self.console.print(self.grid(table))

    def record(self, columns: tuple[Column, ...], row: tuple[Line, ...]) -> None:
        """Print a row of a table as a heading, with the other columns in a paragraph under it."""
        head, under = [], []
        for column, line in zip(columns, row, strict=True):
            told = self.text(line)
            if not column.under:
                head.append(told if column.main else Text("", "bold") + told)
            elif line:
                title = f"{self.inert(column.title)}: " * column.label
                under.append(Text.assemble((title, "dim"), told))
        self.hung("", Text("  ").join(head), hang=4)
        if under:
            between = Text.assemble((" | " if self.ascii_only else " · ", "dim"))
            self.hung("    ", between.join(under))

    def matrix(self, table: Table) -> None:
        """Print signs close together: as many columns as fit beside the names, then the others."""
        heads = [Text(self.inert(c.title), "bold") for c in table.columns]
        rows = [heads, *([self.text(cell) for cell in row] for row in table.rows)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
        lead = next(n for n, column in enumerate(table.columns) if column.main) + 1
        signs = sum(widths[lead:]) + len(widths[lead:])
        names = (self.width or UNBOUNDED) - sum(widths[: lead - 1]) - lead
        widths[lead - 1] = min(widths[lead - 1], max(NAME, names - signs))
        room = names - widths[lead - 1]
        step = max(1, (room + 1) // (max(widths[lead:], default=1) + 1))
        for first in range(lead, len(heads), step):
            if first > lead:
                self.console.print()
            kept = [*range(lead), *range(first, min(first + step, len(heads)))]
            for row in rows:
                self.print(_beside([(row[n], widths[n]) for n in kept]))

    def chart(self, chart: Chart) -> None:
        """Print time drawn to scale, with the name of each lane before it."""
        lanes = [lane for group in chart.groups for lane in group]
        width = self.width or DRAWN
        names = min(max(len(self.text(lane.title)) for lane in lanes), width * 2 // 5)
        ruler = Ruler(
            chart.first, chart.last, width - names - 2, ASCII if self.ascii_only else UNICODE
        )
        for told in axis(chart, ruler):
            self.print(Text(" " * (names + 2)) + Text(self.inert(told), "dim"))
        for number, group in enumerate(chart.groups):
            if number:
                self.console.print()
            for lane in group:
                title = self.text(lane.title)
                title.truncate(names, pad=True)
                for drawn in rows(lane, ruler):
                    self.print(title + Text("  ") + Text(drawn, "cyan"))
                    title = Text(" " * names)

    def note(self, text: str) -> None:
        """Print a remark that belongs to no part."""
        self.console.print()
        self.hung("", Text(self.inert(text), "dim"))

    def grid(self, table: Table) -> RichTable:
        """Return a table with its columns beside one another."""
        full = any(c.under for c in table.columns)
        out = RichTable(box=box.ASCII2 if self.ascii_only else box.SIMPLE_HEAD, pad_edge=False,
                        header_style="bold", expand=full, leading=int(full))  # fmt: skip
        told = [tuple(map(self.text, row)) for row in table.rows]
        for n, column in enumerate(table.columns):
            share = column.share if full and not column.fixed else None
            words = (len(word) for row in told for word in row[n].plain.split())
            out.add_column(Text(self.inert(column.title)), no_wrap=column.fixed, ratio=share,
                           width=min(WORD, max(words, default=1)) if share else None,
                           overflow="fold")  # fmt: skip
        for row in told:
            out.add_row(*row)
        return out
