"""Checks of the record itself: recorded, dated, sourced, and what a paper holds or should not.

Only the audited body's own statements are ever held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env
from vtaudit.audit.checks.result import Result, dispute, event_arg, fact
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step, contents
from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.step import ANY
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.dossier.model import Document, Said
    from vtaudit.rulebook.model import With


def recorded(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the event, its content, or the sending of it was recorded at the time."""
    assert w.event is not None
    step = facts.by_id[env[w.event]]
    wanted = []
    if "event" in w.what:
        wanted.append(step.of_event)
    if "content" in w.what:
        wanted.append(step.of_content)
    if "sent" in w.what and w.person:
        wanted.append(_sent(step, env[w.person]))
    held = every(wanted)
    return Result(held, deciding=(_unrecorded(step),) if held is UNKNOWN else ())


def _unrecorded(step: Step) -> Fact:
    differing = step.accounts_of([("record", ANY)])
    return dispute(step, differing) if differing else fact("record", event=event_arg(step.id))


def _sent(step: Step, person: str) -> Truth:
    record = step.event.record
    if step.medium == "written" and step.reaches(person) is YES:
        return YES
    if record is None:
        return UNKNOWN
    if person in record.sent_to:
        return YES
    return NO if person in record.not_sent_to or record.of_content == "no" else UNKNOWN


def sourced(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the case says where the event can be read."""
    assert w.event is not None
    return Result(Truth.of(bool(facts.by_id[env[w.event]].event.sources)))


def dated(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the case lets one say on which days at the earliest and latest it was."""
    assert w.event is not None
    interval = facts.by_id[env[w.event]].interval
    bounded = interval.earliest is not None and interval.latest is not None
    return Result(Truth.of(bounded), args={"date": Arg("date", interval=interval)})


def contains(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the document contains what it should, or lacks what it should not contain."""
    if w.event is not None:
        return _uttered(facts, w, facts.by_id[env[w.event]])
    assert w.document is not None
    document = facts.case.documents[env[w.document]]
    said = document.contains + tuple(s for v in document.versions for s in v.contains)
    args = {"document": Arg("document", document.id)}
    if w.meaning:
        return _meant(facts, said, w.meaning, document, args)
    if w.absent == "yes":
        return _unwanted(facts, said, w, document, args)
    omitted = {
        s.item for s in document.omits + tuple(o for v in document.versions for o in v.omits)
    }
    there = {s.item for s in said}
    items = (env[w.item],) if w.item else (*w.items, *w.any_of)
    truths = [YES if i in there else NO if i in omitted else UNKNOWN for i in items]
    held = some(truths) if w.any_of else every(truths)
    missing = tuple(Arg("item", i) for i, t in zip(items, truths, strict=True) if t is not YES)
    args["missing"] = Arg("list", items=missing)
    deciding = (fact("conveyed", document=args["document"]),) if held is UNKNOWN else ()
    return Result(held, _of_audited(facts, document), deciding, args, document=document.id)


def _of_audited(facts: Facts, document: Document) -> tuple[str, ...]:
    """Return the steps of the audited body with which the document went."""
    return tuple(
        s.id
        for s in facts.steps
        if s.audited and any(p.document == document.id for p in s.event.papers)
    )


def _carriers(facts: Facts, document: Document, items: Iterable[str]) -> tuple[str, ...]:
    """Return the steps with which a version went that contains one of *items*."""
    wanted = set(items)
    return tuple(
        s.id
        for s in facts.steps
        if any(
            p.document == document.id and wanted & {c.item for c in contents(document, p.version)}
            for p in s.event.papers
        )
    )


def _meant(
    facts: Facts,
    said: tuple[Said, ...],
    meaning: str,
    document: Document,
    args: dict[str, Arg],
) -> Result:
    other = [s for s in said if s.item == meaning and s.meant and s.meant != meaning]
    if not other:
        return Result(YES, args=args, document=document.id)
    args["item"] = Arg("item", meaning)
    args["meant"] = Arg("item", other[0].meant or "")
    return Result(NO, _of_audited(facts, document), args=args, document=document.id)


def _own(facts: Facts, said: Said, document: Document) -> bool:
    """Whether the audited body says it itself: another's statement is never held against it."""
    return facts.audited_body == (said.by or document.author)


def _unwanted(
    facts: Facts, said: tuple[Said, ...], w: With, document: Document, args: dict[str, Arg]
) -> Result:
    found = [s for s in said if s.item in w.items and _own(facts, s, document)]
    held = every(Truth(s.qualified) for s in found)
    args["about"] = Arg("list", items=tuple(Arg("person", s.about) for s in found if s.about))
    deciding = (fact("record", document=args["document"]),) if held is UNKNOWN else ()
    return Result(held, _carriers(facts, document, w.items), deciding, args, document=document.id)


def _uttered(facts: Facts, w: With, step: Step) -> Result:
    """Kept when whoever said it was qualified to; what the step cites of others does not count."""
    own = {facts.audited_body, *step.actors}
    found = [s for s in step.event.says if s.item in w.items and (s.by is None or s.by in own)]
    held = every(Truth(s.qualified) for s in found)
    args = {"about": Arg("list", items=tuple(Arg("person", s.about) for s in found if s.about))}
    deciding = (fact("record", event=event_arg(step.id)),) if held is UNKNOWN else ()
    return Result(held, deciding=deciding, args=args)


def grounded(facts: Facts, w: With, env: Env) -> Result:
    """Kept when one of the grounds was stated for the event and recorded at the time."""
    assert w.event is not None
    step = facts.by_id[env[w.event]]
    stated = [g for g in step.event.grounds if g.ground in w.grounds]
    held = some(Truth(g.recorded) for g in stated)
    if held is YES:
        return Result(YES)
    if not stated and facts.covers(
        step.interval, names=(step.activity.id,), contents=True
    ) is not YES:  # fmt: skip
        held = UNKNOWN
    deciding = (fact("ground", event=event_arg(step.id)),) if held is UNKNOWN else ()
    return Result(held, deciding=deciding)
