"""What the audit says about the case itself: people, chronology, coverage, what stayed out.

Separate from the verdicts: this only puts in order what the case file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.disputes import done_by
from vtaudit.audit.facts import Facts, Step
from vtaudit.audit.model import (
    Actor,
    Arg,
    CaseInfo,
    Citation,
    Coverage,
    DocumentInfo,
    Entry,
    NotAudited,
    RivalDay,
    Where,
)
from vtaudit.dates.interval import Interval, before
from vtaudit.span import Text

if TYPE_CHECKING:
    from vtaudit.dossier.model import CaseFile, Document, Event, Source
    from vtaudit.rulebook.model import Rule


def actors(facts: Facts) -> Iterator[Actor]:
    """Yield the people and bodies of the case; never a person's name."""
    case = facts.case
    for p in case.file.people:
        own = sum(1 for _ in p.accounts)
        yield Actor(p.id, "person", p.role, None, facts.is_child(p.id), audited=False, accounts=own)
    for b in case.file.bodies:
        audited = b.id == facts.audited_body
        yield Actor(b.id, "body", b.kind, b.name, child=False, audited=audited, accounts=0)


def timeline(facts: Facts) -> Iterator[Entry]:
    """Yield every step in order, those after the peildatum too, marked as such."""
    for step in facts.all_steps:
        yield _entry(facts, step)


def _entry(facts: Facts, step: Step) -> Entry:
    e = step.event
    return Entry(
        event=e.id,
        date=e.date or "",
        interval=step.stated,
        activity=step.activity.id,
        phase=step.activity.phase,
        track=step.activity.track,
        by=tuple(e.by),
        to=tuple(sorted(step.reached)),
        concerns=tuple(e.concerns),
        channel=e.channel,
        text=e.text,
        of_event=str(step.of_event),
        of_content=str(step.of_content),
        audited=str(done_by(facts, step, "audited", {})),
        after_as_of=str(before(Interval.on(facts.as_of), step.interval)),
        accounts=tuple(dict.fromkeys(a.by for a in e.accounts)),
        sources=tuple(_citation(s) for s in e.sources),
        restricted=e.restricted == "yes",
        where=Where(*facts.case.place(e.span)),
        rivals=tuple(_rivals(facts, step)),
    )


def _rivals(facts: Facts, step: Step) -> Iterator[RivalDay]:
    """Yield what else is said about the day; kept back where its source is."""
    kept = {a.by for a in step.event.accounts if a.field == "date"
            and any(s.restricted == "yes" for s in a.sources)}  # fmt: skip
    for rival in facts.case.moments[step.id].rivals:
        yield RivalDay(rival.by, rival.moment.interval, rival.status, rival.by in kept)


def _citation(source: Source) -> Citation:
    return Citation(str(source.document), source.page, source.restricted == "yes")


def case_info(facts: Facts) -> CaseInfo:
    """Return what was audited: the case, its coverage and its papers."""
    case, head = facts.case, facts.case.file.case
    return CaseInfo(
        id=head.id,
        title=head.title,
        summary=head.summary,
        reference=head.reference,
        protocol=head.protocol,
        audited=head.audited,
        sha256=case.sha256,
        coverage=tuple(
            Coverage(
                days or Interval(),
                tuple(c.persons),
                tuple(c.activities),
                c.contents == "yes",
                c.extent == "full" and days is not None,
                c.reason,
                tuple(c.items),
            )
            for c in head.covered
            for days in [case.coverage(c)]
        ),
        documents=tuple(
            DocumentInfo(d.id, d.kind, d.title, d.file, d.sha256, d.restricted == "yes")
            for d in case.file.documents
        ),
        restricted_on=_grounds(case.file),
    )


def _grounds(file: CaseFile) -> tuple[str, ...]:
    """Return on which grounds *file* restricts something, each once, in its own order."""
    whole: tuple[Document | Event, ...] = (*file.documents, *file.events)
    sources = (s for x in whole for s in x.sources)
    found = (x.restricted_on or "" for x in (*whole, *sources) if x.restricted == "yes")
    return tuple(dict.fromkeys(map(str, found)))


def not_audited(facts: Facts, rules: Iterable[Rule]) -> Iterator[NotAudited]:
    """Yield what could not be audited, and why: it is a result too."""
    pinned = facts.case.file.case.rulebook
    if pinned is not None and pinned != facts.book.version:
        used = (("used", Arg("text", facts.book.version)),)
        at = pinned.span if isinstance(pinned, Text) else facts.case.file.case.span
        where = Where(*facts.case.place(at))
        yield NotAudited("rulebook", str(pinned), "pinned", used, where)
    for step in facts.all_steps:
        where = Where(*facts.case.place(step.event.span))
        if step.interval.earliest and step.interval.earliest > facts.as_of:
            yield NotAudited("event", step.id, "after-as-of", where=where)
        elif "unknown-nature" in step.classes:
            yield NotAudited("event", step.id, "unknown-nature", where=where)
    for rule in rules:
        unsure = [str(n) for n in rule.source if facts.book.norms[n].verified == "no"]
        if unsure:
            norms = Arg("list", items=tuple(Arg("norm", n) for n in unsure))
            yield NotAudited("rule", rule.code, "unverified-source", (("norms", norms),))
