"""What the mutations begin with: the cases of the repository, and the examples of its rules.

Separate from the corpus, which is kept as files: this is made anew, so that it never grows old.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from vtaudit.api import load_case, rulebook
from vtaudit.dossier.case import Case
from vtaudit.rulebook.load import DATA, sources
from vtaudit.trial.case import text_of

ROOT = Path(__file__).parent.parent
TINY = ROOT / "fuzz" / "tiny"
_EVERY = 4
"""Of the rules and norms of a file one in so many is mutated: they are all alike."""
_SMALL = 14_000
"""Bytes of a case of the repository that is still mutated."""


@cache
def tiny() -> Case:
    """Return a case in which everything occurs once, in its own folder."""
    return load_case(TINY)


@cache
def cases() -> list[bytes]:
    """Return small cases: the tiny one, an example of each rule, the small ones of the repository."""
    examples = [text_of(r.examples[0].case).encode() for r in rulebook().rules if r.examples]
    kept = [p.read_bytes() for p in sorted((ROOT / "cases").glob("*/case.yaml"))]
    whole = [(TINY / "case.yaml").read_bytes(), *examples, *kept]
    return [data for data in whole if len(data) <= _SMALL]


@cache
def books() -> list[bytes]:
    """Return files of a rulebook, each with its name as a comment; rules and norms one by one."""
    found: list[bytes] = []
    for name, data in sources(DATA).items():
        if name.startswith(("rules/", "norms/")):
            top, *rest = re.split(r"(?m)^(?=  - (?:code|id):)", data.decode())
            key = top[top.index(name[:5]) :]
            found += [f"# {name}\n{key}{one}".encode() for one in rest[::_EVERY]]
        elif len(data) < _SMALL:
            found.append(f"# {name}\n".encode() + data)
    return found
