"""Any file with a chronology to its rows, by the ending of its name.

Separate so that a format is added here and in its own module, and nowhere else.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.exchange import ocel, office, plaintext, sheet, tables, xes
from vtaudit.exchange.characters import text_of
from vtaudit.exchange.rows import Table
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

MOST_BYTES = 50_000_000
"""A larger file is refused: no chronology is."""


def _text(path: Path, book: Rulebook) -> Table | str:
    return plaintext.read_text(text_of(path.read_bytes()), book.dates)


def _csv(path: Path, book: Rulebook) -> Table | str:
    data = path.read_bytes()
    try:
        rows = list(tables.csv_rows(data))
    except csv.Error as error:
        raise UsageError(
            worded("{path} cannot be read as CSV: {error}", path=path, error=error)
        ) from None
    whole = sheet.read_own_csv([row for _, row in rows])
    return tables.from_cells(rows, book.proposals.columns, book.dates) if whole is None else whole


def _xlsx(path: Path, book: Rulebook) -> Table | str:
    return office.read_xlsx(path, book.proposals.columns, book.dates)


def _docx(path: Path, book: Rulebook) -> Table | str:
    return office.read_docx(path, book.proposals.columns, book.dates)


def _xes(path: Path, book: Rulebook) -> Table | str:
    del book
    return xes.read_xes(path.read_bytes())


def _ocel(path: Path, book: Rulebook) -> Table | str:
    del book
    return ocel.read_ocel(path.read_bytes())


READERS: Mapping[str, Callable[[Path, Rulebook], Table | str]] = {
    ".txt": _text,
    ".md": _text,
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".xes": _xes,
    ".json": _ocel,
}


def read_table(path: Path, book: Rulebook) -> Table | str:
    """Return the rows of the file *path*, or the case that a file of our own export carries.

    Raises UsageError for a file that cannot be read or tells of no step.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(
            worded(
                "{path}: this cannot be imported; one of {readers} can",
                path=path,
                readers=", ".join(READERS),
            )
        )
    try:
        if not path.is_file():
            raise UsageError(worded("{path}: there is no such file", path=path))
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(
                worded("{path}: larger than {most_bytes} bytes", path=path, most_bytes=MOST_BYTES)
            )
        found = reader(path, book)
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be read: {reason}", path=path, reason=reason(error))
        ) from None
    if isinstance(found, Table) and not found.rows:
        raise UsageError(
            worded(
                "{path}: no steps found; a step is a line that begins with a date, or a row of a "
                "table with a date and a text",
                path=path,
            )
        )
    return found
