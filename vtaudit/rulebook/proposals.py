"""How a line of a chronology is recognised: words that point at an activity, and at who acted.

Separate from the rest of the model because only the import of other people's tables reads it. A
proposal is never more than that: the author of the case decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.span import NOWHERE, Span, Text


@dataclass(frozen=True, slots=True)
class ActivityPattern:
    """Words that point at an activity. The pattern with the most letters that fit wins."""

    activity: Text
    """The activity it points at."""
    words: tuple[Text, ...]
    """Phrases that must all stand in the line, whole words; `*` ends a word that may go on, `|`
    parts phrases of which one is enough."""
    without: tuple[Text, ...] = ()
    """Phrases of which none may stand in the line."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class ActorPattern:
    """Words by which a chronology calls a person or body."""

    id: Text
    """Id in the draft of a case."""
    words: tuple[Text, ...]
    """Phrases that name it, as in a pattern."""
    role: Text | None = None
    """Role, when it is a person."""
    body: Text | None = None
    """Kind of body, when it is one."""
    means: tuple[Text, ...] = ()
    """Ids of other entries, for a word that stands for several."""
    audited: Literal["yes", "no"] = "no"
    """Whether this is the body whose conduct is examined."""
    several: Literal["yes", "no"] = "no"
    """Whether its words may stand for several people, each of whom the case names by itself."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class ReferencePattern:
    """Words that point back at an earlier step, such as a numbered report."""

    words: tuple[Text, ...]
    """Phrases of which one is enough."""
    activity: Text
    """Activity of the step that is meant."""
    number: int
    """Which of those steps, counted from 1 in the order of the chronology."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Columns:
    """Headings by which a table's columns are known."""

    date: tuple[Text, ...]
    """When."""
    text: tuple[Text, ...]
    """What happened."""
    by: tuple[Text, ...] = ()
    """Who acted."""
    source: tuple[Text, ...] = ()
    """Paper it stands in."""
    page: tuple[Text, ...] = ()
    """Page of that paper."""
    activity: tuple[Text, ...] = ()
    """Activity, where the table already names it."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that the import of a chronology goes by."""

    columns: Columns
    """Headings of tables."""
    actors: tuple[ActorPattern, ...]
    """Who may be named."""
    receivers: tuple[Text, ...]
    """Words right before a name that make it the receiver, such as `bij`."""
    doers: tuple[Text, ...]
    """Words right before a name that make it the doer, such as `door`."""
    partners: tuple[Text, ...]
    """Words right before a name that make it a participant, such as `met`."""
    bystanders: tuple[Text, ...]
    """Words right before a name of somebody who is spoken of and takes no part, such as `over`."""
    activities: tuple[ActivityPattern, ...]
    """What may have happened."""
    protocol: Text
    """The protocol of a new case whose author names none."""
    references: tuple[ReferencePattern, ...] = ()
    """What an earlier step may be called."""
    span: Span = NOWHERE
