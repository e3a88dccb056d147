"""A model as a net of places and transitions, as other programs draw and read it.

Separate from the states that the search walks: a net is what is exchanged, and what tests check
those states against. A marking is one integer, a bit for each place: nets of blocks never hold two
tokens in one place.
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


@dataclass(frozen=True, slots=True)
class Net:
    """A compiled model."""

    places: int
    """How many there are; each is a bit."""
    start: int
    end: int
    transitions: tuple[Transition, ...]


def compiled(root: Block) -> Net:
    """Return the net of the model that *root* is."""
    builder = _Builder()
    start, end = builder.place(), builder.place()
    builder.add(root, start, end)
    return Net(builder.places, start, end, tuple(builder.transitions))


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
