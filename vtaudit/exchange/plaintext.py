"""A chronology pasted as plain text: a date at the start of a line, then what happened.

Made for what comes out of a PDF: wrapped lines, blank lines between rows, headings, page numbers,
marks of footnotes stuck to a word. Separate because only this format has to be guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment
from vtaudit.exchange.rows import Leftover, Row, Table

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

_MOST_WORDS = 10
"""Words of a line that are tried as a date."""
_SEPARATOR = re.compile(r"^[\s:;|–—-]+")
_WORD = re.compile(r"\S+")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})([0-9]{1,2})(?=[\s.,;:)]|$)")
_DIGITS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})").fullmatch
_LABEL = re.compile(r"([^:]{1,40}):\s+(\S.*)").fullmatch
_BULLET = re.compile(r"^\s*(?:[-*•·o]\s+|\(?[0-9]{1,2}[.)]\s+(?=\S))")


def read_text(text: str, words: DateWords) -> Table:
    """Return the steps of *text*, one for each line that begins with a date.

    A line right below a step belongs to it; one after a blank line does not, unless the step's
    text stops in the middle of a sentence.
    """
    rows: list[Row] = []
    leftovers: list[Leftover] = []
    open_row = False
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().removeprefix("\ufeff")
        if not bare:
            open_row = False
        elif (found := _dated(bare, words)) is not None:
            date, rest = found
            body, marks = without_footnotes(rest)
            rows.append(Row(number, date, body, lines=(number,), footnotes=marks))
            open_row = True
        elif open_row and not _BULLET.match(line):
            rows[-1] = _longer(rows[-1], number, bare)
        else:
            leftovers.append(Leftover(number, bare, "no-date"))
    empty = [r for r in rows if not r.text]
    leftovers += [Leftover(r.line, r.date, "only-a-date") for r in empty]
    kept = tuple(r for r in rows if r.text)
    return Table(kept, tuple(sorted(leftovers, key=lambda left: left.line)))


def without_footnotes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* without the figures stuck to the ends of words, and those figures."""
    return _FOOTNOTE.sub("", text).strip(), tuple(_FOOTNOTE.findall(text))


def readable_date(text: str) -> str:
    """Return a date in digits, day first as Dutch papers write it, as `2020-03-04`; else *text*."""
    digits = _DIGITS(text.strip())
    if digits is None:
        return text.strip()
    day, month, year = (int(part) for part in digits.groups())
    return f"{year:04}-{month:02}-{day:02}"


def _longer(row: Row, number: int, line: str) -> Row:
    body, marks = without_footnotes(line)
    return Row(
        row.line,
        row.date,
        f"{row.text} {body}".strip(),
        lines=(*row.lines, number),
        footnotes=(*row.footnotes, *marks),
    )


def _dated(line: str, words: DateWords) -> tuple[str, str] | None:
    """Return the longest beginning of *line* that is a date, and the rest; None without one."""
    line = _BULLET.sub("", line) if not _starts_with_day(line, words) else line
    for end in reversed(list(_ends(line))):
        date = readable_date(_SEPARATOR.sub("", line[:end].rstrip(" \t:;|–—-,")))
        if date and _is_date(date, words):
            return date, _SEPARATOR.sub("", line[end:])
    label = _LABEL(line)
    if label is not None and _moment(label.group(1), words) is not None:
        return label.group(1), label.group(2)
    return None


def _starts_with_day(line: str, words: DateWords) -> bool:
    return any(_is_date(line[:end], words) for end in _ends(line))


def _ends(line: str) -> Iterator[int]:
    """Yield where the first, the first two, … words of *line* end; a tab or bar ends them all."""
    for count, word in enumerate(_WORD.finditer(line)):
        if count == _MOST_WORDS:
            return
        yield word.end()


def _is_date(text: str, words: DateWords) -> bool:
    """Return whether *text* is a moment that says something of when."""
    moment = _moment(text, words)
    return moment is not None and moment.interval != Interval()


def _moment(text: str, words: DateWords) -> Moment | None:
    try:
        moment = parse(text, words)
    except DateError:
        return None
    return moment if isinstance(moment, Moment) else None
