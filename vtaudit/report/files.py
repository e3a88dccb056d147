"""Writing a finished output whole: a temporary file beside it, then one rename.

Separate because every command that writes does it here: nothing half-written is ever seen, a file
of the user is never replaced unasked, and nothing that identifies somebody passes unasked.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from vtaudit.errors import UsageError
from vtaudit.message import reason, worded
from vtaudit.report.leaks import watch


def write(path: Path, data: bytes, *, force: bool = False, guarded: bool = True) -> None:
    """Write *data* to *path*, readable by its owner only.

    What the guard finds in it is refused; *guarded* is off only for case files themselves, which
    are sources and no outputs. Raises UsageError then, when the file is there already and *force*
    is not given, or when it cannot be written; the old file is untouched.
    """
    if guarded:
        watch.check(data, str(path))
    try:
        _check(path, force=force)
        _replace(path, data)
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be written: {reason}", path=path, reason=reason(error))
        ) from None


def make_folder(path: Path) -> None:
    """Make the folder *path*, with those above it; raises UsageError when that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be made: {reason}", path=path, reason=reason(error))
        ) from None


def _check(path: Path, *, force: bool) -> None:
    """Raise UsageError when *path* is no place for a file: the disk is asked once."""
    if path.is_dir():
        raise UsageError(worded("{path} is a folder; name a file", path=path))
    if path.exists() and not path.is_file():  # a device or a pipe would be gone afterwards
        raise UsageError(worded("{path} is no ordinary file; name another", path=path))
    if os.path.lexists(path) and not force:  # a link that leads nowhere is somebody's too
        raise UsageError(worded("{path} is there already; --force replaces it", path=path))


def write_all(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write each of *files*; none of them when one is refused.

    Raises UsageError as `write` does.
    """
    for path, data in files.items():
        watch.check(data, str(path))
    for path in files:
        try:
            _check(path, force=force)
        except OSError as error:
            raise UsageError(
                worded("{path} cannot be written: {reason}", path=path, reason=reason(error))
            ) from None
    for path, data in files.items():
        write(path, data, force=force, guarded=False)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
