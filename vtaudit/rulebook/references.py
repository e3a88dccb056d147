"""Whether the parts of a rulebook fit together: every word they use is there.

Separate from the files, which are read one by one: a rulebook that reads well can still name a
norm, an activity or a ground that does not exist.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from vtaudit.decode import wrong_word
from vtaudit.errors import Code, Problem
from vtaudit.message import worded
from vtaudit.rulebook.model import Bind, Flow, Protocol, Rule, Select, With
from vtaudit.rulebook.proposals import Proposals
from vtaudit.rulebook.sound import unsound
from vtaudit.rulebook.wellformed import faults
from vtaudit.span import Span, span_of

if TYPE_CHECKING:
    from vtaudit.rulebook.files import Contents, Part

T = TypeVar("T")
Known = Mapping[str, Collection[str]]


def dangling(contents: Contents, part: Part) -> Iterator[Problem]:
    """Yield what is wrong in the protocols and rules of *part*, a file of *contents*, in order.

    Of what could not be read nothing more is said: neither that something is missing from it, nor
    that a variable is unknown that it would have bound.
    """
    found = (p for p in _of_part(contents, part) if not _follows(p.span, part.wrong))
    yield from part.parsed.located(found)


def _follows(place: Span, wrong: tuple[Span, ...]) -> bool:
    """Return whether something that could not be read lies inside *place*."""
    return any(place[:2] <= w[:2] and w[2:] <= place[2:] for w in wrong)


def _of_part(contents: Contents, part: Part) -> Iterator[Problem]:
    known = _known(contents)
    for p in part.protocols:
        yield from _words(p, known)
        yield from _flows(p)
    actors = {*known["role"], *known["body"]}
    for r in part.rules:
        yield from _words(r, known)
        yield from _rule(r, known)
        yield from faults(r, actors, contents.dates)
        yield from unsound(r)
    if "proposals" in part.whole:
        yield from _proposals(part.whole["proposals"])


def _proposals(proposals: Proposals) -> Iterator[Problem]:
    if not any(a.audited == "yes" for a in proposals.actors):
        message = worded("no actor has `audited: yes`: say whose conduct a new case examines")
        yield Problem(Code.MISSING, message, proposals.span)


def _known(contents: Contents) -> Known:
    """Return the words that there are, by kind."""
    of_protocols = [a for p in contents.protocols for a in p.activities]
    return {
        **{kind: {str(w.id) for w in words} for kind, words in contents.words.items()},
        "norm": {str(n.id) for n in contents.norms},
        "protocol": {str(p.id) for p in contents.protocols},
        "regime": {r.id for r in contents.regimes},
        "calendar": set(contents.calendars),
        "rule": {str(x) for r in contents.rules for x in (r.code, r.name)},
        "activity": {str(x) for a in of_protocols for x in (a.id, *a.classes)},
        "object": {str(a.opens) for a in of_protocols if a.opens},
        "state": {str(s.id) for p in contents.protocols for s in p.states},
    }


def _words(thing: object, known: Known) -> Iterator[Problem]:
    """Yield a problem for every field with a word that is not in its list, however deep."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from _words(item, known)
    elif dc.is_dataclass(thing):
        for f in dc.fields(thing):
            value = getattr(thing, f.name)
            kind = str(f.metadata.get("word"))
            if kind in known and value:
                for word in value if isinstance(value, tuple) else (value,):
                    yield from _unless(word, known[kind], kind)
            else:
                yield from _words(value, known)


def _unless(word: str | None, known: Collection[str], what: str) -> Iterator[Problem]:
    if word is not None and word not in known:
        yield Problem(Code.DANGLING, wrong_word(what, word, sorted(known)), span_of(word))


def _flows(protocol: Protocol) -> Iterator[Problem]:
    activities = {str(a.id) for a in protocol.activities}
    classes = {str(c) for a in protocol.activities for c in a.classes}
    tracks = {str(t.id): {str(p.id) for p in t.phases} for t in protocol.tracks}
    for a in protocol.activities:
        yield from _unless(a.track, tracks, "track")
        if a.phase is not None:
            yield from _unless(a.phase, tracks.get(a.track, ()), "phase")
        for need in a.needs:
            for name in need.activity:
                yield from _unless(name, activities | classes, "activity")
    for t in protocol.tracks:
        for phase in t.phases:
            for name in phase.ends:
                yield from _unless(name, activities, "activity")
        if t.flow is not None:
            for step in _steps(t.flow):
                yield from _unless(step, activities, "activity")
    for s in protocol.states:
        for name in (*s.begun_by, *s.ended_by):
            yield from _unless(name, activities, "activity")
    for name in protocol.addressed:
        yield from _unless(name, activities | classes, "activity")


def _steps(flow: Flow) -> Iterator[str]:
    if flow.step is not None:
        yield flow.step
    parts = (*flow.sequence, *flow.choice, *flow.parallel, flow.optional, flow.loop, flow.redo)
    for inner in parts:
        if inner is not None:
            yield from _steps(inner)


def _rule(rule: Rule, known: Known) -> Iterator[Problem]:
    """Yield a problem for every activity, item, role, ground, object and state that is none."""
    for bind in rule.bind:
        yield from _bind(bind, known)
    for select in _all(rule, Select):
        for name in select.activity:
            yield from _unless(name, known["activity"], "activity")
        for item in select.says:
            yield from _unless(item, known["item"], "item")
    for w in _all(rule, With):
        for role in w.roles:
            yield from _unless(role, known["role"], "role")
        for item in (*w.items, *w.any_of, *(p.id for p in w.parts)):
            yield from _unless(item, known["item"], "item")
        yield from _unless(w.meaning, known["item"], "item")
        yield from _unless(w.state, known["state"], "state")
        for ground in w.grounds:
            yield from _unless(ground, known["ground"], "ground")
    for ground in (g for c in (*rule.applies, *rule.unless) for g in c.ground):
        yield from _unless(ground, known["ground"], "ground")


def _bind(bind: Bind, known: Known) -> Iterator[Problem]:
    for item in (*bind.item, *bind.containing):
        yield from _unless(item, {*known["item"], *(("asked",) if bind.of else ())}, "item")
    for kind in bind.document:
        yield from _unless(kind, {*known["document"], "any"}, "document")
    for kind in bind.body:
        yield from _unless(kind, {*known["body"], "audited"}, "body")
    for kind in bind.object:
        yield from _unless(kind, known["object"], "object")
    yield from _unless(bind.state, known["state"], "state")
    for role in bind.person.role if bind.person is not None else ():
        yield from _unless(role, known["role"], "role")


def _all(thing: object, kind: type[T]) -> Iterator[T]:
    """Yield every record of *kind* in *thing*, however deep."""
    if isinstance(thing, kind):
        yield thing
    if isinstance(thing, tuple):
        for item in thing:
            yield from _all(item, kind)
    elif dc.is_dataclass(thing):
        for f in dc.fields(thing):
            yield from _all(getattr(thing, f.name), kind)
