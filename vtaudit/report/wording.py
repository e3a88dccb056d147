"""Sentences: what a finding, a fact, a reading or a line of arithmetic says, in one language.

Separate from the formats so that each says the same. The sentences of rules stand in the rulebook
and are only filled here; the others stand in the message catalogues. A value that a sentence asks
for and that is not there is shown by its name: a report never fails on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from vtaudit.report.catalogue import CLOSED
from vtaudit.report.folding import folded
from vtaudit.report.phrases import DIFFER, FACTS, REASONS, STEPS, WORDS
from vtaudit.report.voice import FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vtaudit.audit.model import (
        Arg,
        Args,
        Fact,
        Finding,
        NotAudited,
        Positive,
        Question,
        Reading,
        Sum,
        Term,
    )
    from vtaudit.dates.interval import Interval
    from vtaudit.report.speech import Speech
    from vtaudit.report.voice import Voice
    from vtaudit.rulebook.model import RuleReading

_BRACES = re.compile(r"\{([^{}]+)\}")


# -- values -----------------------------------------------------------------------------------


def worded(voice: Speech, arg: Arg, *, brief: bool = False) -> str:
    """Return one value as it stands in a sentence; *brief* names a step by its kind and number."""
    match arg.kind:
        case "event":
            return voice.step(arg.value) if brief else voice.event(arg.value)
        case "person":
            return voice.actor(arg.value)
        case "norm":
            return voice.norm(arg.value)
        case "document":
            return voice.paper(arg.value)
        case "item":
            return voice.word("item", arg.value)
        case "activity":
            return voice.activity(arg.value)
        case "rule":
            return voice.title(arg.value)
        case "status":
            return voice.closed("term" if arg.value in CLOSED["term"] else "pairing", arg.value)
        case "word":
            return _word(voice, arg.value)
        case "date":
            return voice.moment(arg.interval)
        case "days":
            return voice.days(arg.low, arg.high)
        case "list":
            return _listed(voice, arg, brief=brief)
        case "length":
            return voice.length(arg.value)
        case "text":
            return arg.value.rstrip(".")
        case _:
            assert_never(arg.kind)


def _word(voice: Speech, value: str) -> str:
    """Return a word given as `kind:id`, or as it is when it names no kind."""
    kind, _, name = value.partition(":")
    if not name:
        return value
    if (kind, name) in WORDS:
        return voice.say(WORDS[kind, name])
    if kind == "regime":
        return voice.regime(name)
    if kind == "state":
        return voice.state(name)
    if kind == "track":
        return voice.course(name)
    return voice.free_day(name) if kind == "free-day" else voice.word(kind, name)


def _listed(voice: Speech, arg: Arg, *, brief: bool) -> str:
    """Return a list; a list inside it is a pair of who and what."""
    if brief and all(item.kind == "event" for item in arg.items):
        return voice.steps(item.value for item in arg.items)
    if any(item.kind == "list" for item in arg.items):
        return "; ".join(": ".join(_part(voice, x) for x in item.items) for item in arg.items)
    return voice.joined(worded(voice, item, brief=brief) for item in arg.items)


def _part(voice: Speech, arg: Arg) -> str:
    """Return who, or what that one says: words of a case stand between quotes."""
    told = worded(voice, arg)
    return f"‘{told}’" if arg.kind == "text" else told


def filled(voice: Speech, template: str, args: Args) -> str:
    """Return a rule's sentence with its values; a missing one is shown by its name.

    `{is|are:who}` is the first form, or the second where `who` stands for several.
    """
    values = dict(args)

    def value(found: re.Match[str]) -> str:
        forms, _, name = found[1].rpartition(":")
        arg = values.get(name)
        if forms:
            one, _, several = forms.partition("|")
            return several if arg is not None and len(arg.items) > 1 else one
        return name if arg is None else worded(voice, arg, brief=voice.terse)

    return _capital(_BRACES.sub(value, template))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def first_that_fits(voice: Speech, messages: tuple[str, ...], values: Mapping[str, str]) -> str:
    """Return the first message of which every value is known; empty when there is none."""
    for message in messages:
        if all(name in values for name in _BRACES.findall(message)):
            return voice.say(message, **values)
    return ""


def values_of(voice: Speech, args: Args) -> dict[str, str]:
    """Return the values of a sentence in words, without those that say nothing."""
    told = ((name, worded(voice, arg, brief=True)) for name, arg in args)
    return {name: text for name, text in told if text}


# -- findings ---------------------------------------------------------------------------------


def message(voice: Speech, finding: Finding) -> str:
    """Return what a finding says."""
    found = voice.sentences(finding.code)
    if found is None:
        return finding.name
    established = finding.certainty == "established"
    return filled(voice, found.contradicted if established else found.unclear, finding.args)


def question(voice: Speech, finding: Finding) -> str | None:
    """Return the question that would settle a finding, or None when its rule has none."""
    return _asked(voice, finding.code, finding.args)


def asked(voice: Speech, item: Question) -> str:
    """Return a question as it can stand in a letter."""
    return _asked(voice, item.rule, item.args) or voice.title(item.rule)


def _asked(voice: Speech, rule: str, args: Args) -> str | None:
    found = voice.sentences(rule)
    return filled(voice, found.question, args) if found and found.question else None


def positive(voice: Speech, item: Positive) -> str:
    """Return what the record shows to have been kept."""
    found = voice.sentences(item.rule)
    if found is None or not found.shown:
        steps = voice.joined(voice.event(e) for e in item.events)
        return f"{voice.title(item.rule)}: {steps}" if steps else voice.title(item.rule)
    return filled(voice, found.shown, item.args)


def facts(voice: Speech, items: Iterable[Fact]) -> tuple[str, ...]:
    """Return facts that would settle something, as `the date of …`; those alike as one."""
    folds = folded(dict.fromkeys(items), lambda f: f.kind)
    told = (first_that_fits(voice, FACTS[f.first.kind], values_of(voice, f.args)) for f in folds)
    return tuple(dict.fromkeys(told))


def not_audited(voice: Voice, item: NotAudited) -> str:
    """Return what could not be audited, and why."""
    why = _because(voice, item.id, item.reason, values_of(voice, item.args))
    return f"{_capital(voice.closed('not-audited', item.kind))} {_named(voice, item)}: {why}"


def _named(voice: Voice, item: NotAudited) -> str:
    match item.kind:
        case "event":
            return voice.event(item.id)
        case "rule":
            return f"{item.id} ({voice.title(item.id)})"
        case "document":
            return voice.document(item.id)
        case _:
            return item.id


def _because(voice: Speech, rule: str, key: str, values: Mapping[str, str]) -> str:
    """Return a reason by its key; `condition:` goes before the words of one of the rule."""
    if key in REASONS:
        return first_that_fits(voice, REASONS[key], values)
    kind, _, text = key.partition(":")
    if kind != "condition":
        return key
    found = voice.rule(rule)
    for condition in (*found.applies, *found.unless) if found else ():
        if text in (condition.id, condition.nl):
            return voice.own(condition.nl, condition.en)
    return text


# -- terms ------------------------------------------------------------------------------------


def reason(voice: Speech, term: Term) -> str:
    """Return why a term does not apply or cannot be determined; empty when that is plain."""
    if term.reason is None or term.reason == DIFFER:
        return ""
    told = _because(voice, term.rule, term.reason, {})
    if term.status == "not-applicable" or term.reason in REASONS:
        return told
    return voice.say("it is not certain whether this holds: {condition}",
                     condition=told.rstrip("."))  # fmt: skip


def readings(
    voice: Speech, rule: str, items: Iterable[Reading], last_day: Interval | None = None
) -> tuple[str, ...]:
    """Return the readings of a term or finding of *rule*, those with one outcome together.

    A last day that is *last_day* is not told again.
    """
    groups: dict[tuple[str, Interval | None, Args], list[str]] = {}
    for item in items:
        rest = tuple((n, a) for n, a in item.args if n != "event")
        events = [a.value for n, a in item.args if n == "event"]
        groups.setdefault((item.status, item.last_day, rest), []).extend(events)
    return tuple(
        voice.say("{reading}: {outcome}", reading=_read(voice, rule, rest, events),
                  outcome=_outcome(voice, status, None if day == last_day else day))
        for (status, day, rest), events in groups.items()
    )  # fmt: skip


def _outcome(voice: Speech, status: str, day: Interval | None) -> str:
    told = voice.closed("term", status)
    if day is None:
        return told
    return voice.say("{status} (last day {day})", status=told, day=voice.moment(day))


def _read(voice: Speech, rule: str, args: Args, events: list[str]) -> str:
    """Return what is read one way: a parameter of the rule, an account, a tie between steps."""
    values = dict(args)
    parts = [_parameter(voice, rule, values["reading"].value)] if "reading" in values else []
    for name in (n for n in ("account", "days") if n in values):
        told, person = worded(voice, values[name]), values[name].kind == "person"
        parts.append(voice.say("following {account}", account=told) if person else told)
    if len(dict.fromkeys(events)) > FEW:
        parts.append(voice.say("if one of the {steps} counts", steps=voice.steps(events)))
    elif events:
        parts.append(voice.say("if {event} counts", event=voice.either(map(voice.step, events))))
    return ", ".join(parts) or voice.say("as recorded")


def _parameter(voice: Speech, rule: str, value: str) -> str:
    name = value.rpartition(":")[2]
    for known in _readings_of(voice, rule):
        if known.id == name:
            return voice.own(known.nl, known.en)
    return name


def _readings_of(voice: Speech, rule: str) -> tuple[RuleReading, ...]:
    found = voice.rule(rule)
    within = found.with_.within if found else None
    return within.readings if within else ()


def summed(voice: Speech, item: Sum) -> str:
    """Return one line of arithmetic, with where it stands in the law."""
    if item.step == "reading":
        return f"{_read(voice, dict(item.args)['rule'].value, item.args, [])}:"
    values = values_of(voice, item.args)
    if values.get("day") == values.get("until"):
        values.pop("until", None)
    told = first_that_fits(voice, STEPS.get(item.step, ()), values) or item.step
    after = "; ".join(values[name] for name in ("source", "unverified") if name in values)
    return f"{told} ({after})" if after else told
