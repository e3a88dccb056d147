"""The checks that a rule can name: what each needs, and when it says yes, no or unknown.

Separate from the audit, which carries them out: this is the entry that the loader holds a rule
against, and of which the reference of the rule language is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckKind:
    """One check, as somebody who writes a rule meets it."""

    asks: str
    """What it asks of the record."""
    kept: str
    """When the answer is yes: shown."""
    broken: str
    """When the answer is no: contradicted."""
    open_: str
    """When it is unknown: not established."""
    needs: Keys = ()
    """Keys of `with` that must be given."""
    one_of: Keys = ()
    """Keys of which at least one must be given."""
    takes: Keys = ()
    """Keys that may be given."""
    declare: str = ""
    """The Declare template that it is named after, where one fits."""
    fills: Keys = ()
    """Names that it fills in sentences, beside the variables of the rule."""
    binds: bool = True
    """Whether the rule binds variables; without, the check finds its own events."""


KINDS: Mapping[str, CheckKind] = {
    "exists": CheckKind(
        asks="Is there an event as described by `select`?",
        kept="one certainly is such an event",
        broken="none can be one, and the record covers such steps for the whole time in which it "
        "would lie: from the event of `event` (or the first step of the body) to the peildatum",
        open_="one may be (a vague day, an unknown link, a disputed receiver), or there is none "
        "and the record does not cover it",
        needs=("select",),
        takes=("event",),
        declare="existence",
    ),
    "responds": CheckKind(
        asks="Did an event as described by `select` follow the event of `event`? With `within`: in "
        "time. What ties the two is said in `select` (`about`, `answers`, `announces`); one that "
        "came before it is no answer to it.",
        kept="one certainly did; with `within`, on a day inside the term under every reading",
        broken="none can have, and the record covers it; with `within`, the only one was too late"
        " and the record covers the term, "
        "or the last day is past",
        open_="whether it did, or whether in time, hangs on a vague day, an unknown link, a "
        "reading or on what is not covered",
        needs=("event", "select"),
        takes=("within", "setting", "person"),
        declare="response",
    ),
    "precedes": CheckKind(
        asks="Did an event as described by `select` come before the event of `before`? With "
        "`within` (and in it `back: yes`): at least so long before.",
        kept="one certainly came before it: by the days, or by an order that the case states; with "
        "`within`, no later than the last day under every reading",
        broken="none can have, and the record covers such steps up to the last day on which the "
        "event of `before` can have been; with `within`, the only one came after the last day",
        open_="one may have (vague days, the same day without an order), or there is none and the "
        "record does not cover it",
        needs=("before", "select"),
        takes=("within", "setting"),
        declare="precedence",
    ),
    "absent": CheckKind(
        asks="Is there no event as described by `select`?",
        kept="none can be one, and the record covers it",
        broken="one certainly is such an event",
        open_="one may be, or there is none and the record does not cover it",
        needs=("select",),
        takes=("event",),
        declare="absence",
    ),
    "conveyed": CheckKind(
        asks="Did the audited body tell `person` the `item` (or one of `any-of` or `items`): at "
        "the event of `at`, before that of `before`, or ever?",
        kept="a step that certainly reached the person conveyed it, in writing where `written` "
        "asks it, and the record holds what was said unless `provably: no`",
        broken="no step can have: each is shown not to say it, or its content is recorded and "
        "covered without it; and, without `at`, the contents of contacts with the person are "
        "covered for the whole time",
        open_="a contact is on record and its content is not; or the contents are not covered",
        needs=("person",),
        one_of=("item", "items", "any-of"),
        takes=("at", "before", "select", "written", "provably"),
    ),
    "confirmed": CheckKind(
        asks="Did what was told at `event` also reach `person` in writing, by a step as described "
        "by `select`?",
        kept="the telling was itself in writing or its record was sent to the person, or a "
        "written step as described reached the person",
        broken="none can have, what was said is shown not to be recorded, and contents are covered "
        "from that day on",
        open_="a step may be the confirmation, or its form is not known, or it is not covered",
        needs=("event", "person", "select"),
    ),
    "answered": CheckKind(
        asks="Is every item asked in the question of `event` conveyed in a step of the audited "
        "body that answers it?",
        kept="every item is conveyed in a step that certainly answers the question",
        broken="an item is conveyed in no answer: shown not to be said, or the content is "
        "recorded and covered; or there is none, and contents towards the asker are covered",
        open_="the content of an answer, or whether it is one, is not known; or it is not covered",
        needs=("event",),
        declare="response",
        fills=("asked", "missing", "answers"),
    ),
    "recorded": CheckKind(
        asks="Was the event of `event` recorded at the time: that it happened (`event`), what was "
        "said (`content`), and that `person` got it (`sent`)?",
        kept="the case says so of everything in `what`; a written channel leaves its words",
        broken="the case says that one of them is not there",
        open_="the case does not say",
        needs=("event", "what"),
        takes=("person",),
    ),
    "grounded": CheckKind(
        asks="Was one of `grounds` stated for the event of `event`, and recorded at the time?",
        kept="one was stated and recorded",
        broken="those stated are shown not to be recorded; or none is stated and contents are "
        "covered on that day",
        open_="whether it was recorded is not known, or none is stated and it is not covered",
        needs=("event", "grounds"),
    ),
    "sourced": CheckKind(
        asks="Does the case say where the event of `event` can be read?",
        kept="it names a source",
        broken="it names none",
        open_="never: a source stands in the case or it does not",
        needs=("event",),
    ),
    "dated": CheckKind(
        asks="Can one say when the event of `event` was at the earliest and at the latest?",
        kept="both are known, by its own words or by an order that the case states",
        broken="one of them is not known",
        open_="never: a date can be bounded or it cannot",
        needs=("event",),
        fills=("date",),
    ),
    "contains": CheckKind(
        asks="Does the paper of `document` (or do the words of `event`) contain `items` (all) or "
        "`any-of` (one)? With `absent`: are the items not in it, unless by somebody qualified? "
        "With `meaning`: is the word used in the sense of that item?",
        kept="each is in `contains` of the paper or a version; with `absent`, each statement "
        "of the body itself is by somebody qualified; with `meaning`, it is meant as that item",
        broken="one is in `omits` and nowhere in `contains`; with `absent`, a statement of the "
        "body is by somebody shown not to be qualified; with `meaning`, another item was meant",
        open_="an item stands in neither list; whether somebody was qualified is not known",
        one_of=("item", "items", "any-of", "meaning"),
        takes=("document", "event", "absent"),
        fills=("missing", "about", "document", "item", "meant"),
    ),
    "redress": CheckKind(
        asks="Is each kind of `parts` among the steps that answer the complaint of `complaint`?",
        kept="for each kind one certain step stands under `redress` of the complaint",
        broken="for one kind no step can be one, and the record covers such steps",
        open_="a step may be one, or is not tied to the complaint, or it is not covered",
        needs=("complaint", "parts"),
        fills=("missing", "complaint"),
    ),
    "held-by": CheckKind(
        asks="Was `state` held by somebody on every day from the event of `event` to that of "
        "`before`, or to the peildatum?",
        kept="on every day on which it may be asked, a stretch of the state certainly lasted",
        broken="on a day on which it is certainly asked no stretch can have lasted, and the record "
        "covers that day",
        open_="whether some day had no holder hangs on vague days, or the record does not cover it",
        needs=("state", "event"),
        takes=("before",),
        fills=("from", "until", "days"),
    ),
    "longest-gap": CheckKind(
        asks="Was the longest time without a step of the audited body, while `state` lasted (or "
        "the one stretch of `during`), at most `at-most`? In each stretch that the record covers.",
        kept="no placing of the vague days leaves a longer silence",
        broken="every placing leaves a longer one, and the record covers all steps in that time",
        open_="some placings leave a longer silence and others do not, or an entry covers only "
        "some people or some kinds of steps",
        needs=("at-most",),
        one_of=("state", "during"),
        takes=("setting",),
        fills=("from", "until", "days"),
    ),
    "disagree": CheckKind(
        asks="On what do accounts differ?",
        kept="never: it lists differences and nothing else",
        broken="accounts of one matter differ",
        open_="never: an account stands in the case or it does not",
        fills=("subject", "field", "accounts"),
        binds=False,
    ),
    "approved": CheckKind(
        asks="Did whoever is quoted in a paper of the audited body, in one of `roles`, approve it?",
        kept="the case says that the statement was approved",
        broken="the case says that it was not, in a paper of the body",
        open_="the case does not say, or not whose paper it is",
        needs=("roles",),
        fills=("stuk", "persoon", "info"),
        binds=False,
    ),
    "marked": CheckKind(
        asks="Does each paper of the audited body show of an opinion in it that it is one?",
        kept="the case says that the paper marks it (`marked: yes`)",
        broken="the case says that it is an opinion and that the paper does not mark it, in a "
        "paper of the body",
        open_="the case does not say whether it is an opinion, whether it is marked, or whose "
        "paper it is",
        fills=("stuk", "persoon", "info"),
        binds=False,
    ),
    "other-hands": CheckKind(
        asks="Did nobody who did the event of `event` have a hand in what that of `of` is about?",
        kept="the case names people on both sides, and none is on both",
        broken="somebody certainly is",
        open_="the case names an organisation without saying who acted for it, or what it was "
        "about is not tied to it",
        needs=("event", "of"),
        fills=("who",),
    ),
    "filed": CheckKind(
        asks="Does each file that the case cites lie in its folder, with the hash that the case "
        "gives?",
        kept="it does; without a hash in the case, it is there",
        broken="it is not there, or it is another file than the one the case was made with",
        open_="it is there and cannot be compared (too large, or not to be read)",
        fills=("stuk", "how"),
        binds=False,
    ),
    "path": CheckKind(
        asks="Does the record follow the order that the protocol foresees?",
        kept="never: it lists differences and nothing else",
        broken="a step is missing, or was not foreseen, under every reading of the days",
        open_="under some of them",
        fills=("course", "kind", "step"),
        binds=False,
    ),
}
"""Every check by its name."""
