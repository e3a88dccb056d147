"""Rules: what each asks, its terms, its sentences and its worked examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.dates.length import MonthEnds
from vtaudit.rulebook.model.binding import Bind, Condition, Select
from vtaudit.rulebook.model.words import FactKind, YesNo
from vtaudit.span import NOWHERE, Span, Text


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One reading of a contested parameter."""

    id: Text
    """Its id."""
    nl: Text
    """What is read, in Dutch."""
    en: Text
    """What is read, in English."""
    length: Text | None = None
    """Length under this reading; left out means that of the term itself, if that is known."""
    regime: Text | None = None
    """Regime under this reading."""
    counts_first_day: YesNo | None = None
    """Whether the day of the event itself is the first day under this reading."""
    month_ends: MonthEnds | None = None
    """Where a month ends that has no such date, under this reading."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Extension:
    """A step that lengthens a term."""

    by: Select
    """Events that lengthen it."""
    length: Text | None = None
    """By how much; left out means it is not known."""
    repeat: YesNo = "no"
    """Whether it may be used more than once."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Suspension:
    """A stretch on which a term does not run: the days after one event and before another."""

    by: Select
    """Events that suspend it, such as a request for more papers."""
    until: Select
    """Events that make it run again; the first after each suspending one counts."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Within:
    """The length of a term and how it is counted."""

    kind: Literal["statutory", "order", "protocol", "promised", "guideline"]
    """What sort of term it is."""
    length: Text | None = None
    """Such as `5 werkdagen`; left out with readings, or when it is not known."""
    regime: Text = field(default=Text("none"), metadata={"word": "regime"})
    """Which rules govern the counting."""
    start: Literal["event", "not-before", "promise", "unknown", "last"] = "event"
    """From the event; from a moment on or after it that is not in the record; from the promise;
    from the last of the events of `of` (several papers, completeness)."""
    readings: tuple[RuleReading, ...] = ()
    """Contested parameters: every reading is computed."""
    extended: tuple[Extension, ...] = ()
    """What lengthens it."""
    of: Select | None = None
    """For `start: last`: the events of which the last begins the term; it is never earlier than
    the event itself, and where the record has none it lies on an unknown day after that."""
    back: YesNo = "no"
    """Whether it is counted back, for `precedes`: the act must come so long before the event."""
    suspended: tuple[Suspension, ...] = ()
    """What makes it stand still."""
    counts_first_day: YesNo = "no"
    """Whether the day of the event itself is the first day."""
    month_ends: MonthEnds = "last"
    """Where a month ends that has no such date: on its last day, …"""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of redress."""

    id: Text
    """Item of information that names it."""
    select: Select
    """Events that give it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class With:
    """Parameters of a check; each check takes its own."""

    event: Text | None = None
    """Variable: the event examined."""
    person: Text | None = None
    """Variable: the person it is about."""
    item: Text | None = None
    """Variable: the item conveyed."""
    items: tuple[Text, ...] = ()
    """Items: all must be there."""
    any_of: tuple[Text, ...] = field(default=(), metadata={"key": "any-of"})
    """Items: one must be there."""
    document: Text | None = None
    """Variable: the document examined."""
    select: Select | None = None
    """Events looked for."""
    within: Within | None = None
    """Term for the events looked for; it runs from `event`, or back from `before`."""
    of: Text | None = None
    """For `other-hands`: variable of the event that is about those of others."""
    what: tuple[Literal["event", "content", "sent"], ...] = ()
    """For `recorded`: what must be recorded."""
    provably: YesNo = "yes"
    """For `conveyed`: whether the record must show what was conveyed."""
    written: YesNo = "no"
    """For `conveyed`: whether it must be in writing."""
    before: Text | None = None
    """For `conveyed` and `precedes`: variable of the event before which."""
    at: Text | None = None
    """For `conveyed`: variable of the event at which."""
    meaning: Text | None = None
    """For `contains`: item in whose sense a term must be used."""
    absent: YesNo = "no"
    """For `contains`: the item must not be there (unless by somebody qualified)."""
    state: Text | None = None
    """For `held-by` and `longest-gap`: the state."""
    during: Text | None = None
    """For `longest-gap`: variable of the state during which; instead of `state`."""
    at_most: Text | None = field(default=None, metadata={"key": "at-most"})
    """For `longest-gap`: a length."""
    setting: Text | None = None
    """Name of the setting that may replace the length of `within` or `at-most`; for guidelines."""
    parts: tuple[Part, ...] = ()
    """For `redress`: kinds of redress."""
    complaint: Text | None = None
    """For `redress`: variable of the complaint."""
    grounds: tuple[Text, ...] = ()
    """For `grounded`: one of these grounds must be recorded."""
    roles: tuple[Text, ...] = ()
    """For `approved`: roles of the people whose statements are looked at."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a contested parameter of a check; every reading is computed."""

    id: Text
    """Its id."""
    nl: Text
    """What is read, in Dutch."""
    en: Text
    """What is read, in English."""
    with_: With = field(metadata={"key": "with"})
    """Parameters that replace those of the rule under this reading; the others stay."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a rule says, in one language."""

    title: Text
    """Name of the rule in words."""
    asks: Text
    """What it asks of the record."""
    why: Text
    """Why it matters."""
    contradicted: Text
    """The sentence of a finding that is established; `{var}` is filled in."""
    unclear: Text = field(metadata={"key": "not-established"})
    """The sentence of a finding that cannot be established."""
    shown: Text | None = None
    """The sentence when the record shows that it was kept."""
    question: Text | None = None
    """The question that would settle it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example must give."""

    events: tuple[Text, ...] = ()
    """Events of the finding; empty means any."""
    person: Text | None = None
    """Person of the finding."""
    verdict: Literal[
        "contradicted", "not-established", "met", "late", "running", "overdue", "undetermined",
        "not-applicable"
    ] | None = None  # fmt: skip
    """Of a finding: one of the first two; of a term one of the others."""
    last_day: Text | None = None
    """Of a term: its last day, or `FIRST/LAST` where it is one of several; `..` is no limit."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny case and what must be found in it."""

    id: Text
    """The first word says what it shows: `good`, `bad`, `undetermined`, `not-applicable`,
    `silent`."""
    case: Text
    """The tiny case: its people, bodies and events as YAML text."""
    finds: tuple[Expected, ...] = ()
    """What must be found by this rule; empty means nothing."""
    terms: tuple[Expected, ...] = ()
    """Terms that must come out: for a rule with `within`, every one, also that was met."""
    decides: FactKind | None = None
    """Kind of fact that must be named as deciding: for a bad example, once `unknown` is done."""
    repair: Text | None = None
    """What to change in the case so that the finding goes, as YAML text."""
    unknown: Text | None = None
    """For a bad example: what to change so that the deciding fact is not known."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for."""

    code: Text
    """Code, such as `VT101`."""
    name: Text
    """Name, in lower case with hyphens."""
    group: Text
    """Group it is listed in."""
    severity: Literal["shortcoming", "attention", "note"]
    """How much a finding weighs: never the case's to say."""
    nl: Sentences
    """Its sentences in Dutch."""
    en: Sentences
    """Its sentences in English."""
    source: tuple[Text, ...] = field(metadata={"word": "norm"})
    """What it rests on."""
    norms: tuple[Text, ...] = field(metadata={"word": "norm"})
    """Norms that it touches; `[]` where it touches none."""
    check: Text
    """Which check (see the reference of checks)."""
    bind: tuple[Bind, ...] = ()
    """Variables, in order."""
    with_: With = field(default=With(), metadata={"key": "with"})
    """Parameters of the check."""
    readings: tuple[Variant, ...] = ()
    """Readings of contested parameters; those of a term stand in its `within`."""
    gap: Literal[
        "late", "missing", "unrecorded", "unanswered", "undatable", "silence", "conflict",
        "unsourced"
    ] | None = None  # fmt: skip
    """Kind of gap its findings are."""
    since: date | None = field(default=None, metadata={"key": "from"})
    """First day of validity: that of the triggering step counts."""
    until: date | None = None
    """Last day of validity."""
    protocols: tuple[Text, ...] = field(default=(), metadata={"word": "protocol"})
    """Protocols it belongs to; empty means every protocol."""
    applies: tuple[Condition, ...] = ()
    """All must hold, or it is not applicable."""
    unless: tuple[Condition, ...] = ()
    """When one holds, it is not applicable: exceptions."""
    binds: Literal["audited", "anyone"] = "audited"
    """Whose conduct it holds against the norm."""
    asks_of: Literal["audited", "complainant"] = field(default="audited", metadata={"key": "ask"})
    """To whom its question goes."""
    examples: tuple[Example, ...] = ()
    """Worked examples."""
    span: Span = NOWHERE
