"""A chronology pasted as plain text: a date at the start of a line, then what happened.

Made for what comes out of a PDF: wrapped lines, blank lines between rows, headings, page numbers,
marks of footnotes stuck to a word. Separate because only this format has to be guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.exchange.rows import Leftover, Row, Table
from vtaudit.exchange.when import When, is_date, moment_of, read_date, reminds_of_a_date, unread

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

_MOST_WORDS = 10
"""Words of a line that are tried as a date."""
_SEPARATOR = re.compile(r"^[\s:;|–—-]+")
_END = re.compile(r"[\s|]+$")
_WORD = re.compile(r"\S+")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})([0-9]{1,2})(?=[\s.,;:)]|$)")
_LABEL = re.compile(r"([^:]{1,40}):\s+(\S.*)").fullmatch
_BULLET = re.compile(r"^\s*(?:[-*•·o]\s+|\(?[0-9]{1,2}[.)]\s+(?=\S))")


def read_text(text: str, words: DateWords) -> Table:
    """Return the steps of *text*, one for each line that begins with a date.

    A line right below a step belongs to it, but for a number alone, which is that of a page; one
    after a blank line does not.
    """
    rows: list[Row] = []
    leftovers: list[Leftover] = []
    open_row = False
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().removeprefix("\ufeff")
        if not bare:
            open_row = False
        elif (found := _dated(bare, words)) is not None:
            when, rest = found
            body, marks = without_footnotes(rest)
            rows.append(Row(number, when.date, body, said=when.said, footnotes=marks))
            open_row = True
        elif open_row and not _BULLET.match(line) and not bare.isdigit():
            rows[-1] = _longer(rows[-1], bare, words)
        else:
            leftovers.append(Leftover(number, bare))
    empty = [r for r in rows if not r.text]
    leftovers += [Leftover(r.line, r.said or r.date) for r in empty]
    kept = tuple(r for r in rows if r.text)
    return Table(kept, tuple(sorted(leftovers, key=lambda left: left.line)))


def without_footnotes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* without the figures stuck to the ends of words, and those figures."""
    return _END.sub("", _FOOTNOTE.sub("", text)), tuple(_FOOTNOTE.findall(text))


def _longer(row: Row, line: str, words: DateWords) -> Row:
    body, marks = without_footnotes(line)
    return replace(
        row,
        text=f"{row.text} {body}".strip(),
        footnotes=(*row.footnotes, *marks),
        doubtful=(*row.doubtful, line) if reminds_of_a_date(line, words) else row.doubtful,
    )


def _dated(line: str, words: DateWords) -> tuple[When, str] | None:
    """Return the longest beginning of *line* that is a date, and the rest; None without one."""
    line = _BULLET.sub("", line) if not _starts_with_day(line, words) else line
    for end in reversed(list(_ends(line))):
        date = _SEPARATOR.sub("", line[:end].rstrip(" \t:;|–—-,"))
        if date and is_date(date, words):
            return read_date(date, words), _SEPARATOR.sub("", line[end:])
    label = _LABEL(line)
    if label is not None and moment_of(label.group(1), words) is not None:
        return When(label.group(1), ""), label.group(2)
    if short := unread(line):
        return When("", short), _SEPARATOR.sub("", line[len(short) :])
    return None


def _starts_with_day(line: str, words: DateWords) -> bool:
    return any(is_date(line[:end], words) for end in _ends(line))


def _ends(line: str) -> Iterator[int]:
    """Yield where the first, the first two, … words of *line* end; a tab or bar ends them all."""
    for count, word in enumerate(_WORD.finditer(line)):
        if count == _MOST_WORDS:
            return
        yield word.end()
