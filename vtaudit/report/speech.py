"""The words of the rulebook in one language: norms, rules, days, lengths and lists.

Separate from `voice`, which knows a case as well: a term computed by hand and a calendar are told
in the same words, and there is no case to look into. An id that is not known is given as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval
from vtaudit.dates.wording import interval_in_words, month_in_brief
from vtaudit.errors import UsageError
from vtaudit.report.catalogue import Catalogue, catalogue
from vtaudit.report.phrases import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Norm, Rule, Sentences

T = TypeVar("T")

ENACTED = ("bwb", "celex", "treaty")
"""Kinds of sources that have articles."""


class Speech:
    """What a rulebook says, told in one language."""

    terse = False
    """Whether sentences name steps by their kind and number in the path."""

    def __init__(self, book: Rulebook, lang: str) -> None:
        """Take the catalogue of *lang*. Raises OSError for a language without one."""
        self.book, self.lang = book, lang
        self.messages: Catalogue = catalogue(lang)
        self.say, self.count = self.messages.say, self.messages.count
        self.closed = self.messages.closed
        self._moments: dict[Interval, str] = {}

    def own(self, nl: T, en: T) -> T:
        """Return the one of two that is in this language."""
        return nl if self.lang == "nl" else en

    # -- the rulebook's words -----------------------------------------------------------------

    def word(self, kind: str, name: str) -> str:
        """Return a word of the rulebook as reports word it."""
        found = self.book.words.get(kind, {}).get(name)
        return self.own(found.nl, found.en) if found else name

    def regime(self, name: str) -> str:
        """Return the name of a regime."""
        found = self.book.regimes.get(name)
        return self.own(found.name_nl, found.name_en) if found else name

    # -- a case, where there is one -----------------------------------------------------------

    def activity(self, name: str) -> str:
        """Return the name of a kind of step."""
        return self.word("class", name)

    def state(self, name: str) -> str:
        """Return the name of something that lasts."""
        return name

    def course(self, name: str) -> str:
        """Return the name of a track of the protocol; by itself a speech knows none."""
        return name

    def actor(self, name: str) -> str:
        """Return whoever this is."""
        return name

    def event(self, name: str) -> str:
        """Return a step inside a sentence."""
        return name

    def step(self, name: str) -> str:
        """Return a step in a table or list."""
        return name

    def steps(self, names: Iterable[str]) -> str:
        """Return steps in a table or list."""
        return self.joined(self.step(n) for n in names)

    def document(self, name: str) -> str:
        """Return a paper."""
        return name

    def paper(self, name: str) -> str:
        """Return a paper inside a sentence."""
        return name

    # -- rules --------------------------------------------------------------------------------

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
        title = _lowered(self.own(norm.nl, norm.en).title)
        cited = self._cited(norm)
        return f"{cited} ({title})" if self._shared[cited] > 1 else cited or title

    @cached_property
    def _shared(self) -> Counter[str]:
        """How many norms have one short name: such a name does not tell which is meant."""
        return Counter(filter(None, map(self._cited, self.book.norms.values())))

    def _cited(self, norm: Norm) -> str:
        """Return the abbreviation and the article of a norm; empty for one known by its title."""
        label = self._label(norm)
        return f"{label} {norm.source.article or ''}".rstrip() if label else ""

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

    def month(self, day: date) -> str:
        """Return the name of the month of *day* in brief."""
        return month_in_brief(day, self.book.dates, self.lang)

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
        if not text:
            return self.say("not named")
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

    # -- lists --------------------------------------------------------------------------------

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts as a list in a sentence: `a, b en c`."""
        *head, last = [p for p in parts if p] or [""]
        return self.say("{head} and {last}", head=", ".join(head), last=last) if head else last

    def either(self, parts: Iterable[str]) -> str:
        """Return parts as a choice in a sentence, each once: `a of b`."""
        *head, last = list(dict.fromkeys(parts))
        return self.say("{head} or {last}", head=", ".join(head), last=last) if head else last


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts `IVRK 9` before `IVRK 12`."""
    return tuple((int(x), "") if x.isdigit() else (0, x) for x in re.split(r"(\d+)", text))


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]
