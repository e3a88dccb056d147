"""What an overview says, in parts that hold no markup: the same for markdown and HTML.

Separate from the formats, so that they cannot disagree. Figures only: nothing is weighed here, and
a hidden number stays hidden in every part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vtaudit.report.overview.model import VERDICTS, Counted, Counts, share

if TYPE_CHECKING:
    from vtaudit.report.overview.model import Days, Organisation, Overview, Spread, Times
    from vtaudit.report.speech import Speech

HIDDEN = "·"
"""What stands for a number that is not published."""
NONE = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, a place in the lists of cases, and what is drawn beside it."""

    text: str
    link: str = ""
    """Name of a list of cases, with the place in it: `VT201#shown-1`."""
    bar: Counts | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A small picture: a bar for each organisation, all to the same scale."""

    title: str
    bars: tuple[tuple[str, Counts], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences and a table; the first column names the row."""

    key: str
    title: str
    text: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    panels: tuple[Panel, ...] = ()


def title(speech: Speech) -> str:
    """Return the title of the page."""
    return speech.say("Overview of the cases")


def parts(found: Overview, speech: Speech) -> Iterator[Part]:
    """Yield the parts of the overview in the order in which they are read."""
    yield _about(found, speech)
    yield _rules(found, speech)
    if len(found.organisations) > 1:
        yield _apart(found, speech)
    yield from (p for p in (_terms(found, speech), _phases(found, speech)) if p.rows)


def named(of: Organisation, speech: Speech) -> str:
    """Return an organisation by its name, or by what it is."""
    return of.name or speech.word("body", of.body)


def number(count: int | None) -> str:
    """Return a number of cases; a sign where it is hidden."""
    return HIDDEN if count is None else str(count)


def place(verdict: str, organisation: int | None) -> str:
    """Return the name of a place in a list of cases."""
    return verdict if organisation is None else f"{verdict}-{organisation + 1}"


def _about(found: Overview, speech: Speech) -> Part:
    say = speech.say
    days = found.first if found.first == found.last else f"{found.first} / {found.last}"
    text = [
        speech.count("{number} case, peildatum {days}.", "{number} cases, peildatum {days}.",
                     found.cases, days=days),
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
    rows = tuple((Cell(named(o, speech)), Cell(str(o.cases))) for o in found.organisations)
    return Part("about", say("What was counted"), tuple(text), (say("Body"), say("Cases")), rows)


def _verdicts(speech: Speech) -> tuple[str, ...]:
    return tuple(speech.closed("pairing", v) for v in VERDICTS)


def _rules(found: Overview, speech: Speech) -> Part:
    say = speech.say
    rows = tuple(
        (Cell(_rule(c.rule, speech)), *_counts(c, None), Cell("", bar=c.total)) for c in found.rules
    )
    head = (say("Rule"), *_verdicts(speech), say("Picture"))
    text = say("What is contradicted in most cases stands first.")
    return Part("rules", say("Rules"), (text,), head, rows)


def _apart(found: Overview, speech: Speech) -> Part:
    say, names = speech.say, [named(o, speech) for o in found.organisations]
    rows = tuple(
        (Cell(_rule(c.rule, speech)), Cell(name), *_counts(c, n))
        for c in found.rules
        for n, name in enumerate(names)
    )
    panels = tuple(
        Panel(_rule(c.rule, speech), tuple(zip(names, c.by, strict=True))) for c in found.rules
    )
    head = (say("Rule"), say("Body"), *_verdicts(speech))
    return Part("bodies", say("Rules by body"), (), head, rows, panels)


def _counts(counted: Counted, organisation: int | None) -> Iterator[Cell]:
    counts = counted.total if organisation is None else counted.by[organisation]
    for verdict, count in zip(VERDICTS, counts, strict=True):
        link = f"{counted.rule}#{place(verdict, organisation)}" if count else ""
        yield Cell(number(count), link)


def _rule(code: str, speech: Speech) -> str:
    return f"{code} {speech.title(code)}"


# -- time -------------------------------------------------------------------------------------


def _terms(found: Overview, speech: Speech) -> Part:
    say = speech.say
    counts = {c.rule: c for c in found.rules}
    several = len(found.organisations) > 1
    rows: list[tuple[Cell, ...]] = []
    for times in (t for t in found.times if t.kind == "term" and t.code in counts):
        counted, name = counts[times.code], _rule(times.code, speech)
        rows.append(_term(name, say("all"), counted.total, times.total, speech))
        if several:
            rows += [
                _term(name, named(o, speech), counts, spread, speech)
                for o, counts, spread in zip(found.organisations, counted.by, times.by, strict=True)
            ]
    text = (
        say("Share: the part of the cases to which the term applies and in which it was met every "
            "time. The lowest value counts what cannot be established as not met, the highest as "
            "met; terms that still run are left out."),
        say("Days: calendar days from the begin of the term to what met it, where both are known; "
            "a range where a date is not exactly known."),
    )  # fmt: skip
    head = (say("Term"), say("Body"), say("Share in time"), *_days(speech))
    return Part("terms", say("Terms"), text, head, tuple(rows))


def _term(
    name: str, body: str, counts: Counts, spread: Spread | None, speech: Speech
) -> tuple[Cell, ...]:
    return (Cell(name), Cell(body), Cell(_share(counts, speech)), *_spread(spread))


def _phases(found: Overview, speech: Speech) -> Part:
    say = speech.say
    rows: list[tuple[Cell, ...]] = []
    for times in (t for t in found.times if t.kind == "phase"):
        name = _phase(times, speech)
        rows.append((Cell(name), Cell(say("all")), *_spread(times.total)))
        if len(found.organisations) > 1:
            rows += [
                (Cell(name), Cell(named(o, speech)), *_spread(spread))
                for o, spread in zip(found.organisations, times.by, strict=True)
            ]
    text = say("Calendar days from the first step of a phase to the last, of phases that ended.")
    head = (say("Phase"), say("Body"), *_days(speech))
    return Part("phases", say("Throughput times"), (text,), head, tuple(rows))


def _phase(times: Times, speech: Speech) -> str:
    protocol, track, phase = times.code.split("/")
    book = speech.book.protocols.get(protocol)
    for t in book.tracks if book else ():
        for p in t.phases:
            if (t.id, p.id) == (track, phase):
                return f"{speech.own(t.nl, t.en)}: {speech.own(p.nl, p.en)}"
    return times.code


def _days(speech: Speech) -> tuple[str, ...]:
    say = speech.say
    return say("Cases measured"), say("Median in days"), say("Middle half in days")


def _spread(spread: Spread | None) -> tuple[Cell, ...]:
    if spread is None:
        return Cell(HIDDEN), Cell(HIDDEN), Cell(HIDDEN)
    half = f"{_range(spread.quarter)} / {_range(spread.three_quarters)}"
    return Cell(number(spread.cases)), Cell(_range(spread.median)), Cell(half)


def _range(days: Days) -> str:
    low, high = days
    if low == high:
        return NONE if low is None else str(low)
    return f"{'?' if low is None else low}–{'?' if high is None else high}"


def _share(counts: Counts, speech: Speech) -> str:
    """Return the share in whole percents, the lowest rounded down and the highest up."""
    found = share(counts)
    if found is None:
        return HIDDEN if None in counts else NONE
    low, high = int(found[0] * 100), -int(-found[1] * 100 // 1)
    told = str(low) if low == high else f"{low}–{high}"
    return speech.say("{number} %", number=told)
