"""The timeline, the terms and the findings as CSV: one table a file, for a spreadsheet.

Separate because a table has a row a result and nothing folded: who counts or sorts wants each on
its own. Days stand as ISO dates, earliest and latest, so that a vague date stays vague; the column
names are fixed, the words in the cells are in the language asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.inert import for_csv
from vtaudit.report.parts.deadlines import depends
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice
from vtaudit.report.wording import message, question

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Citation
    from vtaudit.dates.interval import Interval
    from vtaudit.rulebook.book import Rulebook

Row = tuple[str, ...]

TIMELINE = ("number", "event", "date", "earliest", "latest", "activity", "track", "phase", "by",
            "to", "channel", "text", "of_event", "of_content", "audited", "after_as_of", "norms",
            "findings", "sources", "line")  # fmt: skip
TERMS = ("rule", "term", "about", "person", "role", "status", "kind", "length",
         "runs_from_earliest", "runs_from_latest", "last_day_earliest", "last_day_latest", "met_by",
         "met_on_earliest", "met_on_latest", "depends_on", "source", "verified",
         "line")  # fmt: skip
FINDINGS = ("id", "rule", "title", "severity", "certainty", "events", "person", "role", "item",
            "message", "question", "norms", "complaints", "sources", "verified",
            "line")  # fmt: skip


def render(
    audit: Audit, book: Rulebook, lang: str = "nl", only: tuple[str, ...] = (), seal: str = ""
) -> Mapping[str, str]:
    """Return the tables by name; the name is empty when *only* asks for a single one.

    A *seal* stands in a last column of its own, in the first row; a table without rows has it for
    the name of that column. Raises UsageError, with the nearest name, for a table that there is
    not.
    """
    wrong = next((n for n in only if n not in TABLES), None)
    if wrong is not None:
        raise UsageError(wrong_word("table", wrong, TABLES))
    voice = Voice(shareable(audit).audit, book, lang)
    texts = {name: _text(*TABLES[name], voice, seal) for name in only or TABLES}
    return {"": texts[only[0]]} if len(only) == 1 else texts


def _text(
    columns: Row, rows: Callable[[Voice], Iterator[Row]], voice: Voice, seal: str = ""
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    table = [[for_csv(cell) for cell in row] for row in rows(voice)]
    if seal:
        columns = (*columns, "seal" if table else seal)
        table = [[*row, "" if number else seal] for number, row in enumerate(table)]
    writer.writerows([columns, *table])
    return out.getvalue()


def _timeline(voice: Voice) -> Iterator[Row]:
    norms: dict[str, dict[str, None]] = {}
    for p in voice.audit.pairings:
        norms.setdefault(p.event, {})[f"{p.norm}={p.verdict}"] = None
    for number, e in enumerate(voice.audit.timeline, 1):
        found = [f.id for f in voice.audit.findings if e.event in f.events]
        yield (
            str(number), e.event, voice.date_of(e), *_days(e.interval), voice.activity(e.activity),
            voice.track(e.track), voice.phase(e.phase, e.track),
            _several(_who(voice, a) for a in e.by),
            _several(_who(voice, a) for a in e.to), e.channel or "", e.text, e.of_event,
            e.of_content, e.audited, e.after_as_of, _several(norms.get(e.event, ())),
            _several(found), _cited(voice, e.sources), str(e.where.line),
        )  # fmt: skip


def _terms(voice: Voice) -> Iterator[Row]:
    for t in voice.audit.terms:
        yield (
            t.rule, voice.title(t.rule), _several(t.about), t.person or "", _role(voice, t.person),
            t.status, t.kind, t.length, *_days(t.runs_from), *_days(t.last_day),
            t.met_by or "", *_days(t.met_on), depends(voice, t), _several(t.source),
            _answer(t.verified), str(t.where.line),
        )  # fmt: skip


def _findings(voice: Voice) -> Iterator[Row]:
    for f in voice.audit.findings:
        bears = [c.id for c in voice.audit.complaints if f.id in c.findings]
        yield (
            f.id, f.code, voice.title(f.code), f.severity, f.certainty, _several(f.events),
            f.person or "", _role(voice, f.person), f.item or "", message(voice, f),
            question(voice, f) or "", _several(f.norms), _several(bears),
            _cited(voice, f.citations), _answer(f.verified), str(f.where.line),
        )  # fmt: skip


TABLES: Mapping[str, tuple[Row, Callable[[Voice], Iterator[Row]]]] = {
    "timeline": (TIMELINE, _timeline),
    "terms": (TERMS, _terms),
    "findings": (FINDINGS, _findings),
}
"""Each table by its name: its columns and its rows."""
CLOSED = {
    "status": "term", "kind": "kind", "severity": "severity", "certainty": "certainty",
    **dict.fromkeys(("audited", "after_as_of", "of_event", "of_content", "verified"), "answer"),
}  # fmt: skip
"""Columns of codes, each with the closed vocabulary that its words are of."""
NUMBERS = frozenset(("number", "line"))
"""Columns of whole numbers."""
DAYS = frozenset(c for columns, _ in TABLES.values() for c in columns
                 if c.endswith(("earliest", "latest")))  # fmt: skip
"""Columns of days, each an ISO date or empty."""


def _days(interval: Interval | None) -> tuple[str, str]:
    """Return the first and the last day as ISO dates; an end that is not known is empty."""
    if interval is None:
        return "", ""
    first, last = interval.earliest, interval.latest
    return first.isoformat() if first else "", last.isoformat() if last else ""


def _who(voice: Voice, name: str) -> str:
    """Return a body by its name, and a person with the role he has in the case."""
    role = _role(voice, name)
    told = voice.actor(name)
    return f"{told} ({role})" if role and role != told else told


def _role(voice: Voice, name: str | None) -> str:
    """Return the role of a person; empty for a body, and for nobody."""
    found = voice.actors.get(name or "")
    return voice.word("role", found.role) if found and found.kind == "person" else ""


def _several(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _cited(voice: Voice, cites: tuple[Citation, ...]) -> str:
    return _several(voice.cited(c) for c in cites)


def _answer(yes: bool) -> str:  # noqa: FBT001 - a cell
    return "yes" if yes else "no"
