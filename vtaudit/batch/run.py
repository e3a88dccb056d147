"""A batch: every case once, its outputs written as they come, and an index at the end.

A case that cannot be audited takes nothing with it: the others are done, and it is named. What was
done in an earlier run and has not changed is not done again. The outputs do not depend on the
number of workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.batch.rounds import Progress, Round, Spread, silent
from vtaudit.batch.store import Output, Result, Store
from vtaudit.batch.task import ENDINGS, Options, Outcome, failed
from vtaudit.dossier.files import sha256_of
from vtaudit.message import worded
from vtaudit.report.files import make_folder, write_all
from vtaudit.report.index import index

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

INDEX, OVERVIEW, PAGE = "index.md", "overview.md", "overview.html"


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
    progress: Progress = silent,
) -> Done:
    """Audit *cases* and write their outputs and `index.md` to the folder *output*.

    *cases* are paths or addresses, and *spread* brings them to those that audit them. A file that
    no batch wrote is replaced only with *force*. Raises UsageError when the folder cannot be used.
    """
    make_folder(output)
    batch = _Batch(output, store, options, book, force=force)
    lost = batch.make(cases, spread, progress)
    shown = ((Path(path).name, error.splitlines()[0]) for path, error in lost)
    ending = ENDINGS[options.formats[0]]
    lines = index(store.rows(), shown, book, options.lang, ending)
    batch.write({INDEX: "".join(f"{line}\n" for line in lines).encode()})
    _tell(store, output, book)
    batch.overview(book)
    store.commit()
    return Done(len(cases) - len(lost), batch.unchanged, lost, tuple(batch.refused))


def _tell(store: Store, output: Path, book: Rulebook) -> None:
    """Remember of the run what its overview needs later."""
    store.note("output", str(output.resolve()))
    store.note("rulebook", book.version)
    store.note("sha256", book.sha256)


class _Batch(Round):
    """A round that writes the outputs of each case, and an overview of all."""

    def __init__(
        self, output: Path, store: Store, options: Options, book: Rulebook, *, force: bool
    ) -> None:
        super().__init__(store, options, book)
        self.output, self.force = output, force
        self.refused: list[Path] = []
        self.taken: dict[str, str] = {Path(n).stem: n for n in (INDEX, OVERVIEW)}

    def finished(self, path: str, key: str, outcome: Outcome) -> Result:
        """Write the outputs of a case, and return what is to be remembered of it."""
        row = outcome.row
        if row is None:
            return super().finished(path, key, outcome)
        if self.taken.setdefault(row.id, path) != path:
            same = worded("{path} has the same id `{id}`", path=self.taken[row.id], id=row.id)
            error = failed(same, self.options).error
            return replace(super().finished(path, key, outcome), row=None, error=error)
        outputs = self.write(dict(outcome.outputs))
        complete = key if len(outputs) == len(outcome.outputs) else ""
        return replace(super().finished(path, complete, outcome), outputs=outputs)

    def stands(self, path: str, known: Result) -> bool:
        """Return whether the outputs of an unchanged case are as they were written."""
        found = all(self._same(o) for o in known.outputs)
        if found and known.row is not None:
            self.taken[known.row.id] = path
        return found

    def overview(self, book: Rulebook) -> None:
        """Write the overview, with the cases behind each of its numbers in a folder beside it.

        Whoever asks for pages of the cases gets the overview as a page too.
        """
        from vtaudit.batch.counting import overview
        from vtaudit.batch.pages import lists, text
        from vtaudit.report.speech import Speech

        found, speech = overview(self.store.db), Speech(book, self.options.lang)
        if not found.cases:
            return
        for name in (OVERVIEW, PAGE) if "html" in self.options.formats else (OVERVIEW,):
            page = self.output.resolve() / name
            beside = {
                path: told.encode() for path, told in lists(self.store.db, found, speech, page)
            }
            for folder in {path.parent for path in beside}:
                make_folder(folder)
            self.write({str(path.relative_to(page.parent)): data for path, data in beside.items()})
            self.write({name: text(found, speech, page).encode()})

    def write(self, outputs: Mapping[str, bytes]) -> tuple[Output, ...]:
        """Write outputs but where somebody else's file stands; return those that were written."""
        files = {self.output / name: (name, data) for name, data in outputs.items()}
        digests = {file: hashlib.sha256(data).hexdigest() for file, (_, data) in files.items()}
        theirs = [file for file, digest in digests.items() if self._theirs(file, digest)]
        self.refused += theirs
        for file in theirs:
            del files[file]
        self.store.writes({file: digests[file] for file in files})
        write_all({file: data for file, (_, data) in files.items()}, force=True)
        for file in files:
            self.store.wrote(file, digests[file])
        return tuple(_written(name, file, digests[file]) for file, (name, _) in files.items())

    def _theirs(self, file: Path, digest: str) -> bool:
        """Return whether somebody else's file stands where the one with *digest* belongs."""
        if self.force or not file.exists():
            return False
        there = sha256_of(file) or ""
        return there != digest and there not in self.store.ours(file)

    def _same(self, known: Output) -> bool:
        try:
            info = (self.output / known.name).stat()
        except OSError:
            return False
        return (info.st_size, info.st_mtime_ns) == (known.size, known.changed)


def _written(name: str, file: Path, digest: str) -> Output:
    info = file.stat()
    return Output(name, digest, info.st_size, info.st_mtime_ns)
