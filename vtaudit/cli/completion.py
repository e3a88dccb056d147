"""What the shell offers when an author presses Tab: codes, norms, activities, rules of a case.

Separate from the commands, and imported by them without cost: the rulebook is read when the shell
asks, and whatever is wrong then offers nothing rather than an error in somebody's prompt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

Offer = Callable[[str], list[str]]


def _of(words: Callable[[Rulebook], Iterable[str]]) -> Offer:
    """Return a completion that offers those of *words* that begin as what was typed."""

    def offer(begun: str) -> list[str]:
        from vtaudit.api import rulebook
        from vtaudit.errors import VtauditError

        try:
            return sorted({str(w) for w in words(rulebook()) if str(w).startswith(begun)})
        except VtauditError:
            return []

    return offer


rules = _of(lambda book: [x for r in book.rules for x in (r.code, r.name)])
"""Codes and names of rules."""
codes = _of(lambda book: [r.code for r in book.rules])
"""Codes of rules, with which the ids of findings begin."""
norms = _of(lambda book: book.norms)
"""Ids of norms."""
protocols = _of(lambda book: book.protocols)
"""Ids of protocols."""
activities = _of(lambda book: book.vocabulary(None)["activity"])
"""Kinds of steps."""
bodies = _of(lambda book: book.words["body"])
"""Kinds of bodies."""
kinds = _of(lambda book: book.vocabulary(None))
"""Kinds of words."""
