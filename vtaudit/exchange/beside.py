"""What stands beside a step of a draft: all that the source says and the step has no place for.

Separate from the draft, which says what a step may be: here is what the author must still look at
herself, so that nothing of the source is dropped and no guess goes for a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.exchange.propose import Proposal
    from vtaudit.report.catalogue import Catalogue


def beside(proposal: Proposal, ids: Sequence[str], cat: Catalogue) -> Iterator[str]:
    """Yield the remarks on a step, and what is to do; *ids* are those of all steps in order."""
    row = proposal.row
    if row.said and not row.date:
        yield cat.say("todo: date: `{said}` cannot be read", said=row.said)
    elif row.said:
        yield cat.say("date in the source: {said}", said=row.said)
    if row.borrowed:
        yield cat.say("todo: date: that of the row above; the source gives none here")
    if row.by:
        yield cat.say("who, in the source: {who}", who=row.by)
    for remark in row.remarks:
        yield cat.say("in the source: {remark}", remark=remark)
    for line in row.doubtful:
        yield cat.say("todo: is this a step of its own? {line}", line=line)
    if proposal.open:
        yield cat.say(
            "about: the source does not say whether also {links}",
            links=", ".join(f"{{id: {ids[n]}, link: unknown}}" for n in proposal.open),
        )
