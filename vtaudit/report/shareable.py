"""An audit without what the case marks as restricted, for reports that leave the house.

Separate because it must hold for every shareable format alike: what rests on a restricted step or
paper goes with it, and the report says that something was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from vtaudit.audit import model

if TYPE_CHECKING:
    from vtaudit.report.voice import Voice

_GONE = object()

_WHOLE = (
    model.Finding, model.Gap, model.Term, model.Pairing, model.Positive, model.Question,
    model.Deviation, model.Alternative, model.Needed, model.Move, model.Run, model.Fact,
    model.Reading, model.NotAudited, model.Citation, model.DocumentInfo, model.Told,
)  # fmt: skip
"""What goes as a whole when it names something restricted; other things only lose the name."""


@dataclass(frozen=True, slots=True)
class Shareable:
    """An audit that may be shared, and how much was left out of it."""

    audit: model.Audit
    steps: int
    papers: int
    findings: int

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return not (self.steps or self.papers)


def shareable(audit: model.Audit) -> Shareable:
    """Return *audit* without restricted steps, papers and sources, and all that names them."""
    steps = {e.event for e in audit.timeline if e.restricted}
    papers = {d.id for d in audit.case.documents if d.restricted}
    sources = sum(c.restricted for e in audit.timeline for c in e.sources)
    sources += sum(r.restricted for e in audit.timeline for r in e.rivals)
    if not (steps or papers or sources):
        return Shareable(audit, 0, 0, 0)
    kept = _without(audit, frozenset(steps | papers))
    lost = {f.id for f in audit.findings} - {f.id for f in kept.findings}
    kept = _without(kept, frozenset(lost))
    return Shareable(kept, len(steps), len(papers) or sources, len(lost))


def left_out(voice: Voice, shared: Shareable) -> str:
    """Return the sentence that says what was left out, how much, and on which ground."""
    grounds = [
        voice.norm_in_full(n) if n else voice.say("a ground that the case does not state")
        for n in shared.audit.case.restricted_on
    ]
    return voice.say(
        "Left out because the case marks it as restricted, on {grounds}: {steps} step(s), {papers} "
        "paper(s) or source(s), and {findings} finding(s) that rest on them.",
        grounds=voice.joined(grounds), steps=shared.steps, papers=shared.papers,
        findings=shared.findings)  # fmt: skip


def _without(audit: model.Audit, hidden: frozenset[str]) -> model.Audit:
    """Return *audit* without what is hidden."""
    kept = _kept(audit, hidden)
    return kept if isinstance(kept, model.Audit) else audit


def _kept(value: object, hidden: frozenset[str]) -> object:
    """Return *value* without what is hidden; `_GONE` when the whole of it goes."""
    if isinstance(value, tuple):
        items = (_kept(x, hidden) for x in value)
        return tuple(x for x in items if x is not _GONE)
    if isinstance(value, model.Arg) or not is_dataclass(value) or isinstance(value, type):
        return value
    if getattr(value, "restricted", False):
        return _GONE
    kept = replace(value, **{f.name: _kept(getattr(value, f.name), hidden) for f in fields(value)})
    if isinstance(kept, _WHOLE):
        return _GONE if hidden & set(_strings(kept)) else kept
    return replace(kept, **{f.name: _named(getattr(kept, f.name), hidden) for f in fields(kept)})


def _named(value: object, hidden: frozenset[str]) -> object:
    """Return *value*; if it is a list of names, without the hidden ones."""
    if not isinstance(value, tuple):
        return value
    return tuple(x for x in value if not (isinstance(x, str) and x in hidden))


def _strings(value: object) -> Iterator[str]:
    """Yield every string in *value*."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for x in value:
            yield from _strings(x)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _strings(getattr(value, f.name))
