"""The tables of a report as one workbook for spreadsheets, a sheet for each.

Separate from the tables, which are the same in CSV. Days and numbers are cells that a spreadsheet
sorts and counts with; every other cell is written as text, so that no text of a case is ever a
formula. Columns and what CSV has as codes are in words of the language asked for. Nothing in the
file tells when it was made.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.inert import for_xlsx
from vtaudit.report.shareable import shareable
from vtaudit.report.tables import CLOSED, DAYS, NUMBERS, TABLES
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook

WIDEST = 60
"""Columns of text that a column of a sheet is wide at most; longer text goes on below."""
FIRST = date(1927, 5, 18)
"""An earlier day is a text: a number of five digits tells the leak guard that it is of a day."""


def render(
    audit: Audit, book: Rulebook, lang: str = "nl", only: tuple[str, ...] = (), seal: str = ""
) -> bytes:
    """Return the tables as XLSX, with the seal among its properties.

    Raises UsageError for a table that there is not, and where the library for it is missing.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError(
            worded(
                "this needs {name}, which is not installed: pip install 'vtaudit[office]' "
                "brings it",
                name="XlsxWriter",
            )
        ) from None
    wrong = next((n for n in only if n not in TABLES), None)
    if wrong is not None:
        raise UsageError(wrong_word("table", wrong, TABLES))
    voice = Voice(shareable(audit).audit, book, lang)
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    day = datetime.combine(audit.as_of, time(), UTC).replace(tzinfo=None)
    made.set_properties({"title": for_xlsx(audit.case.title), "comments": seal, "created": day})
    head = made.add_format({"bold": True, "valign": "top", "bottom": 1})
    body = made.add_format({"text_wrap": True, "valign": "top"})
    day_of = made.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    for name in only or TABLES:
        columns, rows = TABLES[name]
        told = (tuple(map(partial(_word, voice), columns, row)) for row in rows(voice))
        table = [tuple(heading(voice, c) for c in columns), *told]
        sheet = made.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, for_xlsx(table[0][place]), head)
            for number, row in enumerate(table[1:], 1):
                _write(sheet, (number, place), column, row[place], body, day_of)
            widest = max(len(row[place]) for row in table)
            sheet.set_column(place, place, min(widest + 2, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table) - 1, len(columns) - 1)
    made.close()
    return out.getvalue()


def heading(voice: Voice, column: str) -> str:
    """Return what a column of a table is called in the language of the report."""
    return voice.closed("column", column.replace("_", "-"))


def _word(voice: Voice, column: str, code: str) -> str:
    """Return what stands in a cell: of a column of codes the word of the language."""
    return voice.closed(CLOSED[column], code) if column in CLOSED and code else code


def _write(
    sheet: Any, cell: tuple[int, int], column: str, text: str, body: object, day_of: object
) -> None:
    """Write one cell below the heading: as a day or a number where it is one, else as text."""
    if column in DAYS and text and date.fromisoformat(text) >= FIRST:
        sheet.write_datetime(*cell, date.fromisoformat(text), day_of)
    elif column in NUMBERS and text:
        sheet.write_number(*cell, int(text), body)
    else:
        sheet.write_string(*cell, for_xlsx(text), body)
