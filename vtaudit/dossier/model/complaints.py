"""Complaints with the verdicts on them, findings that are accepted, and the file as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.dossier.model.documents import Document
from vtaudit.dossier.model.events import Event, State
from vtaudit.dossier.model.parties import Body, Head, Person
from vtaudit.dossier.model.statements import Account, Source
from vtaudit.span import NOWHERE, Span, Text


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
    include: tuple[Text, ...] = ()
    """Other files in the folder of the case, whose lists (`events`, `documents`, …) go on after
    those of this file."""
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
