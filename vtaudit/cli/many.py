"""What commands over many cases share: how many processes, and what is told of cases left out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from vtaudit.cli.faults import say
from vtaudit.errors import Code, ExitStatus, visible
from vtaudit.message import worded

FEW = 8
"""Up to so many cases are audited in this process, unless asked otherwise."""
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        help="Processes; 0 audits in this one. Default: one a core for more than a few cases.",
    ),
]


def processes(asked: int | None, timeout: float | None, cases: int) -> int:
    """Return how many processes to use: none for a few cases that nothing needs to cut off."""
    if asked is not None:
        return max(asked, 1 if timeout is not None else 0)
    if cases <= FEW and timeout is None:
        return 0
    return min(os.cpu_count() or 1, cases)


def wrong(failed: Sequence[tuple[str, str]]) -> None:
    """Write to standard error all that is wrong with the cases that could not be audited."""
    for _, error in failed:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in error.splitlines()))


def left_out(failed: Sequence[tuple[str, str]]) -> ExitStatus:
    """Name the cases that were left out, and return the exit status that this calls for."""
    private = [path for path, error in failed if f" {Code.IDENTIFIES} " in error]
    if private:
        say(worded("not written, to protect people: {names}", names=", ".join(private)))
    if unread := [path for path, _ in failed if path not in private]:
        say(worded("not audited: {names}", names=", ".join(unread)))
        return ExitStatus.NOT_AUDITED
    return ExitStatus.USAGE if private else ExitStatus.DONE
