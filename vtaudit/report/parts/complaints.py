"""Each complaint beside what bears on it: the record, the parties and the verdicts, kept apart.

A fact has a source, a view has a party, a verdict has an author: none may look like another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report import places
from vtaudit.report.document import Bit, Block, Items, Line, Section, items, line
from vtaudit.report.folding import folded
from vtaudit.report.parts.findings import listed, told_of
from vtaudit.report.wording import facts, positive

if TYPE_CHECKING:
    from vtaudit.audit.model import (
        ComplaintResult,
        Entry,
        Finding,
        Positive,
        RecordedVerdict,
    )
    from vtaudit.report.voice import Voice


def stated(voice: Voice) -> Section:
    """Return the complaints as they were put, with the norms they are tested against."""
    lines = tuple(_statement(voice, c) for c in voice.audit.complaints)
    return Section("stated", voice.say("The complaints"), (items(*lines),) if lines else ())


def _statement(voice: Voice, complaint: ComplaintResult) -> Line:
    who = voice.actor(complaint.by) if complaint.by else ""
    against = voice.say("against {body}", body=voice.actor(complaint.against))
    about = ", ".join(x for x in (who, against) if x)
    return Line((Bit(complaint.id, strong=True), Bit(f"({about}): {complaint.text}")))


def results(voice: Voice, *, brief: bool = False) -> Section:
    """Return each complaint with what bears on it."""
    parts = tuple(_result(voice, c, brief=brief) for c in voice.audit.complaints)
    return Section("complaints", voice.say("Per complaint"), (), parts)


def _result(voice: Voice, complaint: ComplaintResult, *, brief: bool) -> Section:
    say = voice.say
    bearing = [voice.findings[f] for f in complaint.findings if f in voice.findings]
    against = [f for f in bearing if f.certainty == "established"]
    unclear = [f for f in bearing if f.certainty != "established"]
    parts = (
        Section("facts", say("Facts"), tuple(_steps(voice, complaint, brief=brief))),
        Section("views", say("Views of the parties"), tuple(_views(voice, complaint))),
        Section("against", say("Wanting, as the record shows"),
                _some(voice, against, brief=brief)),
        Section("kept", say("Kept, as the record shows"), _kept(voice, complaint.shown)),
        Section("unclear", say("What cannot be established"), _some(voice, unclear, brief=brief)),
        Section("redress", say("Redress"), tuple(_redress(voice, complaint))),
        Section("verdicts", say("Verdicts of others (not used here)"),
                tuple(_verdicts(voice, complaint.verdicts))),
    )  # fmt: skip
    head = line(say("Tested against: {norms}", norms=voice.norms(complaint.norms)))
    title = f"{complaint.id}: {complaint.text}"
    return Section(complaint.id, title, (head,), tuple(p for p in parts if p.blocks))


def _some(voice: Voice, findings: list[Finding], *, brief: bool) -> tuple[Block, ...]:
    if findings:
        return told_of(voice, findings, full=not brief)
    return (line(voice.say("nothing")),)


def _steps(voice: Voice, complaint: ComplaintResult, *, brief: bool) -> Iterator[Block]:
    """Yield the steps that the complaint is about: with their sources, or in brief by number."""
    if brief and complaint.about:
        yield line(voice.by_number(complaint.about))
        return
    entries = [e for e in voice.audit.timeline if e.event in complaint.about]
    if entries:
        yield items(*(_fact(voice, e) for e in entries))


def _fact(voice: Voice, entry: Entry) -> Line:
    told = line(f"{voice.date_of(entry)}: {entry.text}", cites=entry.sources)
    return places.named(told, about=places.to_steps(voice, (entry.event,)))


def _views(voice: Voice, complaint: ComplaintResult) -> Iterator[Items]:
    if complaint.views:
        yield items(*(Line((Bit(f"{voice.actor(v.by)}:", strong=True), Bit(v.text)), v.citations)
                      for v in complaint.views))  # fmt: skip


def kept(voice: Voice, shown: Iterable[Positive]) -> Iterator[Line]:
    """Yield what the record shows to have been kept, each sentence once, with its rule and places.

    As a finding against the body is told, so is what speaks for it.
    """
    told: dict[tuple[str, str], list[Positive]] = {}
    for fold in folded(shown, lambda p: p.rule):
        text = positive(voice, replace(fold.first, args=fold.args))
        told.setdefault((text, fold.first.rule), []).extend(fold.members)
    for (text, rule), found in told.items():
        cites = tuple(dict.fromkeys(c for p in found for c in p.citations))
        steps = places.to_steps(voice, (e for p in found for e in p.events))
        yield places.named(Line((Bit(text, "good"), Bit(f"({rule})")), cites), about=steps)


def _kept(voice: Voice, shown: Iterable[Positive]) -> tuple[Block, ...]:
    lines = tuple(kept(voice, shown))
    return (items(*lines),) if lines else (line(voice.say("nothing")),)


def _redress(voice: Voice, complaint: ComplaintResult) -> Iterator[Items]:
    """Yield the kinds of redress that the record shows, then what it does not show."""
    given = [_given(voice, p) for p in complaint.redress]
    missing = [voice.findings[f] for f in complaint.redress_missing if f in voice.findings]
    if given:
        yield items(*given)
    if missing:
        yield listed(voice, missing)


def _given(voice: Voice, item: Positive) -> Line:
    kind = voice.word("item", item.item or item.rule)
    told = f"{kind}: {voice.joined(voice.event(e) for e in item.events)}"
    open_ = (voice.say("disputed: {fact}", fact=f) for f in facts(voice, item.disputed))
    return line("; ".join((told, *open_)), "good", item.citations)


def _verdicts(voice: Voice, verdicts: Iterable[RecordedVerdict]) -> Iterator[Items]:
    lines = [_verdict(voice, v) for v in verdicts]
    if lines:
        yield items(*lines)


def _verdict(voice: Voice, item: RecordedVerdict) -> Line:
    who = voice.joined(voice.actor(a) for a in item.by)
    when = voice.dated(item.date) if item.date else ""
    head = ", ".join(x for x in (who, when) if x)
    told = [voice.word("outcome", item.outcome), voice.norms(item.norms), item.text or ""]
    if item.overturned_by:
        told.append(voice.say("set aside by {verdict}", verdict=item.overturned_by))
    said = Bit("; ".join(t for t in told if t))
    return Line((Bit(f"{head}:", strong=True), said), item.citations)
