"""Cases as a CSV file of steps, a line each, that a spreadsheet opens and vtaudit reads back.

Separate from the import of other people's tables: these columns are ours, and two of them carry
what the others have no room for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vtaudit.exchange.kept import CASE, EVENT, keep, only_one, restored
from vtaudit.report.inert import for_csv

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case

COLUMNS = ("case", "id", "date", "earliest", "latest", "activity", "by", "to", "channel", "text")


def to_csv(cases: Sequence[Case]) -> bytes:
    """Return the steps of *cases* in the order of their files, as UTF-8 with a mark for Excel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, EVENT, CASE])
    for case in cases:
        kept = keep(case)
        name = str(case.file.case.id)
        writer.writerow([for_csv(name), *[""] * len(COLUMNS), kept.head])
        for event in case.file.events:
            days = case.moments[str(event.id)].interval
            cells = (
                name,
                str(event.id),
                str(event.date or ""),
                days.earliest.isoformat() if days.earliest else "",
                days.latest.isoformat() if days.latest else "",
                str(event.activity),
                ", ".join(map(str, event.by)),
                ", ".join(map(str, event.to)),
                str(event.channel or ""),
                str(event.text),
            )
            writer.writerow([*map(for_csv, cells), kept.events[str(event.id)], ""])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_own_csv(rows: Sequence[Sequence[str]]) -> str | None:
    """Return the case file that a CSV file of ours carries; None for any other table.

    Raises UsageError when it carries several.
    """
    if not rows or not {CASE, EVENT} <= set(rows[0]):
        return None
    found = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    heads = [row[CASE] for row in found if row.get(CASE)]
    events = [row[EVENT] for row in found if row.get(EVENT)]
    only_one(heads)
    return restored(heads[0], events) if heads else None
