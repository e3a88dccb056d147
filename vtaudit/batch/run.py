"""A batch: every case under some folders, one findings file each, and an index.

A case that cannot be audited takes nothing with it: the others are done, and it is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.audit.engine import audit
from vtaudit.dossier.reader import read_case
from vtaudit.errors import InputError, UsageError
from vtaudit.report.files import write
from vtaudit.report.index import index
from vtaudit.report.markdown import render

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook

CASE_FILE = "case.yaml"


@dataclass(frozen=True, slots=True)
class Failed:
    """A case that could not be audited."""

    path: Path
    error: InputError


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch wrote, and what it could not do."""

    written: tuple[Path, ...]
    failed: tuple[Failed, ...]


def find_cases(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return every case folder under *folders*, in order; a file given by name counts as a case.

    Raises InputError when there is none: no input is never a success.
    """
    found: dict[Path, Path] = {}
    for folder in folders:
        if folder.is_file():
            found.setdefault(folder.resolve(), folder)
        for path in sorted(folder.rglob(CASE_FILE)) if folder.is_dir() else ():
            found.setdefault(path.parent.resolve(), path.parent)
    if not found:
        names = ", ".join(str(f) for f in folders)
        raise InputError(f"no case found in {names}: a case is a folder with a {CASE_FILE}")
    return tuple(found.values())


def run(
    cases: Iterable[Path],
    output: Path,
    book: Rulebook,
    *,
    lang: str = "nl",
    as_of: date | None = None,
    force: bool = False,
) -> Done:
    """Audit *cases* and write a markdown file for each, and `index.md`, to the folder *output*.

    Raises UsageError when a file is there already and *force* is not given, before any is written,
    and when two cases have the same id.
    """
    audits: list[Audit] = []
    failed: list[Failed] = []
    for path in cases:
        try:
            audits.append(_audited(path, book, as_of))
        except InputError as error:
            failed.append(Failed(path, error))
    texts = {output / f"{a.case.id}.md": render(a, book, lang) for a in audits}
    if len(texts) < len(audits):
        raise UsageError("two cases have the same id, and would be written to one file")
    listed = tuple((f.path.name, len(f.error.problems)) for f in failed)
    texts[output / "index.md"] = index(tuple(audits), listed, book, lang)
    _write_all(texts, output, force=force)
    return Done(tuple(p for p in texts if p.name != "index.md"), tuple(failed))


def _audited(path: Path, book: Rulebook, as_of: date | None) -> Audit:
    case = read_case(path, book.vocabulary(), book.dates)
    day = as_of or case.file.case.as_of
    if day is None:
        raise InputError(f"{path}: no peildatum: add `as_of:` to the case or give --as-of DATE")
    return audit(case, book, day)


def _write_all(texts: dict[Path, str], output: Path, *, force: bool) -> None:
    there = [p for p in texts if p.exists()]
    if there and not force:
        raise UsageError(f"{there[0]} is there already; --force replaces it")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{output} cannot be made: {error.strerror or error}") from None
    for path, text in texts.items():
        write(path, text.encode("utf-8"), force=force)
