"""Choices taken from bytes, so that whatever makes bytes can make cases, dates and models.

Separate because it is what atheris and hypothesis have in common: the one finds bytes by coverage,
the other by drawing them, and both get the same thing from the same bytes. Bytes that have run out
choose the first of everything, so that whatever is made comes to an end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A row of choices."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes that choose."""
        self._data, self._at = data, 0

    @property
    def thrown_out(self) -> bool:
        """Whether no bytes are left."""
        return self._at >= len(self._data)

    def below(self, number: int) -> int:
        """Return a number from 0 up to but not including *number*."""
        found, most = 0, 1
        while most < number:
            byte = self._data[self._at] if self._at < len(self._data) else 0
            self._at += 1
            found, most = found * 256 + byte, most * 256
        return found % number

    def between(self, low: int, high: int) -> int:
        """Return a number from *low* up to and including *high*."""
        return low + self.below(high - low + 1)

    def often(self, chance: int) -> bool:
        """Return yes so many times in a hundred; no when no bytes are left."""
        return not self.thrown_out and self.below(100) < chance

    def pick(self, among: Sequence[T]) -> T:
        """Return one of *among*."""
        return among[self.below(len(among))]

    def some(self, among: Sequence[T], most: int) -> list[T]:
        """Return up to *most* of *among*, each once, in their order."""
        left = list(range(len(among)))
        chosen = sorted(left.pop(self.below(len(left))) for _ in range(min(most, len(left))))
        return [among[n] for n in chosen[: self.below(most + 1)]]
