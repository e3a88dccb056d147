"""The seal of a report: what it rests on and how it was asked for, as one line of plain signs.

Separate from the formats, which only find a place for it, and from the command that reads it back.
The line holds no sign that any format escapes, so that it reads the same in all of them. It proves
nothing by itself: it says how a report is made again, and the bytes of that are the proof.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from vtaudit.dossier.files import exists, sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from vtaudit.audit.model import Audit
    from vtaudit.audit.selection import Selection
    from vtaudit.dossier.case import Case

_HEAD = "vtaudit-seal:1;"
_SEAL = re.compile(rb"vtaudit-seal:1;(?:[a-z-]+=[A-Za-z0-9.,:%_~-]*;)+")
_SHORT = 8
"""Signs of a hash that is there to name a file, beside the whole one that proves them all."""
_MOST = 20
"""Seals that are looked at in one report: text of a case may look like one."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report rests on, beside the words and the form that were asked for."""

    as_of: date
    vtaudit: str
    """Version of vtaudit."""
    book: str
    """Version of the rulebook."""
    rulebook: str
    """SHA-256 of the rulebook."""
    case: str
    """SHA-256 of the case file."""
    files: str
    """SHA-256 over the hashes of all cited files in their order; empty when none is cited."""
    each: tuple[str, ...] = ()
    """How the hash of each cited file begins; `-` for one that is not there."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    not_accepted: bool = False
    """Whether findings that the case sets aside are told as well."""
    lengths: tuple[str, ...] = ()
    """Lengths of guidelines that were set, each as `setting=length`."""
    names: bool = False
    """Whether people stand in it by their names."""
    baseline: str = ""
    """SHA-256 of the earlier report that it was compared with."""


def cited(case: Case) -> tuple[tuple[str, str], ...]:
    """Return each file that a document of *case* names, with what `hash_of` says of it."""
    return tuple((f, hash_of(case.folder, f)) for d in case.file.documents if (f := d.file))


def hash_of(folder: Path, name: str) -> str:
    """Return the SHA-256 of a file that a case in *folder* names; empty when it is not there.

    One that is there, or may be, but cannot be read has `?`: an audit says other things of it.
    """
    found = sha256_of(folder / name.replace("\\", "/"))
    return found or ("" if exists(name, folder) == "no" else "?")


def basis(audit: Audit, hashes: Iterable[tuple[str, str]], rules: Selection) -> Basis:
    """Return what *audit* rests on: the *hashes* of what its case cites, and which *rules*."""
    found = [digest for _, digest in hashes]
    whole = hashlib.sha256("\n".join(found).encode()).hexdigest() if found else ""
    return Basis(
        as_of=audit.as_of,
        vtaudit=audit.version,
        book=audit.rulebook,
        rulebook=audit.rulebook_sha256,
        case=audit.case.sha256,
        files=whole,
        each=tuple(digest[:_SHORT] or "-" for digest in found),
        select=rules.select,
        ignore=rules.ignore,
        not_accepted=not rules.accepted,
        lengths=tuple(f"{name}={length}" for name, length in rules.lengths),
    )


def sealed(rests: Basis, how: Mapping[str, object]) -> str:
    """Return the seal of a report on *rests* that was asked for as *how* says, by name.

    Values that are empty, no or not given are left out.
    """
    own = {f.name: getattr(rests, f.name) for f in fields(rests)}
    pairs = ((name, _plain(value)) for name, value in {**how, **own}.items())
    told = "".join(f"{name.replace('_', '-')}={text};" for name, text in pairs if text)
    return f"{_HEAD}{told}sum={_sum(told)};"


def found(data: bytes) -> tuple[str, ...]:
    """Return the seals that stand in a report, in order and each once; usually there is one."""
    texts = dict.fromkeys(m.group().decode("ascii") for m in _SEAL.finditer(_unpacked(data)))
    return tuple(texts)[:_MOST]


def opened(text: str) -> tuple[Basis, Mapping[str, str]]:
    """Return what a seal says: the basis, and by name how the report was asked for.

    Raises ValueError when it says nothing that can be.
    """
    told, _, last = text.removeprefix(_HEAD).rpartition("sum=")
    if last != f"{_sum(told)};":
        raise ValueError(text)
    pairs = (p.split("=", 1) for p in told.removesuffix(";").split(";"))
    said = {name.replace("-", "_"): value for name, value in pairs}
    own: dict[str, object] = {}
    for f in fields(Basis):
        value = said.pop(f.name, "")
        own[f.name] = _read(str(f.type), value)
    return Basis(**own), {name: unquote(value) for name, value in said.items()}  # type: ignore[arg-type]


def _sum(told: str) -> str:
    """Return what shows that a seal is whole: a changed peildatum may change nothing else."""
    return hashlib.sha256(told.encode()).hexdigest()[:_SHORT]


def _plain(value: object) -> str:
    """Return *value* in signs that stand for themselves in every format."""
    if isinstance(value, tuple):
        return ",".join(_plain(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return quote("" if value is None else str(value), safe=":").replace("--", "%2D%2D")


def _read(kind: str, text: str) -> object:
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "bool":
        return text == "yes"
    if kind.startswith("tuple"):
        return tuple(unquote(part) for part in text.split(",")) if text else ()
    return unquote(text)


def _unpacked(data: bytes) -> bytes:
    """Return what is searched: the parts of a packed office file one after the other."""
    if data[:4] != b"PK\x03\x04":
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    except Exception:  # noqa: BLE001 - whatever the library throws at a spoiled file
        return b""
