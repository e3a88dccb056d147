"""The checks that a rule can name: what each asks of the record, three-valued.

Adding a kind of check is one function here and one line in `CHECKS`. Each returns whether the rule
was kept (yes, no, unknown), on which events that rests, and which facts would settle it. Names
follow the Declare templates where one fits; the reference of the checks is docs/design/checks.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vtaudit.audit.bind import Env, select
from vtaudit.audit.facts import NO, UNKNOWN, YES, Facts, Step
from vtaudit.audit.model import Arg, Fact
from vtaudit.dates.interval import Interval
from vtaudit.span import Text
from vtaudit.truth import Truth, every, some

if TYPE_CHECKING:
    from vtaudit.dossier.model import Document, Said
    from vtaudit.rulebook.model import Part, Select, With


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found for one binding."""

    kept: Truth
    events: tuple[str, ...] = ()
    """Events it rests on beside those of the binding."""
    deciding: tuple[Fact, ...] = ()
    args: Mapping[str, Arg] = field(default_factory=dict)
    provable: Truth = UNKNOWN
    """For information: whether the record shows what was conveyed."""
    interval: Interval | None = None
    days: tuple[int | None, int | None] | None = None
    document: str | None = None
    key: str | None = None
    """What tells this result from others of the same rule, where no variable does."""


Check = Callable[[Facts, "With", Env], Result]


def fact(kind: str, **args: Arg) -> Fact:
    """Return a deciding fact with its arguments in a fixed order."""
    return Fact(kind, tuple(sorted(args.items())))  # type: ignore[arg-type]


def event_arg(event: str) -> Arg:
    """Return a reference to an event for a sentence."""
    return Arg("event", event)


# -- existence and order ----------------------------------------------------------------------


def exists(facts: Facts, w: With, env: Env) -> Result:
    """Kept when an event as described is there (Declare: existence)."""
    return _found(facts, w, env, since=w.event)


def precedes(facts: Facts, w: With, env: Env) -> Result:
    """Kept when such an event came before the event examined (Declare: precedence)."""
    return _found(facts, w, env, until=w.before)


def absent(facts: Facts, w: With, env: Env) -> Result:
    """Kept when no event as described is there (Declare: absence)."""
    found = _found(facts, w, env, since=w.event)
    return replace(found, kept=~found.kept)


def _found(
    facts: Facts, w: With, env: Env, *, since: str | None = None, until: str | None = None
) -> Result:
    assert w.select is not None
    wanted = replace(w.select, before=Text(until)) if until else w.select
    found = list(select(facts, wanted, env))
    held = some(truth for _, truth in found)
    if held is not NO:
        events = tuple(s.id for s, t in found if t is held)
        links = tuple(
            fact("link", event=event_arg(s.id), to=event_arg(_anchor(env, since or until)))
            for s, t in found
            if t is UNKNOWN and held is UNKNOWN
        )
        return Result(held, events, links)
    return _not_there(facts, wanted, env, since, until)


def _anchor(env: Env, var: str | None) -> str:
    return env[var] if var else ""


def _not_there(
    facts: Facts, wanted: Select, env: Env, since: str | None, until: str | None
) -> Result:
    """Nothing in the record: a no inside what is covered, otherwise unknown."""
    window = Interval(
        facts.by_id[env[since]].interval.earliest if since else None,
        facts.by_id[env[until]].interval.latest if until else facts.as_of,
    )
    person = env[wanted.reaches] if wanted.reaches else None
    covered = facts.covers(window, person=person, names=wanted.activity)
    if covered is YES:
        return Result(NO)
    names = tuple(Arg("activity", n) for n in wanted.activity)
    return Result(UNKNOWN, deciding=(fact("event", what=Arg("list", items=names)),))


# -- information ------------------------------------------------------------------------------


def conveyed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the item reached the person, by the audited body and, if asked, provably.

    Unknown when a contact is on record whose content is not; no when every contact is known not
    to have conveyed it and the record would show it.
    """
    assert w.person is not None
    person = env[w.person]
    items = (env[w.item],) if w.item else (*w.items, *w.any_of)
    steps = _contacts(facts, w, env, person)
    cells = [(s, t & some(_told(facts, w, s, person, i) for i in items)) for s, t in steps]
    held = some(t for _, t in cells)
    events = tuple(s.id for s, t in cells if t is held)
    if held is YES:
        return Result(YES, events, provable=some(s.of_content for s, t in cells if t is YES))
    open_ = tuple(s for s, t in cells if t is UNKNOWN)
    if open_:
        deciding = tuple(fact("conveyed", event=event_arg(s.id)) for s in open_)
        return Result(UNKNOWN, tuple(s.id for s in open_), deciding, provable=UNKNOWN)
    if cells and w.at:
        return Result(NO, tuple(s.id for s, _ in cells), provable=NO)
    window = _until(facts, w, env)
    covered = facts.covers(window, person=person, contents=True, items=items)
    if covered is YES:
        return Result(NO, provable=NO)
    return Result(UNKNOWN, deciding=(fact("coverage", person=Arg("person", person)),))


def _until(facts: Facts, w: With, env: Env) -> Interval:
    cover = facts.steps[0].interval.earliest if facts.steps else None
    latest = facts.by_id[env[w.before]].interval.latest if w.before else facts.as_of
    return Interval(cover if w.before is None else facts.by_id[env[w.before]].interval.earliest,
                    latest)  # fmt: skip


def _contacts(facts: Facts, w: With, env: Env, person: str) -> list[tuple[Step, Truth]]:
    if w.at:
        step = facts.by_id[env[w.at]]
        return [(step, YES)] if step.reaches(person) else []
    found = select(facts, w.select, env) if w.select else ((s, YES) for s in facts.steps)
    until = facts.by_id[env[w.before]] if w.before else None
    contacts = []
    for step, truth in found:
        if step.audited and step.reaches(person):
            when = truth if until is None else truth & facts.not_after(step, until)
            if when is not NO:
                contacts.append((step, when))
    return contacts


def _told(facts: Facts, w: With, step: Step, person: str, item: str) -> Truth:
    if w.written == "yes" and step.medium not in ("written", "unknown"):
        return NO
    if _to(step.said.get(item, ()), person):
        return step.of_content if w.provably == "yes" and step.of_content is not NO else (
            UNKNOWN if w.provably == "yes" else YES
        )  # fmt: skip
    if _to(step.unsaid.get(item, ()), person):
        return NO
    whole = facts.covers(step.interval, person=person, contents=True, items=(item,))
    readable = YES if w.written == "yes" else step.of_content
    return NO if (whole & readable) is YES else UNKNOWN


def _to(said: Iterable[Said], person: str) -> bool:
    return any(not s.to or person in s.to for s in said)


def answered(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every item asked is conveyed in an answer; it never echoes a judgement.

    No when an answer is on record that is shown not to touch an item asked; unknown when the
    content of the answer, or its being an answer at all, is.
    """
    assert w.event is not None
    question = facts.by_id[env[w.event]]
    asked = tuple(dict.fromkeys(s.item for s in question.event.asks))
    replies = [
        (s, t)
        for s in facts.steps
        if s.audited and s.event.answers
        for t in [facts.linked(s.event.answers, question.id)]
        if t is not NO
    ]
    args = {"asked": Arg("list", items=tuple(Arg("item", i) for i in asked))}
    if not replies:
        return _unanswered(facts, question, args)
    left = {i: some(t & _touches(facts, s, i) for s, t in replies) for i in asked}
    held = every(left.values())
    events = tuple(s.id for s, _ in replies)
    missing = tuple(i for i, t in left.items() if t is not YES)
    args["missing"] = Arg("list", items=tuple(Arg("item", i) for i in missing))
    args["answers"] = Arg("list", items=tuple(event_arg(e) for e in events))
    deciding = tuple(fact("answer", event=event_arg(e)) for e in events) if held is UNKNOWN else ()
    return Result(held, events, deciding, args)


def _touches(facts: Facts, step: Step, item: str) -> Truth:
    if item in step.said:
        return YES
    if item in step.unsaid:
        return NO
    whole = facts.covers(step.interval, contents=True, items=(item,)) is YES
    return NO if step.of_content is YES and whole else UNKNOWN


def _unanswered(facts: Facts, question: Step, args: dict[str, Arg]) -> Result:
    asker = min(question.actors, default=None)
    window = Interval(question.interval.earliest, facts.as_of)
    args["missing"] = args["asked"]
    args["answers"] = Arg("list")
    if facts.covers(window, person=asker, contents=True) is YES:
        return Result(NO, args=args)
    return Result(UNKNOWN, deciding=(fact("answer", event=event_arg(question.id)),), args=args)


# -- the record -------------------------------------------------------------------------------


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
    deciding = (fact("record", event=event_arg(step.id)),) if held is UNKNOWN else ()
    return Result(held, deciding=deciding)


def _sent(step: Step, person: str) -> Truth:
    record = step.event.record
    if step.medium == "written" and step.reaches(person):
        return YES
    if record is None:
        return UNKNOWN
    if person in record.sent_to:
        return YES
    return NO if person in record.not_sent_to or record.of_content == "no" else UNKNOWN


def confirmed(facts: Facts, w: With, env: Env) -> Result:
    """Kept when what was told orally also reached the person in writing, then or later."""
    assert w.event is not None
    assert w.person is not None
    told = facts.by_id[env[w.event]]
    if told.medium == "written":
        return Result(YES, (told.id,))
    found = [
        (s, truth)
        for s, truth in select(facts, w.select, env)  # type: ignore[arg-type]
        if s.audited and s.medium == "written" and s.reaches(env[w.person])
    ]
    held = some(t for _, t in found)
    if held is not NO:
        return Result(held, tuple(s.id for s, t in found if t is held))
    window = Interval(told.interval.earliest, facts.as_of)
    covered = facts.covers(window, person=env[w.person], contents=True)
    if told.of_content is NO and covered is YES:
        return Result(NO, (told.id,))
    return Result(UNKNOWN, (told.id,), (fact("record", event=event_arg(told.id)),))


def contains(facts: Facts, w: With, env: Env) -> Result:
    """Kept when the document contains what it should, or lacks what it should not contain."""
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
    return Result(held, _carriers(facts, document.id), deciding, args, document=document.id)


def _carriers(facts: Facts, document: str) -> tuple[str, ...]:
    return tuple(s.id for s in facts.steps if any(p.document == document for p in s.event.papers))


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
    return Result(NO, _carriers(facts, document.id), args=args, document=document.id)


def _own(facts: Facts, said: Said, document: Document) -> bool:
    """Whether it is the audited body's own statement: another's is never held against it."""
    return facts.audited_body == (said.by or document.author)


def _unwanted(
    facts: Facts, said: tuple[Said, ...], w: With, document: Document, args: dict[str, Arg]
) -> Result:
    found = [s for s in said if s.item in w.items and _own(facts, s, document)]
    held = every(Truth(s.qualified) for s in found)
    args["about"] = Arg("list", items=tuple(Arg("person", s.about) for s in found if s.about))
    deciding = (fact("record", document=args["document"]),) if held is UNKNOWN else ()
    return Result(held, _carriers(facts, document.id), deciding, args, document=document.id)


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


# -- complaints -------------------------------------------------------------------------------


def redress(facts: Facts, w: With, env: Env) -> Result:
    """Kept when every kind of redress is among the steps that answer the complaint."""
    assert w.complaint is not None
    complaint = facts.case.complaints[env[w.complaint]]
    given = {str(e) for e in complaint.redress if e in facts.by_id}
    found = {p.id: _given(facts, p, env, given) for p in w.parts}
    held = every(t for t, _ in found.values())
    events = tuple(dict.fromkeys(e for _, es in found.values() for e in es))
    missing = tuple(Arg("item", p) for p, (t, _) in found.items() if t is not YES)
    args = {"missing": Arg("list", items=missing), "complaint": Arg("text", complaint.id)}
    deciding = tuple(fact("event", what=Arg("item", p)) for p, (t, _) in found.items()
                     if t is UNKNOWN)  # fmt: skip
    return Result(held, events, deciding, args)


def _given(facts: Facts, part: Part, env: Env, given: set[str]) -> tuple[Truth, tuple[str, ...]]:
    events = tuple(s.id for s, t in select(facts, part.select, env) if t is YES and s.id in given)
    if events:
        return YES, events
    window = Interval(None, facts.as_of)
    covered = facts.covers(window, names=part.select.activity)
    return (NO if covered is YES else UNKNOWN), ()


CHECKS: Mapping[str, Check] = {
    "exists": exists,
    "responds": exists,
    "precedes": precedes,
    "absent": absent,
    "conveyed": conveyed,
    "answered": answered,
    "recorded": recorded,
    "confirmed": confirmed,
    "contains": contains,
    "grounded": grounded,
    "sourced": sourced,
    "dated": dated,
    "redress": redress,
}
