"""The pages of the documentation that are made of the rulebook: rules and norms, in two languages.

Nothing is written here that does not stand in an entry; a page that is not current fails the check
of generated files.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vtaudit.report.catalogue import catalogue
from vtaudit.report.citing import address, cited
from vtaudit.report.rulepage import because, plain
from vtaudit.rulebook.book import Rulebook
from vtaudit.rulebook.model import Example, Norm, Rule

NOTE = {
    "nl": "Gemaakt uit het rulebook (`python -m tools.generated`); verander de regel, niet dit.",
    "en": "Made of the rulebook (`python -m tools.generated`); change the entry, not this page.",
}
TITLES = {"nl": ("Regels", "Normen"), "en": ("Rules", "Norms")}
WORDS = {
    "nl": {"fires": "Meldt zich als", "open": "Blijft open als", "settles": "Wat het beslist",
           "not": "Geldt niet als", "except": "Uitzondering", "rests": "Rust op",
           "touches": "Raakt", "examples": "Voorbeelden", "nothing": "niets gevonden",
           "unverified": "niet geverifieerd", "steps": "Stappen die het raken",
           "rules": "Regels die het raken", "note": "Let op", "term": "Termijn"},
    "en": {"fires": "Fires when", "open": "Stays open when", "settles": "What settles it",
           "not": "Does not apply when", "except": "Exception", "rests": "Rests on",
           "touches": "Touches", "examples": "Examples", "nothing": "nothing found",
           "unverified": "not verified", "steps": "Steps that touch it",
           "rules": "Rules that touch it", "note": "Note", "term": "Term"},
}  # fmt: skip


def rules(book: Rulebook, lang: str) -> bytes:
    """Return the page of all rules, in the order of their codes."""
    listed = book.rules_by_code()
    lines = [f"# {TITLES[lang][0]}", "", NOTE[lang], ""]
    for rule in listed:
        lines += _rule(book, rule, lang)
    return _bytes(lines)


def norms(book: Rulebook, lang: str) -> bytes:
    """Return the page of all norms, by family."""
    lines = [f"# {TITLES[lang][1]}", "", NOTE[lang], ""]
    for group, listed in groupby(book.norms.values(), key=lambda n: n.group):
        lines += [f"## {group}", ""]
        for norm in listed:
            lines += _norm(book, norm, lang)
    return _bytes(lines)


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _rule(book: Rulebook, rule: Rule, lang: str) -> Iterator[str]:
    say, said = WORDS[lang], rule.nl if lang == "nl" else rule.en
    weight = catalogue(lang).closed("severity", rule.severity)
    yield from (f"## {rule.code} `{rule.name}`", "", f"**{said.title}** ({weight})", "")
    yield from (said.asks, "", said.why, "")
    yield f"- {say['fires']}: {plain(said.contradicted)}"
    yield f"- {say['open']}: {plain(said.unclear)}"
    if said.question:
        yield f"- {say['settles']}: {plain(said.question)}"
    for word, conditions in (("not", rule.applies), ("except", rule.unless)):
        yield from (f"- {say[word]}: {because(c, lang)}" for c in conditions)
    if (within := rule.with_.within) is not None:
        lengths = [x for x in (within.length, *(r.length for r in within.readings)) if x]
        kind = catalogue(lang).closed("kind", within.kind)
        yield f"- {say['term']}: {' / '.join(lengths) or '?'} ({kind})"
    yield f"- {say['rests']}: " + "; ".join(_link(book.norms[n], lang) for n in rule.source)
    yield f"- {say['touches']}: " + ", ".join(f"`{n}`" for n in rule.norms)
    yield from ("", f"{say['examples']}:", "")
    for example in rule.examples:
        yield from _example(example, lang)


def _link(norm: Norm, lang: str) -> str:
    at = address(norm.source)
    told = f"[{cited(norm, lang)}]({at})" if at else cited(norm, lang)
    mark = "" if norm.verified == "yes" else f" ({WORDS[lang]['unverified']})"
    return f"`{norm.id}` {told}{mark}"


def _example(example: Example, lang: str) -> Iterator[str]:
    found = [
        f"{e.verdict} ({', '.join(x for x in (*e.events, e.person) if x)})"
        for e in (*example.finds, *example.terms)
    ]
    yield f"*{example.id}*: {'; '.join(found) or WORDS[lang]['nothing']}"
    yield from ("", "```yaml", *example.case.rstrip().splitlines(), "```", "")


def _norm(book: Rulebook, norm: Norm, lang: str) -> Iterator[str]:
    say, told = WORDS[lang], norm.nl if lang == "nl" else norm.en
    yield from (f"### `{norm.id}` {told.title}", "", told.gist, "", f"- {_link(norm, lang)}")
    for v in norm.versions:
        gist = f": {v.gist.nl if lang == 'nl' else v.gist.en}" if v.gist else ""
        yield f"- {v.since or '…'} – {v.until or '…'}{gist}"
    yield from (f"- {say['note']}: {n.nl if lang == 'nl' else n.en}" for n in norm.notes)
    steps = [
        f"{a.nl if lang == 'nl' else a.en} ({t.nl if lang == 'nl' else t.en})"
        for p in book.protocols.values() for a in p.activities for t in a.touches
        if t.norm == norm.id
    ]  # fmt: skip
    if steps:
        yield f"- {say['steps']}: " + "; ".join(steps)
    touching = sorted(str(r.code) for r in book.rules if norm.id in (*r.norms, *r.source))
    if touching:
        yield f"- {say['rules']}: " + ", ".join(touching)
    yield ""
