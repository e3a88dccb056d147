"""One process that makes one call after another, at the other end of a pipe of its own.

Separate from the pool, which has several: since no two share a pipe or a lock, it is always known
which call a process had begun when it died, and no process can wait for what a dead one held.
"""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Start = Literal["spawn", "fork", "forkserver"]
_GRACE = 3
"""Seconds that a process may take to end when it is asked to."""


class Died(Exception):  # noqa: N818 - it is told as an outcome, not as a mistake of ours
    """The process has ended before it answered."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status
        """Its exit status; the number of the signal, below 0, when one ended it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call."""

    value: Any = None
    error: Exception | None = None

    def get(self) -> Any:
        """Return what the call returned, or raise what it raised."""
        if self.error is not None:
            raise self.error
        return self.value


class Worker:
    """A process, and our end of its pipe."""

    def __init__(self, start: Start = "spawn") -> None:
        context = get_context(start)
        self.channel, theirs = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self.channel), daemon=True
        )
        self._process.start()
        theirs.close()

    def give(self, function: Callable[..., Any], *arguments: object) -> None:
        """Give it a call to make after those that it has. Answers come in the same order."""
        with suppress(OSError):  # it is dead, which `take` tells
            self.channel.send((function, arguments))

    def take(self) -> Answer | None:
        """Return the next thing that it says: an answer, or None when it begins with a call.

        Raises Died when there will be none.
        """
        try:
            said: Answer | None = self.channel.recv()
        except (EOFError, OSError):
            self._process.join()
            raise Died(self._process.exitcode) from None
        return said

    def call(self, function: Callable[..., Any], *arguments: object, seconds: float | None) -> Any:
        """Make a call and return what it returns, where no other is under way.

        Raises what it raises, TimeoutError when it takes more than *seconds* from its beginning,
        and Died; after these two the worker is of no more use.
        """
        self.give(function, *arguments)
        self.take()  # it begins
        if not self.channel.poll(seconds):
            raise TimeoutError
        answer = self.take()
        return None if answer is None else answer.get()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.channel.close()
        self._process.terminate()
        self._process.join(_GRACE)
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection[Any, Any], ours: Connection[Any, Any]) -> None:
    """Make calls until the other end is closed; what interrupts a run is for the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ours.close()  # or a forked process would keep itself waiting for calls
    with suppress(EOFError, OSError):
        while True:
            function, arguments = pipe.recv()
            pipe.send(None)
            pipe.send(_answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    try:
        return Answer(function(*arguments))
    except Exception as error:  # noqa: BLE001 - raised again at the other end
        error.add_note(traceback.format_exc())  # the way here is lost on the way there
        return Answer(error=error)
