"""What the files of a rulebook say, each file read and every problem in it kept.

Separate from the loader, which knows where rulebooks are, and from `own`, which lays one over
another: here a file is no more than what is written in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from vtaudit.dates.calendar import Calendar
from vtaudit.dates.regime import Regime
from vtaudit.dates.words import DateWords
from vtaudit.decode import decode, noun, wrong_word
from vtaudit.errors import Code, Problem, RulebookError
from vtaudit.message import worded
from vtaudit.rulebook.counting import Counting
from vtaudit.rulebook.model import Norm, Protocol, Rule, Word
from vtaudit.rulebook.proposals import Proposals
from vtaudit.span import NOWHERE, Span, Text
from vtaudit.yamlio import Mapping, Parsed, Scalar, parse

HEAD = "rulebook.yaml"
"""The file that says what a rulebook is; the one that comes with vtaudit has none."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a rulebook of an organisation is, and what it stands on."""

    id: Text
    """Short name in lower case; part of the version that reports show."""
    version: Text
    """Its version, such as `2` or `2026-01`."""
    extends: Text | None = None
    """Version of the rulebook of vtaudit that it adds to; without it, it must be complete."""
    overrides: tuple[Text, ...] = ()
    """Ids of norms, protocols, rules and words, and names of files, that it replaces on purpose."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class _Heads:
    rulebook: Head


@dataclass(frozen=True, slots=True)
class _Words:
    words: MappingOf[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class _Norms:
    norms: tuple[Norm, ...]


@dataclass(frozen=True, slots=True)
class _Protocol:
    protocol: Protocol


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Regimes:
    regimes: tuple[Regime, ...]


WHOLE: MappingOf[str, tuple[str, type]] = {
    "dates.yaml": ("dates", DateWords),
    "calendar.yaml": ("calendar", Calendar),
    "regimes.yaml": ("regimes", _Regimes),
    "proposals.yaml": ("proposals", Proposals),
    "counting.yaml": ("counting", Counting),
}
"""Files that hold one thing each, which is replaced as a whole."""
WORDS = "words.yaml"
CALENDARS = "calendars/"
"""Folder of the free days elsewhere, a file for each place."""
_BY_KEY = {"rules": "rules/", "norms": "norms/", "protocol": "protocols/", "words": WORDS}
"""Where a file belongs, by a key at its top."""
_FOLDERS: MappingOf[str, type] = {
    "norms/": _Norms, "protocols/": _Protocol, "rules/": _Rules, CALENDARS: Calendar,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the files of a rulebook say, in the order of the files."""

    words: MappingOf[str, tuple[Word, ...]]
    norms: tuple[Norm, ...]
    protocols: tuple[Protocol, ...]
    rules: tuple[Rule, ...]
    dates: DateWords
    calendar: Calendar
    regimes: tuple[Regime, ...]
    proposals: Proposals
    counting: Counting = field(default_factory=Counting)
    calendars: MappingOf[str, Calendar] = field(default_factory=dict)
    """Free days elsewhere, by the name of their file."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one file says."""

    name: str
    parsed: Parsed
    norms: tuple[Norm, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    rules: tuple[Rule, ...] = ()
    words: MappingOf[str, tuple[Word, ...]] = field(default_factory=dict)
    whole: MappingOf[str, Any] = field(default_factory=dict)
    """What a file that holds one thing holds, by the field of `Contents`."""
    calendars: MappingOf[str, Calendar] = field(default_factory=dict)
    """Free days elsewhere, by the name of the file."""
    head: Head | None = None
    wrong: tuple[Span, ...] = ()
    """Where it could not be read; what it says is then what could be."""

    def ids(self) -> Iterator[tuple[str, Text]]:
        """Yield every id that the file gives, with what it is the id of."""
        yield from ids_of(self)


def parts(
    files: MappingOf[str, bytes],
    place: str,
    problems: list[Problem],
    *,
    whole: bool,
    shown: str | None = None,
) -> tuple[Part, ...]:
    """Return what each of *files* says; what is wrong is added to *problems*.

    *place* goes before the name of a file in messages, or *shown* stands for it. With *whole*, a
    file that every complete rulebook has and that is not there is a problem too.
    """
    read = [_part(name, data, shown or place + name, problems) for name, data in files.items()]
    missing = (n for n in (WORDS, *WHOLE) if whole and n not in files)
    problems += (Problem(Code.NO_FILE, worded("`{key}` is missing", key=n), file=place + n)
                 for n in missing)  # fmt: skip
    return tuple(p for p in read if p is not None)


def _part(name: str, data: bytes, file: str, problems: list[Problem]) -> Part | None:
    kind = _kind(name)
    if kind is None:
        known = [HEAD, WORDS, *WHOLE, *(f"{folder}NAME.yaml" for folder in _FOLDERS)]
        problems.append(Problem(Code.NO_FILE, wrong_word("file", name, known), file=file))
        return None
    parsed = parse(data, file)
    if parsed.root is None:
        problems.extend(parsed.problems)
        return None
    read = decode(parsed.root, kind)
    problems.extend(parsed.located(read.problems))
    wrong = tuple(p.span for p in read.problems)
    return replace(_holding(name, parsed, read.partial), wrong=wrong)


def name_for(data: bytes, file: str) -> str:
    """Return the name that a single file has in a rulebook, by the first key in it.

    A file with none of the keys is read as one of rules, so that each wrong key in it is named.
    Raises RulebookError where it cannot be read.
    """
    parsed = parse(data, file)
    if parsed.root is None:
        raise RulebookError(problems=parsed.problems)
    pairs = parsed.root.pairs if isinstance(parsed.root, Mapping) else ()
    keys = [k.value for k, _ in pairs if isinstance(k, Scalar)]
    return next((_BY_KEY[k] for k in keys if k in _BY_KEY), _BY_KEY["rules"])


def _kind(name: str) -> type[Any] | None:
    if name in WHOLE:
        return WHOLE[name][1]
    known = {HEAD: _Heads, WORDS: _Words}
    folder = next((f for f in _FOLDERS if name.startswith(f)), None)
    return _FOLDERS[folder] if folder else known.get(name)


def _holding(name: str, parsed: Parsed, value: object) -> Part:
    match value:
        case _Heads():
            return Part(name, parsed, head=value.rulebook)
        case _Words():
            return Part(name, parsed, words=value.words)
        case _Norms():
            return Part(name, parsed, norms=value.norms)
        case _Protocol():
            return Part(name, parsed, protocols=(value.protocol,))
        case _Rules():
            return Part(name, parsed, rules=value.rules)
        case _Regimes():
            return Part(name, parsed, whole={"regimes": value.regimes})
        case Calendar() if name not in WHOLE:
            return Part(name, parsed, calendars={PurePath(name).stem: value})
        case None:
            return Part(name, parsed)
        case _:
            return Part(name, parsed, whole={WHOLE[name][0]: value})


def ids_of(some: Part | Contents) -> Iterator[tuple[str, Text]]:
    """Yield every id that *some* of a rulebook gives, with what it is the id of."""
    yield from (("norm", n.id) for n in some.norms)
    yield from (("protocol", p.id) for p in some.protocols)
    yield from (("rule", x) for r in some.rules for x in (r.code, r.name))
    yield from ((kind, w.id) for kind, words in some.words.items() for w in words)


def joined(read: Iterable[Part]) -> Contents | None:
    """Return the contents of a complete rulebook; None where something of it could not be read."""
    own = tuple(read)
    whole = {key: value for p in own for key, value in p.whole.items()}
    if whole.keys() != {key for key, _ in WHOLE.values()}:
        return None
    return Contents(
        words={kind: words for p in own for kind, words in p.words.items()},
        norms=tuple(n for p in own for n in p.norms),
        protocols=tuple(x for p in own for x in p.protocols),
        rules=tuple(r for p in own for r in p.rules),
        calendars={name: c for p in own for name, c in p.calendars.items()},
        **whole,
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return *problems* file by file, in each in the order of its lines."""
    found = list(problems)
    files = {p.file: n for n, p in reversed(list(enumerate(found)))}
    return tuple(sorted(found, key=lambda p: (files[p.file], p.span)))


def doubles(read: Iterable[Part]) -> Iterator[Problem]:
    """Yield a problem for every id that is given twice, at the second place."""
    seen: dict[tuple[str, str], tuple[str, Span]] = {}
    for part in read:
        for what, name in part.ids():
            here = (part.parsed.file, name.span)
            file, span = seen.setdefault((what, str(name)), here)
            if (file, span) != here:
                first = f"{file}:{span.line}"
                message = worded("{what} `{name}` is given twice; first at {place}",
                                 what=noun(what), name=name, place=first)  # fmt: skip
                told = [Problem(Code.DUPLICATE_ID, message, name.span)]
                yield from part.parsed.located(told)
