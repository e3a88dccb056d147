"""The names of things in one language: people, steps, norms, days and the words of the rulebook.

Separate from `wording`, which makes sentences of them. Nothing here fails on an id it does not
know: it then gives the id.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval
from vtaudit.dates.wording import interval_in_words
from vtaudit.errors import UsageError
from vtaudit.report.catalogue import Catalogue, catalogue
from vtaudit.report.phrases import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vtaudit.audit.model import Actor, Audit, Citation, Entry
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Norm, Rule, Sentences, Track

T = TypeVar("T")

ENACTED = ("bwb", "celex", "treaty")
"""Kinds of sources that have articles."""

FEW = 2
"""Steps that are named in full in a list; more are told by their numbers."""

SHORT = 90
"""Letters that the text of a step may take inside a sentence."""
_CLAUSE = re.compile(r"[,;:(] ?")


def shortened(text: str, most: int = SHORT) -> str:
    """Return *text* up to its first full stop or, if still too long, its last clause that fits."""
    head = text.partition("; ")[0].partition(". ")[0].strip().rstrip(".")
    if len(head) <= most:
        return head
    ends = [found.start() for found in _CLAUSE.finditer(head, most // 3, most)]
    if ends:
        return head[: ends[-1]].rstrip()
    return head[:most].rsplit(" ", 1)[0].rstrip() + "…"


class Voice:
    """One audit, told in one language."""

    def __init__(self, audit: Audit, book: Rulebook, lang: str) -> None:
        """Index the audit once. Raises OSError for a language without a catalogue."""
        self.audit, self.book, self.lang = audit, book, lang
        self.messages: Catalogue = catalogue(lang)
        self.say, self.count = self.messages.say, self.messages.count
        self.closed = self.messages.closed
        self.entries: dict[str, Entry] = {e.event: e for e in audit.timeline}
        self.numbers = {e.event: n for n, e in enumerate(audit.timeline, 1)}
        self.actors: dict[str, Actor] = {a.id: a for a in audit.people}
        self.findings = {f.id: f for f in audit.findings}
        self._moments: dict[Interval, str] = {}
        protocol = book.protocols.get(audit.case.protocol)
        self._activities: dict[str, Activity] = {}
        self._tracks: dict[str, Track] = {}
        if protocol is not None:
            self._activities = {a.id: a for a in protocol.activities}
            self._tracks = {t.id: t for t in protocol.tracks}

    def own(self, nl: T, en: T) -> T:
        """Return the one of two that is in this language."""
        return nl if self.lang == "nl" else en

    # -- the rulebook's words -----------------------------------------------------------------

    def word(self, kind: str, name: str) -> str:
        """Return a word of the rulebook as reports word it."""
        found = self.book.words.get(kind, {}).get(name)
        return self.own(found.nl, found.en) if found else name

    def activity(self, name: str) -> str:
        """Return the name of a kind of step."""
        found = self._activities.get(name)
        return self.own(found.nl, found.en) if found else name

    def track(self, name: str) -> str:
        """Return the name of a track."""
        found = self._tracks.get(name)
        return self.own(found.nl, found.en) if found else name

    def phase(self, name: str | None, track: str) -> str:
        """Return the name of a phase, or that of its track where a step has no phase."""
        found = self._tracks.get(track)
        for phase in found.phases if found else ():
            if phase.id == name:
                return self.own(phase.nl, phase.en)
        return name or self.track(track)

    def protocol(self) -> str:
        """Return the name of the case's protocol."""
        found = self.book.protocols.get(self.audit.case.protocol)
        return self.own(found.nl, found.en) if found else self.audit.case.protocol

    def rule(self, code: str) -> Rule | None:
        """Return the rule of this code or name, or None where the rulebook has it no longer."""
        try:
            return self.book.rule(code)
        except UsageError:
            return None

    def sentences(self, code: str) -> Sentences | None:
        """Return what the rule of this code says in this language."""
        found = self.rule(code)
        return self.own(found.nl, found.en) if found else None

    def title(self, code: str) -> str:
        """Return the name of a rule in words."""
        found = self.sentences(code)
        return found.title if found else code

    # -- norms --------------------------------------------------------------------------------

    def is_child_right(self, name: str) -> bool:
        """Return whether a norm is a right of children."""
        norm = self.book.norms.get(name)
        return norm is not None and norm.child == "yes"

    def norm(self, name: str) -> str:
        """Return a norm in short, as reports cite it: `IVRK 12`, or its title in lower case."""
        norm = self.book.norms.get(name)
        if norm is None:
            return name
        label = self._label(norm)
        title = self.own(norm.nl, norm.en).title
        return f"{label} {norm.source.article or ''}".rstrip() if label else _lowered(title)

    def norm_in_full(self, name: str) -> str:
        """Return where a norm stands: the name of the law and the article."""
        norm = self.book.norms.get(name)
        if norm is None:
            return name
        law = self.own(norm.source.name.nl, norm.source.name.en) if norm.source.name else ""
        place = norm.source.article or ""
        if place and norm.source.kind in ENACTED:
            place = self.say("article {number}", number=place)
        return ", ".join(x for x in (law, place) if x) or name

    def _label(self, norm: Norm) -> str:
        """Return the abbreviation by which a family of norms is cited; empty when it has none."""
        if norm.group in self.book.words.get("norm-group", {}):
            return self.word("norm-group", norm.group)
        cited = norm.source.kind in (*ENACTED, "protocol")
        return norm.group if cited and norm.id.startswith(f"{norm.group}/") else ""

    def norms(self, names: Iterable[str]) -> str:
        """Return several norms in short, joined."""
        return self.joined(self.norm(n) for n in names)

    # -- days ---------------------------------------------------------------------------------

    def moment(self, interval: Interval | None) -> str:
        """Return an interval of days in words; nothing where there is none."""
        if interval is None:
            return ""
        if interval not in self._moments:
            self._moments[interval] = interval_in_words(interval, self.book.dates, self.lang)
        return self._moments[interval]

    def day(self, day: date) -> str:
        """Return one day in words."""
        return self.moment(Interval.on(day))

    def stretch(self, interval: Interval) -> str:
        """Return an interval that is a stretch of time rather than a day that is not known."""
        first, last = interval.earliest, interval.latest
        if first is None or last is None or first == last:
            return self.moment(interval)
        return self.say("{first} up to and including {last}", first=self.day(first),
                        last=self.day(last))  # fmt: skip

    def days(self, low: int | None, high: int | None) -> str:
        """Return a number of calendar days that may not be exactly known."""
        if low is None and high is None:
            return self.say("an unknown number of days")
        if low is None:
            return self.count("at most {number} day", "at most {number} days", high or 0)
        if high is None:
            return self.count("at least {number} day", "at least {number} days", low)
        if low == high:
            return self.count("{number} day", "{number} days", low)
        return self.say("{low} to {high} days", low=low, high=high)

    def length(self, text: str) -> str:
        """Return lengths such as `5 werkdagen / 6 weken`; one that cannot be read as it is."""
        return " / ".join(self._length(part) for part in text.split(" / "))

    def _length(self, text: str) -> str:
        amount, _, unit = text.partition(" ")
        if unit in UNITS and amount.isdigit():
            return self.count(*UNITS[unit], int(amount))
        try:
            found = self.book.length(text)
        except DateError:
            return text
        return self.count(*UNITS[found.unit], found.amount)

    def free_day(self, name: str) -> str:
        """Return the name of a free day."""
        calendar = self.book.calendar_data
        days = (*calendar.free_days, *(d.free_day for d in calendar.decrees))
        found = next((d for d in days if d.id == name), None)
        return self.own(found.name_nl, found.name_en) if found else name

    # -- the case -----------------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """Return a person by pseudonym, a body by its name or else by what it is."""
        found = self.actors.get(name)
        if found is None or found.kind == "person":
            return name
        return found.name or self.word("body", found.role)

    def date_of(self, entry: Entry) -> str:
        """Return when a step was: the source's own words, or the days that the order leaves."""
        exact = entry.interval.exact
        return self.moment(entry.interval) if exact or not entry.date else entry.date

    def event(self, name: str) -> str:
        """Return a step inside a sentence: what happened, in short, and when."""
        found = self.entries.get(name)
        if found is None:
            return name
        return f"‘{shortened(found.text)}’ ({self.date_of(found)})"

    def step(self, name: str) -> str:
        """Return a step in a table or list: its kind, its number in the path, and when it was."""
        found = self.entries.get(name)
        if found is None:
            return name
        return self.say("{step} (step {number}, {date})", step=self.activity(found.activity),
                        number=self.numbers[name], date=self.date_of(found))  # fmt: skip

    def steps(self, names: Iterable[str]) -> str:
        """Return steps in a table or list; many of them by their numbers alone."""
        known = tuple(dict.fromkeys(names))
        if len(known) <= FEW:
            return self.joined(self.step(n) for n in known)
        numbers = sorted(self.numbers[n] for n in known if n in self.numbers)
        return self.say("steps {numbers}", numbers=self.joined(map(str, numbers)))

    def cited(self, cite: Citation) -> str:
        """Return a place in the dossier."""
        if cite.page is None:
            return self.document(cite.document)
        return self.say("{document}, p. {page}", document=self.document(cite.document),
                        page=cite.page)  # fmt: skip

    def places(self, cites: Iterable[Citation]) -> str:
        """Return places in the dossier as briefly as can be: each paper with all its pages."""
        pages: dict[str, list[str]] = {}
        for cite in cites:
            pages.setdefault(cite.document, []).extend([cite.page] if cite.page else [])
        return "; ".join(f"{d} {', '.join(dict.fromkeys(p))}".rstrip() for d, p in pages.items())

    def document(self, name: str) -> str:
        """Return a paper of the case: its title, or its kind and id."""
        for found in self.audit.case.documents:
            if found.id == name:
                return found.title or f"{self.word('document', found.kind)} ‘{name}’"
        return name

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts as a list in a sentence: `a, b en c`."""
        *head, last = [p for p in parts if p] or [""]
        return self.say("{head} and {last}", head=", ".join(head), last=last) if head else last


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]
