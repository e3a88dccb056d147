"""The tree that a file becomes, and the lines that messages show of it.

Separate from the parser because everything above works with these nodes and never with yaml. Nodes
are named tuples and make their spans when asked: a file has tens of thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, TypeAlias

from vtaudit.errors import Problem
from vtaudit.message import Line, relined, worded
from vtaudit.span import Span

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""What stands for nothing when it is not in quotes."""
_WIDTH = 110
"""Characters of a line that an excerpt shows at most."""


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Return the part of *line* around *column* (from 1), and where in it that column is (from 0).

    Columns count characters. What was cut off is shown as `…`.
    """
    at = min(column - 1, len(line))
    if len(line) <= _WIDTH:
        return line, at
    start = max(0, min(at - _WIDTH // 2, len(line) - _WIDTH))
    shown = line[start : start + _WIDTH]
    head, tail = ("…" if start else ""), ("…" if start + _WIDTH < len(line) else "")
    return head + shown + tail, at - start + len(head)


def span_between(start: Mark, end: Mark) -> Span:
    """Return the stretch from *start* up to *end*, which count from 0."""
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class Mark(Protocol):
    """A place as the parser tells it; lines and columns count from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column, in characters."""


class Scalar(NamedTuple):
    """A text; None when nothing is written."""

    value: str | None
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """Where it stands."""
        return span_between(self.start, self.end)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """Where it stands."""
        return span_between(self.start, self.end)


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file, doubles included."""

    pairs: tuple[tuple[Node, Node], ...]
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """Where it stands."""
        return span_between(self.start, self.end)


Node: TypeAlias = Scalar | Sequence | Mapping


def lowered(span: Span, lines: int) -> Span:
    """Return *span* so many *lines* further down."""
    return span._replace(line=span.line + lines, end_line=span.end_line + lines)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds."""

    root: Node | None
    """The tree; None when there are problems."""
    text: str
    """The file as text, without a byte order mark."""
    lines: tuple[str, ...]
    """The lines of `text`."""
    problems: tuple[Problem, ...]
    """What kept us from a tree."""
    file: str
    """Name of the file, as problems show it."""
    parts: tuple[tuple[int, str], ...] = ()
    """For each file of which this was joined: the lines above it, and its name."""

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return *problems* in the order of the file, each with the file's name and its line."""
        return tuple(self._with_line(p) for p in sorted(problems, key=lambda p: p.span))

    def _with_line(self, problem: Problem) -> Problem:
        number = problem.span.line
        line = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        shown, caret = excerpt(line, max(1, problem.span.column))
        above, file = self._part(number)
        span = lowered(problem.span, -above) if above else problem.span
        message = problem.message
        if self.parts:
            message = relined(message, lambda line: self._told(line, file))
        return replace(problem, message=message, span=span, file=file, excerpt=shown, caret=caret)

    def _part(self, number: int) -> tuple[int, str]:
        """Return how many lines stand above the file of this line, and the name of that file."""
        return max((p for p in self.parts if p[0] < number), default=(0, self.file))

    def _told(self, line: Line, reader: str) -> object:
        """Return a line as it is counted in its own file, named where that is not *reader*."""
        above, file = self._part(line)
        own = line - above
        return own if file == reader else worded("{line} of {file}", line=own, file=file)
