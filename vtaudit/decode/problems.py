"""What is wrong in the nodes, in words, with the nearest valid word.

Separate from the decoder because the case reader words its own mistakes the same way.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from difflib import get_close_matches

from vtaudit.errors import Code, Problem
from vtaudit.message import Message, worded
from vtaudit.yamlio.nodes import Mapping, Node, Scalar

_MOST_PROBLEMS = 500
"""Problems that are told of one file; a file with more is not a case with mistakes."""
_MOST_CHOICES = 12
"""Valid words that a message lists when none is near."""
_LONGEST = 60
"""Characters of a wrong word that a message shows."""
_LIKENESS = 0.6
"""How like a word must be to be offered instead, from 0 to 1."""
_BEGUN = 3
"""Letters of a word by which several that begin so are offered."""
_UNTOLD = worded("more mistakes")
"""Stands for a message that is not shown any more."""
_NOUNS: MappingOf[str, Message] = {
    name: name
    for name in (
        worded("activity"), worded("actor"), worded("activity-or-class"), worded("body"),
        worded("calendar"), worded("channel"), worded("complaint"), worded("document"),
        worded("event"),
        worded("event or promise"), worded("file"), worded("ground"), worded("item"),
        worded("key"), worded("kind of word"), worded("norm"), worded("outcome"),
        worded("person"), worded("person or body"), worded("phase"), worded("promise"),
        worded("protocol"), worded("regime"), worded("role"), worded("rule"), worded("state"),
        worded("track"), worded("value"), worded("variable"), worded("verdict"),
        worded("version"), worded("scenario"), worded("preset"), worded("setting"),
        worded("finding"), worded("table"), worded("check"),
        worded("object"), worded("name in braces"), worded("rulebook version"),
        worded("entry to override"),
    )
}  # fmt: skip
"""Kinds of things that messages name; a kind of words is called by its name in the rulebook."""
FAILED = object()
"""What a reader returns after it has told a problem."""


def wrong_word(what: str, got: str, known: Iterable[str]) -> Message:
    """Return the message that *got* is no valid *what*, with the nearest of *known* or all.

    Of a set, which has no order of its own, the words stand in that of the alphabet.
    """
    choices = sorted(known) if isinstance(known, set | frozenset) else list(dict.fromkeys(known))
    begun = [c for c in choices if len(got) >= _BEGUN and c.lower().startswith(got.lower())]
    if len(begun) > 1:
        unknown, some = unknown_word(what, got), listed(begun)
        return worded("{unknown}; did you mean one of: {some}", unknown=unknown, some=some)
    lowered = {c.lower(): c for c in reversed(choices)}
    near = get_close_matches(got.lower(), lowered, 1, _LIKENESS) if len(got) <= _LONGEST else []
    unknown = unknown_word(what, got)
    if near:
        return worded("{unknown}; did you mean `{near}`?", unknown=unknown, near=lowered[near[0]])
    some = listed(choices) or worded("(there are none)")
    return worded("{unknown}; expected one of: {some}", unknown=unknown, some=some)


def unknown_word(what: str, got: str) -> Message:
    """Return the message that *got* is no valid *what*, and nothing more."""
    return worded("unknown {what} `{got}`", what=noun(what), got=short(got))


def noun(what: str) -> str:
    """Return the kind of thing *what* as a message where it is one that vtaudit speaks of."""
    return what if isinstance(what, Message) else _NOUNS.get(what, what)


def listed(words: Iterable[str]) -> str:
    """Return the first of *words* for a message."""
    known = list(words)
    return ", ".join(known[:_MOST_CHOICES]) + (", …" if len(known) > _MOST_CHOICES else "")


def short(text: str) -> str:
    """Return *text*, cut where it is too long for a message."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@dc.dataclass(frozen=True, slots=True)
class Run:
    """One decoding: the problems so far, and the valid words of each kind."""

    problems: list[Problem]
    words: MappingOf[str, MappingOf[str, None]]

    def say(self, code: Code, message: Message, node: Node) -> object:
        """Keep a problem; return that there is no value."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(code, message, node.span))
        elif len(self.problems) == _MOST_PROBLEMS:
            message = worded(
                "more than {most_problems} mistakes: the rest is not told",
                most_problems=_MOST_PROBLEMS,
            )
            self.problems.append(Problem(Code.LIMIT, message, node.span))
        return FAILED

    def wrong_type(self, expected: Message, node: Node) -> object:
        """Tell that something else was expected."""
        if type(node) is Scalar:
            found = worded("nothing") if node.value is None else f"`{short(node.value)}`"
        else:
            found = worded("keys with values") if type(node) is Mapping else worded("a list")
        return self.say(
            Code.WRONG_TYPE,
            worded("expected {expected}; found {found}", expected=expected, found=found),
            node,
        )

    def wrong_word(self, what: str, node: Node, got: str, known: Iterable[str]) -> object:
        """Tell that *got* is not a valid *what*, which takes time only while problems are kept."""
        code = Code.UNKNOWN_KEY if what == "key" else Code.UNKNOWN_WORD
        told = len(self.problems) < _MOST_PROBLEMS
        return self.say(code, wrong_word(what, got, known) if told else _UNTOLD, node)

    def twice(self, key: Scalar, first: Node) -> None:
        """Tell that *key* is given for the second time."""
        message = worded(
            "`{value}` is given twice; first on line {line}",
            value=short(key.value or ""),
            line=first.span.line,
        )
        self.say(Code.DUPLICATE_KEY, message, key)
