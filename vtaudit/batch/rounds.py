"""A round over many cases: what changed since the last one is audited, the rest is remembered.

Separate from the batch, which also writes files: a list of deadlines makes the same round and
writes none. A round that was broken off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.batch.remote import hash_at, is_address, mark
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
Spread = Callable[[Iterable[str], Options], Iterator[tuple[str, Outcome]]]
"""Brings cases to those that audit them, and yields what became of each, in their order."""


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
        self, cases: Sequence[str], spread: Spread, progress: Progress
    ) -> tuple[tuple[str, str], ...]:
        """Audit what changed, and return the cases that could not be, each with what is wrong.

        *cases* are paths or addresses.
        """
        keys = dict(self._changed(cases))
        progress(self.unchanged)
        for done, (path, outcome) in enumerate(spread(keys, self.options), 1):
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

    def _changed(self, cases: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the cases for which something is to be done, with their keys."""
        for path in cases:
            key, known = self._key(path), self.store.known(path)
            if (
                known is not None
                and key
                and known.key == key
                and _as_cited(path, known)
                and self.stands(path, known)
            ):
                self.store.again(path)
                self.unchanged += 1
            else:
                yield path, key

    def _key(self, case: str) -> str:
        try:
            return key_of(mark(case) if is_address(case) else _bytes(Path(case)), self.asked)
        except OSError:
            return ""


def _bytes(case: Path) -> bytes:
    return read_bounded(case / CASE_FILE if case.is_dir() else case, Limits().bytes + 1)


def _as_cited(case: str, known: Result) -> bool:
    """Return whether the files that a case cites are as they were."""
    return all(_hash(case, name) == digest for name, digest in known.cited)


def _hash(case: str, name: str) -> str:
    """Return the hash of a file that a case cites; empty when it cannot be had."""
    if is_address(case):
        return hash_at(case, name)
    path = Path(case)
    return hash_of(path if path.is_dir() else path.parent, name)


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
