"""The names of things of a case in one language: people, steps, papers, and when things were.

Separate from `speech`, which needs no case, and from `wording`, which makes sentences of both.
Nothing here fails on an id it does not know: it then gives the id.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.report.speech import Speech, natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vtaudit.audit.model import Actor, Audit, Citation, Entry
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, StateKind, Track

FEW = 2
"""Steps that are named in full in a list; more are told by their numbers."""

SHORT = 90
"""Letters that the text of a step may take inside a sentence."""
_DIGITS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NAME = re.compile(r"[\w-]+")
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


class Voice(Speech):
    """One audit, told in one language."""

    def __init__(self, audit: Audit, book: Rulebook, lang: str) -> None:
        """Index the audit once. Raises OSError for a language without a catalogue."""
        super().__init__(book.under(audit.case.protocol), lang)
        self.audit = audit
        self.entries: dict[str, Entry] = {e.event: e for e in audit.timeline}
        self.numbers = {e.event: n for n, e in enumerate(audit.timeline, 1)}
        self.actors: dict[str, Actor] = {a.id: a for a in audit.people}
        self.findings = {f.id: f for f in audit.findings}
        protocol = book.protocols.get(audit.case.protocol)
        self._activities: dict[str, Activity] = {}
        self._tracks: dict[str, Track] = {}
        self._states: dict[str, StateKind] = {}
        if protocol is not None:
            self._activities = {a.id: a for a in protocol.activities}
            self._tracks = {t.id: t for t in protocol.tracks}
            self._states = {s.id: s for s in protocol.states}

    def activity(self, name: str) -> str:
        """Return the name of a kind of step."""
        found = self._activities.get(name)
        return self.own(found.nl, found.en) if found else self.word("class", name)

    def state(self, name: str) -> str:
        """Return the name of something that lasts."""
        found = self._states.get(name)
        return self.own(found.nl, found.en) if found else name

    def track(self, name: str) -> str:
        """Return the name of a track."""
        found = self._tracks.get(name)
        return self.own(found.nl, found.en) if found else name

    def course(self, name: str) -> str:
        """Return the name of a track, as a sentence has it."""
        return self.track(name)

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

    # -- the case -----------------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """Return a person by pseudonym, a body by its name or else by what it is.

        A person has a name here only when the user asked for names. The pseudonym of a child that
        is one word is a first name, and written as such.
        """
        found = self.actors.get(name)
        if found is None:
            return name
        if found.kind == "person" and found.name:
            return f"{found.name} ({name})"
        if found.kind == "person":
            first_name = found.child and name.isalpha() and name != found.role
            return name.capitalize() if first_name else name
        return found.name or self.word("body", found.role)

    def date_of(self, entry: Entry) -> str:
        """Return when a step was: the source's own words, or the days that the order leaves."""
        exact = entry.interval.exact
        return self.moment(entry.interval) if exact or not entry.date else self.dated(entry.date)

    def dated(self, words: str) -> str:
        """Return the words of a date as the case has them, with days and steps told in words.

        A date such as `daags na zitting` names a step by its id; reports give its number.
        """
        return _NAME.sub(self._step_in_words, _DIGITS.sub(self._day_in_words, words))

    def _step_in_words(self, found: re.Match[str]) -> str:
        number = self.numbers.get(found[0])
        return found[0] if number is None else self.say("step {number}", number=number)

    def _day_in_words(self, found: re.Match[str]) -> str:
        try:
            return self.day(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    def event(self, name: str) -> str:
        """Return a step inside a sentence: what happened, in short, and when."""
        found = self.entries.get(name)
        if found is None or self.terse:
            return self.step(name)
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

    def by_number(self, names: Iterable[str]) -> str:
        """Return steps by their numbers in the path alone; empty where there are none."""
        numbers = sorted({self.numbers[n] for n in names if n in self.numbers})
        if not numbers:
            return ""
        told = self.joined(map(str, numbers))
        return self.count("step {steps}", "steps {steps}", len(numbers), steps=told)

    def cited(self, cite: Citation) -> str:
        """Return a place in the dossier."""
        if cite.page is None:
            return self.document(cite.document)
        return self.say("{document}, p. {page}", document=self.document(cite.document),
                        page=cite.page)  # fmt: skip

    def places(self, cites: Iterable[Citation]) -> str:
        """Return places in the dossier as briefly as can be: each paper with all its pages."""
        return "; ".join(f"{d} {', '.join(p)}".rstrip() for d, p in self._pages(cites))

    def note(self, cites: Iterable[Citation]) -> str:
        """Return places in the dossier as one note: each paper by its title, with all its pages."""
        return "; ".join(
            self.say("{document}, p. {page}", document=self.document(d), page=self.joined(p))
            if p else self.document(d) for d, p in self._pages(cites)
        )  # fmt: skip

    def _pages(self, cites: Iterable[Citation]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each paper with the pages cited, in their order."""
        pages: dict[str, list[str]] = {}
        for cite in cites:
            pages.setdefault(cite.document, []).extend([cite.page] if cite.page else [])
        for document, found in pages.items():
            yield document, tuple(sorted(dict.fromkeys(found), key=natural))

    def paper(self, name: str) -> str:
        """Return a paper inside a sentence: its title between quotes."""
        titled = any(d.id == name and d.title for d in self.audit.case.documents)
        return f"‘{self.document(name)}’" if titled else self.document(name)

    def document(self, name: str) -> str:
        """Return a paper of the case: its title, or its kind and id."""
        for found in self.audit.case.documents:
            if found.id == name:
                return found.title or f"{self.word('document', found.kind)} ‘{name}’"
        return name


class TerseVoice(Voice):
    """One audit, told beside its path: steps are named by their kind and number."""

    terse = True
