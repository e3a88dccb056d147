"""Chronologies in tables: the rows of any table as steps, and those of a CSV file.

Separate from plain text because the columns say what is a date.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from vtaudit.exchange.characters import text_of
from vtaudit.exchange.headings import filled, headed
from vtaudit.exchange.plaintext import read_text
from vtaudit.exchange.rows import Leftover, Row, Table
from vtaudit.exchange.when import read_date

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords
    from vtaudit.rulebook.proposals import Columns

Cells = tuple[int, Sequence[str]]
"""The number of a row in the source, from 1, and what its cells hold."""
_SAMPLE = 8192
"""Characters in which the sign between columns is looked for."""


def csv_rows(data: bytes) -> Iterator[Cells]:
    """Yield the rows of a CSV file, each with the line on which it begins.

    Between columns stands a comma, semicolon or tab. Raises csv.Error for what is no such file.
    """
    text = text_of(data)
    first = next((line for line in text[:_SAMPLE].splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    for row in rows:
        yield begins, row
        begins = rows.line_num + 1


def from_cells(cells: Iterable[Cells], columns: Columns, words: DateWords) -> Table:
    """Return the steps of a table: by its headings, else by the column that holds dates.

    An empty date takes the one of the row above, and that is told of the row. What stands in
    columns of other names is kept beside the step. A table without dates is read as text.
    """
    rows = [(n, [str(c).strip() for c in row]) for n, row in cells if any(map(_text, row))]
    bare = [row for _, row in rows]
    found = headed(bare, columns)
    if found is None:
        places = filled(bare, words)
        return _as_text(rows, words) if places is None else _steps(rows, places, (), words)
    number, places = found
    steps = _steps(rows[number + 1 :], places, rows[number][1], words)
    above = tuple(Leftover(n, _joined(row)) for n, row in rows[:number])
    return Table(steps.rows, above + steps.leftovers)


def _steps(
    rows: Sequence[Cells], places: Mapping[str, int], headings: Sequence[str], words: DateWords
) -> Table:
    steps: list[Row] = []
    left: list[Leftover] = []
    for number, row in rows:
        values = {k: row[at] for k, at in places.items() if at < len(row)}
        text = " ".join(values.get("text", "").split())
        if not text:
            left.append(Leftover(number, _joined(row)))
            continue
        when = read_date(" ".join(values.get("date", "").split()), words)
        above = steps[-1].date if steps else ""
        borrowed = bool(above) and not when.date and not when.said
        steps.append(
            Row(
                number,
                above if borrowed else when.date,
                text,
                by=values.get("by", ""),
                source=values.get("source", ""),
                page=values.get("page", ""),
                activity=values.get("activity", ""),
                said=when.said,
                borrowed=borrowed,
                remarks=tuple(_others(row, headings, frozenset(places.values()))),
            )
        )
    return Table(tuple(steps), tuple(left))


def _others(row: Sequence[str], headings: Sequence[str], used: frozenset[int]) -> Iterator[str]:
    """Yield what stands in the columns that are not *used*, after the heading of each."""
    for at, cell in enumerate(row):
        if at not in used and cell:
            heading = headings[at] if at < len(headings) else ""
            yield f"{heading}: {cell}" if heading else cell


def _as_text(rows: Sequence[Cells], words: DateWords) -> Table:
    """Return the steps of rows without columns, each a line of a text."""
    lines = {number: " ".join(" ".join(row).split()) for number, row in rows}
    whole = "\n".join(lines.get(n, "") for n in range(1, max(lines, default=0) + 1))
    return read_text(whole, words)


def _joined(row: Sequence[str]) -> str:
    return " | ".join(cell for cell in row if cell)


def _text(cell: object) -> str:
    return str(cell).strip() if cell is not None else ""
