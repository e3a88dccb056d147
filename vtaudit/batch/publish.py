"""An overview that may leave the house: groups too small to publish are hidden, and stay so.

Separate from the counting. A number below the threshold is hidden, and with it others, so that no
sum or difference of what is left gives it away: cells are hidden along a ring, on which one more
here and one less there leaves every published number as it is (the network form of cell
suppression in statistical tables). Organisations with too few cases are in no number at all.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report.overview.model import Counted, Counts, Overview, Spread, Times, attention

Cell = tuple[int, int]
"""Row and column of a table; row -1 is the total."""
Node = tuple[str, int]
Table = Sequence[Sequence[int]]

TOTAL = -1
_NOTHING = 1_000_000
"""What it costs to hide an empty cell: little is hidden behind it."""


def published(found: Overview, smallest: int) -> Overview:
    """Return what of *found* may be told outside; raises UsageError when nothing may."""
    chosen = [n for n, o in enumerate(found.organisations) if o.cases >= smallest]
    if not chosen:
        raise UsageError(
            worded("there is no organisation with {number} cases or more", number=smallest)
        )
    rules = tuple(_rule(c, chosen, smallest) for c in found.rules)
    whole = len(chosen) == len(found.organisations)
    first, last = _period(found, whole=whole)
    return replace(
        found,
        cases=sum(found.organisations[n].cases for n in chosen),
        organisations=tuple(found.organisations[n] for n in chosen),
        rules=tuple(sorted(rules, key=attention)),
        times=tuple(_times(t, chosen, smallest, whole=whole) for t in found.times),
        first=first,
        last=last,
        failed=0,
        smallest=smallest,
    )


def _period(found: Overview, *, whole: bool) -> tuple[str, str]:
    """Return the years of the earliest and latest peildatum: each is the day of a single case.

    One day for all is told; where organisations are left out, the years may be of their cases.
    """
    if found.first == found.last:
        return found.first, found.last
    return (found.first[:4], found.last[:4]) if whole else ("", "")


def hidden(table: Table, smallest: int) -> frozenset[Cell]:
    """Return the cells of *table*, and of its totals, that are not published.

    Rows are organisations, whose number of cases is known and at least *smallest*.
    """
    small = [c for c, value in _cells(table) if 0 < value < smallest]
    found: set[Cell] = set(small)
    if len(table) == 1:  # the total says the same again, and is not published
        found |= {(TOTAL, v) for v in range(len(table[0]))}
    for cell in small:
        found.update(_ring(table, cell, found))
    return frozenset(c for c in found if len(table) > 1 or c[0] != TOTAL)


def _cells(table: Table) -> Iterator[tuple[Cell, int]]:
    for i, row in enumerate(table):
        for v, value in enumerate(row):
            yield (i, v), value
    if len(table) > 1:
        for v, column in enumerate(zip(*table, strict=True)):
            yield (TOTAL, v), sum(column)


def _ring(table: Table, cell: Cell, free: set[Cell]) -> list[Cell]:
    """Return the cells of the cheapest ring through *cell*; those of *free* cost nothing.

    Every row and every column is a place, and every cell a way from one to the other: to go along
    it is to add one, to go against it to take one off, which an empty cell does not allow.
    """
    begin, end = _ends(cell)
    ways = list(_ways(table, cell, free))
    queue: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, end, ())]
    seen: set[Node] = set()
    while queue:
        cost, node, path = heapq.heappop(queue)
        if node == begin:
            return list(path)
        if node in seen:
            continue
        seen.add(node)
        for start, stop, price, way in ways:
            if start == node and stop not in seen:
                heapq.heappush(queue, (cost + price, stop, (*path, way)))
    raise AssertionError("a row with cases enough has another cell to take from")


def _ends(cell: Cell) -> tuple[Node, Node]:
    i, v = cell
    return (("row", i), ("column", v)) if i != TOTAL else (("column", v), ("row", TOTAL))


def _ways(table: Table, cell: Cell, free: set[Cell]) -> Iterator[tuple[Node, Node, int, Cell]]:
    totals = [((TOTAL, v), sum(c)) for v, c in enumerate(zip(*table, strict=True))]
    for other, value in dict([*_cells(table), *totals]).items():
        if other != cell:
            begin, end = _ends(other)
            price = 0 if other in free else value or _NOTHING
            yield begin, end, price, other
            if value > 0:
                yield end, begin, price, other


def _rule(counted: Counted, chosen: Sequence[int], smallest: int) -> Counted:
    table = [[c or 0 for c in counted.by[n]] for n in chosen]
    out = hidden(table, smallest)
    rows = [_told(row, {v for i, v in out if i == n}) for n, row in enumerate(table)]
    sums = [sum(column) for column in zip(*table, strict=True)]
    total = rows[0] if len(rows) == 1 else _told(sums, {v for i, v in out if i == TOTAL})
    return Counted(counted.rule, total, tuple(rows))


def _told(row: Sequence[int], out: set[int]) -> Counts:
    return tuple(None if v in out else value for v, value in enumerate(row))


def _times(times: Times, chosen: Sequence[int], smallest: int, *, whole: bool) -> Times:
    """Return how long things took; over all only when all may be told, else it tells of others."""
    by = tuple(_spread(times.by[n], smallest) for n in chosen)
    if len(by) == 1:
        return replace(times, by=by, total=by[0])
    return replace(times, by=by, total=_spread(times.total, smallest) if whole else None)


def _spread(spread: Spread | None, smallest: int) -> Spread | None:
    """Return the middle of enough cases, without their number: that would be one more table."""
    if spread is None or spread.cases is None or spread.cases < smallest:
        return None
    return replace(spread, cases=None)
