"""The command that makes a copy of a case in pseudonyms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import reported, say
from vtaudit.cli.options import Case, Day, Force
from vtaudit.errors import InputError, UsageError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case as Dossier
    from vtaudit.exchange.pseudonyms import Copy

Move = Callable[[str], str] | None
"""Moves the days in a text by whole weeks; None leaves them."""
FEW = 10
"""Verdicts that are told when a copy would not give the same ones."""


@reported
def pseudonymise(
    case: Case,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the copy.")
    ],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Who is who. Default: DIR.key.json, beside it."),
    ] = None,
    shift: Annotated[
        int,
        typer.Option("--shift-dates", metavar="WEEKS", help="Move every day by so many weeks."),
    ] = 0,
    as_of: Day = None,
    force: Force = False,
) -> None:
    """Copy a case in pseudonyms: people by role and number, also in free text.

    Remarks, comments, file names and hashes stay behind. The copy is audited, and refused when a
    verdict differs. What may still identify somebody is listed, with its place: read the copy
    before it leaves the house. The key undoes it all: keep it apart.

    Examples:

      vtaudit pseudonymise cases/mijn-zaak -o kopie

      vtaudit pseudonymise cases/mijn-zaak -o kopie --shift-dates -26 --key kluis/zaak.json
    """
    from vtaudit.dossier.reader import CASE_FILE
    from vtaudit.exchange.pseudonyms import pseudonymised
    from vtaudit.exchange.shifting import shifter
    from vtaudit.report.files import make_folder, write_all

    target, secret = output / CASE_FILE, key or output.with_name(f"{output.name}.key.json")
    if secret.resolve().is_relative_to(output.resolve()):
        raise UsageError(worded("{key} lies in the copy: keep the key apart from it", key=secret))
    for file in (target, secret):
        if file.exists() and not force:
            raise UsageError(worded("{path} is there already; --force replaces it", path=file))
    read = work.load(case)
    move = shifter(shift, work.rulebook().dates) if shift else None
    copy = pseudonymised(read, move)
    _same(read, copy, target, as_of, move)
    make_folder(output)
    files = {secret: _key(copy, shift), target: copy.text.encode()}  # no copy without its key
    write_all(files, force=force, unguarded=(secret,))
    work.out("".join(f"{place}\t{word}\n" for place, word in copy.unsure))
    say(
        worded(
            "{target}: {people} people, {replaced} replacements in texts; {unsure} words to look "
            "at (listed); the key is {key}",
            target=target,
            people=len(copy.people),
            replaced=len(copy.replaced),
            unsure=len(copy.unsure),
            key=secret,
        )
    )


def _same(read: Dossier, copy: Copy, target: Path, as_of: date | None, move: Move) -> None:
    """Raise UsageError when the copy gives other verdicts than the case."""
    from vtaudit.api import rulebook
    from vtaudit.dossier.reader import case_of
    from vtaudit.exchange.shifting import differing

    book = rulebook()
    try:
        again = case_of(
            target, copy.text.encode(), book.vocabulary(), book.dates, book.working_days
        )
    except InputError as error:
        raise UsageError(
            worded("{target} is not written: it would be wrong", target=target), error.problems
        ) from None
    day = date.fromisoformat(move(as_of.isoformat())) if as_of and move else as_of
    told = differing(work.audited(read, as_of), work.audited(again, day), copy.rename, move)
    if told:
        for line in told[:FEW]:
            say(worded("{line}", line=line))
        raise UsageError(
            worded(
                "{target} is not written: {count} verdicts would differ",
                target=target,
                count=len(told),
            )
        )


def _key(copy: Copy, weeks: int) -> bytes:
    held = {
        "people": dict(copy.people),
        "replaced": dict(copy.replaced),
        "shifted_weeks": weeks,
        "unsure": [list(doubt) for doubt in copy.unsure],
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()
