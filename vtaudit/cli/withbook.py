"""The option `--rulebook`, put on every command that uses the book in one place.

Separate from the commands: none of them has to pass it on, and none can forget it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

NAME = "rulebook"
Rulebook = Annotated[
    str | None,
    typer.Option(
        "--rulebook",
        metavar="DIR",
        help="Folder of your own rulebook, or a version of the one that comes with vtaudit.",
    ),
]


def with_book(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* with the option `--rulebook`, whose rulebook it then uses throughout."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from vtaudit.api import using

        with using(kwargs.pop(NAME, None)):
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
