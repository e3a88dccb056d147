"""Where steps can be found without looking at every one: by person, by what they tie to, by paper.

Separate from the facts, which answer questions: an index only narrows which steps are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.audit.step import Step

K = TypeVar("K")
LINKS = ("announces", "answers", "fulfils", "corrects")
"""Links that say no of everything that they do not name."""
_REACHING = ("to", "with", "by")


class Index:
    """The steps of a case, findable in several ways; every result is in the order of the case."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        people: dict[str, list[Step]] = defaultdict(list)
        tied: dict[tuple[str, str], list[Step]] = defaultdict(list)
        papers: dict[str, list[Step]] = defaultdict(list)
        for step in facts.all_steps:
            for document in dict.fromkeys(str(p.document) for p in step.event.papers):
                papers[document].append(step)
        for step in facts.steps:
            for person in dict.fromkeys((*sorted(step.reached | step.actors), *_maybe(step))):
                people[person].append(step)
            for name in LINKS:
                for link in getattr(step.event, name):
                    tied[name, link.id].append(step)
        items: dict[str, list[Step]] = defaultdict(list)
        for step in facts.steps:
            told = (v for field, v in sorted(step.disputed) if field == "says")
            for item in dict.fromkeys((*step.said, *step.unsaid, *told)):
                items[item].append(step)
        self._items = _kept(items)
        self._people, self._tied, self._papers = _kept(people), _kept(tied), _kept(papers)
        self._silent: dict[tuple[str, tuple[str, ...]], tuple[Step, ...]] = {}
        self._about: dict[tuple[str, tuple[str, ...]], dict[str, list[Step]]] = {}

    def reaching(self, person: str) -> tuple[Step, ...]:
        """Return the steps that reached *person*, or may have, or that the person did."""
        return self._people.get(person, ())

    def tied(self, name: str, target: str) -> tuple[Step, ...]:
        """Return the steps with *target* among their links of the kind *name*."""
        return self._tied.get((name, target), ())

    def telling(self, item: str) -> tuple[Step, ...]:
        """Return the steps of which the case says whether they conveyed *item*, or differs on it."""
        return self._items.get(item, ())

    def carriers(self, document: str) -> tuple[Step, ...]:
        """Return the steps with which *document* went, those after the peildatum as well."""
        return self._papers.get(document, ())

    def about(self, target: str, names: tuple[str, ...]) -> Iterable[Step]:
        """Return the steps of the activities *names* that are, or may be, about *target*."""
        kind = self._facts.kind_of(target)
        if (kind, names) not in self._silent:
            self._sort(kind, names)
        stated = self._about[kind, names].get(target, [])
        return sorted((*stated, *self._silent[kind, names]), key=lambda s: s.order)

    def _sort(self, kind: str, names: tuple[str, ...]) -> None:
        """Part the steps into those that name something of this *kind*, and those silent on it."""
        facts = self._facts
        about: dict[str, list[Step]] = defaultdict(list)
        silent: list[Step] = []
        for step in facts.of_activity(names) if names else facts.steps:
            named = [x.id for x in step.event.about if facts.kind_of(x.id) == kind]
            for target in dict.fromkeys(map(str, named)):
                about[target].append(step)
            if not named:
                silent.append(step)
        self._about[kind, names], self._silent[kind, names] = about, tuple(silent)


def _maybe(step: Step) -> list[str]:
    return sorted(value for field, value in step.disputed if field in _REACHING)


def _kept(lists: Mapping[K, list[Step]]) -> dict[K, tuple[Step, ...]]:
    return {key: tuple(steps) for key, steps in lists.items()}
