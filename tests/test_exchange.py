"""Chronologies in, event logs out and back: tried through the command line."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from running import invoked, run

from vtaudit.api import audit, load_case, rulebook
from vtaudit.dates.grammar import parse
from vtaudit.dates.moment import Moment
from vtaudit.report.json import render

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
CHRONOLOGIES = sorted(p for p in (HERE / "chronologies").iterdir() if p.is_file())


def expected(source: Path) -> list[tuple[str, str]]:
    with (source.parent / "expected" / f"{source.stem}.csv").open(encoding="utf-8") as file:
        return [(row["date"], row["activity"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("source", CHRONOLOGIES, ids=lambda p: p.name)
def test_every_row_becomes_a_step_with_its_date(source: Path, tmp_path: Path) -> None:
    run("import", source, "-o", tmp_path / "zaak", "--no-ask")
    case = load_case(tmp_path / "zaak")
    words = rulebook().dates
    found = []
    for event in case.file.events:
        moment = parse(event.date, words) if event.date else None
        days = moment.interval if isinstance(moment, Moment) else None
        found.append(f"{days.earliest or ''}/{days.latest or ''}" if days else "/")
    assert found == [date for date, _ in expected(source)]


@pytest.mark.parametrize("source", CHRONOLOGIES, ids=lambda p: p.name)
def test_at_most_two_activities_are_wrong(source: Path, tmp_path: Path) -> None:
    run("import", source, "-o", tmp_path / "zaak", "--no-ask")
    found = [str(e.activity) for e in load_case(tmp_path / "zaak").file.events]
    wrong = [w for w, (_, a) in zip(found, expected(source), strict=True) if w != a]
    assert len(wrong) <= 2


def test_nothing_of_a_text_is_dropped(tmp_path: Path) -> None:
    source = HERE / "chronologies" / "twee-meisjes.txt"
    run("import", source, "-o", tmp_path / "zaak", "--no-ask")
    draft = (tmp_path / "zaak" / "case.yaml").read_text(encoding="utf-8")
    for line in source.read_text(encoding="utf-8").split("\n"):
        words = line.replace("4", "").split()[-2:]
        assert all(word in draft for word in words), line


def test_where_no_activity_stands_out_a_pipe_gets_a_mark_and_a_person_a_question(
    tmp_path: Path,
) -> None:
    source = tmp_path / "kort.txt"
    source.write_text("3 maart 2020 Er gebeurt iets bijzonders\n", encoding="utf-8")
    run("import", source, "-o", tmp_path / "a", "--no-ask")
    draft = (tmp_path / "a" / "case.yaml").read_text(encoding="utf-8")
    assert "activity: onbekend" in draft
    assert "# todo:" in draft
    result = invoked("import", source, "-o", tmp_path / "b", "--ask", stdin="incedent\nincident\n")
    assert result.exit_code == 0
    assert "did you mean `incident`" in result.output
    assert load_case(tmp_path / "b").file.events[0].activity == "incident"


def test_an_import_replaces_no_case_unasked(tmp_path: Path) -> None:
    source = HERE / "chronologies" / "tabel.csv"
    run("import", source, "-o", tmp_path / "zaak", "--no-ask")
    before = (tmp_path / "zaak" / "case.yaml").read_bytes()
    assert "--force" in run("import", source, "-o", tmp_path / "zaak", "--no-ask", status=2)
    assert (tmp_path / "zaak" / "case.yaml").read_bytes() == before


@pytest.mark.parametrize(("form", "ending"), [("xes", "xes"), ("ocel", "json"), ("csv", "csv")])
@pytest.mark.parametrize("name", [p.parent.name for p in sorted(CASES.glob("*/case.yaml"))])
def test_a_case_that_goes_out_and_comes_back_gives_the_same_audit(
    name: str, form: str, ending: str, tmp_path: Path
) -> None:
    log = tmp_path / f"log.{ending}"
    run("export", CASES / name, "--format", form, "-o", log)
    run("import", log, "-o", tmp_path / name)
    assert audited(tmp_path / name) == audited(CASES / name)


@pytest.mark.parametrize("form", ["xes", "ocel", "csv"])
def test_private_remarks_and_names_stay_behind(form: str, tmp_path: Path) -> None:
    text = (CASES / "voorbeeld-te-laat" / "case.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "{id: moeder, role: ouder,", "{id: moeder, role: ouder, name: Geheim, note: Stil,"
    )
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    out = run("export", tmp_path, "--format", form)
    assert "voorbeeld-te-laat" in out
    assert "Geheim" not in out
    assert "Stil" not in out


def test_a_step_without_a_date_borrows_none(tmp_path: Path) -> None:
    log = json.loads(run("export", CASES / "mieke-en-jette", "--format", "ocel"))
    undated = [o for o in log["objects"] if o["type"] == "undated step"]
    case = load_case(CASES / "mieke-en-jette")
    without = [k for k, w in case.moments.items() if w.interval.earliest is None]
    assert len(undated) == len(without)
    assert len(undated) + len(log["events"]) == len(case.file.events)


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_a_day_stays_that_day_for_a_program_that_counts_in_utc(form: str) -> None:
    log = run("export", CASES / "voorbeeld-te-laat", "--format", form)
    times = re.findall(r'(?:time:timestamp" value|"time"): ?"([^"]+)"', log.replace("=", ": "))
    found = {datetime.fromisoformat(t).astimezone(UTC).date() for t in times}
    case = load_case(CASES / "voorbeeld-te-laat")
    days = {w.interval.earliest for w in case.moments.values()} - {None}
    assert found - {date(1970, 1, 1)} == days


def test_another_programs_log_becomes_a_draft(tmp_path: Path) -> None:
    log = tmp_path / "log.xes"
    log.write_text(
        '<log xmlns="http://www.xes-standard.org/"><trace><event>'
        '<string key="concept:name" value="melding"/>'
        '<date key="time:timestamp" value="2020-03-04T10:00:00+01:00"/></event></trace></log>',
        encoding="utf-8",
    )
    run("import", log, "-o", tmp_path / "zaak", "--no-ask")
    (event,) = load_case(tmp_path / "zaak").file.events
    assert (event.activity, event.date) == ("melding", "2020-03-04")


def test_tables_of_a_workbook_and_of_a_document_read_alike(tmp_path: Path) -> None:
    with (HERE / "chronologies" / "tabel.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    book = openpyxl.Workbook()
    paper = docx.Document()
    table = paper.add_table(rows=0, cols=len(rows[0]))
    assert book.active is not None
    for row in rows:
        book.active.append(row)
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    book.save(tmp_path / "tabel.xlsx")
    paper.save(str(tmp_path / "tabel.docx"))
    drafts = []
    for ending in ("csv", "xlsx", "docx"):
        source = tmp_path / f"tabel.{ending}"
        if ending == "csv":
            source = HERE / "chronologies" / "tabel.csv"
        run("import", source, "-o", tmp_path / ending / "zaak", "--no-ask")
        draft = (tmp_path / ending / "zaak" / "case.yaml").read_text(encoding="utf-8")
        drafts.append(draft.replace(source.name, "bron"))
    assert drafts[0] == drafts[1] == drafts[2]


@pytest.mark.parametrize("ending", ["xes", "json", "xlsx", "docx", "odt"])
def test_what_cannot_be_read_is_said_and_nothing_is_written(ending: str, tmp_path: Path) -> None:
    source = tmp_path / f"bron.{ending}"
    source.write_bytes(b"\x00nothing")
    run("import", source, "-o", tmp_path / "zaak", status=2)
    assert not (tmp_path / "zaak").exists()


def audited(folder: Path) -> object:
    """Return the audit as data, without the hash of the file and the places in it."""
    return _bare(json.loads(render(audit(load_case(folder)), rulebook())))


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in {"where", "sha256"}}
    return [_bare(v) for v in value] if isinstance(value, list) else value
