"""What an overview says of the cases and the rules, in parts that hold no markup.

Separate from the formats, so that they cannot disagree. Figures only: nothing is weighed here, and
a hidden number stays hidden in every part.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from vtaudit.report.overview import strips, times
from vtaudit.report.overview.model import VERDICTS
from vtaudit.report.overview.part import (
    CASES,
    HIDDEN,
    LEFT,
    REMARK,
    Cell,
    Panel,
    Part,
    brief,
    named,
    number,
    ordered,
    place,
    rule,
    severity,
)

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Counted, Counts, Overview
    from vtaudit.report.speech import Speech


def title(speech: Speech) -> str:
    """Return the title of the page."""
    return speech.say("Overview of the cases")


def parts(found: Overview, speech: Speech) -> Iterator[Part]:
    """Yield the parts of the overview in the order in which they are read."""
    yield _about(found, speech)
    yield _rules(found, speech)
    if len(found.organisations) > 1:
        yield _apart(found, speech)
    yield from (p for p in (times.terms(found, speech), times.phases(found, speech)) if p.rows)


def _about(found: Overview, speech: Speech) -> Part:
    say = speech.say
    text = [
        _counted(found, speech),
        say("Every number is a number of cases. A case counts for a rule once, by the gravest "
            "verdict that the record gives it: contradicted, not established, shown, or not "
            "applicable. None of this says whether a complaint is founded."),
    ]  # fmt: skip
    if found.failed:
        text.append(speech.count("{number} case could not be audited and is in no figure.",
                                 "{number} cases could not be audited and are in no figure.",
                                 found.failed))  # fmt: skip
    if found.smallest is not None:
        text.append(say("May be shared: groups of fewer than {number} cases are hidden ({sign}), "
                        "and with them numbers from which they would follow; organisations with "
                        "fewer cases are left out of every number.",
                        number=found.smallest, sign=HIDDEN))  # fmt: skip
    text.append(f"{say('Rulebook')} {found.rulebook} ({found.sha256[:12]})")
    rows = [
        (Cell(named(o, speech)), Cell(str(o.cases), f"{CASES}#{place(CASES, n)}"))
        for n, o in enumerate(found.organisations)
    ]
    if len(rows) > 1:
        rows.append((Cell(say("all")), Cell(str(found.cases), f"{CASES}#{CASES}")))
    if found.failed:
        rows.append((Cell(say("not audited")), Cell(str(found.failed), f"{CASES}#{LEFT}")))
    head = (say("Body"), say("Cases"))
    return Part("about", say("What was counted"), tuple(text), head, tuple(rows))


def _counted(found: Overview, speech: Speech) -> str:
    """Return how many cases there are, and on which days they were judged if that may be told."""
    if not found.first:
        return speech.count("{number} case.", "{number} cases.", found.cases)
    days = [speech.day(date.fromisoformat(d)) if "-" in d else d for d in (found.first, found.last)]
    told = days[0]
    if days[0] != days[1]:
        told = speech.say("{first} up to and including {last}", first=days[0], last=days[1])
    return speech.count("{number} case, peildatum {days}.", "{number} cases, peildatum {days}.",
                        found.cases, days=told)  # fmt: skip


def verdicts(speech: Speech) -> tuple[str, ...]:
    """Return the verdicts in the words of the reader, in their order."""
    return tuple(speech.closed("pairing", v) for v in VERDICTS)


def _rules(found: Overview, speech: Speech) -> Part:
    say = speech.say
    rows = tuple(
        (Cell(rule(c.rule, speech)), *_counts(c, None),
         Cell("", strip=_strip(c, c.total, found.cases, speech)), Cell(_kind(c, speech)))
        for c in ordered(found, speech)
    )  # fmt: skip
    head = (say("Rule"), *verdicts(speech), say("Picture"), say("What a finding is"))
    text = say("What is contradicted in most cases stands first; rules of which a finding is no "
               "more than a remark stand last.")  # fmt: skip
    return Part("rules", say("Rules"), (text,), head, rows)


def _apart(found: Overview, speech: Speech) -> Part:
    say, names = speech.say, [named(o, speech) for o in found.organisations]
    rows = tuple(
        (Cell(rule(c.rule, speech)), Cell(name), *_counts(c, n))
        for c in ordered(found, speech)
        for n, name in enumerate(names)
    )
    short = brief(found.organisations, speech)
    panels = tuple(_panel(c, found, short, speech) for c in ordered(found, speech))
    head = (say("Rule"), say("Body"), *verdicts(speech))
    text = say("Beside each strip stands the number of cases in which the rule is contradicted.")
    return Part("bodies", say("Rules by body"), (text,), head, rows, panels)


def _panel(counted: Counted, found: Overview, names: tuple[str, ...], speech: Speech) -> Panel:
    """Return the parts of the cases of each organisation, with how many are contradicted."""
    lines = []
    for n, (o, counts) in enumerate(zip(found.organisations, counted.by, strict=True)):
        against, *_ = _counts(counted, n)
        told = Cell(against.text, against.link, _strip(counted, counts, o.cases, speech))
        lines.append((names[n], told))
    scale = speech.say("{number} %", number=0), speech.say("{number} %", number=100)
    return Panel(rule(counted.rule, speech), tuple(lines), scale)


def _kind(counted: Counted, speech: Speech) -> str:
    found = severity(counted.rule, speech)
    return speech.closed("severity", found) if found else ""


def _strip(counted: Counted, counts: Counts, cases: int, speech: Speech) -> strips.Strip:
    return strips.verdicts(counts, cases, remark=severity(counted.rule, speech) == REMARK)


def _counts(counted: Counted, organisation: int | None) -> Iterator[Cell]:
    counts: Counts = counted.total if organisation is None else counted.by[organisation]
    for verdict, count in zip(VERDICTS, counts, strict=True):
        link = f"{counted.rule}#{place(verdict, organisation)}" if count else ""
        yield Cell(number(count), link)
