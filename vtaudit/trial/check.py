"""A trial of every rule in the files of a rulebook, with each fault at its place.

Separate from the trial of one example: here faults become problems with a file and a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.decode import listed
from vtaudit.errors import Code, Problem, RulebookError
from vtaudit.message import Message, worded
from vtaudit.span import span_of
from vtaudit.trial.run import faults

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.files import Part
    from vtaudit.rulebook.model import Rule

NEEDED = ("good", "bad", "undetermined")
"""Kinds of examples that every rule should have."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was tested."""

    rules: int
    examples: int
    wanting: tuple[Message, ...]
    """Rules that lack a kind of example, in words."""


def checked(book: Rulebook, parts: Iterable[Part]) -> Checked:
    """Return what was tested of *parts*; raises RulebookError where an example fails."""
    read = tuple(parts)
    wrong = [p for part in read for p in part.parsed.located(_problems(book, part.rules))]
    if wrong:
        raise RulebookError(problems=tuple(wrong))
    rules = [r for part in read for r in part.rules]
    wanting = tuple(line for r in rules for line in _wanting(r))
    return Checked(len(rules), sum(len(r.examples) for r in rules), wanting)


def _problems(book: Rulebook, rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in rules:
        for example in rule.examples:
            for fault in faults(book, rule, example):
                message = worded("{rule}, example `{example}`: {fault}", rule=rule.code,
                                 example=example.id, fault=fault)  # fmt: skip
                yield Problem(Code.EXAMPLE, message, span_of(example.id))


def _wanting(rule: Rule) -> Iterator[Message]:
    kinds = {e.id.split("-")[0] for e in rule.examples}
    missing = [k for k in NEEDED if k not in kinds]
    if missing:
        yield worded("{rule} has no example that is {kinds}", rule=rule.code, kinds=listed(missing))
    for example in rule.examples:
        lacks = [k for k in ("repair", "unknown") if getattr(example, k) is None]
        if example.id.startswith("bad") and lacks:
            yield worded("{rule}, example `{example}` lacks {keys}", rule=rule.code,
                         example=example.id, keys=listed(lacks))  # fmt: skip
