"""What can go wrong, and the exit status that tells the shell.

    VtauditError
    |-- UsageError      the command was given wrongly, or would overwrite a file        2
    |-- RulebookError   a rulebook file is wrong                                        2
    `-- InputError      a case could not be audited                                     3

A `Problem` is one mistake at one place; the errors carry all the problems of a file at once, so
that a user mends them in one go. This is the lowest floor: it imports only
its neighbours `message` and `span`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from vtaudit.message import Message, Translate, told
from vtaudit.span import NOWHERE, Span


def describe(problem: Problem, translate: Translate = str) -> str:
    """Return *problem* as plain text: `file:line:col: code message`, its line and a caret.

    *translate* gives the message in another language than English.

    Characters that a terminal would act on, or would not show, are written as escapes.
    """
    at = problem.span
    place = f"{problem.file}:" + (f"{at.line}:{at.column}:" if at.line else "")
    shown = visible(f"{place} {problem.code} {told(problem.message, translate)}")
    if not problem.excerpt:
        return shown
    blank = " " * len(visible(problem.excerpt[: problem.caret]))
    return f"{shown}\n    {visible(problem.excerpt)}\n    {blank}^"


def visible(text: str) -> str:
    """Return *text* with every character that is not shown as itself written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class ExitStatus(IntEnum):
    """What the process tells the shell."""

    DONE = 0
    FAILED_ON = 1
    USAGE = 2
    NOT_AUDITED = 3
    BUG = 4
    INTERRUPTED = 130


class Code(StrEnum):
    """The kinds of mistakes in a file; the numbers are fixed, so that they can be looked up."""

    NO_FILE = "E100"
    """There is no such file, no `case.yaml`, or it is no ordinary file."""
    NOT_UTF8 = "E101"
    """The file is not UTF-8 text."""
    CONTROL = "E102"
    """A NUL or another control character."""
    SYNTAX = "E103"
    """Not YAML: the message says why, where that can be known."""
    LIMIT = "E104"
    """Too large, too deep, too many values, or too many mistakes."""
    FORBIDDEN = "E105"
    """YAML that a file for vtaudit may not use: aliases, anchors, tags, merge keys."""
    EMPTY = "E106"
    """Nothing is written in the file."""
    DOCUMENTS = "E107"
    """More than one YAML document."""
    WRONG_TYPE = "E111"
    """A list, a mapping, a text or a number where something else is expected."""
    MISSING = "E112"
    """A key that must be given is not."""
    UNKNOWN_KEY = "E113"
    """A key that does not exist here."""
    DUPLICATE_KEY = "E114"
    """A key that is given twice."""
    UNKNOWN_WORD = "E115"
    """A word that is not in the list it must come from."""
    BAD_ID = "E120"
    """An id with characters that an id may not have."""
    DUPLICATE_ID = "E121"
    """An id that is given twice."""
    DANGLING = "E122"
    """An id that refers to nothing, or to something of the wrong kind."""
    PAGE = "E123"
    """A page that the document does not have."""
    FILE_OUTSIDE = "E124"
    """A `file:` that does not stay inside the case folder."""
    BAD_DATE = "E131"
    """A date or a term that cannot be read, or that no calendar has."""
    BACKWARDS = "E132"
    """An end that lies before its start."""
    ANCHOR = "E133"
    """A relative date without exactly one event that it counts from."""
    CYCLE = "E134"
    """Relative dates that count from each other."""
    ORDER = "E135"
    """Dates and orders that cannot all be true."""
    IDENTIFIES = "E141"
    """Something that identifies a person or a living case, in an output or on its way there."""
    EXAMPLE = "E142"
    """A worked example of a rule that does not give what it says."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file."""

    code: str
    """Which kind of mistake, such as `E112` (see `Code`)."""
    message: Message
    """What is wrong, what was expected and, where there is one, the nearest valid word."""
    span: Span = NOWHERE
    file: str = ""
    excerpt: str = ""
    """The line of the file on which it stands, as the user wrote it; a long line is cut."""
    caret: int = 0
    """Where in `excerpt` the mistake begins, counted from 0."""


class VtauditError(Exception):
    """Anything vtaudit itself refuses; never a bug."""

    status = ExitStatus.USAGE

    def __init__(self, message: Message | None = None, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message or "")
        self.message = message
        self.problems = problems

    def __str__(self) -> str:
        """Return the message, or else all the problems."""
        return self.message or "\n".join(describe(problem) for problem in self.problems)


class UsageError(VtauditError):
    """The command cannot be carried out as given."""


class RulebookError(VtauditError):
    """A rulebook cannot be read, or contradicts itself."""


class InputError(VtauditError):
    """A case cannot be read or understood."""

    status = ExitStatus.NOT_AUDITED
