"""Message catalogues: every sentence of a report in every language, and the closed words.

Separate because a language is one catalogue here and one overlay of the rulebook, and nothing
else. English is the source and stands in the code; the others are gettext files in `locale/`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from vtaudit.audit.model import (
    Certainty,
    GapKind,
    Likelihood,
    PairingVerdict,
    Severity,
    TermKind,
    TermStatus,
)

SOURCE = "en"
DOMAIN = "vtaudit"
KEYS = "case-key"
"""Context of what the keys of a case file mean, which editors show: the docstrings of its model."""
LOCALE = Path(__file__).parent / "locale"

_COLUMNS = (
    "number", "event", "date", "earliest", "latest", "activity", "track", "phase", "by", "to",
    "channel", "text", "of-event", "of-content", "audited", "after-as-of", "norms", "findings",
    "sources", "line", "rule", "term", "about", "person", "role", "status", "kind", "length",
    "runs-from-earliest", "runs-from-latest", "last-day-earliest", "last-day-latest", "met-by",
    "met-on-earliest", "met-on-latest", "depends-on", "source", "verified", "id", "title",
    "severity", "certainty", "events", "item", "message", "question", "complaints",
)  # fmt: skip
"""Columns of the tables that are headed in the language of a report; see `tables`."""

CLOSED: Mapping[str, tuple[str, ...]] = {
    "answer": ("yes", "no", "unknown"),
    "pairing": get_args(PairingVerdict),
    "term": get_args(TermStatus),
    "likelihood": get_args(Likelihood),
    "certainty": get_args(Certainty),
    "severity": get_args(Severity),
    "kind": get_args(TermKind),
    "gap": get_args(GapKind),
    "accepted": ("used", "unused", "expired"),
    "not-audited": ("event", "rule", "person", "document", "calendar", "rulebook"),
    "column": _COLUMNS,
}
"""The closed vocabularies of an audit; each is a context in the catalogues."""

_ENGLISH = {
    ("severity", "shortcoming"): "shortcoming in the record",
    ("severity", "attention"): "point of attention",
    ("severity", "note"): "remark",
    ("certainty", "undetermined"): "cannot be established",
    ("term", "undetermined"): "cannot be established",
    ("kind", "order"): "of order",
    ("gap", "late"): "term",
    ("gap", "missing"): "step or information",
    ("gap", "unrecorded"): "record",
    ("gap", "unanswered"): "answer",
    ("gap", "undatable"): "date",
    ("gap", "silence"): "silence",
    ("gap", "conflict"): "accounts differ",
    ("gap", "unsourced"): "source",
    ("column", "of-event"): "record of the event",
    ("column", "of-content"): "record of the content",
    ("column", "after-as-of"): "after the peildatum",
}


def closed_words() -> tuple[tuple[str, str], ...]:
    """Return every closed word as context and English text, for the test of completeness."""
    return tuple(
        (kind, english(kind, value)) for kind, values in CLOSED.items() for value in values
    )


def english(kind: str, value: str) -> str:
    """Return the English text of a closed word: the message id under which it is translated."""
    return _ENGLISH.get((kind, value), value.replace("-", " "))


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, the source among them."""
    found = {p.parent.parent.name for p in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return tuple(sorted({SOURCE, *found}))


@cache
def catalogue(lang: str) -> Catalogue:
    """Return the catalogue of *lang*. Raises OSError for a language that has none."""
    if lang == SOURCE:
        return Catalogue(lang, gettext.NullTranslations())
    return Catalogue(lang, gettext.translation(DOMAIN, LOCALE, [lang]))


def mark(text: str) -> str:
    """Return *text* unchanged: it marks a message that is translated elsewhere."""
    return text


def marks(one: str, many: str) -> tuple[str, str]:
    """Return both forms unchanged: it marks a message with a number, translated elsewhere."""
    return one, many


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language."""

    lang: str
    translations: gettext.NullTranslations

    def say(self, text: str, /, **values: object) -> str:
        """Return the message *text* in this language, with *values* for what is in braces."""
        return self.translations.gettext(text).format(**values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the message that fits *number*, which may stand in it as `{number}`."""
        found = self.translations.ngettext(one, many, number)
        return found.format(number=number, **values)

    def closed(self, kind: str, value: str) -> str:
        """Return a word of `CLOSED` in this language; an unknown one as it is."""
        return self.translations.pgettext(kind, english(kind, value))
