"""What the small pictures of an overview show: strips of one scale, in parts of the whole.

Separate from the figures, which it only places, and from the drawing. It sees what the tables say
and nothing else: what is hidden there is one stretch without a kind here, at the end of its strip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from vtaudit.report.overview.model import VERDICTS, share

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Counts, Days, Spread

HIDDEN, REMARKED = "hidden", "remarked"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a strip, from 0 at its begin to 1 at its end."""

    kind: str
    """A verdict, or `hidden`, `remarked` (contradicted, of a rule that only remarks), `sure`,
    `perhaps`, `half`, `median`, `about` (a median that is not exactly known)."""
    begin: float
    end: float


Strip = tuple[Stretch, ...]


def verdicts(counts: Counts, cases: int, *, remark: bool = False) -> Strip:
    """Return the part of so many *cases* that has each verdict; the hidden ones together."""
    kinds = (REMARKED, *VERDICTS[1:]) if remark else VERDICTS
    told: list[tuple[str, int]] = [(k, n) for k, n in zip(kinds, counts, strict=True) if n]
    parts: list[tuple[str, int]] = [*told, (HIDDEN, cases - sum(n for _, n in told))]
    ends = accumulate((n for _, n in parts), initial=0)
    return tuple(
        Stretch(kind, begin / cases, end / cases)
        for (kind, _), (begin, end) in zip(parts, pairwise(ends), strict=True)
        if end > begin
    )


def in_time(counts: Counts) -> Strip:
    """Return the share in time: what is certain of it, and what it can be at most."""
    found = share(counts)
    if found is None:
        return ()
    low, high = found
    return tuple(s for s in (Stretch("sure", 0, low), Stretch("perhaps", low, high))
                 if s.end > s.begin)  # fmt: skip


def longest(spreads: Iterable[Spread | None]) -> int:
    """Return the days at the end of a scale on which all of *spreads* can be drawn."""
    days = (d for s in spreads if s for d in (*s.quarter, *s.median, *s.three_quarters))
    return max((d for d in days if d is not None), default=0)


def lengths(spread: Spread | None, most: int) -> Strip:
    """Return the middle half and the median of lengths of time, on a scale of *most* days."""
    if spread is None:
        return ()
    return tuple(_lengths(spread, max(most, 1)))


def _lengths(spread: Spread, most: int) -> Iterator[Stretch]:
    first, last = _bounds(spread.quarter, most), _bounds(spread.three_quarters, most)
    yield Stretch("perhaps", first[0], last[1])
    if first[1] < last[0]:
        yield Stretch("half", first[1], last[0])
    begin, end = _bounds(spread.median, most)
    yield Stretch("median" if begin == end else "about", begin, end)


def _bounds(days: Days, most: int) -> tuple[float, float]:
    low, high = days
    return (low or 0) / most, 1.0 if high is None else high / most
