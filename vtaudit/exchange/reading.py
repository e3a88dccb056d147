"""Any file with a chronology to its rows, by the ending of its name.

Separate so that a format is added here and in its own module, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.errors import UsageError
from vtaudit.exchange import ocel, plaintext, sheet, tables, xes
from vtaudit.exchange.rows import Table
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

MOST_BYTES = 50_000_000
"""A larger file is refused: no chronology is."""


def _text(path: Path, book: Rulebook) -> Table | str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return plaintext.read_text(text, book.dates)


def _csv(path: Path, book: Rulebook) -> Table | str:
    data = path.read_bytes()
    whole = sheet.read_own_csv(data)
    return tables.read_csv(data, book.proposals.columns) if whole is None else whole


def _xlsx(path: Path, book: Rulebook) -> Table | str:
    return tables.read_xlsx(path, book.proposals.columns)


def _docx(path: Path, book: Rulebook) -> Table | str:
    return tables.read_docx(path, book.proposals.columns)


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

    Raises UsageError for a file that cannot be read.
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
        return reader(path, book)
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be read: {reason}", path=path, reason=reason(error))
        ) from None
