"""An organisation's own rulebook, laid over the one that it extends.

Separate from the loader because it decides what may replace what: nothing is replaced by accident,
so an id that both give is an error unless the own rulebook says that it means to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from vtaudit.decode import noun, wrong_word
from vtaudit.errors import Code, Problem, RulebookError
from vtaudit.message import worded
from vtaudit.rulebook.files import CALENDARS, WHOLE, Contents, Head, Part, doubles, ids_of, in_order
from vtaudit.rulebook.references import dangling

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Word

T = TypeVar("T")


def laid_over(
    base: Contents, own: tuple[Part, ...], head: Head, problems: Iterable[Problem]
) -> Contents:
    """Return *base* with what *own* adds and overrides.

    Raises RulebookError with *problems* and with everything else wrong in *own*: an id that is
    given twice, that is in *base* and not listed under `overrides`, or that refers to nothing.
    """
    wrong = [*problems, *doubles(own), *_conflicts(base, own, head)]
    contents = over(base, own)
    wrong += [x for p in own for x in dangling(contents, p)]
    if wrong:
        raise RulebookError(worded("the rulebook cannot be used"), in_order(wrong))
    return contents


def _conflicts(base: Contents, own: tuple[Part, ...], head: Head) -> Iterator[Problem]:
    """Yield a problem for what is replaced without being listed, and what is listed in vain."""
    meant = set(head.overrides)
    known = {(what, str(name)) for what, name in ids_of(base)}
    replaced = {str(r.code) for p in own for r in p.rules} & meant
    names = {str(r.name): str(r.code) for r in base.rules}
    for part in own:
        clashes = [
            (what, name)
            for what, name in part.ids()
            if (what, str(name)) in known and str(name) not in meant
            and names.get(str(name)) not in replaced
        ]  # fmt: skip
        told = [
            Problem(Code.DUPLICATE_ID, worded(
                "{what} `{name}` is in the rulebook that this one extends; give it another name, "
                "or list it under `overrides`", what=noun(what), name=name), name.span)
            for what, name in clashes
        ]  # fmt: skip
        yield from part.parsed.located(told)
        again = part.name in WHOLE or not base.calendars.keys().isdisjoint(part.calendars)
        if again and part.name not in meant:
            message = worded("`{name}` replaces the whole file: list it under `overrides`",
                             name=part.name)  # fmt: skip
            yield replace(Problem(Code.DUPLICATE_ID, message), file=part.parsed.file)
    files = {*WHOLE, *(f"{CALENDARS}{name}.yaml" for name in base.calendars)}
    yield from _in_vain(own, head, {name for _, name in known} | files)


def _in_vain(own: tuple[Part, ...], head: Head, known: Iterable[str]) -> Iterator[Problem]:
    given = {str(name) for p in own for _, name in p.ids()} | {p.name for p in own}
    part, names = next(p for p in own if p.head is head), set(known)
    told = []
    for name in head.overrides:
        if name not in names:
            message = wrong_word("entry to override", name, sorted(names))
            told.append(Problem(Code.DANGLING, message, name.span))
        elif name not in given:
            message = worded("`{name}` is listed under `overrides`, and no file here gives it",
                             name=name)  # fmt: skip
            told.append(Problem(Code.DANGLING, message, name.span))
    yield from part.parsed.located(told)


def over(base: Contents, own: tuple[Part, ...]) -> Contents:
    """Return *base* with what *own* gives, which goes before what *base* gives by the same id."""
    whole = {key: value for p in own for key, value in p.whole.items()}
    rules = tuple(r for p in own for r in p.rules)
    norms = tuple(n for p in own for n in p.norms)
    protocols = tuple(x for p in own for x in p.protocols)
    return replace(
        base,
        words=_words(base.words, own),
        norms=_replaced(base.norms, norms, lambda n: n.id),
        protocols=_replaced(base.protocols, protocols, lambda p: p.id),
        rules=_replaced(base.rules, rules, lambda r: r.code),
        calendars={**base.calendars, **{n: c for p in own for n, c in p.calendars.items()}},
        **whole,
    )


def _words(
    base: Mapping[str, tuple[Word, ...]], own: Iterable[Part]
) -> Mapping[str, tuple[Word, ...]]:
    words = dict(base)
    for part in own:
        for kind, added in part.words.items():
            words[kind] = _replaced(words.get(kind, ()), added, lambda w: w.id)
    return words


def _replaced(base: tuple[T, ...], own: tuple[T, ...], name: Callable[[T], str]) -> tuple[T, ...]:
    """Return *base* without what *own* gives again, and then *own*."""
    again = {name(x) for x in own}
    return (*(x for x in base if name(x) not in again), *own)
