"""Answers of a store to questions in SQL, as a table, CSV, JSON or Parquet.

Separate from the overview, which asks the same every time; here an analyst asks what he likes,
over the views in docs/overview.md, and can change nothing.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from vtaudit.batch.tables import VIEWS
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.inert import for_csv, for_json, for_terminal

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows with the names of their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]


def asked(db: sqlite3.Connection, sql: str) -> Answer:
    """Return what *db* answers; raises UsageError, with the views there are, for a wrong query."""
    try:
        cursor = db.execute(sql)
        columns = tuple(c[0] for c in cursor.description or ())
        return Answer(columns, cursor.fetchall())
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise UsageError(
            worded(
                "the query cannot be answered: {reason}; it may read {views} and change nothing",
                reason=error,
                views=", ".join(VIEWS),
            )
        ) from None


def as_table(answer: Answer) -> str:
    """Return the answer as aligned columns."""
    cells = [answer.columns, *(tuple(map(_text, row)) for row in answer.rows)]
    shown = [[for_terminal(c) for c in row] for row in cells]
    wide = [max(map(len, column)) for column in zip(*shown, strict=True)]
    shown.insert(1, ["-" * w for w in wide])
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)) for row in shown)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_csv(answer: Answer) -> str:
    """Return the answer as CSV, with nothing in it that a spreadsheet would act on."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([for_csv(v) if isinstance(v, str) else v for v in row] for row in answer.rows)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Return the answer as a JSON list of objects."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return for_json(json.dumps(rows, ensure_ascii=False, indent=1, default=str)) + "\n"


def as_parquet(answer: Answer) -> bytes:
    """Return the answer as a Parquet file; raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError(worded("Parquet needs pyarrow: pip install 'vtaudit[parquet]'")) from None
    columns = zip(*answer.rows, strict=True) if answer.rows else ((),) * len(answer.columns)
    arrays = [pa.array(_alike(values)) for values in columns]
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, names=list(answer.columns)), out)
    data: bytes = out.getvalue().to_pybytes()
    return data


def _alike(values: Sequence[Value]) -> Sequence[Value]:
    """Return *values* as one type: SQLite lets each row have its own."""
    kinds = {type(v) for v in values if v is not None}
    return values if len(kinds) <= 1 else [v if v is None else _text(v) for v in values]


def _text(value: Value) -> str:
    return "" if value is None else str(value)
