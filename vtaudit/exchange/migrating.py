"""Case files of an earlier format brought to the present one, step by step.

Separate because it is the one place that knows how formats followed each other: a new format is a
line in `STEPS`, from its number to what makes a file of it one of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args, get_type_hints

from vtaudit.dossier.model import CaseFile
from vtaudit.errors import Code, InputError, Problem
from vtaudit.message import worded
from vtaudit.yamlio import Mapping as MappingNode
from vtaudit.yamlio import Scalar, parse

NEWEST: str = get_args(get_type_hints(CaseFile)["format"])[0]
"""The format that this version reads and writes."""
STEPS: Mapping[str, tuple[str, Callable[[str], str]]] = {}
"""For each earlier format the next one, and what rewrites the text of a file to it; comments and
order stay. There has been only one format so far."""


def migrated(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the case file *data* in the newest format, and the formats it went through.

    Raises InputError, with its place, for a file that is no YAML or whose format is not known.
    """
    passed: list[str] = []
    found = _format(data, name)
    while found != NEWEST:
        found, step = STEPS[found]
        data = step(data.decode("utf-8-sig")).encode()
        passed.append(found)
    return data, tuple(passed)


def _format(data: bytes, name: str) -> str:
    parsed = parse(data, name)
    if parsed.root is None:
        raise InputError(None, parsed.problems)
    pairs = parsed.root.pairs if isinstance(parsed.root, MappingNode) else ()
    node = next((v for k, v in pairs if isinstance(k, Scalar) and k.value == "format"), None)
    found = node.value if isinstance(node, Scalar) else None
    if found == NEWEST or found in STEPS:
        return str(found)
    message = (
        worded("`format:` is missing: {newest} is the newest", newest=NEWEST)
        if node is None
        else worded("format `{found}` is not known; this version reads up to {newest}",
                    found=found or "", newest=NEWEST)
    )  # fmt: skip
    place = (node or parsed.root).span
    raise InputError(None, parsed.located([Problem(Code.UNKNOWN_WORD, message, place)]))
