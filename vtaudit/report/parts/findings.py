"""Findings, gaps, who was told what, and what could not be audited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report import places
from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Column,
    Item,
    Items,
    Line,
    Section,
    Sign,
    Table,
    items,
    line,
)
from vtaudit.report.folding import Fold, folded
from vtaudit.report.phrases import LEFT_OUT, UNVERIFIED
from vtaudit.report.wording import facts, message, not_audited, readings

if TYPE_CHECKING:
    from vtaudit.audit.model import AcceptedFinding, Finding, Gap, Severity, Told
    from vtaudit.report.document import Block
    from vtaudit.report.voice import Voice

SEVERITIES: tuple[Severity, ...] = ("shortcoming", "attention", "note")
"""The weights of findings, gravest first."""


def listed(voice: Voice, findings: Iterable[Finding], *, settle: bool = True) -> Items:
    """Return findings as a list by rule: gravest first, established before the rest."""
    rules: dict[str, list[Fold[Finding]]] = {}
    for fold in folds(sorted(findings, key=gravity)):
        rules.setdefault(fold.first.code, []).append(fold)
    return Items(tuple(_rule(voice, group, settle=settle) for group in rules.values()))


def folds(findings: Iterable[Finding]) -> tuple[Fold[Finding], ...]:
    """Return findings, those that one sentence can tell together."""
    return folded(findings, lambda f: (f.code, f.certainty, f.reason))


def gravity(finding: Finding) -> tuple[int, bool]:
    """Return a key that puts the gravest first, and what is established before the rest."""
    return SEVERITIES.index(finding.severity), finding.certainty != "established"


def _rule(voice: Voice, group: list[Fold[Finding]], *, settle: bool) -> Item:
    first = group[0].first
    head = Line((
        Bit(first.code, strong=True),
        Bit(voice.title(first.code), strong=True),
        Bit(f"({voice.closed('severity', first.severity)})"),
    ))  # fmt: skip
    under = tuple(Item(fold_line(voice, f), _settling(voice, f) if settle else ()) for f in group)
    return Item(head, under)


def sign_of(finding: Finding) -> Sign:
    """Return the sign of a finding: a remark is no reproach, however well established."""
    return "remark" if finding.severity == "note" else SIGN_OF[finding.certainty]


def fold_line(voice: Voice, fold: Fold[Finding]) -> Line:
    """Return a fold as one sentence with its sources."""
    cites = tuple(dict.fromkeys(c for f in fold.members for c in f.citations))
    text = message(voice, replace(fold.first, args=fold.args))
    told = Line((Bit(text, sign_of(fold.first)),), cites)
    steps = places.to_steps(voice, (e for f in fold.members for e in f.events))
    norms = places.to_norms(voice, (n for f in fold.members for n in f.norms))
    names = (places.finding(f.id) for f in fold.members)
    return places.named(told, *names, about=(*steps, *norms))


def _settling(voice: Voice, fold: Fold[Finding]) -> tuple[Item, ...]:
    """Return the readings of a fold and the facts that would settle it."""
    read = readings(voice, fold.first.code, (r for f in fold.members for r in f.readings))
    told = [Item(line(text)) for text in read]
    settled = facts(voice, (d for f in fold.members for d in f.deciding))
    if settled:
        told.append(Item(line(voice.say("would settle it: {fact}", fact="; ".join(settled)))))
    if hung := _hung(voice, fold):
        told.append(Item(line(voice.say("on this hangs: {rules}", rules=hung))))
    return tuple(told)


def _hung(voice: Voice, fold: Fold[Finding]) -> str:
    """Return the rules of the findings that hang on the accounts that a fold tells of."""
    ids = dict.fromkeys(i for f in fold.members for i in f.hanging)
    codes = dict.fromkeys(voice.findings[i].code for i in ids if i in voice.findings)
    return "; ".join(f"{voice.title(code)} ({code})" for code in codes)


def gaps(voice: Voice, *, full: bool = True) -> Section:
    """Return the holes in the record: what kind, of what, where, and whether it is established.

    As a table, or unless it is *full* as a list by kind.
    """
    say = voice.say
    groups: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in voice.audit.gaps:
        found = voice.findings.get(gap.finding or "")
        groups.setdefault((gap.kind, found.code if found else "", gap.certainty), []).append(gap)
    columns = (
        Column(say("Of what"), main=True, share=5),
        Column(say("Kind"), under=True, share=2, label=False),
        Column(say("Steps and people"), under=True, share=6, label=False),
        Column(say("How long"), under=True, share=3, label=False),
    )
    rows = tuple(_hole(voice, code, found) for (_, code, _), found in groups.items())
    made: Block = Table(columns, rows) if full else _by_kind(rows)
    return Section("gaps", say("Gaps in the record"), (made,) if rows else ())


def _by_kind(rows: Iterable[tuple[Line, ...]]) -> Items:
    """Return the rows as a list, those of one kind together."""
    kinds: dict[Line, list[Item]] = {}
    for what, kind, *rest in rows:
        bits = (*what.bits, *(b for told in rest if told for b in told.bits))
        kinds.setdefault(kind, []).append(Item(Line(bits, between="; ")))
    return Items(tuple(Item(kind, tuple(under)) for kind, under in kinds.items()))


def _hole(voice: Voice, code: str, gaps: list[Gap]) -> tuple[Line, ...]:
    kind = voice.closed("gap", gaps[0].kind)
    steps = voice.by_number(e for g in gaps for e in g.events)
    names = dict.fromkeys(g.person for g in gaps if g.person)
    people = voice.joined(voice.actor(p) for p in names)
    lasting = dict.fromkeys(_lasting(voice, g) for g in gaps if g.interval or g.days)
    title = f"{voice.title(code)} ({code})" if code else kind
    return (
        line(title, _sign(voice, gaps[0])),
        line(kind),
        line("; ".join(x for x in (steps, people) if x)),
        line("; ".join(lasting)),
    )


def _sign(voice: Voice, gap: Gap) -> Sign:
    found = voice.findings.get(gap.finding or "")
    return sign_of(found) if found else SIGN_OF[gap.certainty]


def _lasting(voice: Voice, gap: Gap) -> str:
    days = voice.days(*gap.days) if gap.days else ""
    when = voice.stretch(gap.interval) if gap.interval else ""
    return ", ".join(x for x in (when, days) if x)


def apart(voice: Voice, *, full: bool = True) -> Section:
    """Return the findings that bear on no complaint; unless *full*, the open ones by their rule."""
    used = {f for c in voice.audit.complaints for f in c.findings}
    rest = [f for f in voice.audit.findings if f.id not in used]
    title = voice.say("Findings that bear on no complaint") if used else voice.say("Findings")
    if not full:
        return Section("findings", title, told_of(voice, rest, full=False) if rest else ())
    grave = [f for f in rest if f.severity != "note"]
    notes = [f for f in rest if f.severity == "note"]
    blocks = (listed(voice, grave),) if grave else ()
    remarks = Section("remarks", voice.say("Remarks on the record"),
                      (listed(voice, notes),) if notes else ())  # fmt: skip
    return Section("findings", title, blocks, (remarks,) if notes else ())


def told_of(voice: Voice, findings: Iterable[Finding], *, full: bool) -> tuple[Block, ...]:
    """Return findings whole, or else the reproaches whole and the others by their rule."""
    found = list(findings)
    if full:
        return (listed(voice, found),)
    grave = [f for f in found if sign_of(f) == "bad"]
    rules: dict[tuple[str, Sign], list[Finding]] = {}
    for f in sorted(found, key=gravity):
        if sign_of(f) != "bad":
            rules.setdefault((f.code, sign_of(f)), []).append(f)
    blocks: list[Block] = [listed(voice, grave, settle=False)] if grave else []
    if rules:
        blocks.append(items(*(_in_brief(voice, group) for group in rules.values())))
    return tuple(blocks)


def _in_brief(voice: Voice, group: list[Finding]) -> Line:
    """Return findings of one rule as its title, how many there are, and where."""
    first = group[0]
    people = dict.fromkeys(f.person for f in group if f.person)
    where = (voice.by_number(e for f in group for e in f.events),
             voice.joined(voice.actor(p) for p in people))  # fmt: skip
    number = f" ({len(group)}×)" if len(group) > 1 else ""
    told = f"{voice.title(first.code)} ({first.code}){number}"
    return line("; ".join(x for x in (told, *where) if x), sign_of(first))


def told(voice: Voice) -> Section:
    """Return the table of people by information."""
    cells = {(t.person, t.item): t for t in voice.audit.told}
    people = tuple(dict.fromkeys(p for p, _ in cells))
    about = tuple(dict.fromkeys(i for _, i in cells))
    columns = (Column(voice.say("Information"), main=True),
               *(Column(voice.actor(p), fixed=True) for p in people))  # fmt: skip
    rows = tuple(
        (line(voice.word("item", i)), *(_cell(cells.get((p, i))) for p in people)) for i in about
    )
    title = voice.say("Who was told what, as the record shows")
    return Section("told", title, (Table(columns, rows),) if rows else ())


def _cell(cell: Told | None) -> Line:
    """Return a sign alone: the words for it are in the legend."""
    return Line() if cell is None else line("", SIGN_OF[cell.verdict])


def accepted(voice: Voice) -> Section:
    """Return the findings that the investigator has set aside, with the reason."""
    lines = tuple(_set_aside(voice, a) for a in voice.audit.accepted)
    title = voice.say("Set aside by the investigator")
    return Section("accepted", title, (items(*lines),) if lines else ())


def _set_aside(voice: Voice, item: AcceptedFinding) -> Line:
    state = voice.closed("accepted", item.state)
    number = voice.count("{number} finding", "{number} findings", len(item.findings))
    until = voice.say("until {day}", day=voice.day(item.until)) if item.until else ""
    about = ", ".join(x for x in (state, number, until) if x)
    return line(f"{item.rule} ({about}): {item.reason}")


def left(voice: Voice) -> Section:
    """Return what could not be audited, but for what only concerns a source."""
    told = (UNVERIFIED, LEFT_OUT)
    rest = (n for n in voice.audit.not_audited if n.reason not in told)
    lines = dict.fromkeys(not_audited(voice, n) for n in rest)
    chosen = [n.id for n in voice.audit.not_audited if n.reason == LEFT_OUT]
    if chosen:
        lines[voice.say("Rules left out by choice: {rules}", rules=", ".join(chosen))] = None
    title = voice.say("What could not be audited")
    return Section("not-audited", title, (items(*(line(t) for t in lines)),) if lines else ())
