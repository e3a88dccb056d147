"""The option `--rulebook`, put in one place on every command that uses the book.

Without it a case that is pinned to an earlier version is read and audited with that one.
Separate from the commands: none of them has to pass it on, and none can forget it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import nullcontext
from typing import Annotated, Any

import typer

NAME = "rulebook"
CASE = "case"
"""The parameter of a command about one case, which may be pinned to an earlier version.

What is about many cases judges all of them by one rulebook, so that they can be compared.
"""
Rulebook = Annotated[
    str | None,
    typer.Option(
        "--rulebook",
        metavar="DIR",
        help="Folder of your own rulebook, or a version of the one that comes with vtaudit."
        " Without it: the version that the case is pinned to, or else the current one.",
    ),
]


def with_book(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* with the option `--rulebook`, whose rulebook it then uses throughout."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from vtaudit.api import pinned, using

        case = kwargs.get(CASE)
        with using(kwargs.pop(NAME, None)), pinned(case) if case is not None else nullcontext():
            command(*args, **kwargs)

    own = inspect.signature(command, eval_str=True)
    option = inspect.Parameter(
        NAME, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Rulebook
    )
    wrapped.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*own.parameters.values(), option]
    )
    wrapped.__annotations__ = {
        **{name: p.annotation for name, p in own.parameters.items()}, NAME: Rulebook
    }  # fmt: skip
    return wrapped
