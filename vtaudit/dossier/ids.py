"""Every id that a case file gives, taken from its nodes.

Separate from decoding, and from the nodes rather than the records: a step with a mistake in it is
not built, and must still be found by those that refer to it, or one mistake would look like ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vtaudit.decode import noun, short
from vtaudit.errors import Code, Problem
from vtaudit.message import Line, worded
from vtaudit.span import Text, span_of
from vtaudit.yamlio import Mapping as MappingNode
from vtaudit.yamlio import Node, Scalar, Sequence

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_SECTIONS = {
    "person": "people",
    "body": "bodies",
    "event": "events",
    "document": "documents",
    "complaint": "complaints",
}
_TOGETHER = {
    "person or body": ("person", "body"),
    "event or promise": ("event", "promise"),
    "document": ("document",),
    "complaint": ("complaint",),
    "verdict": ("verdict",),
}
"""Kinds that share one set of names, since something may point at either."""


def ids_in(root: Node) -> Ids:
    """Return the ids of the case file *root*, with a problem for each that is wrong or double."""
    given = {kind: list(_ids(_under(root, key))) for kind, key in _SECTIONS.items()}
    given["promise"] = list(_ids(_inside(root, "events", "promises")))
    given["verdict"] = list(_ids(_inside(root, "complaints", "verdicts")))
    versions = [list(_ids(_under(d, "versions"))) for d in _under(root, "documents")]
    head = [name for case in _under(root, "case") for name in _ids((case,))]
    problems = [p for names in (head, *given.values(), *versions) for p in _no_slugs(names)]
    for what, kinds in _TOGETHER.items():
        problems += _doubles(what, [name for kind in kinds for name in given[kind]])
    for names in versions:
        problems += _doubles("version", names)
    known = {kind: frozenset(map(str, names)) for kind, names in given.items()}
    return Ids({**known, "actor": known["person"] | known["body"]}, tuple(problems))


def _under(node: Node, key: str) -> Iterator[Node]:
    """Yield the nodes that stand under *key*; one may stand there without a list."""
    for name, value in node.pairs if isinstance(node, MappingNode) else ():
        if isinstance(name, Scalar) and name.value == key:
            yield from value.items if isinstance(value, Sequence) else (value,)


def _inside(root: Node, outer: str, inner: str) -> Iterator[Node]:
    for node in _under(root, outer):
        yield from _under(node, inner)


def _ids(nodes: Iterable[Node]) -> Iterator[Text]:
    """Yield the id of each of *nodes* that has one."""
    for node in nodes:
        for name in _under(node, "id"):
            if isinstance(name, Scalar) and name.value is not None:
                yield Text.at(name.value, name.span)


def _no_slugs(names: Iterable[Text]) -> Iterator[Problem]:
    for name in names:
        if not _SLUG(name):
            message = worded(
                "`{name}` is no id: lower-case letters, figures and hyphens only", name=short(name)
            )
            yield Problem(Code.BAD_ID, message, span_of(name))


def _doubles(what: str, names: Iterable[Text]) -> Iterator[Problem]:
    first: dict[str, Text] = {}
    for name in names:
        earlier = first.setdefault(str(name), name)
        if earlier is not name:
            line = Line(span_of(earlier).line)
            message = worded(
                "{what} `{name}` is given twice; first on line {line}",
                what=noun(what),
                name=short(name),
                line=line,
            )
            yield Problem(Code.DUPLICATE_ID, message, span_of(name))


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a case file."""

    of: Mapping[str, frozenset[str]]
    """By kind: person, body, actor (either), event, promise, document, complaint, verdict."""
    problems: tuple[Problem, ...]
    """Those that are no ids, or are given twice."""

    def kinds(self, name: str) -> tuple[str, ...]:
        """Return the kinds of things that *name* is the id of."""
        return tuple(k for k, known in self.of.items() if name in known and k != "actor")
