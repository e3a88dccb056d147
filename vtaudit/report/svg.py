"""A chart as SVG inside a page: time to scale, what is certain told from what is possible.

Separate from the page: drawing needs nothing of the text around it. Every mark has its words, and
points to the place that tells it. Across it goes in parts of the whole, so that a wider drawing
shows more days and no larger letters; colours are the page's, for dark, light and print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_html
from vtaudit.report.markdown import SIGNS

if TYPE_CHECKING:
    from vtaudit.report.document import Chart, Lane, Sign, Stretch
    from vtaudit.report.voice import Voice

LANE, TOP = 24, 38
"""Points of the screen that a lane and the months take."""
MIDDLE = LANE // 2
APART = 21
"""Days that a step without an exact day lies from the one before it, for its number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the drawing."""

    name: str
    about: str
    sign: Sign
    stretches: tuple[Stretch, ...]


def figure(chart: Chart, title: str, voice: Voice, ids: Mapping[str, str]) -> str:
    """Return the drawing as a table of a row a lane; *ids* has the places there are.

    A table keeps a name beside its lane when the drawing is scrolled, and repeats the months on
    each sheet of paper.
    """
    groups = (*chart.groups, chart.rivals) if chart.rivals else chart.groups
    body = "".join(f'<tbody role="rowgroup">\n{_body(chart, g, ids)}</tbody>\n' for g in groups)
    past, named = for_html(voice.say("Past the drawing")), for_html(title)
    return (
        f'<figure class="chart">\n<a class="skip" href="#past-chart">{past}</a>\n'
        f'<div class="scroll" tabindex="0" role="group" aria-label="{named}">'
        f'<table class="drawing" role="table" aria-label="{named}">\n'
        f'<thead role="rowgroup"><tr role="row"><td role="cell"></td>'
        f'<td role="cell">{_axis(chart)}</td></tr></thead>'
        f'\n{body}</table></div>\n<div class="tip" role="tooltip" hidden="hidden"></div>\n'
        '</figure>\n<div id="past-chart" tabindex="-1"></div>\n'
    )


def _body(chart: Chart, group: Iterable[Lane], ids: Mapping[str, str]) -> str:
    return "".join(_row(chart, row, ids) for lane in group for row in _split(lane))


def _row(chart: Chart, row: Row, ids: Mapping[str, str]) -> str:
    name, about, sign = for_html(row.name), for_html(row.about), SIGNS[row.sign]
    told = f"{sign} <b>{name}</b> {about}".strip() if about else name
    marks = "".join(_mark(chart, stretch, ids) for stretch in row.stretches)
    head = (f'<th scope="row" role="rowheader" class="{row.sign}" '
            f'title="{f"{name} {about}".strip()}">{told}</th>' if name else
            '<td role="cell"></td>')  # fmt: skip
    return (
        f'<tr role="row">{head}<td role="cell"><svg class="lane {row.sign}" height="{LANE}">'
        f'<use href="#months"/>{_tied(chart, row)}\n{marks}</svg></td></tr>\n'
    )


def _axis(chart: Chart) -> str:
    """Return the years and months, and the lines under them that each lane takes over."""
    lines, names = "", ""
    for day, name in chart.months:
        at = _x(chart, max(day, chart.first))
        kind = "year" if day.month == 1 else "month"
        lines += f'<line class="{kind}" x1="{at}" y1="0" x2="{at}" y2="100%"/>'
        names += f'<text class="month" x="{at}" dx="3" y="{TOP - 8}">{for_html(name)}</text>\n'
        if day in (chart.months[0][0], day.replace(month=1)):
            names += f'<text class="year" x="{at}" dx="3" y="{TOP - 24}">{day.year}</text>\n'
    return (f'<svg height="{TOP}" aria-hidden="true"><defs><g id="months">{lines}</g></defs>\n'
            f'<use href="#months"/>{names}</svg>')  # fmt: skip


def _split(lane: Lane) -> tuple[Row, ...]:
    """Return a lane as rows: numbered steps must not lie over one another."""
    name = " ".join(b.text for b in lane.title.bits if b.text)
    sign: Sign = next((b.sign for b in lane.title.bits), "plain")
    if not any(s.kind == "step" and s.text for s in lane.stretches):
        return (Row(name, lane.about, sign, lane.stretches),)
    rows: list[list[Stretch]] = []
    for stretch in lane.stretches:
        row = next((r for r in rows if _after(r[-1], stretch)), None)
        if row is None:
            row = []
            rows.append(row)
        row.append(stretch)
    return tuple(Row("" if n else name, "", sign, tuple(row)) for n, row in enumerate(rows))


def _after(before: Stretch, stretch: Stretch) -> bool:
    """Return whether there is room for the number of *stretch* behind that of *before*."""
    first, last = stretch.begin.earliest, before.end.latest
    return bool(first and last and first > last + timedelta(days=APART))


def _tied(chart: Chart, row: Row) -> str:
    """Return the line between the days that are told of one step."""
    days = [s.begin.earliest for s in row.stretches if s.begin.earliest]
    if not any(s.kind == "rival" for s in row.stretches) or not days:
        return ""
    return _line(chart, "tie", min(days), max(days))


def _mark(chart: Chart, stretch: Stretch, ids: Mapping[str, str]) -> str:
    """Return what is drawn of a stretch, with its words, as a link to where it is told."""
    shapes = {"bar": _bar, "term": _term, "step": _step, "rival": _step}[stretch.kind]
    lines = "&#10;".join(map(for_html, stretch.told))
    inner = f"<title>{lines}</title>" + "".join(shapes(chart, stretch))
    place = ids.get(stretch.to)
    return f'<a href="#{place}">{inner}</a>\n' if place else f"<g>{inner}</g>\n"


def _bar(chart: Chart, stretch: Stretch) -> Iterator[str]:
    yield _rect(chart, "perhaps", stretch.begin.earliest, stretch.end.latest, 12)
    first, last = stretch.begin.latest, stretch.end.earliest
    if first and last and first <= last:
        yield _rect(chart, "sure", first, last, 12)


def _term(chart: Chart, stretch: Stretch) -> Iterator[str]:
    first, low, last = stretch.begin.earliest, stretch.end.earliest, stretch.end.latest
    yield _rect(chart, "hit", first, last, LANE)
    yield _line(chart, "perhaps", first, last)
    if low:
        yield _line(chart, "sure", first, low)
    if last and last <= chart.last:
        at = _x(chart, last)
        yield f'<line class="end" x1="{at}" y1="{MIDDLE - 6}" x2="{at}" y2="{MIDDLE + 6}"/>'
    if stretch.text:
        late = last and _share(chart, last) > 80
        at = _x(chart, (first if late else last) or chart.first)
        side = 'dx="-6" text-anchor="end"' if late else 'dx="6"'
        yield f'<text class="day" x="{at}" {side} y="{MIDDLE + 4}">{for_html(stretch.text)}</text>'


def _step(chart: Chart, stretch: Stretch) -> Iterator[str]:
    first, last = stretch.begin.earliest, stretch.begin.latest
    if stretch.begin.exact:
        yield (f'<circle class="{stretch.kind}" cx="{_x(chart, first or chart.first)}" '
               f'cy="{MIDDLE}" r="5"/>')  # fmt: skip
        return
    yield _rect(chart, f"span {stretch.kind}", first, last, 16)
    low, high = max(first or chart.first, chart.first), min(last or chart.last, chart.last)
    at = low + (high - low) / 2
    text = for_html(stretch.text)
    yield f'<text class="number" x="{_x(chart, at)}" y="{MIDDLE + 4}">{text}</text>'


def _line(chart: Chart, kind: str, first: date | None, last: date | None) -> str:
    low, high = _x(chart, first or chart.first), _x(chart, last or chart.last)
    return f'<line class="{kind}" x1="{low}" y1="{MIDDLE}" x2="{high}" y2="{MIDDLE}"/>'


def _rect(chart: Chart, kind: str, first: date | None, last: date | None, tall: int) -> str:
    """Return a bar from the morning of *first* to the evening of *last*."""
    low = _share(chart, first or chart.first)
    high = _share(chart, min(last or chart.last, chart.last) + timedelta(days=1))
    wide = max(high - low, 0.4)
    return (f'<rect class="{kind}" x="{low:.2f}%" y="{MIDDLE - tall // 2}" width="{wide:.2f}%" '
            f'height="{tall}" rx="2"/>')  # fmt: skip


def _x(chart: Chart, day: date) -> str:
    """Return where *day* lies, as a part of the whole."""
    return f"{_share(chart, day):.2f}%"


def _share(chart: Chart, day: date) -> float:
    days = (chart.last - chart.first).days + 1
    return min(max((day - chart.first).days * 100 / days, 0.0), 100.0)
