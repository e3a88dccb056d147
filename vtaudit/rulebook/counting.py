"""How terms are counted where the law leaves room, and sums worked out by hand.

Separate from the rules, which say which term there is: this holds for terms of every rule. What is
contested is never in a rule's own verdict; it can be asked for, to see what would move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vtaudit.dates.length import MonthEnds
from vtaudit.rulebook.model import Expected, Select, Within, YesNo
from vtaudit.span import NOWHERE, Span, Text


@dataclass(frozen=True, slots=True)
class Contested:
    """A way of counting that some defend and the rulebook does not follow."""

    id: Text
    nl: Text
    """What is read otherwise, in Dutch."""
    en: Text
    """What is read otherwise, in English."""
    why: Text
    """Why it is contested, and why it is not followed."""
    counts_first_day: YesNo | None = None
    """Whether the day of the event is the first day."""
    month_ends: MonthEnds | None = None
    """Where a month ends that has no such date."""
    minimum_back: YesNo | None = None
    """Whether a term counted back must hold the least number of ordinary days."""
    extends_from: Literal["moved", "unmoved"] | None = None
    """Whether what lengthens a term counts from the moved end."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Worked:
    """A sum done by hand: a length from a day."""

    id: Text
    source: Text
    """Article that it shows."""
    term: Text
    start: Text = field(metadata={"key": "from"})
    """The day of the event, as a source may word it."""
    regime: Text = field(metadata={"word": "regime"})
    last: Text
    """The last day, or `FIRST/LAST` where it is one of several."""
    back: YesNo = "no"
    other: Text | None = None
    """The last day when doubtful days count as ordinary."""
    covered: YesNo = "yes"
    """Whether the free days that matter are known."""
    why: Text | None = None
    """The sum in words."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class WorkedTerm:
    """A term with a tiny case, for the keys of a term that no rule needs yet."""

    id: Text
    shows: Text
    within: Within
    starts: Select
    """The step from which it runs."""
    meets: Select
    """The step that meets it."""
    case: Text
    terms: tuple[Expected, ...]
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Counting:
    """What the rulebook says about counting beside its regimes."""

    contested: tuple[Contested, ...] = ()
    sums: tuple[Worked, ...] = ()
    terms: tuple[WorkedTerm, ...] = ()
