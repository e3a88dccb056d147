"""Both sides of a report: what speaks for the body, what the parties say, and whom to ask."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.report import markdown, terminal
from vtaudit.report.document import Chart, Items
from vtaudit.report.parts import summary, timeline
from vtaudit.report.parts.questions import questions
from vtaudit.report.voice import TerseVoice, Voice
from vtaudit.report.wording import asked, message, positive

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/case.yaml"))
REAL = next(path for path in CASES if path.parent.name == "mieke-en-jette")
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)


@cache
def audited(path: Path) -> Audit:
    return audit(load_case(path))


@cache
def findings_of_the_real_case() -> str:
    return markdown.render(audited(REAL), rulebook())


def part(title: str) -> list[str]:
    """Return the entries under each heading *title* of the findings."""
    found = re.findall(rf"^#### {title}\n\n(.*?)(?=^#|\Z)", findings_of_the_real_case(),
                       re.MULTILINE | re.DOTALL)  # fmt: skip
    return [row for text in found for row in text.splitlines() if row.startswith("- ")]


@pytest.mark.parametrize(
    "title",
    ["Visies van partijen", "Wat volgens de stukken wel is gebeurd", "Herstel",
     r"Oordelen van anderen \(hier niet gebruikt\)"],
)  # fmt: skip
def test_views_verdicts_and_what_was_kept_have_their_pages(title: str) -> None:
    rows = part(title)
    assert rows
    assert all(re.search(r"\[\^\d+\]$", row) for row in rows)


def test_a_sentence_has_one_note_with_all_its_pages() -> None:
    text = findings_of_the_real_case()
    assert not re.search(r"\]\[\^", text), "two marks beside each other cannot be told apart"
    notes = re.findall(r"^\[\^\d+\]: .*", text, re.MULTILINE)
    assert any(note.endswith("p. 4, 7, 8, 13 en 16") for note in notes)


@BY_NAME
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_sentence_has_an_empty_place(path: Path, lang: str) -> None:
    result = audited(path)
    for voice in (Voice(result, rulebook(), lang), TerseVoice(result, rulebook(), lang)):
        told = {positive(voice, p) for c in result.complaints for p in c.shown}
        told |= {message(voice, f) for f in result.findings}
        told |= {asked(voice, q) for q in result.questions}
        assert not [text for text in told if re.search(r"  | [.,;:)]|\(\)|‘’|[{}]", text)]


def test_what_the_complainant_disputes_is_asked_of_both_sides() -> None:
    result = audited(REAL)
    put = {to: {q.args for q in result.questions if q.to == to and q.rule == "VT802"}
           for to in ("vt", "complainant")}  # fmt: skip
    assert put["complainant"]
    assert put["vt"] == put["complainant"]


def test_questions_stand_by_complaint_and_are_numbered_through() -> None:
    letter = questions(Voice(audited(REAL), rulebook(), "nl")).sections[0]
    assert [s.title for s in letter.sections] == [
        "Over klacht-1",
        "Over klacht-2",
        "Overige vragen",
    ]
    rows = terminal.render(audited(REAL), rulebook(), only=("questions",)).splitlines()
    end = rows.index("Aan verzoeker")
    numbers = [int(n) for row in rows[:end] for n in re.findall(r"^(\d+)\. ", row)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_paper_is_asked_for_all_its_elements_at_once() -> None:
    text = terminal.render(audited(REAL), rulebook(), only=("questions",))
    assert text.count("Waar komt in ‘Verzoek tot bespreking aan de Jeugdbeschermingstafel’") == 1


@BY_NAME
def test_no_two_norms_of_a_report_have_one_name(path: Path) -> None:
    result = audited(path)
    voice = Voice(result, rulebook(), "nl")
    norms = {p.norm for p in result.pairings}
    assert len({voice.norm(n) for n in norms}) == len(norms)


def test_rights_of_children_stand_in_their_own_order() -> None:
    rows = terminal.render(audited(REAL), rulebook(), only=("norms",)).splitlines()
    key = next(row for row in rows if "; " in row and "IVRK" in row)
    numbers = [int(n) for n in re.findall(r"IVRK (\d+)", key)]
    assert numbers == sorted(numbers)


def test_a_step_shows_what_it_kept_beside_what_is_open() -> None:
    rows = terminal.render(audited(REAL), rulebook(), only=("path",)).splitlines()
    at = next(n for n, row in enumerate(rows) if "Een professional meldt" in row)
    assert "✓ Op elke melding volgt iets (VT208)" in rows[at + 1]


def test_coverage_names_the_kinds_of_information_that_it_is_of() -> None:
    assert "13 februari 2020, 4 soorten informatie" in terminal.render(
        audited(REAL), rulebook(), detail="brief"
    )


def test_a_phase_is_drawn_until_the_step_that_ended_it() -> None:
    blocks = timeline.section(Voice(audited(REAL), rulebook(), "nl")).blocks
    chart = next(block for block in blocks if isinstance(block, Chart))
    (bar,) = next(lane.stretches for lane in chart.groups[0]
                  if lane.title.bits[0].text == "Voorwaarden & Vervolg")  # fmt: skip
    assert bar.end.latest is not None
    assert bar.end.latest.isoformat() == "2020-05-31"
    titles = [lane.title.bits[0].text for lane in chart.groups[1]]
    assert len(titles) == len(set(titles)), "each term can be told from the others"


def test_as_much_is_told_for_the_body_as_against_it() -> None:
    assert summary.MOST > 0
    for path in CASES:
        text = summary.summary(TerseVoice(audited(path), rulebook(), "nl"))
        for block in text.blocks:
            for entry in block.items if isinstance(block, Items) else ():
                for sign in ("good", "bad"):
                    rows = [u.line for u in entry.under if u.line.bits[0].sign == sign]
                    sentences = [r for r in rows if len(r.bits) > 1]
                    assert len(sentences) <= summary.MOST
