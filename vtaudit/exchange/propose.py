"""What a row of a chronology may be: an activity, who acted, and which earlier step it is about.

Separate because it only proposes: it goes by the words of the rulebook's `proposals.yaml`, says
which words those were, and leaves the choice to the author.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vtaudit.exchange.rows import Row
    from vtaudit.rulebook.proposals import ActivityPattern, ActorPattern, Proposals

HEAD = 6
"""What a word counts for more, in letters, when the row begins with it: it names the step."""

Confidence = Literal["given", "high", "low", "none"]
"""`given`: the source names it; `high`: one activity fits best; `low`: others fit as well."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An activity that fits a row, and the words that point at it."""

    activity: str
    words: tuple[str, ...]
    letters: int
    """How many letters of the row fit; more is better."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row may be."""

    row: Row
    confidence: Confidence
    guesses: tuple[Guess, ...]
    """The best first; empty when no words of the row point at an activity."""
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    about: tuple[int, ...] = ()
    """Numbers (from 0) of the earlier rows it refers to."""
    open: tuple[int, ...] = ()
    """Numbers of the earlier rows alike of which no row says that it is about them."""

    @property
    def activity(self) -> str | None:
        """The activity that is proposed; None when no words point at one."""
        return self.guesses[0].activity if self.guesses else None


def propose(
    rows: Sequence[Row], patterns: Proposals, activities: Iterable[str]
) -> tuple[Proposal, ...]:
    """Return a proposal for each of *rows*; *activities* are those of the protocol."""
    known = frozenset(activities)
    found = [_proposal(row, patterns, known) for row in rows]
    return tuple(_referring(found, patterns))


def _proposal(row: Row, patterns: Proposals, known: frozenset[str]) -> Proposal:
    by, to, with_ = _actors(row.text, patterns)
    if row.by:
        named = tuple(a for m in _mentions(row.by, patterns) for a in _ids(m[2]))
        by = named or by
    if row.activity in known:
        return Proposal(row, "given", (Guess(row.activity, (), 0),), by, to, with_)
    guesses = _guesses(row.text, patterns.activities, known)
    if not guesses:
        confidence: Confidence = "none"
    elif len(guesses) > 1 and guesses[0].letters == guesses[1].letters:
        confidence = "low"
    else:
        confidence = "high"
    return Proposal(row, confidence, guesses, by, to, with_)


def _guesses(
    text: str, patterns: Iterable[ActivityPattern], known: frozenset[str]
) -> tuple[Guess, ...]:
    lowered = text.casefold()
    best: dict[str, Guess] = {}
    for pattern in patterns:
        if pattern.activity not in known or any(_found(w, lowered) for w in pattern.without):
            continue
        hits = [_found(w, lowered) for w in pattern.words]
        if None in hits:
            continue
        words = tuple(dict.fromkeys(hit for hit in hits if hit is not None))
        letters = sum(map(len, words))
        if any(lowered.startswith(word) for word in words):
            letters += HEAD
        guess = Guess(pattern.activity, words, letters)
        if guess.letters > getattr(best.get(pattern.activity), "letters", 0):
            best[pattern.activity] = guess
    return tuple(sorted(best.values(), key=lambda g: (-g.letters, g.activity)))


def _found(phrases: str, text: str) -> str | None:
    """Return the longest of *phrases* that stands in *text*, as it stands there."""
    hits = [m.group() for m in _regex(phrases).finditer(text)]
    return max(hits, key=len) if hits else None


@lru_cache(maxsize=2048)
def _regex(phrases: str) -> re.Pattern[str]:
    parts = sorted(phrases.casefold().split("|"), key=len, reverse=True)
    bodies = [
        re.escape(p.strip().rstrip("*")).replace(r"\ ", r"[\s-]+")
        + (r"\w*" if p.endswith("*") else "")
        for p in parts
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)")


def _actors(
    text: str, patterns: Proposals
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return who acted, to whom and with whom, by the words before each name.

    A first name without such a word is taken for the one who acted, a later one for the receiver.
    """
    by: list[str] = []
    to: list[str] = []
    with_: list[str] = []
    lowered = text.casefold()
    bare: list[str] = []
    for start, _, actor in _mentions(text, patterns):
        before = lowered[:start].rstrip()
        if _ends_with(before, patterns.bystanders):
            continue
        if _ends_with(before, patterns.receivers):
            to += _ids(actor)
        elif _ends_with(before, patterns.doers):
            by += _ids(actor)
        elif _ends_with(before, patterns.partners):
            with_ += _ids(actor)
        else:
            bare += _ids(actor)
    if not by and bare:
        by, bare = [bare[0]], bare[1:]
    taken = {*by, *with_}
    to += [a for a in bare if a not in taken]
    return (
        tuple(dict.fromkeys(by)),
        tuple(dict.fromkeys(a for a in to if a not in taken)),
        tuple(dict.fromkeys(a for a in with_ if a not in by)),
    )


def _mentions(text: str, patterns: Proposals) -> list[tuple[int, int, ActorPattern]]:
    """Return where actors are named in *text*; of names that overlap the longest."""
    lowered = text.casefold()
    hits = [
        (m.start(), m.end(), actor)
        for actor in patterns.actors
        for m in _regex("|".join(actor.words)).finditer(lowered)
    ]
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, ActorPattern]] = []
    for hit in hits:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _ids(actor: ActorPattern) -> tuple[str, ...]:
    return tuple(map(str, actor.means)) or (str(actor.id),)


def _ends_with(before: str, words: Iterable[str]) -> bool:
    return any(before == w or before.endswith(f" {w}") for w in words)


def _referring(found: Sequence[Proposal], patterns: Proposals) -> Iterable[Proposal]:
    """Yield *found* with the earlier rows that their words refer to."""
    seen: Counter[str] = Counter()
    places: dict[tuple[str, int], int] = {}
    taken: set[int] = set()
    for number, proposal in enumerate(found):
        text = proposal.row.text.casefold()
        about = tuple(
            places[key]
            for r in patterns.references
            if (key := (str(r.activity), r.number)) in places
            and any(_found(w, text) for w in r.words)
            and proposal.activity != r.activity
        )
        taken.update(about)
        named = {str(found[n].activity) for n in about}
        earlier = (n for (activity, _), n in places.items() if activity in named)
        yield replace(proposal, about=about, open=tuple(n for n in earlier if n not in taken))
        if (activity := proposal.activity) is not None:
            seen[activity] += 1
            places[activity, seen[activity]] = number
