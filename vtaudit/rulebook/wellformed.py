"""Whether a rule makes sense by itself: variables, the check and what it needs, sentences.

Separate from `references`, which asks whether the words of a rulebook exist: a rule may use only
words that do and still bind a variable twice, or ask of a person what holds of an event.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vtaudit.dates.errors import DateError
from vtaudit.dates.length import parse_length
from vtaudit.dates.words import DateWords
from vtaudit.decode import listed, noun, wrong_word
from vtaudit.errors import Code, Problem
from vtaudit.message import Message, one_of, worded
from vtaudit.rulebook.checks import KINDS, CheckKind
from vtaudit.rulebook.model import Bind, Condition, Rule, Select, Sentences, Who, With
from vtaudit.span import NOWHERE, Span, span_of

KIND_OF = {
    "event": "event", "object": "event", "person": "person", "item": "item", "promise": "promise",
    "document": "document", "complaint": "complaint", "body": "body", "state": "state",
}  # fmt: skip
"""What a variable of each kind of binding stands for."""
SELECT_VARIABLES = {
    "about": ("event", "promise", "document", "complaint"),
    "names": ("event", "promise", "document", "complaint"), "announces": ("event",),
    "answers": ("event",), "fulfils": ("promise",), "corrects": ("document",),
    "reaches": ("person", "body"), "concerns": ("person", "body"), "after": ("event",),
    "before": ("event",), "other_than": ("event",), "during": ("state",),
}  # fmt: skip
"""Keys of a selection that name a variable, and what that may stand for."""
WHO_VARIABLES = ("concerned_by", "reached_by", "acted_in", "missing_from", "on")
WITH_VARIABLES = {
    "event": ("event", "promise"), "person": ("person", "body"), "item": ("item",),
    "before": ("event",), "of": ("event",),
    "document": ("document",), "at": ("event",), "complaint": ("complaint",), "during": ("state",),
}  # fmt: skip
CONDITIONS = ("exists", "absent", "in_record", "anonymous", "child", "statutory", "ground")
SPECIAL = ("audited", "other")
UNREAD = "?"
"""What a variable stands for of which that is not said, or twice: whatever it is asked to be."""
TERM_FILLS = ("length", "what")
"""Names that a term fills in sentences."""
_BRACES = re.compile(r"\{(?:[^{}:]*:)?([^{}]*)\}")
Kinds = dict[str, str]
"""What each variable bound so far stands for."""


def faults(rule: Rule, actors: Collection[str], dates: DateWords) -> Iterator[Problem]:
    """Yield what is wrong in *rule* by itself; *actors* are the kinds of bodies and the roles."""
    known: Kinds = {}
    reading = _Reading(actors, dates)
    for bind in rule.bind:
        yield from reading.bind(bind, known)
    for condition in (*rule.applies, *rule.unless):
        yield from reading.condition(condition, known)
    kind = KINDS.get(rule.check)
    if kind is None:
        yield _at(wrong_word("check", rule.check, KINDS), rule.check)
        return
    if rule.bind and not kind.binds:
        yield _at(worded("the check `{check}` finds its own events and binds no variables",
                         check=rule.check), rule.bind[0])  # fmt: skip
    for with_ in (rule.with_, *(v.with_ for v in rule.readings)):
        yield from reading.parameters(rule, kind, with_, known)
    yield from _missing(rule, kind)
    yield from _sentences(rule, kind, known)


def given(thing: object) -> list[str]:
    """Return the fields of a record of a rulebook that are not left at their default."""
    assert dc.is_dataclass(thing)
    return [
        f.name for f in dc.fields(thing)
        if f.name != "span" and getattr(thing, f.name) not in (f.default, _fresh(f))
    ]  # fmt: skip


def key_of(record: type, name: str) -> str:
    """Return how a field is written in a file."""
    field = next(f for f in dc.fields(record) if f.name == name)
    return str(field.metadata.get("key", name.removesuffix("_")))


def _fresh(field: dc.Field[object]) -> object:
    return field.default_factory() if field.default_factory is not dc.MISSING else field.default


def _at(message: Message, *things: object) -> Problem:
    """Return a problem where the first of *things* stands that stands anywhere."""
    places = (_place(t) for t in things)
    return Problem(Code.DANGLING, message, next((p for p in places if p != NOWHERE), NOWHERE))


def _place(thing: object) -> Span:
    return span_of(thing[0] if isinstance(thing, tuple) and thing else thing)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for every part of a rule."""

    actors: Collection[str]
    dates: DateWords

    def bind(self, bind: Bind, known: Kinds) -> Iterator[Problem]:
        """Yield what is wrong in a binding; add its variable to *known*."""
        kinds = [k for k in KIND_OF if getattr(bind, k) not in (None, ())]
        if bind.var in known:
            yield _at(worded("variable `{name}` is bound twice", name=bind.var), bind.var)
        if len(kinds) > 1:
            yield _at(worded("`{name}` is several things: {kinds}; give exactly one",
                             name=bind.var, kinds=listed(kinds)), bind)  # fmt: skip
        asked = bind.item == ("asked",)
        if not kinds and not asked:
            yield _at(worded("`{name}` stands for nothing: give one of {kinds}",
                             name=bind.var, kinds=listed(KIND_OF)), bind)  # fmt: skip
        ordered = bind.take in ("first", "last", "previous")
        if ordered and kinds and KIND_OF[kinds[0]] != "event":
            yield _at(worded("`take: {take}` is for events; `{name}` is none",
                             take=bind.take, name=bind.var), bind)  # fmt: skip
        if bind.of is None and (bind.take == "previous" or asked):
            why = worded("the later event") if bind.take == "previous" else worded("the question")
            yield _at(worded("`of` is missing: the variable of {why}", why=why), bind)
        yield from self.variables(bind, {"of": ("event",), "reached_by": ("event",)}, known)
        if bind.event is not None:
            yield from self.select(bind.event, known)
        if bind.person is not None:
            yield from self.who(bind.person, known)
        kind = KIND_OF[kinds[0]] if len(kinds) == 1 else "item" if asked else UNREAD
        known[bind.var] = UNREAD if bind.var in known else kind

    def select(self, select: Select, known: Kinds) -> Iterator[Problem]:
        """Yield what is wrong in a selection of events."""
        yield from self.variables(select, SELECT_VARIABLES, known)
        doers = [n for n, k in known.items() if k in ("person", "body", "state")]
        for who in select.by:
            if who not in (*SPECIAL, *self.actors, *doers):
                yield _at(wrong_word("actor", who, [*SPECIAL, *doers, *sorted(self.actors)]), who)
        for who in select.to:
            if who not in ("audited", *self.actors):
                yield _at(wrong_word("actor", who, ["audited", *sorted(self.actors)]), who)

    def who(self, who: Who, known: Kinds) -> Iterator[Problem]:
        """Yield what is wrong in a description of people."""
        yield from self.variables(who, dict.fromkeys(WHO_VARIABLES, ("event",)), known)
        if (who.younger_than is None and who.at_least is None) == (who.on is not None):
            yield _at(worded("an age needs `on`, the variable of an event, and `on` an age"), who)

    def variables(
        self, thing: object, keys: Mapping[str, Collection[str]], known: Kinds
    ) -> Iterator[Problem]:
        """Yield a problem for each of *keys* that names no variable, or one of the wrong kind."""
        for key, kinds in keys.items():
            name = getattr(thing, key)
            if name is None:
                continue
            fitting = [n for n, k in known.items() if k in kinds or k == UNREAD]
            if name not in known:
                yield _at(wrong_word("variable", name, fitting), name, thing)
            elif name not in fitting:
                yield _at(worded("`{name}` is of the kind {kind}; `{key}` needs {kinds}",
                                 name=name, kind=noun(known[name]), key=key,
                                 kinds=one_of([worded("{noun}", noun=noun(k)) for k in kinds])),
                          name, thing)  # fmt: skip

    def condition(self, condition: Condition, known: Kinds) -> Iterator[Problem]:
        """Yield what is wrong in a condition."""
        kinds = [k for k in CONDITIONS if getattr(condition, k) not in (None, ())]
        if len(kinds) != 1:
            yield _at(worded("a condition has exactly one of {kinds}", kinds=listed(CONDITIONS)),
                      condition)  # fmt: skip
        for select in (condition.exists, condition.absent, condition.in_record):
            if select is not None:
                yield from self.select(select, known)
        keys = {"anonymous": ("event",), "of": ("event",), "person": ("person",)}
        yield from self.variables(condition, keys, known)
        if condition.ground and condition.of is None:
            yield _at(worded("`ground` needs `of`, the variable of the event it is stated for"),
                      condition)  # fmt: skip

    def parameters(
        self, rule: Rule, kind: CheckKind, with_: With, known: Kinds
    ) -> Iterator[Problem]:
        """Yield what is wrong in the parameters of a check."""
        allowed = {*kind.needs, *kind.one_of, *kind.takes}
        for name in given(with_):
            key = key_of(With, name)
            if key not in allowed:
                yield _at(worded("the check `{check}` takes no `{key}`; it takes {keys}",
                                 check=rule.check, key=key,
                                 keys=listed(sorted(allowed)) or worded("nothing")),
                          getattr(with_, name), with_, rule)  # fmt: skip
        yield from self.variables(with_, WITH_VARIABLES, known)
        for select in (with_.select, *(p.select for p in with_.parts)):
            if select is not None:
                yield from self.select(select, known)
        within = with_.within
        lengths = [with_.at_most, *([within.length, *(r.length for r in within.readings),
                   *(e.length for e in within.extended)] if within else [])]  # fmt: skip
        yield from self.lengths(x for x in lengths if x is not None)
        for select in (within.of, *(s for x in within.suspended for s in (x.by, x.until)),
                       *(e.by for e in within.extended)) if within else ():  # fmt: skip
            if select is not None:
                yield from self.select(select, known)

    def lengths(self, texts: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each text that is no length of time."""
        for text in texts:
            try:
                parse_length(text, self.dates)
            except DateError as error:
                message = worded("`{text}`: {why}", text=text, why=error.message)
                yield Problem(Code.BAD_DATE, message, span_of(text))


def _missing(rule: Rule, kind: CheckKind) -> Iterator[Problem]:
    """Yield a problem for each parameter that the check needs and the rule does not give."""
    keys = {key_of(With, n) for n in given(rule.with_)}
    for key in kind.needs:
        if key not in keys:
            yield _at(worded("`{key}` is missing: the check `{check}` needs it", key=key,
                             check=rule.check), rule.with_, rule)  # fmt: skip
    if kind.one_of and not keys & set(kind.one_of):
        message = worded("one of {keys} is missing: the check `{check}` needs it",
                         keys=listed(kind.one_of), check=rule.check)  # fmt: skip
        yield _at(message, rule.with_, rule)


def _sentences(rule: Rule, kind: CheckKind, known: Kinds) -> Iterator[Problem]:
    """Yield a problem for each name in braces that is no variable and that nothing fills in."""
    fills = [*known, *kind.fills, *(TERM_FILLS if rule.with_.within else ())]
    for said in (rule.nl, rule.en):
        for name in dc.fields(Sentences):
            text = getattr(said, name.name)
            if not isinstance(text, str):
                continue
            for wrong in dict.fromkeys(_BRACES.findall(text)):
                if wrong not in fills:
                    yield _at(wrong_word("name in braces", wrong, fills), text, rule)
