"""The files of an overview: the page, and beside it a folder with the cases behind each number.

Separate from the counting: this knows where files lie, and how one links to another.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from vtaudit.batch.reading import about
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.overview import cases, html, markdown
from vtaudit.report.overview.cases import Listed
from vtaudit.report.overview.model import VERDICTS
from vtaudit.report.overview.part import CASES, LEFT, MEASURED, named, rule
from vtaudit.report.overview.times import in_days, listed, named_time

if TYPE_CHECKING:
    import sqlite3

    from vtaudit.report.overview.model import Overview
    from vtaudit.report.speech import Speech

_LIST = (
    "SELECT coalesce(f.verdict, :none) AS verdict, d.body, d.organisation, d.id,"
    " c.outputs, ''"
    " FROM dossiers d JOIN cases c USING (number)"
    " LEFT JOIN figures f ON f.number = d.number AND f.kind = 'rule' AND f.code = :rule"
    " ORDER BY instr(:order, coalesce(f.verdict, :none)), 2, 3, 4"
)
"""The cases of a rule in the order of the verdicts and the organisations."""
_ALL = (
    "SELECT :group, d.body, d.organisation, d.id, c.outputs, ''"
    " FROM dossiers d JOIN cases c USING (number) ORDER BY 2, 3, 4"
)
"""The cases of each organisation."""
_TOOK = (
    "SELECT :group, d.body, d.organisation, d.id, c.outputs,"
    " json_group_array(json_array(f.took_low, f.took_high))"
    " FROM dossiers d JOIN cases c USING (number) JOIN figures f USING (number)"
    " WHERE f.kind = :kind AND f.code = :code AND f.verdict IN ('met', 'late', 'ended')"
    " GROUP BY d.number ORDER BY 2, 3, max(coalesce(f.took_high, 1e9)) DESC, 4"
)
"""The cases in which a term or phase was measured, those that took longest first."""
_ORDER = " ".join(VERDICTS)


FORMATS = {
    ".md": (markdown.render, cases.as_markdown),
    ".html": (html.render, cases.as_html),
}
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

    def told(name: str, title: str, rows: Iterable[Listed]) -> tuple[Path, str]:
        return folder / f"{name}{ending(page)}", make(title, rows, names, speech)

    def of(query: str, **values: str) -> Iterator[Listed]:
        for group, body, name, case, outputs, took in db.execute(query, values):
            file = _findings(outputs, ending(page))
            link = quote(Path(findings, file).as_posix()) if file else ""
            yield Listed(group, places[body, name], case, link, _days(took, speech))

    yield told(CASES, speech.say("Cases"), (*of(_ALL, group=CASES), *_left(db)))
    for code in (c.rule for c in found.rules):
        yield told(code, rule(code, speech), of(_LIST, none=VERDICTS[-1], rule=code, order=_ORDER))
    for times in found.times:
        rows = of(_TOOK, group=MEASURED, kind=times.kind, code=times.code)
        yield told(listed(times), named_time(times, speech), rows)


def _left(db: sqlite3.Connection) -> Iterator[Listed]:
    """Yield what could not be audited, by the name of its folder or file."""
    for (path,) in db.execute("SELECT path FROM not_audited ORDER BY path"):
        yield Listed(LEFT, None, Path(path).name, "")


def _findings(outputs: str, ending: str) -> str:
    """Return the findings of a case in the format of the page, or else the first; none if none."""
    names = [str(name) for name, *_ in json.loads(outputs)]
    return next((n for n in names if n.endswith(ending)), names[0] if names else "")


def _days(took: str, speech: Speech) -> str:
    """Return the days that a case took, each length of time that it has."""
    if not took:
        return ""
    found = sorted(json.loads(took), key=lambda days: [d or 0 for d in days])
    told = "; ".join(in_days((low, high)) for low, high in found)
    if told == "1":
        return speech.count("{number} day", "{number} days", 1)
    return speech.say("{days} days", days=told)
