"""What a rule may not say though every word of it is one: its names, its days, whom it judges.

Separate from `wellformed`, which holds its variables and parameters against the check: here are
slips that read well and would make a rule silent, unfair or impossible to cite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.errors import Code, Problem
from vtaudit.message import worded
from vtaudit.span import span_of

if TYPE_CHECKING:
    from vtaudit.rulebook.model import Bind, Rule

KINDS = ("good", "bad", "undetermined", "not-applicable", "silent")
"""What an example shows, by the first word of its id."""
_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PAIRED = re.compile(r"\{[^{}]*\}")


def unsound(rule: Rule) -> Iterator[Problem]:
    """Yield what is wrong in *rule* though all its words are known."""
    yield from _names(rule)
    yield from _validity(rule)
    yield from _braces(rule)
    yield from _examples(rule)
    yield from _sides(rule)
    if rule.binds == "audited":
        yield from _judged(rule)


def _names(rule: Rule) -> Iterator[Problem]:
    if not rule.code.isalnum():
        told = worded("the code `{code}` has other signs than letters and digits", code=rule.code)
        yield Problem(Code.BAD_ID, told, span_of(rule.code))
    if not _NAME.fullmatch(rule.name) or rule.name != rule.name.lower():
        told = worded("the name `{name}` is no lower-case words with hyphens", name=rule.name)
        yield Problem(Code.BAD_ID, told, span_of(rule.name))
    if not rule.source:
        told = worded("`source` is empty: name a norm that it rests on (`vtaudit norm`)")
        yield Problem(Code.MISSING, told, span_of(rule))


def _validity(rule: Rule) -> Iterator[Problem]:
    if rule.since and rule.until and rule.until < rule.since:
        told = worded("`until` ({until}) comes before `from` ({since}): the rule is never in force",
                      until=rule.until, since=rule.since)  # fmt: skip
        yield Problem(Code.BACKWARDS, told, span_of(rule))


def _braces(rule: Rule) -> Iterator[Problem]:
    for said in (rule.nl, rule.en):
        texts = (said.title, said.asks, said.why, said.contradicted, said.unclear, said.shown,
                 said.question)  # fmt: skip
        for text in texts:
            if text is not None and re.search(r"[{}]", _PAIRED.sub("", text)):
                told = worded("a brace stands alone: each opens or closes a name")
                yield Problem(Code.DANGLING, told, span_of(text))


def _examples(rule: Rule) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for example in rule.examples:
        name = str(example.id)
        line = seen.setdefault(name, span_of(example.id).line)
        if line != span_of(example.id).line:
            told = worded("`{value}` is given twice; first on line {line}", value=name, line=line)
            yield Problem(Code.DUPLICATE_ID, told, span_of(example.id))
        if not any(name == kind or name.startswith(f"{kind}-") for kind in KINDS):
            told = worded("its id begins with good, bad, undetermined, silent or not-applicable")
            yield Problem(Code.BAD_ID, told, span_of(example.id))


def _sides(rule: Rule) -> Iterator[Problem]:
    """Yield a problem where a term runs to the other side than its check asks about."""
    within = rule.with_.within
    if within is None:
        return
    if rule.check == "precedes" and within.back == "no":
        told = worded("a term before an event is counted back: give `back: yes`")
        yield Problem(Code.DANGLING, told, span_of(within))
    if rule.check == "responds" and within.back == "yes":
        told = worded("a term that is counted back asks what came before: use the check `precedes`")
        yield Problem(Code.DANGLING, told, span_of(within))


def _judged(rule: Rule) -> Iterator[Problem]:
    """Yield a problem where the conduct of others would be held against the audited body."""
    binds = {str(b.var): b for b in rule.bind}
    w = rule.with_
    if rule.check in ("recorded", "grounded", "confirmed") and w.event in binds:
        bind = binds[w.event]
        if not _own(bind):
            yield _unfair(rule, bind, "by")
    if rule.check == "contains":
        for name in (w.document, w.event):
            if name in binds and not _own(binds[name]):
                yield _unfair(rule, binds[name], "author" if binds[name].document else "by")
    if rule.check == "absent" and w.select is not None and w.select.by != ("audited",):
        told = worded("the check `{check}` holds each such event against the audited body: "
                      "add `by: audited` to `select`, or say `binds: anyone`",
                      check=rule.check)  # fmt: skip
        yield Problem(Code.DANGLING, told, span_of(w.select))


def _own(bind: Bind) -> bool:
    """Return whether *bind* stands for what the audited body did, wrote or promised."""
    if bind.event is not None:
        return bind.event.by == ("audited",)
    return bind.promise is not None or (bool(bind.document) and bind.author == "audited")


def _unfair(rule: Rule, bind: Bind, key: str) -> Problem:
    told = worded("the check `{check}` holds `{name}` against the audited body: add `{key}: "
                  "audited` to it, or say `binds: anyone`", check=rule.check, name=bind.var,
                  key=key)  # fmt: skip
    return Problem(Code.DANGLING, told, span_of(bind))
