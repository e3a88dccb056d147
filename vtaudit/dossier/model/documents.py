"""Papers of the dossier, in all their versions."""

from __future__ import annotations

from dataclasses import dataclass, field

from vtaudit.dossier.model.statements import Account, Link, Said, Source, YesNo
from vtaudit.span import NOWHERE, Span, Text


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
