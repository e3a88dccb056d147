"""Every way in, as a function from bytes that raises where the house breaks its word.

A refusal in the house's own words is an answer; anything else that is raised is a fault, and so is
an `AssertionError`, by which a target tells what it saw: a file taken that had to be refused, or
one refused that was right. The run by coverage and the test suite try the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fuzz import exchanging, models, reports
from fuzz.cases import case
from fuzz.dice import Dice
from fuzz.house import NOWHERE, refusals, refused, rendered
from fuzz.moments import any_words, length, some_day, wording
from fuzz.refusal import why_refused
from fuzz.seeds import books, cases
from fuzz.spoiling import spoiled
from fuzz.written import written
from vtaudit.api import audit, rulebook
from vtaudit.audit.byhand import by_hand
from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.moment import Moment
from vtaudit.dossier.reader import case_of
from vtaudit.errors import InputError
from vtaudit.rulebook.book import Rulebook

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Target:
    """One way in."""

    name: str
    try_: Callable[[bytes], None]
    mutates: bool = True
    """Whether its inputs are files, made by changing others; else they are choices of a grammar."""
    made: Callable[[], list[bytes]] = list
    """Inputs to begin with that are made when they are needed, beside those in the corpus."""
    most: int = 4_000
    """Bytes of an input at most."""

    def kept(self) -> list[bytes]:
        """Return the inputs in the corpus."""
        return [p.read_bytes() for p in sorted((CORPUS / self.name).glob("*")) if p.is_file()]

    def seeds(self) -> list[bytes]:
        """Return the inputs to begin with."""
        return [*self.kept(), *self.made()]


def reader(data: bytes) -> None:
    """Read a case file; what others say must be refused is refused."""
    with refusals() as told:
        case_of(NOWHERE, data, book().vocabulary(), book().dates, book().working_days)
    if not told:
        why = why_refused(data)
        assert why is None, f"taken, but {why}"


def report(data: bytes) -> None:
    """Read a case file, and tell what is taken in every format."""
    with refusals() as told:
        read = case_of(NOWHERE, data, book().vocabulary(), book().dates, book().working_days)
        result = audit(read)
    if not told:
        rendered(result)


def grammar(data: bytes) -> None:
    """Read a case made by the grammar: a right one is taken and told, a spoiled one refused."""
    dice = Dice(data)
    tree = case(dice)
    if dice.often(50):
        wrong = spoiled(dice, tree)
        text = written(dice, wrong.tree)
        with refusals() as told:
            case_of(NOWHERE, text, book().vocabulary(), book().dates, book().working_days)
        codes = {p.code for error in told for p in error.problems}
        assert codes & wrong.codes, f"{wrong.how}: expected {sorted(wrong.codes)}, told {codes}"
        return
    text = written(dice, tree)
    try:
        read = case_of(NOWHERE, text, book().vocabulary(), book().dates, book().working_days)
    except InputError as error:
        raise AssertionError(f"refused, but right: {error}") from error
    rendered(audit(read))


def dates(data: bytes) -> None:
    """Read a moment and a length; what is read holds together."""
    text = data.decode("utf-8", "replace")
    for line in text.split("\n")[:4]:
        _moment(line)
        with _no_date(line):
            book().length(line)


def wordings(data: bytes) -> None:
    """Read words for a day, which must be read and hold that day, and words in any order."""
    dice = Dice(data)
    day = some_day(dice)
    text = wording(dice, day)
    found = _moment(text)
    assert isinstance(found, Moment), text
    days = found.interval
    assert days.earliest is None or days.earliest <= day, (text, day)
    assert days.latest is None or day <= days.latest, (text, day)
    _moment(any_words(dice))


def terms(data: bytes) -> None:
    """Work out terms by hand: from choices of the grammar, and from lines as they stand."""
    from vtaudit.cli.given import lines

    dice = Dice(data)
    start = parse(wording(dice, some_day(dice)), book().dates)
    regime, back = dice.pick(list(book().regimes)), dice.often(30)
    assert isinstance(start, Moment)
    found = by_hand(book(), length(dice), start, regime, back=back)
    days = found.last_day
    assert days.earliest is None or days.latest is None or days.earliest <= days.latest
    with refusals():
        lines(book(), data, back=False)
    with refusals():
        lines(book(), f"{any_words(dice)}\t{any_words(dice)}\t{regime}".encode(), back=back)


def _moment(text: str) -> object:
    with _no_date(text):
        found = parse(text, book().dates)
        if isinstance(found, Moment):
            days = found.interval
            assert found.text == text
            assert days.earliest is None or days.latest is None or days.earliest <= days.latest
        return found
    return None


@contextmanager
def _no_date(text: str) -> Iterator[None]:
    try:
        yield
    except DateError as error:
        position, message = error.position, error.message
    else:
        return
    assert 0 <= position <= len(text), (text, position)
    refused(InputError(message))


@cache
def book() -> Rulebook:
    """Return the rulebook that came with vtaudit."""
    return rulebook()


TARGETS: Mapping[str, Target] = {
    t.name: t
    for t in (
        Target("reader", reader, made=cases, most=14_000),
        Target("grammar", grammar, mutates=False, most=1_500),
        Target("report", report, made=cases, most=14_000),
        Target("dates", dates, most=300),
        Target("wordings", wordings, mutates=False, most=60),
        Target("terms", terms, most=300),
        Target("rules", models.rules, made=books, most=12_000),
        Target("align", models.alignment, mutates=False, most=120),
        Target("text", exchanging.importer(".txt")),
        Target("csv", exchanging.importer(".csv"), made=exchanging.own_csv),
        Target("xlsx", exchanging.importer(".xlsx")),
        Target("docx", exchanging.importer(".docx")),
        Target("xes", exchanging.importer(".xes"), made=exchanging.own_xes),
        Target("ocel", exchanging.importer(".json"), made=exchanging.own_ocel),
        Target("comment", reports.comment, made=reports.for_comment),
        Target("verify", reports.verify, made=reports.sealed, most=300_000),
        Target("diff", reports.diff, made=reports.audits, most=300_000),
    )
}
"""Every target by its name."""
