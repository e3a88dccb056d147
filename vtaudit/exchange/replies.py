"""The replies of the parties back into a case, as their accounts of the steps they are about.

Separate from the commands, so that what is added can be tried without one. Nothing that stands in
the case is changed or taken away, and a reply that is there already is not added again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import Code, InputError, Problem
from vtaudit.exchange.authoring import bytes_of_case, text_of_case
from vtaudit.message import worded
from vtaudit.span import Span
from vtaudit.yamlio.roundtrip import with_accounts

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.report.commentary import Reply

FIELD = "other"
"""A reply is about a step as a whole; an investigator says afterwards what it is about."""


def new_replies(case: Case, found: Iterable[Reply], file: str) -> tuple[Reply, ...]:
    """Return the replies in *file* that *case* does not have yet.

    Raises InputError with every reply to a step, or by a party, that the case does not know.
    """
    kept, problems = [], []
    actors = (*case.people, *case.bodies)
    for reply in found:
        for kind, name, known in (("step", reply.event, case.events), ("party", reply.by, actors)):
            if name not in known:
                at = Span(reply.line, 1, reply.line, 2)
                problems.append(
                    Problem(Code.DANGLING, wrong_word(kind, name, known), at, file)
                )  # fmt: skip
        if not _told(case, reply):
            kept.append(reply)
    if problems:
        raise InputError(problems=tuple(problems))
    return tuple(kept)


def _told(case: Case, reply: Reply) -> bool:
    event = case.events.get(reply.event)
    accounts = event.accounts if event is not None else ()
    return any((a.by, a.text) == (reply.by, reply.text) for a in accounts)


def with_replies(data: bytes, found: Iterable[Reply]) -> bytes:
    """Return the case file *data* with each reply as an account of its step; the rest is the same.

    Line endings and a byte order mark stay as they were; spacing becomes that of the house. Raises
    InputError for a file that cannot be changed so.
    """
    added = [(r.event, {"by": r.by, "field": FIELD, "text": r.text}) for r in found]
    try:
        return bytes_of_case(with_accounts(text_of_case(data), added), data)
    except ValueError as error:
        raise InputError(worded("the replies cannot be added: {reason}", reason=error)) from None
