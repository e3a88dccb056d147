"""The whole argument of one finding: what it rests on, how it was computed, what would change it.

Separate from the reports, which say a finding in a sentence: here it is laid out so that somebody
can check it line by line, or argue with it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.urgency import deadlines
from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.report import citing
from vtaudit.report.catalogue import languages
from vtaudit.report.deciding import changes
from vtaudit.report.inert import for_terminal
from vtaudit.report.json import LANGUAGE, Teller
from vtaudit.report.voice import Voice
from vtaudit.report.wording import facts, filled, message, question, readings, summed

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Entry, Finding, Term
    from vtaudit.audit.urgency import Deadline
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Condition, Rule

SCHEMA = "vtaudit/explain-v1"
WIDTH = 96


def finding(audit: Audit, name: str) -> Finding:
    """Return the finding with the id *name*, or the only one whose id begins so.

    The id of a term, as `deadlines` gives it, is that of the first finding about the term. Raises
    UsageError, with the nearest id, when there is none or more than one.
    """
    term = next((d for d in deadlines(audit) if d.id == name), None)
    if term is not None:
        return _about(audit, term)
    found = [f for f in audit.findings if f.id == name]
    found = found or [f for f in audit.findings if name and f.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f.id for f in found)
        raise UsageError(worded("`{name}` begins more than one finding: {ids}", name=name, ids=ids))
    raise UsageError(wrong_word("finding", name, (f.id for f in audit.findings)))


def _about(audit: Audit, deadline: Deadline) -> Finding:
    """Return the first finding about a term; raises UsageError where it only runs."""
    own, people = deadline.term, deadline.people or (None,)
    args = {
        t.args
        for t in audit.terms
        if (t.rule, t.runs_from_event, t.key) == (own.rule, own.runs_from_event, own.key)
        and t.person in people
    }
    for found in audit.findings:
        if found.code == own.rule and found.args in args:
            return found
    raise UsageError(worded("the term `{name}` runs, and there is no finding on it: `vtaudit terms"
                            " CASE --explain` lays it out", name=deadline.id))  # fmt: skip


def as_text(audit: Audit, book: Rulebook, name: str, lang: str, width: int = WIDTH) -> str:
    """Return the argument of the finding *name* as text; raises UsageError for an unknown one."""
    voice = Voice(audit, book, lang)
    lines = _Argument(voice, finding(audit, name)).lines(width)
    return "".join(f"{for_terminal(x)}".rstrip() + "\n" for x in lines)


def as_json(audit: Audit, book: Rulebook, name: str) -> str:
    """Return the argument of the finding *name* as a JSON object; raises UsageError as above."""
    voices = {lang: Voice(audit, book, lang) for lang in languages()}
    found = finding(audit, name)
    arguments = {lang: _Argument(v, found) for lang, v in voices.items()}
    teller = Teller(voices)
    own = arguments[LANGUAGE]
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "case": audit.case.id,
        "as_of": audit.as_of.isoformat(),
        "finding": teller.plain(found),
        "events": [teller.plain(e) for e in own.events],
        "term": teller.plain(own.term) if own.term else None,
        "source": [citing.as_json(book.norms[n]) for n in own.rule.source],
        "coverage": [teller.plain(c) for c in audit.case.coverage],
        "complaints": [c.id for c in audit.complaints if found.id in c.findings],
        **own.told(),
        "translations": {x: a.told() for x, a in arguments.items() if x != LANGUAGE},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


class _Argument:
    """One finding in one language, with everything that belongs to it."""

    def __init__(self, voice: Voice, found: Finding) -> None:
        self.voice, self.found = voice, found
        self.rule: Rule = voice.book.rule(found.code)
        self.term = _term(voice.audit, found)
        names = dict.fromkeys((*found.events, *_beside(found, self.term)))
        self.events = tuple(voice.entries[e] for e in names if e in voice.entries)

    def told(self) -> dict[str, Json]:
        """Return the parts of the argument as sentences, for a program."""
        return {
            "arithmetic": [*self.arithmetic()],
            "exceptions": [*self.exceptions()],
            "what_would_change_it": [*self.changing()],
        }

    def lines(self, width: int) -> Iterator[str]:
        """Yield the argument line by line."""
        say, f = self.voice.say, self.found
        certainty = self.voice.closed("certainty", f.certainty)
        severity = self.voice.closed("severity", f.severity)
        yield f"{f.id}  {self.voice.title(f.code)}"
        yield f"{severity}; {certainty}"
        yield ""
        yield from _wrapped(message(self.voice, f), width)
        for heading, body in (
            (say("Steps on which it rests"), self.steps()),
            (say("Arithmetic"), self.arithmetic()),
            (say("What the rule asks and why"), self.asked()),
            (say("Source of the rule"), self.sources()),
            (say("Exceptions considered"), self.exceptions()),
            (say("What the papers cover"), self.covered()),
            (say("What would change it"), self.changing()),
            (say("What it touches"), self.touched()),
            (say("Place in the dossier"), self.places()),
        ):
            listed = list(body)
            if listed:
                yield from ("", heading)
                yield from (x for text in listed for x in _bullet(text, width))

    def steps(self) -> Iterator[str]:
        """Yield each step: its number and day, what happened, and what is on record of it."""
        say = self.voice.say
        for e in self.events:
            yield f"{self.voice.numbers[e.event]}. {self._when(e)}: {e.text}"
            yield say("who acted: {who}; on record that it happened: {event}; "
                      "what was said: {content}",
                      who=self.voice.joined(map(self.voice.actor, e.by)) or "–",
                      event=self.voice.closed("answer", e.of_event),
                      content=self.voice.closed("answer", e.of_content))  # fmt: skip

    def _when(self, e: Entry) -> str:
        """Return when a step was: as the source words it, and the days that it can have been."""
        words = self.voice.dated(e.date) if e.date else self.voice.say("no day in the source")
        days = self.voice.moment(e.interval)
        return words if words == days else f"{words} ({days})"

    def arithmetic(self) -> Iterator[str]:
        """Yield the sum of a term, line by line."""
        if self.term is not None:
            yield from (summed(self.voice, line) for line in self.term.derivation)

    def asked(self) -> Iterator[str]:
        """Yield what the rule asks of the record and why it matters."""
        said = self.voice.sentences(self.found.code)
        if said is not None:
            yield from (said.asks, said.why)

    def sources(self) -> Iterator[str]:
        """Yield each norm that the rule rests on, and its permanent address."""
        for name in self.rule.source:
            norm = self.voice.book.norms[name]
            at = citing.address(norm.source)
            yield citing.told(norm, self.voice.lang) + (f" {at}" if at else "")

    def exceptions(self) -> Iterator[str]:
        """Yield each exception and condition of the rule, and which grounds the case states."""
        say = self.voice.say
        for c in self.rule.unless:
            stated = [g for g in c.ground if g in self.found.exceptions]
            if stated:
                names = self.voice.joined(self.voice.word("ground", g) for g in stated)
                yield say("{exception}: not certain ({grounds})",
                          exception=self._because(c), grounds=names)  # fmt: skip
            else:
                yield say("{exception}: the case does not state this", exception=self._because(c))
        for c in self.rule.applies:
            yield say("checked, and not shown: ‘{condition}’", condition=self._because(c))
        if not self.rule.unless and not self.rule.applies:
            yield say("the rule knows no exception")

    def _because(self, condition: Condition) -> str:
        return self.voice.own(condition.nl, condition.en).rstrip(".")

    def covered(self) -> Iterator[str]:
        """Yield what the case says that the record covers: silence elsewhere proves nothing."""
        from vtaudit.report.parts.about import stretch

        for c in self.voice.audit.case.coverage:
            yield ", ".join(stretch(self.voice, c))
        if not self.voice.audit.case.coverage:
            yield self.voice.say("nothing stated: silence of the record proves nothing")

    def changing(self) -> Iterator[str]:
        """Yield what would settle or change the finding, and the question to put."""
        if self.term is not None:
            yield from changes(self.voice, self.term)
        else:
            yield from readings(self.voice, self.found.code, self.found.readings)
            for fact in facts(self.voice, self.found.deciding):
                yield self.voice.say("would settle it: {fact}", fact=fact)
        said = self.voice.sentences(self.found.code)
        if said is not None and said.shown:
            kept = filled(self.voice, said.shown, self.found.args)
            yield self.voice.say("it would fall away if a paper showed: {kept}", kept=kept)
        asked = question(self.voice, self.found)
        if asked:
            yield self.voice.say("to ask: {question}", question=asked)

    def touched(self) -> Iterator[str]:
        """Yield the norms and complaints that the finding touches."""
        yield from (self.voice.norm(n) for n in self.found.norms)
        bearing = [c.id for c in self.voice.audit.complaints if self.found.id in c.findings]
        if bearing:
            yield self.voice.say("bears on: {complaints}",
                                 complaints=self.voice.joined(bearing))  # fmt: skip

    def places(self) -> Iterator[str]:
        """Yield where it can be read: pages of the dossier, and the place in the case file."""
        if told := self.voice.note(self.found.citations):
            yield told
        where = self.found.where
        yield f"{where.file}:{where.line}:{where.column}"


def _term(audit: Audit, found: Finding) -> Term | None:
    """Return the term that a finding is about, if it is about one."""
    for t in audit.terms:
        same = (t.rule, t.about, t.person) == (found.code, found.events, found.person)
        if same and t.args == found.args:
            return t
    return None


def _beside(found: Finding, term: Term | None) -> Iterator[str]:
    """Yield the steps on which the outcome hangs beside those it is about."""
    if term is not None and term.met_by:
        yield term.met_by
    held = [r.args for r in (*found.readings, *(term.readings if term else ()))]
    held += [f.args for f in (*found.deciding, *(term.deciding if term else ()))]
    for args in held:
        yield from (arg.value for _, arg in args if arg.kind == "event")


def _wrapped(text: str, width: int) -> Iterable[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _bullet(text: str, width: int) -> Iterable[str]:
    return textwrap.wrap(text, width, initial_indent="  - ", subsequent_indent="    ",
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip
