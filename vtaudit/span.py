"""Places in a text file, and text that remembers where it stood.

Separate because every floor above points back at the line the user wrote, and none of them should
have to know how that line was read.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end is exclusive.

    A case has thousands of them, and a tuple is made in a third of the time of a dataclass.
    """

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(0, 0, 0, 0)


class Text(str):
    """A string read from a file, equal to any other string with the same letters.

    `span` is where it was written, so that a message about a word can point at that word.
    """

    __slots__ = ("span",)
    span: Span

    @classmethod
    def at(cls, value: str, span: Span) -> Text:
        """Return *value* as text that stood at *span*."""
        text = cls(value)
        text.span = span
        return text


def span_of(value: object) -> Span:
    """Return where *value* was written, or `NOWHERE` for a value no file held."""
    found = getattr(value, "span", NOWHERE)
    return found if isinstance(found, Span) else NOWHERE
