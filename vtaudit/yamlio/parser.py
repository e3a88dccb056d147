"""The one place that calls yaml: its events become a tree, within limits.

The tree is built from events instead of by yaml's composer, because the composer recurses: a file
with a hundred thousand brackets makes it crash the process, and here it meets a limit. Scalars stay
strings: `14:30` is not 870 and `no` is not False; only a plain `null`, `~` or nothing becomes None.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, fields, replace
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vtaudit.errors import Code, Problem, UsageError
from vtaudit.message import Message, worded
from vtaudit.span import Span
from vtaudit.yamlio.cause import Trouble, cause
from vtaudit.yamlio.nodes import (
    NULLS,
    Mapping,
    Mark,
    Node,
    Parsed,
    Scalar,
    Sequence,
    lowered,
    span_between,
)
from vtaudit.yamlio.text import BREAK, decoded, place, point

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "nesting depth"
"""What libyaml says, from 0.2.6 on, when brackets nest deeper than it reads at all."""
_MOST_PROBLEMS = 100
"""Uses of forbidden YAML that are reported one by one."""

_Start: TypeAlias = MappingStartEvent | SequenceStartEvent


def parse(data: bytes, file: str = "", limits: Limits | None = None, above: int = 0) -> Parsed:
    """Return the tree in *data*, or None as its root and the problems that kept us from one.

    *file* is the name that problems carry; without *limits* those of the environment hold. Lines
    are counted from *above*, for a file that goes on where others end. Never raises for what a file
    may contain.
    """
    limits = limits or limits_of(os.environ)
    if len(data) > limits.bytes:
        message = worded("the file is larger than {bytes:,} bytes", bytes=limits.bytes)
        return Parsed(None, "", (), (Problem(Code.LIMIT, message, point(1, 1), file),), file)
    text, problems = decoded(data)
    lines = tuple(BREAK.split(text))
    if above:
        text, lines = "\n" * above + text, ("",) * above + lines
        problems = [replace(p, span=lowered(p.span, above)) for p in problems]
    root = None if problems else _tree(text, lines, limits, problems)
    parsed = Parsed(None if problems else root, text, lines, (), file, ((above, file),))
    return replace(parsed, problems=parsed.located(problems))


def _tree(
    text: str, lines: tuple[str, ...], limits: Limits, problems: list[Problem]
) -> Node | None:
    """Return the tree of *text*; add to *problems* what is wrong with it."""
    builder = _Builder(limits, problems)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except _TooMuchError as stop:
        problems.append(Problem(Code.LIMIT, stop.message, stop.span))
    except yaml.MarkedYAMLError as error:
        trouble = _trouble(error)
        if _TOO_DEEP in trouble.problem:
            at = point(*(n + 1 for n in trouble.at))
            problems.append(Problem(Code.LIMIT, _too_deep(limits), at))
        else:
            problems.append(Problem(Code.SYNTAX, *cause(trouble, lines)))
    except yaml.reader.ReaderError as error:
        span = place(text, error.position)
        problems.append(
            Problem(Code.CONTROL, worded("this character may not stand in a file"), span)
        )
    if builder.root is None and not problems:
        problems.append(Problem(Code.EMPTY, worded("nothing is written in this file"), point(1, 1)))
    return builder.root


def _too_deep(limits: Limits) -> Message:
    return worded("lists and mappings more than {depth} deep", depth=limits.depth)


def _trouble(error: yaml.MarkedYAMLError) -> Trouble:
    at = error.problem_mark or error.context_mark
    opened = error.context_mark or at
    return Trouble(
        error.problem or "",
        error.context or "",
        (at.line, at.column) if at else (0, 0),
        (opened.line, opened.column) if opened else (0, 0),
    )


def _marks(event: yaml.Event) -> tuple[Mark, Mark]:
    """Return where *event* begins and ends; the parser always says."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        message = "an event without a place"
        raise TypeError(message)
    return start, end


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold, so that time and memory stay bounded."""

    bytes: int = 8 * 1024 * 1024
    """Bytes in the file."""
    nodes: int = 300_000
    """Keys, values, lists and mappings together."""
    scalar: int = 200_000
    """Characters in one text."""
    depth: int = 64
    """Lists and mappings inside each other."""


def limits_of(environment: MappingOf[str, str]) -> Limits:
    """Return the limits, as variables like `VTAUDIT_LIMIT_NODES` set them and else as they are.

    Raises UsageError for a value that is no whole number above 0.
    """
    asked: dict[str, int] = {}
    for f in fields(Limits):
        name = f"VTAUDIT_LIMIT_{f.name.upper()}"
        value = environment.get(name)
        if value is not None:
            if not value.isascii() or not value.isdigit() or int(value) == 0:
                told = worded("{name}={value}: a whole number above 0 is expected",
                              name=name, value=value)  # fmt: skip
                raise UsageError(told)
            asked[f.name] = int(value)
    return Limits(**asked)


class _TooMuchError(Exception):
    """A limit is reached; the rest of the file is not read."""

    def __init__(self, message: Message, span: Span) -> None:
        super().__init__(message)
        self.message, self.span = message, span


class _Builder:
    """The tree so far: a stack of the lists and mappings that are still open."""

    def __init__(self, limits: Limits, problems: list[Problem]) -> None:
        self.root: Node | None = None
        self._limits, self._problems = limits, problems
        self._open: list[tuple[_Start, list[Node]]] = []
        self._nodes: list[Node] = []
        """What stands in the innermost open list or mapping, keys and values in turn."""
        self._count = self._documents = 0

    def build(self, events: Iterable[yaml.Event]) -> None:
        """Set the root to the tree that *events* tell. Raises _TooMuchError at a limit."""
        for event in events:
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._start(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._end(event)
            elif isinstance(event, AliasEvent):
                self._refuse(
                    event,
                    worded("aliases are not allowed: a text with `*` first must stand in quotes"),
                )
                self._add(Scalar(event.anchor, *_marks(event)))
            elif isinstance(event, DocumentStartEvent):
                self._document(event)
        self.root = next((n for n in self._nodes if n[0] is not None), None)

    def _scalar(self, event: ScalarEvent) -> None:
        value: str | None = event.value
        node = Scalar(value, *_marks(event))
        if len(event.value) > self._limits.scalar:
            raise _TooMuchError(
                worded("a text of more than {scalar:,} characters", scalar=self._limits.scalar),
                node.span,
            )
        if event.tag is not None or event.anchor is not None:
            self._check(event)
        if event.implicit[0]:
            if value in NULLS:
                node = node._replace(value=None)
            elif value == "<<":
                self._refuse(event, worded("merging with `<<` is not allowed: write the keys out"))
        self._add(node)

    def _start(self, event: _Start) -> None:
        self._check(event)
        self._open.append((event, self._nodes))
        self._nodes = []
        if len(self._open) > self._limits.depth:
            raise _TooMuchError(_too_deep(self._limits), span_between(*_marks(event)))

    def _end(self, event: yaml.Event) -> None:
        nodes = self._nodes
        opening, self._nodes = self._open.pop()
        start, end = _marks(opening)[0], _marks(event)[1]
        if isinstance(opening, MappingStartEvent):
            pairs = tuple(zip(nodes[::2], nodes[1::2], strict=True))
            self._add(Mapping(pairs, start, end))
        else:
            self._add(Sequence(tuple(nodes), start, end))

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents == 2:
            message = worded("a second document begins here: one file holds one")
            self._problems.append(Problem(Code.DOCUMENTS, message, span_between(*_marks(event))))

    def _check(self, event: ScalarEvent | _Start) -> None:
        if event.anchor is not None:
            self._refuse(
                event,
                worded("anchors are not allowed: a text with `&` first must stand in quotes"),
            )
        if event.tag is not None:
            self._refuse(
                event,
                worded("tags are not allowed: a text with `!` first must stand in quotes"),
            )

    def _refuse(self, event: yaml.Event, message: Message) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            span = span_between(*_marks(event))
            self._problems.append(Problem(Code.FORBIDDEN, message, span))

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > self._limits.nodes:
            raise _TooMuchError(
                worded("more than {nodes:,} keys and values", nodes=self._limits.nodes), node.span
            )
        self._nodes.append(node)
