"""Files that a case cites: whether they stay inside its folder, exist, and are still the same.

Separate because this is the only place of the dossier that touches the disk. Nothing outside the
case folder is ever opened, and nothing but ordinary files: no pipe, no device, no address.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from io import BufferedReader

    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Answer

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting: a pipe that nobody writes to must not hold us."""
_elsewhere: ContextVar[Mapping[Path, str | None] | None] = ContextVar("elsewhere", default=None)
_CHUNK = 1024 * 1024
_MOST_HASHED = 1024 * _CHUNK
"""Bytes of a file whose hash is still worked out: 1 GiB."""
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL)
"""What a system answers of a name that no file has; anything else says nothing about the file."""


def read_bounded(path: Path, most: int) -> bytes:
    """Return at most *most* bytes of the ordinary file *path*; raises OSError when it is none."""
    with opened(path) as file:
        return file.read(most)


def why_outside(name: str, folder: Path) -> Message | None:
    """Return why the file *name* does not stay inside *folder*, or None when it does.

    Nothing is opened; links are followed to see where they lead.
    """
    named = why_not_within(name)
    if named is not None:
        return named
    try:
        whole = folder.resolve()
        spelled = (name, name.replace("\\", "/"))  # callers open either, and each may be a link
        inside = all((whole / n).resolve().is_relative_to(whole) for n in spelled)
    except (OSError, RuntimeError, ValueError):
        return worded("it cannot be followed")
    return None if inside else worded("a link in it leads out of the case folder")


def why_not_within(name: str) -> Message | None:
    """Return why *name* by itself names no file inside a folder, or None when it does."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or name.startswith("~"):
        return worded("it is not relative to the case folder")
    if ":" in name:
        return worded("it is an address or names a drive")
    if ".." in pure.parts:
        return worded("it climbs out with `..`")
    return None


def cited_files(case: Case) -> tuple[CitedFile, ...]:
    """Return what is true of each file that a document of *case* names."""
    return tuple(_cited(case.folder, d.id, d.file, d.sha256) for d in case.file.documents if d.file)


def _cited(folder: Path, document: str, name: str, sha256: str | None) -> CitedFile:
    """Return the facts about a file; when it cannot be read, its hash is not known."""
    there = exists(name, folder)
    if there != "yes" or sha256 is None:
        return CitedFile(document, name, there, "unknown")
    found = sha256_of(folder / name.replace("\\", "/"))
    same: Answer = "unknown" if found is None else "yes" if found == sha256.lower() else "no"
    return CitedFile(document, name, there, same)


def exists(name: str, folder: Path) -> Answer:
    """Return whether *folder* has an ordinary file *name*; unknown where nobody may look."""
    if why_outside(name, folder) is not None:
        return "no"
    try:
        mode = (folder / name.replace("\\", "/")).stat().st_mode
    except OSError as error:
        return "no" if error.errno in _NO_FILE else "unknown"
    return "yes" if stat.S_ISREG(mode) else "no"


def sha256_of(path: Path) -> str | None:
    """Return the SHA-256 of the ordinary file *path*; None when it is none, or too large."""
    known = _elsewhere.get() or {}
    if path in known:
        return known[path]
    digest = hashlib.sha256()
    try:
        with opened(path) as file:
            if os.fstat(file.fileno()).st_size > _MOST_HASHED:
                return None
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


@contextmanager
def elsewhere(hashes: Mapping[Path, str | None]) -> Iterator[None]:
    """Take the hashes of files that are kept on another machine from *hashes* while this lasts."""
    token = _elsewhere.set(hashes)
    try:
        yield
    finally:
        _elsewhere.reset(token)


def opened(path: Path) -> BufferedReader:
    """Open the ordinary file *path*: what it is, is asked of the open file, not of its name.

    Raises OSError for anything else, such as a pipe that nobody writes to: it never waits.
    """
    descriptor = os.open(path, _FLAGS)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(0, worded("this is no ordinary file"))


@dataclass(frozen=True, slots=True)
class CitedFile:
    """What is true of a file that a document names: facts, never mistakes of the case."""

    document: str
    """Id of the document."""
    file: str
    """The file as the case names it."""
    exists: Answer
    """Whether the folder has an ordinary file of that name; unknown where nobody may look."""
    hash_matches: Answer
    """Whether its hash is the one that the case gives; unknown when there is none to compare."""
