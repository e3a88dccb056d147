"""What happened: steps with their papers, records, promises and grounds, and lasting states."""

from __future__ import annotations

from dataclasses import dataclass, field

from vtaudit.dossier.model.statements import Account, Answer, Link, Said, Source, YesNo
from vtaudit.span import NOWHERE, Span, Text


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
    """Who acted: persons or bodies; left out means not known."""
    to: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """To whom a message was sent."""
    with_: tuple[Text, ...] = field(default=(), metadata={"key": "with", "refers": "actor"})
    """Who took part in a meeting besides those in `by`."""
    invited: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Who was invited, whether or not they came."""
    concerns: tuple[Text, ...] = field(default=(), metadata={"refers": "actor"})
    """Whom it is about; left out means not known."""
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
    """Event with which it ended; left out means that its end is not known."""
    text: Text | None = None
    """What it was, in your own words."""
    sources: tuple[Source, ...] = ()
    """Where it can be read."""
    span: Span = NOWHERE
