"""Cases over the workers of a dask cluster: in order, a few ahead, and none lost with a worker.

Separate because this is the only importer of distributed, which is an extra. When a worker is lost
the scheduler gives its cases to others. A case that has taken several with it is tried once more
here, alone, as one is that has taken a process of the pool with it.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vtaudit.batch.far import Identity, audit_sent, differs, dismiss, identity, introduced
from vtaudit.batch.parcel import Parcel, from_disk
from vtaudit.batch.pool import AHEAD, Workers, alone
from vtaudit.batch.remote import fetched, is_address
from vtaudit.batch.task import Options, Outcome, audit_one
from vtaudit.batch.worker import Died
from vtaudit.errors import InputError, UsageError, VtauditError
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from distributed import Client

Send = Literal["bytes", "path"]
PATIENCE = 60.0
"""Seconds without a scheduler or any worker after which a run is given up."""
_LOOK = 5.0
"""Seconds after which a case that is not done makes us look whether anybody is still there."""
_LOGGERS = ("distributed", "distributed.client")
Waiting = tuple[str, "Future[Outcome]"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler with workers that are as we are."""

    client: Client
    address: str
    asked: Identity
    send: Send
    timeout: float | None
    ahead: int
    """Cases that are under way at one time: it bounds the memory here."""

    def outcomes(self, cases: Iterable[str], options: Options) -> Iterator[tuple[str, Outcome]]:
        """Yield what became of each of *cases*, in their order.

        Raises InputError when nobody is left to audit them, and UsageError for a worker that came
        in later and is not as we are.
        """
        waiting: deque[Waiting] = deque()
        coming = iter(cases)
        with self.client.get_executor() as executor:
            try:
                while True:
                    while len(waiting) < self.ahead and (case := next(coming, None)):
                        waiting.append((case, self._begun(executor, case, options)))
                    if not waiting:
                        return
                    case, task = waiting.popleft()
                    yield case, self._done(case, task, options)
            finally:
                executor.shutdown(wait=False)

    def _begun(self, executor: Any, case: str, options: Options) -> Future[Outcome]:
        sent = _sent(case, self.send)
        if sent is None:
            return _here(audit_one(case, options))
        task: Future[Outcome] = executor.submit(audit_sent, sent, options, self.asked, self.timeout)
        return task

    def _done(self, case: str, task: Future[Outcome], options: Options) -> Outcome:
        from distributed import KilledWorker

        waited = 0.0
        while True:
            try:
                return _as_here(task.result(_LOOK), case)
            except (KilledWorker, Died):
                return alone(case, options, Workers(1, self.timeout))
            except ImportError as error:
                raise UsageError(_does_not_run(error)) from None
            except TimeoutError:
                waited = 0.0 if self._anybody() else waited + _LOOK
            except (CancelledError, OSError):
                waited = PATIENCE
            if waited >= PATIENCE:
                raise InputError(
                    worded("nobody is left at {address}; what is finished is kept, and the same "
                           "command goes on with the rest", address=self.address)
                )  # fmt: skip

    def _anybody(self) -> bool:
        try:
            return bool(self.client.nthreads())
        except OSError:
            return False


@contextmanager
def cluster(
    address: str, rulebook: str | None, send: Send, timeout: float | None, wait: float = PATIENCE
) -> Iterator[Cluster]:
    """Connect to the scheduler at *address*, and see that its workers are as we are.

    Raises UsageError when it does not answer within *wait* seconds, has no workers, or one of them
    has another vtaudit or another rulebook.
    """
    client = _connected(address, wait)
    try:
        asked = identity(rulebook)
        threads = _introduced(client, address, rulebook, asked, timeout)
        yield Cluster(client, address, asked, send, timeout, threads * AHEAD)
        if timeout is not None:
            client.run(dismiss, on_error="ignore")
    finally:
        client.close(timeout=_LOOK)


def is_open(address: str) -> bool:
    """Return whether what goes to *address* leaves this machine and is not encrypted."""
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return parts.scheme in {"tcp", "ws"} and not local


def _connected(address: str, wait: float) -> Client:
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError:
        raise UsageError(
            worded("a scheduler needs an extra: pip install 'vtaudit[dask]'")
        ) from None
    for name in _LOGGERS:  # what it would say stands in our own words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        get_address_host_port(address, strict=True)  # a client of no address takes long to leave
        return Client(address, timeout=wait, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            worded("no scheduler answers at {address}: {reason}", address=address, reason=error)
        ) from None


def _introduced(
    client: Client, address: str, rulebook: str | None, asked: Identity, timeout: float | None
) -> int:
    """Return the number of threads of all workers, after each has said what it is."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise UsageError(worded("{address} has no workers", address=address)) from None
    for worker, said in client.run(introduced, rulebook, on_error="return").items():
        why = _why_not(said, asked, timeout)
        if why is not None:
            raise UsageError(worded("worker {worker}: {why}", worker=worker, why=why))
    return sum(client.nthreads().values())


def _why_not(said: Any, asked: Identity, timeout: float | None) -> str | None:
    if isinstance(said, VtauditError):
        return said.message or str(said)
    if isinstance(said, Exception):
        return _does_not_run(said)
    own, may_start = said
    if own != asked:
        return differs(asked, own)
    if timeout is not None and not may_start:
        return worded("it may not start the processes that --timeout needs: begin workers with "
                      "DASK_DISTRIBUTED__WORKER__DAEMON=False")  # fmt: skip
    return None


def _does_not_run(error: Exception) -> Message:
    return worded("a worker cannot run vtaudit: {error}", error=error)


def _sent(case: str, send: Send) -> str | Parcel | None:
    """Return what goes to a worker; None for a case that only tells its mistakes here."""
    if send == "path":
        return case if is_address(case) else str(Path(case).absolute())
    if not is_address(case):
        return from_disk(case)
    try:
        return fetched(case)
    except InputError:
        return None


def _here(outcome: Outcome) -> Future[Outcome]:
    done: Future[Outcome] = Future()
    done.set_result(outcome)
    return done


def _as_here(outcome: Outcome, case: str) -> Outcome:
    """Return *outcome* with paths as they are named here: workers were told the whole path."""
    if is_address(case) or Path(case).is_absolute():
        return outcome
    return replace(outcome, error=outcome.error.replace(f"{Path.cwd()}{os.sep}", ""))
