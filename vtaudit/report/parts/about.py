"""What was audited and how: case, coverage, framework, method."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from vtaudit.report import places
from vtaudit.report.document import (
    Bit,
    Column,
    Item,
    Items,
    Line,
    Section,
    Table,
    items,
    line,
)
from vtaudit.report.phrases import UNVERIFIED
from vtaudit.report.speech import natural

if TYPE_CHECKING:
    from vtaudit.audit.model import Coverage
    from vtaudit.report.document import Block
    from vtaudit.report.voice import Voice


def head(voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return the lines of the header: what, whom, on which day, by which rulebook."""
    say, audit = voice.say, voice.audit
    return (
        (say("Case"), _titled(voice)),
        (say("Body"), voice.actor(audit.case.audited)),
        *((say("People"), text) for text in _people(voice)),
        (say("Peildatum"), voice.day(audit.as_of)),
        (say("Protocol"), voice.protocol()),
        (say("Rulebook"), say("{version} (vtaudit {tool})", version=audit.rulebook,
                              tool=audit.version)),
        *((say("Covered"), text) for text in _in_brief(voice)),
    )  # fmt: skip


def _people(voice: Voice) -> tuple[str, ...]:
    """Return everybody by id and role on one line, or nothing in a case without people."""
    people = [a for a in voice.audit.people if a.kind == "person"]
    told = (f"{voice.actor(a.id)}: {voice.word('role', a.role)}" for a in people)
    return ("; ".join(told),) if people else ()


def _titled(voice: Voice) -> str:
    case = voice.audit.case
    return f"{case.title} ({case.reference})" if case.reference else case.title


def _in_brief(voice: Voice) -> tuple[str, ...]:
    found = dict.fromkeys(", ".join(stretch(voice, c)) for c in voice.audit.case.coverage)
    return tuple(found) or (voice.say("nothing stated: silence of the record proves nothing"),)


def stretch(voice: Voice, item: Coverage) -> Iterator[str]:
    """Yield for whom, from when until when, and with what reserve something is covered."""
    yield voice.joined(voice.actor(p) for p in item.persons) or voice.say("everybody")
    if item.interval.earliest or item.interval.latest:
        yield voice.stretch(item.interval)
    if not item.full:
        yield voice.say("in part only: silence proves nothing")
    if item.activities:
        yield voice.count("{number} kind of step", "{number} kinds of steps", len(item.activities))
    if item.items:
        yield voice.count("{number} kind of information", "{number} kinds of information",
                          len(item.items))  # fmt: skip
    if item.full and not item.contents:
        yield voice.say("not all that was said in them")


def coverage(voice: Voice) -> Section:
    """Return what the record covers, for whom and why; outside it silence proves nothing."""
    entries = tuple(
        Item(line(", ".join(stretch(voice, c))), tuple(Item(line(t)) for t in _reserve(voice, c)))
        for c in voice.audit.case.coverage
    )
    title = voice.say("What the papers cover")
    return Section("coverage", title, (Items(entries),) if entries else ())


def _reserve(voice: Voice, item: Coverage) -> Iterator[str]:
    if item.activities:
        told = voice.joined(voice.activity(a) for a in item.activities)
        yield voice.say("steps: {kinds}", kinds=told)
    if item.items:
        told = voice.joined(voice.word("item", i) for i in item.items)
        yield voice.say("information: {kinds}", kinds=told)
    if item.reason:
        yield item.reason


def unverified(voice: Voice, *, full: bool = True) -> Section:
    """Return the sources that nobody has read in an official text, and which rules rest on them.

    Unless it is *full*, they stand in one line.
    """
    rest = {n.id: dict(n.args) for n in voice.audit.not_audited if n.reason == UNVERIFIED}
    resting: dict[str, list[str]] = {n: [] for n in _used(voice) if not _read(voice, n)}
    for code, args in rest.items():
        for arg in args["norms"].items if "norms" in args else ():
            resting.setdefault(arg.value, []).append(code)
    title = voice.say("Sources not verified")
    if not resting:
        return Section("unverified", title)
    order = sorted(resting, key=partial(_order, voice))
    if full:
        told: Block = items(*(_unread(voice, n, resting[n]) for n in order))
    else:
        told = line("; ".join(_with_rules(voice, voice.norm(n), resting[n]) for n in order))
    return Section("unverified", title, (told,))


def _used(voice: Voice) -> set[str]:
    """Return the norms on which something in this audit rests."""
    found = {n for f in voice.audit.findings for n in f.norms}
    found |= {n for t in voice.audit.terms for n in t.source}
    found |= {p.norm for p in voice.audit.pairings}
    return found | {n for c in voice.audit.complaints for n in c.norms}


def _order(voice: Voice, name: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return by what norms are sorted: law by law, and then as the reader sees them named."""
    return name.partition("/")[0], natural(voice.norm(name))


def _read(voice: Voice, name: str) -> bool:
    norm = voice.book.norms.get(name)
    return norm is not None and norm.verified == "yes"


def _unread(voice: Voice, name: str, codes: list[str]) -> Line:
    full = f"{voice.norm(name)}: {voice.norm_in_full(name)}"
    return line(_with_rules(voice, full, codes))


def _with_rules(voice: Voice, source: str, codes: list[str]) -> str:
    if not codes:
        return source
    return voice.say("{source} (rules: {rules})", source=source, rules=", ".join(codes))


def framework(voice: Voice) -> Section:
    """Return the norms that this audit touches, with their source and whether it was verified."""
    say = voice.say
    columns = (Column(say("Norm"), fixed=True), Column(say("What it asks"), main=True),
               Column(say("Source")), Column(say("Verified"), fixed=True))  # fmt: skip
    rows = tuple(_norm(voice, n) for n in sorted(_used(voice), key=partial(_order, voice)))
    return Section("framework", say("Framework"), (Table(columns, rows),) if rows else ())


def _norm(voice: Voice, name: str) -> tuple[Line, ...]:
    norm = voice.book.norms.get(name)
    gist = voice.own(norm.nl, norm.en).gist if norm else ""
    yes = "yes" if _read(voice, name) else "no"
    touched = [p for p in voice.audit.pairings if p.norm == name]
    about = (*places.to_steps(voice, (p.event for p in touched)),
             *places.to_findings(voice, (f for p in touched for f in p.findings)))  # fmt: skip
    return (places.named(line(voice.norm(name)), places.norm(name)),
            places.named(line(gist), about=about), line(voice.norm_in_full(name)),
            line(voice.closed("answer", yes)))  # fmt: skip


def method(voice: Voice) -> Section:
    """Return how this came about: versions, hashes, papers, and what the words mean."""
    say, audit = voice.say, voice.audit
    lines = [
        say("vtaudit {version}, rulebook {rulebook} (sha256 {hash})", version=audit.version,
            rulebook=audit.rulebook, hash=audit.rulebook_sha256),
        say("Case file {case} (sha256 {hash})", case=audit.case.id, hash=audit.case.sha256),
        say("Judged on {day}; later steps are shown, not audited.", day=voice.day(audit.as_of)),
        say("A finding about absence means: not to be found in the papers, within what they "
            "cover. Outside that, silence proves nothing."),
        say("'Cannot be established' is a result, and no finding against anybody."),
        say("A term that is late is late, and nothing more is said by that."),
        say("Findings are computed from the record and the rulebook; verdicts of others are "
            "quoted with their author and used for nothing. Judgement is up to people."),
    ]  # fmt: skip
    papers = [_paper(voice, n) for n in range(len(audit.case.documents))]
    parts = (Section("papers", say("Papers"), (items(*papers),)),) if papers else ()
    return Section("method", say("Account"), (items(*(line(t) for t in lines)),), parts)


def _paper(voice: Voice, number: int) -> Line:
    paper = voice.audit.case.documents[number]
    kind = voice.word("document", paper.kind)
    title = voice.document(paper.id)
    hashed = f"sha256 {paper.sha256}" if paper.sha256 else ""
    told = "; ".join(x for x in (f"{title} ({kind})", paper.file or "", hashed) if x)
    return places.named(line(told), places.paper(paper.id))


def legend(voice: Voice) -> Line:
    """Return what each sign means."""
    say = voice.say
    return Line(
        (
            Bit(say("shown, in time"), "good"),
            Bit(say("contradicted, late"), "bad"),
            Bit(say("cannot be established"), "open"),
            Bit(say("not applicable"), "none"),
            Bit(say("running"), "running"),
            Bit(say("overdue"), "overdue"),
            Bit(say("remark"), "remark"),
        ),
        between="; ",
    )
