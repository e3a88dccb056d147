"""Putting files in their place whole, so that a crash at any moment leaves the old or the new one.

Separate from the door that decides what may be written: this knows only the order. Each content is
written to a temporary file beside its place, and the disk asked to keep it, before any name is
moved; then each is renamed into its place, and the disk asked to keep the names. What fails before
the first rename changes nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

PREFIX, SUFFIX = ".vtaudit-", ".tmp"
"""How the name of a temporary file begins and ends: hidden, and never like that of a result."""
_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What file systems say that cannot be asked to keep the names in a folder."""


class PutError(Exception):
    """The system refused; what was there is still there, but for the files that are done."""

    def __init__(self, path: Path, error: OSError, done: tuple[Path, ...]) -> None:
        super().__init__(path)
        self.path = path
        """Where it was refused."""
        self.error = error
        self.done = done
        """The files that had been put in their place by then."""


def put(files: Mapping[Path, bytes], *, as_before: bool = False) -> None:
    """Put each of *files* in its place; raises PutError when the system refuses.

    They are readable by their owner only; with *as_before* a file that is there keeps who may read
    and write it.
    """
    waiting: dict[Path, Path] = {}
    done: list[Path] = []
    at = Path()
    try:
        for at, data in files.items():
            waiting[at] = _beside(at, data, as_before=as_before)
        for at in files:
            waiting[at].replace(at)
            del waiting[at]
            done.append(at)
        for at in dict.fromkeys(path.parent for path in files):
            keep_names(at)
    except OSError as error:
        raise PutError(at, error, tuple(done)) from None
    finally:
        _take_back(waiting.values())


def keep_names(folder: Path) -> None:
    """Have the disk keep which files are in *folder*, where the system can be asked to."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # one may write in it, and not read it
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)


def _beside(path: Path, data: bytes, *, as_before: bool) -> Path:
    """Return a temporary file beside *path* that holds *data*, which the disk keeps."""
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if as_before:
                _like(made, path)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _take_back([made])
        raise
    return made


def _like(made: Path, path: Path) -> None:
    """Let the same people read and write *made* as *path*, where that is there already."""
    try:
        was = path.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):  # a group that one is not in
            os.chown(made, -1, was.st_gid)
    made.chmod(stat.S_IMODE(was.st_mode))


def _take_back(left: Iterable[Path]) -> None:
    for path in left:
        with contextlib.suppress(OSError):  # why it failed before is what matters
            path.unlink()
