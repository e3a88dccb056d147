"""CSV, XLSX and SARIF: what a spreadsheet and an editor make of an audit."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import yaml
from running import called
from sample_audit import audit as sample
from sample_audit import book
from test_cli import CASE

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.dates.interval import Interval
from vtaudit.errors import UsageError
from vtaudit.report import sarif, tables, workbook

# -- CSV


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_result_is_a_row_of_its_own() -> None:
    result = audit(load_case(CASE))
    made = tables.render(result, rulebook())
    assert list(made) == ["timeline", "terms", "findings"]
    steps, terms, findings = map(rows, made.values())
    assert [r["event"] for r in steps] == [e.event for e in result.timeline]
    assert [(r["rule"], r["status"]) for r in terms] == [(t.rule, t.status) for t in result.terms]
    assert [r["id"] for r in findings] == [f.id for f in result.findings]


def test_a_vague_day_stays_vague() -> None:
    step = rows(tables.render(audit(load_case(CASE)), rulebook())["timeline"])[8]
    assert (step["earliest"], step["latest"]) == ("2019-12-11", "2019-12-20")


def test_the_line_is_that_of_the_step_in_the_case_file() -> None:
    lines = (CASE / "case.yaml").read_text(encoding="utf-8").splitlines()
    for row in rows(tables.render(audit(load_case(CASE)), rulebook())["timeline"]):
        assert f"id: {row['event']}" in lines[int(row["line"]) - 1]


def test_restricted_steps_stay_out_of_the_tables() -> None:
    made = tables.render(sample(), book())
    assert "GEHEIM" not in "".join(made.values())
    assert "stap-3" not in "".join(made.values())


def test_one_table_has_no_name_and_an_unknown_one_gets_the_nearest() -> None:
    assert list(tables.render(sample(), book(), only=("terms",))) == [""]
    with pytest.raises(UsageError, match="findings"):
        tables.render(sample(), book(), only=("finding",))


# -- XLSX


def sheets(lang: str = "nl", result: Audit | None = None) -> dict[str, list[list[Any]]]:
    made = workbook.render(result or audit(load_case(CASE)), rulebook(), lang)
    book = openpyxl.load_workbook(io.BytesIO(made))
    return {s.title: [list(row) for row in s.iter_rows()] for s in book.worksheets}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_days_and_numbers_of_a_workbook_are_those_of_the_tables(lang: str) -> None:
    made = tables.render(audit(load_case(CASE)), rulebook(), lang)
    for name, (_, *filled) in sheets(lang).items():
        for row, cells in zip(rows(made[name]), filled, strict=True):
            for (column, text), cell in zip(row.items(), cells, strict=True):
                if column in tables.DAYS and text:
                    assert (cell.is_date, str(cell.value.date())) == (True, text)
                elif column in tables.NUMBERS:
                    assert cell.value == int(text)
                else:
                    assert cell.data_type != "n" or not text


def test_columns_of_a_workbook_are_headed_in_the_language_of_the_report() -> None:
    dutch, english = (
        {name: [c.value for c in head] for name, (head, *_) in sheets(lang).items()}
        for lang in ("nl", "en")
    )
    for name, (columns, _) in tables.TABLES.items():
        assert all(dutch[name])
        assert len({*dutch[name]}) == len({*english[name]}) == len(columns)
    assert "laatste dag, op zijn vroegst" in dutch["terms"]
    assert "last day earliest" in english["terms"]


def test_what_a_table_has_as_codes_a_workbook_has_in_words() -> None:
    result = audit(load_case(CASE))
    made = sheets("nl", result)
    stand = [h.value for h in made["terms"][0]].index("stand")
    zekerheid = [h.value for h in made["findings"][0]].index("zekerheid")
    words = {"met": "tijdig", "late": "te laat", "overdue": "verstreken", "running": "loopt",
             "undetermined": "niet vast te stellen", "not-applicable": "niet van toepassing"}  # fmt: skip
    assert [row[stand].value for row in made["terms"][1:]] == [
        words[t.status] for t in result.terms
    ]
    assert {row[zekerheid].value for row in made["findings"][1:]} == {
        "vastgesteld", "niet vast te stellen",
    }  # fmt: skip


def test_a_day_long_ago_is_a_text() -> None:
    result = audit(load_case(CASE))
    first, *others = result.timeline
    early = replace(first, interval=Interval(date(1927, 5, 17), date(1927, 5, 18)))
    head, row, *_ = sheets("en", replace(result, timeline=(early, *others)))["timeline"]
    found = {h.value: c for h, c in zip(head, row, strict=True)}
    assert found["earliest"].value == "1927-05-17"
    assert found["latest"].value == datetime(1927, 5, 18)  # noqa: DTZ001 - a cell has no zone


# -- SARIF

TEXT = {"type": "object", "required": ["text"], "additionalProperties": False,
        "properties": {"text": {"type": "string", "minLength": 1}}}  # fmt: skip
PLACE = {
    "type": "object", "required": ["uri"], "additionalProperties": False,
    "properties": {"uri": {"type": "string", "format": "uri-reference"},
                   "index": {"type": "integer", "minimum": -1}},
}  # fmt: skip
BAG = {"type": "object"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = {
    "type": "object", "additionalProperties": False, "required": ["startLine"],
    "properties": {"startLine": {"type": "integer", "minimum": 1},
                   "startColumn": {"type": "integer", "minimum": 1}},
}  # fmt: skip
RULE = {
    "type": "object", "additionalProperties": False, "required": ["id"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "shortDescription": TEXT,
        "fullDescription": TEXT, "help": TEXT, "properties": BAG,
        "defaultConfiguration": {"type": "object", "additionalProperties": False,
                                 "properties": {"level": LEVEL}},
    },
}  # fmt: skip
RESULT = {
    "type": "object", "additionalProperties": False, "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": LEVEL, "message": TEXT, "properties": BAG,
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "locations": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "properties": {"physicalLocation": {
                "type": "object", "additionalProperties": False,
                "required": ["artifactLocation"],
                "properties": {"artifactLocation": PLACE, "region": REGION}}}}},
    },
}  # fmt: skip
RUN = {
    "type": "object", "additionalProperties": False, "required": ["tool"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "additionalProperties": False,
                 "properties": {"driver": {
                     "type": "object", "required": ["name"], "additionalProperties": False,
                     "properties": {"name": {"type": "string"}, "version": {"type": "string"},
                                    "language": {"type": "string",
                                                 "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                                    "rules": {"type": "array", "uniqueItems": True,
                                              "items": RULE}}}}},
        "artifacts": {"type": "array", "uniqueItems": True, "items": {
            "type": "object", "additionalProperties": False,
            "properties": {"location": PLACE,
                           "hashes": {"type": "object",
                                      "additionalProperties": {"type": "string"}}}}},
        "results": {"type": "array", "items": RESULT},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "properties": BAG,
    },
}  # fmt: skip
SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
    "additionalProperties": False, "required": ["version", "runs"],
    "properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"enum": ["2.1.0"]},
                   "runs": {"type": "array", "items": RUN}},
}  # fmt: skip
"""The part of SARIF 2.1.0 that is used here, written down from the standard (OASIS, 27 March 2020,
section 3) and stricter than it: nothing that is not listed may stand in a log of ours."""


@pytest.fixture(scope="module")
def log() -> dict[str, Any]:
    made = sarif.render(audit(load_case(CASE)), rulebook(), "nl", "cases/mieke-en-jette/case.yaml")
    read: dict[str, Any] = json.loads(made)
    return read


def test_sarif_is_what_the_standard_says(log: dict[str, Any]) -> None:
    jsonschema.validate(log, SCHEMA)
    jsonschema.validate(json.loads(sarif.render(sample(), book(), "en")), SCHEMA)


def test_results_point_at_the_line_of_a_step_of_theirs(log: dict[str, Any]) -> None:
    file = CASE / "case.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    ids = {e["id"] for e in yaml.BaseLoader(file.read_bytes()).get_single_data()["events"]}
    for found in log["runs"][0]["results"]:
        place = found["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "cases/mieke-en-jette/case.yaml"
        line = lines[place["region"]["startLine"] - 1]
        events = set(found["properties"]["events"]) & ids
        assert not events or any(f"id: {e}" in line for e in events)


def test_what_cannot_be_established_is_open_and_has_no_level(log: dict[str, Any]) -> None:
    for found in log["runs"][0]["results"]:
        open_ = found["properties"]["certainty"] == "undetermined"
        assert (found["kind"], found["level"] == "none") == (
            ("open", True) if open_ else ("fail", False)
        )
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in log["runs"][0]["results"])


def test_fingerprints_are_the_ids_of_findings(log: dict[str, Any]) -> None:
    ids = [r["partialFingerprints"]["findingId/v1"] for r in log["runs"][0]["results"]]
    assert ids == [f.id for f in audit(load_case(CASE)).findings]


def test_restricted_findings_stay_out_of_sarif() -> None:
    text = sarif.render(sample(), book())
    assert "GEHEIM" not in text
    assert "VT001-4" not in text


# -- several outputs at once


def test_several_formats_from_one_audit_by_suffix(tmp_path: Path) -> None:
    outputs = [tmp_path / n for n in ("a.md", "b.json", "c.csv", "d.sarif", "e.txt")]
    arguments = [x for path in outputs for x in ("--output", path)]
    assert called("audit", CASE, *arguments).returncode == 0
    names = {
        "a.md",
        "b.json",
        "c-timeline.csv",
        "c-terms.csv",
        "c-findings.csv",
        "d.sarif",
        "e.txt",
    }
    assert {p.name for p in tmp_path.iterdir()} == names
    again = called("audit", CASE, *arguments)
    assert again.returncode == 2
    (tmp_path / "a.md").unlink()
    assert called("audit", CASE, *arguments).returncode == 2
    assert not (tmp_path / "a.md").exists(), "all of them or none"


def test_one_table_in_one_file_and_on_the_screen(tmp_path: Path) -> None:
    target = tmp_path / "termijnen.csv"
    assert called("audit", CASE, "--output", target, "--only", "terms").returncode == 0
    shown = called("audit", CASE, "--format", "csv", "--only", "terms")
    assert shown.stdout.replace("\r\n", "\n") == target.read_bytes().decode().replace("\r\n", "\n")
    whole = called("audit", CASE, "--format", "csv").stdout
    assert [t.partition(",")[0] for t in whole.split("\n\n")] == ["number", "rule", "id"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "termz"], "did you mean `terms`"),
        (["--brief", "--full"], "not both"),
        (["--format", "json", "--only", "terms"], "always whole"),
        (["--format", "json", "--for", "comment"], "makes markdown"),
        (["--output", "a.md", "--output", "b.md", "--format", "json"], "suffix"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_what_does_not_go_together_is_wrong_usage(arguments: list[str], message: str) -> None:
    done = called("audit", CASE, *arguments)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert done.stdout == ""
