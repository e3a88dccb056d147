"""Opening the file of a store: as it is, made anew when it is damaged, and never somebody else's.

Separate from the store, which keeps what is in it. What a store holds is a memory of what can be
done again, so that a damaged one is no loss; any other file that a user named by mistake would be.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from vtaudit.batch.tables import TABLES
from vtaudit.errors import UsageError
from vtaudit.message import worded

VERSION = 4
MEMORY = ":memory:"
"""The name of a store that is forgotten."""
_OURS = 0x76746175
"""The application id in the head of our databases: `vtau`."""
_HEAD = b"SQLite format 3\0"
_ID_AT = slice(68, 72)


def cache() -> Path:
    """Return the folder for stores that nobody named; raises UsageError when there is no home."""
    from platformdirs import user_cache_path

    try:
        found = user_cache_path("vtaudit", appauthor=False)
    except RuntimeError:  # what pathlib says of a user whom the system does not know
        found = Path()
    if not found.is_absolute():
        raise UsageError(
            worded("you have no home folder, in which results are remembered: name the store, or "
                   "use --no-store")
        )  # fmt: skip
    return found


def opened(path: str, *, force: bool = False) -> sqlite3.Connection:
    """Return the database at *path*, made anew when it is damaged or of another version.

    Raises UsageError for a file that is no store, unless *force* is given, and OSError or
    sqlite3.Error where the system refuses.
    """
    if path != MEMORY:
        _check(Path(path), force=force)
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        db = _connected(path)
        if _fits(db):
            return db
        db.close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        pass
    if path != MEMORY:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(path + ending).unlink(missing_ok=True)
    return _made(path)


def _check(path: Path, *, force: bool) -> None:
    """Raise UsageError when *path* is a file of somebody else."""
    if force or not path.exists() or _is_ours(path):
        return
    raise UsageError(
        worded("{path} is there already and is no store of a batch; --force replaces it", path=path)
    )


def _is_ours(path: Path) -> bool:
    """Return whether *path* is a store, however damaged: nobody else writes in our folder."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(100)
    if not head or (head.startswith(_HEAD) and head[_ID_AT] == _OURS.to_bytes(4, "big")):
        return True
    with contextlib.suppress(UsageError):
        return path.resolve().parent == cache().resolve()
    return False


def _connected(path: str) -> sqlite3.Connection:
    """Open a database, with what goes for each connection."""
    if path != MEMORY and not Path(path).exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    db = sqlite3.connect(path)
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] != _OURS:
            db.execute(f"PRAGMA application_id = {_OURS}")  # before there is a log, so in its head
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _fits(db: sqlite3.Connection) -> bool:
    """Return whether the database holds our tables; raises DatabaseError for a damaged one."""
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            return False
        return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except BaseException:
        db.close()
        raise


def _made(path: str) -> sqlite3.Connection:
    db = _connected(path)
    try:
        db.executescript(f"BEGIN; {TABLES}; PRAGMA user_version = {VERSION}; COMMIT;")
    except BaseException:
        db.close()
        raise
    return db
