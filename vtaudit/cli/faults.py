"""From an error to a message and an exit status: the only place that decides either.

Separate from the commands, so that none of them can show a traceback or pick its own status.
"""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

import typer

from vtaudit.errors import ExitStatus, VtauditError, describe, visible
from vtaudit.message import Message, Translate, reason, told, worded

P = ParamSpec("P")
R = TypeVar("R")

_ENGLISH = "en"
_language = ContextVar("language", default=_ENGLISH)
"""The language of messages: English unless `--lang` asks for another."""
_ROOM = worded("make room and try again")
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
        except typer.Abort:  # Ctrl-C or the end of the input at a question
            raise typer.Exit(ExitStatus.INTERRUPTED) from None
        except BrokenPipeError:
            leave_the_pipe()
            raise typer.Exit(ExitStatus.DONE) from None
        except OSError as error:  # the disk, or whatever stands for it: no bug of ours
            if os.environ.get(DEBUG):
                raise
            say(refused(error))
            raise typer.Exit(ExitStatus.USAGE) from None
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            say(
                worded(
                    "vtaudit: a bug of ours: {name}: {error} (--debug shows where)",
                    name=type(error).__name__,
                    error=error,
                )
            )
            raise typer.Exit(ExitStatus.BUG) from None

    return wrapped


def refused(error: OSError) -> Message:
    """Return what the system refused, why, and what to do."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    advice = _ROOM if full else worded("try again, or choose another place")
    if error.filename is None:
        return worded("vtaudit: {reason}; {advice}", reason=reason(error), advice=advice)
    return worded("vtaudit: {path}: {reason}; {advice}", path=error.filename,
                  reason=reason(error), advice=advice)  # fmt: skip


def tell(error: VtauditError) -> None:
    """Write all that *error* holds to standard error."""
    if error.message:
        say(worded("vtaudit: {message}", message=error.message))
    for problem in error.problems:
        sys.stderr.write(describe(problem, _translate()) + "\n")


def say(text: Message) -> None:
    """Write a line to standard error, with nothing in it that a terminal would act on."""
    sys.stderr.write(visible(spoken(text)) + "\n")


def spoken(text: str) -> str:
    """Return *text* in the language that is spoken; what is no message is returned as it is."""
    return told(text, _translate())


def speak(language: str) -> None:
    """Say everything from now on in *language*, which has a catalogue."""
    _language.set(language)


def language() -> str:
    """Return the language that is spoken."""
    return _language.get()


def _translate() -> Translate:
    """Return the way from English to the language that is spoken."""
    if _language.get() == _ENGLISH:
        return str
    from vtaudit.report.catalogue import catalogue

    return catalogue(_language.get()).translations.gettext


def leave_the_pipe() -> None:
    """Point standard output at nothing, so that leaving does not fail on the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
