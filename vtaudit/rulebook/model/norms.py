"""Norms: what they are, where they stand, and since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vtaudit.rulebook.model.words import YesNo
from vtaudit.span import NOWHERE, Span, Text


@dataclass(frozen=True, slots=True)
class Both:
    """A sentence in Dutch and English."""

    nl: Text
    """Dutch."""
    en: Text
    """English."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class TitleGist:
    """Title of a norm and what it asks, in our own words."""

    title: Text
    """Short title."""
    gist: Text
    """What it asks, paraphrased."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NormSource:
    """Where a norm stands."""

    kind: Literal["bwb", "celex", "ecli", "treaty", "guide", "protocol", "report", "web"]
    """What sort of source it is."""
    id: Text | None = None
    """BWB id, CELEX number or report number."""
    article: Text | None = None
    """Article or paragraph."""
    version: date | None = None
    """Date of the version that was read."""
    name: Both | None = None
    """Name of the law, treaty or guide."""
    url: Text | None = None
    """Permanent address, where it does not follow from the id."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NormVersion:
    """A norm as it stood for a time."""

    since: date | None = field(default=None, metadata={"key": "from"})
    """First day of validity."""
    until: date | None = None
    """Last day of validity."""
    gist: Both | None = None
    """What it asked then, where that differs."""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that a step can touch."""

    id: Text
    """Such as `ivrk/12`."""
    group: Text
    """Family of norms."""
    nl: TitleGist
    """Title and gist in Dutch."""
    en: TitleGist
    """Title and gist in English."""
    source: NormSource
    """Where it stands."""
    verified: YesNo
    """`no` where nobody has read the rule in an official or mirrored text."""
    basis: Literal["law", "seed", "page", "memory"]
    """What the entry rests on."""
    subgroup: Text | None = None
    """Group within the family."""
    number: Text | None = None
    """Number within the family."""
    child: YesNo = "no"
    """`yes` for children's rights: touched only where a child is concerned."""
    versions: tuple[NormVersion, ...] = ()
    """Its validity in time."""
    notes: tuple[Both, ...] = ()
    """Remarks: contradictions between sources, what is not in the law."""
    span: Span = NOWHERE
