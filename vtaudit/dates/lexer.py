"""Words and their places in a text, and a cursor that remembers how far it could read.

Separate from the grammar, which says what may follow what: this knows only how to find the longest
phrase of the word table at a place, and what was hoped for at the furthest place reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Literal, TypeVar
from unicodedata import normalize

from vtaudit.dates.errors import DateError, nearest
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vtaudit.dates.words import DateWords

Category = Literal[
    "month", "weekday", "part", "season", "bound", "qualifier", "between", "between-join", "night",
    "night-join", "number", "unit", "relative", "direction", "unknown", "join", "amounts-join",
    "within", "lead", "link", "week", "at", "hour", "ordinal", "article",
]  # fmt: skip

_TOKEN = re.compile(
    r"(?P<edtf>[0-9]{2}[0-9X]{2}(?:-[0-9X]{2}){1,2}(?:T[0-9:]+(?:Z|[+-][0-9:]+)?)?[~?%]?(?![0-9]))"
    r"|(?P<week>[0-9]{4}-W[0-9]{2}(?:-[1-7])?(?![0-9]))"
    r"|(?P<time>[0-9]{1,2}[:.][0-9]{2}(?![0-9]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>\S)"
)
_TABLES: tuple[tuple[str, Category], ...] = (
    ("months", "month"), ("weekdays", "weekday"), ("parts", "part"), ("seasons", "season"),
    ("bounds", "bound"), ("qualifiers", "qualifier"), ("numbers", "number"), ("units", "unit"),
    ("relatives", "relative"), ("directions", "direction"),
)  # fmt: skip
_LISTS: tuple[tuple[str, Category], ...] = (
    ("unknown", "unknown"), ("joins", "join"), ("amounts_join", "amounts-join"),
    ("within", "within"), ("leads", "lead"), ("links", "link"), ("weeks", "week"), ("at", "at"),
    ("hours", "hour"), ("ordinals", "ordinal"), ("articles", "article"),
)  # fmt: skip
A_LENGTH = worded("a number and a unit, such as `10 weken` or `vijf werkdagen`")
_ANYTHING = worded("a moment, such as `2019-12-06`, `medio december 2019` or `daags na ID`")
_A_DATE = worded("a date")
_NAMES: dict[Category, Message] = {
    "month": worded("a month"), "weekday": worded("a day of the week"),
    "part": worded("a part of a month or year"),
    "season": worded("a season"), "number": worded("a number"), "unit": worded("a unit of time"),
    "direction": worded("a word such as `na` or `later`"), "join": worded("a word such as `t/m`"),
    "between-join": worded("a word such as `en`"), "night-join": worded("a word such as `op`"),
}  # fmt: skip
_DATE_BEGINS = {_A_DATE, worded("a day"), worded("a day of the week"), worded("a month"),
                worded("a part of a month or year"), worded("a season"), worded("a week"),
                worded("a year")}  # fmt: skip
Entry = TypeVar("Entry")
_compiled: list[tuple[DateWords, Vocabulary]] = []


def vocabulary_of(words: DateWords) -> Vocabulary:
    """Return the phrases of *words*, arranged once for each table object."""
    for known, vocabulary in _compiled:
        if known is words:
            return vocabulary
    vocabulary = Vocabulary(words)
    _compiled[:] = [(words, vocabulary), *_compiled[:3]]
    return vocabulary


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the words, numbers and signs of *text* with their places."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        value = match.group()
        if kind in ("word", "sign"):
            value = normalize("NFC", value).lower()
        yield Token(kind, value, match.start(), match.end())


def _phrases(words: DateWords) -> Iterator[tuple[Category, str, object]]:
    for table, category in _TABLES:
        for entry in getattr(words, table):
            yield from ((category, phrase, entry) for phrase in entry.words)
    for table, category in _LISTS:
        yield from ((category, phrase, phrase) for phrase in getattr(words, table))
    for frame in words.frames:
        yield from ((frame.kind, phrase, frame) for phrase in frame.opens)
        join: Category = "between-join" if frame.kind == "between" else "night-join"
        yield from ((join, phrase, frame) for phrase in frame.joins)


def refuse(place: int, message: Message, *expected: str) -> DateError:
    """Return the error for a moment that is well formed and cannot be."""
    return DateError(message, place, expected)


def _named(hoped: set[Message]) -> tuple[Message, ...]:
    """Return what was hoped for, with all that a date can begin with told as `a date`."""
    if hoped >= _DATE_BEGINS:
        hoped = hoped - _DATE_BEGINS | {_A_DATE}
    return tuple(sorted(hoped))


def _either(options: Iterable[Message]) -> Message:
    """Return *options*, of which there is at least one, with an `or` between them."""
    return reduce(lambda a, b: worded("{first} or {last}", first=a, last=b), options)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign and where it stands."""

    kind: str
    value: str
    start: int
    end: int


class Vocabulary:
    """The phrases of a word table by category and first word, the longest first."""

    def __init__(self, words: DateWords) -> None:
        """Arrange every phrase of *words*."""
        self.words = words
        self.phrases: dict[Category, dict[str, list[tuple[tuple[str, ...], object]]]] = {}
        self.listed: dict[Category, list[str]] = {}
        for category, phrase, entry in _phrases(words):
            key = tuple(token.value for token in tokens_of(phrase))
            by_first = self.phrases.setdefault(category, {})
            by_first.setdefault(key[0], []).append((key, entry))
            self.listed.setdefault(category, []).append(phrase)
        for by_first in self.phrases.values():
            for found in by_first.values():
                found.sort(key=lambda item: -len(item[0]))


class Cursor:
    """A place in a text; it moves on only when what is asked for stands there."""

    def __init__(self, text: str, words: DateWords, wanted: Message = _ANYTHING) -> None:
        """Start before the first word of *text*; *wanted* is what the whole of it should be."""
        self.text = text
        self.words = words
        self.tokens = tuple(tokens_of(text))
        self.index = 0
        self.approximate = False
        self._vocabulary = vocabulary_of(words)
        self._wanted = wanted
        self._furthest = 0
        self._hoped: dict[Message | None, list[str]] = {}

    @property
    def position(self) -> int:
        """Where the next word, number or sign stands in the text, counted from 0."""
        return self.place(self.index)

    def place(self, index: int) -> int:
        """Return where token *index* begins, or the end of the text."""
        return self.tokens[index].start if index < len(self.tokens) else len(self.text)

    def at_end(self) -> bool:
        """Return whether nothing is left, and note that nothing more was hoped for."""
        if self.index == len(self.tokens):
            return True
        self.miss(worded("the end"))
        return False

    def take(self, category: Category, entry: type[Entry]) -> Entry | None:
        """Read the longest phrase of *category* that stands here, and return its entry."""
        by_first = self._vocabulary.phrases.get(category, {})
        rest = self.tokens[self.index :]
        for key, found in by_first.get(rest[0].value, ()) if rest else ():
            if tuple(token.value for token in rest[: len(key)]) == key:
                self.index += len(key)
                return found if isinstance(found, entry) else None
        self.miss(_NAMES.get(category), self._vocabulary.listed.get(category, []))
        return None

    def skip(self, category: Category) -> bool:
        """Read a phrase of *category* if one stands here; return whether it did."""
        return self.take(category, object) is not None

    def number(self, name: Message, *, shortest: int = 1, longest: int) -> int | None:
        """Read a number of so many digits; *name* says what was hoped for."""
        token = self.read("number", name, shortest, longest)
        return None if token is None else int(token.value)

    def read(self, kind: str, name: Message, shortest: int = 1, longest: int = 99) -> Token | None:
        """Read a token of *kind* and of such a size; *name* says what was hoped for."""
        token = self.tokens[self.index] if self.index < len(self.tokens) else None
        if token and token.kind == kind and shortest <= len(token.value) <= longest:
            self.index += 1
            return token
        self.miss(name)
        return None

    def rest(self, fits: Callable[[str], object]) -> str | None:
        """Read all that is left as one id, if it *fits*."""
        left = self.text[self.position :].rstrip()
        if not fits(left):
            self.miss(worded("the id of an event"))
            return None
        self.index = len(self.tokens)
        return left

    def miss(self, name: Message | None, choices: list[str] | None = None) -> None:
        """Note that *name* was hoped for here, where only the furthest place is remembered.

        A piece without a name may always be left out: it is not asked for, only suggested.
        """
        if self.index > self._furthest:
            self._furthest, self._hoped = self.index, {}
        if self.index == self._furthest:
            self._hoped[name] = self._hoped.get(name, []) + (choices or [])

    def error(self) -> DateError:
        """Return what is wrong at the furthest place that could be read."""
        at = self._furthest
        hoped = {name for name in self._hoped if name is not None}
        expected = (_named(hoped) if at else ()) or (self._wanted,)
        found = f"`{self.tokens[at].value}`" if at < len(self.tokens) else worded("the end")
        choices = [word for listed in self._hoped.values() for word in listed]
        guess = nearest(self.tokens[at].value, choices) if at < len(self.tokens) else None
        message = worded(
            "{found} does not fit here: expected {expected}",
            found=found,
            expected=_either(expected),
        )
        return DateError(message, self.place(at), expected, guess)
