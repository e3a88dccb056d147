"""Reading a store without changing it: for overviews, analysts and other programs.

Separate from the store, which a batch fills: nothing that goes through here can write, also not
by a query that somebody typed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vtaudit.batch.opening import VERSION
from vtaudit.batch.store import default_store
from vtaudit.errors import UsageError
from vtaudit.message import Message, worded

_ALLOWED = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
)
_NO_STORE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB)
"""What SQLite says of a file without our tables, and of one that is no database."""
_REFUSED = ("load_extension", "readfile", "writefile", "fts3_tokenizer", "edit")
"""Functions of a database that reach outside it, where it has them."""


def store_of(place: Path) -> Path:
    """Return the store at *place*: the file itself, or that of the batch that wrote there.

    Raises UsageError where there is none.
    """
    found = default_store(place) if place.is_dir() else place
    if not found.is_file():
        raise UsageError(
            worded(
                "{path}: no batch wrote here; make findings first with `vtaudit batch`, or give "
                "its --store",
                path=place,
            )
        )
    return found


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the store at *path* for reading only; raises UsageError for any other file.

    The same is raised when it cannot be read, then or later.
    """
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        _check(db, path)
        db.set_authorizer(_authorised)
        yield db
    except sqlite3.Error as error:
        raise UsageError(_unreadable(path, error)) from None
    finally:
        db.close()


def about(db: sqlite3.Connection, name: str) -> str:
    """Return what was remembered of the newest run under *name*; empty when nothing was."""
    found = db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _check(db: sqlite3.Connection, path: Path) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute("SELECT count(*) FROM dossiers").fetchone()
    if version != VERSION:
        raise UsageError(
            worded("{path} is a store of another version; run the batch again", path=path)
        )


def _unreadable(path: Path, error: sqlite3.Error) -> Message:
    if error.sqlite_errorcode in _NO_STORE:
        return worded("{path} is no store of a batch: {reason}", path=path, reason=error)
    return worded(
        "the store {path} cannot be read: {reason}; try again, or run the batch again",
        path=path,
        reason=error,
    )


def _authorised(action: int, name: str | None, function: str | None, *_: str | None) -> int:
    """Return whether a query may do this: read, and nothing else."""
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and function in _REFUSED:
        return sqlite3.SQLITE_DENY
    del name
    return sqlite3.SQLITE_OK
