"""From an event of the case to a step: who, by which medium, what was said, what is disputed.

Separate from the facts, which know all steps together; here one event is read by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import reduce
from typing import TYPE_CHECKING

from vtaudit.audit.step import UNKNOWN, YES, Step, contents, nobody, omissions, rivals
from vtaudit.dates.interval import hull
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event, Said
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Word

Words = Mapping[str, "tuple[Said, ...]"]


def step_of(case: Case, book: Rulebook, activity: Activity, event: Event, order: int) -> Step:
    """Return *event* with everything about it that checks ask for."""
    said, unsaid = _words_of(case, event)
    disputed = frozenset((a.field, str(a.value)) for a in rivals(event))
    media = _media(book.words["channel"], event, disputed)
    record, when = event.record, case.moments[event.id]
    written = YES if media == {"written"} else UNKNOWN
    rivals_by = (value for field, value in disputed if field == "by")
    classes = frozenset((activity.id, *activity.classes))
    audited = any(acts_for(case, book, a) for a in event.by)
    return Step(
        event=event,
        activity=activity,
        classes=classes,
        stated=when.interval,
        interval=reduce(hull, (r.moment.interval for r in when.followed), when.open),
        actors=frozenset(event.by),
        reached=frozenset((*event.to, *event.with_)),
        audited=audited,
        perhaps_audited=audited
        or any(acts_for(case, book, a) for a in rivals_by)
        or may_have_done(case, book, activity, event, case.file.case.audited),
        media=media,
        of_event=_known(record.of_event if record else None, written, disputed),
        of_content=_known(record.of_content if record else None, written, disputed),
        said=said,
        unsaid=unsaid,
        perhaps=frozenset(_perhaps(case, event)),
        order=order,
        addressed=_addressed(case, book, activity, disputed),
        unattributed=nobody(event, disputed, "by"),
        disputed=disputed,
    )


def _addressed(
    case: Case, book: Rulebook, activity: Activity, disputed: frozenset[tuple[str, str]]
) -> bool:
    """Return whether somebody gets or takes part in a step of this kind, or of a rival kind."""
    protocol = book.protocols[case.file.case.protocol]
    rivals_ = {value for field, value in disputed if field == "activity"}
    kinds = (activity, *(a for a in protocol.activities if rivals_ and a.id in rivals_))
    return any(not {a.id, *a.classes}.isdisjoint(protocol.addressed) for a in kinds)


def acts_for(case: Case, book: Rulebook, actor: str) -> bool:
    """Return whether *actor* is the audited body, or somebody who acts for it."""
    role = role_word(case, book, actor)
    return actor == case.file.case.audited or (role is not None and role.agent == "yes")


def may_have_done(case: Case, book: Rulebook, activity: Activity, event: Event, who: str) -> bool:
    """Return whether *who* may have done an event of which the case names no doer.

    Not if the protocol has the activity done by others. Where it leaves that open, nor if it was
    sent to *who* or, of those who act for the audited body, to that body: it came from another.
    """
    disputed = frozenset((a.field, str(a.value)) for a in rivals(event))
    if not nobody(event, disputed, "by"):
        return False
    differing = {field for field, _ in disputed}
    if "activity" in differing:
        return True
    own = (who, case.file.case.audited) if acts_for(case, book, who) else (who,)
    if activity.by:
        return any(sort_of(case, actor) in activity.by for actor in own)
    return "to" in differing or not any(actor in event.to for actor in own)


def sort_of(case: Case, actor: str) -> str | None:
    """Return the role of a person, or the kind of a body."""
    person, body = case.people.get(actor), case.bodies.get(actor)
    return person.role if person else body.kind if body else None


def role_word(case: Case, book: Rulebook, actor: str) -> Word | None:
    """Return the role of *actor* as the rulebook words it; None for a body."""
    person = case.people.get(actor)
    return book.words["role"][person.role] if person else None


def _media(
    channels: Mapping[str, Word], event: Event, disputed: frozenset[tuple[str, str]]
) -> frozenset[str]:
    """Return by which media it may have gone, as the case and the accounts of its channel say."""
    rivals = [value for field, value in disputed if field == "channel"]
    named = (event.channel or "", *rivals)
    return frozenset(channels[c].medium if c in channels else "unknown" for c in named)


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


def _perhaps(case: Case, event: Event) -> Iterator[str]:
    """Yield the items of the versions of a paper that went with *event*, not known in which."""
    for paper in event.papers:
        if paper.version is None:
            for version in case.documents[paper.document].versions:
                yield from (s.item for s in (*version.contains, *version.omits))


def _known(stated: str | None, default: Truth, disputed: frozenset[tuple[str, str]]) -> Truth:
    """Return what is known of a record, unless an account of it says otherwise."""
    stated = "unknown" if stated is None else stated
    known = default if stated == "unknown" else Truth(stated)
    rivals = (value for field, value in disputed if field == "record")
    return known if all(Truth(value) is known for value in rivals) else UNKNOWN
