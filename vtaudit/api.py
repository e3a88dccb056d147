"""The public Python API: load a case, audit it. The command line does the same.

The rooms are imported when they are needed: checking a file does not load the audit.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.errors import InputError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook


@cache
def rulebook() -> Rulebook:
    """Return the rulebook that came with vtaudit."""
    from vtaudit.rulebook.load import shipped

    return shipped()


def load_case(path: str | Path) -> Case:
    """Return the case in a folder or file; raises InputError with all that is wrong with it."""
    from vtaudit.dossier.reader import read_case

    book = rulebook()
    return read_case(Path(path), book.vocabulary(), book.dates, calendar=book.calendar)


def check_case(file: Path, data: bytes) -> None:
    """Check *data* as the content of *file*; raises InputError with everything wrong in it."""
    from vtaudit.dossier.reader import case_of

    book = rulebook()
    case_of(file, data, book.vocabulary(), book.dates)


def audit(case: Case, as_of: date | None = None, *, book: Rulebook | None = None) -> Audit:
    """Return what follows from *case* on the peildatum *as_of*, or else on the case's own.

    *book* is the rulebook to use, and else the one that came with vtaudit.

    Raises InputError when neither is known: never today in silence.
    """
    from vtaudit.audit.engine import audit as audited

    day = as_of or case.file.case.as_of
    if day is None:
        raise InputError(
            worded(
                "{path}: no peildatum: add `as_of:` to the case or give --as-of DATE",
                path=case.name,
            )
        )
    return audited(case, book or rulebook(), day)
