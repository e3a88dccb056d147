"""The overview from the figures of a store.

Separate from the store, which keeps, and from the pages, which tell. Nothing here grows with the
number of cases but the numbers: days are counted by the day, not one by one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from vtaudit.batch.reading import about
from vtaudit.report.overview.model import (
    VERDICTS,
    Counted,
    Counts,
    Organisation,
    Overview,
    Spread,
    Times,
    attention,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

Place = tuple[str, str]
"""Kind and name of an organisation."""
Lengths = Mapping[int | None, int]
"""How many took so many days."""

_TOOK = {
    "term": "FROM terms WHERE status IN ('met', 'late')",
    "phase": "FROM phases WHERE state = 'ended'",
}
_NAMED = {"term": ("rule", "amount"), "phase": ("phase", "1")}
"""The columns with the code and with how many there are."""
_PARTS = (0.25, 0.5, 0.75)


def overview(db: Connection) -> Overview:
    """Return the figures of the newest run that a store remembers."""
    found = tuple(
        Organisation(*row)
        for row in db.execute(
            "SELECT body, organisation, count(*) FROM dossiers GROUP BY 1, 2 ORDER BY 1, 2"
        )
    )
    places = [(o.body, o.name) for o in found]
    cases, first, last = db.execute(
        "SELECT count(*), min(as_of), max(as_of) FROM dossiers"
    ).fetchone()
    return Overview(
        cases=cases,
        organisations=found,
        rules=tuple(sorted(_rules(db, found), key=attention)),
        times=(*_times(db, "term", places), *_times(db, "phase", places)),
        rulebook=about(db, "rulebook"),
        sha256=about(db, "sha256"),
        first=first or "",
        last=last or "",
        failed=db.execute("SELECT count(*) FROM not_audited").fetchone()[0],
    )


def _rules(db: Connection, organisations: tuple[Organisation, ...]) -> Iterator[Counted]:
    """Yield every rule that came up in any case; in the other cases it does not apply."""
    found: dict[str, dict[tuple[Place, str], int]] = defaultdict(dict)
    query = "SELECT rule, body, organisation, verdict, count(*) FROM rules GROUP BY 1, 2, 3, 4"
    for rule, body, name, verdict, number in db.execute(query):
        found[rule][(body, name), verdict] = number
    for rule, numbers in found.items():
        by = tuple(_counts(numbers, o) for o in organisations)
        yield Counted(
            rule, tuple(sum(c or 0 for c in column) for column in zip(*by, strict=True)), by
        )


def _counts(numbers: Mapping[tuple[Place, str], int], of: Organisation) -> Counts:
    known = [numbers.get(((of.body, of.name), v), 0) for v in VERDICTS[:-1]]
    return (*known, of.cases - sum(known))


def _times(db: Connection, kind: Literal["term", "phase"], places: list[Place]) -> Iterator[Times]:
    apart = _spreads(db, kind, "body", "organisation")
    for (code, _), spread in sorted(_spreads(db, kind, "''", "''").items()):
        yield Times(kind, code, spread, tuple(apart.get((code, p)) for p in places))


def _spreads(db: Connection, kind: str, body: str, name: str) -> dict[tuple[str, Place], Spread]:
    """Return how long everything of a kind took, by its code and for each organisation."""
    code, amount = _NAMED[kind]
    group = f"{_TOOK[kind]} GROUP BY {code}, {body}, {name}"
    cases = db.execute(f"SELECT {code}, {body}, {name}, count(DISTINCT number) {group}")
    numbers = {(c, (b, n)): number for c, b, n, number in cases}
    least, most = (
        _lengths(db, f"SELECT {code}, {body}, {name}, {took}, sum({amount}) {group}, {took}")
        for took in ("took_low", "took_high")
    )
    return {key: _spread(number, least[key], most[key]) for key, number in numbers.items()}


def _lengths(db: Connection, query: str) -> dict[tuple[str, Place], dict[int | None, int]]:
    found: dict[tuple[str, Place], dict[int | None, int]] = defaultdict(dict)
    for code, body, name, days, number in db.execute(query):
        found[code, (body, name)][days] = number
    return found


def _spread(cases: int, least: Lengths, most: Lengths) -> Spread:
    """Return the quarters; each lies between that of the least days and that of the most."""
    low = [_quantile(least, part, -math.inf) for part in _PARTS]
    high = [_quantile(most, part, math.inf) for part in _PARTS]
    return Spread(cases, *zip(low, high, strict=True))


def _quantile(lengths: Lengths, part: float, unknown: float) -> int | None:
    """Return the days that at least *part* of them took no longer than; None is no bound."""
    ordered = sorted(lengths, key=lambda days: unknown if days is None else days)
    left = math.ceil(part * sum(lengths.values()))
    for days in ordered:
        left -= lengths[days]
        if left <= 0:
            return days
    return None
