"""How far long work is: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vtaudit.cli.faults import say
from vtaudit.message import worded

EVERY = 500
"""Things done after which a line tells how far it is, where there is no terminal."""


@contextmanager
def counting(total: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is: the caller says each time how many of *total* are done."""
    if not sys.stderr.isatty():
        told = 0

        def line(done: int) -> None:
            nonlocal told
            if done - told >= EVERY:
                told = done
                say(worded("{done} of {total}", done=done, total=total))

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)
