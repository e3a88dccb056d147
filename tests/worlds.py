"""A naive reference of the checks: every world that a small case allows, one by one.

Written apart from the audit, which it may not import: a vague date is each of its days, an unknown
link is there or not, what no paper covers happened or did not. In one world nothing is unknown, so
each check is a plain question; a verdict stands only if it is the same in every world.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

FIRST, LAST = 1, 12
"""Days of January 2020 on which a step can lie."""
AS_OF = 14


@dataclass(frozen=True)
class Step:
    """A step as a case tells it; None is what it does not tell."""

    id: str
    activity: str
    low: int
    high: int
    by: str = "vt"
    to: str | None = None
    about: str | None = None
    """Link to `t`: yes, no, unknown; None is silence."""
    answers: str | None = None
    announces: str | None = None
    channel: str | None = None
    content: str | None = None
    says: str | None = None
    """`says`, `not_said` or None, of the one item."""
    after: str | None = None
    """A step that the case puts before it."""

    def yaml(self) -> str:
        """Return it as a line of a case."""
        days = f"2020-01-{self.low:02}"
        if self.high != self.low:
            days += f"/2020-01-{self.high:02}"
        parts = [f"id: {self.id}", f"activity: {self.activity}", f"date: {days}", f"by: {self.by}"]
        parts += [f"to: {self.to}"] if self.to else []
        parts += [
            f"{key}: [{{id: t, link: {link}}}]"
            for key, link in (("about", self.about), ("answers", self.answers),
                              ("announces", self.announces))
            if link is not None
        ]  # fmt: skip
        parts += [f"channel: {self.channel}"] if self.channel else []
        parts += [f"record: {{of_content: {self.content}}}"] if self.content else []
        parts += [f"{self.says}: [duur]"] if self.says else []
        parts += [f"after: {self.after}"] if self.after else []
        return "    - {" + ", ".join(parts) + "}"


@dataclass(frozen=True)
class Case:
    """A small case: its steps, and the days that its record covers (None: none)."""

    steps: tuple[Step, ...]
    covered: tuple[int, int] | None
    contents: bool = True
    only: str | None = None
    """The one person for whom it is covered."""

    def yaml(self, more: str = "") -> str:
        """Return it as the piece of a case file that an example is."""
        covered = ""
        if self.covered is not None:
            covered = f"{{from: 2020-01-{self.covered[0]:02}, to: 2020-01-{self.covered[1]:02}"
            covered += "" if self.contents else ", contents: no"
            covered += f", for: [{self.only}]}}" if self.only else "}"
        lines = "\n".join(s.yaml() for s in self.steps)
        return f"case: {{as_of: 2020-01-{AS_OF}, covered: [{covered}]}}\n{more}events:\n{lines}\n"

    def covers(self, first: int, last: int, person: str | None, *, contents: bool = False) -> bool:
        """Whether the record would show a step of the audited body on every one of these days."""
        if self.covered is None or (contents and not self.contents):
            return False
        if self.only is not None and person is not None and person != self.only:
            return False
        if self.only is not None and person is None:
            return False
        return all(self.covered[0] <= day <= self.covered[1] for day in range(first, last + 1))

    def begun(self) -> int:
        """The first day on which the audited body can have been involved."""
        return min((s.low for s in self.steps if "vt" in (s.by, s.to)), default=FIRST)


@dataclass(frozen=True)
class Told:
    """A step as it was in one world."""

    step: Step
    when: tuple[int, int]
    """Its day, and its place on that day."""
    about: bool
    answers: bool
    announces: bool
    written: bool
    recorded: bool
    said: bool

    @property
    def own(self) -> bool:
        """Whether the audited body did it."""
        return self.step.by == "vt"


World = dict[str, Told]


def either(answer: str | None, silence: tuple[bool, ...] = (False,)) -> tuple[bool, ...]:
    """Return what may be, of a yes, a no, an unknown or silence."""
    return {"yes": (True,), "no": (False,), "unknown": (True, False), None: silence}[answer]


def tellings(
    case: Case, step: Step, matters: Collection[str], *, paper: bool, provably: bool
) -> Iterator[Told]:
    """Yield all that *step* may have been, but for when; only what *matters* takes every value.

    A letter leaves its words on paper, unless the case says that there is no record. *paper*: only
    what is on paper counts, so a paper that is covered tells all. *provably*: what
    was said counts only with a record; said without one, it may count or not.
    """
    media = {"brief": (True,), "telefoon": (False,), None: (True, False)}[step.channel]
    media = media if "written" in matters else media[:1]
    default = (True,) if step.channel == "brief" else (True, False)
    for link, answer, announces, written in product(
        either(step.about, (True, False) if "about" in matters else (True,)),
        either(step.answers),
        either(step.announces),
        media,
    ):
        for recorded in either(step.content, default)[: None if "recorded" in matters else 1]:
            letter = step.channel == "brief" and step.content in (None, "unknown")
            sure = step.content == "yes" or letter
            whole = case.covers(step.low, step.high, step.to, contents=True)
            said: tuple[bool, ...] = {"says": (True,), "not_said": (False,), None: (True, False)}[
                step.says
            ]
            if step.says is None and whole and (sure or paper):
                said = (False,)
            if step.says == "says" and provably and not sure:
                said = (True, False)
            for told in said if "said" in matters else said[:1]:
                yield Told(step, (0, 0), link, answer, announces, written, recorded, told)


def moments(steps: Sequence[Step]) -> Iterator[dict[str, tuple[int, int]]]:
    """Yield every day of every step, and every order on one day, that the stated order allows."""
    for days in product(*(range(s.low, s.high + 1) for s in steps)):
        seen = set()
        for places in permutations(range(len(steps))):
            when = dict(zip((s.id for s in steps), zip(days, places, strict=True), strict=True))
            order = tuple(sorted(when, key=lambda n: when[n]))
            if order in seen:
                continue
            seen.add(order)
            if all(s.after is None or when[s.after] < when[s.id] for s in steps):
                yield when


def worlds(
    case: Case, matters: Collection[str], *, paper: bool = False, provably: bool = False
) -> Iterator[World]:
    """Yield every world that *case* allows, as far as it *matters*."""
    told = [
        tuple(dict.fromkeys(tellings(case, s, matters, paper=paper, provably=provably)))
        for s in case.steps
    ]
    for when in moments(case.steps):
        for way in product(*told):
            yield {t.step.id: replace(t, when=when[t.step.id]) for t in way}


def verdict(answers: Iterator[bool]) -> str:
    """Return yes, no or unknown: what is the same in every world."""
    found = set()
    for answer in answers:
        found.add(answer)
        if len(found) == 2:
            return "unknown"
    return "yes" if found == {True} else "no"


Hidden = Callable[[World], bool]


def judged(
    case: Case, kept: Callable[[World, bool], bool], hidden: Hidden, matters: Collection[str], *,
    paper: bool = False, provably: bool = False,
) -> str:  # fmt: skip
    """Return the verdict on *kept*, which is asked with and without a step that no paper shows.

    *hidden* tells whether, in a world, there may be such a step.
    """

    def answers() -> Iterator[bool]:
        for world in worlds(case, matters, paper=paper, provably=provably):
            yield kept(world, False)
            if hidden(world):
                yield kept(world, True)

    return verdict(answers())
