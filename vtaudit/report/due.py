"""The terms of a case that are not over, with all that a list of them tells, as text to keep.

Separate from the lists, which hold many cases: what is kept of a case that did not change is told
again without its audit, in whatever language and form is asked for later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.audit.urgency import Deadline, deadlines
from vtaudit.report.catalogue import languages
from vtaudit.report.fromjson import built
from vtaudit.report.json import Teller
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and whom and what it is about, in words."""

    deadline: Deadline
    told: tuple[tuple[str, str], ...]
    """For each language: the case, the step from which the term runs, and for whom."""

    def about(self, lang: str) -> str:
        """Return whom and what it is about; raises KeyError for a language without a catalogue."""
        return dict(self.told)[lang]


def due(audit: Audit, book: Rulebook) -> Iterator[Due]:
    """Yield the terms of *audit* that are not over, in words."""
    voices = {lang: Voice(audit, book, lang) for lang in sorted(languages())}
    for deadline in deadlines(audit):
        yield Due(deadline, tuple((x, _about(voice, deadline)) for x, voice in voices.items()))


def _about(voice: Voice, deadline: Deadline) -> str:
    event = deadline.term.runs_from_event
    step = voice.step(event) if event else ""
    who = voice.joined(voice.actor(p) for p in deadline.people)
    return "; ".join(x for x in (deadline.case, step, who) if x)


def kept(audit: Audit, book: Rulebook) -> str:
    """Return what `due` gives as text, from which `of_kept` makes the same again."""
    return json.dumps([Teller({}).plain(d) for d in due(audit, book)], ensure_ascii=False)


def of_kept(text: str) -> Iterator[Due]:
    """Yield what `kept` was given."""
    for plain in json.loads(text):
        yield built(Due, plain, "due")
