"""Terms as a user gives them, on the command line or as lines: read, with all that is wrong.

Separate from the command so that both ways in read the same; every mistake names its line and
column, and one mistake means that nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.errors import Code, InputError, Problem, UsageError
from vtaudit.message import Message, worded
from vtaudit.span import Span

if TYPE_CHECKING:
    from vtaudit.audit.byhand import ByHand
    from vtaudit.dates.moment import Moment
    from vtaudit.rulebook.book import Rulebook

STDIN = "-"
_FIELDS = ("term", "start", "regime")
_ALIASES = {"eu": "1182-71"}
_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class Given:
    """One term to be worked out, in the user's own words."""

    term: str
    start: str
    regime: str


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong with one of the three, and at which character, counted from 0."""

    def __init__(self, field: str, message: Message, position: int, code: Code) -> None:
        super().__init__(message)
        self.field, self.message, self.position, self.code = field, message, position, code


def one(book: Rulebook, given: Given, *, back: bool) -> ByHand:
    """Return the term given on the command line; raises UsageError for what cannot be read."""
    try:
        return _worked(book, given, back=back)
    except _Wrong as wrong:
        value = getattr(given, wrong.field)
        name = {"term": "TERM", "start": "--from", "regime": "--regime"}[wrong.field]
        message = wrong.message
        if wrong.position:
            message = worded(
                "{wrong} (character {number})", wrong=message, number=wrong.position + 1
            )
        raise UsageError(
            worded("{name} `{value}`: {message}", name=name, value=value, message=message)
        ) from None


def lines(book: Rulebook, data: bytes, *, back: bool) -> tuple[ByHand, ...]:
    """Return the terms of lines `TERM<tab>FROM<tab>REGIME`; empty lines are passed over.

    Raises InputError with every line that cannot be read, or when there is none at all.
    """
    found: list[ByHand] = []
    problems: list[Problem] = []
    for number, line in enumerate(_text(data).split("\n"), 1):
        row = line.removesuffix("\r")
        if not row.strip():
            continue
        try:
            found.append(_worked(book, _split(row), back=back))
        except _Wrong as wrong:
            problems.append(_problem(wrong, row, number))
    if problems:
        raise InputError(problems=tuple(problems))
    if not found:
        raise InputError(
            worded("no terms on standard input: give lines of TERM<tab>FROM<tab>REGIME")
        )
    return tuple(found)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        at = Span(line, column, line, column + 1)
        problem = Problem(Code.NOT_UTF8, worded("this is not UTF-8 text"), at, _NAME)
        raise InputError(problems=(problem,)) from None


def _split(row: str) -> Given:
    cells = row.split("\t")
    if len(cells) != len(_FIELDS):
        message = worded("{cells} columns, expected 3: TERM<tab>FROM<tab>REGIME", cells=len(cells))
        raise _Wrong("term", message, 0, Code.MISSING)
    return Given(*cells)


def _problem(wrong: _Wrong, row: str, number: int) -> Problem:
    cells = row.split("\t")
    before = cells[: _FIELDS.index(wrong.field)]
    column = sum(len(cell) + 1 for cell in before) + wrong.position
    at = Span(number, column + 1, number, column + 2)
    return Problem(wrong.code, wrong.message, at, _NAME, row, column)


def _worked(book: Rulebook, given: Given, *, back: bool) -> ByHand:
    from vtaudit.audit.byhand import by_hand
    from vtaudit.dates.errors import DateError

    start, regime = _start(book, given.start), _regime(book, given.regime)
    try:
        return by_hand(book, given.term, start, regime, back=back)
    except DateError as error:
        raise _Wrong("term", error.message, error.position, Code.BAD_DATE) from None


def _start(book: Rulebook, text: str) -> Moment:
    from vtaudit.dates.errors import DateError
    from vtaudit.dates.grammar import parse
    from vtaudit.dates.moment import Moment

    try:
        found = parse(text, book.dates)
    except DateError as error:
        raise _Wrong("start", error.message, error.position, Code.BAD_DATE) from None
    if not isinstance(found, Moment):
        message = worded("this day hangs on another event; give a date")
        raise _Wrong("start", message, 0, Code.ANCHOR)
    return found


def _regime(book: Rulebook, text: str) -> str:
    from vtaudit.decode import wrong_word

    name = _ALIASES.get(text.strip(), text.strip())
    if name not in book.regimes:
        message = wrong_word("regime", name, [*book.regimes, *_ALIASES])
        raise _Wrong("regime", message, 0, Code.UNKNOWN_WORD)
    return name


def known(book: Rulebook) -> Iterator[str]:
    """Yield the names of regimes that may be given."""
    yield from (*book.regimes, *_ALIASES)
