"""The sentences that belong to no rule: facts that would settle something, arithmetic, reasons.

Separate because they are only words: each entry lists sentences from the most telling one, that
needs every value named in it, to the least, which mostly needs none. English here; translated in
the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping

from vtaudit.report.catalogue import mark, marks

Phrases = tuple[str, ...]

DIFFER = "readings-differ"
"""The reason that says no more than the readings themselves do."""

UNSEEN = "earlier-unseen"
"""The reason of an act that came too late, where the same in time may be in no paper."""

UNSETTLED = mark("it depends on how one reads the record or the rule")

LEFT_OUT = "not-selected"
"""The reason of a rule that somebody chose not to use: reports tell those rules together."""

UNVERIFIED = "unverified-source"
"""The reason that concerns a source: reports put it with the sources."""

FACTS: Mapping[str, Phrases] = {
    "date": (
        mark("the date of {event} (on or before {by}: {status})"),
        mark("the date of {event} (on or after {since}: {status})"),
        mark("the date of {event} ({days}: {status})"),
        mark("the date of {event}"),
        mark("the day from which it runs (on or before {by}: {status})"),
        mark("the day from which it runs (on or after {since}: {status})"),
        mark("the day from which it runs ({days}: {status})"),
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
        mark("whether this was done before {late} as well, in time"),
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
    "applies": (mark("whether this rule applies here"),),
    "answer": (mark("what came in answer ({event})"), mark("what came in answer")),
    "holder": (mark("who had this in hand: {state}"), mark("who had this in hand")),
    "ground": (
        mark("on which ground, recorded at the time, {event} rests"),
        mark("on which ground it rests"),
    ),
    "authority": (
        mark("whether {person} has parental authority"),
        mark("who has parental authority"),
    ),
    "age": (mark("how old {person} was at {event}"), mark("how old somebody was")),
    "hands": (
        mark("who did {event}, and had a hand in what it was about"),
        mark("who dealt with it"),
    ),
    "author": (mark("who made {document}"), mark("who made a paper")),
    "doer": (mark("who did {event}"), mark("who did it")),
    "concern": (mark("whom {event} was about"), mark("whom it was about")),
    "receiver": (mark("whom {event} reached"), mark("whom it reached")),
    "free-day": (
        mark("whether {day} ({note}) counts as a free day"),
        mark("which days count as free days"),
    ),
}

IF_DATED: Phrases = (
    mark("if {event} was on or before {by}: {status}"),
    mark("if {event} was on or after {since}: {status}"),
    mark("if the date of {event} is {days}: {status}"),
    mark("if the day from which it runs was on or before {by}: {status}"),
    mark("if the day from which it runs was on or after {since}: {status}"),
    mark("if the day from which it runs is {days}: {status}"),
)
"""What a date would settle, as a sentence; a fact without days fits none of them."""

WORDS: Mapping[tuple[str, str], str] = {
    ("field", "date"): mark("the date"),
    ("field", "activity"): mark("the kind of step"),
    ("field", "by"): mark("who acted"),
    ("field", "to"): mark("to whom"),
    ("field", "with"): mark("who took part"),
    ("field", "channel"): mark("by which channel"),
    ("field", "about"): mark("what it was about"),
    ("field", "says"): mark("what was said"),
    ("field", "answers"): mark("what it answered"),
    ("field", "record"): mark("the record"),
    ("field", "announces"): mark("what it made known"),
    ("field", "outcome"): mark("the outcome"),
    ("field", "grounds"): mark("the grounds"),
    ("field", "terminology"): mark("the terms used"),
    ("field", "responsibility"): mark("who answers for it"),
    ("field", "age"): mark("an age"),
    ("field", "other"): mark("another matter"),
    ("file", "absent"): mark("is not in the folder of the case"),
    ("file", "changed"): mark("is another file than when the case was written"),
    ("file", "not-compared"): mark("cannot be compared with what the case says of it"),
    ("file", "same"): mark("is there as the case says"),
    ("subject", "case"): mark("the case as a whole"),
    ("move", "log"): mark("in the record, not foreseen here"),
    ("move", "model"): mark("foreseen, not to be found in the record"),
    ("free-day", "weekend"): mark("weekend"),
    ("account", "anybody"): mark("whichever account of each step is right"),
    ("doubtful-days", "free"): mark("if the doubtful days count as free"),
    ("doubtful-days", "ordinary"): mark("if the doubtful days count as ordinary days"),
    ("mark", "unverified"): mark("source not verified"),
    ("source", "usage"): mark("usage"),
}

STEPS: Mapping[str, Phrases] = {
    "start": (mark("the day of the step, {day}, does not count"), mark("the start is not known")),
    "start-counts": (
        mark("the day of the step, {day}, is the first day"),
        mark("the day of the step is the first day"),
    ),
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
    "excluded": (
        mark("a term of more than {amount} is not moved"),
        mark("a term of this length is not moved"),
    ),
    "back": (
        mark("counted back, an end on {day} ({note}) is not moved"),
        mark("counted back, an end on {day} is not moved"),
        mark("counted back"),
    ),
    "extend": (
        mark("extended by {amount} to {until} ({event})"),
        mark("extended by {amount} to {until}"),
        mark("extended by {amount}"),
        mark("extended"),
    ),
    "extend-unextended": (
        mark("counted from {day}, before that end was moved, it would be {until}"),
        mark("counted from the end before it was moved, it would be another day"),
    ),
    "extend-perhaps": (mark("perhaps extended ({event})"), mark("perhaps extended")),
    "suspend": (
        mark("suspended from {day} up to and including {until}: {amount}"),
        mark("suspended from {day} up to and including {until}"),
        mark("suspended on {day}"),
        mark("suspended"),
    ),
    "beyond": (
        mark("counted from {day} it would end after the year 9999 or before the year 1"),
        mark("it would end outside the years 1 to 9999"),
    ),
    "uncovered": (
        mark("which days were free in {note} is not known"),
        mark("which days were free is not known"),
    ),
    "doubtful": (
        mark("whether {day} ({note}) counts as free is doubtful; if not, the last day is {until}"),
        mark("whether {day} ({note}) counts as free is doubtful"),
        mark("whether a day counts as free is doubtful"),
    ),
}

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
    "doubtful-days": (
        mark("it depends on days of which it is doubtful whether they count as free"),
    ),
    UNSEEN: (
        mark(
            "what is on record came too late; the papers would not show it if it was done in"
            " time before"
        ),
    ),
    "version-unknown": (
        mark("it is not known whether the rule was in force on the day from which it runs"),
    ),
    "after-as-of": (mark("it lies after the peildatum"),),
    "unknown-nature": (mark("what kind of step it was is not known"),),
    LEFT_OUT: (mark("left out by choice"),),
    "pinned": (
        mark("the case is pinned to this version, and was audited with {used}"),
        mark("the case is pinned to another version"),
    ),
    UNVERIFIED: (
        mark("it rests on a source that was not verified: {norms}"),
        mark("it rests on a source that was not verified"),
    ),
}
