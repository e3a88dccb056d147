"""The sentences that belong to no rule: facts that would settle something, arithmetic, reasons.

Separate because they are only words: each entry lists sentences from the most telling one, that
needs every value named in it, to one that needs none. English here; translated in the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping

from vtaudit.report.catalogue import mark, marks

Phrases = tuple[str, ...]

DIFFER = "readings-differ"
"""The reason that says no more than the readings themselves do."""

UNVERIFIED = "unverified-source"
"""The reason that concerns a source: reports put it with the sources."""

FACTS: Mapping[str, Phrases] = {
    "date": (
        mark("the date of {event} (before or after {until})"),
        mark("the date of {event}"),
        mark("the day from which it runs"),
    ),
    "record": (
        mark("whether there is a record of {event}"),
        mark("what is on record about {document}"),
        mark("whether there is a record"),
    ),
    "link": (
        mark("whether {event} belongs to {to}"),
        mark("whether {event} belongs to this"),
        mark("whether the steps belong together"),
    ),
    "conveyed": (
        mark("what was said in {event} about {item}"),
        mark("what was said in {event}"),
        mark("what {document} says about {item}"),
        mark("what {document} says"),
        mark("what was conveyed"),
    ),
    "account": (
        mark("which account of {event} is right: {accounts}"),
        mark("which account of {event} is right"),
        mark("which account is right"),
    ),
    "event": (
        mark("whether this took place: {what}"),
        mark("whether {event} took place"),
        mark("whether and when this was done"),
        mark("whether there was such a step"),
    ),
    "coverage": (
        mark("papers about the contact with {person}"),
        mark("papers that cover this"),
    ),
    "length": (mark("the length of the term"),),
    "applies": (
        mark("whether this applies here: {rule}"),
        mark("whether the norm applies here"),
    ),
    "answer": (mark("what came in answer ({event})"), mark("what came in answer")),
    "holder": (mark("who had this in hand: {state}"), mark("who had this in hand")),
    "ground": (
        mark("on which ground, recorded at the time, {event} rests"),
        mark("on which ground it rests"),
    ),
}

WORDS: Mapping[tuple[str, str], str] = {
    ("field", "date"): mark("the date"),
    ("field", "activity"): mark("the kind of step"),
    ("field", "by"): mark("who acted"),
    ("field", "to"): mark("to whom"),
    ("field", "with"): mark("who took part"),
    ("field", "about"): mark("what it was about"),
    ("field", "says"): mark("what was said"),
    ("field", "record"): mark("the record"),
    ("field", "announces"): mark("what it made known"),
    ("field", "outcome"): mark("the outcome"),
    ("field", "grounds"): mark("the grounds"),
    ("field", "terminology"): mark("the terms used"),
    ("field", "responsibility"): mark("who answers for it"),
    ("field", "age"): mark("an age"),
    ("field", "other"): mark("another matter"),
    ("subject", "case"): mark("the case as a whole"),
    ("free-day", "weekend"): mark("weekend"),
}

STEPS: Mapping[str, Phrases] = {
    "start": (mark("the day of the step, {day}, does not count"), mark("the start is not known")),
    "count": (
        mark("{day} up to and including {until}: {amount}"),
        mark("{day}: {amount}"),
        mark("{amount}"),
    ),
    "skip": (
        mark("{day} up to and including {until} not counted: {note}"),
        mark("{day} not counted: {note}"),
        mark("{day} not counted"),
    ),
    "roll": (mark("the last day moves to {until}"), mark("the last day moves")),
    "minimum": (
        mark("lengthened to {until}, so that it holds {amount}"),
        mark("lengthened so that it holds enough ordinary days"),
    ),
    "excluded": (mark("a term of this length is not moved"),),
    "back": (mark("counted back, an end on {day} is not moved"), mark("counted back")),
    "extend": (
        mark("extended by {amount} to {until} ({event})"),
        mark("extended by {amount} to {until}"),
        mark("extended by {amount}"),
        mark("extended"),
    ),
    "suspend": (mark("suspended from {day} to {until}"), mark("suspended")),
    "uncovered": (mark("which days were free in {note} is not known"),
                  mark("which days were free is not known")),
    "doubtful": (mark("whether {day} ({note}) counts as free is doubtful"),
                 mark("whether a day counts as free is doubtful")),
}  # fmt: skip

UNITS: Mapping[str, tuple[str, str]] = {
    "hours": marks("{number} hour", "{number} hours"),
    "days": marks("{number} day", "{number} days"),
    "working-days": marks("{number} working day", "{number} working days"),
    "weeks": marks("{number} week", "{number} weeks"),
    "months": marks("{number} month", "{number} months"),
    "years": marks("{number} year", "{number} years"),
}

REASONS: Mapping[str, Phrases] = {
    "length-unknown": (mark("the length of the term is not known"),),
    "start-unknown": (mark("the day from which it runs is not known"),),
    "after-as-of": (mark("it lies after the peildatum"),),
    "unknown-nature": (mark("what kind of step it was is not known"),),
    UNVERIFIED: (
        mark("it rests on a source that was not verified: {norms}"),
        mark("it rests on a source that was not verified"),
    ),
    DIFFER: (mark("it depends on how one reads the record or the rule"),),
}
