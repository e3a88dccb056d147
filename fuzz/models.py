"""The rulebook and the alignment: what law and protocols say, in files of one's own and in blocks.

Separate from the cases: here it is the other side of an audit that is odd.
"""

from __future__ import annotations

import re
from functools import cache

from fuzz.dice import Dice
from fuzz.house import NOWHERE, folder, refusals
from fuzz.seeds import TINY
from vtaudit.align import (
    Block,
    Choice,
    Costs,
    Event,
    Loop,
    Maybe,
    Model,
    Parallel,
    Sequence,
    Silent,
    Step,
    Trace,
    align,
)
from vtaudit.api import audit
from vtaudit.dossier.reader import case_of
from vtaudit.errors import Problem
from vtaudit.report.formats import FORMATS, Asked
from vtaudit.rulebook.book import Rulebook
from vtaudit.rulebook.files import HEAD, WHOLE, Contents, Head, Part, ids_of, parts
from vtaudit.rulebook.load import DATA, as_book, of_folder, read, sources
from vtaudit.rulebook.own import laid_over
from vtaudit.span import NOWHERE as NO_PLACE
from vtaudit.span import Text
from vtaudit.trial.check import checked
from vtaudit.yamlio import parse

_NAMED = re.compile(rb"# ([a-z0-9./-]{1,60})\n")
_NAMES = "abcd"
_LIMIT = 20_000


def rules(data: bytes) -> None:
    """Read a file of a rulebook laid over ours, try its examples, and audit a case with it."""
    named = _NAMED.match(data)
    name = named[1].decode() if named else "rules/eigen.yaml"
    with refusals() as told:
        book, own = _folder_with(data) if name == HEAD else _laid_over({name: data})
    if told:
        return
    with refusals():
        checked(book, own)
    with refusals():
        case = case_of(NOWHERE, (TINY / "case.yaml").read_bytes(), book.vocabulary(), book.dates,
                       book.working_days)  # fmt: skip
        result = audit(case, book=book)
        for form in ("json", "markdown", "sarif"):
            FORMATS[form].render(result, book, Asked())


def _folder_with(head: bytes) -> tuple[Rulebook, tuple[Part, ...]]:
    place = folder() / "book"
    place.mkdir(exist_ok=True)
    (place / HEAD).write_bytes(head)
    return of_folder(place)


def _laid_over(files: dict[str, bytes]) -> tuple[Rulebook, tuple[Part, ...]]:
    """Return our rulebook with *files* over it, as `of_folder` does, without reading ours anew."""
    problems: list[Problem] = []
    known = {str(x) for _, x in ids_of(_base())} | set(WHOLE)
    given = [*(str(x) for p in parts(files, "", [], whole=False) for _, x in p.ids()), *files]
    meant = tuple(Text.at(x, NO_PLACE) for x in dict.fromkeys(given) if x in known)
    own = parts(files, "", problems, whole=False)
    head = Part(HEAD, parse(b"x"), head=Head(Text("eigen"), Text("1"), Text("1"), meant))
    assert head.head is not None
    contents = laid_over(_base(), (head, *own), head.head, problems)
    return as_book(contents, "0" * 64, "1+eigen.1"), own


@cache
def _base() -> Contents:
    return read(sources(DATA))


def alignment(data: bytes) -> None:
    """Align a trace to a model: exact where it says so, and within its bounds where not."""
    dice = Dice(data)
    model = Model(_block(dice, 3), Costs({"a": dice.between(1, 3)}, {"b": dice.between(1, 3)}))
    trace, prefix = _trace(dice), dice.often(50)
    found = align(model, trace, prefix=prefix, limit=_LIMIT)
    assert 0 <= found.lower <= found.cost
    assert not found.exact or found.lower == found.cost
    spent = sum(model.costs.of_log(m.activity) if m.kind == "log" else model.costs.of_model(m.activity)
                for m in found.moves if m.kind != "sync")  # fmt: skip
    assert spent == found.cost, "its moves do not cost what it says"
    told = [m.event for m in found.moves if m.event is not None]
    assert {e.id for e in trace.events if e.sure} <= set(told)
    place = {name: n for n, name in enumerate(told)}
    assert all(place[a] < place[b] for a, b in trace.order if a in place and b in place)
    assert 0 <= found.fitness <= 1
    assert found.exact or not any(d.certain for d in found.deviations)
    short = align(model, trace, prefix=prefix, limit=dice.below(40))
    assert short.lower <= found.cost or not found.exact
    assert short.cost >= found.lower
    hash(found), found.following, found.complete


def _block(dice: Dice, depth: int) -> Block:
    if depth == 0 or dice.often(30):
        return Silent() if dice.often(10) else Step(dice.pick(_NAMES))
    some = tuple(_block(dice, depth - 1) for _ in range(dice.between(1, 3)))
    match dice.below(5):
        case 0:
            return Sequence(some)
        case 1:
            return Choice(some)
        case 2:
            return Parallel(some)
        case 3:
            return Maybe(some[0])
        case _:
            return Loop(some[0], some[-1] if dice.often(50) else Silent())


def _trace(dice: Dice) -> Trace:
    events = tuple(Event(f"e{n}", dice.pick(_NAMES + "x"), sure=not dice.often(30))
                   for n in range(dice.below(9)))  # fmt: skip
    pairs = [(a.id, b.id) for n, a in enumerate(events) for b in events[n + 1 :] if dice.often(30)]
    return Trace(events, tuple(pairs), total=dice.often(20))
