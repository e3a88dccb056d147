"""What follows from a case told in one way, to hold it beside the same case told otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vtaudit.api import rulebook
from vtaudit.audit.engine import tallied
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Audit
from vtaudit.audit.outcomes import outcomes
from vtaudit.dossier.case import Case
from vtaudit.dossier.reader import case_of
from vtaudit.yamlio import emit

BOOK = rulebook()
LOOSE = ("first", "last", "previous", "any")
"""Ways to take one of several steps: which one it is may be another, the verdict may not."""
OPEN = ("unknown", "undetermined", "not-established", "possible")
SILENT = (None, "None", "not-applicable")
"""Where a rule does not speak, what is kept beside it may be shown all the same."""
Told = dict[tuple[object, ...], str]
Json = dict[str, Any]


def read(case: Json) -> Case:
    data = emit(case).encode()
    return case_of(
        Path("case.yaml"), data, BOOK.vocabulary(), BOOK.dates, calendars=BOOK.working_days
    )


def told(case: Json) -> Told:
    """What follows from a case, by what it is about."""
    return follows(read(case))


def follows(one: Case) -> Told:
    assert one.file.case.as_of is not None
    facts = Facts(one, BOOK.under(one.file.case.protocol), one.file.case.as_of)
    result, counted = tallied(one, BOOK, one.file.case.as_of)
    codes = {code for code, _ in counted}
    rules = (r for r in BOOK.rules if r.code in codes and r.with_.within is None
             and r.check not in ("path", "disagree"))  # fmt: skip
    found: Told = {}
    for o in outcomes(facts, rules):
        loose = {b.var for b in o.rule.bind if b.take in LOOSE}
        env = tuple(sorted((k, v) for k, v in o.env.items() if k not in loose))
        found["rule", o.rule.code, env, o.person, o.item] = str(o.kept)
    return found | terms_and_path(result)


def terms_and_path(result: Audit) -> Told:
    found: Told = {("need", n.event, n.number): n.verdict for n in result.path.needs}
    for t in result.terms:
        found["term", t.rule, t.about[:1], t.person, t.key] = t.status
    for run in result.path.runs:
        for d in run.deviations:
            found["path", run.track, run.object, d.kind, d.activity, d.event] = d.likelihood
    return found


def turned(open_: Told, one: Told) -> list[object]:
    """Return what is established in dispute, and is not so in one way of telling it."""
    kept = ("yes", "shown", "met", "running", *SILENT)
    return [
        (key, verdict, one.get(key)) for key, verdict in open_.items()
        if verdict not in OPEN and one.get(key) != verdict
        and not (one.get(key) in SILENT and verdict in kept)
    ]  # fmt: skip
