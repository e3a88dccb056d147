"""Finding the cases under folders: folders with a case file, single files, in a fixed order.

Separate from the run, because other commands look at many cases as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from vtaudit.batch.remote import as_path, cases_at, is_address
from vtaudit.dossier.reader import CASE_FILE
from vtaudit.errors import InputError
from vtaudit.message import worded


def find_cases(
    folders: Iterable[Path], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Return every case under *folders*, in order, each once; a file named is a case itself.

    *include* and *exclude* are patterns such as `2020-*/*` for the path of a case below its
    folder. Links are followed, and a loop of links is walked once. Raises InputError when there is
    no case: no input is never a success.
    """
    wanted = tuple(folders)
    found = _at(wanted, include, exclude)
    if not found:
        raise _nothing(wanted)
    return found


def find_places(
    places: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return every case under *places* as `find_cases` does: those at paths, then at addresses."""
    named = [as_path(place) for place in places]
    paths = [Path(place) for place in named if not is_address(place)]
    found = dict.fromkeys(map(str, _at(paths, include, exclude)))
    for address in filter(is_address, named):
        fitting = (case for case, below in cases_at(address) if _fits(below, include, exclude))
        found |= dict.fromkeys(fitting)
    if not found:
        raise _nothing(named)
    return tuple(found)


def _nothing(places: Iterable[Path | str]) -> InputError:
    names = ", ".join(map(str, places))
    return InputError(
        worded(
            "no case found in {names}: a case is a folder with a {case_file}",
            names=names,
            case_file=CASE_FILE,
        )
    )


def _at(
    folders: Iterable[Path], include: Sequence[str], exclude: Sequence[str]
) -> tuple[Path, ...]:
    found: dict[Path, Path] = {}
    for folder in folders:
        for path in _under(folder):
            below = path.relative_to(folder).as_posix() if path != folder else path.name
            if _fits(below, include, exclude):
                found.setdefault(path.resolve(), path)
    return tuple(found.values())


def _under(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    seen: set[tuple[int, int]] = set()
    for at, folders, files in os.walk(folder, followlinks=True):
        info = Path(at).stat()
        yield from (p for p in map(Path(at).joinpath, folders) if _closed(p))
        if (info.st_dev, info.st_ino) in seen:
            folders.clear()
            continue
        seen.add((info.st_dev, info.st_ino))
        folders.sort()
        if CASE_FILE in files:
            yield Path(at)


def _closed(folder: Path) -> bool:
    """Return whether nobody can say what *folder* holds: it is given on, so that it is named."""
    return not os.access(folder, os.R_OK | os.X_OK)


def _fits(below: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    if include and not any(fnmatch(below, pattern) for pattern in include):
        return False
    return not any(fnmatch(below, pattern) for pattern in exclude)
