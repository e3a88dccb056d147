"""What an overview says of time: which terms were met, and how long terms and phases took.

Separate from the rules, which are counted by their verdict. What needs attention stands first: the
terms that were not met in most cases, the phases that took longest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_filename
from vtaudit.report.overview import strips
from vtaudit.report.overview.model import VERDICTS, share
from vtaudit.report.overview.part import (
    HIDDEN,
    MEASURED,
    NONE,
    Cell,
    Panel,
    Part,
    brief,
    named,
    number,
    ordered,
    place,
    rule,
)

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Counts, Days, Overview, Spread, Times
    from vtaudit.report.speech import Speech


def terms(found: Overview, speech: Speech) -> Part:
    """Return for each term the share in time with its bounds, and the days that it took."""
    say = speech.say
    counts = {c.rule: c for c in ordered(found, speech)}
    order = list(counts)
    known = [t for t in found.times if t.kind == "term" and t.code in counts]
    rows: list[tuple[Cell, ...]] = []
    shares: list[Panel] = []
    days: list[Panel] = []
    for t in sorted(known, key=lambda t: order.index(t.code)):
        counted, name = counts[t.code], rule(t.code, speech)
        told = [
            (n, body, _share(t.code, n, counted.total if n is None else counted.by[n], speech))
            for n, body in _bodies(found, speech)
        ]
        rows += [
            (Cell(name), Cell(body), cell, *_spread(found, t, n, speech)) for n, body, cell in told
        ]
        lines = zip(_names(found, speech), (cell for _, _, cell in told), strict=True)
        ends = say("{number} %", number=0), say("{number} %", number=100)
        shares.append(Panel(f"{name}: {say('share in time')}", tuple(lines), ends))
        days.append(_panel(t, found, f"{name}: {say('days')}", speech))
    text = (
        say("Share: the part of the cases to which the term applies and in which it was met every "
            "time. The lowest value counts what cannot be established as not met, the highest as "
            "met; terms that still run are left out."),
        say("Days: calendar days from the begin of the term to what met it, where both are known; "
            "a range where a date is not exactly known."),
    )  # fmt: skip
    head = (say("Term"), say("Body"), say("Share in time"), *_days(speech))
    return Part("terms", say("Terms"), text, head, tuple(rows), (*shares, *days))


def phases(found: Overview, speech: Speech) -> Part:
    """Return how long each phase took."""
    say = speech.say
    rows: list[tuple[Cell, ...]] = []
    panels: list[Panel] = []
    for t in sorted((t for t in found.times if t.kind == "phase"), key=_length):
        name = named_time(t, speech)
        rows += [
            (Cell(name), Cell(body), *_spread(found, t, n, speech))
            for n, body in _bodies(found, speech)
        ]
        panels.append(_panel(t, found, name, speech))
    text = say("Calendar days from the first step of a phase to the last, of phases that ended.")
    head = (say("Phase"), say("Body"), *_days(speech))
    return Part("phases", say("Throughput times"), (text,), head, tuple(rows), tuple(panels))


def listed(times: Times) -> str:
    """Return the name of the list of the cases in which this was measured."""
    return for_filename(f"{MEASURED}-{times.code}")


def named_time(times: Times, speech: Speech) -> str:
    """Return a term by its rule, a phase by its track and name."""
    if times.kind == "term":
        return rule(times.code, speech)
    protocol, track, phase = times.code.split("/")
    book = speech.book.protocols.get(protocol)
    for t in book.tracks if book else ():
        for p in t.phases:
            if (t.id, p.id) == (track, phase):
                return f"{speech.own(t.nl, t.en)}: {speech.own(p.nl, p.en)}"
    return times.code


def in_days(days: Days) -> str:
    """Return a number of days, or a range where it is not exactly known."""
    low, high = days
    if low is None or high is None:
        return NONE if low == high else f"≤ {high}" if low is None else f"≥ {low}"
    return str(low) if low == high else f"{low}–{high}"


def _length(times: Times) -> tuple[int, str]:
    """Return by what phases are sorted: the longest median first; hidden ones last."""
    low, high = times.total.median if times.total else (None, None)
    return -(high or low or 0), times.code


def _bodies(found: Overview, speech: Speech) -> Iterator[tuple[int | None, str]]:
    """Yield all and then each organisation by its place and name; where there is one, it is all."""
    yield None, speech.say("all")
    if len(found.organisations) > 1:
        yield from ((n, named(o, speech)) for n, o in enumerate(found.organisations))


def _names(found: Overview, speech: Speech) -> Iterator[str]:
    """Yield the same in brief, for a picture."""
    yield speech.say("all")
    if len(found.organisations) > 1:
        yield from brief(found.organisations, speech)


def _panel(times: Times, found: Overview, title: str, speech: Speech) -> Panel:
    """Return the middle half and the median of each organisation."""
    most = strips.longest((times.total, *times.by))
    lines = []
    for name, (n, _) in zip(_names(found, speech), _bodies(found, speech), strict=True):
        _, median, _ = _spread(found, times, n, speech)
        lines.append((name, replace(median, strip=strips.lengths(_of(times, n), most))))
    end = speech.count("{number} day", "{number} days", most)
    return Panel(title, tuple(lines), ("0", end))


def _days(speech: Speech) -> tuple[str, ...]:
    say = speech.say
    return say("Cases measured"), say("Median in days"), say("Middle half in days")


def _of(times: Times, organisation: int | None) -> Spread | None:
    return times.total if organisation is None else times.by[organisation]


def _spread(
    found: Overview, times: Times, organisation: int | None, speech: Speech
) -> tuple[Cell, Cell, Cell]:
    """Return how many were measured, the median and the middle half; all lead to the cases.

    In what is shared nobody is told how many: that is no column there.
    """
    spread = _of(times, organisation)
    if spread is None:
        sign = Cell(NONE if found.smallest is None else HIDDEN)
        return sign if found.smallest is None else Cell(""), sign, sign
    link = f"{listed(times)}#{place(MEASURED, organisation)}"
    half = speech.say("{first} to {last}", first=in_days(spread.quarter),
                      last=in_days(spread.three_quarters))  # fmt: skip
    told = "" if spread.cases is None else number(spread.cases)
    return Cell(told, link if told else ""), Cell(in_days(spread.median), link), Cell(half, link)


def _share(code: str, organisation: int | None, counts: Counts, speech: Speech) -> Cell:
    """Return the share in whole percents, the lowest rounded down and the highest up."""
    found = share(counts)
    if found is None:
        return Cell(HIDDEN if None in counts else NONE)
    low, high = int(found[0] * 100), -int(-found[1] * 100 // 1)
    told = speech.say("{number} %", number=str(low) if low == high else f"{low}–{high}")
    first = next(v for v, n in zip(VERDICTS, counts, strict=True) if n)
    return Cell(told, f"{code}#{place(first, organisation)}", strips.in_time(counts))
