"""Sections as markup for a page: headings, tables, lists, links within the report, footnotes.

Separate from the page around it. A sign always has its words beside it for who cannot see it, and
every link leads to a place that is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote

from vtaudit.report import places
from vtaudit.report.document import Chart, Diagram, Items, Line, Table
from vtaudit.report.inert import for_html
from vtaudit.report.markdown import SIGNS
from vtaudit.report.parts.about import legend
from vtaudit.report.svg import figure

if TYPE_CHECKING:
    from vtaudit.audit.model import Citation
    from vtaudit.report.document import Bit, Block, Column, Item, Link, Section
    from vtaudit.report.voice import Voice

LONG = 8
"""Rows from which a table or list can be filtered."""
FEW = 3
"""Columns that fit a narrow screen; a table of more is laid out as cards there."""
_KEY = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+")


class Markup:
    """Turns sections into markup, and keeps what is named in them and the footnotes."""

    def __init__(self, voice: Voice, sections: Iterable[Section]) -> None:
        self.voice = voice
        self.contents: list[tuple[str, str]] = []
        self._notes: dict[Citation, int] = {}
        self._ids: set[str] = {"main", "notes"}
        self._places = {n: self._id(n) for s in sections for x in lines(s) for n in x.names}
        self._placed: set[str] = set()
        self._words = {bit.sign: bit.text for bit in legend(voice).bits}

    def section(self, section: Section, level: int, number: str = "") -> str:
        """Return a section with those in it; nothing for one that is empty, unless numbered."""
        inner = "".join(self.section(s, level + 1) for s in section.sections)
        blocks = "".join(self.block(b, section.title) for b in section.blocks)
        if not blocks and not inner:
            if not number:
                return ""
            blocks = f"<p>{for_html(self.voice.say('nothing'))}</p>\n"
        tag, key = f"h{min(level, 6)}", self._id(section.key)
        label = ""
        if number:
            label = f' aria-labelledby="{key}-title"'
            self.contents.append((key, section.title))
        return (
            f'<section id="{key}" class="part-{_KEY.sub("-", section.key.lower())}"{label}>\n'
            f'<{tag} id="{key}-title">{number}{for_html(section.title)}</{tag}>\n'
            f"{blocks}{inner}</section>\n"
        )

    def block(self, block: Block, title: str) -> str:
        """Return one block; *title* is that of the section around it."""
        match block:
            case Line():
                return f"<p>{self.line(block)}</p>\n"
            case Items():
                found = tuple(_under(block.items))
                long = len(found) >= LONG and any(x.names for x in found)
                kind = ' class="long"' if long else ""
                if block.first and block.first > 1:
                    kind += f' start="{block.first}"'
                return self._items(block.items, "ol" if block.first else "ul", kind)
            case Table():
                return self._table(block, title)
            case Diagram():
                return _flow(block)
            case Chart():
                return figure(block, title, self.voice, self._places)
            case _:
                assert_never(block)

    def _items(self, found: Iterable[Item], tag: str, kind: str = "") -> str:
        inside = "".join(
            f"<li>{self.line(i.line)}{self._items(i.under, 'ul') if i.under else ''}</li>\n"
            for i in found
        )
        return f"<{tag}{kind}>\n{inside}</{tag}>\n"

    def _table(self, table: Table, title: str) -> str:
        """Return a table; its roles are told, for a narrow screen may lay it out as cards."""
        head = "".join(
            f'<th scope="col" role="columnheader"{_short_for(c)}>'
            f"{self._linked(for_html(c.title), c.to)}</th>"
            for c in table.columns
        )
        kind = "dense" if table.dense else "plain" if len(table.columns) > FEW else "small"
        wide = "".join(f'<col class="w{c.share}"/>' for c in table.columns)
        long = " long" if len(table.rows) >= LONG else ""
        rows = "".join(f'<tr role="row">{self._row(table, row)}</tr>\n' for row in table.rows)
        return (
            f'<div class="scroll{long}" tabindex="0" role="group" aria-label="{for_html(title)}">'
            f'<table class="{kind}" role="table"><colgroup>{wide}</colgroup>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{rows}'
            "</tbody></table></div>\n"
        )

    def _row(self, table: Table, row: Iterable[Line]) -> str:
        cells = []
        for column, cell in zip(table.columns, row, strict=True):
            kind = 'th scope="row" role="rowheader"' if column.main else 'td role="cell"'
            title = "" if table.dense else f' data-title="{for_html(column.title)}"'
            cells.append(f"<{kind}{title}>{self.line(cell, apart=True)}</{kind[:2]}>")
        return "".join(cells)

    def line(self, line: Line, *, apart: bool = False) -> str:
        """Return a line with its signs, its footnotes, what it is about, and its names.

        With *apart* the pieces of an enumeration stand under one another.
        """
        bits = [b for b in (self._bit(bit) for bit in line.bits) if b]
        if apart and line.between == "; " and len(bits) > 1:
            whole = "".join(f'<span class="piece">{b}</span>' for b in bits)
        else:
            whole = for_html(line.between).join(bits)
        whole += "".join(self._note(c) for c in dict.fromkeys(line.cites))
        about = [self._linked(for_html(x.text), x.to) for x in line.about]
        if about:
            whole += f' <small class="about">{" · ".join(about)}</small>'
        for name in line.names:
            if name not in self._placed:
                self._placed.add(name)
                whole = f'<span id="{self._places[name]}">{whole}</span>'
        return whole

    def _bit(self, bit: Bit) -> str:
        told = self._pieces(bit.text, [x for x in bit.links if x.text])
        told = f"<strong>{told}</strong>" if bit.strong and told else told
        sign = SIGNS[bit.sign]
        if not sign:
            return told
        word = for_html(self._words[bit.sign])
        shown = (f'<span class="sign {bit.sign}" title="{word}"><span aria-hidden="true">{sign}'
                 f'</span><span class="word">{word}</span></span>')  # fmt: skip
        to = next((x.to for x in bit.links if not x.text), "")
        return f"{self._linked(shown, to)}\xa0{told}" if told else self._linked(shown, to)

    def _pieces(self, text: str, links: Iterable[Link]) -> str:
        """Return *text* with its pieces that point somewhere as links."""
        out, at = "", 0
        for link in links:
            found = text.find(link.text, at)
            if found >= 0:
                out += for_html(text[at:found]) + self._linked(for_html(link.text), link.to)
                at = found + len(link.text)
        return out + for_html(text[at:])

    def _linked(self, told: str, to: str) -> str:
        place = self._places.get(to)
        return f'<a href="#{place}">{told}</a>' if place else told

    def _note(self, cite: Citation) -> str:
        number = self._notes.setdefault(cite, len(self._notes) + 1)
        title = for_html(self.voice.cited(cite))
        return f'<sup><a href="#note-{number}" title="{title}">{number}</a></sup>'

    def footnotes(self) -> str:
        """Return every footnote: the paper and page, and the steps and findings that rest on it."""
        rows = "".join(
            f'<li id="note-{number}">{self._source(cite)}</li>\n'
            for cite, number in self._notes.items()
        )
        title = self.voice.say("Sources")
        if rows:
            self.contents.append(("notes", title))
        head = f'<h2 id="notes-title">{for_html(title)}</h2>\n<ol class="long">\n'
        return (f'<section id="notes" aria-labelledby="notes-title">\n{head}{rows}</ol></section>\n'
                if rows else "")  # fmt: skip

    def _source(self, cite: Citation) -> str:
        audit = self.voice.audit
        steps = (e.event for e in audit.timeline if cite in e.sources)
        found = (f.id for f in audit.findings if cite in f.citations)
        about = (*places.to_steps(self.voice, steps), *places.to_findings(self.voice, found))
        told = self._linked(for_html(self.voice.cited(cite)), places.paper(cite.document))
        return told + self._opened(cite) + self.line(Line(about=about))

    def _opened(self, cite: Citation) -> str:
        """Return a link to the paper itself, at the page, where the case says where its file is."""
        file = next((d.file for d in self.voice.audit.case.documents if d.id == cite.document), "")
        if not file or file.startswith(("/", "\\")) or ".." in file:
            return ""
        page = _NUMBER.search(cite.page or "")
        at = f"#page={page[0]}" if page and file.lower().endswith(".pdf") else ""
        word = for_html(self.voice.say("open the paper"))
        return f' (<a href="{quote(file)}{at}">{word}</a>)'

    def _id(self, name: str) -> str:
        """Return *name* as an id that nothing else on the page has."""
        key = _KEY.sub("-", name.lower()).strip("-") or "part"
        key = key if key[0].isalpha() else f"part-{key}"
        unique, number = key, 1
        while unique in self._ids:
            number += 1
            unique = f"{key}-{number}"
        self._ids.add(unique)
        return unique


def lines(section: Section) -> Iterator[Line]:
    """Yield every line of a section, in the order in which it is shown."""
    for block in section.blocks:
        match block:
            case Line():
                yield block
            case Items():
                yield from _under(block.items)
            case Table():
                yield from (cell for row in block.rows for cell in row)
    for inner in section.sections:
        yield from lines(inner)


def _under(found: Iterable[Item]) -> Iterator[Line]:
    for item in found:
        yield item.line
        yield from _under(item.under)


def _short_for(column: Column) -> str:
    return f' title="{for_html(column.told)}"' if column.told else ""


def _flow(flow: Diagram) -> str:
    """Return a flow as lists in a row: it needs no drawing to be read."""
    groups = "".join(
        f"<li><strong>{for_html(title)}</strong><ol>"
        + "".join(f'<li class="{"sure" if box.sure else "perhaps"}">{for_html(box.text)}</li>'
                  for box in boxes) + "</ol></li>\n"
        for title, boxes in flow.groups
    )  # fmt: skip
    return f'<ul class="flow">\n{groups}</ul>\n'
