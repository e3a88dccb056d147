"""The schemas say what the reader takes and what the JSON gives."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from sample_audit import book

from vtaudit.report.case_schema import case_schema
from vtaudit.report.schemas import audit_schema

CASE = """
format: 1
case: {id: zaak, title: Een zaak, protocol: protocol, audited: vt, as_of: 2020-12-31}
people: [{id: ouder, role: verzoeker, age: {years: 6, on: 2019-04}}]
bodies: [{id: vt, kind: veilig-thuis}]
documents: [{id: rapport, kind: rapport}]
events:
  - id: stap
    activity: gesprek
    text: Een gesprek
    by: vt
    says: [aanpak, {item: excuses, about: ouder}]
    about: [ander, {id: nog-een, link: unknown}]
    sources: [{document: rapport, page: 6}]
    record: {of_event: yes, of_content: no}
"""


def strings(text: str) -> object:
    """Return YAML with every scalar as text, as vtaudit reads it."""
    return yaml.BaseLoader(text).get_single_data()


@pytest.fixture
def schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(case_schema(book(), "nl"))
    return made


def test_case_schema_takes_a_case(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(strings(CASE), schema)


@pytest.mark.parametrize(
    "wrong",
    [
        CASE.replace("activity: gesprek", "activity: gesprk"),
        CASE.replace("by: vt", "bij: vt"),
        CASE.replace("kind: veilig-thuis", "kind: iets"),
        CASE.replace("link: unknown", "link: perhaps"),
        CASE.replace("title: Een zaak, ", ""),
    ],
)
def test_case_schema_refuses(schema: dict[str, Any], wrong: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(strings(wrong), schema)


def test_every_key_of_a_case_has_a_description(schema: dict[str, Any]) -> None:
    for name, node in schema["definitions"].items():
        body = node.get("anyOf", [node])[-1]
        for key, value in body.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"


def test_same_bytes() -> None:
    assert audit_schema() == audit_schema()
    assert case_schema(book(), "nl") == case_schema(book(), "nl")


def test_terms_and_findings_have_the_promised_keys() -> None:
    made = json.loads(audit_schema())["definitions"]
    assert {"rule", "about", "person", "duty_of", "runs_from", "last_day", "met_on", "met_by",
            "status", "kind", "source", "readings", "derivation"} <= set(made["Term"]["properties"])  # fmt: skip
    assert {"id", "code", "severity", "certainty", "events", "person", "norms", "message",
            "question", "where"} <= set(made["Finding"]["properties"])  # fmt: skip
