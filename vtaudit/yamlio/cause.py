"""Why a text is not YAML, in plain words and at the place where it can be mended.

Separate because libyaml's own words are for its makers, and differ between its two parsers: only
what they share is looked at, together with the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vtaudit.message import Message, worded
from vtaudit.span import Span
from vtaudit.yamlio.text import point


def cause(trouble: Trouble, lines: Sequence[str]) -> tuple[Message, Span]:
    """Return what is wrong in plain words, and where."""
    what, context = trouble.problem, trouble.context
    line, column = _inside(trouble.at, lines)
    ended = not any(row.strip() for row in lines[trouble.at[0] :])
    here = point(line + 1, column + 1)
    there = point(*(number + 1 for number in _inside(trouble.opened, lines)))
    row = lines[line]
    if tab := re.match(r"[ -]*\t", row):
        return worded("a tab is used for indentation: use spaces"), point(line + 1, tab.end())
    if "quoted" in context:
        return _in_quotes(what, here, there)
    if "flow" in context:
        return _in_brackets(context, here, there, ended=ended)
    if "block scalar" in context:
        return worded("nothing but a comment may follow `|` or `>` on its line"), here
    if "simple key" in context:
        return _glued(lines, there.line) or (
            worded("after this key a colon is missing"),
            there,
        )
    if "mapping values" in what:
        return _second_colon(lines, line, here)
    if "block mapping" in context or "block collection" in context:
        return _misplaced(row, column, here, there)
    return _odd_start(what, row[column : column + 1], here)


def _inside(at: tuple[int, int], lines: Sequence[str]) -> tuple[int, int]:
    """Return *at*, or the end of the text: the parser counts one more line than there is."""
    return at if at[0] < len(lines) else (len(lines) - 1, len(lines[-1]))


def _in_quotes(what: str, here: Span, there: Span) -> tuple[Message, Span]:
    if "stream" not in what and "document" not in what:
        message = worded(
            "this `\\` means nothing between double quotes: double it, or use single quotes"
        )
        return message, here
    return worded("this quote is not closed"), there


def _in_brackets(context: str, here: Span, there: Span, *, ended: bool) -> tuple[Message, Span]:
    if "node" in context:
        absent = worded("expected a value here")
        return worded("the file ends inside brackets") if ended else absent, here
    opening, closing = ("[", "]") if "sequence" in context else ("{", "}")
    if ended or here.line != there.line:
        return worded(
            "this `{opening}` is not closed (it shows on line {line})",
            opening=opening,
            line=here.line,
        ), there
    return worded(
        "expected `,` or `{closing}` here; put quotes around text with signs in it", closing=closing
    ), here


def _glued(lines: Sequence[str], number: int) -> tuple[Message, Span] | None:
    """Return that line *number* has a key whose colon has no space after it, if it has."""
    row = lines[number - 1] if 0 < number <= len(lines) else ""
    glued = re.match(r"\s*(?:- +)*[\w-]+:(?=[^\s:/])", row)
    if glued is None:
        return None
    return worded("a space is missing after this colon"), point(number, glued.end())


def _second_colon(lines: Sequence[str], line: int, here: Span) -> tuple[Message, Span]:
    """Return why a colon cannot stand where it does: one is glued, or one belongs to a text."""
    glued = _glued(lines, line + 1) or _glued(lines, line)
    if glued is not None:
        return glued
    if len(re.findall(r":(?:\s|$)", lines[line][: here.column])) > 1:
        return worded("a text with a colon in it must stand in quotes"), here
    return worded("this line is indented too far, or the line above is not a key"), here


def _misplaced(row: str, column: int, here: Span, there: Span) -> tuple[Message, Span]:
    if row[:column].strip():
        message = worded(
            "nothing may follow a closed quote or bracket; double a quote inside quotes"
        )
        return message, here
    message = worded(
        "the indentation fits no line above (this block begins on line {line})", line=there.line
    )
    return message, here


def _odd_start(what: str, sign: str, here: Span) -> tuple[Message, Span]:
    if "sequence entries" in what:
        return (
            worded("a list may not begin on the line of its key: put `-` on a line of its own"),
            here,
        )
    if "directive" in what or (here.column == 1 and sign == "%"):
        return worded("a line may not begin with `%`"), here
    if sign.strip():
        return worded("a text may not begin with `{sign}`: put it in quotes", sign=sign), here
    return worded("this cannot be read as YAML"), here


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the parser says when it stops; places are (line, column), both from 0."""

    problem: str
    context: str
    at: tuple[int, int]
    """Where it was noticed."""
    opened: tuple[int, int]
    """Where the thing began that was being read."""
