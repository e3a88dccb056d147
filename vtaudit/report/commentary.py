"""The facts alone, numbered, with room for each party's reply: for hoor en wederhoor.

Separate from the draft report: it goes to the parties, so that no finding, norm or question is in
it, nor anything restricted. `replies` reads what comes back, whichever language it went out in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_markdown
from vtaudit.report.parts.about import head
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Entry
    from vtaudit.rulebook.book import Rulebook

_FACT = re.compile(r"#{1,6} +\d+\\?\. .*\((?P<id>[^()\s]+)\) *").fullmatch
_ROOM = re.compile(r"\*\*[^*]*\((?P<id>[^()\s]+)\):\*\*(?P<text>.*)").fullmatch
_END = re.compile(r"#{1,6} .*").fullmatch
_SEAL = re.compile(r"\\?<!--\s*vtaudit-seal:.*?--\\?>")
"""The line that seals a file; it stands where the last party replies."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a party wrote beside a fact."""

    event: str
    by: str
    text: str
    line: int
    """Where the reply stands in the file that came back."""


def render(audit: Audit, book: Rulebook, lang: str = "nl") -> str:
    """Return the facts as markdown, each with room for a reply of every party."""
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    rows = [*_opening(voice, whole=shared.complete), *_facts(voice)]
    return "\n".join(rows).rstrip() + "\n"


def replies(text: str) -> tuple[Reply, ...]:
    """Return what the parties wrote in a version for comment; rooms left empty give nothing."""
    found: list[Reply] = []
    event, open_ = "", False
    for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = _SEAL.sub("", row).strip()
        if _END(line):
            fact = _FACT(line)
            event, open_ = (_bare(fact["id"]) if fact else ""), False
        elif event and (room := _ROOM(line)):
            found.append(Reply(event, _bare(room["id"]), room["text"].strip(), number))
            open_ = True
        elif open_ and line:
            last = found[-1]
            said = f"{last.text} {line.removeprefix('>').strip()}".strip()
            found[-1] = Reply(last.event, last.by, said, last.line)
    return tuple(reply for reply in found if reply.text)


def _bare(name: str) -> str:
    """Return an id as the case has it: markdown puts a backslash before some characters."""
    return name.replace("\\", "")


def _opening(voice: Voice, *, whole: bool) -> Iterator[str]:
    """Yield what stands before the facts; nothing stands behind them, where it would be a reply."""
    say, case = voice.say, voice.audit.case
    yield from (f"# {for_markdown(say('Facts for comment: {case}', case=case.title))}", "")
    yield from (for_markdown(say(
        "These are the facts as the papers tell them up to {day}: no view, no finding and no "
        "judgement.", day=voice.day(voice.audit.as_of))), "")  # fmt: skip
    yield from (for_markdown(say(
        "Please write behind your name what is not right or is missing, and on which paper that "
        "rests. Leave empty what is right, and leave the headings as they are.")), "")  # fmt: skip
    covered = say("Covered")
    told = [f"- {covered}: {for_markdown(text)}" for title, text in head(voice) if title == covered]
    yield from (*told, "")
    if not whole:
        yield from (for_markdown(say("Facts that concern others are not in this version.")), "")


def _facts(voice: Voice) -> Iterator[str]:
    parties = _parties(voice)
    for number, entry in enumerate(voice.audit.timeline, 1):
        if entry.after_as_of == "yes":
            continue
        when = for_markdown(voice.date_of(entry) or voice.say("not dated"))
        yield from (f"## {number}. {when} ({for_markdown(entry.event)})", "")
        yield from (_told(voice, entry), "")
        for party in parties:
            name = for_markdown(voice.say("Reply of {party}", party=voice.actor(party)))
            yield from (
                f"**{name.replace('(', '').replace(')', '')} ({for_markdown(party)}):**",
                "",
            )


def _told(voice: Voice, entry: Entry) -> str:
    places = voice.note(entry.sources)
    return for_markdown(f"{entry.text} ({places})" if places else entry.text)


def _parties(voice: Voice) -> tuple[str, ...]:
    """Return who may reply: those who complain, and the body."""
    who = [c.by for c in voice.audit.complaints if c.by] + [voice.audit.case.audited]
    return tuple(dict.fromkeys(who))
