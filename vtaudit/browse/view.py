"""What there is to walk through: steps and findings under a filter, and what is told of each.

Separate from the screen, which only shows it: here is no terminal. Every text that is returned is
plain, with nothing in it that a terminal would act on.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from vtaudit.report import explain
from vtaudit.report.inert import for_terminal
from vtaudit.report.markdown import SIGNS
from vtaudit.report.parts.findings import gravity, sign_of
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Entry, Finding
    from vtaudit.report.document import Sign
    from vtaudit.rulebook.book import Rulebook

WIDEST = 18
"""Columns that the day of a step takes at most in a list."""
Kind = Literal["person", "norm", "rule"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None asks for nothing."""

    person: str | None = None
    norm: str | None = None
    rule: str | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line in a list."""

    id: str
    sign: Sign
    text: str


class View:
    """One audit in one language."""

    def __init__(self, audit: Audit, book: Rulebook, lang: str) -> None:
        """Index the audit once. Raises OSError for a language without a catalogue."""
        self.audit, self.book, self.lang = audit, book, lang
        self.voice = Voice(audit, book, lang)
        self._involved = {e.event: {*e.by, *e.to, *e.concerns, *e.accounts} for e in audit.timeline}
        self._norms: dict[str, set[str]] = {e.event: set() for e in audit.timeline}
        for pairing in audit.pairings:
            self._norms.setdefault(pairing.event, set()).add(pairing.norm)
        self._of: dict[str, list[Finding]] = {}
        for finding in sorted(audit.findings, key=gravity):
            for event in dict.fromkeys(finding.events):
                self._of.setdefault(event, []).append(finding)

    # -- lists ----------------------------------------------------------------------------------

    def steps(self, asked: Filter) -> list[Row]:
        """Return the steps that fit, in their order."""
        return [self._step(e) for e in self.audit.timeline if self._fits(e, asked)]

    def findings(self, asked: Filter) -> list[Row]:
        """Return the findings that fit, the gravest first."""
        found = (f for f in self.audit.findings if self._bears(f, asked))
        return [self._finding(f) for f in sorted(found, key=gravity)]

    def choices(self, kind: Kind) -> list[tuple[str, str]]:
        """Return what can be filtered by, as id and name, with the number of findings of each."""
        counts: Counter[str] = Counter()
        for finding in self.audit.findings:
            counts.update(self._about(finding)[kind])
        named = ((name, self._name(kind, name)) for name in counts)
        ordered = sorted(named, key=lambda pair: pair[1].casefold())
        return [(i, for_terminal(f"{name} ({counts[i]})")) for i, name in ordered]

    def asked(self, asked: Filter) -> str:
        """Return the filter in words; empty when nothing is asked for."""
        say = self.voice.say
        told = (
            (say("person"), "person", asked.person),
            (say("norm"), "norm", asked.norm),
            (say("rule"), "rule", asked.rule),
            (say("step"), "step", asked.step),
        )
        return for_terminal(
            " · ".join(f"{what}: {self._name(kind, name)}" for what, kind, name in told if name)
        )

    def title(self) -> str:
        """Return which case it is, on which day it was judged."""
        case = self.audit.case
        return for_terminal(f"{case.title} · peildatum {self.voice.day(self.audit.as_of)}")

    def everything(self) -> str:
        """Return all that can come to be shown, for the guard against what identifies people."""
        steps = (self.step(name, explain.WIDTH) for name in self.voice.entries)
        arguments = (self.argument(f.id, explain.WIDTH) for f in self.audit.findings)
        people = map(self.voice.actor, self.voice.actors)
        return "\n".join((self.title(), *map(for_terminal, people), *steps, *arguments))

    def _fits(self, entry: Entry, asked: Filter) -> bool:
        return (
            asked.person in (None, *self._involved[entry.event])
            and asked.norm in (None, *self._norms[entry.event])
            and asked.rule in (None, *(f.code for f in self._of.get(entry.event, ())))
        )

    def _bears(self, finding: Finding, asked: Filter) -> bool:
        about = self._about(finding)
        return (
            asked.person in (None, *about["person"])
            and asked.norm in (None, *about["norm"])
            and asked.rule in (None, *about["rule"])
            and asked.step in (None, *finding.events)
        )

    def _about(self, finding: Finding) -> dict[Kind, set[str]]:
        people = {finding.person} if finding.person else set()
        people.update(*(self._involved.get(e, ()) for e in finding.events))
        return {"person": people, "norm": set(finding.norms), "rule": {finding.code}}

    def _name(self, kind: str, name: str) -> str:
        match kind:
            case "person":
                return self.voice.actor(name)
            case "norm":
                return self.voice.norm(name)
            case "rule":
                return f"{name} {self.voice.title(name)}"
            case _:
                return str(self.voice.numbers.get(name, name))

    @cached_property
    def _wide(self) -> int:
        days = (len(for_terminal(self.voice.date_of(e))) for e in self.audit.timeline)
        return min(WIDEST, max(days, default=0))

    def _step(self, entry: Entry) -> Row:
        found = self._of.get(entry.event)
        when = textwrap.shorten(
            for_terminal(self.voice.date_of(entry)), self._wide, placeholder="…"
        )
        number = self.voice.numbers[entry.event]
        text = f"{number:>3}  {when:<{self._wide}}  {for_terminal(entry.text)}"
        return Row(entry.event, sign_of(found[0]) if found else "plain", text)

    def _finding(self, finding: Finding) -> Row:
        voice = self.voice
        about = (
            voice.actor(finding.person) if finding.person else "",
            self._item(finding.item or ""),
            voice.by_number(finding.events),
        )
        told = " · ".join((voice.title(finding.code), *filter(None, about)))
        return Row(finding.id, sign_of(finding), for_terminal(f"{finding.code}  {told}"))

    def _item(self, name: str) -> str:
        """Return what a finding is about in words; some are about what has no word of its own."""
        known = name in self.book.words.get("item", {})
        return self.voice.word("item", name) if known else ""

    # -- what is told of each -------------------------------------------------------------------

    def argument(self, name: str, width: int) -> str:
        """Return the argument of a finding, word for word that of `vtaudit explain`."""
        return explain.as_text(self.audit, self.book, name, self.lang, width)

    def step(self, name: str, width: int) -> str:
        """Return all that is known of a step, and the findings on it."""
        entry = self.voice.entries[name]
        words, days = self.voice.date_of(entry), self.voice.moment(entry.interval)
        when = words if words == days else f"{words} ({days})"
        lines = [
            f"{self.voice.say('step {number}', number=self.voice.numbers[name])}  {when}",
            f"{self.voice.activity(entry.activity)}; {self.voice.phase(entry.phase, entry.track)}",
            "",
            *textwrap.wrap(for_terminal(entry.text), width),
        ]
        for heading, body in self._parts(entry):
            listed = [for_terminal(text) for text in body]
            if listed:
                lines += ["", heading, *(line for x in listed for line in _bullet(x, width))]
        return "".join(f"{for_terminal(line)}".rstrip() + "\n" for line in lines)

    def _parts(self, entry: Entry) -> Iterator[tuple[str, Iterable[str]]]:
        say = self.voice.say
        yield say("Who and how it is recorded"), self._recorded(entry)
        yield say("What it touches"), self._touched(entry)
        yield say("Findings"), self._found(entry)
        yield say("Place in the dossier"), map(self.voice.cited, entry.sources)

    def _recorded(self, entry: Entry) -> Iterator[str]:
        voice = self.voice
        yield voice.say("who acted: {who}; on record that it happened: {event}; "
                        "what was said: {content}",
                        who=voice.joined(map(voice.actor, entry.by)) or "–",
                        event=voice.closed("answer", entry.of_event),
                        content=voice.closed("answer", entry.of_content))  # fmt: skip
        if entry.to:
            yield voice.say("to or with: {who}", who=voice.joined(map(voice.actor, entry.to)))
        if entry.concerns:
            yield voice.say("about: {who}", who=voice.joined(map(voice.actor, entry.concerns)))
        for rival in entry.rivals:
            yield voice.say("according to {who}: {when}", who=voice.actor(rival.by),
                            when=voice.moment(rival.interval))  # fmt: skip
        if entry.after_as_of == "yes":
            yield voice.say("after the peildatum: shown, not audited")
        elif entry.audited == "no":
            yield voice.say("context: a step of another")
        elif entry.audited == "unknown":
            yield voice.say("not known who did it")

    def _touched(self, entry: Entry) -> Iterator[str]:
        told = (
            f"{self.voice.norm(p.norm)}: {self.voice.closed('pairing', p.verdict)}"
            for p in self.audit.pairings if p.event == entry.event
        )  # fmt: skip
        yield from dict.fromkeys(told)

    def _found(self, entry: Entry) -> Iterator[str]:
        told = (
            f"{SIGNS[sign_of(f)]} {f.code} {self.voice.title(f.code)}"
            for f in self._of.get(entry.event, ())
        )
        yield from dict.fromkeys(told)


def _bullet(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ")
