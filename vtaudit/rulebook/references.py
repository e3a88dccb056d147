"""Whether the parts of a rulebook fit together: every id they name is there.

Separate from the loader: a rulebook that reads well can still name a norm, an activity, a check or
a variable that does not exist.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import Code, Problem
from vtaudit.rulebook.model import Bind, Flow, Protocol, Rule, Select
from vtaudit.span import span_of

if TYPE_CHECKING:
    from vtaudit.rulebook.load import Contents

_SPECIAL = ("audited", "other")


def dangling(contents: Contents) -> Iterator[Problem]:
    """Yield a problem for every word in protocols and rules that refers to nothing."""
    known: dict[str, Collection[str]] = {
        "norm": {str(n.id) for n in contents.norms},
        "protocol": {str(p.id) for p in contents.protocols},
        "regime": {r.id for r in contents.regimes},
        "calendar": set(contents.calendars),
        "rule": {str(x) for r in contents.rules for x in (r.code, r.name)},
        "ground": {str(w.id) for w in contents.words["ground"]},
    }
    activities = {
        str(x) for p in contents.protocols for a in p.activities for x in (a.id, *a.classes)
    }
    kinds = {str(w.id) for k in ("role", "body") for w in contents.words[k]}
    words = {k: {str(w.id) for w in v} for k, v in contents.words.items()}
    for p in contents.protocols:
        yield from _words(p, known)
        yield from _flows(p)
    for r in contents.rules:
        yield from _words(r, known)
        yield from _rule(r, activities, kinds, words)


def _words(thing: object, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
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


def _steps(flow: Flow) -> Iterator[str]:
    if flow.step is not None:
        yield flow.step
    parts = (*flow.sequence, *flow.choice, *flow.parallel, flow.optional, flow.loop, flow.redo)
    for inner in parts:
        if inner is not None:
            yield from _steps(inner)


def _rule(
    rule: Rule,
    activities: Collection[str],
    kinds: Collection[str],
    words: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    names = {str(b.var) for b in rule.bind}
    for bind in rule.bind:
        yield from _bind(bind, words)
    for select in _selects(rule):
        for name in select.activity:
            yield from _unless(name, activities, "activity")
        for item in select.says:
            yield from _unless(item, words["item"], "item")
        for who in (*select.by, *select.to):
            yield from _unless(who, {*kinds, *names, *_SPECIAL}, "actor")
        for f in ("about", "announces", "answers", "fulfils", "corrects", "reaches", "concerns",
                  "after", "before", "other_than"):  # fmt: skip
            yield from _unless(getattr(select, f), names, "variable")
    w = rule.with_
    for var in (w.event, w.person, w.item, w.document, w.before, w.at, w.complaint):
        yield from _unless(var, names, "variable")
    for role in w.roles:
        yield from _unless(role, words["role"], "role")
    for item in (*w.items, *w.any_of):
        yield from _unless(item, words["item"], "item")
    for ground in (*w.grounds, *(g for c in (*rule.applies, *rule.unless) for g in c.ground)):
        yield from _unless(ground, words["ground"], "ground")


def _bind(bind: Bind, words: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for item in (*bind.item, *bind.containing):
        yield from _unless(item, words["item"], "item")
    for kind in bind.document:
        yield from _unless(kind, {*words["document"], "any"}, "document")
    if bind.person is not None:
        for role in bind.person.role:
            yield from _unless(role, words["role"], "role")


def _selects(thing: object) -> Iterator[Select]:
    if isinstance(thing, Select):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _selects(item)
    elif dc.is_dataclass(thing):
        for f in dc.fields(thing):
            yield from _selects(getattr(thing, f.name))
