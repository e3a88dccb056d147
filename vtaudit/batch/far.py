"""What a worker of a cluster does: say what it is, and audit a case that was sent to it.

Separate from the cluster, which runs at the one who asks: this runs on machines of which only the
address is known, so it first compares what an audit hangs on.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from dataclasses import dataclass
from functools import cache

from vtaudit.batch.parcel import Parcel
from vtaudit.batch.pool import too_long
from vtaudit.batch.task import Options, Outcome, audit_one, failed
from vtaudit.batch.worker import Died, Worker
from vtaudit.errors import UsageError
from vtaudit.message import Message, worded
from vtaudit.rulebook.load import chosen
from vtaudit.version import VERSION
from vtaudit.yamlio import Limits, limits_of

_workers: dict[int, Worker] = {}
"""A process of its own for each thread of a worker that audits with a limit of time."""


@dataclass(frozen=True, slots=True)
class Identity:
    """All of an installation that an audit hangs on."""

    vtaudit: str
    rulebook: str
    """SHA-256 of the rulebook."""
    limits: Limits


@cache
def identity(rulebook: str | None) -> Identity:
    """Return what this process is, with the rulebook of that name."""
    return Identity(VERSION, chosen(rulebook).sha256, limits_of(os.environ))


def introduced(rulebook: str | None) -> tuple[Identity, bool]:
    """Return what this worker is, and whether it may start processes."""
    return identity(rulebook), not multiprocessing.current_process().daemon


def audit_sent(
    case: str | Parcel, options: Options, asked: Identity, timeout: float | None
) -> Outcome:
    """Return what becomes of *case*, if this worker is as *asked*: it may have come in later.

    Raises UsageError when it is not, and Died when the case took its process with it.
    """
    own = identity(options.rulebook)
    if own != asked:
        raise UsageError(differs(asked, own))
    if timeout is None:
        return audit_one(case, options)
    worker = _own_worker()
    try:
        found: Outcome = worker.call(audit_one, case, options, seconds=timeout)
    except TimeoutError:
        _dismissed(threading.get_ident())
        return failed(too_long(timeout), options)
    except Died:
        _dismissed(threading.get_ident())
        raise
    return found


def differs(asked: Identity, own: Identity) -> Message:
    """Return in what a worker is not as *asked*."""
    if own.vtaudit != asked.vtaudit:
        return worded("vtaudit is {theirs} there and {ours} here",
                      theirs=own.vtaudit, ours=asked.vtaudit)  # fmt: skip
    if own.rulebook != asked.rulebook:
        return worded("the rulebook has sha256 {theirs} there and {ours} here",
                      theirs=own.rulebook, ours=asked.rulebook)  # fmt: skip
    return worded("limits on case files are {theirs} there and {ours} here",
                  theirs=own.limits, ours=asked.limits)  # fmt: skip


def dismiss() -> None:
    """End the processes that this worker has started."""
    for thread in tuple(_workers):
        _dismissed(thread)


def _own_worker() -> Worker:
    """Return the process of this thread: a worker may have several threads."""
    thread = threading.get_ident()
    if thread not in _workers:
        _workers[thread] = Worker()
    return _workers[thread]


def _dismissed(thread: int) -> None:
    if (worker := _workers.pop(thread, None)) is not None:
        worker.end()
