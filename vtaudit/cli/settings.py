"""The settings file `vtaudit.toml`: found upward from the case, then from where the user stands.

Separate from the options: what stands on the command line goes before what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vtaudit.errors import Code, Problem, UsageError
from vtaudit.message import Message, worded
from vtaudit.span import Span

NAME = "vtaudit.toml"
LANGUAGES = ("nl", "en")
SMALLEST = 5
"""Cases that a group has at least to be published, unless the settings say otherwise."""
WEIGHTS = ("shortcoming", "attention", "note")
KEYS = {
    "audit": ("lang", "as-of", "select", "ignore", "fail-on", "accepted"),
    "overview": ("smallest-group",),
    "lengths": (),
}
"""The tables of the file and the keys of each; those of `lengths` are the settings of rules."""

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; a value that it does not give is None or empty."""

    path: Path | None = None
    lang: str | None = None
    as_of: date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    accepted: bool = True
    """Whether findings that the case sets aside stay aside."""
    lengths: Mapping[str, str] = field(default_factory=dict)
    smallest_group: int = SMALLEST
    """Groups of fewer cases are hidden in an overview that is shared."""


def found(case: Path | None = None) -> Settings:
    """Return the settings that hold for *case*; raises UsageError with every mistake in the file.

    The first file counts that is met going up from the case, and else going up from the current
    folder.
    """
    starts = ([case] if case is not None else []) + [Path()]
    for start in starts:
        at = start.resolve()
        for folder in (at, *at.parents):
            file = folder / NAME
            if file.is_file():
                return read(file)
    return Settings()


def read(file: Path) -> Settings:
    """Return what *file* says; raises UsageError with every mistake in it."""
    import tomllib

    try:
        text = file.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(problems=(_broken(file, text, str(error)),)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(worded("{file} cannot be read: {error}", file=file, error=error)) from None
    wrong = list(_Reading(file, text).problems(content))
    if wrong:
        raise UsageError(problems=tuple(wrong))
    own = content.get("audit", {})
    return Settings(
        path=file,
        lang=own.get("lang"),
        as_of=own.get("as-of"),
        select=tuple(own.get("select", ())),
        ignore=tuple(own.get("ignore", ())),
        fail_on=own.get("fail-on"),
        accepted=own.get("accepted", True),
        lengths=content.get("lengths", {}),
        smallest_group=content.get("overview", {}).get("smallest-group", SMALLEST),
    )


def _broken(file: Path, text: str, message: str) -> Problem:
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at else (len(text.splitlines()) or 1, 1)
    told = worded("this is no TOML: {words}", words=_AT.sub("", message))
    return _problem(file, text, Code.SYNTAX, told, line, column)


def _problem(
    file: Path, text: str, code: Code, message: Message, line: int, column: int
) -> Problem:
    lines = text.splitlines()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    return Problem(code, message, Span(line, column, line, column), str(file), excerpt, column - 1)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One settings file and what is wrong in it."""

    file: Path
    text: str

    def problems(self, content: Mapping[str, object]) -> Iterator[Problem]:
        """Yield every table, key and value that is not allowed."""
        for table, inside in content.items():
            if table not in KEYS:
                yield self._word("table", table, KEYS, table, None)
            elif not isinstance(inside, dict):
                yield self._at(
                    Code.WRONG_TYPE,
                    worded("`{table}` is a table: [{table}]", table=table),
                    table,
                    None,
                )
            elif table == "lengths":
                yield from self._lengths(inside)
            else:
                yield from self._keys(table, inside)

    def _keys(self, table: str, inside: Mapping[str, object]) -> Iterator[Problem]:
        for key, value in inside.items():
            if key not in KEYS[table]:
                yield self._word("key", key, KEYS[table], table, key)
                continue
            expected = _wrong(key, value)
            if expected:
                message = worded(
                    "`{key}` takes {expected}; found `{value}`",
                    key=key,
                    expected=expected,
                    value=value,
                )
                yield self._at(Code.WRONG_TYPE, message, table, key)

    def _lengths(self, inside: Mapping[str, object]) -> Iterator[Problem]:
        from vtaudit.api import rulebook
        from vtaudit.audit.selection import Selection, narrowed, settings

        book = rulebook()
        for key, value in inside.items():
            if key not in settings(book):
                yield self._word("key", key, settings(book), "lengths", key)
                continue
            try:
                narrowed(book, Selection(lengths=((key, str(value)),)))
            except UsageError as error:
                yield self._at(
                    Code.BAD_DATE, error.message or worded("{words}", words=error), "lengths", key
                )

    def _word(
        self, what: str, got: str, known: Mapping[str, object] | tuple[str, ...], table: str,
        key: str | None,
    ) -> Problem:  # fmt: skip
        from vtaudit.decode import wrong_word

        code = Code.UNKNOWN_KEY
        return self._at(code, wrong_word(what, got, known), table, key)

    def _at(self, code: Code, message: Message, table: str, key: str | None) -> Problem:
        return _problem(self.file, self.text, code, message, *self._place(table, key))

    def _place(self, table: str, key: str | None) -> tuple[int, int]:
        """Return line and column of a key of a table, or of the table itself."""
        inside, wanted = "", re.compile(rf"""\s*["']?({re.escape(key or table)})["']?\s*[=.]""")
        for number, line in enumerate(self.text.splitlines(), 1):
            head = re.match(r"""\s*\[+\s*["']?([^\]"'.]+)""", line)
            if head:
                inside = head[1].strip()
                if key is None and inside == table:
                    return number, head.start(1) + 1
            at = wanted.match(line)
            if at and (inside == table or (key is None and not inside)):
                return number, at.start(1) + 1
        return 1, 1


def _wrong(key: str, value: object) -> str:
    """Return what *key* takes, when *value* is not that."""
    if key == "lang" and value not in LANGUAGES:
        return " or ".join(LANGUAGES)
    if key == "fail-on" and value not in WEIGHTS:
        return f"one of {', '.join(WEIGHTS)}"
    if key == "accepted" and not isinstance(value, bool):
        return "true or false"
    if key == "as-of" and type(value) is not date:
        return "a day such as 2020-12-31, without quotes"
    if key == "smallest-group" and not (type(value) is int and value > 1):
        return "a whole number of 2 or more"
    if key in ("select", "ignore") and not _texts(value):
        return 'a list of rules such as ["VT1", "stilte"]'
    return ""


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)
