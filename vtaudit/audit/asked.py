"""Questions that the case leaves open: kept while the engine listens, and answered by supposing.

Separate from the facts, so that what would settle an outcome is found in one way for every check:
the open questions that it asked are answered one by one, and the outcome is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vtaudit.audit.model import Arg, Fact
from vtaudit.audit.step import ANY
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.step import Step

    Asking = tuple[Step, Callable[[], Truth]]
    Told = tuple[Step, Truth]
    Heard = Mapping[Fact, None]
    Cell = tuple[Step, Callable[[], Truth], Truth, Heard]


def fact(kind: str, **args: Arg) -> Fact:
    """Return a deciding fact with its arguments in a fixed order."""
    return Fact(kind, tuple(sorted(args.items())))  # type: ignore[arg-type]


def event_arg(event: str) -> Arg:
    """Return a reference to an event for a sentence."""
    return Arg("event", event)


def difference(step: Step, *matters: tuple[str, str]) -> Fact:
    """Return the question on which accounts of *step* differ in *matters*, fields and values."""
    told = tuple(
        Arg("list", items=(Arg("person", a.by), Arg("text", a.text or a.value or "")))
        for a in step.accounts_of(matters)
    )
    return fact("account", event=event_arg(step.id), accounts=Arg("list", items=told))


def whose(step: Step) -> Fact:
    """Return the question on which it hangs who did *step*: accounts differ, or nobody is named."""
    if step.rivals_in("by"):
        return difference(step, ("by", ANY))
    return fact("doer", event=event_arg(step.id))


class Asked:
    """What is asked of the case and not known."""

    def __init__(self) -> None:
        self._heard: dict[Fact, None] | None = None
        self._supposed: Mapping[Fact, Truth] = {}
        self.remembered: dict[Hashable, list[tuple[Step, Truth]]] | None = None
        """Selections of steps as they are when nothing is supposed, kept while one outcome is
        worked out again and again. What is known without supposing stays so whatever is supposed,
        so that only what is unknown has to be asked again."""
        self._once: dict[Hashable, tuple[Truth, Heard]] = {}
        self._lists: dict[Hashable, list[Cell]] = {}

    @property
    def idle(self) -> bool:
        """Whether nobody listens and nothing is supposed: then every question is unknown."""
        return self._heard is None and not self._supposed

    def ask(self, kind: str, **args: Arg) -> Truth:
        """Return the supposed answer to a question that the case leaves open, else unknown."""
        return Truth.UNKNOWN if self.idle else self.put(fact(kind, **args))

    def put(self, found: Fact) -> Truth:
        """Return the supposed answer to the question *found*, as `ask` does."""
        if found in self._supposed:
            return self._supposed[found]
        if self._heard is not None:
            self._heard[found] = None
        return Truth.UNKNOWN

    def once(self, key: Hashable, work: Callable[[], Truth]) -> Truth:
        """Return what *work* gives; while remembering, only where what is supposed can matter.

        It is worked out again when it is not known and hangs on a question that is now answered.
        """
        if self.remembered is None:
            return work()
        if key in self._once:
            return self._kept(*self._once[key], work)
        if self._supposed or self._heard is None:
            return work()
        with self.listening() as own:
            truth = work()
        self._once[key] = truth, own
        if truth is Truth.UNKNOWN:
            self._heard |= own
        return truth

    def each(self, key: Hashable, asking: Callable[[], Iterable[Asking]]) -> Iterable[Told]:
        """Yield what each of *asking* gives; while remembering, once for each *key*.

        Of what is remembered only those are worked out again that hang on what is supposed. As of
        a selection, what is not remembered because nobody asked for more stays out: whoever stops
        does so because enough is open.
        """
        if key in self._lists and self.remembered is not None:
            for step, work, truth, heard in self._lists[key]:
                yield step, self._kept(truth, heard, work)
            return
        first = self.remembered is not None and self._heard is not None and not self._supposed
        kept: list[Cell] = []
        for step, work in asking():
            with self.listening() as own:
                truth = work()
            if truth is Truth.UNKNOWN and self._heard is not None:
                self._heard |= own
            kept.append((step, work, truth, own))
            if first:
                self._lists[key] = kept
            yield step, truth

    def _kept(self, truth: Truth, heard: Heard, work: Callable[[], Truth]) -> Truth:
        """Return what is remembered, unless it is not known and hangs on what is supposed."""
        if truth is not Truth.UNKNOWN:
            return truth
        if not self._supposed.keys().isdisjoint(heard):
            return work()
        if self._heard is not None:
            self._heard |= heard
        return truth

    def known(self, answer: Truth, kind: str, **args: Arg) -> Truth:
        """Return *answer*; where it is unknown, what is supposed of it."""
        return self.ask(kind, **args) if answer is Truth.UNKNOWN else answer

    def order(self, first: Step, second: Step) -> Truth:
        """Return the supposed order of two steps of which the case does not tell it."""
        turned = first.order > second.order
        a, b = (second, first) if turned else (first, second)
        answer = self.ask("date", event=event_arg(a.id), then=event_arg(b.id))
        return ~answer if turned else answer

    @contextmanager
    def listening(self) -> Iterator[dict[Fact, None]]:
        """Keep what is asked and not known, in the order in which it is asked."""
        before, self._heard = self._heard, {}
        try:
            yield self._heard
        finally:
            self._heard = before

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Keep selections of steps, from a first time that nothing is supposed."""
        self.remembered, self._once, self._lists = {}, {}, {}
        try:
            yield
        finally:
            self.remembered = None

    @contextmanager
    def supposing(self, answers: Mapping[Fact, Truth]) -> Iterator[None]:
        """Answer questions as in *answers*."""
        before, self._supposed = self._supposed, answers
        try:
            yield
        finally:
            self._supposed = before
