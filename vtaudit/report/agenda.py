"""What is overdue, due soon and running over many cases: as text, as JSON, and as an agenda.

Separate from the reports, which tell one case whole. The agenda leaves the building in somebody's
calendar, so that it holds no person, no title and no words of a case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.dates.interval import Interval, distance
from vtaudit.report.inert import for_terminal
from vtaudit.report.json import LANGUAGE, Teller
from vtaudit.report.speech import Speech
from vtaudit.version import VERSION

if TYPE_CHECKING:
    from icalendar import Event

    from vtaudit.audit.urgency import Deadline, Urgency
    from vtaudit.report.due import Due
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/deadlines-v1"


# -- text -------------------------------------------------------------------------------------


def as_text(found: Iterable[Due], within: int, book: Rulebook, lang: str) -> str:
    """Return the deadlines under a heading each for how pressing they are."""
    speech, ordered = Speech(book, lang), _ordered(found, within)
    lines = [] if ordered else [speech.say("No term is running or overdue.")]
    for urgency, group in groupby(ordered, key=lambda d: d.deadline.urgency(within)):
        lines += ["", _heading(speech, urgency)]
        for due in group:
            lines += _told(speech, due)
    return "".join(f"{for_terminal(x)}\n" for x in lines).lstrip("\n")


def _ordered(found: Iterable[Due], within: int) -> list[Due]:
    return sorted(found, key=lambda d: d.deadline.place(within))


def _heading(speech: Speech, urgency: Urgency) -> str:
    match urgency:
        case "overdue":
            return speech.say("Overdue")
        case "soon":
            return speech.say("Due soon")
        case "running":
            return speech.say("Running")
        case "open":
            return speech.say("Not to be established whether anything met the term")


def _told(speech: Speech, due: Due) -> Iterator[str]:
    deadline = due.deadline
    last = deadline.term.last_day
    day = speech.moment(last) if last else speech.say("last day not known")
    yield f"  {day}: {speech.title(deadline.term.rule)} ({deadline.id})"
    yield f"      {due.about(speech.lang)}"
    if last is not None and (left := _left(speech, last, deadline.as_of)):
        yield f"      {left}"


def _left(speech: Speech, last: Interval, today: date) -> str:
    """Return how far off the last day is; nothing where it may lie on either side."""
    low, high = distance(Interval.on(today), last)
    on = speech.day(today)
    if low is not None and low >= 0:
        return speech.say("{days} left on {day}", days=speech.days(low, high), day=on)
    if high is not None and high < 0:
        past = speech.days(-high, None if low is None else -low)
        return speech.say("{days} past on {day}", days=past, day=on)
    return ""


# -- JSON -------------------------------------------------------------------------------------


def as_json(found: Iterable[Due], within: int, book: Rulebook, lang: str) -> str:
    """Return the deadlines as JSON, the same in every language."""
    del lang
    listed = [_object(d.deadline, within, book) for d in _ordered(found, within)]
    whole = {"schema": SCHEMA, "deadlines": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _object(deadline: Deadline, within: int, book: Rulebook) -> dict[str, Json]:
    nl, en = (Speech(book, x).title(deadline.term.rule) for x in (LANGUAGE, "en"))
    plain = Teller({}).plain(deadline.term)
    assert isinstance(plain, dict)
    return {
        "id": deadline.id,
        "case": deadline.case,
        "as_of": deadline.as_of.isoformat(),
        "urgency": deadline.urgency(within),
        "title": nl,
        "translations": {"en": {"title": en}},
        "people": list(deadline.people),
        "term": plain,
    }


# -- agenda -----------------------------------------------------------------------------------


def as_ics(found: Iterable[Due], within: int, book: Rulebook, lang: str) -> str:
    """Return the deadlines of which a last day is known as an agenda (RFC 5545).

    Every stamp is the peildatum, so that the same cases give the same bytes.
    """
    from icalendar import Calendar  # only this format needs it

    agenda = Calendar()
    agenda.add("prodid", f"-//vtaudit//{VERSION}//{lang.upper()}")
    agenda.add("version", "2.0")
    speech = Speech(book, lang)
    for deadline in (d.deadline for d in _ordered(found, within)):
        last = deadline.term.last_day
        if deadline.urgency(within) != "open" and last is not None and last.earliest is not None:
            agenda.add_component(_event(speech, deadline, last.earliest, last.latest))
    data: bytes = agenda.to_ical(sorted=True)
    return data.decode("utf-8")


def _event(speech: Speech, deadline: Deadline, first: date, last: date | None) -> Event:
    from icalendar import Event

    term = deadline.term
    event = Event()
    event.add("uid", f"{deadline.id}@vtaudit")
    event.add("dtstamp", datetime.combine(deadline.as_of, time(), UTC))
    event.add("dtstart", first)
    if last is not None and last < date.max:
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", f"{speech.title(term.rule)} ({deadline.reference or deadline.id})")
    event.add("description", "\n".join(_notes(speech, deadline)))
    event.add("transp", "TRANSPARENT")
    return event


def _notes(speech: Speech, deadline: Deadline) -> Iterator[str]:
    term = deadline.term
    status = speech.closed("term", term.status)
    yield speech.say("{status} on {day}", status=status, day=speech.day(deadline.as_of))
    told = (_length(speech, term.length), speech.closed("kind", term.kind))
    yield f"{', '.join(x for x in told if x)}; {speech.norms(term.source)}"
    yield deadline.id


def _length(speech: Speech, text: str) -> str:
    """Return a length; nothing for the words of a promise, in which anything can stand."""
    try:
        for part in text.split(" / "):
            speech.book.length(part)
    except DateError:
        return ""
    return speech.length(text)
