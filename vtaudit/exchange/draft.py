"""Rows of a chronology to the draft of a case file, with what is proposed and what is left to do.

Separate because every format ends here: the draft is a case that can be checked, in which each
guess stands beside a comment that tells what it went by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.exchange.beside import beside
from vtaudit.yamlio import Commented, Plain, emit

if TYPE_CHECKING:
    from vtaudit.exchange.propose import Proposal
    from vtaudit.exchange.rows import Leftover
    from vtaudit.report.catalogue import Catalogue
    from vtaudit.rulebook.proposals import ActorPattern, Proposals

SOURCE = "bron"
"""Id of the document that the rows were taken from."""
UNKNOWN = "onbekend"
"""What an author writes for a step of which the nature is not known."""


@dataclass(frozen=True, slots=True)
class Basics:
    """What the author says about the case as a whole."""

    id: str
    title: str
    protocol: str
    rulebook: str
    source: str
    """Name of the file that the rows come from."""
    as_of: str | None = None


def draft(
    basics: Basics,
    proposals: Sequence[Proposal],
    leftovers: Sequence[Leftover],
    patterns: Proposals,
    chosen: Mapping[int, str],
    cat: Catalogue,
) -> str:
    """Return a case file with an event for each of *proposals*.

    *chosen* holds the activities that the author picked, by the number of the row from 0.
    """
    ids = _ids(proposals, chosen)
    actors = {str(a.id): a for a in patterns.actors if not a.means}
    events = [_event(n, p, ids, chosen, cat) for n, p in enumerate(proposals)]
    body: dict[str, Plain] = {
        "format": "1",
        "case": Commented(_about_the_head(basics, cat), _head(basics, patterns)),
        "people": _people(_named(proposals, actors, people=True), actors, cat),
        "bodies": _named(proposals, actors, people=False),
        "documents": [{"id": SOURCE, "kind": "overig", "title": basics.source}],
        "events": events,
    }
    text = emit({k: v for k, v in body.items() if v})
    return text + "".join(f"# {line}\n" for line in _left(leftovers, cat))


def todo(proposals: Sequence[Proposal], chosen: Mapping[int, str]) -> int:
    """Return how many rows wait for an activity that only the author can choose."""
    return sum(
        1
        for n, p in enumerate(proposals)
        if n not in chosen and p.confidence not in ("given", "high")
    )


def _head(basics: Basics, patterns: Proposals) -> Plain:
    audited = next(str(a.id) for a in patterns.actors if a.audited == "yes")
    head: dict[str, Plain] = {
        "id": basics.id,
        "title": basics.title,
        "protocol": basics.protocol,
        "rulebook": basics.rulebook,
        "audited": audited,
    }
    return head if basics.as_of is None else {**head, "as_of": basics.as_of}


def _about_the_head(basics: Basics, cat: Catalogue) -> tuple[str, ...]:
    lines = [cat.say("todo: check each step below; what is proposed goes by the words named.")]
    if basics.as_of is None:
        lines.append(cat.say("todo: as_of: YEAR-MONTH-DAY, the day on which the case is judged."))
    lines.append(
        cat.say("todo: covered: what the papers cover; without it, silence proves nothing.")
    )
    return tuple(lines)


def _ids(proposals: Sequence[Proposal], chosen: Mapping[int, str]) -> list[str]:
    names = [chosen.get(n, p.activity or UNKNOWN) for n, p in enumerate(proposals)]
    total, seen = Counter(names), Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if total[name] == 1 else f"{name}-{seen[name]}")
    return found


def _event(
    number: int, proposal: Proposal, ids: Sequence[str], chosen: Mapping[int, str], cat: Catalogue
) -> Plain:
    row = proposal.row
    source: dict[str, Plain] = {"document": SOURCE}
    event: dict[str, Plain] = {
        "id": ids[number],
        "activity": chosen.get(number, proposal.activity or UNKNOWN),
        "date": row.date,
        "by": list(proposal.by),
        "to": list(proposal.to),
        "with": list(proposal.with_),
        "about": [ids[n] for n in proposal.about],
        "text": row.text,
        "sources": [{**source, "page": row.page} if row.page else source],
    }
    kept = {k: v for k, v in event.items() if v}
    return Commented(tuple(_why(number, proposal, ids, chosen, cat)), kept)


def _why(
    number: int, proposal: Proposal, ids: Sequence[str], chosen: Mapping[int, str], cat: Catalogue
) -> Sequence[str]:
    row = proposal.row
    lines = [cat.say("line {line}", line=row.line)]
    if row.source:
        lines[0] += cat.say(", source: {source}", source=row.source)
    if row.footnotes:
        lines[0] += cat.say(", footnote {marks}", marks=", ".join(row.footnotes))
    if number in chosen:
        lines.append(cat.say("chosen by the author"))
        return [*lines, *beside(proposal, ids, cat)]
    match proposal.confidence:
        case "given":
            lines[0] += cat.say(": activity as in the source")
        case "high":
            best = proposal.guesses[0]
            lines[0] += cat.say(": {activity}, by the words {words}", activity=best.activity,
                                words=_quoted(best.words))  # fmt: skip
        case "low":
            options = ", ".join(f"{g.activity} ({_quoted(g.words)})" for g in proposal.guesses[:4])
            lines.append(cat.say("todo: choose the activity: {options}", options=options))
        case "none":
            lines.append(cat.say("todo: choose the activity (vtaudit words activity)"))
    others = [g.activity for g in proposal.guesses[1:4]] if proposal.confidence == "high" else []
    if others:
        lines.append(cat.say("or, or also a step of its own: {others}", others=", ".join(others)))
    return [*lines, *beside(proposal, ids, cat)]


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{w}'" for w in words)


def _named(
    proposals: Sequence[Proposal], actors: Mapping[str, ActorPattern], *, people: bool
) -> list[Plain]:
    """Return the people, or the bodies, that the steps name, in the order of the rulebook."""
    used = {a for p in proposals for a in (*p.by, *p.to, *p.with_)}
    found: list[Plain] = []
    for name, actor in actors.items():
        kind = actor.role if people else actor.body
        if kind is not None and (name in used or actor.audited == "yes"):
            found.append({"id": name, "role" if people else "kind": str(kind)})
    return found


def _people(found: list[Plain], actors: Mapping[str, ActorPattern], cat: Catalogue) -> Plain:
    names = [str(p["id"]) for p in found if isinstance(p, Mapping)]
    several = [name for name in names if actors[name].several == "yes"]
    lines = [
        cat.say("todo: people: `{name}` may be several: an entry for each", name=name)
        for name in several
    ]
    return Commented(tuple(lines), found) if lines else found


def _left(leftovers: Sequence[Leftover], cat: Catalogue) -> Sequence[str]:
    if not leftovers:
        return ()
    head = cat.say("Left over: lines of the source that became no step.")
    shown = [f"{left.line or '-'}: {_one_line(left.text)}" for left in leftovers]
    return ("", head, *shown)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
