"""The one way in: a case, a rulebook and a peildatum make an `Audit`.

It only puts the parts together, in the order in which each needs the one before; what follows
from what is decided in the modules that it calls. It reads no file and no clock.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit import findings as found
from vtaudit.audit.accepted import accepted
from vtaudit.audit.complaints import complaints
from vtaudit.audit.describe import actors, case_info, not_audited, timeline
from vtaudit.audit.facts import Facts
from vtaudit.audit.hanging import hanging
from vtaudit.audit.model import Audit, Finding
from vtaudit.audit.outcomes import outcomes
from vtaudit.audit.pairing import pairings
from vtaudit.audit.path import path
from vtaudit.audit.tally import Tally, tally
from vtaudit.audit.terms import terms
from vtaudit.version import VERSION

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Rule


def audit(case: Case, book: Rulebook, as_of: date) -> Audit:
    """Return everything that follows from *case* and *book* on the peildatum *as_of*.

    Pure: the same arguments give the same audit, to the byte in every format.
    """
    return tallied(case, book, as_of)[0]


def tallied(case: Case, book: Rulebook, as_of: date) -> tuple[Audit, Tally]:
    """Return the audit, and the verdict of each rule by which cases are counted."""
    facts = Facts(case, book.under(case.file.case.protocol), as_of)
    chosen = _rules(facts)
    rules = {str(r.code): r for r in chosen}
    way = path(facts)
    all_terms = tuple(terms(facts, chosen))
    results = (
        *outcomes(facts, (r for r in chosen if r.with_.within is None and r.check != "path")),
        *found.of_path(facts, way, (r for r in chosen if r.check == "path")),
    )
    listed = sorted(
        hanging((*found.of_terms(facts, all_terms, rules), *found.of_outcomes(facts, results)),
                rules),
        key=lambda f: _place(facts, f),
    )  # fmt: skip
    set_aside, kept = accepted(facts, listed, as_of)
    result = Audit(
        version=VERSION,
        rulebook=book.version,
        rulebook_sha256=book.sha256,
        case=case_info(facts),
        as_of=as_of,
        people=tuple(actors(facts)),
        timeline=tuple(timeline(facts)),
        path=way,
        terms=all_terms,
        gaps=tuple(found.gaps(kept, results, rules, case.file.case.id)),
        pairings=tuple(pairings(facts, results, all_terms, rules)),
        told=tuple(found.told(results)),
        findings=kept,
        complaints=tuple(complaints(facts, kept, results, all_terms, rules)),
        questions=tuple(found.questions(facts, kept, rules)),
        accepted=set_aside,
        not_audited=tuple(not_audited(facts, chosen)),
    )
    return result, tally(chosen, results, all_terms, way)


def _rules(facts: Facts) -> tuple[Rule, ...]:
    """Return the rules that belong to the protocol of the case, in the order of their codes."""
    mine = (r for r in facts.book.rules if _belongs(facts, r))
    return tuple(sorted(mine, key=lambda r: r.code))


def _belongs(facts: Facts, rule: Rule) -> bool:
    """Return whether *rule* is one for this protocol and rests on law that holds where it does."""
    law = facts.protocol.law
    here = not law or all(facts.book.norms[n].group in law for n in rule.source)
    return here and (not rule.protocols or facts.protocol.id in rule.protocols)


def _place(facts: Facts, finding: Finding) -> tuple[str, int, str, str]:
    first = min((facts.by_id[e].order for e in finding.events), default=-1)
    return (finding.code, first, finding.person or "", finding.id)
