"""A case in several files: the lists of the others are read as if they went on in the first.

Separate from the reader, which sees one tree with one count of lines, whatever the number of files;
a problem is told in the file and on the line on which it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vtaudit.dossier.files import read_bounded, why_outside
from vtaudit.errors import Code, Problem
from vtaudit.message import reason, worded
from vtaudit.yamlio import Limits, Mapping, Node, Parsed, Scalar, Sequence, parse

INCLUDE = "include"
"""Key of the files that a case includes; it stands in the first file only."""
_FIRST_ONLY = ("format", "case", INCLUDE)


@dataclass(frozen=True, slots=True)
class Whole:
    """All files of a case as one."""

    parsed: Parsed
    """The tree of all together; None as its root where one of them is no YAML."""
    problems: tuple[Problem, ...]
    """What is wrong with the including itself, without a file yet."""
    sha256: str
    """Hash of the file; of several, hash of the hashes of all, in their order, a line each."""


def whole(file: Path, data: bytes, limits: Limits) -> Whole:
    """Return the case file *file*, which holds *data*, with the files that it includes.

    Only files inside its folder are opened. The limit of bytes is for all together.
    """
    parsed = parse(data, str(file), limits)
    names = list(_names(parsed.root)) if parsed.root is not None else []
    if not names:
        return Whole(parsed, (), hashlib.sha256(data).hexdigest())
    problems: list[Problem] = []
    read, left = [data], limits.bytes - len(data)
    seen = {file.resolve()}
    for node in names:
        name = node.value or ""
        path = _followed(file.parent / name)
        if path is not None and path in seen:
            message = worded("`{name}` is part of the case already", name=name)
            problems.append(Problem(Code.DUPLICATE_ID, message, node.span))
            continue
        if path is not None:
            seen.add(path)
        found = _read(file.parent, node, left, problems)
        if found is None:
            continue
        read.append(found)
        left -= len(found)
        other = parse(found, str(file.parent / name), replace(limits, bytes=len(found)),
                      above=len(parsed.lines))  # fmt: skip
        parsed = _joined(parsed, other, problems)
    each = "\n".join(hashlib.sha256(part).hexdigest() for part in read)
    return Whole(parsed, tuple(problems), hashlib.sha256(each.encode()).hexdigest())


def included(file: Path, limits: Limits) -> tuple[Path, ...] | None:
    """Return the files in its folder that the case file *file* includes, whether they are there.

    None for a case file that cannot be read, or is no YAML: then nobody knows.
    """
    try:
        root = parse(read_bounded(file, limits.bytes + 1), limits=limits).root
    except (OSError, ValueError):
        return None
    if root is None:
        return None
    names = (str(n.value) for n in _names(root))
    return tuple(file.parent / n for n in names if why_outside(n, file.parent) is None)


def _names(root: Node) -> Iterator[Scalar]:
    for key, value in root.pairs if isinstance(root, Mapping) else ():
        if isinstance(key, Scalar) and key.value == INCLUDE:
            items = value.items if isinstance(value, Sequence) else (value,)
            yield from (n for n in items if isinstance(n, Scalar) and n.value)


def _followed(path: Path) -> Path | None:
    """Return where *path* leads; None when it cannot be followed, of which `_read` tells."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _read(folder: Path, node: Scalar, most: int, problems: list[Problem]) -> bytes | None:
    """Return what stands in an included file; what keeps us from it is added to *problems*."""
    name = node.value or ""
    why = why_outside(name, folder)
    if why is not None:
        message = worded("`{name}` does not stay inside the case folder: {reason}", name=name,
                         reason=why)  # fmt: skip
        problems.append(Problem(Code.FILE_OUTSIDE, message, node.span))
        return None
    try:
        data = read_bounded(folder / name, most + 1)
    except OSError as error:
        message = worded("`{name}` cannot be included: {why}", name=name, why=reason(error))
        problems.append(Problem(Code.NO_FILE, message, node.span))
        return None
    if len(data) > most:
        message = worded("with `{name}` the case is larger than a case may be", name=name)
        problems.append(Problem(Code.LIMIT, message, node.span))
        return None
    return data


def _joined(first: Parsed, other: Parsed, problems: list[Problem]) -> Parsed:
    """Return *first* with the lists of *other* after its own."""
    lines = first.lines + other.lines[len(first.lines) :]
    parts = (*first.parts, *other.parts)
    if first.root is None or other.root is None:
        found = (*first.problems, *other.problems)
        return replace(first, root=None, lines=lines, parts=parts, problems=found)
    assert isinstance(first.root, Mapping)
    if not isinstance(other.root, Mapping):
        message = worded("an included file holds lists of the case, such as `events:`")
        problems.append(Problem(Code.WRONG_TYPE, message, other.root.span))
        return replace(first, lines=lines, parts=parts)
    pairs = _merged(first.root.pairs, other.root.pairs, problems)
    return replace(first, root=first.root._replace(pairs=pairs), lines=lines, parts=parts)


Pair = tuple[Node, Node]


def _merged(own: Iterable[Pair], more: Iterable[Pair], problems: list[Problem]) -> tuple[Pair, ...]:
    pairs = list(own)
    for key, value in more:
        name = key.value if isinstance(key, Scalar) else None
        if name in _FIRST_ONLY:
            message = worded("`{key}` belongs in the first file of a case", key=name)
            problems.append(Problem(Code.UNKNOWN_KEY, message, key.span))
            continue
        place = next((n for n, (k, _) in enumerate(pairs)
                      if isinstance(k, Scalar) and k.value == name), None)  # fmt: skip
        before = pairs[place][1] if place is not None else None
        if place is not None and isinstance(before, Sequence) and isinstance(value, Sequence):
            pairs[place] = pairs[place][0], before._replace(items=before.items + value.items)
        else:
            pairs.append((key, value))
    return tuple(pairs)
