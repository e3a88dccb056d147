"""The files of an overview: the page, and beside it a folder with the cases behind each number.

Separate from the counting: this knows where files lie, and how one links to another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from vtaudit.batch.reading import about
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.overview import cases, markdown
from vtaudit.report.overview.cases import Listed
from vtaudit.report.overview.model import VERDICTS
from vtaudit.report.overview.page import named

if TYPE_CHECKING:
    import sqlite3

    from vtaudit.report.overview.model import Overview
    from vtaudit.report.speech import Speech

_LIST = (
    "SELECT coalesce(f.verdict, :none) AS verdict, d.body, d.organisation, d.id,"
    " json_extract(c.outputs, '$[0][0]')"
    " FROM dossiers d JOIN cases c USING (number)"
    " LEFT JOIN figures f ON f.number = d.number AND f.kind = 'rule' AND f.code = :rule"
    " ORDER BY instr(:order, coalesce(f.verdict, :none)), 2, 3, 4"
)
"""The cases of a rule in the order of the verdicts and the organisations."""
_ORDER = " ".join(VERDICTS)


FORMATS = {".md": (markdown.render, cases.as_markdown)}
"""For each ending what makes the page, and what makes a list of cases."""


def text(found: Overview, speech: Speech, page: Path | None) -> str:
    """Return the page for the file *page*, which links to the lists of cases beside it.

    Without a file it is markdown and links to nothing, as it does when it may be shared. Raises
    UsageError for a name with another ending than those of `FORMATS`.
    """
    if page is None or found.smallest is not None:
        return FORMATS[ending(page)][0](found, speech, None)
    return FORMATS[ending(page)][0](found, speech, quote(_folder(page).name))


def ending(page: Path | None) -> str:
    """Return the ending of *page* that says its format; raises UsageError for any other."""
    found = page.suffix.lower() if page else ".md"
    if found not in FORMATS:
        raise UsageError(
            worded("{path}: an overview ends in {known}", path=page, known=", ".join(FORMATS))
        )
    return found


def _folder(page: Path) -> Path:
    return page.parent / f"{page.stem}-cases"


def lists(
    db: sqlite3.Connection, found: Overview, speech: Speech, page: Path
) -> Iterator[tuple[Path, str]]:
    """Yield each list of cases behind the overview in the file *page*, with its path."""
    folder, make = _folder(page), FORMATS[ending(page)][1]
    findings = os.path.relpath(about(db, "output") or page.parent, folder)
    names = [named(o, speech) for o in found.organisations]
    places = {(o.body, o.name): n for n, o in enumerate(found.organisations)}
    for rule in (c.rule for c in found.rules):
        rows = _listed(db, rule, places, findings)
        yield folder / f"{rule}{ending(page)}", make(rule, rows, names, speech)


def _listed(
    db: sqlite3.Connection, rule: str, places: dict[tuple[str, str], int], findings: str
) -> Iterator[Listed]:
    sought = {"none": VERDICTS[-1], "rule": rule, "order": _ORDER}
    for verdict, body, name, case, file in db.execute(_LIST, sought):
        link = quote(Path(findings, file).as_posix()) if file else ""
        yield Listed(verdict, places[body, name], case, link)
