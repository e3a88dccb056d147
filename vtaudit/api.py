"""The public Python API: load a case, audit it. The command line does the same.

The rooms are imported when they are needed: checking a file does not load the audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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


_USED: ContextVar[str | None] = ContextVar("rulebook", default=None)


def rulebook(name: str | None = None) -> Rulebook:
    """Return the rulebook *name*: a version of vtaudit's own, or the folder of another.

    Without a name it is the one that `using` set, and else the one that came with vtaudit. Raises
    UsageError when there is none, and RulebookError with everything wrong in its files.
    """
    return _rulebook(name or _USED.get())


@cache
def _rulebook(name: str | None) -> Rulebook:
    from vtaudit.rulebook.load import chosen

    return chosen(name)


def chosen() -> str | None:
    """Return the name that `using` set."""
    return _USED.get()


@contextmanager
def using(name: str | None) -> Iterator[None]:
    """Use the rulebook *name* inside, wherever none is named."""
    token = _USED.set(name)
    try:
        yield
    finally:
        _USED.reset(token)


@contextmanager
def pinned(path: Path) -> Iterator[None]:
    """Use inside, where none is named, the earlier version that the case at *path* is pinned to.

    One that is not to be had changes nothing: the audit tells of it.
    """
    from vtaudit.dossier.pin import pin
    from vtaudit.rulebook.load import VERSION, versions

    earlier = [v for v in versions() if v != VERSION]
    with using(chosen() or (pin(path, earlier) if earlier else None)):
        yield


def load_case(path: str | Path) -> Case:
    """Return the case in a folder or file; raises InputError with all that is wrong with it."""
    from vtaudit.dossier.reader import read_case

    book = rulebook()
    return read_case(Path(path), book.vocabulary(), book.dates, book.working_days)


def check_case(file: Path, data: bytes) -> None:
    """Check *data* as the content of *file*; raises InputError with everything wrong in it."""
    from vtaudit.dossier.reader import case_of

    book = rulebook()
    case_of(file, data, book.vocabulary(), book.dates, book.working_days)


def audit(case: Case, as_of: date | None = None, *, book: Rulebook | None = None) -> Audit:
    """Return what follows from *case* on the peildatum *as_of*, or else on the case's own.

    *book* is the rulebook to use, and else that of `rulebook`.

    Raises InputError when neither is known: never today in silence.
    """
    from vtaudit.audit.engine import audit as audited

    day = as_of or case.file.case.as_of
    if day is None:
        raise InputError(
            worded(
                "{path}: no peildatum: add `as_of:` to the case or give --as-of DATE",
                path=case.folder / case.name,
            )
        )
    return audited(case, book or rulebook(), day)
