"""The reports of the cases of this repository: each format, language and width, whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from vtaudit.api import audit, load_case, rulebook
from vtaudit.report import json as as_json
from vtaudit.report import markdown, terminal
from vtaudit.report.case_schema import case_schema
from vtaudit.report.catalogue import languages
from vtaudit.report.schemas import audit_schema

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/case.yaml"))
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)


@BY_NAME
def test_case_file_is_what_its_schema_says(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        made = yaml.BaseLoader(file).get_single_data()
    jsonschema.validate(made, json.loads(case_schema(rulebook(), "nl")))


@BY_NAME
def test_json_is_what_its_schema_says(path: Path) -> None:
    made = json.loads(as_json.render(audit(load_case(path)), rulebook()))
    jsonschema.validate(made, json.loads(audit_schema()))
    assert all(f["message"] and f["translations"]["en"]["message"] for f in made["findings"])


@BY_NAME
@pytest.mark.parametrize("lang", languages())
def test_every_sentence_is_filled(path: Path, lang: str) -> None:
    """No value that a sentence of the rulebook asks for is missing."""
    result = audit(load_case(path))
    text = markdown.render(result, rulebook(), lang) + terminal.render(result, rulebook(), lang)
    assert not re.search(r"\{\w+\}", text)
    assert not re.search(r"condition:|-unknown|event:", text)


@BY_NAME
@pytest.mark.parametrize("width", [80, 200])
def test_terminal_fits(path: Path, width: int) -> None:
    text = terminal.render(audit(load_case(path)), rulebook(), width=width)
    assert max(map(len, text.splitlines())) <= width


@BY_NAME
def test_nothing_is_judged(path: Path) -> None:
    """The tool's own words say no verdict; those of instances stand under their name."""
    messages = [f["message"] for f in json.loads(
        as_json.render(audit(load_case(path)), rulebook()))["findings"]]  # fmt: skip
    assert not re.search(r"(?i)gegrond|onrechtmatig|geschonden|schending", " ".join(messages))


@BY_NAME
def test_rules_ask_for_values_that_findings_have(path: Path) -> None:
    result, book = audit(load_case(path)), rulebook()
    for finding in result.findings:
        rule, known = book.rule(finding.code), dict(finding.args)
        for told in (rule.nl, rule.en):
            sure = finding.certainty == "established"
            template = told.contradicted if sure else told.unclear
            found = re.findall(r"\{([^{}]+)\}", template + (told.question or ""))
            wanted = {name.rpartition(":")[2] for name in found}
            assert wanted <= set(known), finding.code
