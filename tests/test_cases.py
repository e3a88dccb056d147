"""The cases of this repository give what their `expected.yaml` says, and for the right reasons.

`python tests/test_cases.py` writes those files anew; what changed in them is then read by a person.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit, Finding, Term
from vtaudit.dates.interval import Interval
from vtaudit.report import json as as_json
from vtaudit.report import wording
from vtaudit.report.catalogue import languages
from vtaudit.report.voice import Voice

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/case.yaml"))
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)

HEAD = "# What the audit must give on this case; `python tests/test_cases.py` writes it anew.\n"
JUDGING = re.compile(
    r"(?i)gegrond|onrechtmatig|geschonden|unlawful|violated|upheld|unfounded|well-founded"
)


# -- what is expected -------------------------------------------------------------------------


@BY_NAME
def test_expected(path: Path) -> None:
    kept = path.with_name("expected.yaml").read_text(encoding="utf-8")
    assert expected(audit(load_case(path))).splitlines() == kept.splitlines()


def expected(result: Audit) -> str:
    """Return the outcome of an audit as the short text that stands beside its case."""
    sure = [f for f in result.findings if f.certainty == "established"]
    open_ = Counter(f.code for f in result.findings if f.certainty == "undetermined")
    lines = [
        "terms:",
        *(f"  - {_term(t)}" for t in result.terms),
        "established:",
        *(f"  - {_finding(f)}" for f in sure),
        "complaints:",
        *(line for c in result.complaints for line in _complaint(result, c.id)),
        "undetermined:",
        *(f"  {code}: {count}" for code, count in sorted(open_.items())),
    ]
    return HEAD + "\n".join(lines) + "\n"


def _term(t: Term) -> str:
    who = f", person: {t.person}" if t.person else ""
    last = f", last_day: {_days(t.last_day)}" if t.last_day else ""
    about = t.about[0] if t.key is None else t.key
    return f"{{rule: {t.rule}, about: {about}{who}, status: {t.status}{last}}}"


def _days(days: Interval) -> str:
    first, last = days.earliest or "..", days.latest or ".."
    return f"{first}" if days.exact else f"{first}/{last}"


def _finding(f: Finding) -> str:
    who = f", person: {f.person}" if f.person else ""
    item = f", item: '{f.item}'" if f.item else ""
    return f"{{code: {f.code}, events: [{', '.join(f.events)}]{who}{item}}}"


def _complaint(result: Audit, name: str) -> Iterator[str]:
    complaint = next(c for c in result.complaints if c.id == name)
    of_id = {f.id: f for f in result.findings}
    found = [of_id[i] for i in complaint.findings]
    sure = [f for f in found if f.certainty == "established" and f.severity == "shortcoming"]
    redress = ", ".join(str(p.item) for p in complaint.redress)
    yield f"  - id: {name}"
    yield f"    redress: [{redress}]"
    yield f"    shortcomings:{'' if sure else ' []'}"
    yield from (f"      - {_finding(f)}" for f in sure)


# -- what must hold for every case ------------------------------------------------------------


@BY_NAME
def test_every_finding_has_its_own_id(path: Path) -> None:
    ids = Counter(f.id for f in audit(load_case(path)).findings)
    assert [i for i, count in ids.items() if count > 1] == []


@BY_NAME
def test_verdicts_are_not_inputs(path: Path, tmp_path: Path) -> None:
    def judged_no_more(case: dict[str, Any]) -> None:
        for complaint in case.get("complaints", []):
            complaint.pop("verdicts", None)
        for event in case["events"]:
            event.pop("judged", None)

    before, after = _told(path), _told(_changed(path, tmp_path, judged_no_more))
    for part in ("findings", "terms", "gaps", "pairings", "path", "questions"):
        assert before[part] == after[part]


@BY_NAME
def test_without_a_child_no_rights_of_children(path: Path, tmp_path: Path) -> None:
    def grown_up(case: dict[str, Any]) -> None:
        for person in case["people"]:
            if person["role"] == "kind":
                person["role"] = "overig"

    of_children = {str(n.id) for n in rulebook().norms.values() if n.child == "yes"}
    assert {"ivrk/3", "ivrk/12"} <= of_children
    has_child = any(a.child for a in audit(load_case(path)).people)
    assert bool(of_children & _norms(audit(load_case(path)))) == has_child
    without = _changed(path, tmp_path, grown_up)
    assert not of_children & _norms(audit(load_case(without)))
    result = _told(without)
    for complaint in result["complaints"]:  # what it is tested against is the case's own
        del complaint["norms"], complaint["verdicts"]
    assert not of_children & set(_strings(result))


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    for inner in thing.values() if isinstance(thing, dict) else thing if _many(thing) else ():
        yield from _strings(inner)


def _many(thing: Any) -> bool:
    return isinstance(thing, list | tuple)


def _norms(result: Audit) -> set[str]:
    return {n for f in result.findings for n in f.norms} | {p.norm for p in result.pairings}


@BY_NAME
@pytest.mark.parametrize("seed", [1, 2])
def test_rows_may_stand_in_any_order(path: Path, tmp_path: Path, seed: int) -> None:
    def shuffled(case: dict[str, Any]) -> None:
        random.Random(seed).shuffle(case["events"])  # noqa: S311 - not a secret

    assert _told(path) == _told(_changed(path, tmp_path, shuffled))


@BY_NAME
@pytest.mark.parametrize("lang", languages())
def test_no_word_judges(path: Path, lang: str) -> None:
    result = audit(load_case(path))
    voice = Voice(result, rulebook(), lang)
    told = [wording.message(voice, f) for f in result.findings]
    told += [wording.asked(voice, q) for q in result.questions]
    told += [wording.positive(voice, p) for c in result.complaints for p in c.shown]
    assert told
    assert [text for text in told if JUDGING.search(text)] == []


@pytest.mark.parametrize("lang", languages())
def test_no_sentence_of_a_rule_judges(lang: str) -> None:
    for rule in rulebook().rules:
        said = rule.nl if lang == "nl" else rule.en
        told = (said.contradicted, said.unclear, said.shown or "", said.question or "", said.title)
        assert [t for t in told if JUDGING.search(t)] == [], rule.code


def test_another_body_is_never_held_to_account() -> None:
    result = audit(load_case(CASES[0].parent.parent / "twee-instanties" / "case.yaml"))
    others = {e.event for e in result.timeline if e.audited == "no"}
    bad = {"wijkteam-gesprek", "wijkteam-arts", "wijkteam-vtb", "tafel", "vraag-wijkteam"}
    assert bad <= others
    assert not [f for f in result.findings if bad & set(f.events)]
    assert not [f for f in result.findings if any(a.value == "vtb-wijkteam" for _, a in f.args)]


def test_its_own_steps_would_be(tmp_path: Path) -> None:
    def ours(case: dict[str, Any]) -> None:
        for event in case["events"]:
            if event["id"].startswith("wijkteam-"):
                event["by"] = "vt"
        for document in case["documents"]:
            if document["id"] == "vtb-wijkteam":
                document["author"] = "vt"

    path = CASES[0].parent.parent / "twee-instanties" / "case.yaml"
    found = {f.code for f in audit(load_case(_changed(path, tmp_path, ours))).findings
             if f.certainty == "established"}  # fmt: skip
    assert {"VT301", "VT303", "VT211", "VT213", "VT502"} <= found


SHORTFALLS = [
    ("the approach of the first talk", "VT403", "gesprek-1", "16"),
    ("the telephone call", "VT404", "telefoon-december", "16"),
    ("the second talk", "VT403", "gesprek-2", "16"),
    ("no record of the first talk", "VT301", "gesprek-1", "16"),
    ("no record of the second talk", "VT301", "gesprek-2", "16"),
    ("what is being examined", "VT601", "vraag-onderzoek", "16"),
    ("written explanation only with the request", "VT305", "keuze-vv", "17"),
    ("the word 'onderzoek'", "VT307", "vtb-concept", "17"),
]
"""What the ombudsmen found wanting on complaint 2, and the page of their report."""


@pytest.mark.parametrize(("code", "event", "page"), [s[1:] for s in SHORTFALLS],
                         ids=[s[0] for s in SHORTFALLS])  # fmt: skip
def test_each_shortfall_of_the_report_bears_on_complaint_2(
    code: str, event: str, page: str
) -> None:
    result = audit(load_case(CASES[0].parent.parent / "mieke-en-jette" / "case.yaml"))
    complaint = next(c for c in result.complaints if c.id == "klacht-2")
    found = [f for f in result.findings
             if f.id in complaint.findings and f.code == code and event in f.events]  # fmt: skip
    assert found
    assert any(page in (c.page or "").split("-") for f in found for c in f.citations)


def test_no_established_shortcoming_bears_on_complaint_1() -> None:
    result = audit(load_case(CASES[0].parent.parent / "mieke-en-jette" / "case.yaml"))
    complaint = next(c for c in result.complaints if c.id == "klacht-1")
    assert not [f for f in result.findings if f.id in complaint.findings
                and f.certainty == "established" and f.severity == "shortcoming"]  # fmt: skip


def _changed(path: Path, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Return a copy of the case with *change* made to it."""
    case = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - only strings
    change(case)
    copy = folder / path.name
    copy.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return copy


def _told(path: Path) -> Any:
    """Return the report for programs, without what says where in the file something stands."""
    made = json.loads(as_json.render(audit(load_case(path)), rulebook()))
    made["case"].pop("sha256")
    return _placeless(made)


def _placeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _placeless(v) for k, v in value.items() if k != "where"}
    return [_placeless(v) for v in value] if isinstance(value, list) else value


if __name__ == "__main__":
    for file in CASES:
        text = expected(audit(load_case(file)))
        file.with_name("expected.yaml").write_text(text, encoding="utf-8")
