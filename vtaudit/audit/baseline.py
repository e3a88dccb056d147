"""Which findings are new since an earlier audit of the same case.

Separate because it changes no finding: it only says which of them somebody has seen before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.model import Baseline
from vtaudit.audit.selection import LEFT_OUT

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Finding


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier audit found."""

    case: str
    as_of: date
    rulebook: str
    findings: Mapping[str, str]
    """How certain each was, by the id of the finding."""


def compared(audit: Audit, earlier: Earlier) -> Audit:
    """Return *audit* with its findings compared, by id, with those of *earlier*.

    A finding that was undetermined and is established now is new: more is known than before. One
    that the case sets aside, or whose rule was not used this time, is not gone.
    """
    new = tuple(f.id for f in audit.findings if _new(f, earlier))
    now = {f.id for f in audit.findings} | {i for a in audit.accepted for i in a.findings}
    known = tuple(f.id for f in audit.findings if f.id not in set(new))
    skipped = {n.id for n in audit.not_audited if n.reason == LEFT_OUT}
    gone = tuple(
        i for i in earlier.findings if i not in now and i.rpartition("-")[0] not in skipped
    )
    return replace(audit, baseline=Baseline(earlier.as_of, earlier.rulebook, new, known, gone))


def _new(finding: Finding, earlier: Earlier) -> bool:
    before = earlier.findings.get(finding.id)
    return before is None or (before != "established" and finding.certainty == "established")
