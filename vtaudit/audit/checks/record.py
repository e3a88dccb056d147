"""Checks of the record itself: recorded, dated, sourced, and what a paper holds or should not.

Only the audited body's own statements are ever held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vtaudit.audit.asked import event_arg
from vtaudit.audit.bind import made_by_audited
from vtaudit.audit.checks.result import Result
from vtaudit.audit.coverage import covers
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step, contents
from vtaudit.audit.model import Arg
from vtaudit.audit.select import Env
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
        wanted.append(facts.recorded(step, "event"))
    if "content" in w.what:
        wanted.append(facts.recorded(step, "content"))
    if "sent" in w.what and w.person:
        sent = _sent(step, env[w.person])
        who = {"event": event_arg(step.id), "person": Arg("person", env[w.person])}
        wanted.append(facts.asked.known(sent, "record", on=Arg("text", "sent"), **who))
    return Result(every(wanted))


def _sent(step: Step, person: str) -> Truth:
    record = step.event.record
    if step.medium == "written" and step.reaches(person) is YES:
        return YES
    if record is None or step.rivals_in("record"):
        return UNKNOWN
    if person in record.sent_to:
        return YES
    return NO if person in record.not_sent_to or step.of_content is NO else UNKNOWN


def sourced(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the case says where the event can be read."""
    assert w.event is not None
    return Result(Truth.of(bool(facts.by_id[env[w.event]].event.sources)))


def dated(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the case lets one say on which days at the earliest and latest it was."""
    assert w.event is not None
    interval = facts.by_id[env[w.event]].stated
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
    truths = [
        YES if i in there else NO if i in omitted
        else facts.asked.ask("conveyed", document=args["document"], item=Arg("item", i))
        for i in items
    ]  # fmt: skip
    held = some(truths) if w.any_of else every(truths)
    missing = tuple(Arg("item", i) for i, t in zip(items, truths, strict=True) if t is not YES)
    args["missing"] = Arg("list", items=missing)
    return Result(held, _of_audited(facts, document), args, document=document.id)


def _of_audited(facts: Facts, document: Document) -> tuple[str, ...]:
    """Return the steps of the audited body with which the document went."""
    return tuple(s.id for s in facts.index.carriers(document.id) if s.audited and s in facts)


def _carriers(facts: Facts, document: Document, items: Iterable[str]) -> tuple[str, ...]:
    """Return the steps with which a version went that contains one of *items*."""
    wanted = set(items)
    return tuple(
        s.id
        for s in facts.index.carriers(document.id)
        if s in facts
        and any(
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
    return Result(NO, _of_audited(facts, document), args, document=document.id)


def _own(facts: Facts, said: Said, document: Document) -> Truth:
    """Whether the audited body says it itself: another's statement is never held against it."""
    if said.by is not None:
        return Truth.of(facts.of_audited(said.by))
    return made_by_audited(facts, document)


def _unwanted(
    facts: Facts, said: tuple[Said, ...], w: With, document: Document, args: dict[str, Arg]
) -> Result:
    own = [(s, _own(facts, s, document)) for s in said if s.item in w.items]
    found = [(s, truth) for s, truth in own if truth is not NO]
    held = every(_qualified(facts, s, document=args["document"]) | ~t for s, t in found)
    args["about"] = Arg("list", items=tuple(Arg("person", s.about) for s, _ in found if s.about))
    return Result(held, _carriers(facts, document, w.items), args, document=document.id)


def _qualified(facts: Facts, said: Said, **where: Arg) -> Truth:
    """Return whether whoever said it was qualified to."""
    more = {"person": Arg("person", said.about)} if said.about else {}
    return facts.asked.known(Truth(said.qualified), "record", **where, **more)


def _uttered(facts: Facts, w: With, step: Step) -> Result:
    """Kept when whoever said it was qualified to; what the step cites of others does not count.

    Where others did the step as well, and it is not told who of them said it, that is open.
    """
    own = [s for s in step.event.says if s.by is None or facts.of_audited(s.by)]
    found = [s for s in own if s.item in w.items]
    held = every(
        _qualified(facts, s, event=event_arg(step.id))
        | ~_told(facts, step, s.item)
        | ~_by_audited(facts, step, s)
        for s in found
    )
    more = [i for i in w.items if i not in {s.item for s in found}]
    held &= every(~_told(facts, step, i) for i in more if i in step.rivals_in("says"))
    args = {"about": Arg("list", items=tuple(Arg("person", s.about) for s in found if s.about))}
    return Result(held, args=args)


def _by_audited(facts: Facts, step: Step, said: Said) -> Truth:
    """Return whether the audited body said it, of those who did the step."""
    if said.by is not None or all(facts.of_audited(a) for a in step.event.by):
        return YES
    return facts.asked.ask("doer", event=event_arg(step.id))


def _told(facts: Facts, step: Step, item: str) -> Truth:
    told = facts.tells(step, item)
    return NO if told is None else told


def grounded(facts: Facts, w: With, env: Env) -> Result:
    """Kept when one of the grounds was stated for the event and recorded at the time."""
    assert w.event is not None
    step = facts.by_id[env[w.event]]
    on = {"event": event_arg(step.id)}
    stated = [(g, t) for g, t in step.on_grounds() if g in w.grounds]
    held = some(
        facts.differs(step, ("grounds", ground)) if truth is UNKNOWN
        else facts.asked.known(_written(step, ground), "ground", note=Arg("text", ground), **on)
        for ground, truth in stated
    )  # fmt: skip
    covered = covers(facts, step.interval, names=(step.activity.id,), contents=True)
    if stated or covered:
        return Result(held)
    return Result(facts.asked.ask("ground", **on))


def _written(step: Step, ground: str) -> Truth:
    """Return whether a ground that the case states for *step* was recorded at the time."""
    return some(Truth(g.recorded) for g in step.event.grounds if g.ground == ground)
