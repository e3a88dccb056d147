"""The case as a whole and who is in it: what is covered, people, bodies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.dossier.model.statements import Account, Answer, YesNo
from vtaudit.span import NOWHERE, Span, Text


@dataclass(frozen=True, slots=True)
class Covered:
    """What the record covers, for whom; outside it silence proves nothing."""

    since: Text | None = field(default=None, metadata={"key": "from"})
    """First day covered (a date as anywhere in the case); left out, all days before the last."""
    until: Text | None = field(default=None, metadata={"key": "to"})
    """Last day covered; left out, all days from the first."""
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
