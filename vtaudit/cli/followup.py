"""The commands that follow a case over time: diff, watch and comment."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import reported, say, tell
from vtaudit.cli.options import AskedLang, Case, Day, Force, Language, Output, Spoken
from vtaudit.errors import ExitStatus, InputError, UsageError
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from datetime import date

    from vtaudit.audit.model import Audit
    from vtaudit.report.commentary import Reply


class Format(StrEnum):
    """Formats of what differs."""

    TEXT = "text"
    JSON = "json"


@reported
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", show_default=False,
                                        help="The earlier case, or its audit as JSON.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", show_default=False,
                                        help="The later case, or its audit as JSON.")],
    as_of: Day = None,
    lang: AskedLang = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Format.")] = Format.TEXT,
    fail: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 when anything differs.")
    ] = False,
) -> None:  # fmt: skip
    """Show what differs between two states of a case: steps, dates, terms, findings, and why.

    Each side is a case, or the JSON of an earlier audit of it.

    Examples:

      vtaudit diff eerder/case.yaml cases/mijn-zaak

      vtaudit diff zaak.json cases/mijn-zaak --format json
    """
    from vtaudit.audit.difference import difference
    from vtaudit.report.changes import as_json, as_text

    before, after = _side(old, as_of), _side(new, as_of)
    if before.case.id != after.case.id:
        raise UsageError(
            worded("`{old}` and `{new}` are two cases", old=before.case.id, new=after.case.id)
        )
    if form is Format.JSON:
        work.out(as_json(before, after, work.rulebook()))
    else:
        told = work.language(new, lang)
        sys.stdout.write(as_text(before, after, work.rulebook(), sys.stdout, told))
    if fail and difference(before, after, work.rulebook()):
        raise typer.Exit(ExitStatus.FAILED_ON)


def _side(path: Path, as_of: date | None) -> Audit:
    if path.suffix != ".json":
        return work.audited(work.load(path), as_of)
    from vtaudit.report.fromjson import audit_of

    try:
        return audit_of(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(
            worded("{path}: cannot be read: {reason}", path=path, reason=reason(error))
        ) from None


@reported
def watch(
    case: Case,
    as_of: Day = None,
    lang: AskedLang = None,
    every: Annotated[
        float, typer.Option("--every", min=0.1, metavar="SECONDS", help="How often to look.")
    ] = 0.5,
    times: Annotated[
        int | None,
        typer.Option("--times", min=1, metavar="NUMBER", help="Leave after so many audits."),
    ] = None,
) -> None:
    """Audit a case each time it is saved: what matters, then what each save changed.

    A save of a file that the case includes counts as well. A file with mistakes gives its mistakes,
    and the next save is awaited. Ctrl-C ends it.

    Example:

      vtaudit watch cases/mijn-zaak
    """
    from vtaudit.cli.saves import saves
    from vtaudit.dossier.including import included
    from vtaudit.exchange.authoring import file_of
    from vtaudit.yamlio import limits_of

    last: Audit | None = None
    file, told = file_of(case), work.language(case, lang)
    parts = partial(included, file, limits_of(os.environ))
    for done, _ in enumerate(saves(file, every, beside=parts), 1):
        try:
            last = _again(case, as_of, told, last)
        except InputError as error:
            tell(error)
        sys.stdout.flush()
        if done == times:
            return


def _again(case: Path, as_of: date | None, lang: str, last: Audit | None) -> Audit:
    """Audit the case and print it: what matters the first time, then what differs."""
    from vtaudit.report.changes import as_text
    from vtaudit.report.leaks import watch as guard
    from vtaudit.report.terminal import suited

    del guard.cases[:-1]  # what differs is told in the words of this state and the one before
    result, book = work.audited(work.load(case), as_of), work.rulebook()
    if last is None:
        sys.stdout.write(suited(result, book, sys.stdout, lang, detail="brief"))
    else:
        sys.stdout.write("\n" + as_text(last, result, book, sys.stdout, lang))
    return result


@reported
def comment(
    case: Case,
    replies: Annotated[
        list[Path],
        typer.Argument(metavar="REPLIES...", show_default=False,
                       help="Versions for comment that came back filled in."),
    ],
    output: Output = None,
    lang: Spoken = Language.EN,
    force: Force = False,
) -> None:  # fmt: skip
    """Take the replies of the parties into the case, as their accounts of the steps.

    REPLIES are files of `vtaudit audit --for comment` that came back filled in. Replies are only
    added: nothing in the case file is changed or taken away, its comments stay, and a reply that
    is there already is not added again. With --output the case file itself is left alone.

    Examples:

      vtaudit comment cases/mijn-zaak reactie-moeder.md reactie-vt.md

      vtaudit comment cases/mijn-zaak reactie.md --output case-met-reacties.yaml
    """
    from vtaudit.api import check_case
    from vtaudit.exchange.authoring import file_of
    from vtaudit.exchange.replies import new_replies, with_replies
    from vtaudit.report.commentary import replies as written
    from vtaudit.report.files import edit, write_all

    del lang  # it is spoken already
    file, read = file_of(case), work.load(case)
    found = [r for path in replies for r in new_replies(read, written(_text(path)), str(path))]
    found = list({(r.event, r.by, r.text): r for r in found}.values())
    if not found:
        say(worded("{path}: no replies that are not there yet; nothing was written", path=file))
        return
    parts: dict[Path, list[Reply]] = {}
    for reply in found:
        name, _, _ = read.place(read.events[reply.event].span)
        parts.setdefault(read.folder / name, []).append(reply)
    made = {part: with_replies(part.read_bytes(), told) for part, told in parts.items()}
    for part in made.keys() & {file}:
        check_case(part, made[part])
    if output is None:
        edit(made)
    elif len(made) > 1:
        raise UsageError(
            worded("--output is for a case in one file; these replies are for several")
        )
    else:
        write_all(dict.fromkeys([output], *made.values()), force=force, unguarded=(output,))
    say(worded("{path}: {number} replies added, to be weighed as accounts",
               path=output or file, number=len(found)))  # fmt: skip


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            worded("{path}: cannot be read: {reason}", path=path, reason=reason(error))
        ) from None
    except UnicodeDecodeError:
        raise InputError(worded("{path}: this is no UTF-8 text", path=path)) from None
