"""What a rule looks at: the steps, people, papers and promises it chooses, and when it applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.rulebook.model.words import YesNo
from vtaudit.span import NOWHERE, Span, Text


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
    names: Text | None = None
    """Its `about` names this variable; unlike for `about`, silence is no."""
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
    during: Text | None = None
    """Lies inside this state: not before its beginning and not after its end."""
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
    younger_than: int | None = None
    """Younger than so many years, on the day of the event of `on`."""
    at_least: int | None = None
    """At least so many years old, on the day of the event of `on`."""
    on: Text | None = None
    """Variable of the event on whose day the age counts."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Bind:
    """A variable of a rule, and what it ranges over: exactly one of the kinds is given."""

    var: Text
    """Name of the variable."""
    take: Literal["each", "first", "last", "previous", "any"] = "each"
    """`first`, `last` and `previous` (the last before the event of `of`) over imprecise dates
    range over every candidate; of `any` one for which the rule was kept is enough."""
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
    object: tuple[Text, ...] = ()
    """Objects of these kinds, such as `melding`, `vraag` or `klacht`: the events that open them."""
    body: tuple[Text, ...] = ()
    """Organisations of these kinds, or `audited`."""
    reached_by: Text | None = None
    """For a body: it received the event of this variable or took part."""
    state: Text | None = None
    """Stretches of this state: each from the event that began it to the one that ended it."""
    context: YesNo = "no"
    """`yes` for an event that explains a finding without being one it is about."""
    of: Text | None = None
    """For `item: asked` the variable of the question; for `previous` that of the later event."""
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
