"""The command line, through the door a user takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, vtaudit

CASE = ROOT / "cases" / "mieke-en-jette"


def test_audit_prints_a_report() -> None:
    done = vtaudit("audit", CASE)
    assert done.returncode == 0, done.stderr
    assert "Mieke en Jette" in done.stdout
    assert "\x1b" not in done.stdout


def test_folder_and_file_are_the_same_case() -> None:
    folder, file = (vtaudit("audit", p, "--format", "json") for p in (CASE, CASE / "case.yaml"))
    assert folder.returncode == file.returncode == 0
    assert folder.stdout == file.stdout


def test_json_repeats_to_the_byte_and_ignores_the_language() -> None:
    once = vtaudit("audit", CASE, "--format", "json").stdout
    again = vtaudit("audit", CASE, "--format", "json", "--lang", "en").stdout
    assert once == again
    assert json.loads(once)["schema"] == "vtaudit/audit-v1"


def test_suffix_chooses_the_format_and_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "bevindingen.md"
    assert vtaudit("audit", CASE, "--output", target).returncode == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("#")
    refused = vtaudit("audit", CASE, "--output", target, "--lang", "en")
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert target.read_text(encoding="utf-8") == text
    assert vtaudit("audit", CASE, "--output", target, "--lang", "en", "--force").returncode == 0
    assert target.read_text(encoding="utf-8") != text
    assert [p.name for p in tmp_path.iterdir()] == ["bevindingen.md"]


def test_unknown_suffix_is_wrong_usage(tmp_path: Path) -> None:
    done = vtaudit("audit", CASE, "--output", tmp_path / "x.pdf")
    assert done.returncode == 2
    assert ".md" in done.stderr


def test_no_peildatum_is_an_error_and_never_today(tmp_path: Path) -> None:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text.replace("  as_of: 2020-12-31\n", ""), encoding="utf-8")
    done = vtaudit("audit", tmp_path)
    assert done.returncode == 3
    assert "--as-of" in done.stderr
    assert done.stdout == ""
    assert vtaudit("audit", tmp_path, "--as-of", "2020-12-31").returncode == 0


@pytest.mark.parametrize("day", ["2020-02-30", "20200101", "gisteren", "2020-W03-1"])
def test_as_of_takes_a_day_and_nothing_else(day: str) -> None:
    done = vtaudit("audit", CASE, "--as-of", day)
    assert done.returncode == 2
    assert day in done.stderr.replace("\n", "")


def test_fail_on_speaks_through_the_status() -> None:
    assert vtaudit("audit", CASE, "--format", "json", "--fail-on", "shortcoming").returncode == 1
    early = vtaudit("audit", CASE, "--format", "json", "--fail-on", "shortcoming",
                    "--as-of", "2019-12-12")  # fmt: skip
    assert early.returncode == 0


def test_check_is_silent_when_all_is_well() -> None:
    done = vtaudit("check", CASE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_names_every_mistake_at_once(tmp_path: Path) -> None:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("activity: zitting,", "activity: ziting,").replace(
        "date: 2019-12-10", "date: 2019-12-32"
    )
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    done = vtaudit("check", tmp_path)
    assert done.returncode == 3
    assert "did you mean `zitting`" in done.stderr
    assert "2019-12-32" in done.stderr
    assert "Traceback" not in done.stderr


def test_batch_goes_on_past_a_broken_case(tmp_path: Path) -> None:
    (tmp_path / "in" / "good").mkdir(parents=True)
    (tmp_path / "in" / "broken").mkdir()
    text = (CASE / "case.yaml").read_bytes()
    (tmp_path / "in" / "good" / "case.yaml").write_bytes(text)
    (tmp_path / "in" / "broken" / "case.yaml").write_text("format: 1\ncase: [", encoding="utf-8")
    done = vtaudit("batch", tmp_path / "in", "--output", tmp_path / "out")
    assert done.returncode == 3
    assert "broken" in done.stderr.splitlines()[-1]
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == ["index.md", "mieke-en-jette.md", "overview-cases", "overview.md"]
    assert "broken" in (tmp_path / "out" / "index.md").read_text(encoding="utf-8")


def test_batch_without_a_case_is_no_success(tmp_path: Path) -> None:
    done = vtaudit("batch", tmp_path, "--output", tmp_path / "out")
    assert done.returncode == 3
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "arguments",
    [["rule"], ["rule", "VT101"], ["rule", "vraag-beantwoord"], ["norm"], ["norm", "ivrk/12"],
     ["protocol"], ["protocol", "handelingsprotocol-2019"], ["words"], ["words", "activity"]],
    ids=" ".join,
)  # fmt: skip
def test_the_rulebook_can_be_read(arguments: list[str], lang: str) -> None:
    done = vtaudit(*arguments, "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 1


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (["rule", "vraag-beantwoort"], "vraag-beantwoord"),
        (["norm", "ivrk/21"], "ivrk/2"),
        (["words", "activty"], "activity"),
    ],
)
def test_unknown_names_get_the_nearest(arguments: list[str], nearest: str) -> None:
    done = vtaudit(*arguments)
    assert done.returncode == 2
    assert nearest in done.stderr


def test_the_python_api_does_the_same() -> None:
    code = (
        "from vtaudit import load_case, audit, Audit, Finding\n"
        f"found = audit(load_case({str(CASE)!r}))\n"
        "assert isinstance(found, Audit) and isinstance(found.findings[0], Finding)\n"
        "print(found.case.id)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "mieke-en-jette\n"
