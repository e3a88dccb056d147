"""The rulebook as text: lists and pages of rules, norms and words.

Separate from the reports: these show what should happen, never what happened in a case.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.catalogue import catalogue
from vtaudit.report.citing import address, cited

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Norm, Protocol, Rule, Sentences, Word

WIDTH = 80


def list_rules(book: Rulebook, lang: str) -> str:
    """Return a line for each rule: code, name, title."""
    wide = max(len(r.name) for r in book.rules)
    ordered = book.rules_by_code()
    return _lines(f"{r.code}  {r.name:<{wide}}  {_told(r, lang).title}" for r in ordered)


def list_norms(book: Rulebook, lang: str) -> str:
    """Return a line for each norm: id and title, with a mark where nobody verified it."""
    wide = max(map(len, book.norms))
    listed = [
        f"{n.id:<{wide}}  {_title(n, lang)}{'' if n.verified == 'yes' else ' *'}"
        for n in book.norms.values()
    ]
    return _lines([*listed, "", "* " + catalogue(lang).say("not verified")])


def show_norm(book: Rulebook, name: str, lang: str) -> str:
    """Return the page of a norm with the steps and rules that touch it.

    Raises UsageError, with the nearest word, for an unknown one.
    """
    if name not in book.norms:
        raise UsageError(wrong_word("norm", name, book.norms))
    norm, say = book.norms[name], catalogue(lang).say
    told = norm.nl if lang == "nl" else norm.en
    lines = [f"{norm.id}  {told.title}", "", *_wrapped(told.gist), "", cited(norm, lang)]
    if at := address(norm.source):
        lines.append(at)
    if norm.verified == "no":
        lines.append(say("not verified"))
    for v in norm.versions:
        lines.append(f"{say('in force')}: {v.since or '…'} – {v.until or '…'}")
        if v.gist is not None:
            lines += _wrapped(v.gist.nl if lang == "nl" else v.gist.en)
    for note in norm.notes:
        lines += ["", *_wrapped(note.nl if lang == "nl" else note.en)]
    steps = [a for p in book.protocols.values() for a in p.activities
             if any(t.norm == name for t in a.touches)]  # fmt: skip
    if steps:
        lines += ["", say("touched by the steps")]
        lines += [f"  {_name(a, lang)}: {_why(a, name, lang)}" for a in steps]
    using = (r for r in book.rules if name in r.norms or name in r.source)
    rules = sorted(using, key=lambda r: r.code)
    if rules:
        lines += ["", say("used by the rules")]
        lines += [f"  {r.code} {_told(r, lang).title}" for r in rules]
    return _lines(lines)


def list_words(book: Rulebook, lang: str) -> str:
    """Return the kinds of words, with how many there are of each."""
    kinds = meanings_of(book, lang)
    return _lines(f"{kind:<12} {len(words)}" for kind, words in sorted(kinds.items()))


def show_words(book: Rulebook, kind: str, lang: str, holding: str = "") -> str:
    """Return the words of a kind, those that hold or mean *holding*.

    Raises UsageError, with the nearest kind or word, where there is none.
    """
    kinds = meanings_of(book, lang)
    if kind not in kinds:
        raise UsageError(wrong_word("kind of word", kind, sorted(kinds)))
    sought = holding.casefold()
    found = {n: t for n, t in kinds[kind].items() if sought in f"{n}\n{t}".casefold()}
    if not found:
        raise UsageError(wrong_word(kind, holding, kinds[kind]))
    wide = max(map(len, found))
    return _lines(f"{name:<{wide}}  {text}" for name, text in found.items())


def meanings_of(book: Rulebook, lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return what the words of each kind mean, in one language."""
    words = {k: {i: _name(w, lang) for i, w in ws.items()} for k, ws in book.words.items()}
    words["activity"] = {
        str(a.id): _name(a, lang) for p in _usual_first(book) for a in p.activities
    }
    words["state"] = {str(s.id): (s.nl if lang == "nl" else s.en)
                      for p in book.protocols.values() for s in p.states}  # fmt: skip
    words["norm"] = {i: _title(n, lang) for i, n in book.norms.items()}
    words["regime"] = {i: (r.name_nl if lang == "nl" else r.name_en)
                       for i, r in book.regimes.items()}  # fmt: skip
    return words


def _usual_first(book: Rulebook) -> Iterable[Protocol]:
    """Return the protocols, that of a new case first: its words are the ones an author seeks."""
    usual = str(book.proposals.protocol)
    return sorted(book.protocols.values(), key=lambda p: str(p.id) != usual)


def _told(rule: Rule, lang: str) -> Sentences:
    return rule.nl if lang == "nl" else rule.en


def _name(thing: Activity | Word | object, lang: str) -> str:
    return str(getattr(thing, "nl" if lang == "nl" else "en"))


def _title(norm: Norm, lang: str) -> str:
    return norm.nl.title if lang == "nl" else norm.en.title


def _why(activity: Activity, norm: str, lang: str) -> str:
    touch = next(t for t in activity.touches if t.norm == norm)
    return touch.nl if lang == "nl" else touch.en


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
