"""The importers: what comes in becomes the draft of a case, with every row in it, or is refused.

Separate because other people's formats are packed: what is mutated of a workbook or a document is
the XML of its sheet or text, which is put into an empty one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import docx
import openpyxl
import yaml

from fuzz.house import folder, refusals
from fuzz.seeds import tiny
from vtaudit.api import check_case, rulebook
from vtaudit.exchange import ocel, sheet, xes
from vtaudit.exchange.draft import Basics, draft
from vtaudit.exchange.propose import propose
from vtaudit.exchange.reading import read_table
from vtaudit.exchange.rows import Table
from vtaudit.report.catalogue import catalogue

_PARTS = {".xlsx": "xl/worksheets/sheet1.xml", ".docx": "word/document.xml"}
"""What is mutated of a packed file."""


def importer(suffix: str) -> Callable[[bytes], None]:
    """Return the target that imports files with this ending."""

    def target(data: bytes) -> None:
        path = folder() / f"tijdlijn{suffix}"
        path.write_bytes(packed(suffix, data) if suffix in _PARTS else data)
        with refusals() as told:
            found = read_table(path, rulebook())
        if told:
            return
        text = found if isinstance(found, str) else _drafted(found)
        with refusals():
            check_case(folder() / "case.yaml", text.encode())

    return target


def _drafted(table: Table) -> str:
    """Return the draft of *table*, in which each row must stand as it came."""
    book = rulebook()
    protocol = str(book.proposals.protocol)
    basics = Basics("proef", "Proef", protocol, book.version, "tijdlijn", "2020-12-31")
    activities = book.vocabulary(protocol)["activity"]
    proposals = propose(table.rows, book.proposals, activities)
    text = draft(basics, proposals, table.leftovers, book.proposals, {}, catalogue("nl"))
    tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
    events = tree.get("events") or []
    told = [e.get("text", "") for e in events]
    assert told == ["".join(map(_whole, row.text)) for row in table.rows], (
        "a row is not told as it was"
    )
    return text


def _whole(sign: str) -> str:
    """Return *sign*, or what stands for half a surrogate pair."""
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign


def packed(suffix: str, data: bytes) -> bytes:
    """Return an empty file of this kind with *data* as its main part; whole files stay."""
    if data[:2] == b"PK":
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_empty(suffix))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name == _PARTS[suffix] else old.read(name))
    return made.getvalue()


@cache
def _empty(suffix: str) -> bytes:
    made = io.BytesIO()
    if suffix == ".xlsx":
        openpyxl.Workbook().save(made)
    else:
        docx.Document().save(made)
    return made.getvalue()


def own_csv() -> list[bytes]:
    """Return a table of our own making."""
    return [sheet.to_csv([tiny()])]


def own_xes() -> list[bytes]:
    """Return a log of our own making."""
    return [xes.to_xes([tiny()])]


def own_ocel() -> list[bytes]:
    """Return a log of our own making."""
    return [ocel.to_ocel([tiny()], rulebook())]
