"""From a case file to a `Case`, or to everything that is wrong with it at once.

It looks for mistakes in one pass after another, and goes on past each as long as the next pass
still means something.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vtaudit.decode import decode
from vtaudit.dossier.case import Case
from vtaudit.dossier.model import CaseFile
from vtaudit.dossier.moments import Dates
from vtaudit.dossier.references import references
from vtaudit.errors import Code, InputError, Problem
from vtaudit.yamlio import Limits, Parsed, parse

if TYPE_CHECKING:
    from vtaudit.dates.words import DateWords

CASE_FILE = "case.yaml"

T = TypeVar("T")


def read_case(
    path: Path,
    vocabulary: Mapping[str, Collection[str]],
    words: DateWords,
    limits: Limits | None = None,
) -> Case:
    """Return the case in the folder or file *path*.

    *vocabulary* holds the valid words of each kind, *words* what words of dates mean. Raises
    InputError with every problem of the file.
    """
    file = path / CASE_FILE if path.is_dir() else path
    data = _bytes(path, file, limits or Limits())
    parsed = parse(data, str(file), limits)
    if parsed.root is None:
        raise InputError("", parsed.problems)
    decoded = decode(parsed.root, CaseFile, vocabulary)
    if decoded.partial is None:
        raise InputError("", parsed.located(decoded.problems))
    content = decoded.partial
    dates = Dates.of(content, words)
    problems = [*decoded.problems, *references(content, file.parent), *dates.problems]
    if not problems:
        problems += dates.resolve()
    _refuse(parsed, problems)
    return _case(content, file, data, dates)


def _refuse(parsed: Parsed, problems: Iterable[Problem]) -> None:
    found = parsed.located(dict.fromkeys(problems))
    if found:
        raise InputError("", found)


def _bytes(path: Path, file: Path, limits: Limits) -> bytes:
    """Return what is in *file*; raises InputError when it is no ordinary file that can be read."""
    try:
        kind = file.stat()
    except OSError as error:
        if path.is_dir():
            raise _no_file(path, f"this folder has no {CASE_FILE}") from None
        raise _no_file(file, error.strerror or "there is no such file") from None
    if not stat.S_ISREG(kind.st_mode):
        raise _no_file(file, "this is no ordinary file")
    try:
        with file.open("rb") as opened:
            return opened.read(limits.bytes + 1)
    except OSError as error:
        raise _no_file(file, error.strerror or "the file cannot be read") from None


def _no_file(path: Path, message: str) -> InputError:
    return InputError("", (Problem(Code.NO_FILE, message, file=str(path)),))


def _case(content: CaseFile, file: Path, data: bytes, dates: Dates) -> Case:
    return Case(
        file=content,
        folder=file.parent,
        name=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        events={str(e.id): e for e in content.events},
        people={str(p.id): p for p in content.people},
        bodies={str(b.id): b for b in content.bodies},
        documents={str(d.id): d for d in content.documents},
        complaints={str(c.id): c for c in content.complaints},
        promises={str(p.id): (e, p) for e in content.events for p in e.promises},
        moments=dates.whens,
        dates=dates.others,
    )
