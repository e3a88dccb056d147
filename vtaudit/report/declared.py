"""What the cases themselves declare as identifying: names with their parts, numbers, days.

Separate from the guard because it is a search like the one by form, and a copy in pseudonyms is
made with it as well. The file is searched without regard to case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.report.identifiers import GAP, Found

if TYPE_CHECKING:
    from vtaudit.dossier.model import CaseFile

NAME, NUMBER, DECLARED = "name", "number", "identifier"
_BETWEEN = frozenset(
    ("van", "de", "der", "den", "het", "ten", "ter", "te", "la", "le", "el", "al", "ben", "bin",
     "ibn", "von", "zu", "du", "di", "da", "do", "dos", "in", "op", "aan", "bij", "of")
)  # fmt: skip
"""Words inside names that are no name."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDING = r"(?:['’]?s|['’]|-s|[aeiou]?-?(?:t|p|k|et)?jes?)?"
"""Inflections of a name: possessives and diminutives."""
_BREAK = r"[\s\-_.]+"


def declared(files: Iterable[CaseFile], *, names: bool = True) -> Declared:
    """Return what *files* declare: names of people, and identifiers of every kind."""
    found: dict[tuple[str, str, bool], None] = {}
    for file in files:
        for person in file.people if names else ():
            found.update(dict.fromkeys(of_name(str(person.name or ""))))
        for item in file.identifiers:
            found.update(dict.fromkeys(_of(str(item.value), item.kind, names=names)))
    return Declared(tuple((k, re.compile(p), proper) for k, p, proper in found))


def _of(value: str, kind: str, *, names: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield the patterns of one declared identifier."""
    match kind:
        case "name":
            yield from of_name(value) if names else ()
        case "birth-date":
            yield from ((kind, pattern, False) for pattern in _of_day(value))
        case "number":
            signs = [re.escape(c) for c in folded(value) if c.isalnum()]
            if signs:
                inside = rf"(?:{GAP}|[/_:])?".join(signs)
                yield (NUMBER, rf"(?<![^\W_]){inside}(?![^\W_])", False)
        case _:
            words = [re.escape(w) for w in folded(value).split()]
            if words:
                phrase = r"[\s,]+".join(words)
                yield (DECLARED, rf"(?<!\w){phrase}(?!\w)", False)


def of_name(name: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the patterns of a name as a whole and of its parts, but for words like `van der`."""
    words = [found[0] for found in _WORD.finditer(folded(name))]
    edge = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    if len(words) > 1:
        whole = _BREAK.join(map(re.escape, words))
        yield (NAME, f"{edge[0]}{whole}{_ENDING}{edge[1]}", False)
    parts = [w for w in words if w not in _BETWEEN and len(w) > 1]
    for word in parts:
        proper = len(word) < 4 or word is not parts[0]
        yield (NAME, f"{edge[0]}{re.escape(word)}{_ENDING}{edge[1]}", proper)


def _of_day(value: str) -> Iterator[str]:
    """Yield how a day of birth may be written; what is no day is looked for as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        yield re.escape(folded(value))
        return
    year = rf"(?:{day.year}|['’]?{day.year % 100:02})"
    yield rf"(?<!\d){day.year}[-/.]?{day.month:02}[-/.]?{day.day:02}(?!\d)"
    yield rf"(?<!\d)0?{day.day}[-/. ]0?{day.month}[-/. ]{year}(?!\d)"
    yield rf"(?<!\d)0?{day.day}e?\s+{_MONTH[day.month - 1]}[^\W\d_]*\.?\s+{year}(?!\d)"


_MONTH = ("jan", "feb", "(?:maart|mrt|march|mar)", "apr", "(?:mei|may)", "jun", "jul", "aug",
          "sep", "(?:okt|oct)", "nov", "dec")  # fmt: skip


def folded(text: str) -> str:
    """Return *text* in lower case without accents, each character in its own place."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Return whether a part of a name is one here: with a capital, or as a piece of an id."""
    if text[found.start()].isupper():
        return True
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return any(c in "-_/\\@" or c.isdigit() for c in around)


class _Fold(dict[int, str]):
    """Each character without case and accent, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Return what one character becomes: always one."""
        low = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


_FOLD = _Fold()


@dataclass(frozen=True, slots=True)
class Declared:
    """What the cases themselves say identifies somebody."""

    patterns: tuple[tuple[str, re.Pattern[str], bool], ...] = ()
    """Kind, how it looks in folded text, and whether in lower case only inside an id."""

    def find(self, text: str) -> Iterator[Found]:
        """Yield every place of *text* with something declared, whatever its case and accents."""
        bare = folded(text) if self.patterns else ""
        for kind, pattern, proper in self.patterns:
            for found in pattern.finditer(bare):
                if not proper or _is_name(text, found):
                    yield Found(kind, found.start(), found.end())
