"""What can be wrong with a moment or a term, each with what a user needs to mend it.

Separate so that grammar, terms and order can raise the same errors without importing each other.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from vtaudit.errors import InputError
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid word most like *word*, or None when none is like it."""
    found = get_close_matches(word.lower(), list(valid), n=1, cutoff=0.76)
    return found[0] if found else None


class DateError(InputError):
    """A moment or a term that cannot be read, or that no calendar has."""

    message: Message

    def __init__(
        self,
        message: Message,
        position: int,
        expected: tuple[str, ...],
        suggestion: str | None = None,
    ) -> None:
        """Keep what is wrong and where; `position` counts characters from 0."""
        if suggestion:
            message = worded("{unknown}; did you mean `{near}`?", unknown=message, near=suggestion)
        super().__init__(message)
        self.position = position
        self.expected = expected
        self.suggestion = suggestion
