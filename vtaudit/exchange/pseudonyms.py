"""A copy of a case in pseudonyms, free text included, with what its author must still look at.

Separate because it knows which field of a case holds what: references to people become their
pseudonyms, words of the rulebook stay, and in all other text every name and number is searched for
with the search of the leak guard. Comments, remarks, file names and hashes stay behind.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dossier.model import Account, CaseFile, Document, Head, Person
from vtaudit.report.declared import Declared, declared, of_name
from vtaudit.report.identifiers import by_form
from vtaudit.span import Text
from vtaudit.yamlio import Plain, emit

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case

Shift = Callable[[str], str]
"""Moves the days in a text, or leaves them."""
Field = dc.Field[object]

_DROPPED = {(Person, "name"), (Head, "reference"), (Document, "file"), (Document, "sha256"),
            (CaseFile, "identifiers"), (CaseFile, "include")}  # fmt: skip
_LABELS = {
    "birth": "geboortedag", "birth-date": "geboortedag", "telephone": "telefoon", "name": "naam",
    "address": "adres", "number": "nummer", "identifier": "gegeven",
}  # fmt: skip
"""What stands in the copy for each kind of thing, with a number; none of it is searched for."""
_DATES = frozenset(("date", "since", "until", "on", "means"))
_PROSE = frozenset(("text", "title", "summary", "reason", "value", "name"))
_POSSESSIVE = re.compile(r"['’]s$")
_PROPER = re.compile(r"(?<![.!?:;\"“‘(] )(?<!^)\b[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
_NUMBER = re.compile(r"\b\d{4,}\b")


@dc.dataclass(frozen=True, slots=True)
class Copy:
    """A case in pseudonyms."""

    text: str
    """The case file."""
    people: Mapping[str, str]
    """The pseudonym of each person, by id."""
    replaced: Mapping[str, str]
    """What stands for each thing that was replaced in a text."""
    unsure: tuple[tuple[str, str], ...]
    """Words that may still identify somebody: where, and which."""
    rename: Callable[[str], str]
    """Gives the text that stands in the copy for one of the original."""


def pseudonymised(case: Case, shift: Shift | None = None) -> Copy:
    """Return *case* in pseudonyms; *shift* moves days in dates and, where they are exact, texts."""
    people = pseudonyms(case)
    scrub = _Scrub(case, people)
    writer = _Writer(people, scrub, shift or (lambda text: text))
    text = emit(writer.record(case.file))
    return Copy(text, people, dict(scrub.replaced), tuple(dict.fromkeys(writer.unsure)), scrub)


def pseudonyms(case: Case) -> dict[str, str]:
    """Return a pseudonym for each person: the role, and a number in the order of the case."""
    counted: Counter[str] = Counter()
    found: dict[str, str] = {}
    for person in case.file.people:
        role = str(person.role)
        counted[role] += 1
        while f"{role}-{counted[role]}" in case.bodies:
            counted[role] += 1
        found[str(person.id)] = f"{role}-{counted[role]}"
    return found


class _Scrub:
    """Replaces names and numbers in a text, the same one always by the same."""

    def __init__(self, case: Case, people: Mapping[str, str]) -> None:
        self.people = people
        self.replaced: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()
        self._names = [(_names(p, case.file), people[str(p.id)]) for p in case.file.people]
        self._other = declared([case.file])

    def __call__(self, text: str) -> str:
        """Return *text* without what identifies somebody."""
        if text in self.people:
            return self.people[text]
        out, at = [], 0
        for start, end, instead in sorted(self._found(text), key=lambda f: (f[0], -f[1])):
            if start >= at:
                out += [text[at:start], instead]
                at = end
                self.replaced.setdefault(text[start:end], instead)
        return "".join((*out, text[at:]))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for names, pseudonym in self._names:
            for f in names.find(text):
                ending = "’s" if _POSSESSIVE.search(text[f.start : f.end]) else ""
                yield f.start, f.end, pseudonym + ending
        for f in (*by_form(text), *self._other.find(text)):
            yield f.start, f.end, self._label(f.kind, text[f.start : f.end])

    def _label(self, kind: str, value: str) -> str:
        if value not in self.replaced:
            label = _LABELS.get(kind, kind)
            self._numbers[label] += 1
            return self.replaced.setdefault(value, f"({label} {self._numbers[label]})")
        return self.replaced[value]


def _names(person: Person, file: CaseFile) -> Declared:
    """Return how *person* may be named in a text: by id, by name, by what is declared as theirs."""
    named = [str(person.name or "")]
    named += [str(x.value) for x in file.identifiers if x.kind == "name" and x.of == person.id]
    own = ("name", rf"(?<!\w){re.escape(str(person.id))}(?:['’]?s)?(?!\w)", False)
    found = dict.fromkeys((own, *(p for name in named for p in of_name(name))))
    return Declared(tuple((kind, re.compile(p), proper) for kind, p, proper in found))


@dc.dataclass(slots=True)
class _Writer:
    """Turns the records of a case into plain data for the copy."""

    people: Mapping[str, str]
    scrub: _Scrub
    shift: Shift
    unsure: list[tuple[str, str]] = dc.field(default_factory=list)

    def record(self, value: object, place: str = "") -> dict[str, Plain]:
        """Return a record by its keys, without what is left out or stays behind."""
        out: dict[str, Plain] = {}
        for f in dc.fields(value):  # type: ignore[arg-type]
            held = getattr(value, f.name)
            gone = f.name in ("span", "note") or (type(value), f.name) in _DROPPED
            if not gone and held != f.default:
                key = f.metadata.get("key", f.name.rstrip("_"))
                out[key] = self.value(value, f, held, f"{place}.{key}".lstrip("."))
        return out

    def value(self, owner: object, f: Field, held: object, place: str) -> Plain:
        """Return what a field holds."""
        if isinstance(held, tuple):
            return [self.value(owner, f, x, f"{place}.{_name(x, n)}") for n, x in enumerate(held)]
        if isinstance(held, date):
            return self.shift(held.isoformat())
        if dc.is_dataclass(held):
            return self.record(held, place)
        if isinstance(held, int):
            return held
        return self.text(owner, f, str(held), place) if type(held) is Text else str(held)

    def text(self, owner: object, f: Field, held: str, place: str) -> str:
        """Return a text: a reference, a word of the rulebook, a date, or anything else."""
        if "word" in f.metadata:
            return held
        if f.metadata.get("refers") == "actor":
            return self.people.get(held, held)
        told = self.scrub(held)
        if _is_date(owner, f) or f.name in _PROSE:
            told = self.shift(told)
        if f.name in _PROSE:
            doubts = (*_PROPER.findall(told), *_NUMBER.findall(told))
            self.unsure += [(self.scrub(place), word) for word in doubts]
        return told


def _is_date(owner: object, f: Field) -> bool:
    if isinstance(owner, Account):
        return f.name == "value" and owner.field == "date"
    dated = f.name in _DATES or (f.name == "by" and type(owner).__name__ == "Promise")
    return dated and "refers" not in f.metadata


def _name(value: object, number: int) -> str:
    """Return how an entry of a list is pointed at: by its id, or else by its number."""
    return str(getattr(value, "id", number + 1))
