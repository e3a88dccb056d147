"""The questions that would settle what is open, as a list that can go into a letter.

Separate from the findings, because a letter goes to one party: its questions stand together, by
the complaint that they bear on, and are numbered through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report.deciding import days_that_decide
from vtaudit.report.document import Item, Items, Section, line
from vtaudit.report.folding import folded
from vtaudit.report.wording import asked

if TYPE_CHECKING:
    from vtaudit.audit.model import Question
    from vtaudit.report.folding import Fold
    from vtaudit.report.voice import Voice

COMPLAINANT = "complainant"
"""To whom a question goes that is not for the body."""

Asked = dict[str, tuple[str, ...]]
"""Questions, with what each day in the answer would settle."""


def questions(voice: Voice) -> Section:
    """Return the questions by the one to whom they go, and by complaint.

    That there is none for the complainant is told as well.
    """
    groups: dict[str, dict[str, Asked]] = {}
    for fold in folded(voice.audit.questions, lambda q: (q.to, q.rule)):
        text = asked(voice, replace(fold.first, args=fold.args))
        group = groups.setdefault(fold.first.to, {}).setdefault(_complaint(voice, fold), {})
        days = days_that_decide(voice, fold.members)
        group[text] = tuple(dict.fromkeys((*group.get(text, ()), *days)))
    if voice.audit.complaints:
        groups.setdefault(COMPLAINANT, {})
    parts = tuple(_letter(voice, to, found) for to, found in groups.items())
    return Section("questions", voice.say("Questions"), (), parts)


def _complaint(voice: Voice, fold: Fold[Question]) -> str:
    """Return the first complaint on which the questions bear, or nothing."""
    about = {f for q in fold.members for f in q.findings}
    return next((c.id for c in voice.audit.complaints if about & set(c.findings)), "")


def _letter(voice: Voice, to: str, found: dict[str, Asked]) -> Section:
    title = voice.say("To {whom}", whom=_addressee(voice, to))
    if not found:
        return Section(f"questions-{to}", title, (line(voice.say("nothing")),))
    return Section(f"questions-{to}", title, (), tuple(_by_complaint(voice, to, found)))


def _by_complaint(voice: Voice, to: str, found: dict[str, Asked]) -> Iterator[Section]:
    """Yield the questions on each complaint, and last those on none, numbered through."""
    number = 1
    for name in (*(c.id for c in voice.audit.complaints), ""):
        if texts := found.get(name):
            about = voice.say("About {complaint}", complaint=name) if name else ""
            title = about or voice.say("Other questions")
            key = f"questions-{to}-{name or 'other'}"
            yield Section(key, title, (_listed(texts, number),))
            number += len(texts)


def _listed(texts: Asked, first: int) -> Items:
    return Items(tuple(Item(line(text), tuple(Item(line(day)) for day in days))
                       for text, days in texts.items()), first)  # fmt: skip


def _addressee(voice: Voice, to: str) -> str:
    if to == COMPLAINANT:
        return voice.say("the complainant")
    return voice.actor(to) if to in voice.actors else voice.word("role", to)
