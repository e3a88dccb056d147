"""What is found in the examples of a rule, beside what they say must be found.

Separate from the commands, so that the test suite and `vtaudit rule check` run the same trial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vtaudit.audit.bind import bindings
from vtaudit.audit.engine import audit
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import Outcome, of_rule
from vtaudit.errors import VtauditError
from vtaudit.message import Message, worded
from vtaudit.rulebook.model import Example, Expected, Rule
from vtaudit.trial.case import built
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Finding, Term
    from vtaudit.dates.interval import Interval
    from vtaudit.rulebook.book import Rulebook

Got = tuple[tuple[str, ...], str | None, str, str | None]
"""Events, person, verdict and last day of a finding or term."""


@dataclass(frozen=True, slots=True)
class Audited:
    """An example after its audit, as far as its own rule is concerned."""

    whole: Audit
    findings: tuple[Finding, ...]
    terms: tuple[Term, ...]
    facts: Facts
    outcomes: tuple[Outcome, ...]
    """What the rule gave for each binding; empty for a rule that is a term or the path."""

    def deciding(self) -> set[str]:
        """Return the kinds of facts that are named as deciding."""
        facts = [f for t in self.terms for f in t.deciding]
        return {f.kind for f in (*facts, *(d for f in self.findings for d in f.deciding))}

    def open_(self) -> bool:
        """Return whether something could not be established."""
        undetermined = any(t.status == "undetermined" for t in self.terms)
        return undetermined or any(f.certainty == "undetermined" for f in self.findings)


def audited(book: Rulebook, rule: Rule, text: str, *changes: str) -> Audited:
    """Return what *rule* alone finds in the tiny case *text* after *changes*.

    Raises InputError or RulebookError when the case is wrong.
    """
    alone = replace(book, rules=(rule,))
    case = built(alone, text, *changes)
    day = case.file.case.as_of
    assert day is not None, "the frame has a peildatum"
    result = audit(case, alone, day)
    facts = Facts(case, alone, day)
    plain = rule.with_.within is None and rule.check != "path"
    outcomes = tuple(of_rule(facts, rule)) if plain else ()
    return Audited(result, result.findings, result.terms, facts, outcomes)


def faults(book: Rulebook, rule: Rule, example: Example) -> Iterator[Message]:
    """Yield, in words, where *rule* does not do what *example* says."""
    tests: tuple[tuple[str | None, Callable[[Audited], Iterable[Message]], str], ...] = (
        ("", lambda got: (*_expected(example, got), *_named(rule, example, got)), ""),
        (example.repair, _repaired, "repair"),
        (example.unknown, lambda got: _opened(example, got), "unknown"),
    )
    for change, test, key in tests:
        if change is None:
            continue
        try:
            found = test(audited(book, rule, example.case, *([change] if change else [])))
        except VtauditError as error:
            found = _unreadable(error)
        yield from (_after(key, fault) if key else fault for fault in found)


def _after(key: str, fault: Message) -> Message:
    return worded("after `{key}`: {fault}", key=key, fault=fault)


def _unreadable(error: VtauditError) -> Iterator[Message]:
    """Yield what is wrong in a tiny case, with the line where it is: alone it has no line number.

    The case is read with the frame around it, so that the lines of its file are not those of the
    rulebook.
    """
    for p in error.problems:
        yield worded("its case cannot be read: {why}, in `{text}`", why=p.message,
                     text=p.excerpt.strip())  # fmt: skip
    if error.message is not None:
        yield error.message


def _expected(example: Example, got: Audited) -> Iterator[Message]:
    """Yield where what was found is not what must be found."""
    found = [(f.events, f.person, f.reason, None) for f in got.findings]
    if not _matched(example.finds, found):
        yield worded("expected {expected}; found {found}", expected=_told(example.finds),
                     found=_listed(found))  # fmt: skip
    if not matched_terms(example.terms, got.terms):
        ended = [_of_term(t) for t in got.terms]
        yield worded("expected the terms {expected}; got {found}", expected=_told(example.terms),
                     found=_listed(ended))  # fmt: skip


def _named(rule: Rule, example: Example, got: Audited) -> Iterator[Message]:
    """Yield where an example is not what the first word of its id says."""
    kind = example.id.split("-")[0]
    said = {o.kept for o in got.outcomes}
    ended = {t.status for t in got.terms}
    if kind == "good":
        if got.findings:
            yield worded("a good example gives no finding")
        if rule.bind and Truth.YES not in said and not ended & {"met", "running"}:
            yield worded("a good example shows the rule kept; here it says nothing")
            yield from _unfilled(rule, got)
    elif kind == "bad":
        if not any(f.certainty == "established" for f in got.findings):
            yield worded("a bad example gives an established finding")
            yield from _unfilled(rule, got)
    elif kind == "undetermined":
        yield from _opened(example, got)
    elif kind == "silent":
        if got.findings or got.outcomes:
            yield worded("a silent example gives nothing")
    elif got.findings or not (None in said or "not-applicable" in ended):
        yield worded("an example that is not applicable says so, and gives no finding")


def _unfilled(rule: Rule, got: Audited) -> Iterator[Message]:
    """Yield which variable nothing in the case fills, where the rule is silent because of that."""
    for n, bind in enumerate(rule.bind, 1):
        if next(bindings(got.facts, rule.bind[:n]), None) is None:
            yield worded("nothing in its case can be `{name}`", name=bind.var)
            return


def _repaired(got: Audited) -> Iterator[Message]:
    left = [(f.events, f.person, f.reason, None) for f in got.findings]
    if left:
        yield worded("the finding must go; found {found}", found=_listed(left))


def _opened(example: Example, got: Audited) -> Iterator[Message]:
    """Yield where the outcome is not open, or is open for another reason than the example says."""
    if not got.open_():
        yield worded("it must be undetermined")
    elif example.decides is None:
        yield worded("`decides` is missing: the kind of fact that would settle it")
    elif example.decides not in got.deciding():
        known = ", ".join(sorted(got.deciding())) or worded("nothing")
        yield worded("`{kind}` must be named as deciding; named are: {known}",
                     kind=example.decides, known=known)  # fmt: skip


def matched_terms(expected: Sequence[Expected], got: Sequence[Term]) -> bool:
    """Whether *got* are the terms expected, with the same last days where those are told."""
    return _matched(expected, [_of_term(t) for t in got])


def _of_term(term: Term) -> Got:
    return term.about, term.person, term.status, _days(term.last_day)


def _days(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    if interval.exact:
        return f"{interval.earliest}"
    return f"{interval.earliest or '..'}/{interval.latest or '..'}"


def _fits(expected: Expected, got: Got) -> bool:
    events, person, verdict, last = got
    return (
        set(expected.events) <= set(events)
        and expected.person in (None, person)
        and expected.verdict in (None, verdict)
        and expected.last_day in (None, last)
    )


def _matched(expected: Sequence[Expected], got: Sequence[Got]) -> bool:
    """Whether each that is expected can be paired with one that was got, none left over."""
    if not expected or not got:
        return not expected and not got
    head, rest = expected[0], expected[1:]
    return any(
        _fits(head, g) and _matched(rest, [*got[:n], *got[n + 1 :]]) for n, g in enumerate(got)
    )


def _told(expected: Sequence[Expected]) -> str:
    return _listed([(e.events, e.person, e.verdict, e.last_day) for e in expected])


def _listed(found: Sequence[tuple[Sequence[str], str | None, str | None, str | None]]) -> str:
    """Return what was found as one would write it under `finds` or `terms`."""
    told = (_written(*one) for one in found)
    return f"[{', '.join(told)}]" if found else worded("nothing")


def _written(
    events: Sequence[str], person: str | None, verdict: str | None, last: str | None
) -> str:
    pairs = (("events", events and f"[{', '.join(events)}]"), ("person", person),
             ("verdict", verdict), ("last_day", last))  # fmt: skip
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs if value) + "}"
