"""Which rules are used, what is set aside, and what is new, through the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "cases" / "voorbeeld-te-laat" / "case.yaml"


def vtaudit(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vtaudit", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def told(*arguments: str | Path) -> dict[str, Any]:
    done = vtaudit("audit", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def codes(report: dict[str, Any]) -> set[str]:
    return {f["code"] for f in report["findings"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a case, with a place for settings above it."""
    case = tmp_path / "zaken" / "een"
    case.mkdir(parents=True)
    (case / "case.yaml").write_bytes(CASE.read_bytes())
    return case


def settings(folder: Path, text: str) -> None:
    (folder.parent / "vtaudit.toml").write_text(text, encoding="utf-8")


# -- rules ------------------------------------------------------------------------------------


def test_select_and_ignore_by_code_name_and_beginning() -> None:
    assert codes(told(CASE, "--select", "VT5")) == {"VT501", "VT502", "VT503", "VT505", "VT506",
                                                    "VT508"}  # fmt: skip
    assert codes(told(CASE, "--select", "kind-gehoord-voor-besluit")) == {"VT501"}
    assert codes(told(CASE, "--select", "VT501,VT502", "--ignore", "mening-")) == {"VT501"}


def test_what_is_left_out_is_told() -> None:
    report = told(CASE, "--select", "VT5")
    left = {n["id"] for n in report["not_audited"] if n["reason"] == "not-selected"}
    assert "VT101" in left
    assert "VT501" not in left
    assert "Op verzoek weggelaten regels: VT101" in vtaudit("audit", CASE, "--select", "VT5").stdout


def test_a_pattern_that_fits_nothing_is_wrong_usage() -> None:
    done = vtaudit("audit", CASE, "--ignore", "kind-gehoord-voor-besluiten")
    assert done.returncode == 2
    assert "did you mean `kind-gehoord-voor-besluit`?" in done.stderr


# -- settings ---------------------------------------------------------------------------------


def test_settings_are_found_above_the_case_and_the_command_line_goes_first(folder: Path) -> None:
    settings(folder, '[audit]\nlang = "en"\nselect = ["VT501"]\nfail-on = "shortcoming"\n')
    done = vtaudit("audit", folder)
    assert done.returncode == 1
    assert "Child heard before the decision" in done.stdout
    other = vtaudit("audit", folder, "--lang", "nl", "--select", "VT802")
    assert other.returncode == 0
    assert "Lezingen verschillen" in other.stdout


def test_the_length_of_a_guideline_is_a_setting(folder: Path) -> None:
    status = {t["about"][0]: t["status"] for t in told(folder)["terms"] if t["rule"] == "VT602"}
    assert status["vraag-1"] == "met"
    settings(folder, '[lengths]\nanswer-term = "3 dagen"\n')
    status = {t["about"][0]: t["status"] for t in told(folder)["terms"] if t["rule"] == "VT602"}
    assert status["vraag-1"] == "late"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[audit]\nlangg = 'nl'\n", ":2:1: E113", "did you mean `lang`?"),
        ("[audit]\n\nlang = 'fy'\n", ":3:1: E111", "`lang` takes nl or en"),
        ("[audit]\nselect = 'VT1'\n", ":2:1: E111", "a list of rules"),
        ("[audit]\nas-of = '2020-01-01'\n", ":2:1: E111", "without quotes"),
        ("[audti]\nlang = 'nl'\n", ":1:2: E113", "did you mean `audit`?"),
        ("[lengths]\nanswer_term = '3 weken'\n", ":2:1: E113", "did you mean `answer-term`?"),
        ("[lengths]\nanswer-term = 'lang'\n", ":2:1: E131", "`lang` is not a length"),
        ("[audit]\nlang =\n", ":2:7: E103", "Invalid value"),
    ],
)
def test_every_mistake_in_the_settings_has_its_place(
    folder: Path, text: str, place: str, message: str
) -> None:
    settings(folder, text)
    done = vtaudit("audit", folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"vtaudit.toml{place}" in done.stderr
    assert message in done.stderr


def test_all_mistakes_in_the_settings_at_once(folder: Path) -> None:
    settings(folder, "[audit]\nlangg = 'nl'\nfail_on = 'note'\n[lenghts]\n")
    told_ = vtaudit("audit", folder).stderr
    assert [w in told_ for w in ("`lang`?", "`fail-on`?", "`lengths`?")] == [True] * 3


# -- what is set aside ------------------------------------------------------------------------


def accepting(folder: Path, *entries: str) -> None:
    file = folder / "case.yaml"
    listed = "".join(f"  - {e}\n" for e in entries)
    file.write_text(file.read_text(encoding="utf-8") + f"\naccepted:\n{listed}", encoding="utf-8")


def test_an_accepted_finding_is_set_aside_with_its_reason(folder: Path) -> None:
    accepting(folder, "{rule: stilte, reason: Het was vakantie.}",
              "{rule: VT307, reason: Al besproken., until: 2022-01-01}",
              "{rule: VT206, events: [melding-1], reason: Vergist.}")  # fmt: skip
    report = told(folder)
    assert "VT801" not in codes(report)
    assert {"VT307", "VT206"} <= codes(report)
    states = {a["rule"]: a["state"] for a in report["accepted"]}
    assert states == {"stilte": "used", "VT307": "expired", "VT206": "unused"}
    assert "Het was vakantie." in vtaudit("audit", folder).stdout
    assert "VT801" in codes(told(folder, "--no-accepted"))


# -- what is new ------------------------------------------------------------------------------


def test_only_what_is_new_counts_against_a_baseline(folder: Path, tmp_path: Path) -> None:
    base = tmp_path / "eerder.json"
    assert vtaudit("audit", folder, "--output", base, "--ignore", "VT501").returncode == 0
    same = ("audit", folder, "--baseline", base, "--fail-on", "note")
    assert vtaudit(*same, "--ignore", "VT501").returncode == 0
    done = vtaudit(*same)
    assert done.returncode == 1
    assert "6 nieuw" in done.stdout
    assert "Nieuwe bevindingen" in done.stdout
    compared = told(folder, "--baseline", base)["baseline"]
    assert len(compared["new"]) == 6
    assert all(i.startswith("VT501-") for i in compared["new"])
    assert compared["gone"] == []


def test_what_was_open_and_is_established_now_is_new(folder: Path, tmp_path: Path) -> None:
    base = tmp_path / "eerder.json"
    base.write_text(vtaudit("audit", folder, "--format", "json").stdout, encoding="utf-8")
    report = json.loads(base.read_text(encoding="utf-8"))
    one = next(f for f in report["findings"] if f["code"] == "VT206")
    one["certainty"] = "undetermined"
    report["findings"].append({"id": "VT206-00000000", "certainty": "established"})
    base.write_text(json.dumps(report), encoding="utf-8")
    compared = told(folder, "--baseline", base)["baseline"]
    assert compared["new"] == [one["id"]]
    assert compared["gone"] == ["VT206-00000000"]


def test_a_baseline_of_another_case_or_of_nothing_is_refused(folder: Path, tmp_path: Path) -> None:
    base = tmp_path / "ander.json"
    vtaudit("audit", ROOT / "cases" / "zonder-kinderen", "--output", base)
    for file, why in ((base, "zonder-kinderen"), (CASE, "not JSON"), (tmp_path / "x.json", "read")):
        done = vtaudit("audit", folder, "--baseline", file)
        assert done.returncode == 2
        assert why in done.stderr


# -- settings hold for every command that audits ----------------------------------------------


def test_terms_and_path_follow_the_settings(folder: Path) -> None:
    settings(folder, '[audit]\nlang = "en"\nselect = ["VT102"]\n')
    done = vtaudit("terms", folder, "--format", "json")
    assert {t["rule"] for t in json.loads(done.stdout)["terms"]} == {"VT102"}
    assert vtaudit("path", folder).stdout.startswith("Path of")
    assert vtaudit("path", folder, "--lang", "nl").stdout.startswith("De weg van")


def test_batch_follows_the_settings_and_audits_anew_when_they_change(folder: Path) -> None:
    settings(folder, '[audit]\nselect = ["VT5"]\n')
    out, store = folder.parent / "uit", folder.parent / "store"
    wanted = ("batch", folder.parent, "-o", out, "-f", "json", "--store", store, "--jobs", "0")
    assert vtaudit(*wanted).returncode == 0
    report = next(out.glob("*.json"))
    assert codes(json.loads(report.read_text(encoding="utf-8"))) == codes(told(folder))
    assert vtaudit(*wanted, "--ignore", "VT501").returncode == 0
    assert "VT501" not in codes(json.loads(report.read_text(encoding="utf-8")))
    wrong = vtaudit(*wanted, "--select", "VT999")
    assert wrong.returncode == 2
    assert "VT999" in wrong.stderr
