"""Which rules of the book are used: those asked for, less those left out, with their settings.

Separate from the engine, which uses every rule of the book it is given: a narrower book is made
here, and the audit says which rules were not used, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vtaudit.audit.model import NotAudited
from vtaudit.dates.errors import DateError
from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.message import worded
from vtaudit.span import Text

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Rule

LEFT_OUT = "not-selected"
"""The reason why a rule that was not chosen was not audited."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody wants of the rules; each pattern is a code, a name, or how either begins."""

    select: tuple[str, ...] = ()
    """Only these; empty means all."""
    ignore: tuple[str, ...] = ()
    """Not these, even when selected."""
    lengths: tuple[tuple[str, str], ...] = ()
    """Names of settings of rules, each with the length that replaces the rule's own."""
    accepted: bool = True
    """Whether findings that the case sets aside stay aside."""


ALL = Selection()
"""Every rule, at its own length."""


def narrowed(book: Rulebook, selection: Selection) -> Rulebook:
    """Return *book* with only the rules that *selection* leaves, at the lengths it gives.

    Raises UsageError for a pattern that fits no rule, and for a length that is none.
    """
    wanted = _fitting(book, selection.select) if selection.select else set(_codes(book))
    unwanted = _fitting(book, selection.ignore)
    lengths = dict(selection.lengths)
    _check_lengths(book, lengths)
    if not unwanted and len(wanted) == len(book.rules) and not lengths:
        return book
    left = (r for r in book.rules if r.code in wanted and r.code not in unwanted)
    return replace(book, rules=tuple(_set(r, lengths) for r in left))


def considered(case: Case, selection: Selection) -> Case:
    """Return *case*, without what it sets aside when *selection* wants to see that as well."""
    return case if selection.accepted else replace(case, file=replace(case.file, accepted=()))


def settings(book: Rulebook) -> dict[str, str]:
    """Return the settings that rules of *book* have, each with its length unless it is set."""
    return {
        str(r.with_.setting): str(within.length if (within := r.with_.within) else r.with_.at_most)
        for r in book.rules
        if r.with_.setting is not None
    }


def marked(audit: Audit, book: Rulebook, used: Rulebook) -> Audit:
    """Return *audit* with every rule of *book* that is not in *used* named as not audited."""
    codes = set(_codes(used))
    missing = sorted(c for c in _codes(book) if c not in codes)
    left = tuple(NotAudited("rule", c, LEFT_OUT) for c in missing)
    return replace(audit, not_audited=(*audit.not_audited, *left)) if left else audit


def _codes(book: Rulebook) -> Iterator[str]:
    return (str(r.code) for r in book.rules)


def _fitting(book: Rulebook, patterns: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        fits = {str(r.code) for r in book.rules if _fits(r, pattern)}
        if not fits:
            names = [str(x) for r in book.rules_by_code() for x in (r.code, r.name)]
            raise UsageError(wrong_word("rule", pattern, names))
        found |= fits
    return found


def _fits(rule: Rule, pattern: str) -> bool:
    return bool(pattern) and (rule.code.startswith(pattern) or rule.name.startswith(pattern))


def _check_lengths(book: Rulebook, lengths: Mapping[str, str]) -> None:
    known = settings(book)
    for name, length in lengths.items():
        if name not in known:
            raise UsageError(wrong_word("setting", name, known))
        try:
            book.length(length)
        except DateError as error:
            raise UsageError(
                worded(
                    "{name}: `{length}` is not a length such as `3 weken`", name=name, length=length
                )
            ) from error


def _set(rule: Rule, lengths: Mapping[str, str]) -> Rule:
    length = lengths.get(str(rule.with_.setting)) if rule.with_.setting else None
    if length is None:
        return rule
    within = rule.with_.within
    changed = (
        replace(rule.with_, within=replace(within, length=Text(length)))
        if within is not None
        else replace(rule.with_, at_most=Text(length))
    )
    return replace(rule, with_=changed)
