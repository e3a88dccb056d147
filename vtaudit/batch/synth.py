"""Made-up dossiers of any number, for benchmarks, tests and training: the same for the same seed.

Separate from the scenario, which says what they are made of; this only throws the dice. Each
dossier has its own dice, so that the first hundred of a thousand are the hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.yamlio import Plain, emit

if TYPE_CHECKING:
    from vtaudit.batch.scenario import Knobs, Scenario, Template
    from vtaudit.dates.words import DateWords

DOSSIER = "dossier"
PARTS = 3
"""Of the words for parts of a month the first so many are used."""


def dossiers(
    scenario: Scenario, number: int, seed: int, preset: str, words: DateWords, rulebook: str
) -> Iterator[tuple[str, str]]:
    """Yield id and case file of *number* dossiers; raises UsageError for an unknown preset."""
    if preset not in scenario.presets:
        raise UsageError(wrong_word("preset", preset, scenario.presets))
    for n in range(number):
        made = _Dossier(scenario, scenario.presets[preset], Random(f"{seed}/{n}"), words)  # noqa: S311
        name = f"zaak-{n + 1:05}"
        yield name, emit(made.file(name, rulebook), (f"made up: preset {preset}, seed {seed}",))


class _Dossier:
    """One dossier under way."""

    def __init__(self, scenario: Scenario, knobs: Knobs, dice: Random, words: DateWords) -> None:
        self.scenario, self.knobs, self.dice, self.words = scenario, knobs, dice, words
        span = (scenario.last_day - scenario.first_day).days
        self.start = scenario.first_day + timedelta(dice.randrange(span))
        count = dice.randint(1, scenario.most_children)
        self.children = [str(c) for c in dice.sample(scenario.children, count)]
        self.happened: dict[str, list[tuple[str, date]]] = {}
        self.events: list[tuple[date, int, dict[str, Plain]]] = []

    def file(self, name: str, rulebook: str) -> dict[str, Plain]:
        """Return the whole case as plain data."""
        chosen = self._choices()
        for template in self.scenario.steps:
            if template.choice is None or chosen[template.choice] == template.id:
                self._play(template)
        as_of = self.start + timedelta(self.scenario.dossier)
        head: dict[str, Plain] = {
            "id": name,
            "title": f"{name} ({', '.join(self.children)})",
            "protocol": str(self.scenario.protocol),
            "rulebook": rulebook,
            "audited": str(self.scenario.audited),
            "as_of": as_of.isoformat(),
        }
        if self._often(self.knobs.covered):
            head["covered"] = [{"from": self.start.isoformat(), "to": as_of.isoformat()}]
        return {
            "format": "1",
            "case": head,
            "people": self._people(),
            "bodies": [_given(b, "id", "kind", "statutory_body") for b in self.scenario.bodies],
            "documents": [{"id": DOSSIER, "kind": "dossier", "author": str(self.scenario.audited)}],
            "events": [e for _, _, e in sorted(self.events, key=lambda e: e[:2])],
        }

    def _people(self) -> list[Plain]:
        adults = [_given(p, "id", "role", "authority") for p in self.scenario.people]
        return [*adults, *({"id": c, "role": "kind"} for c in self.children)]

    def _choices(self) -> dict[str, str]:
        """Return which step of each choice happens."""
        found: dict[str, str] = {}
        for choice in dict.fromkeys(t.choice for t in self.scenario.steps if t.choice):
            among = [t for t in self.scenario.steps if t.choice == choice]
            found[choice] = self.dice.choices(among, [t.weight for t in among])[0].id
        return found

    def _play(self, template: Template) -> None:
        """Let a step happen as often as it does, after those it hangs on."""
        if template.each is not None:
            for anchor, day in self.happened.get(template.each, []):
                if self._often(template.chance):
                    self._happen(template, self._later(template, day), anchor)
            return
        if template.after is not None and template.after not in self.happened:
            return
        if not self._often(template.chance):
            return
        day = self.start
        if template.after is not None:
            day = self._later(template, self.happened[template.after][-1][1])
        for n in range(self.dice.randint(1, template.most)):
            day = day if n == 0 else day + timedelta(self.dice.randint(*template.apart))
            self._happen(template, day, None)

    def _later(self, template: Template, day: date) -> date:
        in_time = self._often(self.knobs.on_time) or template.late == (0, 0)
        return day + timedelta(self.dice.randint(*(template.days if in_time else template.late)))

    def _happen(self, template: Template, day: date, anchor: str | None) -> None:
        ones = self.happened.setdefault(template.id, [])
        name = template.id if template.most == 1 and not template.each else (
            f"{template.id}-{len(ones) + 1}"
        )  # fmt: skip
        ones.append((name, day))
        says = [*template.says, *(i for i in template.sometimes if self._often(50))]
        event: dict[str, Plain] = {
            "id": name,
            "activity": str(template.activity),
            "date": self._worded(day),
            "by": str(template.by),
            "to": self._actors(template.to),
            "with": self._actors(template.with_),
            "concerns": self._actors(template.concerns),
            "channel": str(template.channel),
            "about": self._anchor(template.about, anchor),
            "answers": self._anchor(template.answers, anchor),
            "asks": [str(i) for i in template.asks],
            "says": [str(i) for i in says],
            "text": str(template.text),
            "record": self._record(template),
            "accounts": self._rivals(day),
            "sources": [{"document": DOSSIER, "page": str(len(self.events) + 1)}],
        }
        kept = {k: v for k, v in event.items() if v}
        self.events.append((day, len(self.events), kept))

    def _anchor(self, template: str | None, anchor: str | None) -> str:
        if template is None:
            return ""
        if anchor is not None:
            return anchor
        return self.happened[template][-1][0] if template in self.happened else ""

    def _actors(self, names: Sequence[str]) -> list[Plain]:
        parents = [str(p.id) for p in self.scenario.people if p.authority == "yes"]
        groups = {
            "parents": parents,
            "children": self.children,
            "all": [*self.children, *parents],
        }
        return [actor for name in names for actor in groups.get(str(name), [str(name)])]

    def _worded(self, day: date) -> str:
        """Return *day* as a source has it: exact, or as a part of its month."""
        if not self._often(self.knobs.vague):
            return day.isoformat()
        month = next(m for m in self.words.months if m.number == day.month).words[0]
        for part in self.words.parts[:PARTS]:
            if (part.first_day or 1) <= day.day <= (part.last_day or 31):
                return f"{part.words[0]} {month} {day.year}"
        return f"{month} {day.year}"

    def _record(self, template: Template) -> dict[str, Plain]:
        if template.recorded is None:
            return {}
        kept = "yes" if self._often(template.recorded) else "no"
        return {"of_event": "yes", "of_content": kept}

    def _rivals(self, day: date) -> list[Plain]:
        if not self._often(self.knobs.rival):
            return []
        other = day + timedelta(self.dice.choice((-7, -2, 2, 7)))
        by = str(self.dice.choice(self.scenario.people).id)
        return [{"by": by, "field": "date", "value": other.isoformat()}]

    def _often(self, chance: int) -> bool:
        return self.dice.randrange(100) < chance


def _given(thing: object, *names: str) -> dict[str, Plain]:
    return {name: str(getattr(thing, name)) for name in names}
