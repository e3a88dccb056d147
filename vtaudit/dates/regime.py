"""The regimes of terms, as the rulebook fills them: what moves or lengthens the end of a term.

Separate from `term` because these are plain dataclasses which the rulebook's loader builds from
`rulebook/data/regimes.yaml`; no number that a law names stands in the code itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from vtaudit.dates.moment import Unit

if TYPE_CHECKING:
    from vtaudit.dates.length import Length

YesNo = Literal["yes", "no"]


def still(regime: Regime) -> Regime:
    """Return *regime* without what moves or lengthens an end."""
    return replace(regime, roll="no", minimum=None)


def without_minimum(regime: Regime) -> Regime:
    """Return *regime* without its least number of ordinary days for terms counted back."""
    least = regime.minimum
    return regime if least is None else replace(regime, minimum=replace(least, counted_back="no"))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Terms that a regime leaves alone."""

    unit: Unit
    source: str
    longest: int | None = None
    """The longest term in this unit that is not left alone; None when all are."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """The rule that a term must hold a number of ordinary days."""

    from_days: int
    """For terms of at least this many days."""
    ordinary_days: int
    """How many ordinary days it must hold."""
    source: str
    counted_back: YesNo = "no"
    """Whether it holds for a term that is counted back from an event."""

    def applies(self, length: Length, *, back: bool) -> bool:
        """Return whether a term of this length falls under the rule."""
        if back and self.counted_back == "no":
            return False
        short = length.unit in ("days", "working-days") and length.amount < self.from_days
        return not short


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules by which the end of a term moves."""

    id: str
    name_nl: str
    name_en: str
    roll: YesNo
    """Whether an end on a weekend or free day moves to the next ordinary day."""
    source: str
    start_source: str = ""
    """Where it stands that the day of the event does not count."""
    roll_source: str = ""
    back_source: str = ""
    """Where it stands that a term counted back is not moved."""
    minimum: Minimum | None = None
    exclusions: tuple[Exclusion, ...] = ()
    hour_of_event: YesNo = "yes"
    """Whether a term in hours counts the hour in which the event falls."""
    doubt_counting: str | None = None
    """Count whose doubtful days are doubtful when working days are counted."""
    doubt_rolling: str | None = None
    """Count whose doubtful days are doubtful when an end is moved."""
    verified: YesNo = "no"
    note: str = ""

    @property
    def extends(self) -> bool:
        """Whether it ever moves an end."""
        return self.roll == "yes" or self.minimum is not None
