"""Mending slips of the pen in a case file: words that differ from a valid one in form only.

Separate from tidying, which changes nothing that a file says: here a word becomes another, and only
where nobody can doubt which was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from vtaudit.errors import Problem
from vtaudit.message import Message
from vtaudit.yamlio.text import BREAK

_FORM = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Mend:
    """One word that was put right."""

    line: int
    column: int
    was: str
    now: str


def mended(data: bytes, problems: Iterable[Problem]) -> tuple[bytes, tuple[Mend, ...]]:
    """Return *data* with the slips among *problems* put right, and what was changed, in order.

    A slip is an unknown word that becomes a valid one by capitals, accents, spaces, hyphens and
    underscores alone. Everything else of the file stays as it is, to the byte.
    """
    text = data.decode("utf-8")
    starts = [0, *(m.end() for m in BREAK.finditer(text))]
    bom = 1 if text.startswith("\ufeff") else 0
    done: list[Mend] = []
    for mend in sorted(_slips(problems), key=lambda m: (m.line, m.column), reverse=True):
        at = starts[mend.line - 1] + mend.column - 1 + (bom if mend.line == 1 else 0)
        at += text[at : at + 1] in ("'", '"')
        if text.startswith(mend.was, at):
            text = text[:at] + mend.now + text[at + len(mend.was) :]
            done.append(mend)
    return text.encode("utf-8"), tuple(reversed(done))


def _slips(problems: Iterable[Problem]) -> Iterator[Mend]:
    """Yield each unknown word with the one that is meant, where that cannot be another."""
    for problem in dict.fromkeys(problems):
        values = problem.message.values
        near, unknown = values.get("near"), values.get("unknown")
        got = unknown.values.get("got") if isinstance(unknown, Message) else None
        if isinstance(near, str) and isinstance(got, str) and _form(near) == _form(got):
            yield Mend(problem.span.line, problem.span.column, got, near)


def _form(word: str) -> str:
    """Return *word* without what may differ in a slip of the pen."""
    plain = "".join(c for c in normalize("NFKD", word) if not combining(c))
    return _FORM.sub("", plain).casefold()
