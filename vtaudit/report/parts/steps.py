"""The path: the chronology with the norms each step touches, the phases, and the deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.dates.interval import not_after
from vtaudit.report import places
from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Box,
    Column,
    Diagram,
    Line,
    Link,
    Section,
    Sign,
    Table,
    line,
)
from vtaudit.report.parts.findings import gravity, sign_of
from vtaudit.report.speech import natural
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.model import Entry, Finding, Pairing, Phase
    from vtaudit.report.voice import Voice

_WEIGHT = ("contradicted", "not-established", "shown", "not-applicable")


def path(voice: Voice, *, full: bool = True) -> Section:
    """Return the path of the case as a table, one row a step.

    Unless it is *full*, findings that are not established stand in it by their codes, and under
    the table stands what each code means.
    """
    say = voice.say
    columns = (
        Column(say("No."), fixed=True),
        Column(say("Date"), share=3),
        Column(say("Step"), main=True, share=7),
        Column(say("Phase"), under=True, share=4, label=False),
        Column(say("Record"), under=True, share=3),
        Column(say("Conduct and rules"), under=True, share=6),
        Column(say("CRC"), under=True, share=3),
        Column(say("What the record shows"), under=True, share=6, label=False),
        Column(say("Term"), under=True, share=5),
    )
    rows = tuple(_row(voice, n, e, full=full) for n, e in enumerate(voice.audit.timeline, 1))
    key = () if full else tuple(_key(voice))
    return Section("path", say("Timeline and path"), (Table(columns, rows), *key))


def _row(voice: Voice, number: int, entry: Entry, *, full: bool) -> tuple[Line, ...]:
    pairings = [p for p in voice.audit.pairings if p.event == entry.event]
    rights = sorted((p for p in pairings if voice.is_child_right(p.norm)),
                    key=lambda p: natural(voice.norm(p.norm)))  # fmt: skip
    conduct = [p for p in pairings if not voice.is_child_right(p.norm)]
    return (
        places.named(line(str(number)), places.step(entry.event)),
        line(voice.date_of(entry)),
        line(entry.text),
        line(voice.phase(entry.phase, entry.track)),
        _record(voice, entry),
        _touched(voice, conduct),
        _touched(voice, rights),
        _shown(voice, entry, full=full),
        _running(voice, entry.event),
    )


def _record(voice: Voice, entry: Entry) -> Line:
    return Line(
        (
            Bit(voice.say("step"), SIGN_OF[entry.of_event]),
            Bit(voice.say("content"), SIGN_OF[entry.of_content]),
        ),
        entry.sources,
        between=", ",
    )


def _touched(voice: Voice, pairings: Iterable[Pairing]) -> Line:
    """Return the norms touched, each once, under the gravest verdict that it has."""
    verdicts: dict[str, str] = {}
    for p in pairings:
        old = verdicts.get(p.norm, p.verdict)
        verdicts[p.norm] = min(old, p.verdict, key=_WEIGHT.index)
    groups: dict[str, list[Link]] = {}
    for norm, verdict in verdicts.items():
        told = voice.norm(norm).removeprefix(voice.say("CRC") + " ")
        groups.setdefault(verdict, []).append(Link(told, places.norm(norm)))
    ordered = sorted(groups, key=_WEIGHT.index)
    bits = (Bit(", ".join(x.text for x in groups[v]), SIGN_OF[v], links=tuple(groups[v]))
            for v in ordered)  # fmt: skip
    return Line(tuple(bits), between="; ")


def _shown(voice: Voice, entry: Entry, *, full: bool) -> Line:
    """Return what the findings of a step are about, or why there are none."""
    if entry.after_as_of == "yes":
        return line(voice.say("after the peildatum: shown, not audited"))
    bits = tuple(_titles(voice, entry.event, full=full))
    if bits:
        return Line(bits, between="; ")
    if entry.audited == "no":
        return line(voice.say("context: a step of another"))
    verdicts = {p.verdict for p in voice.audit.pairings if p.event == entry.event}
    if not verdicts and entry.audited == "unknown":
        return line(voice.say("not known who did it"))
    if not verdicts:
        return Line()
    verdict = min(verdicts, key=_WEIGHT.index)
    return line(voice.closed("pairing", verdict), SIGN_OF[verdict])


def _titles(voice: Voice, event: str, *, full: bool) -> Iterator[Bit]:
    """Yield each rule that has a finding on *event*, once for each certainty, gravest first."""
    found = sorted((f for f in voice.audit.findings if event in f.events), key=_weight)
    once = {(f.certainty, f.code): f for f in reversed(found)}
    codes: dict[Sign, list[str]] = {}
    for finding in sorted(once.values(), key=_weight):
        sign = sign_of(finding)
        if full or sign == "bad":
            link = Link(finding.code, places.finding(finding.id))
            yield Bit(f"{voice.title(finding.code)} ({finding.code})", sign, links=(link,))
        else:
            codes.setdefault(sign, []).append(finding.code)
    for sign in sorted(codes, key=("open", "remark").index):
        yield Bit(", ".join(codes[sign]), sign)
    yield from _kept(voice, event, full=full)


def _kept(voice: Voice, event: str, *, full: bool) -> Iterator[Bit]:
    """Yield the rules that a step kept, but for those of its terms, which stand beside it."""
    timed = {t.rule for t in voice.audit.terms}
    kept = (c for p in voice.audit.pairings if p.event == event for c in p.kept)
    codes = [c for c in dict.fromkeys(kept) if c not in timed]
    if full:
        yield from (Bit(f"{voice.title(c)} ({c})", "good") for c in codes)
    elif codes:
        yield Bit(", ".join(codes), "good")


def _weight(finding: Finding) -> tuple[bool, int]:
    """Return a key that puts what is established first, and the gravest of that."""
    severity, open_ = gravity(finding)
    return open_, severity


def _key(voice: Voice) -> Iterator[Line]:
    """Yield what the codes in the table mean, in one line."""
    drawn = {e.event for e in voice.audit.timeline}
    told = {f.code for f in voice.audit.findings if drawn & set(f.events)}
    told |= {code for p in voice.audit.pairings for code in p.kept}
    codes = sorted(told)
    if codes:
        yield line("; ".join(f"{code} {voice.title(code)}" for code in codes))


def _running(voice: Voice, event: str) -> Line:
    """Return the terms that run from a step with their last day, and those that it met."""
    bits: dict[tuple[str, Sign], Link] = {}
    for term in voice.audit.terms:
        sign = SIGN_OF[term.status]
        if term.status == "not-applicable":
            continue
        if term.runs_from_event == event:
            until = voice.moment(term.last_day) or voice.say("not known")
            told = voice.say("{rule}: last day {day}", rule=term.rule, day=until)
        elif term.met_by == event and term.status in ("met", "late"):
            told = voice.say("meets {rule}", rule=term.rule)
        else:
            continue
        bits.setdefault((told, sign), Link(term.rule, places.term(term)))
    made = (Bit(told, sign, links=(link,)) for (told, sign), link in bits.items())
    return Line(tuple(made), between="; ")


def norms(voice: Voice) -> Section:
    """Return the matrix of steps by norms: a sign where a step touches a norm."""
    verdicts: dict[tuple[str, str], Pairing] = {}
    for p in voice.audit.pairings:
        old = verdicts.get((p.event, p.norm), p)
        verdicts[p.event, p.norm] = min(old, p, key=lambda x: _WEIGHT.index(x.verdict))
    touched = {n: natural(voice.norm(n)) for _, n in verdicts}
    columns_of = sorted(touched, key=lambda n: (voice.is_child_right(n), touched[n], n))
    letters = {n: _letter(k) for k, n in enumerate(columns_of)}
    under = (Column(letters[n], fixed=True, to=places.norm(n), told=voice.norm(n))
             for n in columns_of)  # fmt: skip
    columns = (Column(voice.say("No."), fixed=True), Column(voice.say("Step"), main=True), *under)
    rows = tuple(
        (_numbered(voice, e), line(voice.activity(e.activity)),
         *(_meeting(met) if (met := verdicts.get((e.event, n))) else Line()
           for n in columns_of))
        for e in voice.audit.timeline if any((e.event, n) in verdicts for n in columns_of)
    )  # fmt: skip
    key = line("; ".join(f"{letters[n]} {voice.norm(n)}" for n in columns_of))
    title = voice.say("Steps by norms")
    return Section("norms", title, (Table(columns, rows, dense=True), key) if rows else ())


def _numbered(voice: Voice, entry: Entry) -> Line:
    number = str(voice.numbers[entry.event])
    return Line((Bit(number, links=(Link(number, places.step(entry.event)),)),))


def _meeting(pairing: Pairing) -> Line:
    """Return the sign of a step under a norm; it points to the finding on which it rests."""
    links = tuple(Link("", places.finding(f)) for f in pairing.findings[:1])
    return Line((Bit("", SIGN_OF[pairing.verdict], links=links),))


def _letter(number: int) -> str:
    """Return A to Z, then a to z, then numbers."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return letters[number] if number < len(letters) else str(number)


def phases(voice: Voice) -> Diagram:
    """Return the phases that were entered, by track, as a flow that says which order is certain."""
    groups: dict[str, list[Phase]] = {}
    for phase in sorted(voice.audit.path.phases, key=_entry):
        groups.setdefault(phase.track, []).append(phase)
    return Diagram(tuple(
        (voice.track(track), tuple(_boxes(voice, found))) for track, found in groups.items()
    ))  # fmt: skip


def _entry(phase: Phase) -> tuple[date, date]:
    """Return a key that puts phases in the order in which they can have been entered."""
    first, last = phase.entered.earliest, phase.entered.latest
    return first or last or date.max, last or date.max


def _boxes(voice: Voice, found: Iterable[Phase]) -> Iterator[Box]:
    previous: Phase | None = None
    for phase in found:
        sure = previous is None or not_after(previous.entered, phase.entered) is Truth.YES
        label = voice.phase(phase.phase, phase.track)
        yield Box(f"{label}: {voice.moment(phase.entered)}", sure)
        previous = phase
