"""Waiting for a file to be saved, by looking at it now and then.

Separate so that it can be tried without waiting. Looking is all that the standard library can do
on every system.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

State = tuple[int, int, int] | None


def saves(
    path: Path,
    every: float,
    sleep: Callable[[float], None] = time.sleep,
    beside: Callable[[], Iterable[Path] | None] = tuple,
) -> Iterator[None]:
    """Yield at once, and then each time that *path* has been saved; never ends by itself.

    *beside* names the files whose saves count as well, and is asked anew after each save of *path*;
    None leaves them as they were. An editor that writes a new file and renames it is seen as well;
    while there is no file, its return is awaited.
    """
    seen = {path: _state(path)}
    seen |= _states(beside() or ())
    yield
    while True:
        sleep(every)
        saved = {f: s for f, s in _states(seen).items() if s is not None and s != seen[f]}
        if not saved:
            continue
        others = beside() if path in saved else None
        if others is not None:
            seen = {path: seen[path], **_states(others)}
        seen |= saved
        yield


def _states(files: Iterable[Path]) -> dict[Path, State]:
    return {file: _state(file) for file in files}


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
