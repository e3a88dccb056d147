"""On a terminal vtaudit asks, and no slip costs the answers given before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vtaudit.api import load_case

pty = pytest.importorskip("pty", reason="a system without pseudo-terminals")
ROOT = Path(__file__).resolve().parent.parent


def talk(folder: Path, answers: list[str], *command: str) -> str:
    """Return what a terminal in *folder* shows of *command*, whose questions get *answers*."""
    terminal, inside = pty.openpty()
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    with subprocess.Popen(
        [sys.executable, "-m", "vtaudit", *command], cwd=folder, stdin=inside, stdout=inside,
        stderr=inside, env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
    ) as running:  # fmt: skip
        os.close(inside)
        shown = b""
        while part := _read(terminal):
            shown += part
    os.close(terminal)
    assert running.returncode == 0, shown.decode()
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux tells the end
        return b""


def test_a_new_case_asks_again_after_a_slip(tmp_path: Path) -> None:
    answers = ["Sem en Noor", "veilig", "", "sem=kind", "noor=knid", "noor=kind", "", "gisteren",
               "2020-12-31"]  # fmt: skip
    shown = talk(tmp_path, answers, "new", "zaak")
    for told in ("did you mean `veilig-thuis`", "did you mean `kind`", "`gisteren` is not a day"):
        assert told in shown
    case = load_case(tmp_path / "zaak")
    assert list(case.people) == ["sem", "noor"]
    assert str(case.file.case.title) == "Sem en Noor"
    assert str(case.file.case.as_of) == "2020-12-31"


def test_a_new_step_asks_for_all_of_it_and_again_after_a_slip(tmp_path: Path) -> None:
    talk(tmp_path, ["", "", "sem=kind", "", ""], "new", "zaak")
    answers = ["gesprek", "gesprek-kind", "20-1-2020", "20 januari 2020", "Een 'gesprek': #1",
               "vt, piet", "vt", "sem"]  # fmt: skip
    shown = talk(tmp_path, answers, "add", "zaak")
    assert "did you mean one of: gesprek-betrokkenen, gesprek-informant, gesprek-kind" in shown
    assert "did you mean `2020-01-20`" in shown
    assert "unknown person or body `piet`" in shown
    (event,) = load_case(tmp_path / "zaak").file.events
    assert (str(event.activity), str(event.date)) == ("gesprek-kind", "20 januari 2020")
    assert (str(event.text), list(event.by), list(event.to)) == (
        "Een 'gesprek': #1",
        ["vt"],
        ["sem"],
    )


def test_an_import_asks_where_no_activity_stands_out_and_enter_leaves_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "6 december 2019 Melding\n7 december 2019 Iets\n8 december 2019 Nog iets\n",
        encoding="utf-8",
    )
    shown = talk(tmp_path, ["ziting", "zitting", ""], "import", "a.txt", "-o", "zaak")
    assert "did you mean `zitting`" in shown
    found = [str(e.activity) for e in load_case(tmp_path / "zaak").file.events]
    assert found == ["melding", "zitting", "onbekend"]
    draft = (tmp_path / "zaak" / "case.yaml").read_text(encoding="utf-8")
    assert draft.count("todo: kies de activiteit") == 1


def test_without_a_terminal_an_empty_text_is_no_question() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vtaudit", "add", "cases/voorbeeld-te-laat", "-a", "mdo", "-t", ""],
        cwd=ROOT, input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "there is no terminal to ask on" in done.stderr


def test_words_can_be_sought() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vtaudit", "words", "activity", "GESPREK"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) > 3
    assert all("gesprek" in line for line in lines)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_what_is_offered_does_not_depend_on_chance(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vtaudit", "add", "cases/voorbeeld-te-laat", "-a", "zzzz", "-t", "x"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    assert done.returncode == 2
    offered = done.stderr.split("expected one of: ")[1].rstrip(", …\n").split(", ")
    assert offered == sorted(offered)
