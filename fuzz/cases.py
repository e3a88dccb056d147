"""A grammar of case files: right ones, that must be taken, with everything a case can hold.

Each step has its day, and every date and order that is told of it is true of that day, so that a
case made here contradicts nothing. What spoils one stands in `spoiling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from fuzz.dice import Dice
from fuzz.moments import FIRST, length, some_day, wording
from fuzz.words import TEXTS, vocabulary
from vtaudit.api import rulebook

Tree = dict[str, Any]
_ANSWERS = ("yes", "no", "unknown")


def case(dice: Dice) -> Tree:
    """Return a case file that must be taken."""
    return _Making(dice).whole()


class _Making:
    """A case under way: what is in it so far can be referred to."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.protocol = dice.pick(list(reversed(list(map(str, rulebook().protocols)))))
        self.words = vocabulary(self.protocol)
        self.people = [f"p{n}" for n in range(dice.between(0, 3))]
        self.bodies = ["vt", *(f"b{n}" for n in range(dice.between(0, 2)))]
        self.actors = [*self.people, *self.bodies]
        self.papers = {f"d{n}": dice.between(1, 40) for n in range(dice.between(0, 2))}
        self.versions: dict[str, list[str]] = {}
        self.days = sorted(some_day(dice) for _ in range(dice.between(0, 6)))
        self.steps = [f"e{n}" for n in range(len(self.days))]
        self.promises: list[str] = []
        self.complaints = [f"k{n}" for n in range(dice.below(3))]

    def whole(self) -> Tree:
        documents = [self.document(name, pages) for name, pages in self.papers.items()]
        events = [self.event(n, day) for n, day in enumerate(self.days)]
        return self.kept({
            "format": "1",
            "case": self.head(),
            "people": [self.person(name) for name in self.people],
            "bodies": [self.body(name) for name in self.bodies],
            "documents": documents,
            "events": self.shuffled(events),
            "states": [self.state() for _ in range(self.dice.below(2)) if self.steps and self.words["state"]],
            "complaints": [self.complaint(name) for name in self.complaints],
            "accounts": [self.account(None) for _ in range(self.dice.below(2))],
            "accepted": [self.accepted() for _ in range(self.dice.below(2))],
            "note": self.maybe(self.text),
        })  # fmt: skip

    # -- words ------------------------------------------------------------------------------

    def word(self, kind: str) -> str:
        return self.dice.pick(self.words[kind])

    def text(self) -> str:
        return self.dice.pick(TEXTS)

    def maybe(self, make: Any, *given: Any, chance: int = 30) -> Any:
        return make(*given) if self.dice.often(chance) else None

    def who(self, most: int = 2) -> Any:
        """Return ids of some actors; one may stand there without a list."""
        found = self.dice.some(self.actors, most)
        return found[0] if len(found) == 1 and self.dice.often(50) else found

    def actor(self) -> str:
        return self.dice.pick(self.actors)

    def kept(self, tree: Tree) -> Tree:
        """Return *tree* without what is not given."""
        return {k: v for k, v in tree.items() if v is not None and v != []}

    def shuffled(self, things: list[Tree]) -> list[Tree]:
        return [things.pop(self.dice.below(len(things))) for _ in range(len(things))]

    def sources(self) -> list[Any]:
        if not self.papers or not self.dice.often(40):
            return []
        name = self.dice.pick(list(self.papers))
        page = self.dice.between(1, self.papers[name])
        pages = self.dice.pick((f"{page}", f"{page}-{self.papers[name]}"))
        full = {"document": name, "page": pages, "restricted": self.dice.pick(("no", "yes"))}
        return [name if self.dice.often(30) else full]

    # -- parts ------------------------------------------------------------------------------

    def head(self) -> Tree:
        last = self.days[-1] if self.days else FIRST
        return self.kept({
            "id": "proef", "title": "T" + self.text(), "protocol": self.protocol, "audited": "vt",
            "rulebook": "1", "as_of": str(some_day(self.dice, FIRST, last + timedelta(400))),
            "covered": [self.covered() for _ in range(self.dice.below(3))],
            "summary": self.maybe(self.text), "reference": self.maybe(self.text),
            "note": self.maybe(self.text),
        })  # fmt: skip

    def covered(self) -> Tree:
        low = some_day(self.dice)
        return self.kept({
            "from": self.maybe(str, low), "to": self.maybe(str, low + timedelta(300)),
            "for": self.maybe(self.who), "bodies": self.maybe(self.dice.some, self.bodies, 2),
            "activities": self.dice.some(self.words["activity-or-class"], 2),
            "items": self.dice.some(self.words["item"], 2),
            "contents": self.dice.pick(("yes", "no")), "extent": self.dice.pick(("full", "partial")),
            "reason": self.maybe(self.text),
        })  # fmt: skip

    def person(self, name: str) -> Tree:
        age = {"years": str(self.dice.below(90)), "on": wording(self.dice, some_day(self.dice))}
        return self.kept({
            "id": name, "role": self.word("role"), "authority": self.maybe(self.dice.pick, _ANSWERS),
            "age": age if self.dice.often(30) else None, "name": self.maybe(self.text),
            "anonymous": self.maybe(self.dice.pick, ("no", "family", "everybody")),
            "accounts": self.maybe(self.account, None), "note": self.maybe(self.text),
        })  # fmt: skip

    def body(self, name: str) -> Tree:
        return self.kept({
            "id": name, "kind": "veilig-thuis" if name == "vt" else self.word("body"),
            "name": self.maybe(self.text), "statutory_body": self.maybe(self.dice.pick, _ANSWERS),
        })  # fmt: skip

    def document(self, name: str, pages: int) -> Tree:
        self.versions[name] = [f"v{n}" for n in range(self.dice.below(3))]
        versions = [self.version(v, name) for v in self.versions[name]]
        return self.kept({
            "id": name, "kind": self.word("document"), "author": self.maybe(self.actor),
            "title": self.maybe(self.text), "date": self.maybe(wording, self.dice, FIRST),
            "pages": str(pages), "ends_early": self.dice.pick(("no", "yes")), "versions": versions,
            "contains": self.said(), "omits": self.said(), "restricted": self.dice.pick(("no", "yes")),
            "corrected_by": self.maybe(self.dice.pick, list(self.papers)),
            "about": self.links(self.steps, 1), "file": self.maybe(str, "stukken/a b.pdf"),
        })  # fmt: skip

    def version(self, name: str, of: str) -> Tree:
        return self.kept({
            "id": name, "date": self.maybe(wording, self.dice, FIRST), "to": self.maybe(self.who),
            "contains": self.said(), "corrects": self.maybe(self.dice.pick, self.versions[of]),
        })  # fmt: skip

    def said(self) -> list[Any]:
        """Return what is said: words, or words with more about them."""
        full = [
            self.kept({
                "item": self.word("item"), "value": self.maybe(self.text),
                "about": self.maybe(self.actor), "to": self.maybe(self.who),
                "meant": self.maybe(self.word, "item"), "by": self.maybe(self.actor),
                "opinion": self.maybe(self.dice.pick, _ANSWERS),
                "marked": self.maybe(self.dice.pick, _ANSWERS),
                "qualified": self.maybe(self.dice.pick, _ANSWERS),
                "accorded": self.maybe(self.dice.pick, _ANSWERS),
            })
            for _ in range(self.dice.below(2))
        ]  # fmt: skip
        return [*full, *self.dice.some(self.words["item"], 2)]

    def links(self, among: Sequence[str], most: int = 2) -> list[Any]:
        return [
            {"id": name, "link": self.dice.pick(_ANSWERS)} if self.dice.often(40) else name
            for name in (self.dice.some(among, most) if among else [])
        ]

    def account(self, of: int | None) -> Tree:
        """Return what somebody tells otherwise, of the step with this number or of nothing."""
        told: Tree = {"by": self.actor(), "field": "other", "text": self.text()}
        if of is not None:
            given = {
                "date": wording(self.dice, some_day(self.dice)), "activity": self.word("activity"),
                "by": self.actor(), "to": self.actor(), "with": self.actor(),
                "channel": self.word("channel"), "says": self.word("item"),
                "record": self.dice.pick(_ANSWERS), "terminology": self.text(), "other": self.text(),
            }  # fmt: skip
            field = self.dice.pick(list(given))
            told |= {"field": field, "value": given[field]}
        told["status"] = self.dice.pick(("disputed", "unsure", "corrected", "slip"))
        return self.kept({**told, "sources": self.sources()})

    def event(self, number: int, day: date) -> Tree:
        earlier, name = self.steps[:number], self.steps[number]
        same = [s for s, d in zip(earlier, self.days, strict=False) if d == day]
        before = [s for s, d in zip(earlier, self.days, strict=False) if d < day]
        dice = self.dice
        promises = [self.promise(day) for _ in range(dice.below(2))]
        return self.kept({
            "id": name, "activity": self.word("activity"), "text": "S" + self.text(),
            "date": self.when(number, day), "after": dice.some(before, 2) if before else [],
            "same_day": dice.some(same, 1) if same else [],
            "by": self.maybe(self.who, chance=80), "to": self.maybe(self.who),
            "with": self.maybe(self.who), "invited": self.maybe(self.who, chance=10),
            "concerns": self.maybe(self.who), "channel": self.maybe(self.word, "channel"),
            "about": self.links([*earlier, *self.papers, *self.complaints]),
            "announces": self.links(earlier, 1), "answers": self.links(earlier, 1),
            "fulfils": self.links(self.promises[: -len(promises) or None], 1),
            "corrects": self.links(list(self.papers), 1), "papers": self.attached(),
            "asks": self.said(), "says": self.said(), "not_said": self.said(), "promises": promises,
            "grounds": [self.ground() for _ in range(dice.below(2))], "record": self.maybe(self.record),
            "accounts": [self.account(number) for _ in range(dice.below(3))],
            "judged": self.maybe(lambda: {"by": self.actor(), "text": self.text()}),
            "sources": self.sources(), "restricted": dice.pick(("no", "yes")),
            "restricted_on": self.maybe(self.word, "norm", chance=10),
            "duration": self.maybe(self.duration, day, chance=10), "note": self.maybe(self.text),
        })  # fmt: skip

    def when(self, number: int, day: date) -> str | None:
        """Return words for the day of a step, which may be counted from the one before."""
        if self.dice.often(10):
            return None
        if number and self.dice.often(20):
            ago = (day - self.days[number - 1]).days
            if ago > 0:
                return f"{ago} dagen na {self.steps[number - 1]}"
        return wording(self.dice, day)

    def duration(self, day: date) -> Tree:
        return {"from": str(day), "until": str(day + timedelta(self.dice.below(60)))}

    def attached(self) -> list[Any]:
        name = self.maybe(self.dice.pick, list(self.papers)) if self.papers else None
        if name is None:
            return []
        version = self.maybe(self.dice.pick, self.versions[name]) if self.versions[name] else None
        return [self.kept({"document": name, "version": version})]

    def promise(self, day: date) -> Tree:
        self.promises.append(f"t{len(self.promises)}")
        return self.kept({
            "id": self.promises[-1], "item": self.word("item"),
            "term": self.maybe(length, self.dice, chance=70), "from": self.maybe(str, day),
            "by": self.maybe(str, day + timedelta(30), chance=10),
        })  # fmt: skip

    def ground(self) -> Any:
        word = self.word("ground")
        return self.kept({
            "ground": word, "for": self.maybe(self.who), "told_to": self.maybe(self.who),
            "recorded": self.maybe(self.dice.pick, _ANSWERS), "text": self.maybe(self.text),
            "by": self.maybe(self.actor),
        }) if self.dice.often(50) else word  # fmt: skip

    def record(self) -> Tree:
        return self.kept({
            "of_event": self.maybe(self.dice.pick, _ANSWERS),
            "of_content": self.maybe(self.dice.pick, _ANSWERS),
            "sent_to": self.maybe(self.who), "not_sent_to": self.maybe(self.who, chance=10),
        })  # fmt: skip

    def state(self) -> Tree:
        first = self.dice.below(len(self.steps))
        return self.kept({
            "state": self.word("state"), "holder": self.maybe(self.who),
            "concerns": self.maybe(self.who), "from": self.maybe(str, self.steps[first]),
            "until": self.maybe(self.dice.pick, self.steps[first:]), "text": self.maybe(self.text),
        })  # fmt: skip

    def complaint(self, name: str) -> Tree:
        verdicts = [f"{name}-o{n}" for n in range(self.dice.below(3))]
        return self.kept({
            "id": name, "text": self.text(), "against": self.dice.pick(self.bodies),
            "by": self.maybe(self.actor), "norms": self.dice.some(self.words["norm"], 2),
            "about": self.dice.some(self.steps, 2) if self.steps else [],
            "views": self.maybe(lambda: {"by": self.actor(), "text": self.text()}),
            "verdicts": [self.verdict(v, verdicts[:n]) for n, v in enumerate(verdicts)],
            "redress": self.dice.some(self.steps, 1) if self.steps else [],
        })  # fmt: skip

    def verdict(self, name: str, earlier: Sequence[str]) -> Tree:
        return self.kept({
            "id": name, "by": self.actor(), "outcome": self.word("outcome"),
            "date": self.maybe(wording, self.dice, some_day(self.dice)),
            "norms": self.dice.some(self.words["norm"], 1), "text": self.maybe(self.text),
            "overturns": self.maybe(self.dice.pick, earlier) if earlier else None,
        })  # fmt: skip

    def accepted(self) -> Tree:
        return self.kept({
            "rule": self.word("rule"), "reason": self.text(),
            "events": self.dice.some(self.steps, 1) if self.steps else [],
            "person": self.maybe(self.dice.pick, self.people) if self.people else None,
            "until": self.maybe(str, some_day(self.dice)),
        })  # fmt: skip
