"""Checks that bind no variables and find their own events: disputes.

Separate from the checks of one binding; those of a state, and of statements, stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.checks import Result
from vtaudit.audit.facts import NO, Facts
from vtaudit.audit.filed import filed
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env
from vtaudit.audit.silence import longest_gap
from vtaudit.audit.statements import approved, marked

if TYPE_CHECKING:
    from vtaudit.dossier.model import Account
    from vtaudit.rulebook.model import With


def disagree(facts: Facts, w: With, env: Env) -> Iterator[Result]:  # noqa: ARG001 - all take these
    """Yield a no for every matter on which the accounts differ."""
    for kind, subject, accounts in _disputed(facts):
        by_field: dict[str, list[Account]] = {}
        for account in accounts:
            by_field.setdefault(account.field, []).append(account)
        for name, group in by_field.items():
            args = {
                "subject": Arg(kind, subject) if subject else Arg("word", "subject:case"),
                "field": Arg("word", f"field:{name}"),
                "accounts": Arg("list", items=tuple(_voice(a) for a in group)),
            }
            events = (subject,) if kind == "event" else ()
            yield Result(NO, events, args, key=f"{kind}:{subject}#{name}")


def _voice(account: Account) -> Arg:
    said = account.text or account.value or ""
    return Arg("list", items=(Arg("person", account.by), Arg("text", said)))


Subject = Literal["event", "document", "person", "text"]


def _disputed(facts: Facts) -> Iterator[tuple[Subject, str, tuple[Account, ...]]]:
    case = facts.case.file
    for s in facts.steps:
        yield "event", s.id, s.event.accounts
    for d in case.documents:
        yield "document", d.id, d.accounts
    for p in case.people:
        yield "person", p.id, p.accounts
    for c in case.complaints:
        yield "text", c.id, c.accounts
    yield "text", "", case.accounts


SPECIAL: Mapping[str, Callable[[Facts, With, Env], Iterator[Result]]] = {
    "longest-gap": longest_gap,
    "disagree": disagree,
    "approved": approved,
    "marked": marked,
    "filed": filed,
}
