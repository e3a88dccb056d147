"""Writing a finished output whole: a temporary file beside it, then one rename.

Separate because every command that writes does it here: nothing half-written is ever seen, a file
of the user is never replaced unasked, and nothing that identifies somebody passes unasked.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from vtaudit.errors import UsageError
from vtaudit.report.leaks import watch


def write(path: Path, data: bytes, *, force: bool = False, guarded: bool = True) -> None:
    """Write *data* to *path*, readable by its owner only.

    What the guard finds in it is refused; *guarded* is off only for case files themselves, which
    are sources and no outputs. Raises UsageError then, when the file is there already and *force*
    is not given, or when it cannot be written; the old file is untouched.
    """
    if guarded:
        watch.check(data, str(path))
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; --force replaces it")
    try:
        _replace(path, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None


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
