"""Three-valued truth: what a record lets one say, with Kleene's strong connectives.

Separate because every floor reasons with it, from two dates that overlap to a whole finding, and
none of them may quietly read `unknown` as no.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from collections.abc import Iterable


def every(truths: Iterable[Truth]) -> Truth:
    """Return `yes` when all are, `no` when one is not, else `unknown`; of nothing it is `yes`."""
    result = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return Truth.NO
        result = result & truth
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Return `yes` when one is, `no` when none can be, else `unknown`; of nothing it is `no`."""
    result = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return Truth.YES
        result = result | truth
    return result


class Truth(StrEnum):
    """`yes`, `no` or `unknown`, as the case file and the reports write them."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, fact: bool) -> Truth:  # noqa: FBT001 - it turns exactly one bool into a truth
        """Return the truth of something that is known."""
        return cls.YES if fact else cls.NO

    def __and__(self, other: Truth) -> Truth:
        """Return `no` when either is, `yes` when both are, else `unknown`."""
        if self is Truth.NO or other is Truth.NO:
            return Truth.NO
        return other if self is Truth.YES else Truth.UNKNOWN

    def __or__(self, other: Truth) -> Truth:
        """Return `yes` when either is, `no` when both are, else `unknown`."""
        if self is Truth.YES or other is Truth.YES:
            return Truth.YES
        return other if self is Truth.NO else Truth.UNKNOWN

    def __invert__(self) -> Truth:
        """Return the opposite; the opposite of `unknown` is `unknown`."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.NO if self is Truth.YES else Truth.YES

    def __bool__(self) -> Never:
        """Refuse: three values do not fit in two. Raises TypeError."""
        message = "a Truth is not a bool: ask for .certain or .possible"
        raise TypeError(message)

    @property
    def certain(self) -> bool:
        """Whether it is `yes`."""
        return self is Truth.YES

    @property
    def possible(self) -> bool:
        """Whether it is not `no`."""
        return self is not Truth.NO
