"""The rulebook holds the norms that it should, each with its source, and shows them."""

from __future__ import annotations

import json
import re

import pytest
from running import called

from tools import bookdocs
from vtaudit.api import rulebook
from vtaudit.report.citing import address

NORMS = rulebook().norms
CONVENTION = [2, 3, 5, 6, 7, 8, 9, 12, 16, 18, 19, 20, 24, 28, 37]
LISTED = [
    *(f"ivrk/{n}" for n in CONVENTION),
    *(f"wmo-2015/4.1.1-2-{x}" for x in "abcdefg"),
    "wmo-2015/4.2.1", "wmo-2015/4.2.6", "wmo-2015/4.2.7", "wmo-2015/4.2.8", "wmo-2015/4.2.9",
    "wmo-2015/5.1.6", "wmo-2015/5.3.1", "wmo-2015/5.3.2", "wmo-2015/5.3.3", "wmo-2015/5.3.4",
    "wmo-2015/5.3.5", "uvb-wmo/4.1.7", "uvb-wmo/4.1.8", "awb/9:11", "avg/12", "avg/13", "avg/14",
    "avg/15", "bw/1:255", "jeugdwet/3.1", "hp-2019/2.3", "hp-2019/7.4.4", "geen-termijn/vv",
]  # fmt: skip


def test_every_norm_that_should_be_there_is() -> None:
    assert [n for n in LISTED if n not in NORMS] == []
    proper = [n for n in NORMS.values() if n.group == "behoorlijkheid"]
    assert len(proper) == 22
    assert len({n.subgroup for n in proper}) == 4
    assert sum(n.id.startswith("gc12/") for n in NORMS.values()) == 5
    assert sum(n.id.startswith("gc14/") for n in NORMS.values()) == 7


@pytest.mark.parametrize("name", NORMS, ids=str)
def test_a_norm_says_what_it_asks_and_where_it_stands(name: str) -> None:
    norm = NORMS[name]
    for said in (norm.nl, norm.en):
        assert said.title
        assert said.gist
    s = norm.source
    if s.kind == "bwb":
        assert re.fullmatch(r"BWBR\d{7}", s.id or "")
        assert s.version
        assert f"&g={s.version}" in (address(s) or "")
    elif s.kind == "celex":
        assert re.fullmatch(r"\d{5}[A-Z]\d{4}", s.id or "")
    if norm.basis == "memory":
        assert norm.verified == "no", "what is remembered is not verified"


def test_addresses_are_permanent() -> None:
    assert address(NORMS["wmo-2015/5.3.1"].source) == (
        "https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=5.3.1&g=2020-01-01"
    )
    assert address(NORMS["ivrk/12"].source) == "https://wetten.overheid.nl/BWBV0002508"
    assert (address(NORMS["avg/14"].source) or "").endswith("CELEX:32016R0679")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hp-2019/2.3", "1:255"),
        ("bw/1:255", "protocol"),
        ("hp-2019/7.4.4", "werkdagen"),
        ("uvb-wmo/4.1.7-1", "werkdagen"),
        ("hp-2019/7.5.1.2", "én/of"),
    ],
)
def test_where_protocol_and_law_differ_a_note_says_so(name: str, words: str) -> None:
    norm = NORMS[name]
    assert words in " ".join([norm.nl.gist, *(n.nl for n in norm.notes)])


def test_rules_are_many_and_all_their_norms_exist() -> None:
    rules = rulebook().rules
    assert len(rules) >= 45
    assert {str(n) for r in rules for n in (*r.norms, *r.source)} <= set(NORMS)


def test_a_norm_shows_the_steps_and_rules_that_touch_it() -> None:
    text = called("norm", "ivrk/12").stdout
    assert "gesprek met kind" in text
    assert "VT501" in text
    assert "https://wetten.overheid.nl/BWBV0002508" in text
    done = called("norm", "ivrk/122")
    assert done.returncode == 2
    assert "ivrk/12" in done.stderr


def test_a_rule_shows_what_fires_and_what_settles_it() -> None:
    by_code, by_name = (called("rule", x).stdout for x in ("VT201", "betrokkenen-eerst"))
    assert by_code == by_name
    for part in ("Meldt zich als", "Wat het beslist", "Uitzonderingen", "bronnen", "Voorbeeld bad:",
                 "activity: gesprek-informant"):  # fmt: skip
        assert part in by_code
    assert "Fires when" in called("rule", "VT201", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("command", "name", "key"),
    [("rule", "VT501", "code"), ("norm", "wmo-2015/5.3.1", "id"),
     ("protocol", "handelingsprotocol-2019", "id")],
)  # fmt: skip
def test_the_book_as_json(command: str, name: str, key: str) -> None:
    one = json.loads(called(command, name, "--format", "json").stdout)
    assert one[key] == name
    assert {"name", "source", "norms", "examples"} <= set(one)
    listed = json.loads(called(command, "--format", "json").stdout)
    assert one in listed
    wrong = called(command, name + "x", "--format", "json")
    assert wrong.returncode == 2
    assert "did you mean" in wrong.stderr


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_pages_of_the_docs_hold_every_entry(lang: str) -> None:
    rules = bookdocs.rules(rulebook(), lang).decode()
    norms = bookdocs.norms(rulebook(), lang).decode()
    assert [r.code for r in rulebook().rules if f"## {r.code} `{r.name}`" not in rules] == []
    assert [n for n in NORMS if f"### `{n}` " not in norms] == []
