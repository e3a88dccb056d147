"""Words that authors of cases may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vtaudit.span import NOWHERE, Span, Text

FactKind = Literal[
    "date", "record", "link", "conveyed", "account", "event", "coverage", "length", "applies",
    "answer", "holder", "ground", "free-day", "authority", "age", "author", "doer",
    "receiver", "concern", "hands",
]  # fmt: skip
"""Kinds of facts that can settle what is not established."""
YesNo = Literal["yes", "no"]


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
