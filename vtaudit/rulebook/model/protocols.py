"""Protocols: their tracks, phases, activities and states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.rulebook.model.norms import Both
from vtaudit.rulebook.model.words import YesNo
from vtaudit.span import NOWHERE, Span, Text


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
    """Paragraphs of the protocol and articles that foresee it, or on which it rests."""
    verified: YesNo = "yes"
    """`no` where none of what was read foresees it: it comes from practice or from a case."""
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
    passed_by: tuple[Text, ...] = field(default=(), metadata={"word": "activity"})
    """Activities that hand it over: from then on whoever they reach holds it."""
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
    addressed: tuple[Text, ...] = ()
    """Activities, or classes of them, that somebody receives or takes part in: where the case names
    nobody, it is open whom such a step reached."""
    costs: tuple[CostOf, ...] = ()
    """Costs other than 1."""
    notes: tuple[Both, ...] = ()
    """What is uncertain about this rendering."""
    span: Span = NOWHERE
