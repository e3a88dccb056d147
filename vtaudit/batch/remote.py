"""Cases at an address, such as `s3://bucket/dossiers`: finding and fetching them with fsspec.

Separate because this is the only importer of fsspec, which is an extra.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from vtaudit.batch.parcel import Parcel, packed
from vtaudit.dossier.reader import CASE_FILE
from vtaudit.errors import Code, InputError, Problem, UsageError
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHANGING = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified")
"""What stores call that which differs when the contents do."""
_CHUNK = 1024 * 1024


def is_address(place: str) -> bool:
    """Return whether *place* is an address; `as_path` knows those that only name a path."""
    return "://" in place


def as_path(place: str) -> str:
    """Return *place*, or for an address of this machine, `file://`, the path that it names."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return url2pathname(urlsplit(place).path) if place.lower().startswith("file://") else place


def cases_at(address: str) -> Iterator[tuple[str, str]]:
    """Yield each case under *address* in order: its own address, and its path below that one.

    An address of a file is a case itself. Raises InputError when the store refuses.
    """
    fs, top = _store(address)
    try:
        found = sorted(fs.find(top))
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise InputError(None, (_refused(address, error),)) from None
    if found == [top]:
        yield address, top.rpartition("/")[2]
        return
    for file in found:
        folder, _, name = file.rpartition("/")
        if name == CASE_FILE:
            yield fs.unstrip_protocol(folder), folder[len(top) :].strip("/") or name


def fetched(address: str) -> Parcel:
    """Return the case at *address*; raises InputError when it cannot be had."""
    fs, place = _store(address)
    try:
        folder, _, name = place.rpartition("/") if fs.isfile(place) else (place, "", CASE_FILE)
        root = fs.unstrip_protocol(folder).rstrip("/") + "/"
        parcel = packed(root, name, _Remote(fs, folder))
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise InputError(None, (_refused(address, error),)) from None
    if parcel is None:
        message = worded("this folder has no {case_file}", case_file=CASE_FILE)
        raise InputError(None, (Problem(Code.NO_FILE, message, file=address),))
    return parcel


def mark(address: str) -> bytes:
    """Return what differs when the case file at *address* does, without fetching it if that can be.

    Raises OSError when it cannot be had.
    """
    fs, place = _store(address)
    try:
        file = place if fs.isfile(place) else f"{place}/{CASE_FILE}"
        info = fs.info(file)
        said = {key: str(info[key]) for key in _CHANGING if info.get(key)}
        if said:
            return json.dumps({**said, "size": info.get("size")}, sort_keys=True).encode()
        data: bytes = fs.cat_file(file)
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise OSError(str(error)) from None
    return data


def hash_at(address: str, name: str) -> str:
    """Return the SHA-256 of the file *name* of the case at *address*; empty when not to be had."""
    fs, place = _store(address)
    try:
        folder = place.rpartition("/")[0] if fs.isfile(place) else place
        return _Remote(fs, folder).sha256(name)
    except Exception:  # noqa: BLE001 - each store has errors of its own
        return ""


@dataclass(frozen=True, slots=True)
class _Remote:
    fs: Any
    folder: str

    def read(self, name: str, most: int) -> bytes | None:
        try:
            with self.fs.open(f"{self.folder}/{name}", "rb") as file:
                data: bytes = file.read(most)
                return data
        except FileNotFoundError:
            return None

    def sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        with self.fs.open(f"{self.folder}/{name}".replace("\\", "/"), "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


@cache
def _scheme(scheme: str) -> None:
    """Raise UsageError when addresses with this *scheme* cannot be read here."""
    try:
        import fsspec
    except ImportError:
        told = worded("cases at an address need an extra: pip install 'vtaudit[fsspec]'")
        raise UsageError(told) from None
    try:
        fsspec.get_filesystem_class(scheme)
    except (ValueError, ImportError) as error:
        raise UsageError(
            worded("`{scheme}://` cannot be read here: {reason}", scheme=scheme, reason=error)
        ) from None


def _store(address: str) -> tuple[Any, str]:
    """Return the file system that *address* is in, and the place in it."""
    _scheme(address.partition("://")[0])
    from fsspec.core import url_to_fs

    fs, place = url_to_fs(address)
    return fs, place.rstrip("/")


def _refused(address: str, error: Exception) -> Problem:
    told = reason(error) if isinstance(error, OSError) else worded("it says: {words}", words=error)
    return Problem(Code.NO_FILE, worded("it cannot be read: {why}", why=told), file=address)
