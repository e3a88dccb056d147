"""The leak guard: a finished output is searched before it is written, whatever made it.

Separate because every output goes through it: the cases that a command has read are watched, and
what stands in an output that identifies somebody keeps all of it from being written. The search
sees through the escapes of markup, the packing of office files and the breaks of lines.
"""

from __future__ import annotations

import html
import io
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.dossier.files import read_bounded
from vtaudit.errors import Code, Problem, UsageError
from vtaudit.message import Message, worded
from vtaudit.report.declared import declared
from vtaudit.report.identifiers import by_form
from vtaudit.span import Span, span_of
from vtaudit.yamlio import limits_of

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.report.declared import Declared

SCREEN = "<output>"
"""Name of an output that goes to the screen or a pipe."""
_MOST = 50
"""Places that are told of one output."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_MERMAID = re.compile(r"#(\d{2,6});")
_TAG = re.compile(r"<[^>]*>")
_SHARED = re.compile(r'<c [^>]*t="s"[^>]*><v>\d+</v>')
"""A cell of a workbook whose text stands elsewhere: it holds only the place of it in a list."""
_DAY = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?><v>)(\d{5,7})(?=</v>)')
"""A cell of a workbook with a number that is that of a day; see `workbook.FIRST`."""
_PARAGRAPH = re.compile(r"</(?:w:p|row|si|c)>|<w:br/>")


class Leak(UsageError):  # noqa: N818 - it is named for what happened
    """An output holds what identifies somebody, and was not written."""


@dataclass(slots=True)
class Watch:
    """The cases whose identifiers may not be written, and what the user allows."""

    cases: list[Case] = field(default_factory=list)
    allowed: bool = False
    """Everything may be written: inside the house."""
    names: bool = False
    """Names of people may be written, because they were asked for."""

    def check(self, data: bytes | str, name: str = SCREEN) -> None:
        """Raise Leak, with every place, when *data* holds what identifies somebody."""
        if self.allowed or not self.cases:
            return
        files = [c.file for c in self.cases]
        held = declared(files, names=not self.names)
        places = list(_problems(readable(data), held, name))
        if places:
            for case in self.cases:
                places += _in_case(case, held)
            raise Leak(
                worded(
                    "{name} is not written: it holds what identifies somebody. Mend the case at "
                    "these places, or use --allow-identifiers inside the house",
                    name=name,
                ),
                tuple(places),
            )


watch = Watch()
"""What is watched in this process: a command begins with `begin`."""


def begin() -> None:
    """Watch nothing yet, and allow nothing."""
    watch.cases.clear()
    watch.allowed = watch.names = False


def readable(data: bytes | str) -> str:
    """Return what a reader sees in a finished output: without escapes, unpacked where packed."""
    if isinstance(data, bytes):
        text = _unpacked(data) if data[:4] == b"PK\x03\x04" else data.decode("utf-8", "replace")
    else:
        text = _COLOUR.sub("", data)
    text = _JSON.sub(lambda found: chr(int(found[1], 16)), text)
    text = _MERMAID.sub(lambda found: chr(int(found[1])), _ESCAPED.sub(r"\1", text))
    return unicodedata.normalize("NFC", html.unescape(text) if "&" in text else text)


def _unpacked(data: bytes) -> str:
    """Return the text of an office file: a line for each paragraph or cell."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(n).decode("utf-8", "replace") for n in packed.namelist()]
    plain = (_PARAGRAPH.sub("\n", _DAY.sub(_as_day, _SHARED.sub("", part))) for part in parts)
    return "\n".join(_TAG.sub("", part) for part in plain)


def _as_day(found: re.Match[str]) -> str:
    """Return a cell with the day that a spreadsheet shows for its number."""
    try:
        day = date(1899, 12, 30) + timedelta(days=int(found[2]))
    except OverflowError:
        return found[0]
    return f"{found[1]}{day}"


SPOKEN: Mapping[str, Message] = {
    "BSN": worded("BSN"),
    "IBAN": worded("IBAN"),
    "e-mail": worded("e-mail address"),
    "telephone": worded("telephone number"),
    "address": worded("address"),
    "birth": worded("date of birth"),
    "birth-date": worded("declared date of birth"),
    "name": worded("declared name"),
    "number": worded("declared number"),
    "identifier": worded("declared identifier"),
}
"""What is found, as messages name it."""


def _problems(text: str, held: Declared, name: str) -> Iterator[Problem]:
    """Yield each place of *text*, one for each kind on a line, up to a number."""
    seen: set[tuple[str, int]] = set()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for found in sorted((*by_form(text), *held.find(text)), key=lambda f: f.start):
        line = bisect_right(starts, found.start)
        if (found.kind, line) not in seen and len(seen) < _MOST:
            seen.add((found.kind, line))
            column = found.start - starts[line - 1] + 1
            at = Span(line, column, line, column + 1)
            message = worded("{kind} in the output", kind=SPOKEN.get(found.kind, found.kind))
            yield Problem(Code.IDENTIFIES, message, at, name)


def _in_case(case: Case, held: Declared) -> Iterator[Problem]:
    """Yield where a case file itself says it, but for where it declares it."""
    said = [span_of(x.value) for x in case.file.identifiers]
    said += [span_of(p.name) for p in case.file.people]
    for above, name in case.parts:
        file = case.folder / name
        try:
            data = read_bounded(file, limits_of(os.environ).bytes)
        except OSError:
            continue
        for problem in _problems(data.decode("utf-8-sig", "replace"), held, str(file)):
            at = problem.span
            if not any(_inside(at._replace(line=at.line + above), s) for s in said):
                message = worded("{kind} in the case", **problem.message.values)
                yield Problem(Code.IDENTIFIES, message, at, problem.file)


def _inside(at: Span, stretch: Span) -> bool:
    start, end = (stretch.line, stretch.column), (stretch.end_line, stretch.end_column)
    return start <= (at.line, at.column) < end
