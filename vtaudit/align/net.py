"""A model as a net of places and transitions, walked without its silent steps.

Separate from the search: it answers only 'from here, which activities can come next, and where do
they lead?' A marking is one integer, a bit for each place: nets of blocks never hold two tokens
in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vtaudit.align.model import (
    Block,
    Choice,
    Loop,
    Maybe,
    Parallel,
    Sequence,
    Silent,
    Step,
)


@dataclass(frozen=True, slots=True)
class Transition:
    """A step of the net: takes a token from each place in `pre`, puts one in each of `post`."""

    activity: str | None
    """None for a silent step."""
    pre: int
    post: int


@dataclass(slots=True)
class Net:
    """A compiled model. Answers are kept, so that one net serves many traces."""

    start: int
    end: int
    transitions: tuple[Transition, ...]
    activities: frozenset[str]
    _next: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    _ends: dict[int, bool] = field(default_factory=dict)

    def following(self, marking: int) -> tuple[tuple[str, int], ...]:
        """Return each activity that can come next, and the marking right after it."""
        found = self._next.get(marking)
        if found is None:
            reached = self._silently(marking)
            self._ends[marking] = self.end in reached
            found = self._next[marking] = tuple(
                sorted(
                    {
                        (t.activity, m & ~t.pre | t.post)
                        for m in reached
                        for t in self.transitions
                        if t.activity is not None and m & t.pre == t.pre
                    }
                )
            )
        return found

    def may_end(self, marking: int) -> bool:
        """Return whether the model can be over without another activity."""
        self.following(marking)
        return self._ends[marking]

    def _silently(self, marking: int) -> frozenset[int]:
        seen = {marking}
        todo = [marking]
        while todo:
            m = todo.pop()
            for t in self.transitions:
                if t.activity is None and m & t.pre == t.pre:
                    after = m & ~t.pre | t.post
                    if after not in seen:
                        seen.add(after)
                        todo.append(after)
        return frozenset(seen)


def compiled(root: Block) -> Net:
    """Return the net of the model that *root* is."""
    builder = _Builder()
    start, end = builder.place(), builder.place()
    builder.add(root, start, end)
    transitions = tuple(builder.transitions)
    named = frozenset(t.activity for t in transitions if t.activity is not None)
    return Net(start, end, transitions, named)


@dataclass(slots=True)
class _Builder:
    transitions: list[Transition] = field(default_factory=list)
    places: int = 0

    def place(self) -> int:
        self.places += 1
        return 1 << (self.places - 1)

    def step(self, activity: str | None, pre: int, post: int) -> None:
        self.transitions.append(Transition(activity, pre, post))

    def add(self, block: Block, start: int, end: int) -> None:
        """Add *block* between the places *start* and *end*."""
        match block:
            case Step():
                self.step(block.activity, start, end)
            case Silent():
                self.step(None, start, end)
            case Sequence():
                self._sequence(block.parts, start, end)
            case Choice():
                for part in block.parts:
                    self.add(part, start, end)
            case Parallel():
                self._parallel(block.parts, start, end)
            case Maybe():
                self.add(block.body, start, end)
                self.step(None, start, end)
            case Loop():
                self._loop(block, start, end)

    def _sequence(self, parts: tuple[Block, ...], start: int, end: int) -> None:
        if not parts:
            self.step(None, start, end)
        for n, part in enumerate(parts):
            after = end if n == len(parts) - 1 else self.place()
            self.add(part, start, after)
            start = after

    def _parallel(self, parts: tuple[Block, ...], start: int, end: int) -> None:
        ends = [(self.place(), self.place()) for _ in parts]
        firsts = lasts = 0
        for (first, last), part in zip(ends, parts, strict=True):
            firsts, lasts = firsts | first, lasts | last
            self.add(part, first, last)
        self.step(None, start, firsts)
        self.step(None, lasts, end)

    def _loop(self, block: Loop, start: int, end: int) -> None:
        first, last = self.place(), self.place()
        self.step(None, start, first)
        self.add(block.body, first, last)
        self.add(block.redo, last, first)
        self.step(None, last, end)
