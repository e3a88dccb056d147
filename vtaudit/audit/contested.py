"""What would move if terms were counted in a way that the rulebook does not follow.

Separate from the terms, whose verdicts never rest on it: an investigator can show that a finding
stands either way, or see which one would not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.audit.facts import Facts
from vtaudit.audit.terms import terms

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Term
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.counting import Contested


def otherwise(case: Case, book: Rulebook, audit: Audit) -> Iterator[Other]:
    """Yield for every contested way of counting which terms of *audit* it would move."""
    facts, found = Facts(case, book.under(case.file.case.protocol), audit.as_of), audit.terms
    codes = {t.rule for t in found}
    chosen = tuple(sorted((r for r in book.rules if r.code in codes), key=lambda r: r.code))
    for contested in book.counting.contested:
        counted = tuple(terms(facts, chosen, contested))
        pairs = zip(found, counted, strict=True)
        yield Other(contested, tuple((a, b) for a, b in pairs if _ends(a) != _ends(b)))


def _ends(term: Term) -> tuple[object, ...]:
    return term.status, term.last_day, term.readings


@dataclass(frozen=True, slots=True)
class Other:
    """A contested way of counting, and the terms that it moves."""

    contested: Contested
    moved: tuple[tuple[Term, Term], ...]
    """Each term as the rulebook counts it, and as it would then be."""

    @property
    def changed(self) -> tuple[tuple[Term, Term], ...]:
        """Those of which the outcome itself is another one."""
        return tuple((a, b) for a, b in self.moved if a.status != b.status)
