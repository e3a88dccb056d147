"""A chart as SVG inside a page: time to scale, what is certain told from what is possible.

Separate from the page: drawing needs nothing of the text around it. Every mark has its words, and
points to the place that tells it. Across it goes in parts of the whole, so that a wider drawing
shows more days and no larger letters; colours are the page's, for dark, light and print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_html

if TYPE_CHECKING:
    from vtaudit.report.document import Chart, Lane, Stretch
    from vtaudit.report.voice import Voice

LANE, TOP, GAP = 24, 40, 14
"""Sizes in points of the screen: a lane, the axis, what lies between groups."""
PACKED = 4
"""Parts of a hundred that a step without an exact day takes at least, for its number."""


def figure(chart: Chart, title: str, voice: Voice, ids: Mapping[str, str]) -> str:
    """Return the drawing with the names of its lanes beside it; *ids* has the places there are."""
    lanes = tuple(tuple(_split(lane) for lane in group) for group in chart.groups)
    groups = tuple(tuple(row for rows in group for row in rows) for group in lanes)
    high = TOP + sum(len(g) * LANE + GAP for g in groups)
    drawn = "".join(_drawn(chart, groups, high, ids))
    past = for_html(voice.say("Past the drawing"))
    return (
        f'<figure class="chart">\n<a class="skip" href="#past-chart">{past}</a>\n'
        f'<div class="lanes">\n<ol aria-hidden="true">{_names(groups)}</ol>\n'
        f'<div class="scroll" tabindex="0" role="group" aria-label="{for_html(title)}">'
        f'<svg role="group" aria-label="{for_html(title)}" height="{high}">\n{drawn}</svg></div>\n'
        '</div>\n<div class="tip" role="tooltip" hidden="hidden"></div>\n</figure>\n'
        '<div id="past-chart" tabindex="-1"></div>\n'
    )


def _split(lane: Lane) -> tuple[tuple[str, str, tuple[Stretch, ...]], ...]:
    """Return a lane as rows of its name, sign and stretches: numbered steps must not overlap."""
    name = " ".join(b.text for b in lane.title.bits if b.text)
    sign = next((b.sign for b in lane.title.bits), "plain")
    if not any(s.kind == "step" and s.text for s in lane.stretches):
        return ((name, sign, lane.stretches),)
    rows: list[list[Stretch]] = []
    for stretch in lane.stretches:
        row = next((r for r in rows if _after(r[-1], stretch)), None)
        if row is None:
            row = []
            rows.append(row)
        row.append(stretch)
    return tuple((name if not n else "", sign, tuple(row)) for n, row in enumerate(rows))


def _after(before: Stretch, stretch: Stretch) -> bool:
    """Return whether there is room for the number of *stretch* behind that of *before*."""
    first, last = stretch.begin.earliest, before.end.latest
    return bool(first and last and first > last + timedelta(days=21))


Rows = tuple[tuple[tuple[str, str, tuple["Stretch", ...]], ...], ...]


def _names(groups: Rows) -> str:
    out = []
    for group in groups:
        for n, (name, sign, _) in enumerate(group):
            last = ' data-last=""' if n == len(group) - 1 else ""
            told = for_html(name)
            out.append(f'<li class="{sign}" title="{told}"{last}>{told}</li>\n')
    return "".join(out)


def _drawn(chart: Chart, groups: Rows, high: int, ids: Mapping[str, str]) -> Iterator[str]:
    for day, name in chart.months:
        at = _x(chart, max(day, chart.first))
        kind = "year" if day.month == 1 else "month"
        yield f'<line class="{kind}" x1="{at}" y1="{TOP - 6}" x2="{at}" y2="{high}"/>\n'
        yield f'<text class="month" x="{at}" dx="3" y="{TOP - 10}">{for_html(name)}</text>\n'
        if day in (chart.months[0][0], day.replace(month=1)):
            yield f'<text class="year" x="{at}" dx="3" y="{TOP - 26}">{day.year}</text>\n'
    top = TOP
    for group in groups:
        for _, sign, stretches in group:
            yield f'<g class="lane {sign}">\n'
            for stretch in stretches:
                yield _mark(chart, stretch, top + LANE // 2, ids)
            yield "</g>\n"
            top += LANE
        top += GAP


def _mark(chart: Chart, stretch: Stretch, middle: int, ids: Mapping[str, str]) -> str:
    """Return what is drawn of a stretch, with its words, as a link to where it is told."""
    shapes = {"bar": _bar, "term": _term, "step": _step}[stretch.kind]
    lines = "&#10;".join(map(for_html, stretch.told))
    inner = f"<title>{lines}</title>" + "".join(shapes(chart, stretch, middle))
    place = ids.get(stretch.to)
    return f'<a href="#{place}">{inner}</a>\n' if place else f"<g>{inner}</g>\n"


def _bar(chart: Chart, stretch: Stretch, middle: int) -> Iterator[str]:
    yield _rect(chart, "perhaps", stretch.begin.earliest, stretch.end.latest, middle, 12)
    first, last = stretch.begin.latest, stretch.end.earliest
    if first and last and first <= last:
        yield _rect(chart, "sure", first, last, middle, 12)


def _term(chart: Chart, stretch: Stretch, middle: int) -> Iterator[str]:
    first, low, last = stretch.begin.earliest, stretch.end.earliest, stretch.end.latest
    yield _rect(chart, "hit", first, last, middle, LANE)
    yield _line(chart, "perhaps", first, last, middle)
    if low:
        yield _line(chart, "sure", first, low, middle)
    if last and last <= chart.last:
        at = _x(chart, last)
        yield f'<line class="end" x1="{at}" y1="{middle - 6}" x2="{at}" y2="{middle + 6}"/>'
    if stretch.text:
        late = last and _share(chart, last) > 80
        at = _x(chart, (first if late else last) or chart.first)
        side = 'dx="-6" text-anchor="end"' if late else 'dx="6"'
        yield f'<text class="day" x="{at}" {side} y="{middle + 4}">{for_html(stretch.text)}</text>'


def _step(chart: Chart, stretch: Stretch, middle: int) -> Iterator[str]:
    first, last = stretch.begin.earliest, stretch.begin.latest
    if not stretch.text:
        yield f'<circle cx="{_x(chart, first or chart.first)}" cy="{middle}" r="5"/>'
        return
    yield _rect(chart, "span", first, last, middle, 16)
    low, high = max(first or chart.first, chart.first), min(last or chart.last, chart.last)
    at = low + (high - low) / 2
    text = for_html(stretch.text)
    yield f'<text class="number" x="{_x(chart, at)}" y="{middle + 4}">{text}</text>'


def _line(chart: Chart, kind: str, first: date | None, last: date | None, middle: int) -> str:
    low, high = _x(chart, first or chart.first), _x(chart, last or chart.last)
    return f'<line class="{kind}" x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>'


def _rect(
    chart: Chart, kind: str, first: date | None, last: date | None, middle: int, tall: int
) -> str:
    """Return a bar from the morning of *first* to the evening of *last*."""
    low = _share(chart, first or chart.first)
    high = _share(chart, min(last or chart.last, chart.last) + timedelta(days=1))
    wide = max(high - low, 0.4)
    return (f'<rect class="{kind}" x="{low:.2f}%" y="{middle - tall // 2}" width="{wide:.2f}%" '
            f'height="{tall}" rx="2"/>')  # fmt: skip


def _x(chart: Chart, day: date) -> str:
    """Return where *day* lies, as a part of the whole."""
    return f"{_share(chart, day):.2f}%"


def _share(chart: Chart, day: date) -> float:
    days = (chart.last - chart.first).days + 1
    return min(max((day - chart.first).days * 100 / days, 0.0), 100.0)
