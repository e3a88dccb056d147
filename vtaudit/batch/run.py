"""A batch: every case once, its outputs written as they come, and an index at the end.

A case that cannot be audited takes nothing with it: the others are done, and it is named. What was
done in an earlier run and has not changed is not done again; a run that was broken off goes on
where it stopped. The outputs do not depend on the number of workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.batch.remote import hash_at, is_address, mark
from vtaudit.batch.store import Output, Result, Store, key_of
from vtaudit.batch.task import ENDINGS, Options, Outcome, failed
from vtaudit.dossier.files import read_bounded, sha256_of
from vtaudit.dossier.reader import CASE_FILE
from vtaudit.message import worded
from vtaudit.report.files import make_folder, write
from vtaudit.report.index import index
from vtaudit.report.seal import hash_of
from vtaudit.version import VERSION
from vtaudit.yamlio import Limits

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

INDEX, OVERVIEW = "index.md", "overview.md"
TOGETHER = 50
"""Cases that are remembered in one go; a broken-off run does at most these again."""
Progress = Callable[[int], None]
"""Called with the number of cases that are done."""
Spread = Callable[[Iterable[str], Options], Iterator[tuple[str, Outcome]]]
"""Yields what became of each case, in their order."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch did."""

    audited: int
    unchanged: int
    """Of those, how many needed nothing."""
    failed: tuple[tuple[str, str], ...]
    """Cases that could not be audited, each with all that is wrong."""
    refused: tuple[Path, ...]
    """Files of somebody else that stood where an output belongs, and were left alone."""


def run(
    cases: Sequence[str],
    output: Path,
    book: Rulebook,
    store: Store,
    options: Options,
    spread: Spread,
    *,
    force: bool = False,
    progress: Progress = lambda _: None,
) -> Done:
    """Audit *cases* and write their outputs and `index.md` to the folder *output*.

    *cases* are paths or addresses, and *spread* brings them to those that audit them. A file
    that no batch wrote is replaced only with *force*. Raises UsageError when the folder cannot be
    used.
    """
    make_folder(output)
    batch = _Batch(output, store, options, book, force=force)
    keys = dict(batch.changed(cases))
    progress(batch.unchanged)
    for done, (path, outcome) in enumerate(spread(keys, options), 1):
        batch.finish(path, keys[path], outcome)
        if done % TOGETHER == 0:
            store.commit()
        progress(batch.unchanged + done)
    lost = tuple(store.failed())
    shown = ((Path(path).name, error.splitlines()[0]) for path, error in lost)
    ending = ENDINGS[options.formats[0]]
    lines = index(store.rows(), shown, book, options.lang, ending)
    batch.write(INDEX, "".join(f"{line}\n" for line in lines).encode())
    _tell(store, output, book)
    batch.overview(book)
    store.commit()
    return Done(len(cases) - len(lost), batch.unchanged, lost, tuple(batch.refused))


def _tell(store: Store, output: Path, book: Rulebook) -> None:
    """Remember of the run what its overview needs later."""
    store.note("output", str(output.resolve()))
    store.note("rulebook", book.version)
    store.note("sha256", book.sha256)


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
    }


class _Batch:
    """One run under way."""

    def __init__(
        self, output: Path, store: Store, options: Options, book: Rulebook, *, force: bool
    ) -> None:
        self.output, self.store, self.options, self.force = output, store, options, force
        self.asked = _asked(options, book)
        self.unchanged = 0
        self.refused: list[Path] = []
        self.taken: dict[str, str] = {Path(n).stem: n for n in (INDEX, OVERVIEW)}

    def changed(self, cases: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the cases for which something is to be done, with their keys."""
        for path in cases:
            key = self._key(path)
            known = self.store.known(path)
            if known is not None and known.key == key and self._whole(path, known):
                self.store.again(path)
                self.unchanged += 1
                if known.row is not None:
                    self.taken[known.row.id] = path
            else:
                yield path, key

    def finish(self, path: str, key: str, outcome: Outcome) -> None:
        """Write the outputs of a case and remember it."""
        error, outputs, row = outcome.error, [], outcome.row
        if row is not None and self.taken.setdefault(row.id, path) != path:
            same = worded("{path} has the same id `{id}`", path=self.taken[row.id], id=row.id)
            error, row = failed(same, self.options).error, None
        elif row is not None:
            outputs = [self.write(name, data) for name, data in outcome.outputs]
        kept = tuple(o for o in outputs if o is not None)
        complete = key if len(kept) == len(outputs) else ""
        figures = outcome.figures if row is not None else ()
        result = Result(complete, row, outcome.audited, outcome.cited, kept, error)
        self.store.keep(path, result, figures)

    def overview(self, book: Rulebook) -> None:
        """Write the overview, with the cases behind each of its numbers in a folder beside it."""
        from vtaudit.batch.counting import overview
        from vtaudit.batch.pages import lists, text
        from vtaudit.report.speech import Speech

        found, speech = overview(self.store.db), Speech(book, self.options.lang)
        if not found.cases:
            return
        page = self.output.resolve() / OVERVIEW
        self.write(OVERVIEW, text(found, speech, page).encode())
        for path, told in lists(self.store.db, found, speech, page):
            make_folder(path.parent)
            self.write(str(path.relative_to(page.parent)), told.encode())

    def write(self, name: str, data: bytes) -> Output | None:
        """Write an output unless somebody else's file stands there; return what was written."""
        file, digest = self.output / name, hashlib.sha256(data).hexdigest()
        if file.exists() and not self.force:
            there = sha256_of(file) or ""
            if there not in (digest, self.store.ours(file)):
                self.refused.append(file)
                return None
        write(file, data, force=True)
        self.store.wrote(file, digest)
        info = file.stat()
        return Output(name, digest, info.st_size, info.st_mtime_ns)

    def _key(self, case: str) -> str:
        try:
            return key_of(mark(case) if is_address(case) else _bytes(Path(case)), self.asked)
        except OSError:
            return ""

    def _whole(self, case: str, known: Result) -> bool:
        """Return whether the files that a case cites, and its outputs, are as they were."""
        if not known.key:
            return False
        if any(_hash(case, name) != digest for name, digest in known.cited):
            return False
        return all(self._same(o) for o in known.outputs)

    def _same(self, known: Output) -> bool:
        try:
            info = (self.output / known.name).stat()
        except OSError:
            return False
        return (info.st_size, info.st_mtime_ns) == (known.size, known.changed)


def _bytes(case: Path) -> bytes:
    return read_bounded(case / CASE_FILE if case.is_dir() else case, Limits().bytes + 1)


def _hash(case: str, name: str) -> str:
    """Return the hash of a file that a case cites; empty when it cannot be had."""
    if is_address(case):
        return hash_at(case, name)
    path = Path(case)
    return hash_of(path if path.is_dir() else path.parent, name)
