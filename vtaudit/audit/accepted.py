"""Findings that the investigator has looked at and set aside, with what came of each entry.

Separate because an entry that matches nothing, or is past its day, must be told too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.facts import Facts
from vtaudit.audit.model import AcceptedFinding, Finding, Where

if TYPE_CHECKING:
    from vtaudit.dossier.model import Accepted


def accepted(
    facts: Facts, findings: Iterable[Finding], as_of: date
) -> tuple[tuple[AcceptedFinding, ...], tuple[Finding, ...]]:
    """Return what came of each entry of `accepted`, and the findings that remain."""
    listed = tuple(findings)
    entries = []
    aside: set[str] = set()
    for entry in facts.case.file.accepted:
        expired = entry.until is not None and entry.until < as_of
        matched = tuple(f.id for f in listed if _matches(entry, f))
        if not expired:
            aside.update(matched)
        entries.append(
            AcceptedFinding(
                rule=entry.rule,
                reason=entry.reason,
                until=entry.until,
                findings=() if expired else matched,
                state="expired" if expired else "used" if matched else "unused",
                where=Where(*facts.case.place(entry.span)),
            )
        )
    return tuple(entries), tuple(f for f in listed if f.id not in aside)


def _matches(entry: Accepted, finding: Finding) -> bool:
    return (
        entry.rule in (finding.code, finding.name)
        and (not entry.events or set(entry.events) <= set(finding.events))
        and (entry.person is None or entry.person == finding.person)
    )
