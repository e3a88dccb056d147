"""The command `verify`: whether a report still follows from the files, and what changed if not.

Separate because it decides nothing anew: it makes the report again, as its seal says that it was
asked for, and compares bytes. Hashes only explain a difference; they never excuse one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import sealing, work
from vtaudit.cli.faults import reported, say
from vtaudit.cli.options import Case, Language, Spoken
from vtaudit.cli.selection import BaselineFile
from vtaudit.errors import ExitStatus, InputError, UsageError
from vtaudit.message import Message, reason, worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case as Read
    from vtaudit.report.formats import Asked, Format
    from vtaudit.report.seal import Basis


@reported
def verify(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", show_default=False, help="A report as written.")
    ],
    case: Case,
    baseline: BaselineFile = None,
    lang: Spoken = Language.EN,
) -> None:  # fmt: skip
    """Say whether a report still follows from the case, and what changed if not.

    The report is made again from the files, as it was asked for, and compared byte by byte. The
    exit status is 0 when it follows and 1 when not. A report in any format that `audit` or `batch`
    wrote to a file can be verified; one that was compared with an earlier report needs --baseline.

    Example:

      vtaudit verify zaak.json cases/mijn-zaak
    """
    del lang  # it is spoken already
    data = _bytes(report)
    sealed = tuple(_sealed(data, str(report)))
    read = work.load(case)
    differs: tuple[Message, ...] = ()
    for one in sealed:
        made = _made(read, one, baseline)
        if isinstance(made, _Made) and data in made.texts:
            say(worded("{report} follows from {case}", report=report, case=case))
            return
        differs = differs or tuple(_why(data, read, one, made))
    say(worded("{report} does not follow from {case}:", report=report, case=case))
    for line in differs:
        say(line)
    raise typer.Exit(ExitStatus.FAILED_ON)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What a seal says."""

    text: str
    basis: Basis
    form: Format
    asked: Asked


@dataclass(frozen=True, slots=True)
class _Made:
    """A report made again."""

    audit: Audit
    basis: Basis
    texts: tuple[bytes, ...]


def _bytes(report: Path) -> bytes:
    try:
        return report.read_bytes()
    except OSError as error:
        raise InputError(
            worded("{path}: cannot be read: {reason}", path=report, reason=reason(error))
        ) from None


def _sealed(data: bytes, name: str) -> Iterator[_Sealed]:
    """Yield every seal in a report that says something; raises InputError when there is none."""
    from vtaudit.report.formats import asked_again
    from vtaudit.report.seal import found, opened

    some = False
    for text in found(data):
        try:
            basis, how = opened(text)
            form, asked = asked_again(how)
        except (ValueError, KeyError):
            continue
        some = True
        yield _Sealed(text, basis, form, asked)
    if not some:
        raise InputError(
            worded("{path}: no seal of vtaudit stands in it, or a damaged one, so that nobody can "
                   "tell how it was made; write reports with --output", path=name)
        )  # fmt: skip


def _made(case: Read, one: _Sealed, baseline: Path | None) -> _Made | Message:
    """Return the report made again as *one* says, or why it cannot be made."""
    if one.basis.baseline and baseline is None:
        raise UsageError(
            worded("this report was compared with an earlier one: name that with --baseline")
        )
    try:
        audit = sealing.audited(case, one.basis, baseline if one.basis.baseline else None)
        basis = sealing.basis(audit, case, sealing.choice(one.basis),
                              baseline if one.basis.baseline else None,
                              names=one.basis.names)  # fmt: skip
        return _Made(audit, basis, _texts(audit, one, basis))
    except UsageError as error:
        return error.message or worded("{words}", words=error)


def _texts(audit: Audit, one: _Sealed, basis: Basis) -> tuple[bytes, ...]:
    """Return what a report can be: each text of its format, and all as the screen has them."""
    from vtaudit.report.formats import as_bytes, told

    asked = replace(one.asked, basis=basis)
    made = tuple(map(as_bytes, told([one.form], audit, work.rulebook(), asked)[0].values()))
    return tuple(dict.fromkeys((*made, b"\r\n".join(made))))


def _why(data: bytes, case: Read, one: _Sealed, made: _Made | Message) -> Iterator[Message]:
    """Yield what differs: first what the report rests on, then what it says."""
    if isinstance(made, Message):
        yield worded("it can no longer be made: {message}", message=made)
        return
    changed = tuple(_changed(case, one.basis, made.basis))
    yield from changed
    place = _first(data, made.texts)
    if not changed:
        yield worded("all that it rests on is as it was: the report itself was changed, first in "
                     "line {line}", line=place)  # fmt: skip
    elif data in _texts(_as_sealed(made.audit, one.basis), one, one.basis):
        yield worded("what it says is still what follows: only what it rests on has changed")
    else:
        yield worded("what follows now is something else than it says, first in line {line}; "
                     "whether the report itself was changed cannot be told",
                     line=place)  # fmt: skip


def _changed(case: Read, was: Basis, now: Basis) -> Iterator[Message]:
    """Yield each thing that a report rests on and that is no longer as it was."""
    if was.vtaudit != now.vtaudit:
        yield worded("it was made by vtaudit {was}; this is {now}", was=was.vtaudit,
                     now=now.vtaudit)  # fmt: skip
    if was.rulebook != now.rulebook:
        yield worded("the rulebook has changed: it was {was} ({was_hash}) and is {now} "
                     "({now_hash})", was=was.book, was_hash=was.rulebook[:12], now=now.book,
                     now_hash=now.rulebook[:12])  # fmt: skip
    if was.case != now.case:
        yield worded("the case file has changed: its SHA-256 was {was} and is {now}",
                     was=was.case, now=now.case)  # fmt: skip
    if was.files != now.files:
        files = ", ".join(_files(case, was, now)) or "-"
        yield worded("cited files have changed: {files}", files=files)
    if was.baseline != now.baseline:
        yield worded("the earlier report that it was compared with is another")


def _files(case: Read, was: Basis, now: Basis) -> Iterator[str]:
    """Yield the cited files whose hash is not in the seal, as far as it is told which."""
    from collections import Counter

    left = Counter(was.each)
    for document, short in zip((d for d in case.file.documents if d.file), now.each, strict=True):
        if left[short]:
            left[short] -= 1
        else:
            yield str(document.file)


def _as_sealed(audit: Audit, was: Basis) -> Audit:
    """Return *audit* with the versions and hashes of the seal in place of today's."""
    return replace(audit, version=was.vtaudit, rulebook=was.book, rulebook_sha256=was.rulebook,
                   case=replace(audit.case, sha256=was.case))  # fmt: skip


def _first(data: bytes, texts: tuple[bytes, ...]) -> int:
    """Return the first line in which *data* is not the likest of *texts*, counted from 1."""
    return max(data.count(b"\n", 0, _same(data, text)) + 1 for text in texts)


def _same(one: bytes, other: bytes) -> int:
    """Return how many bytes *one* and *other* begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
