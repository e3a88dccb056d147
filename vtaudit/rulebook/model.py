"""What a rulebook says: norms, protocols, rules and words, each with its source.

The field docstrings are the reference of the rulebook files: the loader decodes YAML straight into
these classes, so a key that is not here is an error with a line number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.dates.length import MonthEnds
from vtaudit.span import NOWHERE, Span, Text

YesNo = Literal["yes", "no"]


# -- words ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word an author may use."""

    id: Text
    """The word itself."""
    nl: Text
    """How Dutch reports word it."""
    en: Text
    """How English reports word it."""
    medium: Literal["written", "oral", "none", "unknown"] = "unknown"
    """For a channel: whether it leaves the words on paper."""
    group: Text | None = None
    """For an item: the group it is shown in."""
    child: YesNo = "no"
    """For a role: whether this is a child of the case."""
    agent: YesNo = "no"
    """For a role: whether this person acts for the audited body."""
    span: Span = NOWHERE


# -- norms ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Both:
    """A sentence in Dutch and English."""

    nl: Text
    """Dutch."""
    en: Text
    """English."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class TitleGist:
    """Title of a norm and what it asks, in our own words."""

    title: Text
    """Short title."""
    gist: Text
    """What it asks, paraphrased."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NormSource:
    """Where a norm stands."""

    kind: Literal["bwb", "celex", "treaty", "guide", "protocol", "report", "web"]
    """What sort of source it is."""
    id: Text | None = None
    """BWB id, CELEX number or report number."""
    article: Text | None = None
    """Article or paragraph."""
    version: date | None = None
    """Date of the version that was read."""
    name: Both | None = None
    """Name of the law, treaty or guide."""
    url: Text | None = None
    """Permanent address, where it does not follow from the id."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NormVersion:
    """A norm as it stood for a time."""

    since: date | None = field(default=None, metadata={"key": "from"})
    """First day of validity."""
    until: date | None = None
    """Last day of validity."""
    gist: Both | None = None
    """What it asked then, where that differs."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that a step can touch."""

    id: Text
    """Such as `ivrk/12`."""
    group: Text
    """Family of norms."""
    nl: TitleGist
    """Title and gist in Dutch."""
    en: TitleGist
    """Title and gist in English."""
    source: NormSource
    """Where it stands."""
    verified: YesNo
    """`no` where nobody has read the rule in an official or mirrored text."""
    basis: Literal["law", "seed", "page", "memory"]
    """What the entry rests on."""
    subgroup: Text | None = None
    """Group within the family."""
    number: Text | None = None
    """Number within the family."""
    child: YesNo = "no"
    """`yes` for children's rights: touched only where a child is concerned."""
    versions: tuple[NormVersion, ...] = ()
    """Its validity in time."""
    notes: tuple[Both, ...] = ()
    """Remarks: contradictions between sources, what is not in the law."""
    span: Span = NOWHERE


# -- protocols --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touch:
    """A norm that an activity touches, and why."""

    norm: Text = field(metadata={"word": "norm"})
    """Norm id."""
    nl: Text
    """Why, in Dutch."""
    en: Text
    """Why, in English."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be there before a step is taken: exactly one of its kinds is given."""

    nl: Text
    """What, in Dutch."""
    en: Text
    """What, in English."""
    activity: tuple[Text, ...] = ()
    """One of these activities or classes came before it."""
    ground: tuple[Text, ...] = field(default=(), metadata={"word": "ground"})
    """One of these grounds is stated for it."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Paragraphs that ask for it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is owed during a phase, whatever the order of its steps."""

    nl: Text
    """What, in Dutch."""
    en: Text
    """What, in English."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Paragraphs that ask for it."""
    rules: tuple[Text, ...] = field(default=(), metadata={"word": "rule"})
    """Rules that look for it in a case."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of step."""

    id: Text
    """Its name in case files."""
    nl: Text
    """Dutch name."""
    en: Text
    """English name."""
    track: Text
    """Track it belongs to."""
    phase: Text | None = None
    """Phase of the track."""
    classes: tuple[Text, ...] = ()
    """Classes it belongs to, such as `besluit` or `gesprek`."""
    by: tuple[Text, ...] = ()
    """Who may do it: kinds of bodies and roles; empty means anybody."""
    opens: Text | None = None
    """Kind of object that it opens: its event id is then the object's id."""
    needs: tuple[Need, ...] = ()
    """What must be there before it: each of them."""
    terms: tuple[Text, ...] = field(default=(), metadata={"word": "rule"})
    """Rules that compute the terms that it begins or must keep."""
    touches: tuple[Touch, ...] = ()
    """Norms it touches."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Paragraphs of the protocol and articles that foresee it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class PhaseName:
    """A phase of a track."""

    id: Text
    """Its id."""
    nl: Text
    """Dutch name."""
    en: Text
    """English name."""
    ends: tuple[Text, ...] = ()
    """Activities that end it."""
    duties: tuple[Duty, ...] = ()
    """What is owed during it."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Paragraphs that describe it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Flow:
    """A block of the flow: exactly one of its keys is given."""

    step: Text | None = None
    """An activity."""
    sequence: tuple[Flow, ...] = ()
    """One after the other."""
    choice: tuple[Flow, ...] = ()
    """Exactly one of these."""
    parallel: tuple[Flow, ...] = ()
    """All of these, in any order."""
    optional: Flow | None = None
    """This or nothing."""
    loop: Flow | None = None
    """This once or more often."""
    redo: Flow | None = None
    """With `loop`: what comes between two rounds."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Track:
    """A course of steps: that of a report, of the family dossier, of a complaint, of the court."""

    id: Text
    """Its id."""
    nl: Text
    """Dutch name."""
    en: Text
    """English name."""
    phases: tuple[PhaseName, ...] = ()
    """Its phases in order."""
    object: Text | None = None
    """Kind of object that has a run of its own through this track; none is one run per case."""
    flow: Flow | None = None
    """What the protocol foresees; none is context without a prescribed order."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Paragraphs from which the flow is put together."""
    binds: Literal["audited", "anyone"] = "audited"
    """`anyone`: the course of other bodies; shown, and never held against the audited one."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class StateKind:
    """A condition with a holder, begun and ended by activities."""

    id: Text
    """Its id."""
    nl: Text
    """Dutch name."""
    en: Text
    """English name."""
    begun_by: tuple[Text, ...] = ()
    """Activities that begin it; the one who acts holds it."""
    ended_by: tuple[Text, ...] = ()
    """Activities that end it."""
    source: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Where it is defined."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class CostOf:
    """What it costs to leave out or add an activity, where that is not 1."""

    activity: Text
    """Activity."""
    model: int = 1
    """Cost of a foreseen step without a recorded one."""
    log: int = 1
    """Cost of a recorded step that was not foreseen."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol: which steps there are, in which order, touching which norms."""

    id: Text
    """Its id."""
    nl: Text
    """Dutch name."""
    en: Text
    """English name."""
    source: tuple[Text, ...] = field(metadata={"word": "norm"})
    """Norms or paragraphs it rests on."""
    verified: YesNo = "no"
    """`no` while the full text has not been read."""
    since: date | None = field(default=None, metadata={"key": "from"})
    """First day of validity."""
    until: date | None = None
    """Last day of validity."""
    audits: tuple[Text, ...] = ()
    """Kinds of bodies it binds."""
    law: tuple[Text, ...] = ()
    """Families of norms that hold where it does: rules that rest on others do not apply. Empty
    means all."""
    calendar: Text | None = field(default=None, metadata={"word": "calendar"})
    """Which list of free days its terms are counted with; none is the rulebook's own."""
    tracks: tuple[Track, ...] = ()
    """Its tracks."""
    activities: tuple[Activity, ...] = ()
    """Its activities."""
    states: tuple[StateKind, ...] = ()
    """Its states."""
    costs: tuple[CostOf, ...] = ()
    """Costs other than 1."""
    notes: tuple[Both, ...] = ()
    """What is uncertain about this rendering."""
    span: Span = NOWHERE


# -- rules ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Select:
    """Which events: every key given must hold. Names in it are variables of the rule."""

    activity: tuple[Text, ...] = ()
    """Activities or classes of activities."""
    by: tuple[Text, ...] = ()
    """`audited`, `other`, a kind of body, a role, or a variable."""
    to: tuple[Text, ...] = ()
    """Sent to: `audited`, a kind of body, or a role."""
    medium: tuple[Literal["written", "oral", "none", "unknown"], ...] = ()
    """Medium of the channel."""
    about: Text | None = None
    """Linked by `about` to this variable (directly, or it is that event itself)."""
    announces: Text | None = None
    """Linked by `announces` to this variable."""
    answers: Text | None = None
    """Linked by `answers` to this variable."""
    fulfils: Text | None = None
    """Linked by `fulfils` to this variable (a promise)."""
    corrects: Text | None = None
    """Linked by `corrects` to this variable (a document)."""
    reaches: Text | None = None
    """This person received it or took part."""
    concerns: Text | None = None
    """It concerns this person."""
    after: Text | None = None
    """Not before this event."""
    before: Text | None = None
    """Not after this event."""
    says: tuple[Text, ...] = ()
    """Conveys one of these items."""
    has: tuple[Literal["asks", "announces", "promises", "grounds", "papers", "answers", "about"],
               ...] = ()  # fmt: skip
    """Something stands under these keys."""
    other_than: Text | None = None
    """Is not this event."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Who:
    """Which people: every key given must hold."""

    role: tuple[Text, ...] = ()
    """Roles."""
    authority: YesNo | None = None
    """Parental authority."""
    concerned_by: Text | None = None
    """The event of this variable concerns the person."""
    reached_by: Text | None = None
    """The person received the event of this variable or took part."""
    acted_in: Text | None = None
    """The person did the event of this variable."""
    missing_from: Text | None = None
    """Concerned by the event of this variable, and neither acted nor was reached."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Bind:
    """A variable of a rule, and what it ranges over: exactly one of the kinds is given."""

    var: Text
    """Name of the variable."""
    take: Literal["each", "first", "last", "any"] = "each"
    """`first` and `last` over imprecise dates range over every candidate."""
    event: Select | None = None
    """Events."""
    person: Who | None = None
    """People."""
    item: tuple[Text, ...] = ()
    """These items of information, or `asked` for those asked in the event of `of`."""
    promise: Text | None = None
    """Promises made by: `audited`."""
    document: tuple[Text, ...] = ()
    """Documents of these kinds."""
    complaint: YesNo | None = None
    """Complaints of the case file against the audited body."""
    context: YesNo = "no"
    """`yes` for an event that explains a finding without being one it is about."""
    of: Text | None = None
    """The variable an item or version belongs to."""
    containing: tuple[Text, ...] = ()
    """For a document: it contains one of these items."""
    author: Literal["audited"] | None = None
    """For a document: the audited body made it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold for a rule to apply; otherwise the reason says why not."""

    nl: Text
    """Reason in Dutch, when it does not apply."""
    en: Text
    """Reason in English."""
    exists: Select | None = None
    """Such an event exists."""
    absent: Select | None = None
    """No such event exists."""
    in_record: Select | None = None
    """The record holds such an event; silence counts as no."""
    anonymous: Text | None = None
    """The reporter who did the event of this variable is anonymous."""
    child: YesNo | None = None
    """There is a child among those concerned."""
    statutory: Literal["audited"] | None = None
    """The audited body is (part of) a bestuursorgaan."""
    ground: tuple[Text, ...] = ()
    """One of these grounds is stated for the event of `of` and, if bound, the person `person`."""
    of: Text | None = None
    """Variable of the event for `ground`."""
    person: Text | None = None
    """Variable of the person for `ground`."""
    id: Text | None = None
    """Name by which output refers to it, which stays when its words change; a term needs one."""
    span: Span = NOWHERE


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
    """Whether it is counted back: the act must come so long before the event."""
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
    """Term for the events looked for."""
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
    verdict: Text | None = None
    """The word of house.md: `contradicted`, `not-established`, `late`, …"""
    last_day: Text | None = None
    """Of a term: its last day, or `FIRST/LAST` where it is one of several; `..` is no limit."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny case and what must be found in it."""

    id: Text
    """Such as `good`, `bad`, `undetermined`."""
    case: Text
    """The tiny case: its people, bodies and events as YAML text."""
    finds: tuple[Expected, ...] = ()
    """What must be found by this rule; empty means nothing."""
    terms: tuple[Expected, ...] = ()
    """Terms that must come out."""
    decides: Text | None = None
    """Kind of fact that must be named as deciding."""
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
    """Norms that it touches."""
    check: Text
    """Which check (see the reference of checks)."""
    bind: tuple[Bind, ...] = ()
    """Variables, in order."""
    with_: With = field(default=With(), metadata={"key": "with"})
    """Parameters of the check."""
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
