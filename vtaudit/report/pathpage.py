"""The path of one case by itself: phases, moves, deviations, and rival accounts side by side.

Separate from the report, which has it among much else. An account is an audit of the case as one
of those in it tells it; the first is that of the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_markdown, for_terminal
from vtaudit.report.json import Teller
from vtaudit.report.parts.runs import alternative, fit, phase_name, run_name, standing, told
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Deviation, Run
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/path-v1"
_SIGNS = {"sync": "✓", "log": "+", "model": "✗"}
_ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Account:
    """The case as somebody tells it, audited."""

    by: str | None
    """Who tells it; None for the record."""
    audit: Audit


Rows = list[tuple[str, ...]]


def as_json(accounts: Sequence[Account]) -> str:
    """Return the path under each account, with the days of each step that it knows."""
    teller = Teller({})
    listed: list[Json] = [
        {"under": a.by, "as_of": a.audit.as_of.isoformat(), "path": teller.plain(a.audit.path)}
        for a in accounts
    ]
    whole = {"schema": SCHEMA, "case": accounts[0].audit.case.id, "accounts": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_text(accounts: Sequence[Account], book: Rulebook, lang: str) -> str:
    """Return the paths side by side as plain text."""
    lines: list[str] = []
    for level, title, rows in _parts(accounts, book, lang):
        lines += ["", title] if level else [title]
        wide = [max(len(r[n]) for r in rows if len(r) > 1) if any(len(r) > 1 for r in rows) else 0
                for n in range(max((len(r) for r in rows), default=0))]  # fmt: skip
        for row in rows:
            cells = row if len(row) == 1 else [f"{c:<{w}}" for c, w in zip(row, wide, strict=True)]
            lines.append("  " + "  ".join(cells))
    return "".join(f"{for_terminal(x).rstrip()}\n" for x in lines)


def as_markdown(accounts: Sequence[Account], book: Rulebook, lang: str) -> str:
    """Return the paths side by side as markdown, without what the case marks as restricted."""
    accounts = [Account(a.by, shareable(a.audit).audit) for a in accounts]
    lines: list[str] = []
    for level, title, rows in _parts(accounts, book, lang):
        lines += [f"{'#' * (level + 1)} {for_markdown(title)}", ""]
        table = [r for r in rows if len(r) > 1]
        for n, row in enumerate(table):
            lines.append(f"| {' | '.join(map(for_markdown, row))} |")
            if n == 0:
                lines.append(f"|{' --- |' * len(row)}")
        lines += [""] if table else []
        lines += [f"- {for_markdown(r[0])}" for r in rows if len(r) == 1]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _parts(
    accounts: Sequence[Account], book: Rulebook, lang: str
) -> Iterator[tuple[int, str, Rows]]:
    """Yield level, title and rows of each part: a row of one cell is a remark, others a table."""
    voices = [Voice(a.audit, book, lang) for a in accounts]
    voice = voices[0]
    day = voice.day(voice.audit.as_of)
    yield 0, voice.say("Path of {case} on {day}", case=voice.audit.case.title, day=day), []
    names = [voice.say("the record") if a.by is None else
             voice.say("as {who} tells it", who=voice.actor(a.by)) for a in accounts]  # fmt: skip
    yield 1, voice.say("Phases"), [(voice.say("Phase"), *names), *_phases(voices)]
    for key in dict.fromkeys((r.track, r.object) for v in voices for r in v.audit.path.runs):
        yield from _run(voices, names, key)


def _phases(voices: Sequence[Voice]) -> Iterator[tuple[str, ...]]:
    found = [{(p.track, p.phase): p for p in v.audit.path.phases} for v in voices]
    for key in dict.fromkeys(k for phases in found for k in phases):
        name = next(phase_name(voices[0], phases[key]) for phases in found if key in phases)
        cells = []
        for voice, phases in zip(voices, found, strict=True):
            phase = phases.get(key)
            if phase is None:
                cells.append(_ABSENT)
            else:
                days = dict.fromkeys((voice.moment(phase.entered), voice.moment(phase.left)))
                cells.append(" … ".join(days))
        yield name, *cells


def _run(
    voices: Sequence[Voice], names: Sequence[str], key: tuple[str, str | None]
) -> Iterator[tuple[int, str, Rows]]:
    found = [_run_of(v, key) for v in voices]
    title = next(run_name(v, r) for v, r in zip(voices, found, strict=True) if r)
    voice = voices[0]
    rows: Rows = [(voice.say("What"), *names)]
    rows.append((voice.say("fit"), *(fit(v, r) if r else _ABSENT
                                     for v, r in zip(voices, found, strict=True))))  # fmt: skip
    rows += _deviations(voices, found)
    shown = next((v, r) for v, r in zip(voices, found, strict=True) if r)
    rows += [(text,) for text in _remarks(*shown)]
    for other, run, name in zip(voices[1:], found[1:], names[1:], strict=True):
        rows += [(f"{name}: {text}",) for text in _differing(shown, other, run)]
    yield 1, title, rows


def _run_of(voice: Voice, key: tuple[str, str | None]) -> Run | None:
    return next((r for r in voice.audit.path.runs if (r.track, r.object) == key), None)


def _deviations(voices: Sequence[Voice], found: Sequence[Run | None]) -> Iterator[tuple[str, ...]]:
    likely = [{_key(d): d for d in (r.deviations if r else ())} for r in found]
    for key in dict.fromkeys(k for ds in likely for k in ds):
        words = next(told(v, ds[key]) for v, ds in zip(voices, likely, strict=True) if key in ds)
        yield (
            words,
            *(
                v.closed("likelihood", ds[key].likelihood) if key in ds else _ABSENT
                for v, ds in zip(voices, likely, strict=True)
            ),
        )


def _key(deviation: Deviation) -> tuple[str, str, str | None]:
    return deviation.kind, deviation.activity, deviation.event


def _remarks(voice: Voice, run: Run) -> Iterator[str]:
    yield voice.say("moves: {moves}", moves=_moves(voice, run))
    yield from (alternative(voice, a) for a in run.alternatives)
    yield from standing(voice, run)


def _differing(shown: tuple[Voice, Run], voice: Voice, run: Run | None) -> Iterator[str]:
    """Yield the remarks under another account that are not those of the first."""
    if run is not None:
        first = set(_remarks(*shown))
        yield from (text for text in _remarks(voice, run) if text not in first)


def _moves(voice: Voice, run: Run) -> str:
    """Return the moves of one cheapest alignment, each with its sign."""
    return " → ".join(f"{_SIGNS[m.kind]} {voice.activity(m.activity)}" for m in run.moves)
