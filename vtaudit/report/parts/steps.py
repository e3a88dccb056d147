"""The path: the chronology with the norms each step touches, the phases, and the deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.report.document import (
    SIGN_OF,
    Bit,
    Column,
    Diagram,
    Line,
    Section,
    Table,
    line,
)
from vtaudit.report.parts.findings import gravity, sign_of

if TYPE_CHECKING:
    from vtaudit.audit.model import Entry, Finding, Pairing
    from vtaudit.report.voice import Voice

_WEIGHT = ("contradicted", "not-established", "shown", "not-applicable")


def path(voice: Voice) -> Section:
    """Return the path of the case as a table, one row a step."""
    say = voice.say
    columns = (
        Column(say("No."), fixed=True),
        Column(say("Date"), share=2),
        Column(say("Step"), main=True, share=5),
        Column(say("Phase"), under=True, share=3),
        Column(say("Record"), under=True, share=3),
        Column(say("Conduct and rules"), under=True, share=4),
        Column(say("CRC"), under=True, share=2),
        Column(say("What the record shows"), under=True, share=5),
    )
    rows = tuple(_row(voice, n, e) for n, e in enumerate(voice.audit.timeline, 1))
    return Section("path", say("Timeline and path"), (Table(columns, rows),))


def _row(voice: Voice, number: int, entry: Entry) -> tuple[Line, ...]:
    pairings = [p for p in voice.audit.pairings if p.event == entry.event]
    rights = [p for p in pairings if voice.is_child_right(p.norm)]
    conduct = [p for p in pairings if not voice.is_child_right(p.norm)]
    return (
        line(str(number)),
        line(voice.date_of(entry)),
        line(entry.text),
        line(voice.phase(entry.phase, entry.track)),
        _record(voice, entry),
        _touched(voice, conduct),
        _touched(voice, rights),
        _shown(voice, entry),
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
    ordered = sorted(verdicts.items(), key=lambda pair: _WEIGHT.index(pair[1]))
    return Line(tuple(Bit(voice.norm(n), SIGN_OF[v]) for n, v in ordered), between=", ")


def _shown(voice: Voice, entry: Entry) -> Line:
    """Return what the findings of a step are about, or why there are none."""
    if entry.after_as_of == "yes":
        return line(voice.say("after the peildatum: shown, not audited"))
    bits = tuple(_titles(voice, entry.event))
    if bits:
        return Line(bits, between="; ")
    if not entry.audited:
        return line(voice.say("context: a step of another"))
    verdicts = {p.verdict for p in voice.audit.pairings if p.event == entry.event}
    if not verdicts:
        return Line()
    verdict = min(verdicts, key=_WEIGHT.index)
    return line(voice.closed("pairing", verdict), SIGN_OF[verdict])


def _titles(voice: Voice, event: str) -> Iterator[Bit]:
    """Yield each rule that has a finding on *event*, once for each certainty, gravest first."""
    found = sorted((f for f in voice.audit.findings if event in f.events), key=_weight)
    once = {(f.certainty, f.code): f for f in reversed(found)}
    for finding in sorted(once.values(), key=_weight):
        yield Bit(f"{voice.title(finding.code)} ({finding.code})", sign_of(finding))


def _weight(finding: Finding) -> tuple[bool, int]:
    """Return a key that puts what is established first, and the gravest of that."""
    severity, open_ = gravity(finding)
    return open_, severity


def phases(voice: Voice) -> Diagram:
    """Return the phases that were entered, by track, as a flow."""
    groups: dict[str, list[str]] = {}
    for phase in sorted(voice.audit.path.phases, key=lambda p: p.entered.earliest or date.max):
        label = voice.phase(phase.phase, phase.track)
        when = voice.moment(phase.entered)
        groups.setdefault(voice.track(phase.track), []).append(f"{label}: {when}")
    return Diagram(tuple((track, tuple(labels)) for track, labels in groups.items()))
