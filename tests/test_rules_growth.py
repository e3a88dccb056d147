"""How much work the rules are as a case gets longer, counted in calls, and what they name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from effort import growth

from vtaudit.api import audit, rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import of_rule
from vtaudit.audit.terms import terms
from vtaudit.dossier.case import Case
from vtaudit.trial.case import built

STEPS = """\
  - {{id: melding-{n}, activity: melding, date: {day}, by: melder-1, to: vt, concerns: [kind-1]}}
  - {{id: gesprek-{n}, activity: gesprek-ouders, date: {day}, by: vt, with: [moeder], about: melding-{n}}}
  - {{id: brief-{n}, activity: informeren, date: {day}, by: vt, to: moeder, channel: telefoon, says: [zorgen], about: melding-{n}}}
  - {{id: klaar-{n}, activity: afsluiting, date: {end}, by: vt, to: moeder, channel: brief, about: melding-{n}}}
"""
CHECKS = tuple(dict.fromkeys(r.check for r in rulebook().rules if r.check != "path"))


def case_of(size: int) -> Case:
    days = [date(2019, 1, 7) + timedelta(4 * n) for n in range(size)]
    text = "".join(STEPS.format(n=n, day=d, end=d + timedelta(7)) for n, d in enumerate(days))
    head = "case: {as_of: 2022-12-31, covered: [{from: 2019-01-01, to: 2022-12-31}]}\nevents:\n"
    return built(rulebook(), head + text)


@pytest.mark.parametrize("check", CHECKS)
def test_no_check_looks_at_all_steps_for_each(check: str) -> None:
    """Twice as many steps are twice as much work, and a little: not four times.

    Each is tied to its report: of one that may belong to any, every report has to tell.
    """

    def work(size: int) -> Callable[[], object]:
        case = case_of(size)
        day = case.file.case.as_of
        assert day is not None
        rules = tuple(r for r in rulebook().rules if r.check == check)

        def tried() -> object:
            facts = Facts(case, rulebook(), day)
            timed = [*terms(facts, rules)]
            return timed, [[*of_rule(facts, r)] for r in rules if r.with_.within is None]

        return tried

    assert growth(work, 40) < 3.2


def test_a_finding_names_the_steps_near_it() -> None:
    """Of sixty reports and closings in a row, those nearest to the days without a holder."""
    case = case_of(60)
    found = [f for f in audit(case).findings if f.code == "VT511"]
    assert found
    assert all(len(f.events) <= 25 for f in found)
