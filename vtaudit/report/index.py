"""The index of a batch: a line for each case, and the cases that could not be audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_markdown
from vtaudit.report.speech import Speech

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the index: counts, never a score."""

    id: str
    title: str
    as_of: str
    shortcomings: int
    """Shortcomings in the record that are established."""
    open: int
    """Findings that cannot be established."""
    late: int
    """Terms that are late or overdue."""
    undetermined: int
    """Terms that cannot be established."""


def row_of(audit: Audit) -> Row:
    """Return the line of *audit*."""
    sure = [f for f in audit.findings if f.certainty == "established"]
    terms = Counter(t.status for t in audit.terms)
    return Row(
        audit.case.id,
        audit.case.title,
        audit.as_of.isoformat(),
        sum(1 for f in sure if f.severity == "shortcoming"),
        len(audit.findings) - len(sure),
        terms["late"] + terms["overdue"],
        terms["undetermined"],
    )


def index(
    rows: Iterable[Row],
    failed: Iterable[tuple[str, str]],
    book: Rulebook,
    lang: str,
    ending: str = ".md",
) -> Iterator[str]:
    """Yield the lines of the index as markdown; *failed* are cases with what is wrong in short."""
    speech = Speech(book, lang)
    say = speech.say
    head = [
        say("Case"),
        say("Peildatum"),
        say("Shortcomings established"),
        say("Not established"),
        say("Terms late or overdue"),
        say("Terms undetermined"),
    ]
    yield from (f"# {say('Findings')}", "", _line(head), _line(["---"] * len(head)))
    yield from (_line(_cells(row, speech, ending)) for row in rows)
    told = False
    for name, why in failed:
        if not told:
            yield from ("", f"## {say('Not audited')}", "")
            told = True
        yield f"- {for_markdown(name)}: {for_markdown(why)}"
    yield from ("", f"{say('Rulebook')} {book.version} `{book.sha256[:12]}`")


def _cells(row: Row, speech: Speech, ending: str) -> list[str]:
    return [
        f"[{for_markdown(row.title)}]({row.id}{ending})",
        speech.day(date.fromisoformat(row.as_of)),
        *(str(n) for n in (row.shortcomings, row.open, row.late, row.undetermined)),
    ]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
