"""From an event of the case to a step: who, by which medium, what was said, what is disputed.

Separate from the facts, which know all steps together; here one event is read by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vtaudit.audit.step import UNKNOWN, YES, Step, contents, omissions, rivals
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dates.interval import Interval
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event, Said
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Word

Words = Mapping[str, "tuple[Said, ...]"]


def step_of(
    case: Case, book: Rulebook, activity: Activity, event: Event, interval: Interval, order: int
) -> Step:
    """Return *event* with everything about it that checks ask for."""
    said, unsaid = _words_of(case, event)
    disputed = frozenset((a.field, str(a.value)) for a in rivals(event))
    medium = _medium(book.words["channel"], event, disputed)
    record = event.record
    written = YES if medium == "written" else UNKNOWN
    agents = (role_word(case, book, a) for a in event.by)
    return Step(
        event=event,
        activity=activity,
        classes=frozenset((activity.id, *activity.classes)),
        interval=interval,
        actors=frozenset(event.by),
        reached=frozenset((*event.to, *event.with_)),
        audited=case.file.case.audited in event.by or any(r and r.agent == "yes" for r in agents),
        medium=medium,
        of_event=_known(record.of_event if record else None, written),
        of_content=(
            UNKNOWN
            if any(field == "record" for field, _ in disputed)
            else _known(record.of_content if record else None, written)
        ),
        said=said,
        unsaid=unsaid,
        order=order,
        disputed=disputed,
    )


def role_word(case: Case, book: Rulebook, actor: str) -> Word | None:
    """Return the role of *actor* as the rulebook words it; None for a body."""
    person = case.people.get(actor)
    return book.words["role"][person.role] if person else None


def _medium(
    channels: Mapping[str, Word], event: Event, disputed: frozenset[tuple[str, str]]
) -> str:
    """Return by which medium it went; unknown where accounts of the channel differ in it."""
    rivals = [value for field, value in disputed if field == "channel"]
    named = [event.channel, *rivals] if event.channel else []
    found = {channels[c].medium if c in channels else "unknown" for c in named}
    return found.pop() if len(found) == 1 else "unknown"


def _words_of(case: Case, event: Event) -> tuple[Words, Words]:
    said: dict[str, list[Said]] = defaultdict(list)
    unsaid: dict[str, list[Said]] = defaultdict(list)
    for s in event.says:
        said[s.item].append(s)
    for s in event.not_said:
        unsaid[s.item].append(s)
    for paper in event.papers:
        document = case.documents[paper.document]
        for s in contents(document, paper.version):
            said[s.item].append(s)
        for s in omissions(document, paper.version):
            unsaid[s.item].append(s)
    return ({k: tuple(v) for k, v in said.items()}, {k: tuple(v) for k, v in unsaid.items()})


def _known(stated: str | None, default: Truth) -> Truth:
    if stated is None or (stated == "unknown" and default is YES):
        return default
    return Truth(stated)
