"""From an error to a message and an exit status: the only place that decides either.

Separate from the commands, so that none of them can show a traceback or pick its own status.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from vtaudit.errors import ExitStatus, VtauditError, describe, visible

P = ParamSpec("P")
R = TypeVar("R")

DEBUG = "VTAUDIT_DEBUG"
"""Set by `--debug`: a bug then shows its traceback."""


def reported(command: Callable[P, R]) -> Callable[P, R]:
    """Return *command* with every error told on standard error and turned into a status."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from vtaudit.report.leaks import begin

        begin()
        try:
            return command(*args, **kwargs)
        except typer.Exit:
            raise
        except VtauditError as error:
            tell(error)
            raise typer.Exit(error.status) from None
        except KeyboardInterrupt:
            raise typer.Exit(ExitStatus.INTERRUPTED) from None
        except BrokenPipeError:
            _leave_the_pipe()
            raise typer.Exit(ExitStatus.DONE) from None
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            say(f"vtaudit: a bug of ours: {type(error).__name__}: {error} (--debug shows where)")
            raise typer.Exit(ExitStatus.BUG) from None

    return wrapped


def tell(error: VtauditError) -> None:
    """Write all that *error* holds to standard error."""
    if error.message:
        say(f"vtaudit: {error.message}")
    for problem in error.problems:
        sys.stderr.write(describe(problem) + "\n")


def say(text: str) -> None:
    """Write a line to standard error, with nothing in it that a terminal would act on."""
    sys.stderr.write(visible(text) + "\n")


def _leave_the_pipe() -> None:
    """Point standard output at nothing, so that leaving does not fail on the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
