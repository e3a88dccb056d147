"""What an audit says, free of language, files and screens.

Every report is a view of these classes: what is not here cannot be in any report, and no renderer
decides anything. Values that a sentence needs are kept as references (`Arg`), so that each
language can word them in its own way.
"""

from __future__ import annotations

from vtaudit.audit.model import complaints, findings, path, terms, whole, words
from vtaudit.audit.model.complaints import (
    ComplaintResult,
    Positive,
    Question,
    RecordedVerdict,
    Told,
    View,
)
from vtaudit.audit.model.findings import Finding, Gap, Pairing
from vtaudit.audit.model.path import (
    Actor,
    Alternative,
    Deviation,
    Entry,
    Move,
    Needed,
    Path,
    Phase,
    RivalDay,
    Run,
)
from vtaudit.audit.model.terms import Fact, Reading, Sum, Term
from vtaudit.audit.model.whole import (
    AcceptedFinding,
    Audit,
    Baseline,
    CaseInfo,
    Coverage,
    DocumentInfo,
    NotAudited,
)
from vtaudit.audit.model.words import (
    Arg,
    Args,
    Certainty,
    Citation,
    GapKind,
    Likelihood,
    PairingVerdict,
    Severity,
    TermKind,
    TermStatus,
    Where,
    YesNo,
)

SUBJECTS = (words, path, terms, findings, complaints, whole)
"""Its modules, in the order in which schemas tell their classes."""

__all__ = [
    "SUBJECTS",
    "AcceptedFinding",
    "Actor",
    "Alternative",
    "Arg",
    "Args",
    "Audit",
    "Baseline",
    "CaseInfo",
    "Certainty",
    "Citation",
    "ComplaintResult",
    "Coverage",
    "Deviation",
    "DocumentInfo",
    "Entry",
    "Fact",
    "Finding",
    "Gap",
    "GapKind",
    "Likelihood",
    "Move",
    "Needed",
    "NotAudited",
    "Pairing",
    "PairingVerdict",
    "Path",
    "Phase",
    "Positive",
    "Question",
    "Reading",
    "RecordedVerdict",
    "RivalDay",
    "Run",
    "Severity",
    "Sum",
    "Term",
    "TermKind",
    "TermStatus",
    "Told",
    "View",
    "Where",
    "YesNo",
]
