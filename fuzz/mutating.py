"""Files changed a little: lines moved, words replaced, pieces dropped, doubled or garbled.

Separate from the grammar: a mutation knows nothing of what a file means. Of JSON and YAML mostly
the values are changed and not the signs, or hardly any change would get past the first reader.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import yaml

from fuzz.dice import Dice
from fuzz.moments import NO_DATES
from fuzz.words import TEXTS, vocabulary

MOST = 300_000
"""Bytes of a mutation at most."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WORD = re.compile(r"[\w./:-]+")
_SIGNS = ":[]{}\"'#&*!|>%@`,\t\x1b-~?é\u2028\0\ufeff/\\=<\r\n .0"
_ODD = (*NO_DATES, "0001-01-01", "9999-12-31", "een week na e0", "winter 9999", "XXXX", "2020-01-XX",
        "../0001-01-01", "9999-12-31/..", "~", "[]", "{}", "null", "voor 0001-01-01", "gisteren",
        "daags na e1", "5 werkdagen na e0", "100000 weken", "0 dagen", "-1", "1" * 400, "1e999", "NaN",
        "yes", "no", "unknown", "<<", "&a x", "*a", "!!binary x", "---", "...", "?", '"\\ud800"',
        "24 uur", "Y-99999", "2020-W53-7", "29 februari 2021", "1 januari 0000", "12:61", "24:00")  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    10**30,
    "2020-02-30",
    "0001-01-01",
    "9999-12-31",
    ["x"],
    {"x": 1},
    "yes",
    "unknown",
    "\x00",
)


def mutated(data: bytes, dice: Dice) -> bytes:
    """Return *data* after some changes."""
    tree = _tree(data)
    if tree is not None and dice.often(75):
        tree = copy.deepcopy(tree)
        for _ in range(dice.pick((1, 1, 2, 3))):
            tree = _changed(tree, dice)
        made = json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return (_comment(data) + made)[:MOST]
    if dice.often(5):
        return _bytes(data, dice)[:MOST]
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(dice.pick((1, 1, 2, 4))):
        text = dice.pick(_CHANGES)(text, dice)
    return text.encode("utf-8", "surrogateescape")[:MOST]


def _comment(data: bytes) -> bytes:
    """Return the comment with which *data* begins: it names a file of a rulebook."""
    return data[: data.find(b"\n") + 1] if data[:1] == b"#" else b""


@lru_cache(maxsize=400)
def _tree(data: bytes) -> Any:
    """Return what *data* holds as JSON or as YAML with keys; None for any other text."""
    try:
        if data[:1] in (b"{", b"["):
            return json.loads(data)
        found = yaml.load(data, _LOADER) if b":" in data else None  # noqa: S506 - texts only
    except (ValueError, RecursionError, TypeError, yaml.YAMLError):
        return None
    return found if isinstance(found, dict) else None


@cache
def _words() -> tuple[str, ...]:
    known = vocabulary("handelingsprotocol-2019")
    words = [word for kind in sorted(known) for word in known[kind]]
    return (*_ODD, *_ODD, *TEXTS, *words)


def _lines(change: Callable[[list[str], int, Dice], None]) -> Callable[[str, Dice], str]:
    def changed(text: str, dice: Dice) -> str:
        lines = text.split("\n")
        change(lines, dice.below(len(lines)), dice)
        return "\n".join(lines)

    return changed


def _drop(lines: list[str], at: int, dice: Dice) -> None:
    del lines[at : at + dice.between(1, 3)]


def _double(lines: list[str], at: int, dice: Dice) -> None:
    lines.insert(dice.below(len(lines) + 1), lines[at])


def _swap(lines: list[str], at: int, dice: Dice) -> None:
    other = dice.below(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines: list[str], at: int, dice: Dice) -> None:
    lines[at] = dice.pick(("  ", " ", "\t", "- ")) + lines[at]


def _dedent(lines: list[str], at: int, dice: Dice) -> None:
    lines[at] = lines[at][dice.between(1, 4) :]


def _word(text: str, dice: Dice) -> str:
    """Replace a word: by a known one, an odd one, or another of the same text."""
    found = list(_WORD.finditer(text))
    if not found:
        return text + dice.pick(_words())
    one = dice.pick(found)
    new = dice.pick(found).group() if dice.often(40) else dice.pick(_words())
    return text[: one.start()] + new + text[one.end() :]


def _value(text: str, dice: Dice) -> str:
    """Replace what stands behind a key."""
    found = list(re.finditer(r"(?<=: )[^,}\n]+", text))
    if not found:
        return _word(text, dice)
    one = dice.pick(found)
    return text[: one.start()] + dice.pick(_words()) + text[one.end() :]


def _sign(text: str, dice: Dice) -> str:
    at = dice.below(len(text) + 1)
    return text[:at] + dice.pick(_SIGNS) * dice.pick((1, 1, 1, 2, 3, 200)) + text[at:]


def _cut(text: str, dice: Dice) -> str:
    at = dice.below(len(text) + 1)
    return text[:at] + text[at + dice.pick((1, 1, 2, 8, 40)) :]


def _again(text: str, dice: Dice) -> str:
    """Repeat a piece, now and then many times."""
    at = dice.below(len(text) + 1)
    piece = text[at : at + dice.pick((1, 4, 20, 80))]
    return text[:at] + piece * dice.pick((2, 2, 3, 50)) + text[at:]


def _moved(text: str, dice: Dice) -> str:
    at, other = dice.below(len(text) + 1), dice.below(len(text) + 1)
    return text[:at] + text[other : other + dice.pick((8, 40, 200))] + text[at:]


_CHANGES: tuple[Callable[[str, Dice], str], ...] = (
    _value, _value, _value, _word, _word, _lines(_drop), _lines(_double), _lines(_swap),
    _lines(_indent), _lines(_dedent), _sign, _cut, _again, _moved,
)  # fmt: skip


def _bytes(data: bytes, dice: Dice) -> bytes:
    at = dice.below(len(data) + 1)
    return data[:at] + bytes([dice.below(256)]) + data[at + dice.below(3) :]


def _changed(tree: Any, dice: Dice) -> Any:
    """Return a JSON value with one of the values in it changed, doubled or gone."""
    places = list(_places(tree))
    if not places:
        return dice.pick(_VALUES)
    holder, key = dice.pick(places)
    match dice.below(8):
        case 0:
            del holder[key]
        case 1 | 6 | 7:
            alike = [p for p in places if p[1] == key and type(p[0]) is type(holder)]
            other, place = dice.pick(places if dice.often(20) else alike)
            holder[key] = copy.deepcopy(other[place])
        case 2 if isinstance(holder, list):
            holder.insert(key, holder[key])
        case 3 if isinstance(holder[key], str):
            holder[key] = dice.pick(_words()) if dice.often(60) else _word(holder[key], dice)
        case 4 if isinstance(holder, dict):
            holder[dice.pick(_words())] = holder.pop(key)
        case _:
            holder[key] = dice.pick(_VALUES)
    return copy.deepcopy(tree)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    waiting, found = [tree], []
    while waiting:
        held = waiting.pop()
        keys = (
            list(held)
            if isinstance(held, dict)
            else range(len(held))
            if isinstance(held, list)
            else ()
        )
        found += [(held, key) for key in keys]
        waiting += [held[key] for key in keys]
    return found
