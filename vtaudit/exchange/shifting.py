"""Moving the days of a case by whole weeks, and whether an audit stayed the same by it.

Separate from the pseudonyms: weekdays stay, but public holidays and versions of the law do not, so
a copy is audited again and refused when a verdict differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.moment import Moment
from vtaudit.errors import UsageError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dates.words import DateWords
    from vtaudit.exchange.pseudonyms import Shift

_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
Rename = Callable[[str], str]
"""Gives what stands in the copy for an id."""


def shifter(weeks: int, words: DateWords) -> Shift:
    """Return what moves the days in a date, or the exact days in a text, by *weeks*.

    A vague date becomes the range of days that it meant, moved; one that counts from an event
    stays. Raises UsageError for a day that would fall outside the calendar.
    """
    names = {w: m.number for m in words.months for w in m.words}
    spoken = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(map(re.escape, names))}) (\d{{4}})(?!\d)")

    def spelled(found: re.Match[str]) -> str:
        try:
            day = date(int(found[3]), names[found[2]], int(found[1]))
        except ValueError:
            return found[0]
        return _moved(day, weeks).isoformat()

    def shift(text: str) -> str:
        moved = _ISO.sub(lambda found: _iso(found[0], weeks), text)
        if moved != text:
            return spoken.sub(spelled, moved)
        whole = _vague(text, words, weeks) if _YEAR.search(text) else None
        return spoken.sub(spelled, text) if whole is None else whole

    return shift


def _iso(text: str, weeks: int) -> str:
    try:
        return _moved(date.fromisoformat(text), weeks).isoformat()
    except ValueError:
        return text


def _moved(day: date, weeks: int) -> date:
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        raise UsageError(
            worded("{day} cannot be moved by {weeks} weeks", day=day, weeks=weeks)
        ) from None


def _vague(text: str, words: DateWords, weeks: int) -> str | None:
    """Return a date that names no exact day as a range, moved; None for what is no such date."""
    try:
        found = parse(text, words)
    except DateError:
        return None
    if not isinstance(found, Moment):
        return None
    first, last = found.interval.earliest, found.interval.latest
    ends = [_moved(d, weeks).isoformat() if d else ".." for d in (first, last)]
    return ends[0] if first == last else "/".join(ends)


def _verdicts(audit: Audit, name: Rename, shift: Shift) -> Iterator[tuple[object, ...]]:
    """Yield every verdict of *audit*, with the ids in it renamed and the days moved."""

    def each(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(map(name, ids)))

    def one(value: str | None) -> str | None:
        return None if value is None else name(value)

    def about(item: str | None) -> str | None:
        """Return an item: a word of the rulebook, or `person:ID#age`, or the first day of a gap."""
        return shift(name(item) if ":" in item else item) if item else None

    for t in audit.terms:
        yield "term", t.rule, each(t.about), one(t.person), t.status, t.kind, t.length
    for f in audit.findings:
        who = each(f.events), one(f.person), about(f.item)
        yield "finding", f.code, *who, f.certainty, f.severity, f.reason
    for p in audit.pairings:
        yield "pairing", name(p.event), p.norm, one(p.person), p.verdict
    for g in audit.gaps:
        yield "gap", g.kind, each(g.events), one(g.person), about(g.item), g.certainty
    for c in audit.told:
        yield "told", name(c.person), c.item, c.verdict, c.provable
    for r in audit.path.runs:
        for d in r.deviations:
            yield "path", d.track, d.kind, d.likelihood, d.activity, one(d.event)
    for n in audit.not_audited:
        yield "left", n.kind, name(n.id), n.reason


def differing(
    before: Audit, after: Audit, rename: Rename, shift: Shift | None = None
) -> tuple[str, ...]:
    """Return the verdicts that one of two audits has and the other has not, as text.

    Of *before* the ids are renamed and the days moved first, so that only verdicts are compared.
    """
    was = Counter(_verdicts(before, rename, shift or str))
    now = Counter(_verdicts(after, str, str))
    lost, new = (was - now).elements(), (now - was).elements()
    told = [*(f"- {_told(v)}" for v in lost), *(f"+ {_told(v)}" for v in new)]
    return tuple(sorted(told, key=lambda line: line[2:]))


def _told(verdict: tuple[object, ...]) -> str:
    return " ".join(" ".join(v) if isinstance(v, tuple) else str(v or "–") for v in verdict)
