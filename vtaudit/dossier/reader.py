"""From a case file to a `Case`, or to everything that is wrong with it at once.

It looks for mistakes in one pass after another, and goes on past each with what could be read, so
that a user mends them all in one go.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from vtaudit.decode import decode
from vtaudit.dossier.case import Case
from vtaudit.dossier.chronology import Chronology, chronology
from vtaudit.dossier.files import read_bounded, why_outside
from vtaudit.dossier.ids import ids_in
from vtaudit.dossier.including import Whole, whole
from vtaudit.dossier.model import CaseFile
from vtaudit.dossier.moments import read_dates
from vtaudit.dossier.references import references
from vtaudit.errors import Code, InputError, Problem
from vtaudit.message import Message, reason, worded
from vtaudit.yamlio import Limits, Node, Parsed, limits_of, parse
from vtaudit.yamlio import Mapping as MappingNode

if TYPE_CHECKING:
    from vtaudit.dates.calendar import WorkingDays
    from vtaudit.dates.words import DateWords

Calendars: TypeAlias = "Callable[[str], WorkingDays]"
"""From a protocol to the working days where it holds, as `Rulebook.working_days` gives them."""
CASE_FILE = "case.yaml"
_MOST_PROBLEMS = 500
"""Problems that are told of one file."""
_HEADLESS = b"{format: 1, case: {id: x, title: x, protocol: x, audited: x}}"
"""Stands in for a head that cannot be read, while the rest of the file is looked at."""


def read_case(
    path: Path,
    vocabulary: Mapping[str, Collection[str]],
    words: DateWords,
    calendars: Calendars,
    limits: Limits | None = None,
) -> Case:
    """Return the case in the folder or file *path*.

    *vocabulary* holds the valid words of each kind, *words* what words of dates mean; *calendars*
    gives the working days in which a distance is counted. Raises InputError with every problem of
    the file.
    """
    file, data = case_bytes(path, limits or limits_of(os.environ))
    return case_of(file, data, vocabulary, words, calendars, limits)


def case_of(
    file: Path,
    data: bytes,
    vocabulary: Mapping[str, Collection[str]],
    words: DateWords,
    calendars: Calendars,
    limits: Limits | None = None,
) -> Case:
    """Return the case that *data* holds, as if it stood in *file*; see `read_case`."""
    found = whole(file, data, limits or limits_of(os.environ))
    parsed = found.parsed
    if parsed.root is None:
        raise InputError(None, (*parsed.problems, *parsed.located(found.problems)))
    decoded = decode(parsed.root, CaseFile, vocabulary)
    content = decoded.partial or _without_head(parsed.root)
    if content is None:
        raise _refusal(parsed, decoded.problems)
    ids = ids_in(parsed.root)
    told = read_dates(content, words, ids.of["event"])
    placed = chronology(content, told, calendars(content.case.protocol))
    head = None if decoded.partial is None else content.case
    problems = [*found.problems, *decoded.problems, *ids.problems, *told.problems]
    problems += references(content, ids, file.parent, head, vocabulary)
    if len(placed.whens) == len(content.events):  # with double ids the dates are not an event's own
        problems += placed.problems
    if problems:
        raise _refusal(parsed, problems)
    return _case(content, file, found, placed)


def _file_of(path: Path) -> Path:
    """Return the case file of *path*; raises OSError when that is a folder without its own."""
    if not path.is_dir():
        return path
    file = path / CASE_FILE
    if not file.exists():
        raise OSError(0, worded("this folder has no {case_file}", case_file=CASE_FILE))
    if why_outside(CASE_FILE, path) is not None:
        raise OSError(
            0, worded("{case_file} is a link that leads out of this folder", case_file=CASE_FILE)
        )
    return file


def case_bytes(path: Path, limits: Limits) -> tuple[Path, bytes]:
    """Return the case file of *path* and its bytes; raises InputError when it has none."""
    try:
        file = _file_of(path)
        return file, read_bounded(file, limits.bytes + 1)
    except OSError as error:
        raise _no_file(path, reason(error)) from None
    except ValueError:
        raise _no_file(path, worded("this is no name of a file")) from None


def _no_file(path: Path, message: Message) -> InputError:
    return InputError(None, (Problem(Code.NO_FILE, message, file=str(path)),))


def _refusal(parsed: Parsed, problems: Iterable[Problem]) -> InputError:
    """Return the error with *problems* in the order of the file, each once."""
    found = list(parsed.located(dict.fromkeys(problems)))
    if len(found) > _MOST_PROBLEMS:
        message = worded(
            "{number} mistakes more, further on in the file", number=len(found) - _MOST_PROBLEMS
        )
        last = found[_MOST_PROBLEMS]
        found[_MOST_PROBLEMS:] = [replace(last, code=Code.LIMIT, message=message)]
    return InputError(None, tuple(found))


def _without_head(root: Node) -> CaseFile | None:
    """Return what can be read of *root* beside its head, or None when it holds no keys at all."""
    stand_in = parse(_HEADLESS).root
    if not isinstance(root, MappingNode) or not isinstance(stand_in, MappingNode):
        return None
    heads = [key[0] for key, _ in stand_in.pairs]
    others = tuple(pair for pair in root.pairs if pair[0][0] not in heads)
    return decode(root._replace(pairs=(*stand_in.pairs, *others)), CaseFile).partial


def _case(content: CaseFile, file: Path, found: Whole, placed: Chronology) -> Case:
    names = [Path(name).relative_to(file.parent).as_posix() for _, name in found.parsed.parts]
    return Case(
        file=content,
        folder=file.parent,
        name=file.name,
        sha256=found.sha256,
        parts=tuple((n, name) for (n, _), name in zip(found.parsed.parts, names, strict=True)),
        events={str(e.id): e for e in content.events},
        people={str(p.id): p for p in content.people},
        bodies={str(b.id): b for b in content.bodies},
        documents={str(d.id): d for d in content.documents},
        complaints={str(c.id): c for c in content.complaints},
        promises={str(p.id): (e, p) for e in content.events for p in e.promises},
        moments=placed.whens,
        dates=placed.dates,
    )
