"""Random runs of a model with mistakes in them, the same for the same seed.

Separate because both the oracle and the bench need traces that are neither all right nor all wrong.
"""

from __future__ import annotations

from random import Random

from vtaudit.align.machine import most_often
from vtaudit.align.model import Block, Choice, Loop, Maybe, Parallel, Sequence, Silent, Step

NOISE = 0.3
"""Chance that something is wrong with a step: left out, doubled by another, or out of turn."""
AGAIN = 0.4
"""Chance that a loop is gone through once more."""


def traces(root: Block, count: int, seed: int, shortest: int = 0) -> list[tuple[str, ...]]:
    """Return *count* different traces of *root*, of at least *shortest* steps."""
    chance = Random(seed)  # noqa: S311 - not a secret
    names = sorted(most_often(root))
    found: dict[tuple[str, ...], None] = {}
    while len(found) < count:
        trace = tuple(noisy(run(root, chance), chance, names))
        if len(trace) >= shortest:
            found[trace] = None
    return list(found)


def run(block: Block, chance: Random) -> list[str]:
    """Return a random run of *block*."""
    match block:
        case Step():
            return [block.activity]
        case Silent():
            return []
        case Sequence():
            return [a for part in block.parts for a in run(part, chance)]
        case Choice():
            return run(chance.choice(block.parts), chance)
        case Maybe():
            return run(block.body, chance) if chance.random() < 0.5 else []
        case Loop():
            found = run(block.body, chance)
            while chance.random() < AGAIN:
                found += run(block.redo, chance) + run(block.body, chance)
            return found
        case Parallel():
            return _mixed([run(part, chance) for part in block.parts], chance)


def _mixed(rows: list[list[str]], chance: Random) -> list[str]:
    found = []
    while left := [row for row in rows if row]:
        found.append(chance.choice(left).pop(0))
    return found


def noisy(row: list[str], chance: Random, names: list[str]) -> list[str]:
    """Return *row* with steps left out, put in and put out of turn."""
    found: list[str] = []
    for step in row:
        kind = chance.random()
        if kind < NOISE / 3:
            continue
        found.append(step)
        if kind < NOISE * 2 / 3:
            found.append(chance.choice(names))
        elif kind < NOISE and len(found) > 1:
            found[-2:] = found[:-3:-1]
    return found
