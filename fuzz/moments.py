"""Dates and lengths as sources word them, from the words of the rulebook.

Separate from the cases, because the readers of dates and of terms are also tried by themselves. A
wording is made for a day, which it must hold: a case of such dates contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from fuzz.dice import Dice
from vtaudit.api import rulebook

FIRST, LAST = date(2018, 1, 1), date(2022, 12, 31)
NO_DATES = (
    "2020-02-30", "2019-02-29", "2020-13-01", "2020-00-10", "2020-04-31", "31 februari 2020",
    "30 februari", "32 januari 2020", "2020-06-00", "13e maand 2020", "2021-12-32", "begin",
    "04-05-2020", "dertig mei 2020 en", "2020-01-01/2020-02-31", "2020-05-01/2020-04-01",
    "tussen 5 mei 2020 en 4 mei 2020", "medio medio 2020", "2020-1-1", "20200101T", "q3 2020 2019",
)  # fmt: skip
"""What is no date, however one reads it."""
_DIGITS = ("0", "1", "2", "3", "5", "6", "10", "12", "30", "31", "42", "99", "1900", "9999")


def wording(dice: Dice, day: date) -> str:
    """Return words that *day* answers to."""
    return dice.pick(_WORDINGS)(dice, day)


def some_day(dice: Dice, first: date = FIRST, last: date = LAST) -> date:
    """Return a day from *first* up to and including *last*."""
    return first + timedelta(dice.below((last - first).days + 1))


def length(dice: Dice) -> str:
    """Return words for a length of time."""
    return f"{dice.between(1, 12)} {dice.pick(('dagen', 'weken', 'maanden', 'werkdagen', 'jaar'))}"


def any_words(dice: Dice) -> str:
    """Return words of dates and lengths in any order, most of which mean nothing."""
    known = _vocabulary()
    told = [dice.pick(_DIGITS if dice.often(30) else known) for _ in range(dice.between(1, 7))]
    glue = dice.pick((" ", " ", " ", "-", "/", ""))
    return glue.join(told)


def _exact(_dice: Dice, day: date) -> str:
    return day.isoformat()


def _in_words(dice: Dice, day: date) -> str:
    at = " om 14:30" if dice.often(20) else ""
    return f"{day.day} {_month(dice, day)} {day.year}{at}"


def _of_month(dice: Dice, day: date) -> str:
    return f"{_month(dice, day)} {day.year}"


def _of_part(dice: Dice, day: date) -> str:
    first = [p for p in rulebook().dates.parts if p.first_day and p.last_day]
    held = [p for p in first if (p.first_day or 1) <= day.day <= (p.last_day or 31)]
    part = dice.pick(held)
    return f"{dice.pick(part.words)} {_month(dice, day)} {day.year}"


def _of_year(dice: Dice, day: date) -> str:
    return dice.pick((f"{day.year}", f"in de loop van {day.year}", f"{day.year}-XX"))


def _around(dice: Dice, day: date) -> str:
    low = day - timedelta(dice.below(40))
    high = day + timedelta(dice.below(40))
    return dice.pick((f"{low}/{high}", f"tussen {low} en {high}", f"{low} - {high}"))


def _open(dice: Dice, day: date) -> str:
    low = day - timedelta(dice.below(40))
    high = day + timedelta(dice.below(40))
    return dice.pick((f"vanaf {low}", f"uiterlijk {high}", f"../{high}", f"{low}/.."))


def _about(dice: Dice, day: date) -> str:
    return dice.pick((f"circa {day}", f"{day}~", f"{day}?", f"{day:%Y-%m}-XX", f"{day:%Y-%m}"))


_WORDINGS: tuple[Callable[[Dice, date], str], ...] = (
    _exact, _in_words, _of_month, _of_part, _of_year, _around, _open, _about,
)  # fmt: skip


def _month(dice: Dice, day: date) -> str:
    return str(dice.pick(next(m for m in rulebook().dates.months if m.number == day.month).words))


def _vocabulary() -> tuple[str, ...]:
    """Return every word that the table of dates has, in its order."""
    return tuple(dict.fromkeys(_words_in(rulebook().dates)))


def _words_in(held: object) -> list[str]:
    if isinstance(held, str):
        return [str(held)]
    if isinstance(held, tuple):
        return [word for one in held for word in _words_in(one)]
    words = getattr(held, "words", None)
    if words is not None:
        return _words_in(words)
    names = getattr(type(held), "__dataclass_fields__", {})
    return [
        w for n in names if n not in {"span", "reason", "id"} for w in _words_in(getattr(held, n))
    ]
