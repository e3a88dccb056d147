"""Whether a step is of a kind, by somebody or for somebody, where accounts of that differ.

Separate from the binding of variables: here it is also said whose accounts leave a condition open,
so that a verdict that hangs on them names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.audit.facts import UNKNOWN, Facts, Step
from vtaudit.audit.step import ANY
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.dossier.model import Account
    from vtaudit.rulebook.model import Select

LINKS = ("about", "announces", "answers", "fulfils", "corrects")


def of_kind(facts: Facts, step: Step, names: Iterable[str]) -> Truth:
    """Return whether *step* is one of these activities or classes."""
    wanted = set(names)
    own = Truth.of(bool(step.classes & wanted))
    rivals = [facts.classes_of(value) for field, value in step.disputed if field == "activity"]
    return own if all(Truth.of(bool(r & wanted)) is own for r in rivals) else UNKNOWN


def done_by(facts: Facts, step: Step, who: str, env: Mapping[str, str]) -> Truth:
    """Return whether *who* acted: `audited`, `other`, a variable, or a role or kind of body."""
    if who in ("audited", "other"):
        own = some(truth for a, truth in step.doers() if facts.of_audited(a))
        return own if who == "audited" else ~own
    if who in env:
        return some(truth for a, truth in step.doers() if a == env[who])
    return some(truth for a, truth in step.doers() if _kind(facts, a) == who)


def done_to(facts: Facts, step: Step, who: str) -> Truth:
    """Return whether it was sent to *who*: `audited`, an actor, or a role or kind of body."""
    wanted = facts.audited_body if who == "audited" else who
    return some(t for a, t in step.sent_to() if a == wanted or _kind(facts, a) == wanted)


def _kind(facts: Facts, actor: str) -> str | None:
    person = facts.person(actor)
    if person is not None:
        return person.role
    body = facts.case.bodies.get(actor)
    return body.kind if body else None


def left_open(
    facts: Facts, wanted: Select, step: Step, env: Mapping[str, str]
) -> tuple[Account, ...]:
    """Return the accounts because of which it is not certain that *step* is what is *wanted*."""
    return step.accounts_of(_matters(facts, wanted, step, env))


def _matters(
    facts: Facts, wanted: Select, step: Step, env: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if wanted.activity and of_kind(facts, step, wanted.activity) is UNKNOWN:
        yield "activity", ANY
    if wanted.by and some(done_by(facts, step, who, env) for who in wanted.by) is UNKNOWN:
        yield "by", ANY
    if wanted.to and some(done_to(facts, step, who) for who in wanted.to) is UNKNOWN:
        yield "to", ANY
    if wanted.medium and step.medium == "unknown":
        yield "channel", ANY
    yield from (("says", str(item)) for item in wanted.says)
    if wanted.reaches:
        yield from ((field, env[wanted.reaches]) for field in ("to", "with", "by"))
    yield from ((f, env[var]) for f in LINKS if (var := getattr(wanted, f)))
