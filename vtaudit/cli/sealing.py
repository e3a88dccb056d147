"""From what was asked to the seal of a report, and from a seal back to what was asked.

Separate from the commands: `audit` seals and `verify` opens, and both must mean the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.cli import selection, work
from vtaudit.errors import UsageError
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.cli.selection import Choice
    from vtaudit.dossier.case import Case
    from vtaudit.report.seal import Basis


def basis(
    result: Audit, case: Case, wanted: Choice, baseline: Path | None, *, names: bool
) -> Basis:
    """Return what a report of *result* rests on, with what was *wanted* of it."""
    from dataclasses import replace

    from vtaudit.report import seal

    return replace(
        seal.basis(result, seal.cited(case), wanted.rules),
        names=names,
        baseline=hash_of(baseline) if baseline is not None else "",
    )


def choice(sealed: Basis) -> Choice:
    """Return what was wanted of the rules when a report was *sealed*."""
    from vtaudit.audit.selection import Selection
    from vtaudit.cli.selection import Choice

    pairs = (text.partition("=") for text in sealed.lengths)
    rules = Selection(
        select=sealed.select,
        ignore=sealed.ignore,
        accepted=not sealed.not_accepted,
        lengths=tuple((name, length) for name, _, length in pairs),
    )
    return Choice(lang="", as_of=sealed.as_of, rules=rules, fail_on=None)


def audited(case: Case, sealed: Basis, baseline: Path | None) -> Audit:
    """Return the audit of *case* as it was asked for when a report was *sealed*.

    Raises UsageError when the rulebook no longer has what was asked for.
    """
    result = selection.compared(selection.audited(case, choice(sealed)), baseline)
    return work.named(result, case) if sealed.names else result


def hash_of(file: Path) -> str:
    """Return the SHA-256 of *file*; raises UsageError when it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be read: {reason}", path=file, reason=reason(error))
        ) from None
