"""Where steps can be found without looking at every one: by person, by what they tie to, by paper.

Separate from the facts, which answer questions: an index only narrows which steps are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from vtaudit.audit.facts import Facts
    from vtaudit.audit.step import Step

K = TypeVar("K")
Sort = tuple[str, tuple[str, ...], bool]
"""What kind of thing steps are about, their activities, and whether only the body's own count."""
LINKS = ("announces", "answers", "fulfils", "corrects")
"""Links that say no of everything that they do not name."""
LINKED = (*LINKS, "about")
"""All the links that a step may have."""
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
            others = step.rivals_in(*_REACHING)
            for person in dict.fromkeys((*sorted(step.reached | step.actors), *others)):
                people[person].append(step)
            for name in LINKED:
                for target in dict.fromkeys((*_named(step, name), *step.rivals_in(name))):
                    tied[name, target].append(step)
        self._open = tuple(
            s for s in facts.steps if s.addressed and (s.unaddressed or s.unattributed)
        )
        items: dict[str, list[Step]] = defaultdict(list)
        for step in facts.steps:
            for item in dict.fromkeys(
                (*step.said, *step.unsaid, *sorted(step.perhaps), *step.rivals_in("says"))
            ):
                items[item].append(step)
        self._items = _kept(items)
        self._people, self._tied, self._papers = _kept(people), _kept(tied), _kept(papers)
        self._silent: dict[Sort, tuple[Step, ...]] = {}
        self._about: dict[Sort, dict[str, list[Step]]] = {}

    def of_kinds(self, names: tuple[str, ...]) -> Sequence[Step]:
        """Return the steps of these activities or classes, or that may be; of none: all steps."""
        facts = self._facts
        if not names:
            return facts.steps
        plain = facts.of_activity(names)
        more = [s for s in facts.of_disputed_kind if s.classes.isdisjoint(names)]
        return sorted((*plain, *more), key=lambda s: s.order) if more else plain

    def reaching(self, person: str) -> tuple[Step, ...]:
        """Return the steps that reached *person*, or may have, or that the person did."""
        found = self._people.get(person, ())
        if not self._open:
            return found
        either = {s.id: s for s in (*found, *self._open)}
        return tuple(sorted(either.values(), key=lambda s: s.order))

    def tied(self, name: str, target: str) -> tuple[Step, ...]:
        """Return the steps with *target* among their links of the kind *name*."""
        return self._tied.get((name, target), ())

    def telling(self, item: str) -> tuple[Step, ...]:
        """Return the steps of which the case says whether they told *item*, or differs on it."""
        return self._items.get(item, ())

    def carriers(self, document: str) -> tuple[Step, ...]:
        """Return the steps with which *document* went, those after the peildatum as well."""
        return self._papers.get(document, ())

    def about(self, target: str, names: tuple[str, ...], *, own: bool) -> Iterable[Step]:
        """Return the steps of the activities *names* that are, or may be, about *target*.

        With *own* only those that the audited body did, or may have done.
        """
        sort = self._facts.kind_of(target), names, own
        if sort not in self._silent:
            self._sort(sort)
        stated = self._about[sort].get(target, [])
        found = {s.id: s for s in (*stated, *self._silent[sort])}
        return sorted(found.values(), key=lambda s: s.order)

    def _sort(self, sort: Sort) -> None:
        """Part the steps into those that name something of a kind, and those silent on it."""
        facts, (kind, names, own) = self._facts, sort
        about: dict[str, list[Step]] = defaultdict(list)
        silent: list[Step] = []
        for step in self.of_kinds(names):
            if own and not step.perhaps_audited:
                continue
            named = (*_named(step, "about"), *step.rivals_in("about"), *step.tied("answers"))
            for target in dict.fromkeys(named):
                about[target].append(step)
            if all(facts.kind_of(t) != kind for t in step.tied("about")):
                silent.append(step)
        self._about[sort], self._silent[sort] = about, tuple(silent)


def _named(step: Step, field: str) -> list[str]:
    return [str(link.id) for link in getattr(step.event, field)]


def _kept(lists: Mapping[K, list[Step]]) -> dict[K, tuple[Step, ...]]:
    return {key: tuple(steps) for key, steps in lists.items()}
