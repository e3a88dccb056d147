"""The case as it is written: who, what, when, on what source, and what nobody knows.

The field docstrings are what editors show (they become the descriptions of the case schema), and
the dataclasses are the format: the reader decodes a file straight into them.
"""

from __future__ import annotations

from vtaudit.dossier.model import complaints, documents, events, parties, statements
from vtaudit.dossier.model.complaints import (
    Accepted,
    CaseFile,
    Complaint,
    Identifier,
    Verdict,
    View,
)
from vtaudit.dossier.model.documents import Document, Version
from vtaudit.dossier.model.events import (
    Duration,
    Event,
    Ground,
    Judgement,
    Paper,
    Promise,
    Record,
    State,
)
from vtaudit.dossier.model.parties import Age, Body, Covered, Head, Person
from vtaudit.dossier.model.statements import Account, Answer, Field, Link, Said, Source, YesNo

SUBJECTS = (statements, parties, documents, events, complaints)
"""Its modules, in the order in which schemas tell their classes."""

__all__ = [
    "SUBJECTS",
    "Accepted",
    "Account",
    "Age",
    "Answer",
    "Body",
    "CaseFile",
    "Complaint",
    "Covered",
    "Document",
    "Duration",
    "Event",
    "Field",
    "Ground",
    "Head",
    "Identifier",
    "Judgement",
    "Link",
    "Paper",
    "Person",
    "Promise",
    "Record",
    "Said",
    "Source",
    "State",
    "Verdict",
    "Version",
    "View",
    "YesNo",
]
