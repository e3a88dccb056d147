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
    [("geen", "established"), ("yes", "undetermined"), ("no", "established")],
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


def test_what_is_undetermined_names_the_accounts(tmp_path: Path) -> None:
    account = "{by: moeder, field: to, value: moeder, text: zij kreeg niets}"
    result = audit(load_case(written(TALK.format(to="moeder", account=account), tmp_path)))
    (found,) = (f for f in result.findings if f.code == "VT405" and f.person == "moeder")
    (fact,) = (d for d in found.deciding if d.kind == "account")
    args = dict(fact.args)
    assert args["event"].value == "brief"
    assert [p.value for p in args["accounts"].items[0].items] == ["moeder", "zij kreeg niets"]


STEPS = """
events:
  - {{id: melding-1, activity: melding, date: 2019-12-06, by: melder-1, to: vt}}
  - id: stap
    activity: {activity}
    date: 2019-12-09
    by: {by}
    about: {about}
    accounts: [{account}]
"""


@pytest.mark.parametrize(
    ("activity", "by", "about", "account", "certainty"),
    [
        ("doorzetten", "vt", "melding-1", "", None),
        ("doorzetten", "vt", "melding-1", "{by: no, field: by, value: raad}", None),
        ("doorzetten", "vt", "melding-1", "{by: no, field: by, value: vt}", "undetermined"),
        ("doorzetten", "raad", "melding-1", "{by: no, field: by, value: vt}", "undetermined"),
        ("doorzetten", "raad", "melding-1", "", "established"),
        ("doorzetten", "vt", "melding-1", "{by: no, field: about, value: melding-1}",
         "undetermined"),
        ("doorzetten", "vt", "melding-1", "{by: no, field: activity, value: overig}",
         "undetermined"),
        ("overig", "vt", "melding-1", "{by: no, field: activity, value: doorzetten}",
         "undetermined"),
        ("overig", "vt", "melding-1", "", "established"),
    ],
)  # fmt: skip
def test_kind_actor_and_ties_depend_on_whose_account_is_right(
    activity: str, by: str, about: str, account: str, certainty: str | None, tmp_path: Path
) -> None:
    text = STEPS.format(activity=activity, by=by, about=about, account=account)
    assert verdicts(text, tmp_path).get("VT208") == certainty


@pytest.mark.parametrize(
    ("also", "given"),
    [("", {"rectificatie", "lering"}), (", excuses", {"excuses", "rectificatie", "lering"})],
)
def test_a_disputed_apology_alone_shows_no_redress(
    also: str, given: set[str], tmp_path: Path
) -> None:
    text = f"""
complaints: [{{id: k, text: K., against: vt, redress: [sorry, brief, rectificatie]}}]
events:
  - {{id: sorry, activity: excuses, date: 2020-06-01, by: vt, to: moeder, says: [excuses],
     accounts: [{{by: moeder, field: says, value: excuses, text: niet gekregen}}]}}
  - {{id: brief, activity: reactie-oordeel, date: 2020-07-01, by: vt, to: moeder, channel: brief,
     about: k, says: [fout-erkend, lering{also}]}}
  - {{id: rectificatie, activity: rectificatie, date: 2020-08-01, by: jbt, to: moeder}}
"""
    result = audit(load_case(written(text, tmp_path)))
    (complaint,) = result.complaints
    shown = {str(p.item): p for p in complaint.redress}
    assert set(shown) == given
    if "excuses" in shown:  # the denial stands beside what is shown
        assert shown["excuses"].events == ("brief",)
        assert [dict(f.args)["event"].value for f in shown["excuses"].disputed] == ["sorry"]
    found = {f.code: f for f in result.findings}
    assert ("VT703" in found) == ("excuses" not in shown)
    assert "VT703" not in found or found["VT703"].certainty == "undetermined"


def test_differing_accounts_name_the_findings_that_hang_on_them(tmp_path: Path) -> None:
    account = "{by: moeder, field: to, value: moeder, text: zij kreeg niets}"
    result = audit(load_case(written(TALK.format(to="moeder", account=account), tmp_path)))
    (differing,) = (f for f in result.findings if f.code == "VT802")
    hung = {f.code for f in result.findings if f.id in differing.hanging}
    assert "VT405" in hung
    assert hung == {
        f.code for f in result.findings if any(d.kind == "account" for d in f.deciding)
    }  # fmt: skip
    plain = "{by: moeder, field: to, text: zij kreeg niets}"
    result = audit(load_case(written(TALK.format(to="moeder", account=plain), tmp_path)))
    assert not any(f.hanging for f in result.findings)
