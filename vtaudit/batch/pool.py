"""Cases over worker processes: in order, with a limit of time, and none lost to a broken worker.

Separate from the run because only this knows processes. Workers are started afresh (spawn), as
Windows does it, unless asked otherwise.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Literal

from vtaudit.batch.task import Options, Outcome, audit_one, failed
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from pebble import ProcessFuture

AHEAD = 8
"""Tasks a worker that wait or run at one time: enough to keep it busy, few enough to hold."""
Start = Literal["spawn", "fork", "forkserver"]


@dataclass(frozen=True, slots=True)
class Workers:
    """How cases are spread over processes."""

    jobs: int
    """Number of processes; 0 audits in this one."""
    timeout: float | None = None
    """Seconds that a case may take; None is without a limit. Needs a process of its own."""
    start: Start = "spawn"


def outcomes(
    paths: Iterable[str], options: Options, workers: Workers
) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of each of *paths*, in their order.

    A worker that dies takes only its case with it, which is tried once more alone. A case that
    takes too long is cut off. Both are told as the error of their outcome.
    """
    if workers.jobs == 0:
        yield from ((path, audit_one(path, options)) for path in paths)
        return
    from pebble import ProcessExpired, ProcessPool

    with ProcessPool(workers.jobs, context=get_context(workers.start)) as pool:
        waiting: deque[tuple[str, ProcessFuture[Outcome]]] = deque()
        ahead = iter(paths)
        try:
            while True:
                while len(waiting) < workers.jobs * AHEAD and (path := next(ahead, None)):
                    task = pool.schedule(audit_one, (path, options), timeout=workers.timeout)
                    waiting.append((path, task))
                if not waiting:
                    return
                path, task = waiting.popleft()
                try:
                    yield path, task.result()
                except TooLong:
                    yield path, failed(too_long(workers.timeout), options)
                except ProcessExpired:
                    yield path, alone(path, options, workers)
        finally:
            for _, task in waiting:
                task.cancel()  # type: ignore[no-untyped-call]
            pool.stop()  # type: ignore[no-untyped-call]


def alone(path: str, options: Options, workers: Workers) -> Outcome:
    """Return what becomes of the case when nothing else runs beside it."""
    from pebble import ProcessExpired, ProcessPool

    with ProcessPool(1, context=get_context(workers.start)) as pool:
        task = pool.schedule(audit_one, (path, options), timeout=workers.timeout)
        try:
            found: Outcome = task.result()
        except TooLong:
            return failed(too_long(workers.timeout), options)
        except ProcessExpired as error:
            return failed(
                worded("its worker died twice (exit status {status})", status=error.exitcode),
                options,
            )
    return found


def too_long(seconds: float | None) -> Message:
    """Return what is said of a case that was cut off."""
    return worded("it took more than {seconds:g} seconds", seconds=seconds)
