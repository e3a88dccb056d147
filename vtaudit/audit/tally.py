"""What a case says of each rule in one word, so that cases can be counted.

Separate from the findings, which are about steps and people: here a rule has one verdict for the
whole case, the gravest that it has anywhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.audit.findings import VERDICTS
from vtaudit.audit.model import PairingVerdict, Path, Term
from vtaudit.audit.pairing import GRAVEST, of_term

if TYPE_CHECKING:
    from vtaudit.audit.outcomes import Outcome
    from vtaudit.rulebook.model import Rule

Tally = tuple[tuple[str, PairingVerdict], ...]
"""The code of each rule with its verdict for the case."""


def tally(
    rules: Iterable[Rule], outcomes: Iterable[Outcome], terms: Iterable[Term], way: Path
) -> Tally:
    """Return the verdict of each of *rules*; one that never came up does not apply.

    A finding that the case sets aside counts as any other: the record is what it is.
    """
    found: dict[str, PairingVerdict] = {}
    for outcome in outcomes:
        _graver(found, str(outcome.rule.code), VERDICTS[outcome.kept])
    for term in terms:
        _graver(found, term.rule, of_term(term))
    for rule in rules:
        if rule.check == "path" and way.runs:  # it speaks only where the path was left
            found.setdefault(str(rule.code), "shown")
    return tuple((str(r.code), found.get(str(r.code), "not-applicable")) for r in rules)


def _graver(found: dict[str, PairingVerdict], code: str, verdict: PairingVerdict) -> None:
    found[code] = min(found.get(code, verdict), verdict, key=GRAVEST.index)
