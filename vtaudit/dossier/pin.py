"""To which version of the rulebook a case is pinned, before anything else of it is read.

Separate from the reader: which words a case may use is the rulebook's to say, so that the rulebook
has to be known first.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from vtaudit.dossier.reader import case_bytes
from vtaudit.errors import InputError
from vtaudit.yamlio import parse
from vtaudit.yamlio.nodes import Mapping, Scalar
from vtaudit.yamlio.parser import limits_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from vtaudit.yamlio.nodes import Node

_KEY = re.compile(rb"\brulebook\b[\"']?\s*:\s*[\"']?([^\s\"',}#]+)")


def pin(path: Path, known: Collection[str]) -> str | None:
    """Return which of the versions *known* the case at *path* is pinned to, None for no such one.

    What is wrong with the case is for its reader to tell.
    """
    if not (path.is_dir() or path.is_file()):
        return None  # what can be read but once is the reader's
    try:
        file, data = case_bytes(path, limits_of(os.environ))
    except InputError:
        return None
    # to parse a file twice is slow: only one that seems to name a version is looked into
    if not {found.decode(errors="replace") for found in _KEY.findall(data)} & set(known):
        return None
    named = _under(_under(parse(data, str(file)).root, "case"), "rulebook")
    version = named.value if isinstance(named, Scalar) else None
    return version if version in known else None


def _under(node: Node | None, key: str) -> Node | None:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    return next((v for k, v in pairs if isinstance(k, Scalar) and k.value == key), None)
