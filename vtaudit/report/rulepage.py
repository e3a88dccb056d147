"""The page of one rule: what it asks and why, what fires it, what settles it, with its examples.

Separate from the lists of the book: this is where somebody argues with a rule.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.catalogue import catalogue
from vtaudit.report.citing import address, told

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Condition, Example, Expected, Rule

WIDTH = 80
_FORMS = re.compile(r"\{([^{}|]*)\|[^{}]*\}")


def show_rule(book: Rulebook, name: str, lang: str) -> str:
    """Return the page of a rule. Raises UsageError, with the nearest word, for an unknown one."""
    names = [str(x) for r in book.rules_by_code() for x in (r.code, r.name)]
    if name not in names:
        raise UsageError(wrong_word("rule", name, names))
    rule = book.rule(name)
    lines = [*_head(rule, lang), *_when(rule, lang), *_sources(book, rule, lang)]
    return "\n".join(line.rstrip() for line in [*lines, *_examples(rule, lang)]) + "\n"


def plain(template: str) -> str:
    """Return a sentence of a rule for reading: of `{was|were:who}` the first form."""
    return _FORMS.sub(r"\1", template)


def _head(rule: Rule, lang: str) -> Iterator[str]:
    words = catalogue(lang)
    said = rule.nl if lang == "nl" else rule.en
    weight = words.closed("severity", rule.severity)
    yield f"{rule.code} {rule.name}"
    yield f"{said.title} ({weight})"
    yield from ("", *textwrap.wrap(said.asks, WIDTH), "", *textwrap.wrap(said.why, WIDTH))


def _when(rule: Rule, lang: str) -> Iterator[str]:
    """Yield what fires the rule, what leaves it open, what settles it, and what lets it go."""
    say = catalogue(lang).say
    said = rule.nl if lang == "nl" else rule.en
    yield from _under(say("Fires when the record shows"), plain(said.contradicted))
    yield from _under(say("Cannot be established when the record leaves open"), plain(said.unclear))
    if said.question:
        yield from _under(say("What settles it"), plain(said.question))
    for heading, conditions in (
        (say("Does not apply when"), rule.applies),
        (say("Exceptions"), rule.unless),
    ):
        if conditions:
            yield from ("", f"{heading}:")
            for condition in conditions:
                yield from _bullet(because(condition, lang))
    if rule.since or rule.until:
        yield from ("", f"{say('in force')}: {rule.since or '…'} – {rule.until or '…'}")
    yield from _term(rule, lang)


def because(condition: Condition, lang: str) -> str:
    """Return why a rule does not apply where *condition* holds."""
    return condition.nl if lang == "nl" else condition.en


def _term(rule: Rule, lang: str) -> Iterator[str]:
    within, words = rule.with_.within, catalogue(lang)
    if within is not None:
        lengths = [x for x in (within.length, *(r.length for r in within.readings)) if x]
        kind = words.closed("kind", within.kind)
        yield from ("", f"{words.say('term')}: {' / '.join(lengths) or '?'} ({kind})")
    if rule.with_.setting:
        told_ = words.say("its length can be set in vtaudit.toml: {name}", name=rule.with_.setting)
        yield from ("", told_)


def _sources(book: Rulebook, rule: Rule, lang: str) -> Iterator[str]:
    say = catalogue(lang).say
    yield from ("", f"{say('sources')}:")
    for name in rule.source:
        norm = book.norms[name]
        yield from _bullet(told(norm, lang))
        if at := address(norm.source):
            yield f"    {at}"
    yield from ("", f"{say('norms')}:")
    for name in rule.norms:
        title = book.norms[name].nl.title if lang == "nl" else book.norms[name].en.title
        yield f"  - {name}: {title}"


def _examples(rule: Rule, lang: str) -> Iterator[str]:
    say = catalogue(lang).say
    for example in rule.examples:
        yield from ("", say("Example {name}: {outcome}", name=example.id,
                            outcome=_outcome(example) or say("nothing is found")))  # fmt: skip
        yield from textwrap.indent(example.case.rstrip(), "    ").splitlines()


def _outcome(example: Example) -> str:
    return "; ".join(_found(e) for e in (*example.finds, *example.terms))


def _found(e: Expected) -> str:
    about = ", ".join(x for x in (*e.events, e.person) if x)
    return f"{e.verdict or ''} ({about})" if about else str(e.verdict or "")


def _under(heading: str, text: str) -> Iterator[str]:
    yield from ("", f"{heading}:", *textwrap.wrap(text, WIDTH, initial_indent="  ",
                                                  subsequent_indent="  "))  # fmt: skip


def _bullet(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ",
                             break_long_words=False, break_on_hyphens=False)  # fmt: skip
