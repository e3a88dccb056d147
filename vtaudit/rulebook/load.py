"""Where rulebooks are: the one that comes with vtaudit, its earlier versions, and one's own.

The YAML files are the rulebook. Beside them lies the same content as JSON, which loads in
milliseconds and is used only when its hash says that it was made of exactly these files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from vtaudit.decode import wrong_word
from vtaudit.errors import Code, Problem, RulebookError, UsageError
from vtaudit.message import reason, worded
from vtaudit.rulebook.book import Rulebook
from vtaudit.rulebook.files import (
    HEAD,
    WHOLE,
    WORDS,
    Contents,
    Part,
    doubles,
    in_order,
    joined,
    name_for,
    parts,
)  # fmt: skip
from vtaudit.rulebook.own import laid_over, over
from vtaudit.rulebook.packing import pack, unpack
from vtaudit.rulebook.references import dangling

VERSION = "1"
"""Version of the rulebook that comes with this vtaudit."""
DATA = Path(__file__).parent / "data"
EARLIER = Path(__file__).parent / "earlier"
"""Earlier versions: a folder each, named by its version, with the files as they were."""
COMPILED = Path(__file__).parent / "compiled.json"
_TAIL = b"]\n"

Loaded = tuple[Contents, str, str]
"""Contents of a rulebook, the hash of its files, and its version."""


def chosen(name: str | None) -> Rulebook:
    """Return the rulebook that *name* means; None is the one that comes with vtaudit.

    A name is a version of that one (such as `1`), or the folder of one's own rulebook. Raises
    UsageError when there is no such rulebook and RulebookError with everything wrong in it.
    """
    return as_book(*_chosen(name))


def _chosen(name: str | None) -> Loaded:
    if name is None or name in versions():
        return _version(name or VERSION)
    folder = Path(name)
    if not folder.is_dir():
        known = ", ".join(versions())
        raise UsageError(
            worded("no rulebook `{name}`: expected a folder, or a version ({known})",
                   name=name, known=known)
        )  # fmt: skip
    return own(folder)


def versions() -> tuple[str, ...]:
    """Return the versions that can be loaded, the current one last."""
    older = sorted(p.name for p in EARLIER.iterdir() if p.is_dir()) if EARLIER.is_dir() else []
    return (*older, VERSION)


def _version(version: str) -> Loaded:
    files = sources(DATA if version == VERSION else EARLIER / version)
    digest = sha256(files)
    kept = _compiled(digest) if version == VERSION else None
    place = "" if version == VERSION else f"{version}/"
    return kept or read(files, place), digest, version


def own(folder: Path) -> Loaded:
    """Return the rulebook in *folder*: by itself, or laid over the version that it extends.

    Raises RulebookError with every problem in its files.
    """
    files, problems, place = sources(folder), list[Problem](), f"{folder.as_posix()}/"
    if HEAD not in files:
        raise RulebookError(
            worded("{file} is missing: it gives `id`, `version` and `extends`", file=place + HEAD)
        )
    found = parts(files, place, problems, whole=False)
    part = next((p for p in found if p.head), None)
    if part is None or part.head is None:
        raise RulebookError(worded("the rulebook cannot be used"), tuple(problems))
    head = part.head
    if head.extends is None:
        _complete(files, part, problems)
        return read(files, place), sha256(files), f"{head.id}.{head.version}"
    if head.extends not in versions():
        message = wrong_word("rulebook version", head.extends, versions())
        wrong = part.parsed.located([Problem(Code.DANGLING, message, head.extends.span)])
        raise RulebookError(worded("the rulebook cannot be used"), (*problems, *wrong))
    base, under, _ = _version(str(head.extends))
    digest = sha256({**files, HEAD: files[HEAD] + under.encode()})
    version = f"{head.extends}+{head.id}.{head.version}"
    return laid_over(base, found, head, problems), digest, version


def _complete(files: Mapping[str, bytes], part: Part, problems: list[Problem]) -> None:
    """Refuse a rulebook by itself that lacks files: it was most likely meant to extend another."""
    lacking = [n for n in (WORDS, *WHOLE) if n not in files]
    if not lacking:
        return
    if not part.wrong and part.head is not None:
        message = worded("`extends` is missing: the version of vtaudit's rulebook that this one "
                         "adds to ({known}); without it {files} must be here too",
                         known=", ".join(versions()), files=", ".join(lacking))  # fmt: skip
        problems += part.parsed.located([Problem(Code.MISSING, message, part.head.span)])
    raise RulebookError(worded("the rulebook cannot be used"), in_order(problems))


def of_folder(folder: Path) -> tuple[Rulebook, tuple[Part, ...]]:
    """Return the rulebook in *folder* and what its files say; raises as `own`."""
    book = as_book(*own(folder))
    return book, parts(sources(folder), f"{folder.as_posix()}/", [], whole=False)


def with_file(name: str | None, file: Path) -> tuple[Rulebook, tuple[Part, ...]]:
    """Return the rulebook *name* with one more file laid over it, and what that file says.

    An entry of the file goes before one with the same id. Raises UsageError when it cannot be
    read, and RulebookError with everything wrong in it.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        told = worded("{file} cannot be read: {why}", file=file, why=reason(error))
        raise UsageError(told) from None
    contents, digest, version = _chosen(name)
    if file.name == HEAD:
        raise UsageError(worded("{file} holds no rules: give its folder to test the whole rulebook",
                                file=file))  # fmt: skip
    kind, problems = name_for(data, str(file)), list[Problem]()
    found = parts({kind: data}, "", problems, whole=False, shown=str(file))
    whole = over(contents, found)
    problems += [*doubles(found), *(x for p in found for x in dangling(whole, p))]
    if problems:
        raise RulebookError(problems=in_order(problems))
    return as_book(whole, sha256({"": digest.encode(), kind: data}), version), found


def sources(folder: Path) -> dict[str, bytes]:
    """Return the files of a rulebook by their name relative to *folder*, in order."""
    paths = sorted(folder.rglob("*.yaml"), key=lambda p: p.relative_to(folder).as_posix())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


def sha256(files: Mapping[str, bytes]) -> str:
    """Return the hash of a rulebook: of the names and the contents of its files."""
    digest = hashlib.sha256()
    for name, data in files.items():
        text = data.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


def compiled(files: Mapping[str, bytes]) -> bytes:
    """Return the quick form of a rulebook: JSON, in its first line two hashes, then the contents.

    The hashes are that of the files it was made of, and that of the contents as they stand here.
    """
    packed = pack(read(files), Contents)
    contents = json.dumps(packed, ensure_ascii=False, indent=0, separators=(",", ":")).encode()
    return _head(sha256(files), contents) + contents + _TAIL


def _head(digest: str, contents: bytes) -> bytes:
    return f'["{digest}","{hashlib.sha256(contents).hexdigest()}",\n'.encode()


def _compiled(digest: str) -> Contents | None:
    """Return the quick form of the files with *digest*; None when it is of others, or damaged."""
    try:
        head, _, rest = COMPILED.read_bytes().partition(b"\n")
    except OSError:
        return None
    contents = rest.removesuffix(_TAIL)
    if rest == contents or head + b"\n" != _head(digest, contents):
        return None
    return unpack(json.loads(contents), Contents)


def as_book(contents: Contents, digest: str, version: str) -> Rulebook:
    """Return *contents* with everything findable by its id."""
    return Rulebook(
        version=version,
        sha256=digest,
        words={kind: {str(w.id): w for w in words} for kind, words in contents.words.items()},
        norms={str(n.id): n for n in contents.norms},
        protocols={str(p.id): p for p in contents.protocols},
        rules=contents.rules,
        dates=contents.dates,
        calendar_data=contents.calendar,
        regimes={r.id: r for r in contents.regimes},
        proposals=contents.proposals,
        counting=contents.counting,
        calendars=contents.calendars,
    )


def read(files: Mapping[str, bytes], place: str = "") -> Contents:
    """Return what *files* say by themselves; raises RulebookError with every problem in them."""
    problems: list[Problem] = []
    found = parts(files, place, problems, whole=True)
    contents = joined(found)
    if contents is None:
        raise RulebookError(worded("the rulebook cannot be used"), tuple(problems))
    wrong = [*doubles(found), *(x for p in found for x in dangling(contents, p))]
    if problems or wrong:
        raise RulebookError(worded("the rulebook cannot be used"), in_order([*problems, *wrong]))
    return contents
