"""What differs between two audits, as text for a screen or a pipe, and as JSON.

Separate from the reports, which tell one audit.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from vtaudit.audit.difference import difference
from vtaudit.report.inert import for_json
from vtaudit.report.json import Teller
from vtaudit.report.parts.changes import sections
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/diff-v1"


def as_text(old: Audit, new: Audit, book: Rulebook, file: TextIO, lang: str = "nl") -> str:
    """Return what differs, as suits *file*."""
    from vtaudit.report.terminal import fitted, piece

    voices = Voice(old, book, lang), Voice(new, book, lang)
    told = sections(*voices, difference(old, new, book))
    return fitted(file, lambda width, color, plain: piece(
        voices[1], told, width=width, color=color, ascii_only=plain))  # fmt: skip


def as_json(old: Audit, new: Audit, book: Rulebook) -> str:
    """Return what differs as JSON, without sentences."""
    teller = Teller({})
    found = teller.plain(difference(old, new, book))
    assert isinstance(found, dict)
    sides = {side: {"case": a.case.id, "as_of": a.as_of.isoformat(), "sha256": a.case.sha256}
             for side, a in (("old", old), ("new", new))}  # fmt: skip
    whole = {"schema": SCHEMA, **sides, **found}
    return for_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"
