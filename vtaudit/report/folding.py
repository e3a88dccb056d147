"""Results that say the same of several people, things or steps, told once.

Separate because a report that repeats a sentence forty times hides the other sentences; what is
folded is the same in every format. Nothing is left out: each value stands in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from vtaudit.audit.model import Arg, Args

FOLDED = ("item", "person", "event", "document")
"""Kinds of values that may be joined into a list, in the order in which that is tried."""


class HasArgs(Protocol):
    """A result with values for a sentence."""

    @property
    def args(self) -> Args:
        """Values of its sentence."""
        ...


T = TypeVar("T", bound=HasArgs)


@dataclass(frozen=True, slots=True)
class Fold(Generic[T]):
    """Results that one sentence can tell."""

    members: tuple[T, ...]
    args: Args
    """Values of the sentence; where the members differ, a list."""

    @property
    def first(self) -> T:
        """The first of them, which stands for what they have in common."""
        return self.members[0]


def folded(results: Iterable[T], alike: Callable[[T], Hashable]) -> tuple[Fold[T], ...]:
    """Return *results* in folds, in the order of the first of each.

    Two are joined when *alike* gives the same for both and they differ in one value only, and
    that a person, an item, a step or a document: so that the sentence with the list in it is true
    of every combination that it names. A value that stands there under two names is one.
    """
    folds = [Fold((r,), r.args) for r in results]
    for kind in FOLDED:
        folds = _joined_on(kind, folds, alike)
    return tuple(folds)


def _joined_on(kind: str, folds: list[Fold[T]], alike: Callable[[T], Hashable]) -> list[Fold[T]]:
    for name in dict.fromkeys(n for f in folds for n, a in f.args if _is(kind, a)):
        groups: dict[Hashable, list[Fold[T]]] = {}
        for number, fold in enumerate(folds):
            rest = _rest(fold, name, kind)
            key = number if rest is None else (alike(fold.first), rest)
            groups.setdefault(key, []).append(fold)
        folds = [_one(name, group) for group in groups.values()]
    return folds


def _is(kind: str, arg: Arg) -> bool:
    if arg.kind == "list":
        return bool(arg.items) and all(a.kind == kind for a in arg.items)
    return arg.kind == kind


def _rest(fold: Fold[T], name: str, kind: str) -> Args | None:
    """Return the other values when *name* can be joined, else None."""
    values = dict(fold.args)
    if name not in values or not _is(kind, values[name]):
        return None
    return tuple((n, a) for n, a in fold.args if not _same(a, values[name]))


def _same(arg: Arg, other: Arg) -> bool:
    """Return whether two values name the same, one of them perhaps as a list of one."""
    return arg == other or _parts(arg) == _parts(other)


def _parts(arg: Arg) -> tuple[Arg, ...]:
    return arg.items if arg.kind == "list" else (arg,)


def _one(name: str, group: list[Fold[T]]) -> Fold[T]:
    if len(group) == 1:
        return group[0]
    parts = [p for g in group for p in _parts(dict(g.args)[name])]
    merged, first = Arg("list", items=tuple(dict.fromkeys(parts))), dict(group[0].args)[name]
    args = tuple((n, merged if _same(a, first) else a) for n, a in group[0].args)
    return Fold(tuple(m for g in group for m in g.members), args)
