"""What one worker does with one case: read it, audit it, and make its outputs as bytes.

Separate from the pool, which knows processes, and from the run, which writes: a task touches no
file but the case's own, and its result can travel between processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.audit.engine import audit
from vtaudit.dossier.files import opened
from vtaudit.dossier.reader import read_case
from vtaudit.errors import InputError, describe
from vtaudit.message import Message, told, worded
from vtaudit.report.catalogue import SOURCE, catalogue
from vtaudit.report.index import Row, row_of
from vtaudit.rulebook.load import shipped

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook

ENDINGS = {"markdown": ".md", "json": ".json"}
"""The ending of a file's name for each format that a batch writes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of every case alike."""

    formats: tuple[str, ...]
    lang: str
    as_of: date | None
    spoken: str = SOURCE
    """Language in which mistakes are told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One verdict of an audit, as the overview counts them."""

    kind: str
    """`term`, `finding` or `pairing`."""
    code: str
    """Rule, or norm for a pairing."""
    verdict: str
    low: int | None = None
    """For a term: calendar days to spare, least and most."""
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    row: Row | None
    """Its line in the index; None when it could not be audited."""
    outputs: tuple[tuple[str, bytes], ...] = ()
    """Name and content of each file."""
    cited: tuple[tuple[str, str], ...] = ()
    """The files it cites with their hashes, empty for one that is not there."""
    figures: tuple[Figure, ...] = ()
    body: str = ""
    """Kind of the audited body."""
    error: str = ""
    """All that is wrong with it, as text."""


def audit_one(path: str, options: Options) -> Outcome:
    """Return what becomes of the case at *path*; a case that is wrong is an outcome, no error."""
    book = _book()
    try:
        case = read_case(Path(path), book.vocabulary(), book.dates, calendar=book.calendar)
        result = audit(case, book, _day(case, options))
    except InputError as error:
        translate = catalogue(options.spoken).translations.gettext
        head = [told(error.message, translate)] if error.message else []
        lines = [*head, *(describe(p, translate) for p in error.problems)]
        return Outcome(None, error="\n".join(lines))
    name = str(case.file.case.id)
    return Outcome(
        row_of(result),
        tuple(
            (name + ENDINGS[f], _rendered(result, book, f, options.lang)) for f in options.formats
        ),
        tuple((f, file_hash(case.folder / f)) for d in case.file.documents if (f := d.file)),
        tuple(_figures(result)),
        str(case.bodies[str(case.file.case.audited)].kind),
    )


def failed(message: Message, options: Options) -> Outcome:
    """Return the outcome of a case that could not be audited because of *message*."""
    shown = worded("vtaudit: {message}", message=message)
    return Outcome(None, error=told(shown, catalogue(options.spoken).translations.gettext))


@cache
def _book() -> Rulebook:
    """Return the rulebook, which a worker reads once."""
    return shipped()


def _day(case: Case, options: Options) -> date:
    day = options.as_of or case.file.case.as_of
    if day is None:
        raise InputError(
            worded(
                "{path}: no peildatum: add `as_of:` to the case or give --as-of DATE",
                path=case.folder / case.name,
            )
        )
    return day


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file; empty when it cannot be read."""
    try:
        with opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _rendered(result: Audit, book: Rulebook, form: str, lang: str) -> bytes:
    if form == "json":
        from vtaudit.report.json import render as as_json

        return as_json(result, book).encode()
    from vtaudit.report.markdown import render as as_markdown

    return as_markdown(result, book, lang).encode()


def _figures(result: Audit) -> Sequence[Figure]:
    terms = [Figure("term", t.rule, t.status, *(t.slack or (None, None))) for t in result.terms]
    findings = [Figure("finding", f.code, f.certainty) for f in result.findings]
    pairings = [Figure("pairing", p.norm, p.verdict) for p in result.pairings]
    return [*terms, *findings, *pairings]
