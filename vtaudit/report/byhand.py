"""A term worked out by hand, as text for a colleague and as JSON for a program.

Separate from the reports of an audit: there is no case to tell about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vtaudit.dates.wording import moment_in_words
from vtaudit.report.catalogue import languages
from vtaudit.report.inert import for_terminal
from vtaudit.report.json import LANGUAGE, Teller
from vtaudit.report.speech import Speech
from vtaudit.report.wording import summed

if TYPE_CHECKING:
    from datetime import datetime

    from vtaudit.audit.byhand import ByHand
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook


def as_text(found: Iterable[ByHand], book: Rulebook, lang: str) -> str:
    """Return each term with the whole explanation, with a blank line between two."""
    voice = Speech(book, lang)
    return "\n".join("".join(f"{for_terminal(x)}\n" for x in _lines(voice, one)) for one in found)


def as_json(found: Iterable[ByHand], book: Rulebook) -> str:
    """Return the terms as a JSON list; the sentences are Dutch, with the others beside them."""
    voices = {lang: Speech(book, lang) for lang in languages()}
    plain = [_object(voices, one) for one in found]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _lines(voice: Speech, one: ByHand) -> Iterator[str]:
    say = voice.say
    words = moment_in_words(one.start, voice.book.dates, voice.lang)
    own = "" if one.start.interval.exact else one.start.text
    begin = f"{own} ({words})" if own and own.lower() != words.lower() else words
    length = voice.length(f"{one.length.amount} {one.length.unit}")
    told = (
        say("{length} counted back from {start}", length=length, start=begin)
        if one.back
        else say("{length} from {start}", length=length, start=begin)
    )
    yield f"{told}: {voice.regime(one.regime)}"
    yield say("last day: {day}", day=voice.moment(one.last_day))
    if one.moments is not None:
        yield say("last moment: {time}", time=_instant(one.moments[1]))
    if one.other is not None:
        yield say("if doubtful days count as ordinary days: {day}", day=voice.moment(one.other))
    yield from (f"  - {line}" for line in _explained(voice, one))


def _explained(voice: Speech, one: ByHand) -> Iterator[str]:
    yield from (summed(voice, line) for line in one.derivation)
    if not one.covered:
        yield voice.say("note: the free days are not known of every day that matters here")


def _object(voices: dict[str, Speech], one: ByHand) -> dict[str, Json]:
    plain = Teller({}).plain
    told: dict[str, list[Json]] = {x: [*_explained(v, one)] for x, v in voices.items()}
    return {
        "term": one.term,
        "from": plain(one.start.interval),
        "from_text": one.start.text,
        "last_day": plain(one.last_day),
        "regime": one.regime,
        "back": one.back,
        "covered": one.covered,
        "other": plain(one.other),
        "last_moment": [_instant(m) for m in one.moments] if one.moments else None,
        "derivation": [plain(line) for line in one.derivation],
        "explanation": told.pop(LANGUAGE),
        "translations": {lang: {"explanation": lines} for lang, lines in told.items()},
    }


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
