"""What is new since an earlier audit of the same case, and what is gone.

Separate from the findings, which are the same with and without a comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.report.document import Section, items, line
from vtaudit.report.parts.findings import fold_line, folds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vtaudit.audit.model import Baseline
    from vtaudit.report.voice import Voice


def section(voice: Voice) -> Section:
    """Return how the findings compare with those of an earlier audit; empty without one."""
    found, title = voice.audit.baseline, voice.say("Compared with an earlier audit")
    if found is None:
        return Section("baseline", title)
    count = voice.say(
        "{new} new, {known} known, {gone} gone since the audit on the peildatum {day}",
        new=len(found.new), known=len(found.known), gone=len(found.gone),
        day=voice.day(found.as_of),
    )  # fmt: skip
    return Section("baseline", title, (line(count),), tuple(_lists(voice, found)))


def _lists(voice: Voice, found: Baseline) -> Iterator[Section]:
    new = folds(voice.findings[i] for i in found.new if i in voice.findings)
    if new:
        lines = items(*(fold_line(voice, f) for f in new))
        yield Section("baseline-new", voice.say("New findings"), (lines,))
    if found.gone:
        gone = items(*(line(i) for i in found.gone))
        yield Section("baseline-gone", voice.say("Findings that are gone"), (gone,))
