"""What vtaudit says of mistakes: in English, and all of it in Dutch when that is asked for."""

from __future__ import annotations

import ast
import dataclasses as dc
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT, called

from vtaudit.decode import noun
from vtaudit.dossier import model as case_model
from vtaudit.message import Message, one_of, reason, told, worded
from vtaudit.report.catalogue import catalogue
from vtaudit.rulebook import model as book_model

CASE = ROOT / "cases" / "mieke-en-jette" / "case.yaml"
dutch = catalogue("nl").translations.gettext


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    text = CASE.read_text(encoding="utf-8")
    text = text.replace("activity: zitting,", "activity: ziting,")
    text = text.replace("date: 2019-12-10", "date: 2019-12-32")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_message_is_its_english_and_can_be_told_in_dutch() -> None:
    key = worded("`{key}` is missing", key="{id}")
    assert key == "`{id}` is missing"
    assert told(key, dutch) == "`{id}` ontbreekt"
    assert told("a text of the user's", dutch) == "a text of the user's"


def test_messages_inside_a_message_are_told_in_the_same_language() -> None:
    wanted = one_of([worded("a day"), worded("a week"), worded("a month")])
    message = worded("expected {expected}; found {found}", expected=wanted, found=worded("nothing"))
    assert message == "expected a day, a week or a month; found nothing"
    assert told(message, dutch) == "verwacht: een dag, een week of een maand; gevonden: niets"


def test_a_message_survives_the_way_to_another_process() -> None:
    message = pickle.loads(pickle.dumps(worded("`{key}` is missing", key="id")))  # noqa: S301
    assert told(message, dutch) == "`id` ontbreekt"


def test_reasons_of_the_system_are_told_too() -> None:
    assert told(reason(FileNotFoundError(2, "x")), dutch).startswith("er is geen")
    assert "odd" in told(reason(OSError(9999, "odd")), dutch)


def test_every_template_is_written_out() -> None:
    calls = [
        node
        for path in (ROOT / "vtaudit").rglob("*.py")
        if "from vtaudit.message import" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "worded"
    ]
    assert len(calls) > 200
    for call in calls:
        first = call.args[0]
        assert isinstance(first, ast.Constant), ast.unparse(call)
        assert isinstance(first.value, str)


@pytest.mark.parametrize("module", [case_model, book_model])
def test_every_kind_of_word_has_a_name_in_every_language(module: object) -> None:
    for kind in _kinds(module):
        assert isinstance(noun(kind), Message), kind


def _kinds(module: object) -> Iterator[str]:
    for thing in vars(module).values():
        if isinstance(thing, type) and dc.is_dataclass(thing):
            for field in dc.fields(thing):
                yield from (str(v) for k, v in field.metadata.items() if k in ("word", "refers"))


def test_messages_are_english_unless_asked_otherwise(broken: Path) -> None:
    done = called("audit", broken)
    assert done.returncode == 3
    assert "unknown activity `ziting`; did you mean `zitting`?" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"], ["check"], ["terms"], ["deadlines"], ["timeline"], ["fmt"], ["export"],
        ["add", "-a", "zitting", "-t", "x"],
    ],
    ids=lambda a: a[0],
)  # fmt: skip
def test_every_command_that_reads_cases_speaks_dutch_when_asked(
    arguments: list[str], broken: Path
) -> None:
    done = called(arguments[0], broken, *arguments[1:], "--lang", "nl")
    if arguments == ["fmt"]:
        assert "zou fout worden" in done.stderr or done.stderr == ""
    elif arguments == ["deadlines"]:
        assert done.stderr.splitlines()[-1].startswith("niet onderzocht: ")
    else:
        assert "activiteit onbekend: `ziting`; is `zitting` bedoeld?" in done.stderr
        assert "heeft geen dag 32" in done.stderr
    assert "did you mean" not in done.stderr


def test_the_whole_frame_is_dutch(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("format: 1\ncase: [a\nb: c\n", encoding="utf-8")
    done = called("check", tmp_path, "--lang=nl")
    assert done.stderr.splitlines() == [
        f"{tmp_path / 'case.yaml'}:2:7: E103 deze `[` is niet gesloten (dat blijkt op regel 3)",
        "    case: [a",
        "          ^",
    ]


def test_a_batch_speaks_dutch_when_asked(broken: Path) -> None:
    done = called("batch", broken, "--output", broken / "out", "--lang", "nl")
    assert done.returncode == 3
    assert "0 van 1 casussen onderzocht" in done.stderr
    assert "niet onderzocht: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "english", "dutch"),
    [
        (["adit"], "unknown command `adit`; did you mean `audit`?", "is `audit` bedoeld?"),
        (["audit", "x", "--ouput", "y"], "did you mean `--output`?", "onbekende optie `--ouput`"),
        (["audit"], "CASE is missing", "CASE ontbreekt"),
        (["audit", "x", "--as-of"], "--as-of needs a value", "--as-of vraagt om een waarde"),
        (["audit", "x", "y"], "`y` is one argument too many", "`y` is een argument te veel"),
        (["audit", "x", "--as-of", "2020-02-30"], "is not a day", "is geen dag van de kalender"),
        (["audit", "x", "--fail-on", "notes"], "did you mean `note`?", "is `note` bedoeld?"),
        (["audit", "x", "--width", "3"], "3 is outside the range", "3 ligt buiten het bereik"),
        (["calendar", "abc"], "`abc` is not a whole number", "`abc` is geen geheel getal"),
        (["rule", "vraag-beantwoort"], "unknown rule", "regel onbekend"),
        (["term", "10 wekken", "--from", "2020-01-01", "--regime", "none"],
         "did you mean `weken`?", "is `weken` bedoeld?"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)  # fmt: skip
def test_wrong_usage_in_both_languages(arguments: list[str], english: str, dutch: str) -> None:
    command, *rest = arguments
    plain, asked = called(*arguments), called(command, "--lang=nl", *rest)
    assert (plain.returncode, asked.returncode) == (2, 2)
    assert english in plain.stderr
    assert dutch in asked.stderr
    assert plain.stdout == asked.stdout == ""


def test_an_unknown_language_is_named() -> None:
    done = called("audit", CASE, "--lang", "de")
    assert done.returncode == 2
    assert "unknown value `de`; expected one of: nl, en" in done.stderr
