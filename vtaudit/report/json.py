"""The audit as JSON: the interface for other programs, the same bytes for the same audit.

Separate because others build on it: the keys are the fields of the model, so that nothing is
described twice, and the sentences beside them are Dutch, with the other languages under
`translations`, whatever the language of the person who asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.audit.model import Finding, NotAudited, Question
from vtaudit.report.catalogue import languages
from vtaudit.report.inert import for_json
from vtaudit.report.voice import Voice
from vtaudit.report.wording import asked, message, not_audited, question

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/audit-v1"
LANGUAGE = "nl"
"""The language of the sentences that stand outside `translations`."""

PARTS = ("people", "timeline", "path", "terms", "gaps", "pairings", "told", "findings",
         "complaints", "questions", "accepted", "not_audited", "baseline")  # fmt: skip
"""The keys that hold a field of the audit as it is, in order."""

SENTENCES: dict[type, tuple[str, ...]] = {
    Finding: ("message", "question"),
    Question: ("question",),
    NotAudited: ("message",),
}
"""The sentences that stand beside the fields of a class."""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def render(audit: Audit, book: Rulebook, seal: str = "") -> str:
    """Return *audit* as JSON text that ends in a line feed, with its *seal* if there is one."""
    teller = Teller({lang: Voice(audit, book, lang) for lang in languages()})
    whole: dict[str, Json] = {
        "schema": SCHEMA,
        "vtaudit": {
            "version": audit.version,
            "rulebook": {"version": audit.rulebook, "sha256": audit.rulebook_sha256},
            **({"seal": seal} if seal else {}),
        },
        "case": teller.plain(audit.case),
        "as_of": audit.as_of.isoformat(),
    }
    whole |= {name: teller.plain(getattr(audit, name)) for name in PARTS}
    return for_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


class Teller:
    """Turns the model into plain values, with sentences beside what has them."""

    def __init__(self, voices: Mapping[str, Voice]) -> None:
        """Take the voice of every language; none are needed for what has no sentences."""
        self.voices = voices

    def plain(self, value: object) -> Json:
        """Return *value* as JSON knows it."""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str | int | float | None):
            return value
        if isinstance(value, tuple):
            return [self.plain(x) for x in value]
        if is_dataclass(value) and not isinstance(value, type):
            return dict(self._pairs(value))
        raise TypeError(type(value).__name__)

    def _pairs(self, value: object) -> Iterator[tuple[str, Json]]:
        for f in fields(value):  # type: ignore[arg-type]
            content = getattr(value, f.name)
            if f.type == "Args":
                yield f.name, {name: self.plain(arg) for name, arg in content}
            else:
                yield f.name, self.plain(content)
        if self.voices and type(value) in SENTENCES:
            told = {lang: _sentences(voice, value) for lang, voice in self.voices.items()}
            yield from told.pop(LANGUAGE).items()
            yield "translations", dict(told)


def _sentences(voice: Voice, value: object) -> dict[str, Json]:
    match value:
        case Finding():
            return {"message": message(voice, value), "question": question(voice, value)}
        case Question():
            return {"question": asked(voice, value)}
        case NotAudited():
            return {"message": not_audited(voice, value)}
        case _:
            return {}
