"""What a case says of anything: on what source, tied to what, told how by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """A piece of information: asked for, told or not told, or what a paper holds or leaves out."""

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
    marked: Answer = "unknown"
    """For an opinion: whether the paper shows that it is one."""
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
    """For `date` the rival date. For other fields of a step the id or word in dispute: whether it
    belongs there is then unknown to every rule. Without a value the account is only shown."""
    text: Text | None = None
    """The account in your own words."""
    status: Literal["disputed", "unsure", "corrected", "slip"] = "disputed"
    """`slip` marks an evident error of writing: shown, and not followed as a reading."""
    sources: tuple[Source, ...] = ()
    """Where this account can be found."""
    note: Text | None = None
    """Private remark; never printed."""
    span: Span = NOWHERE
