"""What matters, on one screen: what the record shows of each complaint, for and against alike.

Separate from what was audited, because this weighs: what speaks for the body and what speaks
against it are told in the same way, as much of the one as of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.audit import model
from vtaudit.report import places
from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Column,
    Item,
    Items,
    Line,
    Link,
    Section,
    Sign,
    Table,
    line,
)
from vtaudit.report.folding import folded
from vtaudit.report.parts.deadlines import grouped
from vtaudit.report.parts.findings import SEVERITIES, folds, gravity
from vtaudit.report.wording import message, positive

if TYPE_CHECKING:
    from vtaudit.audit.model import ComplaintResult, Finding, Positive
    from vtaudit.report.document import Block
    from vtaudit.report.folding import Fold
    from vtaudit.report.parts.deadlines import Group
    from vtaudit.report.voice import Voice

    AnyFold = Fold[Finding] | Fold[Positive]

MOST = 2
"""Sentences for, and sentences against, under one complaint; the rest is named by its rule."""

_STATUSES = ("late", "overdue", "met", "running", "undetermined")


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
    grave = sorted(filter(_grave, found), key=gravity)
    if complaint and not any(f.severity == "shortcoming" for f in grave):
        yield line(voice.say("no shortcoming established"))
    sentences = MOST if complaint or not voice.audit.complaints else 0
    against = [(f, message(voice, replace(f.first, args=f.args)), f.first.code)
               for f in folds(grave)]  # fmt: skip
    yield from _told_of(voice, against, "bad", sentences)
    if complaint:
        shown = folded(sorted(complaint.shown, key=_weight(voice)), lambda p: p.rule)
        kept = [(f, positive(voice, replace(f.first, args=f.args)), f.first.rule) for f in shown]
        yield from _told_of(voice, kept, "good", sentences)
        if kinds := dict.fromkeys(_redress(voice, p) for p in complaint.redress):
            yield line(voice.say("redress: {kinds}", kinds=voice.joined(kinds)), "good")
    if open_ := sum(f.certainty != "established" for f in found):
        told_open = voice.count("{number} finding cannot be established",
                                "{number} findings cannot be established", open_)  # fmt: skip
        yield line(told_open, "open")


def _redress(voice: Voice, item: Positive) -> str:
    kind = voice.word("item", item.item or item.rule)
    return voice.say("{kind} (disputed)", kind=kind) if item.disputed else kind


def _told_of(
    voice: Voice, told: Iterable[tuple[AnyFold, str, str]], sign: Sign, sentences: int
) -> Iterator[Line]:
    """Yield the first sentences with their rule, and in one line the others: rule, steps, people.

    The name of a rule alone would say more than the record: it may be kept for one person or step.
    """
    once = list({(text, code): (fold, text, code) for fold, text, code in reversed(list(told))}
                .values())[::-1]  # fmt: skip
    for fold, text, code in once[:sentences]:
        rule = f"({_named(voice, code, sign)})"
        yield Line((Bit(text, sign), Bit(rule, links=_links({code: list(fold.members)}))))
    rest: dict[str, list[Finding | Positive]] = {}
    for fold, _, code in once[sentences:]:
        rest.setdefault(code, []).extend(fold.members)
    if rest:
        rules = "; ".join(f"{voice.title(c)} ({_named(voice, c, sign)}{_where(voice, found)})"
                          for c, found in rest.items())  # fmt: skip
        also = voice.say("also: {rules}", rules=rules) if sentences else rules
        yield Line((Bit(also, sign, links=_links(rest)),))


def _links(found: Mapping[str, Sequence[Finding | Positive]]) -> tuple[Link, ...]:
    """Return for each rule a link to where its first finding is told; what is kept has none."""
    first = ((code, next((f.id for f in some if isinstance(f, model.Finding)), None))
             for code, some in found.items())  # fmt: skip
    return tuple(Link(code, places.finding(name)) for code, name in first if name)


def _where(voice: Voice, found: Iterable[Finding | Positive]) -> str:
    """Return the step that each is about first, for whom, and which information it was."""
    members = tuple(found)
    people = dict.fromkeys(f.person for f in members if f.person)
    items = dict.fromkeys(f.item for f in members if f.item in voice.book.words.get("item", {}))
    told = (voice.by_number(e for f in members for e in f.events[:1]),
            voice.joined(voice.actor(p) for p in people),
            voice.joined(voice.word("item", i) for i in items if i))  # fmt: skip
    return "".join(f", {x}" for x in told if x)


def _named(voice: Voice, code: str, sign: Sign) -> str:
    """Return the code of a rule, with its weight where that is less than a shortcoming."""
    rule = voice.rule(code)
    if sign == "good" or rule is None or rule.severity == "shortcoming":
        return code
    return f"{code}, {voice.closed('severity', rule.severity)}"


def _weight(voice: Voice) -> Callable[[Positive], int]:
    """Return a key that puts what weighs most first, as findings are ordered."""

    def weight(item: Positive) -> int:
        rule = voice.rule(item.rule)
        return SEVERITIES.index(rule.severity) if rule else len(SEVERITIES)

    return weight


def _terms(voice: Voice) -> Iterator[Block]:
    """Yield the terms by status: those met as plainly as those not met, and how many are open."""
    found: dict[str, list[Group]] = {}
    for group in grouped(voice.audit.terms):
        found.setdefault(group[0].status, []).append(group)
    entries = tuple(Item(_term(voice, s, found[s])) for s in _STATUSES if s in found)
    if entries:
        yield Items(entries)


def _term(voice: Voice, status: str, groups: list[Group]) -> Line:
    """Return a status with the rules of its terms, and of each the steps that it runs from."""
    told = Bit(voice.say("Terms: {status}", status=voice.closed("term", status)),
               SIGN_OF[status], strong=True)  # fmt: skip
    if status == "undetermined":
        return Line((told, Bit(f"({len(groups)})")))
    steps: dict[str, list[str]] = {}
    for term, _ in groups:
        steps.setdefault(term.rule, []).extend(term.about[:1])
    rules = (f"{voice.title(c)} ({voice.by_number(e) or c})" for c, e in steps.items())
    return Line((told, Bit(f"({len(groups)}): {'; '.join(rules)}")))
