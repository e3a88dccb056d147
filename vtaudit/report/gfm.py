"""Pieces of GFM, the markdown with tables, which reports and overviews are made of."""

from __future__ import annotations

from collections.abc import Iterable


def row(cells: Iterable[str]) -> str:
    """Return a row of a table; what stands in the cells is inert already."""
    return f"| {' | '.join(cells)} |"
