"""From the rulebook's files to a `Rulebook`: read, check against itself, and kept in a quick form.

The YAML files are the rulebook. Beside them lies the same content as JSON, which loads in
milliseconds and is used only when its hash says that it was made of exactly these files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from vtaudit.dates.calendar import Calendar
from vtaudit.dates.regime import Regime
from vtaudit.dates.words import DateWords
from vtaudit.decode import decode, noun, wrong_word
from vtaudit.errors import Code, Problem, RulebookError
from vtaudit.message import worded
from vtaudit.rulebook.book import Rulebook
from vtaudit.rulebook.counting import Counting
from vtaudit.rulebook.model import Norm, Protocol, Rule, Word
from vtaudit.rulebook.packing import pack, unpack
from vtaudit.rulebook.proposals import Proposals
from vtaudit.rulebook.references import dangling
from vtaudit.span import span_of
from vtaudit.yamlio import Parsed, parse

VERSION = "1"
"""Version of the rulebook that comes with this vtaudit."""
DATA = Path(__file__).parent / "data"
COMPILED = Path(__file__).parent / "compiled.json"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Words:
    words: Mapping[str, tuple[Word, ...]]


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


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that the files of a rulebook say, in the order of the files."""

    words: Mapping[str, tuple[Word, ...]]
    norms: tuple[Norm, ...]
    protocols: tuple[Protocol, ...]
    rules: tuple[Rule, ...]
    dates: DateWords
    calendar: Calendar
    regimes: tuple[Regime, ...]
    proposals: Proposals
    counting: Counting = field(default_factory=Counting)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """Free days elsewhere, by the name of their file."""


def shipped() -> Rulebook:
    """Return the rulebook that comes with vtaudit; raises RulebookError when it is wrong."""
    files = sources(DATA)
    digest = sha256(files)
    kept = _compiled(digest)
    return as_book(kept if kept is not None else read(files), digest)


def sources(folder: Path) -> dict[str, bytes]:
    """Return the files of a rulebook by their name relative to *folder*, in order."""
    paths = sorted(folder.rglob("*.yaml"), key=lambda p: p.relative_to(folder).as_posix())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


def sha256(files: Mapping[str, bytes]) -> str:
    """Return the hash of a rulebook: of the names and the contents of its files."""
    digest = hashlib.sha256()
    for name, data in files.items():
        text = data.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


def compiled(files: Mapping[str, bytes]) -> bytes:
    """Return the quick form of a rulebook, with the hash of the files it was made of."""
    body = {"sha256": sha256(files), "contents": pack(read(files), Contents)}
    return (json.dumps(body, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n").encode()


def _compiled(digest: str) -> Contents | None:
    try:
        body = json.loads(COMPILED.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(body, dict) or body.get("sha256") != digest:
        return None
    return unpack(body["contents"], Contents)


def as_book(contents: Contents, digest: str) -> Rulebook:
    """Return *contents* with everything findable by its id."""
    return Rulebook(
        version=VERSION,
        sha256=digest,
        words={kind: {str(w.id): w for w in words} for kind, words in contents.words.items()},
        norms={str(n.id): n for n in contents.norms},
        protocols={str(p.id): p for p in contents.protocols},
        rules=contents.rules,
        dates=contents.dates,
        calendar_data=contents.calendar,
        regimes={r.id: r for r in contents.regimes},
        proposals=contents.proposals,
        counting=contents.counting,
        calendars=contents.calendars,
    )


def read(files: Mapping[str, bytes]) -> Contents:
    """Return what *files* say; raises RulebookError with every problem in all of them."""
    reading = _Reading()
    norms, protocols, rules = [], [], []
    calendars: dict[str, Calendar] = {}
    for name, data in files.items():
        parsed = parse(data, name)
        if name.startswith("norms/"):
            norms += [n for f in [reading.of(parsed, _Norms)] if f for n in f.norms]
        elif name.startswith("protocols/"):
            protocols += [f.protocol for f in [reading.of(parsed, _Protocol)] if f]
        elif name.startswith("rules/"):
            rules += [r for f in [reading.of(parsed, _Rules)] if f for r in f.rules]
        elif name.startswith("calendars/"):
            calendars |= {Path(name).stem: c for c in [reading.of(parsed, Calendar)] if c}
    words = reading.named(files, "words.yaml", _Words)
    dates = reading.named(files, "dates.yaml", DateWords)
    calendar = reading.named(files, "calendar.yaml", Calendar)
    regimes = reading.named(files, "regimes.yaml", _Regimes)
    proposals = reading.named(files, "proposals.yaml", Proposals)
    counting = reading.named(files, "counting.yaml", Counting)
    if (
        words is None
        or dates is None
        or calendar is None
        or regimes is None
        or proposals is None
        or counting is None
        or reading.problems
    ):
        raise RulebookError(worded("the rulebook cannot be used"), tuple(reading.problems))
    contents = Contents(
        words.words,
        tuple(norms),
        tuple(protocols),
        tuple(rules),
        dates,
        calendar,
        regimes.regimes,
        proposals,
        counting,
        calendars,
    )
    wrong = [*_doubles(contents), *dangling(contents)]
    if wrong:
        raise RulebookError(worded("the rulebook contradicts itself"), tuple(wrong))
    return contents


def _doubles(contents: Contents) -> Iterable[Problem]:
    """Yield a problem for every id that is given twice."""
    for what, things in (
        ("norm", [n.id for n in contents.norms]),
        ("protocol", [p.id for p in contents.protocols]),
        ("rule", [x for r in contents.rules for x in (r.code, r.name)]),
    ):
        seen: set[str] = set()
        for name in things:
            if name in seen:
                yield Problem(
                    Code.DUPLICATE_ID,
                    worded("{what} `{name}` is given twice", what=noun(what), name=name),
                    span_of(name),
                )
            seen.add(name)


@dataclass(slots=True)
class _Reading:
    """The files read so far, and everything wrong in them."""

    problems: list[Problem] = field(default_factory=list)

    def of(self, parsed: Parsed, kind: type[T]) -> T | None:
        """Return the content of a file as *kind*, or None after keeping its problems."""
        if parsed.root is None:
            self.problems += parsed.problems
            return None
        found = decode(parsed.root, kind)
        self.problems += parsed.located(found.problems)
        return found.value

    def named(self, files: Mapping[str, bytes], name: str, kind: type[T]) -> T | None:
        """Return the content of the file *name*, which every rulebook has."""
        if name not in files:
            message = wrong_word("file", name, files)
            self.problems.append(Problem(Code.NO_FILE, message, file=name))
            return None
        return self.of(parse(files[name], name), kind)
