"""Cases over worker processes: in order, with a limit of time, and none lost to a broken worker.

Separate from the run because only this knows how cases are spread. Workers are started afresh
(spawn), as Windows does it, unless asked otherwise.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from vtaudit.batch.task import Options, Outcome, audit_one, failed
from vtaudit.batch.worker import Died, Start, Worker
from vtaudit.message import Message, worded

AHEAD = 8
"""Cases a worker that wait or run at one time: enough to keep it busy, few enough to hold."""
_GIVEN = 2
"""Cases that a worker has at one time, so that it need not wait for us after each."""


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
    spread = _Spread(enumerate(paths), options, workers)
    try:
        yield from spread.outcomes()
    finally:
        spread.end()


def alone(path: str, options: Options, workers: Workers) -> Outcome:
    """Return what becomes of the case in a process that has done nothing before it."""
    worker = Worker(workers.start)
    try:
        found: Outcome = worker.call(audit_one, path, options, seconds=workers.timeout)
    except TimeoutError:
        return failed(too_long(workers.timeout), options)
    except Died as error:
        return failed(
            worded("its worker died twice (exit status {status})", status=error.status), options
        )
    finally:
        worker.end()
    return found


def too_long(seconds: float | None) -> Message:
    """Return what is said of a case that was cut off."""
    return worded("it took more than {seconds:g} seconds", seconds=seconds)


@dataclass(slots=True)
class _Lane:
    """A worker, with the cases that it was given and has not answered, in order."""

    worker: Worker
    given: deque[tuple[int, str]] = field(default_factory=deque)
    begun: float | None = None
    """When it began with the first of them; None when it has not."""


@dataclass(slots=True)
class _Spread:
    """A run over workers: what is still to come, under way, and found but not yet in turn."""

    paths: Iterator[tuple[int, str]]
    options: Options
    workers: Workers
    again: deque[tuple[int, str]] = field(default_factory=deque)
    """Cases that a dead worker was given and had not begun."""
    lanes: list[_Lane] = field(default_factory=list)
    found: dict[int, tuple[str, Outcome]] = field(default_factory=dict)
    turn: int = 0
    """Number of the case whose outcome is to be yielded next."""
    begun: int = 0
    """How many cases were taken from the paths."""

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        while True:
            self._hand_out()
            if self.turn in self.found:
                self.turn += 1
                yield self.found.pop(self.turn - 1)
                self._collect(0)  # meanwhile workers may have run out of cases
            elif any(lane.given for lane in self.lanes):
                self._collect(self._left())
            else:
                return

    def end(self) -> None:
        while self.lanes:
            self.lanes.pop().worker.end()

    def _hand_out(self) -> None:
        """Give cases to whoever has none, start workers as far as needed, and then give more."""
        for most in range(1, _GIVEN + 1):
            for lane in self.lanes:
                if len(lane.given) < most and (case := self._next()):
                    self._give(lane, case)
            while len(self.lanes) < self.workers.jobs and (case := self._next()):
                self.lanes.append(_Lane(Worker(self.workers.start)))
                self._give(self.lanes[-1], case)

    def _next(self) -> tuple[int, str] | None:
        if self.again:
            return self.again.popleft()
        if self.begun >= self.turn + self.workers.jobs * AHEAD:
            return None
        case = next(self.paths, None)
        self.begun += case is not None
        return case

    def _give(self, lane: _Lane, case: tuple[int, str]) -> None:
        lane.given.append(case)
        lane.worker.give(audit_one, case[1], self.options)

    def _left(self) -> float | None:
        """Return how many seconds from now a case will have taken too long; None is never."""
        begun = [lane.begun for lane in self.lanes if lane.begun is not None]
        if self.workers.timeout is None or not begun:
            return None
        return max(min(begun) + self.workers.timeout - time.monotonic(), 0)

    def _collect(self, seconds: float | None) -> None:
        """Take in what workers say within *seconds*, and cut off who took too long."""
        busy = {lane.worker.channel: lane for lane in self.lanes if lane.given}
        said = wait(list(busy), seconds)
        for channel, lane in busy.items():
            if channel in said:
                self._hear(lane)
            elif self._overdue(lane):
                number, path = self._dropped(lane)
                self.found[number] = path, failed(too_long(self.workers.timeout), self.options)

    def _hear(self, lane: _Lane) -> None:
        try:
            answer = lane.worker.take()
        except Died:
            number, path = self._dropped(lane)
            self.found[number] = path, alone(path, self.options, self.workers)
            return
        if answer is None:
            lane.begun = time.monotonic()
            return
        number, path = lane.given.popleft()
        lane.begun = None
        self.found[number] = path, answer.get()

    def _dropped(self, lane: _Lane) -> tuple[int, str]:
        """End a worker; return the case that it was at, and let others have the rest."""
        self.lanes.remove(lane)
        lane.worker.end()
        case = lane.given.popleft()
        self.again.extendleft(reversed(lane.given))
        return case

    def _overdue(self, lane: _Lane) -> bool:
        limit = self.workers.timeout
        return (
            limit is not None and lane.begun is not None and time.monotonic() - lane.begun >= limit
        )
