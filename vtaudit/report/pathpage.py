"""The path of one case by itself: phases, moves, deviations, and rival accounts side by side.

Separate from the report, which has it among much else. An account is an audit of the case as one
of those in it tells it; the first is that of the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from vtaudit.report.document import SIGN_OF, Column, Item, Items, Line, Section, Table, line
from vtaudit.report.json import Teller
from vtaudit.report.parts.runs import (
    alternative,
    bounds,
    deviations,
    fit,
    phase_name,
    phases,
    run_name,
    standing,
    told,
)
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


def as_json(accounts: Sequence[Account]) -> str:
    """Return the path under each account, with the days of each step that it knows."""
    teller = Teller({})
    listed: list[Json] = [
        {"under": a.by, "as_of": a.audit.as_of.isoformat(), "path": teller.plain(a.audit.path)}
        for a in accounts
    ]
    whole = {"schema": SCHEMA, "case": accounts[0].audit.case.id, "accounts": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_text(accounts: Sequence[Account], book: Rulebook, file: TextIO, lang: str) -> str:
    """Return the paths side by side, as suits *file*."""
    from vtaudit.report.terminal import fitted, piece

    voices = [Voice(a.audit, book, lang) for a in accounts]
    whole = [_whole(voices, accounts)]
    return fitted(file, lambda width, color, plain: piece(
        voices[0], whole, width=width, color=color, ascii_only=plain))  # fmt: skip


def as_markdown(accounts: Sequence[Account], book: Rulebook, lang: str) -> str:
    """Return the paths side by side as markdown, without what the case marks as restricted."""
    from vtaudit.report.markdown import written

    accounts = [Account(a.by, shareable(a.audit).audit) for a in accounts]
    voices = [Voice(a.audit, book, lang) for a in accounts]
    return written(voices[0], _whole(voices, accounts))


def _whole(voices: Sequence[Voice], accounts: Sequence[Account]) -> Section:
    voice = voices[0]
    title = voice.say("Path of {case} on {day}", case=voice.audit.case.title,
                      day=voice.day(voice.audit.as_of))  # fmt: skip
    names = [voice.say("the record") if a.by is None else
             voice.say("as {who} tells it", who=voice.actor(a.by)) for a in accounts]  # fmt: skip
    keys = dict.fromkeys((r.track, r.object) for v in voices for r in v.audit.path.runs)
    signs = voice.say("{sync} recorded and foreseen, {log} recorded and not foreseen here, "
                      "{model} foreseen and not found in the record", **_SIGNS)  # fmt: skip
    return Section("path", title, (line(signs),), (
        Section("phases", voice.say("Phases"),
                (_phases(voices, names) if len(voices) > 1 else phases(voice),)),
        *(_run(voices, names, key) for key in keys),
    ))  # fmt: skip


def _phases(voices: Sequence[Voice], names: Sequence[str]) -> Table:
    """Return when each phase was entered and when its last step was, in a column an account."""
    found = [{(p.track, p.phase): p for p in v.audit.path.phases} for v in voices]
    rows = []
    for key in dict.fromkeys(k for own in found for k in own):
        cells = [line(next(phase_name(voices[0], own[key]) for own in found if key in own))]
        for voice, own in zip(voices, found, strict=True):
            phase = own.get(key)
            days = (voice.moment(phase.entered), voice.moment(phase.left)) if phase else (_ABSENT,)
            cells.append(line(" … ".join(dict.fromkeys(days))))
        rows.append(tuple(cells))
    return _beside(voices[0].say("Phase"), names, rows)


def _beside(title: str, names: Sequence[str], rows: Sequence[tuple[Line, ...]]) -> Table:
    columns = (Column(title, main=True), *(Column(name) for name in names))
    return Table(columns, tuple(rows))


def _run(voices: Sequence[Voice], names: Sequence[str], key: tuple[str, str | None]) -> Section:
    """Return one course of steps: the record with its alternatives, then where accounts differ."""
    found = [_run_of(v, key) for v in voices]
    shown = next((v, r) for v, r in zip(voices, found, strict=True) if r)
    blocks: list[Table | Items] = []
    if len(voices) > 1:
        blocks.append(_beside(voices[0].say("What"), names, [*_compared(voices, found)]))
        remarks = [line(text) for text in _remarks(*shown)]
    else:
        remarks = [*_alone(*shown)]
    for other, run, name in zip(voices[1:], found[1:], names[1:], strict=True):
        remarks += [line(f"{name}: {text}") for text in _differing(shown, other, run)]
    blocks.append(Items(tuple(Item(r) for r in remarks)))
    return Section("run", run_name(*shown), tuple(blocks))


def _run_of(voice: Voice, key: tuple[str, str | None]) -> Run | None:
    return next((r for r in voice.audit.path.runs if (r.track, r.object) == key), None)


def _alone(voice: Voice, run: Run) -> Iterator[Line]:
    """Yield what there is to say of a run when no other account stands beside it."""
    yield line(fit(voice, run))
    yield from deviations(voice, run.deviations)
    yield from map(line, _remarks(voice, run))


def _compared(voices: Sequence[Voice], found: Sequence[Run | None]) -> Iterator[tuple[Line, ...]]:
    """Yield how far the accounts are as foreseen, and each deviation with what it is in each."""
    both = [*zip(voices, found, strict=True)]
    yield line(voices[0].say("fit")), *(line(fit(v, r) if r else _ABSENT) for v, r in both)
    likely = [{_key(d): d for d in (r.deviations if r else ())} for r in found]
    for key in dict.fromkeys(k for ds in likely for k in ds):
        words = next(told(v, ds[key]) for v, ds in zip(voices, likely, strict=True) if key in ds)
        yield line(words), *(
            line(v.closed("likelihood", ds[key].likelihood), SIGN_OF[ds[key].likelihood])
            if key in ds else line(_ABSENT)
            for v, ds in zip(voices, likely, strict=True)
        )  # fmt: skip


def _key(deviation: Deviation) -> tuple[str, str, str | None]:
    return deviation.kind, deviation.activity, deviation.event


def _remarks(voice: Voice, run: Run) -> Iterator[str]:
    yield voice.say("moves: {moves}", moves=_moves(voice, run))
    yield from bounds(voice, run)
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
