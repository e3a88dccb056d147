"""A round over many cases: what changed since the last one is audited, the rest is remembered.

Separate from the batch, which also writes files: a list of deadlines makes the same round and
writes none. A round that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.batch.pool import Workers, outcomes
from vtaudit.batch.store import Result, Store, key_of
from vtaudit.batch.task import Options, Outcome
from vtaudit.dossier.files import read_bounded
from vtaudit.dossier.reader import CASE_FILE
from vtaudit.report.seal import hash_of
from vtaudit.version import VERSION
from vtaudit.yamlio import Limits

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

TOGETHER = 50
"""Cases that are remembered in one go; a broken-off round does at most these again."""
Progress = Callable[[int], None]
"""Called with the number of cases that are done."""


def silent(done: int) -> None:
    """Tell nobody how far it is."""
    del done


class Round:
    """One round under way: each case once, in order."""

    def __init__(self, store: Store, options: Options, book: Rulebook) -> None:
        """Ask the same of every case; what is remembered in *store* is not asked again."""
        self.store, self.options = store, options
        self.asked = _asked(options, book)
        self.unchanged = 0

    def make(
        self, cases: Sequence[Path], workers: Workers, progress: Progress
    ) -> tuple[tuple[str, str], ...]:
        """Audit what changed, and return the cases that could not be, each with what is wrong."""
        keys = {str(p): k for p, k in self._changed(cases)}
        progress(self.unchanged)
        for done, (path, outcome) in enumerate(outcomes(keys, self.options, workers), 1):
            result = self.finished(path, keys[path], outcome)
            self.store.keep(path, result, outcome.figures if result.row is not None else ())
            if done % TOGETHER == 0:
                self.store.commit()
            progress(self.unchanged + done)
        self.store.commit()
        return tuple(self.store.failed())

    def finished(self, path: str, key: str, outcome: Outcome) -> Result:
        """Return what is to be remembered of the case at *path*, all of whose work is done."""
        del path
        return Result(key, outcome.row, outcome.audited, outcome.cited, (), outcome.due,
                      outcome.error)  # fmt: skip

    def stands(self, path: str, known: Result) -> bool:
        """Return whether what was made of an unchanged case is still as it was."""
        del path, known
        return True

    def _changed(self, cases: Sequence[Path]) -> Iterator[tuple[Path, str]]:
        """Yield the cases for which something is to be done, with their keys."""
        for path in cases:
            key, known = self._key(path), self.store.known(str(path))
            if (
                known is not None
                and key
                and known.key == key
                and _as_cited(path, known)
                and self.stands(str(path), known)
            ):
                self.store.again(str(path))
                self.unchanged += 1
            else:
                yield path, key

    def _key(self, path: Path) -> str:
        file = path / CASE_FILE if path.is_dir() else path
        try:
            return key_of(read_bounded(file, Limits().bytes + 1), self.asked)
        except OSError:
            return ""


def _as_cited(path: Path, known: Result) -> bool:
    """Return whether the files that a case cites are as they were."""
    folder = path if path.is_dir() else path.parent
    return all(hash_of(folder, name) == digest for name, digest in known.cited)


def _asked(options: Options, book: Rulebook) -> dict[str, object]:
    return {
        "vtaudit": VERSION,
        "rulebook": book.sha256,
        "formats": options.formats,
        "lang": options.lang,
        "as_of": options.as_of,
        "allow": options.allow,
        "spoken": options.spoken,
        "rules": options.rules,
        "due": options.due,
    }
