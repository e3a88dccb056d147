"""A protocol drawn as text: for each track its phases and its flow, then what is uncertain.

Separate from the other pages of the rulebook because it is a picture: a flow is drawn as a tree of
steps and forks, read from top to bottom.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.catalogue import mark
from vtaudit.report.inert import for_terminal
from vtaudit.report.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Flow, PhaseName, Protocol, Track

WIDTH = 100

_FORKS: Mapping[str, str] = {
    "choice": mark("one of"),
    "parallel": mark("all of, in any order"),
    "optional": mark("possibly"),
    "loop": mark("once or more often"),
    "redo": mark("before doing it again"),
    "sequence": mark("one after the other"),
}
_SIGNS = {
    "choice": "◇",
    "parallel": "∥",
    "optional": "○",
    "loop": "↻",
    "redo": "↺",
    "sequence": "▸",
}


def list_protocols(book: Rulebook, lang: str) -> str:
    """Return a line for each protocol."""
    return "".join(f"{p.id}  {p.nl if lang == 'nl' else p.en}\n" for p in book.protocols.values())


def protocol_named(book: Rulebook, name: str) -> Protocol:
    """Return a protocol; raises UsageError, with the nearest word, for an unknown one."""
    if name not in book.protocols:
        raise UsageError(wrong_word("protocol", name, book.protocols))
    return book.protocols[name]


def tracks_named(protocol: Protocol, track: str | None) -> tuple[Track, ...]:
    """Return the tracks with a flow, or the one named; raises UsageError for an unknown one."""
    drawn = {str(t.id): t for t in protocol.tracks if t.flow is not None}
    if track is None:
        return tuple(drawn.values())
    if track not in drawn:
        raise UsageError(wrong_word("track", track, drawn))
    return (drawn[track],)


def show_protocol(book: Rulebook, name: str, lang: str, track: str | None = None) -> str:
    """Return the drawing of a protocol, or of one of its tracks.

    Raises UsageError, with the nearest word, for an unknown one.
    """
    protocol = protocol_named(book, name)
    page = _Page(book, protocol, lang)
    tracks = protocol.tracks if track is None else tracks_named(protocol, track)
    lines = [page.name(protocol)]
    if protocol.verified == "no":
        lines.append(page.say("not verified: the full text has not been read"))
    for each in tracks:
        lines += ["", *page.track(each)]
    if track is None:
        for note in protocol.notes:
            lines += ["", *textwrap.wrap(page.own(note.nl, note.en), WIDTH)]
    return "".join(f"{for_terminal(line.rstrip())}\n" for line in lines)


class _Page(Speech):
    """A protocol told in one language."""

    def __init__(self, book: Rulebook, protocol: Protocol, lang: str) -> None:
        super().__init__(book, lang)
        self._activities: dict[str, Activity] = {str(a.id): a for a in protocol.activities}

    def name(self, thing: Protocol | Track | PhaseName | Activity) -> str:
        return self.own(str(thing.nl), str(thing.en))

    def activity(self, name: str) -> str:
        return self.name(self._activities[name])

    def track(self, track: Track) -> Iterator[str]:
        """Yield the heading of a track, its phases, its flow, and the steps that stand in none."""
        cited = f"  [{', '.join(track.source)}]" if track.source else ""
        yield f"{self.name(track)} ({track.id}){cited}"
        for phase in track.phases:
            yield from self._phase(phase)
        named: set[str] = set()
        if track.flow is not None:
            yield f"  {self.say('flow')}"
            yield from self._flow(track.flow, "  ", named)
        others = [a for a in self._activities.values()
                  if a.track == track.id and a.id not in named]  # fmt: skip
        if others:
            yield f"  {self.say('steps at any time')}"
            yield from self._loose(others) if track.source else self._listed(others)

    def _loose(self, activities: Sequence[Activity]) -> Iterator[str]:
        for activity in activities:
            yield from self._step(activity, "    - ", "      ")

    def _listed(self, activities: Sequence[Activity]) -> list[str]:
        """Return steps of a track that rests on no paragraph: those that do cite their own."""
        steps = (self.name(a) + (f" [{', '.join(a.source)}]" if a.source else "")
                 for a in activities)  # fmt: skip
        return textwrap.wrap(", ".join(steps), WIDTH, initial_indent="    ",
                             subsequent_indent="    ", break_on_hyphens=False)  # fmt: skip

    def _phase(self, phase: PhaseName) -> Iterator[str]:
        cited = f"  [{', '.join(phase.source)}]" if phase.source else ""
        yield f"  {self.say('phase')}: {self.name(phase)}{cited}"
        if phase.ends:
            steps = ", ".join(self.activity(e) for e in phase.ends)
            yield from self._hung(self.say("ended by {steps}", steps=steps))
        for duty in phase.duties:
            cites = ", ".join((*duty.source, *duty.rules))
            text = self.own(str(duty.nl), str(duty.en))
            yield from self._hung(self.say("owed: {duty}", duty=f"{text} [{cites}]"))

    def _hung(self, text: str, pad: str = "      ") -> list[str]:
        return textwrap.wrap(f"· {text}", WIDTH, initial_indent=pad, subsequent_indent=pad + "  ",
                             break_on_hyphens=False)  # fmt: skip

    def _flow(self, flow: Flow, pad: str, named: set[str]) -> Iterator[str]:
        """Yield a block as a tree; each line begins with the branches that go on below it."""
        rows = flow.sequence or (flow,)
        for n, part in enumerate(rows):
            yield from self._branch(part, pad, n == len(rows) - 1, named)

    def _branch(self, flow: Flow, pad: str, last: bool, named: set[str]) -> Iterator[str]:  # noqa: FBT001
        branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        if flow.step is not None:
            named.add(str(flow.step))
            yield from self._step(self._activities[flow.step], pad + branch, pad + below)
            return
        kind, parts = _parts(flow)
        yield f"{pad}{branch}{_SIGNS[kind]} {self.say(_FORKS[kind])}"
        for n, part in enumerate(parts):
            alone = n == len(parts) - 1 and flow.redo is None
            yield from self._inside(kind, part, pad + below, alone, named)
        if flow.redo is not None:
            yield f"{pad}{below}└─ {_SIGNS['redo']} {self.say(_FORKS['redo'])}"
            yield from self._flow(flow.redo, f"{pad}{below}   ", named)

    def _inside(self, kind: str, part: Flow, pad: str, last: bool,  # noqa: FBT001
                named: set[str]) -> Iterator[str]:  # fmt: skip
        """Yield a part of a fork: a row of steps in a choice or parallel is a branch of its own."""
        if not part.sequence or kind not in ("choice", "parallel"):
            if part.sequence:
                yield from self._flow(part, pad, named)
            else:
                yield from self._branch(part, pad, last, named)
            return
        branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield f"{pad}{branch}{_SIGNS['sequence']} {self.say(_FORKS['sequence'])}"
        yield from self._flow(part, pad + below, named)

    def _step(self, activity: Activity, first: str, rest: str) -> Iterator[str]:
        """Yield a step with who may do it and where it stands, and under it what it needs."""
        cites = ", ".join((*activity.source, *activity.terms))
        who = ", ".join(self.word("body", b) for b in activity.by)
        unread = self.say("no paragraph read") if activity.verified == "no" else ""
        more = "; ".join(x for x in (who, cites, unread) if x)
        yield from textwrap.wrap(self.name(activity) + (f"  [{more}]" if more else ""), WIDTH,
                                 initial_indent=first, subsequent_indent=f"{rest}   ",
                                 break_on_hyphens=False)  # fmt: skip
        for need in activity.needs:
            cited = f" [{', '.join(need.source)}]" if need.source else ""
            told = self.say("needs: {need}", need=self.own(str(need.nl), str(need.en)) + cited)
            yield from self._hung(told, f"{rest}   ")


def _parts(flow: Flow) -> tuple[str, tuple[Flow, ...]]:
    """Return which fork a block is, and what is in it."""
    if flow.choice:
        return "choice", flow.choice
    if flow.parallel:
        return "parallel", flow.parallel
    if flow.optional is not None:
        return "optional", (flow.optional,)
    return "loop", () if flow.loop is None else (flow.loop,)


def names_of(protocol: Protocol, lang: str) -> dict[str, str]:
    """Return the name of each activity."""
    return {str(a.id): str(a.nl if lang == "nl" else a.en) for a in protocol.activities}
