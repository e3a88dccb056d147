"""What a rulebook says: norms, protocols, rules and words, each with its source.

The field docstrings are the reference of the rulebook files: the loader decodes YAML straight into
these classes, so a key that is not here is an error with a line number.
"""

from __future__ import annotations

from vtaudit.rulebook.model import binding, norms, protocols, rules, words
from vtaudit.rulebook.model.binding import Bind, Condition, Select, Who
from vtaudit.rulebook.model.norms import Both, Norm, NormSource, NormVersion, TitleGist
from vtaudit.rulebook.model.protocols import (
    Activity,
    CostOf,
    Duty,
    Flow,
    Need,
    PhaseName,
    Protocol,
    StateKind,
    Touch,
    Track,
)
from vtaudit.rulebook.model.rules import (
    Example,
    Expected,
    Extension,
    Part,
    Rule,
    RuleReading,
    Sentences,
    Suspension,
    Variant,
    With,
    Within,
)
from vtaudit.rulebook.model.words import Word, YesNo

SUBJECTS = (words, norms, protocols, binding, rules)
"""Its modules, in the order in which schemas tell their classes."""

__all__ = [
    "SUBJECTS",
    "Activity",
    "Bind",
    "Both",
    "Condition",
    "CostOf",
    "Duty",
    "Example",
    "Expected",
    "Extension",
    "Flow",
    "Need",
    "Norm",
    "NormSource",
    "NormVersion",
    "Part",
    "PhaseName",
    "Protocol",
    "Rule",
    "RuleReading",
    "Select",
    "Sentences",
    "StateKind",
    "Suspension",
    "TitleGist",
    "Touch",
    "Track",
    "Variant",
    "Who",
    "With",
    "Within",
    "Word",
    "YesNo",
]
