"""An overview as one page without a network: small pictures of one scale, and under them a table.

Separate from what it says. A picture is never the only place of a number, and every number leads to
its cases where their lists are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vtaudit.report.html import main, page
from vtaudit.report.inert import for_html
from vtaudit.report.markup import LONG
from vtaudit.report.overview.model import VERDICTS
from vtaudit.report.overview.page import parts, title, verdicts
from vtaudit.report.overview.part import HIDDEN, NONE
from vtaudit.report.overview.strips import REMARKED, Stretch

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Overview
    from vtaudit.report.overview.part import Cell, Panel, Part
    from vtaudit.report.overview.strips import Strip
    from vtaudit.report.speech import Speech

ENDING = ".html"
STYLE = "overview.css"
_HATCHED = (
    '<svg class="patterns" aria-hidden="true"><defs><pattern id="hatched" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="5" '
    'height="5"/><rect class="hatch" width="2" height="5"/></pattern></defs></svg>\n'
)


def render(found: Overview, speech: Speech, lists: str | None) -> str:
    """Return the overview; numbers link to the cases in the folder *lists*, if one is given."""
    told = tuple(parts(found, speech))
    contents = "".join(
        f'<li><a href="#{p.key}">{for_html(p.title)}</a></li>\n' for p in told if p.key != "about"
    )
    nav = f'<nav aria-label="{for_html(speech.say("Contents"))}"><ol>\n{contents}</ol></nav>\n'
    inside = "".join(_part(p, found, speech, lists) for p in told)
    return framed(speech, title(speech), inside, f"{_HATCHED}{nav}")


def framed(speech: Speech, title: str, inside: str, before: str = "") -> str:
    """Return a page with *title*, and *inside* as what it is about."""
    told = for_html(title)
    body = f"<header><h1>{told}</h1></header>\n{before}{main(speech)}{inside}</main>\n"
    return page(speech.lang, told, body, STYLE)


def _part(part: Part, found: Overview, speech: Speech, lists: str | None) -> str:
    text = "".join(f"<p>{for_html(t)}</p>\n" for t in part.text)
    panels = "".join(_panel(p, lists) for p in part.panels)
    long = " long" if len(part.panels) >= LONG else ""
    grid = f'<div class="panels{long}">\n{panels}</div>\n' if panels else ""
    return (
        f'<section id="{part.key}" aria-labelledby="{part.key}-title">\n'
        f'<h2 id="{part.key}-title">{for_html(part.title)}</h2>\n{text}'
        f"{_legend(part.key, found, speech)}{grid}{_table(part, lists) if part.rows else ''}"
        "</section>\n"
    )


def _legend(key: str, found: Overview, speech: Speech) -> str:
    """Return what the kinds of a strip stand for."""
    say = speech.say
    if key in ("rules", "bodies"):
        kinds: list[tuple[str, str]] = list(zip(VERDICTS, verdicts(speech), strict=True))
        kinds[1:1] = [(REMARKED, say("contradicted, a remark only"))]
        kinds += [("hidden", say("hidden"))] if found.smallest is not None else []
    elif key in ("terms", "phases"):
        kinds = [("sure", say("in time for certain"))] if key == "terms" else []
        kinds += [("half", say("middle half")), ("median", say("median"))]
        kinds += [("about", say("median, not exactly known"))]
        kinds += [("perhaps", say("possible, not certain"))]
    else:
        return ""
    told = (f"<li>{_strip((Stretch(kind, 0, 1),))} {for_html(word)}</li>" for kind, word in kinds)
    return f'<ul class="key">{"".join(told)}</ul>\n'


def _panel(panel: Panel, lists: str | None) -> str:
    lines = "".join(
        f'<tr><th scope="row">{for_html(name)}</th><td>{_strip(cell.strip)}</td>'
        f"<td>{_cell(cell, lists)}</td></tr>\n"
        for name, cell in panel.lines
    )
    first, last = map(for_html, panel.scale)
    return (
        f'<figure class="panel"><figcaption>{for_html(panel.title)}</figcaption>\n'
        f'<table>\n{lines}<tr class="scale"><td></td><td><span>{first}</span>'
        f"<span>{last}</span></td><td></td></tr></table></figure>\n"
    )


def _strip(strip: Strip) -> str:
    """Return a strip; it is not read out, for its figures stand in words beside or under it."""
    inside = "".join(
        f'<rect class="{s.kind}" x="{s.begin:.2%}" width="{max(s.end - s.begin, 0.008):.2%}" '
        f'height="100%"/>' for s in strip
    )  # fmt: skip
    return f'<svg class="strip" aria-hidden="true">{inside}</svg>'


def _table(part: Part, lists: str | None) -> str:
    shown = [
        n for n in range(len(part.head)) if any(row[n].text or row[n].strip for row in part.rows)
    ]
    head = "".join(f'<th scope="col"{_kind(part, n)}>{for_html(part.head[n])}</th>' for n in shown)
    long = " long" if len(part.rows) >= LONG else ""
    return (
        f'<div class="scroll{long}" tabindex="0" role="group" '
        f'aria-label="{for_html(part.title)}"><table class="figures">'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n"
        f"{''.join(_rows(part, shown, lists))}</tbody></table></div>\n"
    )


def _rows(part: Part, shown: Sequence[int], lists: str | None) -> Iterator[str]:
    before = ""
    for row in part.rows:
        again = ' class="again"' if row[0].text == before else ""
        before = row[0].text
        cells = (f"<td{_kind(part, n)}>{_cell(row[n], lists) or _strip(row[n].strip)}</td>"
                 for n in shown[1:])  # fmt: skip
        yield f'<tr><th scope="row"{again}>{_cell(row[0], lists)}</th>{"".join(cells)}</tr>\n'


def _kind(part: Part, column: int) -> str:
    """Return the kind of a column: all its cells are numbers, or words."""
    texts = [row[column].text for row in part.rows]
    number = any(t[:1].isdigit() or t in (HIDDEN, NONE) for t in texts)
    return ' class="number"' if column and number else ""


def _cell(cell: Cell, lists: str | None) -> str:
    told = for_html(cell.text)
    if not cell.link or lists is None:
        return told
    name, _, place = cell.link.partition("#")
    return f'<a href="{for_html(lists)}/{name}{ENDING}#{place}">{told}</a>'
