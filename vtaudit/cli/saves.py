"""Waiting for a file to be saved, by looking at it now and then.

Separate so that it can be tried without waiting. Looking is all that the standard library can do
on every system. Only the case file itself is looked at, not the files that it includes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

State = tuple[int, int, int] | None


def saves(path: Path, every: float, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yield at once, and then each time that *path* has been saved; never ends by itself.

    An editor that writes a new file and renames it is seen as well; while there is no file,
    its return is awaited.
    """
    seen = _state(path)
    yield
    while True:
        sleep(every)
        now = _state(path)
        if now is not None and now != seen:
            seen = now
            yield


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
