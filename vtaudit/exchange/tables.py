"""Chronologies in tables: CSV, a sheet of XLSX, the tables of a DOCX.

Separate from plain text because the columns say what is a date. The libraries for the last two
come with an extra and are imported when such a file is read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.exchange.plaintext import readable_date, without_footnotes
from vtaudit.exchange.rows import Leftover, Row, Table
from vtaudit.message import said, worded

if TYPE_CHECKING:
    from vtaudit.rulebook.proposals import Columns

_MOST_BYTES = 500_000_000
"""A packed file that holds more is refused: it was made to fill a memory."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 63
"""Rows of a sheet and columns of a table that the office programs themselves can have."""
_SPAN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}gridSpan"
"""How many columns a cell of a document takes."""
Cells = tuple[int, Sequence[str]]
"""The number of a row in the source, from 1, and what its cells hold."""


def read_csv(data: bytes, columns: Columns) -> Table:
    """Return the steps of a CSV file: comma, semicolon or tab; UTF-8 or the Windows code page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    sample = text[:8192]
    first = sample.splitlines()[0] if sample.strip() else ""
    delimiter = max(";\t,", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return from_cells([(rows.line_num, row) for row in rows], columns)


def read_xlsx(path: Path, columns: Columns) -> Table:
    """Return the steps of the first sheet of a workbook; raises UsageError without the extra."""
    try:
        import openpyxl
    except ImportError:
        raise _missing("openpyxl") from None
    try:
        book = openpyxl.load_workbook(_packed(path), read_only=True, data_only=True)
        filled = ((n, row) for n, row in _rows(book.worksheets[0].values) if any(map(_text, row)))
        cells = [(n, [_cell(c) for c in row]) for n, row in filled]
    except Exception as error:
        raise UsageError(
            worded("{path} cannot be read as a workbook: {error}", path=path, error=said(error))
        ) from None
    return from_cells(cells, columns)


def read_docx(path: Path, columns: Columns) -> Table:
    """Return the steps of all tables of a document; raises UsageError without the extra."""
    try:
        import docx
    except ImportError:
        raise _missing("python-docx") from None
    try:
        document = docx.Document(_packed(path))
        if any(int(span.val) > _MOST_COLUMNS for span in document.element.body.iter(_SPAN)):
            raise ValueError(worded("a cell is wider than a table can be"))  # noqa: TRY301
        tables = [
            [[cell.text.strip() for cell in row.cells] for row in table.rows]
            for table in document.tables
        ]
        loose = [p.text.strip() for p in document.paragraphs if p.text.strip()]
    except Exception as error:
        raise UsageError(
            worded("{path} cannot be read as a document: {error}", path=path, error=said(error))
        ) from None
    rows: list[Row] = []
    left = [Leftover(0, text, "outside-a-table") for text in loose]
    start = 0
    for table in tables:
        found = from_cells([(start + n, row) for n, row in enumerate(table, 1)], columns)
        rows += found.rows
        left += found.leftovers
        start += len(table)
    return Table(tuple(rows), tuple(left))


def from_cells(cells: Iterable[Cells], columns: Columns) -> Table:
    """Return the steps of a table: by its headings, else the first column is the date.

    An empty date takes the one of the row above, as a table with joined cells has it.
    """
    filled = [(n, [str(c).strip() for c in row]) for n, row in cells if any(map(_text, row))]
    if not filled:
        return Table((), ())
    places = _headed(filled[0][1], columns)
    body = filled[1:] if places else filled
    places = places or {"date": 0, "text": 1}
    rows: list[Row] = []
    left: list[Leftover] = []
    for number, row in body:
        values = {k: row[at] for k, at in places.items() if at < len(row)}
        text, marks = without_footnotes(" ".join(values.get("text", "").split()))
        date = readable_date(values.get("date", "")) or (rows[-1].date if rows else "")
        if not text:
            left.append(Leftover(number, " | ".join(row), "no-text"))
            continue
        rows.append(
            Row(
                number,
                date,
                text,
                by=values.get("by", ""),
                source=values.get("source", ""),
                page=values.get("page", ""),
                activity=values.get("activity", ""),
                lines=(number,),
                footnotes=marks,
            )
        )
    return Table(tuple(rows), tuple(left))


def _packed(path: Path) -> io.BytesIO:
    """Return the packed file *path*; raises ValueError when it holds more than can be meant."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
            raise ValueError(worded("it unpacks to more than {bytes:,} bytes", bytes=_MOST_BYTES))
    return data


def _rows(values: Iterable[Sequence[object]]) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield the rows of a sheet with their numbers; raises ValueError past the last one there is.

    A row says its own number, and those before it are told as empty ones however many they are.
    """
    for number, row in enumerate(values, 1):
        if number > _MOST_ROWS:
            raise ValueError(worded("it has more than {rows:,} rows", rows=_MOST_ROWS))
        yield number, row


def _headed(row: Sequence[str], columns: Columns) -> Mapping[str, int]:
    """Return which column holds what, or nothing when the first row is no heading."""
    known = {
        kind: {str(w) for w in getattr(columns, kind)}
        for kind in ("date", "text", "by", "source", "page", "activity")
    }
    found: dict[str, int] = {}
    for at, name in enumerate(row):
        bare = name.casefold().strip(" .:")
        kind = next((k for k, words in known.items() if bare in words and k not in found), None)
        if kind is not None:
            found[kind] = at
    return found if {"date", "text"} <= found.keys() else {}


def _text(cell: object) -> str:
    return str(cell).strip() if cell is not None else ""


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        at = value.time()
        return value.date().isoformat() + ("" if at == dt.time(0) else f" {at:%H:%M}")
    return "" if value is None else str(value)


def _missing(name: str) -> UsageError:
    return UsageError(
        worded(
            "this needs {name}, which is not installed: pip install 'vtaudit[office]' brings it",
            name=name,
        )
    )
