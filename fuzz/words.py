"""Words for what is made up: texts that an author may write, and the vocabulary of a protocol."""

from __future__ import annotations

from functools import cache

from vtaudit.api import rulebook

TEXTS = (
    "gesprek", "x", "", " ", "=1+1", "<b>", "a: b # c", "- [x](javascript:1)", "`|*_", "é\u0301\u200b",
    "\u202e", "regel 1\nregel 2", "'\"\\", "{{0}} {1} {x}", "%s %(x)d", "*a", "&a", "!t", "x" * 300,
    "---", "~", "null", "😀", "\u2028",
)  # fmt: skip
"""What an author may write; none of it may act, or mean anything to the reader."""


@cache
def vocabulary(protocol: str) -> dict[str, list[str]]:
    """Return the words of each kind, in order."""
    return {kind: sorted(words) for kind, words in rulebook().vocabulary(protocol).items()}
