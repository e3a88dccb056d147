"""What the record shows beside recorded verdicts, as a table of counts and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_terminal
from vtaudit.report.speech import Speech

if TYPE_CHECKING:
    from vtaudit.audit.comparing import Decided, Tally
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "vtaudit/compare-v1"


def as_json(counts: Tally) -> str:
    """Return the counts as a JSON object."""
    whole = {"schema": SCHEMA, **asdict(counts)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_text(counts: Tally, book: Rulebook, lang: str) -> str:
    """Return the counts as two tables: a line for each complaint, and one for each outcome."""
    speech = Speech(book, lang)
    say = speech.say
    lines = [
        say("{complaints} complaints in {cases} cases; counts only, which say nothing of who "
            "was right", complaints=len(counts.rows), cases=counts.cases),
        "",
        *_table(_complaints(speech, counts)),
        "",
        *_table(_outcomes(speech, counts)),
    ]  # fmt: skip
    return "".join(f"{for_terminal(x)}".rstrip() + "\n" for x in lines)


def _complaints(speech: Speech, counts: Tally) -> Iterator[tuple[str, ...]]:
    say = speech.say
    yield (
        say("Case"), say("Complaint"), say("shortcomings"), say("other findings"), say("open"),
        say("kept"), say("Recorded verdicts"),
    )  # fmt: skip
    for r in counts.rows:
        decided = "; ".join(_verdict(speech, v) for v in r.verdicts) or "–"
        numbers = (r.shortcomings, r.attention, r.undetermined, r.kept)
        yield (r.case, r.complaint, *map(str, numbers), decided)


def _verdict(speech: Speech, verdict: Decided) -> str:
    return f"{_instance(speech, verdict.by)}: {speech.word('outcome', verdict.outcome)}"


def _instance(speech: Speech, kinds: Sequence[str]) -> str:
    return speech.joined(speech.word("body", k) for k in kinds) or "–"


def _outcomes(speech: Speech, counts: Tally) -> Iterator[tuple[str, ...]]:
    say = speech.say
    yield (
        say("Decided by"), say("Outcome"), say("complaints"), say("with a shortcoming"),
        say("only open"), say("nothing found"), say("something kept"),
    )  # fmt: skip
    for t in counts.totals:
        outcome = speech.word("outcome", t.outcome) if t.outcome else say("no verdict recorded")
        numbers = (t.complaints, t.with_shortcomings, t.only_undetermined, t.without, t.with_kept)
        yield (_instance(speech, t.by), outcome, *map(str, numbers))


def _table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as columns of text, as wide as the widest in each."""
    listed = tuple(rows)
    wide = [max(len(row[n]) for row in listed) for n in range(len(listed[0]))]
    for row in listed:
        yield "  ".join(f"{text:<{w}}" for text, w in zip(row, wide, strict=True))
