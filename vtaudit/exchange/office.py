"""Chronologies in a workbook or a document of an office suite: their cells and paragraphs.

Separate because the libraries that read them come with an extra and are imported when such a file
is read.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vtaudit.errors import UsageError
from vtaudit.exchange.plaintext import read_text
from vtaudit.exchange.rows import Leftover, Table
from vtaudit.exchange.tables import Cells, from_cells
from vtaudit.message import said, worded

if TYPE_CHECKING:
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from openpyxl.worksheet.worksheet import Worksheet

    from vtaudit.dates.words import DateWords
    from vtaudit.rulebook.proposals import Columns

_ASIDE = ("footnotes+xml", "endnotes+xml", "comments+xml", "header+xml", "footer+xml")
"""Parts of a document that stand beside its text."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPAN = f"{_WORD}gridSpan"
"""How many columns a cell of a document takes."""
_MOST_BYTES = 500_000_000
"""A packed file that holds more is refused: it was made to fill a memory."""
_MOST_CELLS, _MOST_COLUMNS = 2_000_000, 63
"""Cells of a sheet, empty ones among them, and columns of a table in a document."""


def read_xlsx(path: Path, columns: Columns, words: DateWords) -> Table:
    """Return the steps of all sheets of a workbook; raises UsageError without the extra."""
    try:
        import openpyxl
    except ImportError:
        raise _missing("openpyxl") from None
    try:
        book = openpyxl.load_workbook(_packed(path), data_only=True)
        sheets = [(sheet.title, list(_sheet(sheet))) for sheet in book.worksheets]
    except Exception as error:
        raise UsageError(
            worded("{path} cannot be read as a workbook: {error}", path=path, error=said(error))
        ) from None
    written = [(title, cells) for title, cells in sheets if any(any(row) for _, row in cells)]
    tables = [(title, from_cells(cells, columns, words)) for title, cells in written]
    return _together(tables, named=len(tables) > 1)


def read_docx(path: Path, columns: Columns, words: DateWords) -> Table:
    """Return the steps of all tables of a document, or of its paragraphs when those hold none.

    Raises UsageError without the extra.
    """
    try:
        import docx
    except ImportError:
        raise _missing("python-docx") from None
    try:
        document = docx.Document(_packed(path))
        if any(int(span.val) > _MOST_COLUMNS for span in document.element.body.iter(_SPAN)):
            raise ValueError(worded("a cell is wider than a table can be"))  # noqa: TRY301
        tables = [list(_rows(table)) for table in document.tables]
        loose = "\n".join(p.text.replace("\n", " ") for p in document.paragraphs)
        aside = tuple(Leftover(0, text) for text in _aside(document))
    except Exception as error:
        raise UsageError(
            worded("{path} cannot be read as a document: {error}", path=path, error=said(error))
        ) from None
    found = []
    start = 0
    for table in tables:
        numbered = [(start + n, row) for n, row in enumerate(table, 1)]
        found.append(("", from_cells(numbered, columns, words)))
        start += len(table)
    whole = _together(found, named=False)
    if whole.rows:
        lines = [line.strip() for line in loose.splitlines()]
        left = tuple(Leftover(0, line) for line in lines if line)
        return Table(whole.rows, left + whole.leftovers + aside)
    text = read_text(loose, words)
    return Table(text.rows, text.leftovers + whole.leftovers + aside)


def _packed(path: Path) -> io.BytesIO:
    """Return the packed file *path*; raises ValueError when it holds more than can be meant."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as packed:
        if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
            raise ValueError(worded("it unpacks to more than {bytes:,} bytes", bytes=_MOST_BYTES))
    return data


def _together(tables: Iterable[tuple[str, Table]], *, named: bool) -> Table:
    """Return *tables* as one; each of their rows says which it comes from when *named*."""
    from dataclasses import replace

    rows, left = [], list[Leftover]()
    for title, table in tables:
        if named:
            rows += [replace(row, remarks=(title, *row.remarks)) for row in table.rows]
            left += [Leftover(part.line, f"{title}: {part.text}") for part in table.leftovers]
        else:
            rows += table.rows
            left += table.leftovers
    return Table(tuple(rows), tuple(left))


def _sheet(sheet: Worksheet) -> Iterator[Cells]:
    """Yield the rows of a sheet.

    Cells joined downward each say what they say together; notes on cells stand behind the row.
    Raises ValueError for more cells than anybody can have filled: one far away makes all before it.
    """
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise ValueError(worded("a sheet has more than {cells:,} cells", cells=_MOST_CELLS))
    joined = {
        (row, span.min_col): (span.min_row, span.min_col)
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row, span.max_row + 1)
    }
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [sheet.cell(*joined.get((number, at), (number, at))) for at in _places(row)]
        notes = [cell.comment.text for cell in row if cell.comment]
        yield number, [*(_cell(cell.value) for cell in cells), *notes]


def _places(row: Sequence[object]) -> range:
    return range(1, len(row) + 1)


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        at = value.time()
        return value.date().isoformat() + ("" if at == dt.time(0) else f" {at:%H:%M}")
    return "" if value is None else str(value)


def _rows(table: WordTable) -> Iterator[list[str]]:
    for row in table.rows:
        yield list(_cells(row))


def _cells(row: _Row) -> Iterator[str]:
    """Yield the text of each cell; of cells joined sideways only the first has it."""
    before = None
    for cell in row.cells:
        yield "" if before is not None and cell._tc is before else _whole(cell)  # noqa: SLF001
        before = cell._tc  # noqa: SLF001


def _whole(cell: _Cell) -> str:
    """Return the text of a cell with that of the tables inside it."""
    inner = [text for table in cell.tables for row in _rows(table) for text in row]
    return " ".join(part.strip() for part in (cell.text, *inner) if part.strip())


def _aside(document: Any) -> Iterator[str]:
    """Yield the paragraphs of notes, comments, headers and footers, and of boxes in the text."""
    from docx.oxml import parse_xml

    for part in document.part.package.iter_parts():
        if str(part.content_type).endswith(_ASIDE):
            yield from _paragraphs(parse_xml(part.blob))
    for box in document.element.body.iter(f"{_WORD}txbxContent"):
        yield from _paragraphs(box)


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(f"{_WORD}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_WORD}t")).strip()
        if text:
            yield text


def _missing(name: str) -> UsageError:
    return UsageError(
        worded(
            "this needs {name}, which is not installed: pip install 'vtaudit[office]' brings it",
            name=name,
        )
    )
