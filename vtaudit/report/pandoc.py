"""Sections as the tree that pandoc reads, for the formats that it writes.

Separate from the running of pandoc. Text is put in as text, which nothing reads as markup; what
tells a table, a footnote or a sign from text are the nodes of the tree (pandoc-types 1.23).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, assert_never

from vtaudit.report.document import (
    Bit,
    Box,
    Chart,
    Diagram,
    Item,
    Items,
    Line,
    Section,
    Sign,
    Table,
)
from vtaudit.report.inert import for_terminal
from vtaudit.report.markdown import SIGNS
from vtaudit.report.markup import lines

if TYPE_CHECKING:
    from vtaudit.report.document import Block, Link
    from vtaudit.report.voice import Voice

Node = dict[str, object]
"""A node of the tree: `t` is its kind and `c` what stands in it."""

VERSION = [1, 23]
"""Version of the tree: that of every pandoc 3."""
WIDE = 6
"""Columns from which a table needs a page on its side."""
STYLES: dict[Sign, str] = {"good": "Sign Good", "bad": "Sign Bad", "overdue": "Sign Bad",
                           "open": "Sign Open"}  # fmt: skip
"""Names of styles for signs; others look like text."""
LEAD = "Lead"
"""Name of the style of an entry with others under it."""
LONGEST = 24
"""Letters of a word that a column makes room for; a longer one is broken."""
SHORTEST = 10
"""Letters that a column has room for at least, if any of its texts is as long."""
UPRIGHT, ASIDE = 120, 182
"""Letters of a line of a table over the whole page."""
_PLAIN = {"t": "AlignDefault"}
_CLOSE: Node = {"t": "Str", "c": "\xa0"}
"""A space where no line ends: a sign stays with its word."""


class Tree:
    """Turns sections into blocks of the tree, with links between what they name."""

    def __init__(self, voice: Voice, sections: Iterable[Section], aside: tuple[Node, Node]) -> None:
        """Take what begins and what ends a page on its side."""
        self.voice = voice
        self._begin, self._end = aside
        named = dict.fromkeys(n for s in sections for x in lines(s) for n in x.names)
        self._places = {name: f"p{n}" for n, name in enumerate(named, 1)}
        self._placed: set[str] = set()

    def section(self, section: Section, level: int, number: str = "") -> Iterator[Node]:
        """Yield a section with those in it; one with nothing in it says so on the first level."""
        inner = [s for s in section.sections if s.blocks or s.sections]
        if not section.blocks and not inner and not number:
            return
        head = _node("Header", level, _attr(anchor(number)), [_text(number + section.title)])
        wide = max((n for n, b in enumerate(section.blocks, 1) if _is_wide(b)), default=0)
        if wide:
            yield self._begin
        yield head
        for place, block in enumerate(section.blocks, 1):
            yield from self.block(block)
            if place == wide:
                yield self._end
        if not section.blocks and not inner:
            yield _node("Para", [_text(self.voice.say("nothing"))])
        for part in inner:
            yield from self.section(part, level + 1)

    def block(self, block: Block) -> Iterator[Node]:
        """Yield one block; a flow is told as a list, and a chart is left to what can draw."""
        match block:
            case Line():
                yield _node("Para", self.line(block))
            case Items():
                yield self._items(block.items, block.first)
            case Table():
                yield self._table(block)
            case Diagram():
                yield _node("BulletList", [[_node("Plain", _flow(*g))] for g in block.groups])
            case Chart():
                pass
            case _:
                assert_never(block)

    def _items(self, items: Iterable[Item], first: int | None = None) -> Node:
        told = [list(self._item(i)) for i in items]
        if first is not None:
            return _node("OrderedList", [first, {"t": "Decimal"}, {"t": "Period"}], told)
        return _node("BulletList", told)

    def _item(self, item: Item) -> Iterator[Node]:
        """Yield an entry; one with others under it is not left alone at the foot of a page."""
        told = self.line(item.line)
        if item.under:
            yield _node("Div", _attr(custom_style=LEAD), [_node("Para", told)])
            yield self._items(item.under)
        else:
            yield _node("Plain", told)

    def _table(self, table: Table) -> Node:
        parts = _widths([[c.title, *(_told(row[n]) for row in table.rows)]
                         for n, c in enumerate(table.columns)])  # fmt: skip
        wide = [[_PLAIN, _node("ColWidth", part / sum(parts))] for part in parts]
        head = _row([_text(c.title)] for c in table.columns)
        rows = [_row(map(self.line, row), "Table Text") for row in table.rows]
        body = [_attr(), 0, [], rows]
        return _node("Table", _attr(), [None, []], wide, [_attr(), [head]], [body], [_attr(), []])

    def line(self, line: Line) -> list[Node]:
        """Return a line with its signs, a footnote, and its names."""
        told: list[Node] = []
        for bit in line.bits:
            piece = self._bit(bit)
            if told and piece:
                told.append(_text(line.between))
            told += piece
        if line.cites:
            told.append(_note(self.voice.note(line.cites)))
        for name in line.names:
            if name not in self._placed:
                self._placed.add(name)
                told = [_node("Span", _attr(self._places[name]), told)]
        return told

    def _bit(self, bit: Bit) -> list[Node]:
        told = list(self._pieces(bit.text, [x for x in bit.links if x.text]))
        told = [_node("Strong", told)] if bit.strong and told else told
        sign = SIGNS[bit.sign]
        if not sign:
            return told
        shown = _styled(style, [_text(sign)]) if (style := STYLES.get(bit.sign)) else _text(sign)
        return [shown, _CLOSE, *told] if told else [shown]

    def _pieces(self, text: str, links: Iterable[Link]) -> Iterator[Node]:
        """Yield *text* with its pieces that point somewhere as links."""
        at = 0
        for link in links:
            found = text.find(link.text, at)
            if found >= 0:
                yield from filter(None, [found > at and _text(text[at:found])])
                yield self._linked(link.text, link.to)
                at = found + len(link.text)
        if text[at:]:
            yield _text(text[at:])

    def _linked(self, told: str, to: str) -> Node:
        place = self._places.get(to)
        return _node("Link", _attr(), [_text(told)], [f"#{place}", ""]) if place else _text(told)


def anchor(number: str) -> str:
    """Return the place of a part that has a *number*; the others have none."""
    return f"part{number.rstrip('. ')}" if number else ""


def whole(blocks: Iterable[Node], **about: str) -> Node:
    """Return a document of *blocks*, with what its properties say of it."""
    said = {name: _node("MetaString", for_terminal(text)) for name, text in about.items() if text}
    return {"pandoc-api-version": VERSION, "meta": said, "blocks": list(blocks)}


def raw(form: str, text: str) -> Node:
    """Return markup of the format *form*, which stands in it as it is; never text of a case."""
    return _node("RawBlock", form, text)


def _node(kind: str, *inside: object) -> Node:
    return {"t": kind, "c": inside[0] if len(inside) == 1 else list(inside)}


def _attr(name: str = "", **pairs: str) -> list[object]:
    return [name, [], [[k.replace("_", "-"), v] for k, v in pairs.items()]]


def _text(text: str) -> Node:
    return _node("Str", for_terminal(text))


def _styled(style: str, inside: list[Node]) -> Node:
    return _node("Span", _attr(custom_style=style), inside)


def _note(text: str) -> Node:
    return _node("Note", [_node("Para", [_text(text)])])


def _row(cells: Iterable[list[Node]], style: str = "Table Head") -> list[object]:
    """Return a row of a table; every cell is a paragraph with a style of its own."""
    told = (
        [_node("Div", _attr(custom_style=style), [_node("Para", cell or [_text("")])])]
        for cell in cells
    )
    return [_attr(), [[_attr(), _PLAIN, 1, 1, blocks] for blocks in told]]


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and len(block.columns) >= WIDE


def _told(line: Line) -> str:
    return line.between.join(bit.text for bit in line.bits)


def _widths(columns: list[list[str]]) -> list[float]:
    """Return how wide columns are beside one another, in letters.

    Each has room for its longest word, and for a few short ones; those of long texts share what is
    left, but not in step with their length: a page has more room for lines than for columns.
    """
    words = [max(len(w) for text in column for w in (*text.split(), "")) for column in columns]
    texts = [min(SHORTEST, max(map(len, column))) for column in columns]
    needs = [max(min(word, LONGEST) * 1.05, text) + 2.2
             for word, text in zip(words, texts, strict=True)]  # fmt: skip
    wishes = [_wish(column) for column in columns]
    left = (ASIDE if len(columns) >= WIDE else UPRIGHT) - sum(needs)
    part = max(left, 0) / (sum(wishes) or 1)
    return [need + wish * part for need, wish in zip(needs, wishes, strict=True)]


def _wish(column: list[str]) -> float:
    """Return how much a column would have of what is left, beside others.

    Cells without text say nothing of the room that the others need.
    """
    lengths = [len(text) for text in column if text]
    usual = math.sqrt(sum(n * n for n in lengths) / len(lengths))
    return max(usual, 2 * math.sqrt(max(lengths)))


def _flow(title: str, boxes: Iterable[Box]) -> list[Node]:
    """Return a flow as a line; a box that is not certainly after the one before it is in doubt."""
    told = (f"{'' if box.sure else SIGNS['open'] + ' '}{box.text}" for box in boxes)
    return [_node("Strong", [_text(title)]), _text(": " + " → ".join(told))]
