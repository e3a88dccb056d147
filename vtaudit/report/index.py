"""The index of a batch: a line for each case, and the cases that could not be audited."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vtaudit.report.catalogue import catalogue
from vtaudit.report.inert import for_markdown

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook


def index(
    audits: tuple[Audit, ...], failed: tuple[tuple[str, int], ...], book: Rulebook, lang: str
) -> str:
    """Return the index as markdown: counts, never a score."""
    say = catalogue(lang).say
    head = [
        say("Case"),
        say("Peildatum"),
        say("Shortcomings established"),
        say("Not established"),
        say("Terms late or overdue"),
        say("Terms undetermined"),
    ]
    lines = [f"# {say('Findings')}", "", _row(head), _row(["---"] * len(head))]
    lines += [_row(_cells(a)) for a in sorted(audits, key=lambda a: a.case.id)]
    if failed:
        lines += ["", f"## {say('Not audited')}", ""]
        lines += [f"- {for_markdown(name)}: {say('mistakes')}: {count}" for name, count in failed]
    lines += ["", f"{say('Rulebook')} {book.version} `{book.sha256[:12]}`"]
    return "\n".join(lines) + "\n"


def _cells(audit: Audit) -> list[str]:
    sure = [f for f in audit.findings if f.certainty == "established"]
    terms = Counter(t.status for t in audit.terms)
    return [
        f"[{for_markdown(audit.case.title)}]({audit.case.id}.md)",
        audit.as_of.isoformat(),
        str(sum(1 for f in sure if f.severity == "shortcoming")),
        str(len(audit.findings) - len(sure)),
        str(terms["late"] + terms["overdue"]),
        str(terms["undetermined"]),
    ]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
