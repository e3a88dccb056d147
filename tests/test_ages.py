"""What an age that a case states says of the age on another day: never less than can be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vtaudit.api import rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.who import age_on
from vtaudit.dates.interval import Interval
from vtaudit.trial.case import built

BOOK = rulebook()


def years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@pytest.mark.parametrize("on", ["2020-02-28", "2020-02-29", "2020-03-01", "2021-02-28"])
def test_every_day_of_birth_that_gives_the_age_is_held_possible(on: str) -> None:
    case = built(BOOK, f"people: [{{id: kind-1, role: kind, age: {{years: 17, on: {on}}}}}]\n")
    assert case.file.case.as_of is not None
    facts = Facts(case, BOOK, case.file.case.as_of)
    stated = date.fromisoformat(on)
    births = [date(2001, 1, 1) + timedelta(n) for n in range(1500)]
    births = [b for b in births if years(b, stated) == 17]
    for day in (stated + timedelta(n) for n in (-366, -1, 0, 1, 2, 364, 365, 366, 367)):
        found = age_on(facts, case.people["kind-1"], Interval.on(day))
        ages = [years(b, day) for b in births]
        assert found == (min(ages), max(ages)), day
