"""The rulebook as the audit uses it: norms, protocols, rules, words and calendar, by id.

Separate from the loader, which knows files: a `Rulebook` is the same whether it was read from
YAML or from the compiled form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from vtaudit.dates.calendar import Calendar, WorkingDays
from vtaudit.dates.length import Length, parse_length
from vtaudit.dates.regime import Regime
from vtaudit.dates.term import unrolled
from vtaudit.dates.words import DateWords
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.rulebook.counting import Counting
from vtaudit.rulebook.proposals import Proposals

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Activity, Norm, Protocol, Rule, Word


_SOME_DAY = date(2001, 2, 1)
"""A day after which months are short, to turn a length into the fewest days it can be."""


@dataclass(frozen=True)
class Rulebook:
    """Everything that law, protocols and rules say, for one version of the book."""

    version: str
    """Version of the rulebook."""
    sha256: str
    """Hash of its source files."""
    words: Mapping[str, Mapping[str, Word]]
    """Words an author may use, by kind."""
    norms: Mapping[str, Norm]
    protocols: Mapping[str, Protocol]
    rules: tuple[Rule, ...]
    dates: DateWords
    """What words of dates mean."""
    calendar_data: Calendar
    """Free days with their sources."""
    regimes: Mapping[str, Regime]
    proposals: Proposals
    """How lines of a chronology are recognised."""
    counting: Counting = field(default_factory=Counting)
    """What is contested about counting, and sums worked out by hand."""
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """Free days elsewhere, for protocols that name them."""
    _activities: dict[str, Mapping[str, Activity]] = field(default_factory=dict, repr=False)
    _elsewhere: dict[str, WorkingDays] = field(default_factory=dict, repr=False)

    @cached_property
    def calendar(self) -> WorkingDays:
        """The index of working days."""
        return WorkingDays(self.calendar_data)

    def under(self, protocol: str) -> Rulebook:
        """Return the book with the calendar that a protocol names; itself where it names none."""
        found = self.protocols.get(protocol)
        if found is None or found.calendar is None:
            return self
        return replace(self, calendar_data=self.calendars[found.calendar])

    def working_days(self, protocol: str) -> WorkingDays:
        """Return the index of working days where *protocol* holds."""
        found = self.protocols.get(protocol)
        if found is None or found.calendar is None:
            return self.calendar
        name = str(found.calendar)
        if name not in self._elsewhere:
            self._elsewhere[name] = WorkingDays(self.calendars[name])
        return self._elsewhere[name]

    def length(self, text: str) -> Length:
        """Return the length that *text* names; raises DateError for what is none."""
        return parse_length(text, self.dates)

    def days_at_least(self, text: str) -> int:
        """Return the fewest calendar days that a length such as `4 weken` can be."""
        length = self.length(text)
        start = _SOME_DAY.toordinal()
        return unrolled(start, length, self.calendar) - start

    def rule(self, name: str) -> Rule:
        """Return the rule with this code or name; raises UsageError for an unknown one."""
        found = next((r for r in self.rules if name in (r.code, r.name)), None)
        if found is None:
            message = worded("no rule `{name}` in the rulebook", name=name)
            raise UsageError(message)
        return found

    def activity(self, protocol: str, activity: str) -> Activity:
        """Return an activity of a protocol; raises KeyError when either is unknown."""
        if protocol not in self._activities:
            self._activities[protocol] = {a.id: a for a in self.protocols[protocol].activities}
        return self._activities[protocol][activity]

    def rules_by_code(self) -> tuple[Rule, ...]:
        """Return the rules in the order of their codes."""
        return tuple(sorted(self.rules, key=lambda r: r.code))

    def vocabulary(self, protocol: str | None = None) -> Mapping[str, Collection[str]]:
        """Return the words allowed in a case file, by kind; activities are those of *protocol*."""
        one = self.protocols.get(protocol) if protocol else None
        known = self.protocols.values() if one is None else [one]
        activities = {str(a.id) for p in known for a in p.activities}
        classes = {str(c) for p in known for a in p.activities for c in a.classes}
        return {
            **{kind: frozenset(words) for kind, words in self.words.items()},
            "norm": frozenset(self.norms),
            "protocol": frozenset(self.protocols),
            "rule": frozenset(x for r in self.rules for x in (str(r.code), str(r.name))),
            "activity": frozenset(activities),
            "activity-or-class": frozenset(activities | classes),
            "state": frozenset(str(s.id) for p in known for s in p.states),
            "regime": frozenset(self.regimes),
        }
