"""A case that travels: its files as bytes, and of each file that it cites only the hash.

Separate from the ways by which it goes. What a case cites stays where it is: an audit asks only
whether a file is there and what its hash is, so papers about people are not sent around.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from vtaudit.dossier.files import (
    elsewhere,
    exists,
    read_bounded,
    sha256_of,
    why_not_within,
    why_outside,
)
from vtaudit.dossier.including import INCLUDE
from vtaudit.dossier.reader import CASE_FILE
from vtaudit.yamlio import Mapping, Node, Scalar, Sequence, limits_of, parse

_TELLING = (b"include", b"file", b"\\")
"""Without one of these a case has no other files; the last begins an escape that may spell them."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """All of a case that an audit needs."""

    root: str
    """How the names of its files begin in messages."""
    files: tuple[tuple[str, bytes], ...]
    """The case file and those that it includes, by their names in its folder."""
    cited: tuple[tuple[str, str | None], ...]
    """The files that it cites and that are there, with the hash; None where it cannot be made."""


class Source(Protocol):
    """Where a case is taken from."""

    def read(self, name: str, most: int) -> bytes | None:
        """Return at most *most* bytes of a file of the case; None when there is none."""

    def sha256(self, name: str) -> str | None:
        """Return the hash of a file; None where it cannot be made. Raises FileNotFoundError."""


def packed(root: str, name: str, source: Source) -> Parcel | None:
    """Return the case with the case file *name* in *source*; None when there is no such file."""
    limit = limits_of(os.environ).bytes
    data = source.read(name, limit + 1)
    if data is None:
        return None
    files, left = {name: data}, limit - len(data)
    includes, cited = _named(data)
    for other in includes:
        if why_not_within(other) is not None:
            continue
        found = source.read(other, left + 1)
        if found is None:
            continue
        files[other] = found
        left -= len(found)
        if left < 0:  # more than a case may hold, which its reader will say
            break
        cited += _named(found)[1]
    return Parcel(root, tuple(files.items()), tuple(_hashes(source, cited)))


def _hashes(source: Source, cited: list[str]) -> Iterator[tuple[str, str | None]]:
    for name in dict.fromkeys(n for n in cited if why_not_within(n) is None):
        with contextlib.suppress(FileNotFoundError):
            yield name, source.sha256(name)


def _named(data: bytes) -> tuple[list[str], list[str]]:
    """Return the files that a file of a case includes, and those that its documents cite."""
    if not any(sign in data for sign in _TELLING):
        return [], []
    root = parse(data, limits=limits_of(os.environ)).root
    includes = _texts(_value(root, INCLUDE))
    documents = _value(root, "documents")
    items = documents.items if isinstance(documents, Sequence) else ()
    return includes, [name for d in items for name in _texts(_value(d, "file"))]


def _value(node: Node | None, key: str) -> Node | None:
    for name, value in node.pairs if isinstance(node, Mapping) else ():
        if isinstance(name, Scalar) and name.value == key:
            return value
    return None


def _texts(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [n.value for n in items if isinstance(n, Scalar) and n.value]


class _Stays(Exception):  # noqa: N818 - it is a turn of the way, no mistake
    """What is said of a case hangs on the disk it lies on: a link, a right, a missing folder."""


@dataclass(frozen=True, slots=True)
class _Disk:
    folder: Path

    def read(self, name: str, most: int) -> bytes | None:
        try:
            if why_outside(name, self.folder) is None:
                return read_bounded(self.folder / name, most)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            pass
        raise _Stays

    def sha256(self, name: str) -> str | None:
        there = exists(name, self.folder)
        if there == "unknown" or why_outside(name, self.folder) is not None:
            raise _Stays
        if there == "no":
            raise FileNotFoundError(name)
        return sha256_of(self.folder / name.replace("\\", "/"))


def from_disk(place: str) -> Parcel | None:
    """Return the case at the path *place*; None for one that only tells its mistakes there."""
    path = Path(place)
    folder, name = (path, CASE_FILE) if path.is_dir() else (path.parent, path.name)
    try:
        return packed(str(folder / "-")[:-1], name, _Disk(folder))
    except _Stays:
        return None


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Path]:
    """Lay a case out in a folder of its own while this lasts; return its case file."""
    with TemporaryDirectory(prefix="vtaudit-") as name:
        folder, hashes = Path(name).resolve(), dict[Path, str | None]()
        for file, digest in parcel.cited:
            path = folder / file.replace("\\", "/")
            if why_outside(file, folder) is None:
                _put(path, b"")
                hashes[path] = digest
        for file, data in parcel.files:
            if why_outside(file, folder) is None:
                _put(folder / file, data)
                hashes.pop(folder / file, None)
        with elsewhere(hashes):
            yield folder / parcel.files[0][0]


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
