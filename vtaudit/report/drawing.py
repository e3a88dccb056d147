"""A chart as rows of characters: days to columns, and what is certain told from what is possible.

Separate from the terminal, which puts the rows on a screen: drawing needs no Rich and no colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.report.document import Chart, Lane, Stretch


@dataclass(frozen=True, slots=True)
class Pens:
    """The characters to draw with."""

    sure: str
    perhaps: str
    term: str
    last: str
    perhaps_last: str
    dot: str
    left: str
    right: str
    open: tuple[str, str]


UNICODE = Pens("█", "░", "─", "┤", "╌", "•", "◂", "▸", ("├", "┤"))
ASCII = Pens("#", ".", "-", "|", "~", "*", "<", ">", ("[", "]"))


@dataclass(frozen=True, slots=True)
class Ruler:
    """Days to columns, and the pens."""

    first: date
    last: date
    columns: int
    pens: Pens

    def column(self, day: date | None, *, otherwise: int) -> int:
        """Return the column of *day*, outside 0 to the last where it is not in the drawing."""
        if day is None:
            return otherwise
        days = (self.last - self.first).days + 1
        return (day - self.first).days * self.columns // days

    def inside(self, column: int) -> int:
        """Return the nearest column that is in the drawing."""
        return min(max(column, 0), self.columns - 1)


def axis(chart: Chart, ruler: Ruler) -> tuple[str, str]:
    """Return the years and the months above the lanes; a name that has no room is left out."""
    years, months = [" "] * ruler.columns, [" "] * ruler.columns
    for day, name in chart.months:
        _write(months, ruler.inside(ruler.column(day, otherwise=0)), name)
    first = chart.months[0][0]
    for day, _ in reversed(chart.months):
        if day.month == 1 or day == first:
            _write(years, ruler.inside(ruler.column(day, otherwise=0)), str(day.year))
    return "".join(years).rstrip(), "".join(months).rstrip()


def _write(cells: list[str], column: int, text: str) -> None:
    """Put *text* at *column* if it fits there with a blank on either side."""
    end = column + len(text)
    if end <= len(cells) and all(c == " " for c in cells[max(column - 1, 0) : end + 1]):
        cells[column:end] = text


def rows(lane: Lane, ruler: Ruler) -> Iterator[str]:
    """Yield the rows of a lane: one, or as many as its numbered stretches need."""
    if not any(s.kind == "step" and s.text for s in lane.stretches):
        cells = [" "] * ruler.columns
        for stretch in lane.stretches:
            _draw(cells, stretch, ruler)
        yield "".join(cells).rstrip()
        return
    yield from _packed(lane.stretches, ruler)


def _draw(cells: list[str], stretch: Stretch, ruler: Ruler) -> None:
    match stretch.kind:
        case "bar":
            _bar(cells, stretch, ruler)
        case "term":
            _term(cells, stretch, ruler)
        case "step":
            cells[ruler.inside(ruler.column(stretch.begin.earliest, otherwise=0))] = ruler.pens.dot


def _bar(cells: list[str], stretch: Stretch, ruler: Ruler) -> None:
    """Draw a phase: pale where it may have been under way, full where it certainly was."""
    end = ruler.columns
    first = ruler.column(stretch.begin.earliest, otherwise=-1)
    sure_from = ruler.column(stretch.begin.latest, otherwise=end)
    sure_to = ruler.column(stretch.end.earliest, otherwise=-1)
    last = ruler.column(stretch.end.latest, otherwise=end)
    _fill(cells, first, last, ruler.pens.perhaps)
    _fill(cells, sure_from, sure_to, ruler.pens.sure)
    _edges(cells, first, last, ruler)


def _term(cells: list[str], stretch: Stretch, ruler: Ruler) -> None:
    """Draw a term: a line to its last day; broken where that day may lie."""
    end = ruler.columns
    first = ruler.column(stretch.begin.earliest, otherwise=-1)
    low = ruler.column(stretch.end.earliest, otherwise=-1)
    last = ruler.column(stretch.end.latest, otherwise=end)
    _fill(cells, first, last, ruler.pens.perhaps_last)
    _fill(cells, first, low, ruler.pens.term)
    if 0 <= last < end:
        cells[last] = ruler.pens.last
    _edges(cells, first, last, ruler)
    _write(cells, last + 2, stretch.text)


def _fill(cells: list[str], first: int, last: int, pen: str) -> None:
    for column in range(max(first, 0), min(last, len(cells) - 1) + 1):
        cells[column] = pen


def _edges(cells: list[str], first: int, last: int, ruler: Ruler) -> None:
    """Mark what goes on beyond the drawing."""
    if first < 0:
        cells[0] = ruler.pens.left
    if last >= ruler.columns:
        cells[-1] = ruler.pens.right


def _packed(stretches: Iterable[Stretch], ruler: Ruler) -> Iterator[str]:
    """Yield rows that hold the stretches in order, each in the first row that has room."""
    filled: list[list[str]] = []
    for stretch in stretches:
        at, text = _numbered(stretch, ruler)
        span = slice(max(at - 1, 0), at + len(text) + 1)
        row = next((r for r in filled if not "".join(r[span]).strip()), None)
        if row is None:
            row = [" "] * ruler.columns
            filled.append(row)
        row[at : at + len(text)] = text
    yield from ("".join(row).rstrip() for row in filled)


def _numbered(stretch: Stretch, ruler: Ruler) -> tuple[int, str]:
    """Return where a vague step begins and how it is drawn: its number between two ends."""
    begin, end = ruler.pens.open
    first = ruler.column(stretch.begin.earliest, otherwise=-1)
    last = ruler.column(stretch.begin.latest, otherwise=ruler.columns)
    left = ruler.pens.left if first < 0 else begin
    right = ruler.pens.right if last >= ruler.columns else end
    at, until = ruler.inside(first), ruler.inside(last)
    room = until - at - 1
    drawn = f"{left}{stretch.text.center(room, ruler.pens.term)}{right}"
    if room < len(stretch.text):
        drawn = (
            f"{left}{stretch.text}" if until == at or room < 0 else f"{left}{stretch.text}{right}"
        )
    return min(at, ruler.columns - len(drawn)), drawn
