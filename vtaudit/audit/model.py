"""What an audit says, free of language, files and screens.

Every report is a view of these classes: what is not here cannot be in any report, and no renderer
decides anything. Values that a sentence needs are kept as references (`Arg`), so that each
language can word them in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.dates.interval import Interval

PairingVerdict = Literal["shown", "contradicted", "not-established", "not-applicable"]
TermStatus = Literal["met", "late", "running", "overdue", "undetermined", "not-applicable"]
TermKind = Literal["statutory", "order", "protocol", "promised", "guideline"]
Severity = Literal["shortcoming", "attention", "note"]
Certainty = Literal["established", "undetermined"]
Likelihood = Literal["certain", "possible"]
YesNo = Literal["yes", "no"]
GapKind = Literal[
    "late", "missing", "unrecorded", "unanswered", "undatable", "silence", "conflict", "unsourced"
]


@dataclass(frozen=True, slots=True)
class Arg:
    """One value in a sentence: what kind of thing it is, and which."""

    kind: Literal["event", "person", "item", "norm", "document", "date", "days", "text", "word",
                  "activity", "length", "rule", "list", "status"]  # fmt: skip
    value: str = ""
    """An id, a word or literal text."""
    interval: Interval | None = None
    """For `date`."""
    low: int | None = None
    """For `days`: the least number of calendar days."""
    high: int | None = None
    """For `days`: the greatest number of calendar days; None is without bound."""
    items: tuple[Arg, ...] = ()
    """For `list`."""


Args = tuple[tuple[str, Arg], ...]
"""Named values of a sentence, sorted by name."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the case file; the file is relative to the case folder."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the dossier on which something rests."""

    document: str
    page: str | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body of the case."""

    id: str
    kind: Literal["person", "body"]
    role: str
    """A person's role, or the kind of a body."""
    name: str | None
    """Name of a body; a person's only after the user asked for names."""
    child: bool
    audited: bool
    accounts: int
    """How many accounts of this person differ."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the chronology."""

    event: str
    date: str
    """The date as the source words it; empty when there is none."""
    interval: Interval
    """The days on which it can have been, after every order in the case is used."""
    activity: str
    phase: str | None
    track: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    """All who received or took part, besides those who acted."""
    concerns: tuple[str, ...]
    channel: str | None
    text: str
    of_event: str
    """Whether there is a record that it happened: yes, no, unknown."""
    of_content: str
    """Whether there is a record of what was said: yes, no, unknown."""
    audited: bool
    """Whether this is a step of the audited body."""
    after_as_of: str
    """Whether it lies after the peildatum (yes, no, unknown); `yes` is shown, not audited."""
    accounts: tuple[str, ...]
    """Who gives a differing account of this step, in order."""
    sources: tuple[Citation, ...]
    restricted: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Move:
    """A step of the alignment of record and protocol."""

    kind: Literal["sync", "log", "model"]
    """`sync`: recorded and foreseen; `log`: recorded only; `model`: foreseen only."""
    activity: str
    event: str | None
    phase: str | None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A difference between the record and the protocol's flow."""

    kind: Literal["log", "model"]
    likelihood: Likelihood
    activity: str
    event: str | None
    track: str
    object: str | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What becomes of a run under one answer to a link that the case leaves open."""

    event: str
    """The step of which it is not certain that it belongs to the object of the run."""
    belongs: YesNo
    """The answer: that it does, or that it does not."""
    cost: int
    settled: tuple[Deviation, ...]
    """Deviations that are certain under this answer, and only possible without it."""
    gone: tuple[Deviation, ...]
    """Deviations that are possible without this answer, and not there under it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The path of one object (a report, a complaint, the family dossier) through its track."""

    track: str
    object: str | None
    """Id of the event that opened it; None for the family dossier and the like."""
    steps: tuple[str, ...]
    """Events that belong to it, or may."""
    moves: tuple[Move, ...]
    """One alignment of the least cost, in an order that the record allows."""
    deviations: tuple[Deviation, ...]
    alternatives: tuple[Alternative, ...]
    """What open links change; only those that change anything."""
    cost: int
    """The least over all orders and readings; an upper bound when not exact."""
    lower: int
    """The cost is certainly not below this; the cost itself when exact."""
    exact: bool
    """Whether every order and reading was looked at, as far as any can matter."""
    fitness: float
    """1 minus the cost, over the cost of the worst alignment; 1.0 is a perfect fit."""
    phase: str | None
    """Phase of the last step that is both recorded and foreseen: where it stands."""
    stands_at: tuple[str, ...]
    """Activities that the protocol allows next, on the peildatum."""
    complete: bool
    """Whether the protocol's flow may have come to its end."""


@dataclass(frozen=True, slots=True)
class Phase:
    """When a phase was entered and left."""

    phase: str
    track: str
    events: tuple[str, ...]
    entered: Interval
    left: Interval
    """The last step in it, as far as the record goes; `ended` says whether a step ended it."""
    ended: tuple[str, ...] = ()
    """Recorded steps that end the phase."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What a step needs before it by the protocol, and what the record shows of that."""

    event: str
    number: int
    """Which of the activity's needs, from 0."""
    verdict: PairingVerdict
    shown_by: tuple[str, ...]
    """Steps, or grounds, that the record shows for it; those that only may be, when unclear."""


@dataclass(frozen=True, slots=True)
class Path:
    """The way the case went through the protocol."""

    protocol: str
    phases: tuple[Phase, ...]
    runs: tuple[Run, ...]
    needs: tuple[Needed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the outcome is under one reading of a contested fact, account or rule."""

    id: str
    """What is read one way: the id of a reading of the rule, `event:ID`, `account:EVENT:ACTOR`."""
    args: Args
    status: str
    last_day: Interval | None = None
    met_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the arithmetic of a term."""

    step: str
    """Kind of step, as in `dates.term.Step`."""
    args: Args


@dataclass(frozen=True, slots=True)
class Term:
    """One term: from when, until when, what met it, and what follows."""

    rule: str
    name: str
    about: tuple[str, ...]
    """Events: the one it runs from first."""
    person: str | None
    duty_of: str | None
    runs_from: Interval | None
    runs_from_event: str | None
    last_day: Interval | None
    met_on: Interval | None
    met_by: str | None
    status: TermStatus
    kind: TermKind
    length: str
    """Length as the rule words it, such as `5 werkdagen`; empty when unknown."""
    regime: str
    source: tuple[str, ...]
    """Norm ids."""
    verified: bool
    """Whether every norm it rests on was read in an official or mirrored text."""
    reason: str | None
    """Key of the reason why it does not apply or cannot be determined."""
    readings: tuple[Reading, ...]
    derivation: tuple[Sum, ...]
    slack: tuple[int | None, int | None] | None
    """Calendar days to spare (negative: too late), least and greatest."""
    deciding: tuple[Fact, ...]
    args: Args
    """Values for the rule's sentences."""
    key: str | None
    """What tells this term from others of the same rule and events, such as a promise."""
    where: Where


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that would settle what is not established."""

    kind: Literal["date", "record", "link", "conveyed", "account", "event", "coverage", "length",
                  "applies", "answer", "holder", "ground", "free-day"]  # fmt: skip
    args: Args


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the record shows wanting, or does not allow one to establish."""

    id: str
    code: str
    name: str
    severity: Severity
    certainty: Certainty
    events: tuple[str, ...]
    person: str | None
    item: str | None
    norms: tuple[str, ...]
    args: Args
    """Values for the rule's sentences."""
    reason: str
    """Which of the rule's sentences applies: `contradicted` or `not-established`."""
    deciding: tuple[Fact, ...]
    readings: tuple[Reading, ...]
    exceptions: tuple[str, ...]
    """Grounds for an exception that were considered."""
    citations: tuple[Citation, ...]
    verified: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in the record: late, missing, unrecorded, unanswered, undatable, silent, disputed."""

    kind: GapKind
    events: tuple[str, ...]
    person: str | None
    item: str | None
    interval: Interval | None
    days: tuple[int | None, int | None] | None
    """For a silence: least and greatest number of calendar days."""
    certainty: Certainty
    finding: str | None
    """Id of the finding that words it."""
    where: Where


@dataclass(frozen=True, slots=True)
class Pairing:
    """A step beside a norm that it touches, and what the record lets one say."""

    event: str
    norm: str
    verdict: PairingVerdict
    why: str
    """Key of the reason why the step touches the norm: the activity's id in the protocol."""
    rules: tuple[str, ...]
    """Rules that tested it."""
    findings: tuple[str, ...]
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a person was told something: a cell of the person-by-information table."""

    person: str
    item: str
    verdict: PairingVerdict
    event: str | None
    provable: str
    """Whether the record shows what was conveyed: yes, no, unknown."""


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """What an instance decided, as the case records it."""

    id: str
    by: tuple[str, ...]
    outcome: str
    date: str | None
    norms: tuple[str, ...]
    text: str | None
    overturned_by: str | None


@dataclass(frozen=True, slots=True)
class Positive:
    """Something the record shows in favour of the body: a rule that was kept."""

    rule: str
    name: str
    events: tuple[str, ...]
    person: str | None
    item: str | None
    norms: tuple[str, ...]
    args: Args


@dataclass(frozen=True, slots=True)
class ComplaintResult:
    """A complaint beside what bears on it."""

    id: str
    text: str
    by: str | None
    against: str
    norms: tuple[str, ...]
    about: tuple[str, ...]
    views: tuple[tuple[str, str], ...]
    """Who says what."""
    findings: tuple[str, ...]
    """Findings that bear on it: their events and its `about` meet, and so do their norms."""
    shown: tuple[Positive, ...]
    """What the record shows to have been kept, that bears on it in the same way."""
    redress: tuple[Positive, ...]
    """Redress that the record shows."""
    redress_missing: tuple[str, ...]
    """Kinds of redress that the record does not show (ids of findings)."""
    verdicts: tuple[RecordedVerdict, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that would settle something."""

    to: str
    """Id of the body, or `complainant`."""
    rule: str
    findings: tuple[str, ...]
    args: Args
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """An entry of `accepted` and what came of it."""

    rule: str
    reason: str
    until: date | None
    findings: tuple[str, ...]
    state: Literal["used", "unused", "expired"]
    where: Where


@dataclass(frozen=True, slots=True)
class NotAudited:
    """Something that could not be audited, and why."""

    kind: Literal["event", "rule", "person", "document", "calendar"]
    id: str
    reason: str
    """Key of the reason."""
    args: Args = ()
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch that the record covers."""

    interval: Interval
    persons: tuple[str, ...]
    activities: tuple[str, ...]
    contents: bool
    full: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What was audited."""

    id: str
    title: str
    summary: str | None
    reference: str | None
    protocol: str
    audited: str
    sha256: str
    coverage: tuple[Coverage, ...]
    documents: tuple[DocumentInfo, ...]
    restricted_on: tuple[str, ...] = ()
    """Norms on the ground of which the case restricts something; empty text: none is stated."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A paper of the case."""

    id: str
    kind: str
    title: str | None
    file: str | None
    sha256: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """How the findings compare with those of an earlier audit of the same case."""

    as_of: date
    """Peildatum of the earlier audit."""
    rulebook: str
    """Version of the rulebook it used."""
    new: tuple[str, ...]
    """Findings that were not there, or were undetermined then and are established now."""
    known: tuple[str, ...]
    """Findings that were there."""
    gone: tuple[str, ...]
    """Findings of the earlier audit that are no longer there."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that follows from a case, a rulebook and a peildatum."""

    version: str
    rulebook: str
    rulebook_sha256: str
    case: CaseInfo
    as_of: date
    people: tuple[Actor, ...]
    timeline: tuple[Entry, ...]
    path: Path
    terms: tuple[Term, ...]
    gaps: tuple[Gap, ...]
    pairings: tuple[Pairing, ...]
    told: tuple[Told, ...]
    findings: tuple[Finding, ...]
    complaints: tuple[ComplaintResult, ...]
    questions: tuple[Question, ...]
    accepted: tuple[AcceptedFinding, ...]
    not_audited: tuple[NotAudited, ...] = field(default=())
    baseline: Baseline | None = None
    """Comparison with an earlier audit, where one was given."""
