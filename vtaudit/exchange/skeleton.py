"""The empty file of a new case, with comments that tell what comes where.

Separate from the draft of a chronology: here nothing is known but what the author answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.yamlio import Commented, Plain, emit

if TYPE_CHECKING:
    from vtaudit.report.catalogue import Catalogue

DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the author says about a new case."""

    id: str
    title: str
    protocol: str
    rulebook: str
    body: str
    """Id of the audited body."""
    kind: str
    """Kind of that body, a word of the rulebook."""
    people: tuple[tuple[str, str], ...]
    """Pseudonym and role of each person."""
    as_of: str | None = None


def skeleton(answers: Answers, schema: str, cat: Catalogue) -> str:
    """Return the case file; *schema* is where an editor finds the schema of case files."""
    head: dict[str, Plain] = {
        "id": answers.id,
        "title": answers.title,
        "protocol": answers.protocol,
        "rulebook": answers.rulebook,
        "audited": answers.body,
    }
    if answers.as_of is not None:
        head["as_of"] = answers.as_of
    whole: dict[str, Plain] = {
        "format": "1",
        "case": Commented(_head(answers, cat), head),
        "people": Commented(
            (cat.say("Who: pseudonyms only. Roles: vtaudit words role."),),
            [{"id": name, "role": role} for name, role in answers.people],
        ),
        "bodies": Commented(
            (cat.say("Organisations. Kinds: vtaudit words body."),),
            [{"id": answers.body, "kind": answers.kind}],
        ),
        "documents": Commented(
            (cat.say("The papers. Kinds: vtaudit words document."),),
            [{"id": DOSSIER, "kind": "dossier", "author": answers.body}],
        ),
        "events": Commented(_events(cat), []),
    }
    return emit(whole, (f"yaml-language-server: $schema={schema}",))


def _head(answers: Answers, cat: Catalogue) -> tuple[str, ...]:
    lines = [cat.say("What is examined, and on which day it is judged (as_of, the peildatum).")]
    if answers.as_of is None:
        lines.append(cat.say("todo: as_of: YEAR-MONTH-DAY, the day on which the case is judged."))
    lines.append(
        cat.say("todo: covered: what the papers cover; without it, silence proves nothing.")
    )
    lines.append("covered: [{from: 2020-01-01, to: 2020-12-31, for: [moeder]}]")
    return tuple(lines)


def _events(cat: Catalogue) -> tuple[str, ...]:
    return (
        cat.say("The steps, with dates as vague as the source. Kinds: vtaudit words activity."),
        "- id: melding-1",
        "  activity: melding",
        "  date: medio december 2019",
        f"  by: {cat.say('who acted')}",
        f"  text: {cat.say('what happened, in your own words')}",
        "  sources: [{document: dossier, page: 3}]",
    )
