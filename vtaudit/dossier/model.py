"""The case as it is written: who, what, when, on what source, and what nobody knows.

The field docstrings are what editors show (they become the descriptions of the case schema), and
the dataclasses are the format: the reader decodes a file straight into them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.span import NOWHERE, Span, Text

Answer = Literal["yes", "no", "unknown"]
YesNo = Literal["yes", "no"]
Field = Literal[
    "date", "activity", "by", "to", "with", "channel", "about", "says", "answers", "record",
    "announces", "outcome", "grounds", "terminology", "responsibility", "age", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement can be found."""

    document: Text = field(metadata={"shorthand": True, "refers": "document"})
    """Id of a document of the case."""
    page: Text | None = None
    """Page or pages as the document numbers them, such as `6` or `6-7`."""
    restricted: YesNo = "no"
    """`yes` keeps this source out of the shareable report (a third party, HP 15.6)."""
    restricted_on: Text | None = field(default=None, metadata={"word": "norm"})
    """Norm on the ground of which it is restricted; the report names it."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to another thing of the case, which may itself be uncertain."""

    id: Text = field(metadata={"shorthand": True})
    """Id of the event, promise, document or complaint."""
    link: Answer = "yes"
    """Whether the tie exists; `unknown` makes verdicts that need it undetermined."""
    sources: tuple[Source, ...] = ()
    """Where the tie, or the doubt about it, can be read."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of information that was conveyed."""

    item: Text = field(metadata={"shorthand": True, "word": "item"})
    """Which information (see `vtaudit words item`)."""
    value: Text | None = None
    """What was said about it, in your own words."""
    about: Text | None = None
    """Person, event or document it was about."""
    to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """To whom, when not to all who took part."""
    meant: Text | None = field(default=None, metadata={"word": "item"})
    """What was meant, where a term of the protocol was used in another meaning."""
    opinion: Answer = "no"
    """Whether this is an opinion or hypothesis rather than a fact."""
    qualified: Answer = "unknown"
    """For a diagnosis: whether whoever made it was qualified to."""
    by: Text | None = field(default=None, metadata={"refers": "actor"})
    """Whose statement it is, when not of the author."""
    accorded: Answer = "unknown"
    """Whether the informant whose statement it is approved it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says about a matter on which sources differ."""

    by: Text = field(metadata={"refers": "actor"})
    """Whose account: a person or body of the case."""
    field: Field
    """What the account is about."""
    value: Text | None = None
    """The rival value: a date for `date`, an id or word for other fields."""
    text: Text | None = None
    """The account in your own words."""
    status: Literal["disputed", "unsure", "corrected", "slip"] = "disputed"
    """`slip` marks an evident error of writing: shown, and not followed as a reading."""
    sources: tuple[Source, ...] = ()
    """Where this account can be found."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Covered:
    """What the record covers, for whom; outside it silence proves nothing."""

    since: Text | None = field(default=None, metadata={"key": "from"})
    """First day covered (a date as anywhere in the case)."""
    until: Text | None = field(default=None, metadata={"key": "to"})
    """Last day covered."""
    persons: tuple[Text, ...] = field(default=(), metadata={"key": "for", "refers": "actor"})
    """For whom; empty means for everybody."""
    bodies: tuple[Text, ...] = field(default=(), metadata={"refers": "body"})
    """Whose steps are covered; empty means those of the audited body only."""
    activities: tuple[Text, ...] = field(default=(), metadata={"word": "activity-or-class"})
    """Which activities or classes of activities; empty means all."""
    items: tuple[Text, ...] = field(default=(), metadata={"word": "item"})
    """About which information the record is complete; empty means all (see `contents`)."""
    contents: YesNo = "yes"
    """`no` when the record tells which steps there were but not all that was said in them."""
    extent: Literal["full", "partial"] = "full"
    """`partial`: something is there, but absence proves nothing."""
    reason: Text | None = None
    """Why it is covered, or only in part."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Head:
    """What the case is, and what is examined in it."""

    id: Text
    """Short name in lower case with hyphens; names every output file."""
    title: Text
    """Title of the case, in pseudonyms."""
    protocol: Text = field(metadata={"word": "protocol"})
    """The protocol the path is held against (see `vtaudit protocol`)."""
    audited: Text = field(metadata={"refers": "body"})
    """The body whose conduct is examined; other bodies' steps are context."""
    rulebook: Text | None = None
    """Version of the rulebook this case is pinned to, so that a report can be repeated."""
    as_of: date | None = None
    """Peildatum: the day on which the case is judged; later events are shown, not audited."""
    covered: tuple[Covered, ...] = ()
    """What the record covers. Without an entry nothing is covered and silence proves nothing."""
    summary: Text | None = None
    """What the case is about, in your own words."""
    reference: Text | None = None
    """Number of a published report; never a file number of a living case."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Age:
    """An age on a day."""

    years: int
    """Age in whole years."""
    on: Text
    """When the person had that age (a date as anywhere in the case)."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the case, by pseudonym."""

    id: Text
    """Pseudonym in lower case; printed everywhere."""
    role: Text = field(metadata={"word": "role"})
    """Role in the case (see `vtaudit words role`)."""
    authority: Answer = "unknown"
    """Whether this parent has parental authority."""
    age: tuple[Age, ...] = ()
    """Age, with the day on which the person had it."""
    anonymous: Literal["no", "family", "everybody"] = "no"
    """For a reporter: unknown to nobody, to the family, or to the agency too."""
    name: Text | None = None
    """Real name: never printed unless asked; leave it out if you can."""
    accounts: tuple[Account, ...] = ()
    """Where sources differ about this person."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that acts in the case."""

    id: Text
    """Short id in lower case."""
    kind: Text = field(metadata={"word": "body"})
    """Kind of organisation (see `vtaudit words body`)."""
    name: Text | None = None
    """Name of the organisation."""
    statutory_body: Answer = "unknown"
    """Whether it is (part of) a bestuursorgaan, which decides if Awb chapter 9 applies."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document."""

    id: Text
    """Id of the version, such as `concept` or `definitief`."""
    date: Text | None = None
    """When it was made."""
    to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who got this version."""
    contains: tuple[Said, ...] = ()
    """What it contains beyond what the document contains in every version."""
    omits: tuple[Said, ...] = ()
    """What it shows not to contain."""
    corrects: Text | None = None
    """Id of the version of the same document that it corrects."""
    sources: tuple[Source, ...] = ()
    """Where this can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of the case: a source, or a step's product, or both."""

    id: Text
    """Short id in lower case."""
    kind: Text = field(metadata={"word": "document"})
    """Kind of document (see `vtaudit words document`)."""
    author: Text | None = field(default=None, metadata={"refers": "actor"})
    """Who made it."""
    title: Text | None = None
    """Title, in your own words where it has none."""
    date: Text | None = None
    """Its date."""
    about: tuple[Link, ...] = ()
    """Reports, decisions, complaints it is about."""
    file: Text | None = None
    """File inside the case folder."""
    sha256: Text | None = None
    """Hash of that file, so that a change shows."""
    pages: int | None = None
    """Number of pages."""
    ends_early: YesNo = "no"
    """`yes` when the copy stops: what is missing in it is no gap in the case."""
    contains: tuple[Said, ...] = ()
    """What every version contains."""
    omits: tuple[Said, ...] = ()
    """What it shows not to contain; what stands in neither list is unknown."""
    versions: tuple[Version, ...] = ()
    """Its versions in order."""
    corrected_by: Text | None = None
    """Id of the document that corrects it."""
    accounts: tuple[Account, ...] = ()
    """Where sources differ about this document."""
    sources: tuple[Source, ...] = ()
    """Where the document is mentioned."""
    restricted: YesNo = "no"
    """`yes` keeps it out of the shareable report."""
    restricted_on: Text | None = field(default=None, metadata={"word": "norm"})
    """Norm on the ground of which it is restricted; the report names it."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a step sends, makes or discusses."""

    document: Text = field(metadata={"shorthand": True, "refers": "document"})
    """Id of the document."""
    version: Text | None = None
    """Id of its version."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Record:
    """Whether a step, and what was said in it, was recorded at the time."""

    of_event: Answer = "unknown"
    """Whether there is a record that it happened."""
    of_content: Answer = "unknown"
    """Whether there is a record of what was said or decided."""
    sent_to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who got that record."""
    not_sent_to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who is shown not to have got it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Promise:
    """Something a body said it would do."""

    id: Text
    """Id, so that the step that fulfils it can point at it."""
    item: Text = field(metadata={"word": "item"})
    """What was promised."""
    term: Text | None = None
    """Within how long, such as `10 weken`; left out means no length is known."""
    since: Text | None = field(default=None, metadata={"key": "from"})
    """From which day the term runs; left out means from the promise itself."""
    by: Text | None = None
    """A fixed day by which, instead of a term."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Ground:
    """A stated reason: for a decision, or for an exception the protocol allows."""

    ground: Text = field(metadata={"shorthand": True, "word": "ground"})
    """Which ground (see `vtaudit words ground`)."""
    persons: tuple[Text, ...] = field(default=(), metadata={"key": "for", "refers": "actor"})
    """For whom; empty means for all concerned."""
    told_to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """To whom it was told at the time."""
    recorded: Answer = "unknown"
    """Whether it was recorded at the time."""
    text: Text | None = None
    """The ground as stated, in your own words."""
    by: Text | None = field(default=None, metadata={"refers": "actor"})
    """Who states it, where it was only stated afterwards."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's judgement of a step: stored with its author, used by no rule."""

    by: Text = field(metadata={"refers": "actor"})
    """Who judged."""
    text: Text
    """The judgement in your own words."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time that a step or state lasted."""

    since: Text | None = field(default=None, metadata={"key": "from"})
    """Its first day."""
    until: Text | None = None
    """Its last day."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Event:
    """A step: something that somebody did, or that happened, at some moment."""

    id: Text
    """Short id in lower case."""
    activity: Text = field(metadata={"word": "activity"})
    """What kind of step; `onbekend` when its nature is not known, `overig` for context."""
    text: Text
    """What happened, in your own words: one line for the chronology."""
    date: Text | None = None
    """When, as vague as the source: `2019-12-06`, `medio december 2019`, `daags na zitting`."""
    means: Text | None = None
    """What a vague date word means here, as a range of days, where it differs from the table."""
    after: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Events that came earlier, or earlier the same day."""
    before: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Events that came later, or later the same day."""
    same_day: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Events of the same day, in an order that is not known."""
    duration: Duration | None = None
    """For a step that lasted: from when until when."""
    by: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who acted: persons or bodies."""
    to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """To whom a message was sent."""
    with_: tuple[Text, ...] = field(default=(), metadata={"key": "with", "refers": "actor"})
    """Who took part in a meeting besides those in `by`."""
    invited: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who was invited, whether or not they came."""
    concerns: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Whom it is about."""
    channel: Text | None = field(default=None, metadata={"word": "channel"})
    """By which channel (see `vtaudit words channel`)."""
    about: tuple[Link, ...] = ()
    """The reports, requests, complaints or other events that the step serves."""
    announces: tuple[Link, ...] = ()
    """The decisions that it makes known."""
    answers: tuple[Link, ...] = ()
    """The questions that it answers, or claims to."""
    fulfils: tuple[Link, ...] = ()
    """The promises that it fulfils."""
    corrects: tuple[Link, ...] = ()
    """The documents that it corrects."""
    papers: tuple[Paper, ...] = ()
    """Documents sent, made or discussed; what they contain counts as said to those who got them."""
    asks: tuple[Said, ...] = ()
    """What is asked."""
    says: tuple[Said, ...] = ()
    """What is conveyed."""
    not_said: tuple[Said, ...] = ()
    """What is denied or shown absent; what stands in neither list is unknown."""
    promises: tuple[Promise, ...] = ()
    """What is promised."""
    grounds: tuple[Ground, ...] = ()
    """Grounds for a decision, or for an exception from a rule."""
    record: Record | None = None
    """Whether it was recorded at the time; left out means by the channel, else unknown."""
    accounts: tuple[Account, ...] = ()
    """Where sources differ about this step."""
    judged: tuple[Judgement, ...] = ()
    """Judgements of others about this step."""
    sources: tuple[Source, ...] = ()
    """Where the step can be read."""
    restricted: YesNo = "no"
    """`yes` keeps it out of the shareable report."""
    restricted_on: Text | None = field(default=None, metadata={"word": "norm"})
    """Norm on the ground of which it is restricted; the report names it."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class State:
    """A condition with a holder that lasted from one event to another."""

    state: Text = field(metadata={"word": "state"})
    """Which condition (see `vtaudit words state`)."""
    holder: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who held it; empty means nobody is known to."""
    concerns: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Whom it is about."""
    since: Text | None = field(default=None, metadata={"key": "from", "refers": "event"})
    """Event with which it began."""
    until: Text | None = field(default=None, metadata={"refers": "event"})
    """Event with which it ended."""
    text: Text | None = None
    """What it was, in your own words."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class View:
    """What a party says about a complaint."""

    by: Text = field(metadata={"refers": "actor"})
    """Whose view."""
    text: Text
    """The view in your own words."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an instance decided on a complaint; shown beside the record, used by no rule."""

    id: Text
    """Id of the verdict."""
    by: tuple[Text, ...] = field(metadata={"refers": "actor"})
    """Which instance or instances."""
    outcome: Text = field(metadata={"word": "outcome"})
    """What it decided."""
    date: Text | None = None
    """When."""
    norms: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Norms it held violated or tested."""
    text: Text | None = None
    """The reasoning in your own words."""
    overturns: Text | None = None
    """Id of an earlier verdict that it sets aside; both stay visible."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it is examined."""

    id: Text
    """Id of the complaint."""
    text: Text
    """The complaint in your own words."""
    against: Text = field(metadata={"refers": "body"})
    """Against which body."""
    by: Text | None = field(default=None, metadata={"refers": "actor"})
    """Who complains."""
    norms: tuple[Text, ...] = field(default=(), metadata={"word": "norm"})
    """Norms it is tested against."""
    about: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Steps it is about."""
    views: tuple[View, ...] = ()
    """What the parties say."""
    verdicts: tuple[Verdict, ...] = ()
    """What instances decided."""
    redress: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Steps that answer it: apology, rectification, lesson learned."""
    accounts: tuple[Account, ...] = ()
    """Where sources differ about it."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the investigator has looked at and set aside."""

    rule: Text = field(metadata={"word": "rule"})
    """Code or name of the rule."""
    reason: Text
    """Why it is set aside; shown in the report."""
    events: tuple[Text, ...] = field(default=(), metadata={"refers": "event"})
    """Events of the finding; empty means every finding of the rule."""
    person: Text | None = field(default=None, metadata={"refers": "actor"})
    """Person of the finding."""
    until: date | None = None
    """After this day the entry no longer counts."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something that identifies a person or a living case; an output that holds it is refused."""

    value: Text = field(metadata={"shorthand": True})
    """The name, number, day or address as it is written."""
    kind: Literal["name", "number", "birth-date", "address", "other"] = "other"
    """What it is: `name` with its parts and inflections, `number` however it is spaced."""
    of: Text | None = field(default=None, metadata={"refers": "actor"})
    """Whose it is."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case file."""

    format: Literal["1"]
    """Version of this format."""
    case: Head
    """What the case is."""
    people: tuple[Person, ...] = ()
    """The people of the case."""
    bodies: tuple[Body, ...] = ()
    """The organisations."""
    documents: tuple[Document, ...] = ()
    """The papers: sources and products."""
    events: tuple[Event, ...] = ()
    """The steps."""
    states: tuple[State, ...] = ()
    """Conditions with a holder."""
    complaints: tuple[Complaint, ...] = ()
    """The complaints."""
    accounts: tuple[Account, ...] = ()
    """Where sources differ on a matter that belongs to no single step."""
    accepted: tuple[Accepted, ...] = ()
    """Findings set aside."""
    identifiers: tuple[Identifier, ...] = ()
    """What may stand in no output: numbers of living cases, addresses, days of birth, names."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE
