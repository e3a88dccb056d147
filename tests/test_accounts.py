"""Rival accounts of other things than dates: a verdict stands only where they do not matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from rulebook_examples import written

from vtaudit.api import audit, load_case
from vtaudit.audit.model import Audit

TALK = """
events:
  - id: keuze
    activity: keuze-vv
    date: 2020-01-22
    by: vt
    concerns: [moeder]
  - id: brief
    activity: informeren
    date: 2020-01-24
    by: vt
    to: {to}
    channel: brief
    announces: keuze
    says: [aanpak]
    accounts: [{account}]
"""


def verdicts(text: str, folder: Path) -> dict[str, str]:
    result: Audit = audit(load_case(written(text, folder)))
    return {f.code: f.certainty for f in result.findings if f.person in (None, "moeder")}


@pytest.mark.parametrize(
    ("to", "account", "certainty"),
    [
        ("moeder", "{by: moeder, field: other, text: x}", None),
        ("moeder", "{by: moeder, field: to, value: moeder, text: niet gekregen}", "undetermined"),
        ("vader", "{by: vt, field: to, value: moeder, text: ook aan haar}", "undetermined"),
        ("vader", "{by: vt, field: to, value: moeder, text: een vergissing, status: slip}",
         "established"),
        ("vader", "{by: vt, field: other, text: x}", "established"),
    ],
)  # fmt: skip
def test_who_was_told_depends_on_whose_account_is_right(
    to: str, account: str, certainty: str | None, tmp_path: Path
) -> None:
    found = verdicts(TALK.format(to=to, account=account), tmp_path)
    assert found.get("VT405") == certainty


@pytest.mark.parametrize(
    ("value", "certainty"),
    [("geen", "established"), ("yes", "undetermined"), ("no", "undetermined")],
)
def test_whether_a_talk_was_recorded(value: str, certainty: str, tmp_path: Path) -> None:
    account = "" if value == "geen" else f"{{by: vt, field: record, value: {value}, text: x}}"
    text = f"""
events:
  - id: gesprek
    activity: gesprek-ouders
    date: 2020-01-20
    by: vt
    with: [moeder]
    channel: gesprek
    record: {{of_event: yes, of_content: no}}
    accounts: [{account}]
"""
    assert verdicts(text, tmp_path)["VT301"] == certainty


def test_an_account_without_a_value_is_told_and_decides_nothing(tmp_path: Path) -> None:
    account = "{by: moeder, field: to, text: zij kreeg niets}"
    found = verdicts(TALK.format(to="moeder", account=account), tmp_path)
    assert "VT405" not in found
    assert "VT802" in found
