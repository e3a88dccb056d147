"""Beginning, extending and tidying a case file, through the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from running import invoked, run

from vtaudit.api import load_case

ROOT = Path(__file__).parent.parent
CASES = ROOT / "cases"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "zaak-12"
    run("new", "zaak-12", "-o", folder, "--title", "Sem en Noor", "--person", "sem=kind",
        "--person", "moeder=ouder", "--as-of", "2021-01-01")  # fmt: skip
    return folder


def test_a_new_case_passes_the_check_and_can_be_audited(case: Path) -> None:
    run("check", case)
    assert "Sem en Noor" in run("audit", case)
    assert (case / "case.schema.json").is_file()


def test_a_new_case_replaces_none_unasked(case: Path) -> None:
    before = (case / "case.yaml").read_bytes()
    assert "--force" in run("new", "zaak-12", "-o", case, status=2)
    assert (case / "case.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Zaak 12"], "`zaak-12`"),
        (["zaak", "--person", "sem=kinds"], "did you mean `kind`"),
        (["zaak", "--body", "veilig-thuys"], "did you mean `veilig-thuis`"),
        (["zaak", "--protocol", "handelingsprotocol-2018"], "handelingsprotocol-2019"),
    ],
)
def test_a_wrong_word_for_a_new_case_names_the_nearest(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    assert told in run("new", *arguments, "-o", tmp_path / "zaak", status=2)
    assert not (tmp_path / "zaak").exists()


def test_a_step_is_added_and_comments_stay(case: Path) -> None:
    run("add", case, "-a", "melding", "-d", "medio mei 2020", "-t", "Melding: zorgen.", "--to", "vt",
        "--source", "dossier:3")  # fmt: skip
    run("add", case, "-a", "melding", "-t", "Nog een melding.")
    events = load_case(case).file.events
    assert [e.id for e in events] == ["melding", "melding-2"]
    assert (events[0].date, events[0].sources[0].page) == ("medio mei 2020", "3")
    assert "vtaudit words role" in (case / "case.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_step_is_added_and_no_other_byte_changes(case: Path, mark: bytes, end: bytes) -> None:
    file = case / "case.yaml"
    run("add", case, "-a", "melding", "-t", "Melding.")
    before = mark + file.read_bytes().replace(b"\n", end)
    file.write_bytes(before)
    run("add", case, "-a", "melding", "-t", "Nog een melding.")
    added = file.read_bytes().removeprefix(before)
    assert len(added) < len(before)
    lines = added.split(end)
    assert [lines[0].strip(), lines[-1]] == [b"- id: melding-2", b""]
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_step_that_would_be_wrong_is_refused_and_nothing_is_lost(case: Path) -> None:
    before = (case / "case.yaml").read_bytes()
    told = run("add", case, "-a", "melding", "-d", "mei 2020 of zo", "-t", "Melding", status=3)
    assert "E131" in told
    assert "did you mean `melding`" in run("add", case, "-a", "meldin", "-t", "x", status=2)
    assert (case / "case.yaml").read_bytes() == before


def test_tidying_keeps_words_order_and_comments(case: Path) -> None:
    file = case / "case.yaml"
    untidy = file.read_text(encoding="utf-8").replace(
        "events: []",
        'events:\r\n- id:   x   # waarom\r\n  activity: melding\r\n  text:  "a: b"   \r\n  date: 2020-05-04',
    )
    file.write_bytes(untidy.encode())
    assert "would change" in run("fmt", "--check", file, status=1)
    assert file.read_bytes() == untidy.encode()
    run("fmt", file)
    assert file.read_text(encoding="utf-8").endswith(
        'events:\n  - id: x   # waarom\n    activity: melding\n    text: "a: b"\n    date: 2020-05-04\n'
    )
    run("fmt", "--check", file)


@pytest.mark.parametrize("name", [p.parent.name for p in sorted(CASES.glob("*/case.yaml"))])
def test_our_own_cases_are_tidy(name: str) -> None:
    run("fmt", "--check", CASES / name)


def test_the_chronology_has_every_step_once_and_can_be_narrowed() -> None:
    whole = run("timeline", CASES / "mieke-en-jette").splitlines()
    assert len(whole) == len(load_case(CASES / "mieke-en-jette").file.events)
    some = run("timeline", CASES / "mieke-en-jette", "--track", "rechter").splitlines()
    assert some
    assert {" ".join(line.split()) for line in some} < {" ".join(line.split()) for line in whole}
    assert "did you mean `moeder`" in run(
        "timeline", CASES / "mieke-en-jette", "--person", "moder", status=2
    )
    assert run("timeline", CASES / "mieke-en-jette", "--markdown").startswith("| wanneer | wat |")


def test_the_settings_for_an_editor_find_what_a_check_says(case: Path) -> None:
    page = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
    settings, tasks = (json.loads(b) for b in re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    assert settings["yaml.schemaStore.enable"] is False
    (task,) = tasks["tasks"]
    text = (case / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(text.replace("role: kind", "role: knd"), encoding="utf-8")
    command = [str(case) if a == "${fileDirname}" else a for a in task["args"]]
    told = invoked(*command).output
    pattern = task["problemMatcher"]["pattern"]
    found = re.search(pattern["regexp"], told, re.MULTILINE)
    assert found is not None, told
    assert found[pattern["file"]] == str(case / "case.yaml")
    line, column = int(found[pattern["line"]]), int(found[pattern["column"]])
    assert text.split("\n")[line - 1][column - 1 :].startswith("kind")
    assert found[pattern["code"]] == "E115"
