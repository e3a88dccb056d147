"""The page on the language of rules: its examples are rules that do what they say."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path

import pytest
from running import invoked

from vtaudit.api import load_case, rulebook, using
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import of_rule
from vtaudit.errors import Problem, VtauditError
from vtaudit.rulebook.load import DATA, with_file
from vtaudit.trial.check import checked

ROOT = Path(__file__).resolve().parent.parent
CASE = str(ROOT / "cases" / "mieke-en-jette")
PAGE = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^( *)```yaml\n(.*?)^ *```$", PAGE, re.DOTALL | re.MULTILINE)


def blocks(start: str) -> list[str]:
    """The pieces of YAML on the page that begin with *start*, without the indent of the list."""
    plain = (re.sub(rf"(?m)^{indent}", "", text) for indent, text in BLOCKS)
    return [text for text in plain if text.startswith(start)]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A rulebook made of the page alone."""
    (tmp_path / "rules").mkdir()
    (head,) = blocks("rulebook:")
    (tmp_path / "rulebook.yaml").write_text(head, encoding="utf-8")
    for n, rules in enumerate(blocks("rules:")):
        (tmp_path / "rules" / f"{n}.yaml").write_text(rules, encoding="utf-8")
    return str(tmp_path)


def test_the_examples_on_the_page_do_what_they_say(folder: str) -> None:
    done = invoked("rule", "check", folder)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.splitlines()[-1].endswith("3 rules, 12 examples: all as they say")


def test_who_got_the_draft_before_the_table_in_the_real_case(folder: str) -> None:
    """The report has the mother get it on 14 February, and two accounts of the father."""
    done = invoked("audit", CASE, "--rulebook", folder, "--select", "ONS2", "--format", "json")
    audit = json.loads(done.stdout)
    (finding,) = audit["findings"]
    assert (finding["person"], finding["certainty"]) == ("vader", "undetermined")
    assert {d["kind"] for d in finding["deciding"]} == {"account", "event"}
    assert all(d["args"]["yes"]["value"] == "shown" for d in finding["deciding"])
    with using(folder):
        case, rule = load_case(CASE), rulebook().rule("ONS2")
        facts = Facts(case, rulebook(), date(2020, 12, 31))
        kept = {o.person: str(o.kept) for o in of_rule(facts, rule)}
    assert kept == {"moeder": "yes", "vader": "unknown"}


def test_every_word_of_the_page_that_names_a_check_is_one() -> None:
    hand, made = PAGE.split("<!-- below this line", 1)
    named = set(re.findall(r"(?m)^ *check: ([\w-]+)", hand))
    assert named <= set(re.findall(r"(?m)^### `([\w-]+)`", made))


RULES = sorted((DATA / "rules").glob("*.yaml"))
WORDS = sorted({w for f in RULES for w in re.findall(r"[\w./-]+", f.read_text(encoding="utf-8"))})
ODD = ["~", "[]", "{}", "[a]", "{a: b}", "-1", "99999999999", "yes", '""', "2020-13-45", "{", ": :"]


def spoiled(text: str, by: random.Random) -> str:
    """Return one rule of *text* with a word or a sign replaced, or a line taken out."""
    head, *rules = re.split(r"(?m)^(?=  - code)", text)
    rule = by.choice(rules)
    for _ in range(by.randint(1, 3)):
        sign = by.choice(list(re.finditer(r"[\w./-]+|[\[\]{},:]", rule)))
        if by.random() < 0.8:
            new = by.choice((*WORDS, *ODD)) if by.random() < 0.8 else ""
            rule = rule[: sign.start()] + new + rule[sign.end() :]
        else:
            lines = rule.splitlines(keepends=True)
            del lines[by.randrange(len(lines))]
            rule = "".join(lines)
    return head + rule


@pytest.mark.parametrize("seed", range(40))
def test_a_spoiled_rule_is_told_at_its_place_or_works(seed: int, tmp_path: Path) -> None:
    by = random.Random(seed)  # noqa: S311
    file = tmp_path / "rules.yaml"
    file.write_text(spoiled(by.choice(RULES).read_text(encoding="utf-8"), by), encoding="utf-8")
    problems = told_of(file)
    assert all(p.span.line and p.file == str(file) for p in problems)


def told_of(file: Path) -> tuple[Problem, ...]:
    """What is told of a rulebook file when it is read and its examples are run."""
    try:
        book, parts = with_file(None, file)
        checked(book, parts)
    except VtauditError as error:
        return error.problems or pytest.fail(f"told without a place: {error}")
    return ()
