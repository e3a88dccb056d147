"""What one worker does with one case: read it, audit it, and make its outputs as bytes.

Separate from the pool, which knows processes, and from the run, which writes: a task touches no
file but the case's own, and its result can travel between processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.audit.engine import tallied
from vtaudit.audit.selection import ALL, Selection, considered, marked, narrowed
from vtaudit.batch.figures import Figure, figures
from vtaudit.batch.parcel import Parcel, unpacked
from vtaudit.batch.remote import fetched, is_address
from vtaudit.dossier.reader import read_case
from vtaudit.errors import InputError, describe
from vtaudit.message import Message, told, worded
from vtaudit.report.catalogue import SOURCE, catalogue
from vtaudit.report.due import kept
from vtaudit.report.formats import FORMATS, Asked, as_bytes
from vtaudit.report.formats import told as told_in
from vtaudit.report.index import Row, row_of
from vtaudit.report.inert import for_filename
from vtaudit.report.leaks import Leak, Watch
from vtaudit.report.seal import basis, cited, hash_of
from vtaudit.rulebook.load import chosen

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.report.seal import Basis
    from vtaudit.rulebook.book import Rulebook

ENDINGS = {f.name: f.suffixes[0] for f in FORMATS.values()}
"""The ending of a file's name for each format that a batch writes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of every case alike."""

    formats: tuple[str, ...]
    lang: str
    as_of: date | None
    allow: bool = False
    """Whether outputs may hold what identifies somebody."""
    spoken: str = SOURCE
    """Language in which mistakes are told."""
    rulebook: str | None = None
    """A version or a folder; None is the rulebook that came with vtaudit."""
    rules: Selection = ALL
    """Which rules are used, at which lengths."""
    due: bool = False
    """Whether the terms that are not over are wanted."""


@dataclass(frozen=True, slots=True)
class Audited:
    """Whose conduct was looked at, and by which protocol."""

    body: str = ""
    """Kind of organisation."""
    organisation: str = ""
    """Its name; empty when the case gives none."""
    protocol: str = ""


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
    audited: Audited = Audited()
    due: str = ""
    """The terms that are not over, as `report.due` keeps them; empty when not asked for."""
    error: str = ""
    """All that is wrong with it, as text."""


def audit_one(case: str | Parcel, options: Options) -> Outcome:
    """Return what becomes of *case*: its path, its address, or all of it as it travelled.

    A case that is wrong is an outcome, no error.
    """
    if isinstance(case, str) and not is_address(case):
        return _audit(case, options)
    try:
        parcel = fetched(case) if isinstance(case, str) else case
    except InputError as error:
        return _wrong(error, options)
    with unpacked(parcel) as file:
        found = _audit(str(file), options)
        return replace(found, error=found.error.replace(f"{file.parent}{os.sep}", parcel.root))


def _audit(path: str, options: Options) -> Outcome:
    book, used = _books(options.rulebook, options.rules)
    try:
        case = read_case(Path(path), book.vocabulary(), book.dates, book.working_days)
        case = considered(case, options.rules)
        found, tally = tallied(case, used, _day(case, options))
        result = marked(found, book, used)
        rests = basis(result, cited(case), options.rules)
        outputs = tuple(_rendered(result, book, options, rests))
        pressing = kept(result, book) if options.due else ""
        _guard(case, (*outputs, ("deadlines", pressing.encode())), options)
    except (InputError, Leak) as error:
        return _wrong(error, options)
    return Outcome(
        row_of(result),
        outputs,
        tuple((f, hash_of(case.folder, f)) for f in _files(case)),
        tuple(figures(result, tally)),
        _audited(case),
        pressing,
    )


def _wrong(error: InputError | Leak, options: Options) -> Outcome:
    translate = catalogue(options.spoken).translations.gettext
    head = [told(error.message, translate)] if error.message else []
    lines = [*head, *(describe(p, translate) for p in error.problems)]
    return Outcome(None, error="\n".join(lines))


def _audited(case: Case) -> Audited:
    body = case.bodies[str(case.file.case.audited)]
    return Audited(str(body.kind), str(body.name or ""), str(case.file.case.protocol))


def _files(case: Case) -> Iterator[str]:
    """Yield the files beside the case file on which its audit rests."""
    yield from (name for _, name in case.parts[1:])
    yield from (str(d.file) for d in case.file.documents if d.file)


def failed(message: Message, options: Options) -> Outcome:
    """Return the outcome of a case that could not be audited because of *message*."""
    shown = worded("vtaudit: {message}", message=message)
    return Outcome(None, error=told(shown, catalogue(options.spoken).translations.gettext))


@cache
def _books(name: str | None, rules: Selection) -> tuple[Rulebook, Rulebook]:
    """Return the rulebook, which a worker reads once, and what *rules* leave of it."""
    book = chosen(name)
    return book, narrowed(book, rules)


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


def _rendered(
    result: Audit, book: Rulebook, options: Options, rests: Basis
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file; a format of several texts has a file for each."""
    stem = for_filename(result.case.id)
    forms = [FORMATS[name] for name in options.formats]
    texts = told_in(forms, result, book, Asked(options.lang, basis=rests))
    for form, parts in zip(forms, texts, strict=True):
        for part, text in parts.items():
            yield f"{stem}{f'-{part}' if part else ''}{ENDINGS[form.name]}", as_bytes(text)


def _guard(case: Case, outputs: Sequence[tuple[str, bytes]], options: Options) -> None:
    """Raise Leak when an output of *case*, or its line in the index, identifies somebody."""
    watch = Watch([case], allowed=options.allow)
    for name, data in (*outputs, ("index.md", str(case.file.case.title).encode())):
        watch.check(data, name)
