"""Writing a finished output whole: the one door to the files of a user.

Separate because every command that writes does it here: nothing half-written is ever seen, a file
of the user is never replaced unasked, and nothing that identifies somebody passes unasked.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from vtaudit.errors import UsageError
from vtaudit.message import Message, reason, worded
from vtaudit.report import atomic
from vtaudit.report.leaks import watch


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write *data* to *path* as `write_all` does."""
    write_all({path: data}, force=force)


def write_all(
    files: Mapping[Path, bytes],
    *,
    force: bool = False,
    unasked: Collection[Path] = (),
    unguarded: Collection[Path] = (),
) -> None:
    """Write each of *files*, readable by its owner only; none of them when one is refused.

    They come into their places in the order given, so that the one that shows that all is done
    belongs last. What the guard finds is refused, but in those of *unguarded*, which are there to
    hold it. Raises UsageError then, when a file is there already and neither *force* is given nor
    it is one of *unasked*, and when one cannot be written; the old files are untouched.
    """
    for path, data in files.items():
        if path not in unguarded:
            watch.check(data, str(path))
    for path in files:
        try:
            _check(path, force=force or path in unasked)
        except OSError as error:
            raise UsageError(_refused(path, error, len(files))) from None
    _put(files)


def edit(files: Mapping[Path, bytes]) -> None:
    """Give each of *files*, which are case files and no outputs, its new content.

    A link is followed, and who may read and write a file stays as it was. Raises UsageError when
    one may not or cannot be written.
    """
    for path in files:
        if not os.access(path, os.W_OK):  # a rename would not ask
            raise UsageError(_refused(path, PermissionError(errno.EACCES, ""), len(files)))
    _put({Path(os.path.realpath(path)): data for path, data in files.items()}, as_before=True)


def make_folder(path: Path) -> None:
    """Make the folder *path*, with those above it; raises UsageError when that cannot be."""
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for folder in missing:
            atomic.keep_names(folder.parent)
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be made: {reason}; {advice}",
                   path=path, reason=reason(error), advice=_advice(error))
        ) from None  # fmt: skip


def _check(path: Path, *, force: bool) -> None:
    """Raise UsageError when *path* is no place for a file: the disk is asked once."""
    if path.is_dir():
        raise UsageError(worded("{path} is a folder; name a file", path=path))
    if path.exists() and not path.is_file():  # a device or a pipe would be gone afterwards
        raise UsageError(worded("{path} is no ordinary file; name another", path=path))
    if os.path.lexists(path) and not force:  # a link that leads nowhere is somebody's too
        raise UsageError(worded("{path} is there already; --force replaces it", path=path))


def _put(files: Mapping[Path, bytes], *, as_before: bool = False) -> None:
    try:
        atomic.put(files, as_before=as_before)
    except atomic.PutError as failed:
        path, done = failed.path, len(failed.done)
        if done < len(files):
            raise UsageError(_refused(path, failed.error, len(files), done)) from None
        raise UsageError(
            worded(
                "{path}: written, but the disk does not confirm that it will stay: {reason}; look "
                "whether it is there, and write it again",
                path=", ".join(map(str, files)), reason=reason(failed.error),
            )
        ) from None  # fmt: skip


def _refused(path: Path, error: OSError, number: int = 1, done: int = 0) -> Message:
    """Return that *path*, of *number* files, cannot be written, what became of all, what to do."""
    left = worded("that file is as it was")
    if done:
        left = worded("{done} of {number} files are new, the others are as they were",
                      done=done, number=number)  # fmt: skip
    elif number > 1:
        left = worded("all {number} files are as they were", number=number)
    return worded(
        "{path} cannot be written: {reason}; {left}: {advice}",
        path=path, reason=reason(error), left=left, advice=_advice(error),
    )  # fmt: skip


def _advice(error: OSError) -> Message:
    return _TO_DO.get(error.errno or 0) or worded("try again, or choose another place")


_ROOM = worded("make room and try again")
_ELSEWHERE = worded("choose a place where you may write")
_TO_DO: Mapping[int, Message] = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EACCES: _ELSEWHERE,
    errno.EPERM: _ELSEWHERE,
    errno.EROFS: _ELSEWHERE,
    errno.ENOENT: worded("make the folder first, or choose one that is there"),
    errno.ENAMETOOLONG: worded("choose a shorter name"),
    errno.EINTR: worded("try again"),
}
