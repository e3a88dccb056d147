"""Exact alignment of a partly ordered trace to a block-structured process model.

Standard library only: this room knows nothing of cases, law or dates.
"""

from __future__ import annotations

from vtaudit.align.alignment import Alignment, Deviation, Move
from vtaudit.align.model import (
    Block,
    Choice,
    Costs,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
)
from vtaudit.align.search import LIMIT, align
from vtaudit.align.trace import Event, Trace

__all__ = [
    "LIMIT",
    "Alignment",
    "Block",
    "Choice",
    "Costs",
    "Deviation",
    "Event",
    "Loop",
    "Maybe",
    "Model",
    "Move",
    "Parallel",
    "Sequence",
    "Silent",
    "Step",
    "Trace",
    "align",
]
