"""What matters, on one screen: what the record shows of each complaint, for and against alike.

Separate from what was audited, because this weighs: what speaks for the body and what speaks
against it are told in the same words, as many of the one as of the other, with their pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

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
    line,
)
from vtaudit.report.parts.complaints import kept
from vtaudit.report.parts.deadlines import grouped, name
from vtaudit.report.parts.findings import SEVERITIES, fold_line, folds, gravity

if TYPE_CHECKING:
    from vtaudit.audit.model import ComplaintResult, Finding, Positive
    from vtaudit.report.document import Block
    from vtaudit.report.folding import Fold
    from vtaudit.report.parts.deadlines import Group
    from vtaudit.report.voice import Voice

MOST = 4
"""Sentences for, and sentences against, that stand under one complaint; the rest is counted."""

_TELLING = ("late", "overdue", "met", "running")
_COUNTED = ("undetermined",)


def summary(voice: Voice) -> Section:
    """Return what matters: findings by weight, the complaints, and the terms."""
    open_ = line(voice.say("What cannot be established is held against nobody; it is a question."))
    told = tuple(_told(voice))
    blocks: tuple[Block, ...] = (_counts(voice), open_, *((Items(told),) if told else ()),
                                 *_terms(voice))  # fmt: skip
    return Section("summary", voice.say("What matters"), blocks)


def _counts(voice: Voice) -> Table:
    counted = Counter((f.severity, f.certainty) for f in voice.audit.findings)
    columns = (Column(voice.say("Findings"), main=True), *(
        Column(voice.closed("certainty", c), fixed=True) for c in ("established", "undetermined")
    ))  # fmt: skip
    rows = tuple(
        (line(voice.closed("severity", s)), line(str(counted[s, "established"])),
         line(str(counted[s, "undetermined"])))
        for s in SEVERITIES
    )  # fmt: skip
    return Table(columns, rows)


def _told(voice: Voice) -> Iterator[Item]:
    """Yield each complaint with what bears on it, and then what bears on none."""
    used: set[str] = set()
    for c in voice.audit.complaints:
        used.update(c.findings)
        found = [voice.findings[f] for f in c.findings if f in voice.findings]
        yield Item(_head(voice, c), tuple(map(Item, _bearing(voice, found, c))))
    rest = [f for f in voice.audit.findings if f.id not in used]
    if any(map(_grave, rest)):
        title = voice.say("Findings that bear on no complaint") if used else voice.say("Findings")
        yield Item(Line((Bit(title, strong=True),)), tuple(map(Item, _bearing(voice, rest))))


def _head(voice: Voice, complaint: ComplaintResult) -> Line:
    who = f" ({voice.actor(complaint.by)})" if complaint.by else ""
    return Line((Bit(f"{complaint.id}{who}:", strong=True), Bit(complaint.text)))


def _grave(finding: Finding) -> bool:
    return finding.severity != "note" and finding.certainty == "established"


def _bearing(
    voice: Voice, found: list[Finding], complaint: ComplaintResult | None = None
) -> Iterator[Line]:
    """Yield what is established against the body, what is shown for it, and how much is open."""
    grave = [f for f in found if _grave(f)]
    if complaint and not any(f.severity == "shortcoming" for f in grave):
        yield line(voice.say("no shortcoming established"))
    against = [_against(voice, f) for f in folds(sorted(grave, key=gravity))]
    yield from _first(voice, against, "bad")
    if complaint:
        shown = sorted(complaint.shown, key=_weight(voice))
        yield from _first(voice, list(kept(voice, shown)), "good")
        kinds = dict.fromkeys(voice.word("item", p.item or p.rule) for p in complaint.redress)
        if kinds:
            yield line(voice.say("redress: {kinds}", kinds=voice.joined(kinds)), "good")
    open_ = sum(f.certainty != "established" for f in found)
    if open_:
        told = voice.count("{number} finding cannot be established",
                           "{number} findings cannot be established", open_)  # fmt: skip
        yield line(told, "open")


def _against(voice: Voice, fold: Fold[Finding]) -> Line:
    """Return a fold with its rule and, where it is less than a shortcoming, its weight."""
    first, told = fold.first, fold_line(voice, fold)
    weight = "" if first.severity == "shortcoming" else voice.closed("severity", first.severity)
    behind = Bit(f"({', '.join(x for x in (first.code, weight) if x)})")
    return replace(told, bits=(*told.bits, behind), about=())


def _weight(voice: Voice) -> Callable[[Positive], int]:
    """Return a key that puts what weighs most first, as findings are ordered."""

    def weight(item: Positive) -> int:
        rule = voice.rule(item.rule)
        return SEVERITIES.index(rule.severity) if rule else len(SEVERITIES)

    return weight


def _first(voice: Voice, told: list[Line], sign: Sign) -> Iterator[Line]:
    """Yield the first lines, and how many more there are."""
    yield from told[:MOST]
    if len(told) > MOST:
        yield line(voice.say("and {number} more, in the full report",
                             number=len(told) - MOST), sign)  # fmt: skip


def _terms(voice: Voice) -> Iterator[Block]:
    """Yield the terms by status: those met as plainly as those not met, and how many are open."""
    found: dict[str, list[Group]] = {}
    for group in grouped(voice.audit.terms):
        found.setdefault(group[0].status, []).append(group)
    entries = tuple(_term(voice, s, found[s]) for s in (*_TELLING, *_COUNTED) if s in found)
    if entries:
        yield Items(entries)


def _term(voice: Voice, status: str, found: Iterable[Group]) -> Item:
    groups = tuple(found)
    told = Line((Bit(voice.say("Terms: {status}", status=voice.closed("term", status)),
                     SIGN_OF[status], strong=True), Bit(f"({len(groups)})")))  # fmt: skip
    named = () if status in _COUNTED else groups
    return Item(told, tuple(Item(line(name(voice, *g))) for g in named))
