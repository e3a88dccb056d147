"""What a batch remembers: results by the hash of all that went into them, in one SQLite file.

Separate from the run, which decides; this only keeps. The file lies in the user's cache folder and
never on a share, can be thrown away at any time, and is made anew when it is damaged or of another
version (see `opening`). One transaction holds what was finished together.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self

from vtaudit.batch.figures import Figure
from vtaudit.batch.opening import cache, opened
from vtaudit.batch.task import Audited
from vtaudit.errors import UsageError
from vtaudit.message import reason, worded
from vtaudit.report.index import Row

if TYPE_CHECKING:
    from types import TracebackType

_KEEP = """
INSERT INTO cases
  (path, key, run, id, row, body, organisation, protocol, cited, outputs, due, error)
  VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (path) DO UPDATE SET
  key = excluded.key, run = excluded.run, id = excluded.id, row = excluded.row,
  body = excluded.body, organisation = excluded.organisation, protocol = excluded.protocol,
  cited = excluded.cited, outputs = excluded.outputs, due = excluded.due,
  error = excluded.error
RETURNING number
"""
_values = attrgetter(*Figure.__slots__)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that a batch wrote."""

    name: str
    sha256: str
    size: int
    changed: int
    """When it was last changed, in nanoseconds, as the file system tells."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a store remembers of a case."""

    key: str
    row: Row | None
    audited: Audited
    cited: tuple[tuple[str, str], ...]
    outputs: tuple[Output, ...]
    due: str
    error: str


def default_store(*places: Path, kind: str = "") -> Path:
    """Return where the store lies of a batch that writes to one of *places*.

    Of what is no batch but looks at the cases in *places*, *kind* says what it is. Raises
    UsageError when the user has no home folder.
    """
    asked = [*([kind] if kind else []), *(str(p.resolve()) for p in places)]
    name = hashlib.sha256("\0".join(asked).encode()).hexdigest()[:16]
    return cache() / f"{name}.sqlite"


class Store:
    """The results of earlier runs; use it as a context."""

    def __init__(self, path: Path | str, *, force: bool = False) -> None:
        """Open the store at *path*, or make it; raises UsageError where that cannot be.

        A file there that is no store is replaced only with *force*.
        """
        self.path = str(path)
        try:
            self.db = opened(self.path, force=force)
            last = self.db.execute("SELECT coalesce(max(run), 0) FROM cases").fetchone()[0]
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from None
        self.run = 1 + int(last)

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Keep what is finished, also when the run is broken off.

        Raises UsageError when that is because the store could not be read or written.
        """
        with contextlib.suppress(sqlite3.Error):
            self.db.commit()
        with contextlib.suppress(sqlite3.Error):
            self.db.close()
        if isinstance(error, sqlite3.Error):
            raise self._unusable(error) from None

    def _unusable(self, error: OSError | sqlite3.Error) -> UsageError:
        """Return what a user is told of *error*; what was done is done again without harm."""
        why = reason(error) if isinstance(error, OSError) else error
        return UsageError(
            worded(
                "the store {path} cannot be used: {reason}; mend that and run again, or go on "
                "with --no-store",
                path=self.path,
                reason=why,
            )
        )

    def commit(self) -> None:
        """Make what was remembered so far last."""
        self.db.commit()

    def known(self, path: str) -> Result | None:
        """Return what is remembered of the case at *path*."""
        found = self.db.execute(
            "SELECT key, row, body, organisation, protocol, cited, outputs, due, error"
            " FROM cases WHERE path = ?",
            (path,),
        ).fetchone()
        if found is None:
            return None
        key, row, body, organisation, protocol, cited, outputs, due, error = found
        return Result(
            key,
            Row(*json.loads(row)) if row else None,
            Audited(body, organisation, protocol),
            tuple((a, b) for a, b in json.loads(cited)),
            tuple(Output(*o) for o in json.loads(outputs)),
            due,
            error,
        )

    def keep(self, path: str, result: Result, figures: tuple[Figure, ...]) -> None:
        """Remember *result* for the case at *path*, and that it belongs to this run."""
        row = json.dumps(astuple(result.row)) if result.row else None
        values = (
            path,
            result.key,
            self.run,
            result.row.id if result.row else None,
            row,
            *astuple(result.audited),
            json.dumps(result.cited),
            json.dumps([astuple(o) for o in result.outputs]),
            result.due,
            result.error,
        )
        number = self.db.execute(_KEEP, values).fetchone()[0]
        self.db.execute("DELETE FROM figures WHERE number = ?", (number,))
        rows = ((number, *_values(f)) for f in figures)
        self.db.executemany("INSERT INTO figures VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def again(self, path: str) -> None:
        """Remember that the case at *path* belongs to this run too, unchanged."""
        self.db.execute("UPDATE cases SET run = ? WHERE path = ?", (self.run, path))

    def writes(self, files: Mapping[Path, str]) -> None:
        """Remember at once that *files* will be ours, with their hashes, beside what they were.

        A run that is killed then leaves nothing that the next one would take for somebody's.
        """
        rows = [(str(file.resolve()), sha256) for file, sha256 in files.items()]
        new = self.db.executemany("INSERT OR IGNORE INTO written VALUES (?,?)", rows)
        if new.rowcount:
            self.commit()

    def wrote(self, file: Path, sha256: str) -> None:
        """Remember that *file* is ours, and what it was before no longer."""
        self.db.execute("DELETE FROM written WHERE file = ? AND sha256 != ?",
                        (str(file.resolve()), sha256))  # fmt: skip

    def ours(self, file: Path) -> frozenset[str]:
        """Return each hash that *file* has when it is as we wrote it."""
        found = self.db.execute("SELECT sha256 FROM written WHERE file = ?", (str(file.resolve()),))
        return frozenset(str(digest) for (digest,) in found)

    def note(self, name: str, value: str) -> None:
        """Remember something about the newest run."""
        self.db.execute("REPLACE INTO about VALUES (?,?)", (name, value))

    def rows(self) -> Iterator[Row]:
        """Yield the audited cases of this run by their ids."""
        query = "SELECT row FROM cases WHERE run = ? AND row IS NOT NULL ORDER BY id, path"
        for (row,) in self.db.execute(query, (self.run,)):
            yield Row(*json.loads(row))

    def due(self) -> Iterator[str]:
        """Yield the terms that are not over of each case of this run, by its path."""
        query = "SELECT due FROM cases WHERE run = ? AND due != '' ORDER BY path"
        for (due,) in self.db.execute(query, (self.run,)):
            yield due

    def failed(self) -> Iterator[tuple[str, str]]:
        """Yield the cases of this run that could not be audited, with what is wrong."""
        query = "SELECT path, error FROM cases WHERE run = ? AND error != '' ORDER BY path"
        yield from self.db.execute(query, (self.run,))


def key_of(data: bytes, asked: Mapping[str, object]) -> str:
    """Return the hash of a case file's bytes and of all that is *asked* of it."""
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode())
    digest.update(b"\0")
    digest.update(data)
    return digest.hexdigest()
