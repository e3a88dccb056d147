"""An organisation's own rulebook, earlier versions, and every mistake in a file of rules."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from running import invoked

from vtaudit.audit.model import Fact, TermStatus
from vtaudit.rulebook import load
from vtaudit.rulebook.model import Expected
from vtaudit.rulebook.model.words import FactKind
from vtaudit.trial.case import text_of

CASE = str(Path(__file__).resolve().parent.parent / "cases" / "mieke-en-jette")
HEAD = 'rulebook: {id: ons, version: "2", extends: "1"%s}\n'
RULE = """\
rules:
  - code: %s
    name: %s
    group: eigen
    severity: attention
    source: [ivrk/12]
    norms: [ivrk/12]
    check: exists
    bind: [{var: melding, event: {activity: melding}}]
    with: {event: melding, select: {activity: veiligheidsbeoordeling, about: melding}}
    nl: {title: t, asks: a, why: w, contradicted: "{melding} c", not-established: "{melding} n"}
    en: {title: t, asks: a, why: w, contradicted: "{melding} c", not-established: "{melding} n"}
"""


def own(folder: Path, rules: str, overrides: str = "") -> str:
    (folder / "rules").mkdir()
    (folder / "rulebook.yaml").write_text(HEAD % overrides, encoding="utf-8")
    (folder / "rules" / "eigen.yaml").write_text(rules, encoding="utf-8")
    return str(folder)


def test_an_own_rulebook_adds_a_rule(tmp_path: Path) -> None:
    book = own(tmp_path, RULE % ("ONS1", "eigen-regel"))
    assert "ONS1 eigen-regel" in invoked("rule", "ONS1", "--rulebook", book).stdout
    assert "VT101" in invoked("rule", "--rulebook", book).stdout
    report = invoked("audit", CASE, "--format", "json", "--rulebook", book).stdout
    assert '"version": "1+ons.2"' in report
    assert '"rule": "ONS1"' in report or '"ONS1"' in report
    assert invoked("rule", "ONS1").exit_code == 2, "outside it the rule is unknown again"


def test_an_own_rulebook_overrides_only_what_it_lists(tmp_path: Path) -> None:
    clash = own(tmp_path, RULE % ("VT501", "anders"))
    refused = invoked("rule", "VT501", "--rulebook", clash)
    assert refused.exit_code == 2
    assert "rules/eigen.yaml:2:11: E121 rule `VT501` is in the rulebook" in refused.stderr
    (tmp_path / "rulebook.yaml").write_text(HEAD % ", overrides: [VT501]", encoding="utf-8")
    assert invoked("rule", "VT501", "--rulebook", clash).stdout.startswith("VT501 anders")


def test_a_calendar_is_replaced_only_where_that_is_meant(tmp_path: Path) -> None:
    book = own(tmp_path, RULE % ("ONS1", "eigen"))
    (name,) = (p.name for p in (load.DATA / "calendars").iterdir())
    (tmp_path / "calendars").mkdir()
    shutil.copy(load.DATA / "calendars" / name, tmp_path / "calendars" / name)
    refused = invoked("rule", "--rulebook", book)
    assert refused.exit_code == 2
    assert (
        f"`calendars/{name}` replaces the whole file: list it under `overrides`" in refused.stderr
    )
    meant = HEAD % f", overrides: [calendars/{name}]"
    (tmp_path / "rulebook.yaml").write_text(meant, encoding="utf-8")
    assert invoked("rule", "--rulebook", book).exit_code == 0


def test_proposals_say_whose_conduct_a_new_case_examines(tmp_path: Path) -> None:
    book = own(tmp_path, RULE % ("ONS1", "eigen"), ", overrides: [proposals.yaml]")
    ours = (load.DATA / "proposals.yaml").read_text(encoding="utf-8")
    told = tmp_path / "told.csv"
    told.write_text("datum;gebeurtenis\n2020-01-06;Melding bij VT\n", encoding="utf-8")
    asked = ("import", str(told), "-o", str(tmp_path / "zaak"), "--rulebook", book)
    (tmp_path / "proposals.yaml").write_text(ours.replace(", audited: yes", ""), encoding="utf-8")
    refused = invoked(*asked)
    assert refused.exit_code == 2
    assert "proposals.yaml:4:1: E112 no actor has `audited: yes`" in refused.stderr
    (tmp_path / "proposals.yaml").write_text(ours, encoding="utf-8")
    assert invoked(*asked).exit_code == 0


def test_overriding_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    book = own(tmp_path, RULE % ("ONS1", "eigen"), ", overrides: [VT5O1, VT101]")
    told = invoked("rule", "--rulebook", book).stderr
    assert "unknown entry to override `VT5O1`; did you mean `VT5" in told
    assert "`VT101` is listed under `overrides`, and no file here gives it" in told


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("rulebook: {id: ons, version: '2', extends: '9'}", "unknown rulebook version `9`"),
        ("rulebook: {id: ons, versie: '2'}", "unknown key `versie`; did you mean `version`?"),
    ],
)
def test_a_wrong_head(wrong: str, message: str, tmp_path: Path) -> None:
    book = own(tmp_path, RULE % ("ONS1", "eigen"))
    (tmp_path / "rulebook.yaml").write_text(wrong, encoding="utf-8")
    done = invoked("rule", "--rulebook", book)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "rulebook.yaml:1:" in done.stderr


def test_no_such_rulebook() -> None:
    done = invoked("audit", CASE, "--rulebook", "nergens")
    assert done.exit_code == 2
    assert "no rulebook `nergens`" in done.stderr


def test_an_earlier_version_stays_loadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(load.DATA, tmp_path / "0.9")
    file = tmp_path / "0.9" / "rules" / "antwoorden.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("VT601", "VT699"), encoding="utf-8")
    monkeypatch.setattr(load, "EARLIER", tmp_path)
    assert load.versions() == ("0.9", load.VERSION)
    assert "VT699" in invoked("rule", "--rulebook", "0.9").stdout
    report = invoked("audit", CASE, "--format", "json", "--rulebook", "0.9")
    assert '"version": "0.9"' in report.stdout


def test_a_case_is_audited_with_the_earlier_version_it_is_pinned_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where only that version knows the words of the case; who names another gets that."""
    shutil.copytree(load.DATA, tmp_path / "earlier" / "0.7")
    for file in (tmp_path / "earlier").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\bhuisbezoek\b", "thuisbezoek", text), encoding="utf-8")
    monkeypatch.setattr(load, "EARLIER", tmp_path / "earlier")
    step = "events: [{id: t, activity: thuisbezoek, date: 2020-01-06, by: vt, to: moeder}]"
    (tmp_path / "case.yaml").write_text(
        text_of('case: {rulebook: "0.7"}\n' + step), encoding="utf-8"
    )
    for path in (tmp_path, tmp_path / "case.yaml"):
        done = invoked("audit", str(path), "--format", "json")
        assert done.exit_code == 0, done.stderr
        assert '"version": "0.7"' in done.stdout
        assert "pinned" not in done.stdout
    assert invoked("terms", str(tmp_path)).exit_code == 0
    named = invoked("audit", str(tmp_path), "--rulebook", load.VERSION)
    assert "unknown activity `thuisbezoek`" in named.stderr
    assert invoked("check", str(tmp_path)).exit_code == 0


def test_a_case_that_is_pinned_to_another_version_says_so(tmp_path: Path) -> None:
    pinned = text_of('case: {rulebook: "0.8"}')
    (tmp_path / "case.yaml").write_text(pinned, encoding="utf-8")
    report = invoked("audit", str(tmp_path), "--format", "markdown", "--lang", "en").stdout
    assert "Rulebook 0.8: the case is pinned to this version, and was audited with 1" in report
    same = text_of(f'case: {{rulebook: "{load.VERSION}"}}')
    (tmp_path / "case.yaml").write_text(same, encoding="utf-8")
    assert (
        "pinned"
        not in invoked("audit", str(tmp_path), "--format", "markdown", "--lang", "en").stdout
    )


MISTAKES = [
    ("check: exists", "check: exist", 8, "unknown check `exist`; did you mean `exists`?"),
    ("activity: melding}", "activity: meldng}", 9, "unknown activity `meldng`; did you mean"),
    ("{var: melding, event", "{var: m, event", 10, "unknown variable `melding`"),
    ("event: melding, select", "evnt: melding, select", 10, "unknown key `evnt`"),
    ("with: {event", "with: {item: melding, event", 10, "the check `exists` takes no `item`"),
    ('contradicted: "{melding} c"', 'contradicted: "{meldng} c"', 11, "unknown name in braces"),
    ("[ivrk/12]\n    norms", "[ivrk/121]\n    norms", 6, "unknown norm `ivrk/121`"),
    ("about: melding}", "reaches: melding}", 10, "is of the kind event; `reaches` needs person"),
    ("bind: [", "bind: [{var: melding, item: duur}, ", 9, "variable `melding` is bound twice"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_a_mistake_in_a_rule(old: str, new: str, line: int, message: str, tmp_path: Path) -> None:
    text = RULE % ("ONS1", "eigen")
    assert old in text
    file = tmp_path / "eigen.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = invoked("rule", "check", str(file))
    assert done.exit_code == 2
    assert any(f"eigen.yaml:{line}:" in told and message in told
               for told in done.stderr.splitlines()), done.stderr  # fmt: skip
    assert "    ^" in done.stderr


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    text = (RULE % ("ONS1", "eigen")).replace("check: exists", "check: exist")
    text = text.replace("[ivrk/12]", "[ivrk/121]")
    file = tmp_path / "eigen.yaml"
    file.write_text(text, encoding="utf-8")
    told = invoked("rule", "check", str(file)).stderr
    assert told.count(" E122 ") == 3


def test_what_cannot_be_read_does_not_hide_the_rest(tmp_path: Path) -> None:
    """Three mistakes, and nothing of what only follows from the first."""
    text = (RULE % ("ONS1", "eigen")).replace("select: {activity", "selct: {activity")
    text = text.replace("[ivrk/12]\n    norms", "[ivrk/121]\n    norms").replace(
        "en: {title: t, asks: a", 'en: {asks: "{x}", tilte: t'
    )
    (tmp_path / "eigen.yaml").write_text(
        text + RULE.partition("\n")[2] % ("ONS2", "a"), encoding="utf-8"
    )
    told = invoked("rule", "check", str(tmp_path / "eigen.yaml")).stderr
    assert "unknown key `selct`; did you mean `select`?" in told
    assert "unknown key `tilte`" in told
    assert "is missing: the check" not in told, "it is not missing, it is misspelt"
    wrong = text.replace('en: {asks: "{x}", tilte: t', 'en: {title: t, asks: "{x}"')
    (tmp_path / "eigen.yaml").write_text(wrong, encoding="utf-8")
    told = invoked("rule", "check", str(tmp_path / "eigen.yaml")).stderr
    assert re.findall(r"eigen.yaml:(\d+):", told) == ["6", "10", "12"]


def told_of(text: str, folder: Path) -> str:
    """What is told of a file of rules with *text*."""
    (folder / "eigen.yaml").write_text(text, encoding="utf-8")
    done = invoked("rule", "check", str(folder / "eigen.yaml"))
    assert done.exit_code == 2
    return done.stderr


def test_a_term_needs_to_know_from_which_event_it_runs(tmp_path: Path) -> None:
    timed = (RULE % ("ONS1", "eigen")).replace(
        "with: {event: melding, ", "with: {within: {kind: protocol, length: 2 weken}, "
    )
    told = told_of(timed, tmp_path)
    assert "the check `exists` takes no `within`" in told, "what is there has no day to be there by"
    told = told_of(timed.replace("check: exists", "check: responds"), tmp_path)
    assert "`event` is missing: the check `responds` needs it" in told
    before = timed.replace("check: exists", "check: precedes").replace("2 weken}", "2 weken}, X")
    told = told_of(before.replace("X", "before: melding"), tmp_path)
    assert "eigen.yaml:10:20: E122 a term before an event is counted back: give `back: yes`" in told
    back = timed.replace("2 weken}", "2 weken, back: yes}, event: melding")
    told = told_of(back.replace("check: exists", "check: responds"), tmp_path)
    assert "use the check `precedes`" in told


SLIPS = [
    ("code: ONS1", 'code: "ONS 1"', 2, "the code `ONS 1` has other signs"),
    ("name: eigen", "name: Eigen_regel", 3, "the name `Eigen_regel` is no lower-case words"),
    ("source: [ivrk/12]", "source: []", 2, "`source` is empty"),
    ("check: exists", "check: exists\n    from: 2021-01-01\n    until: 2020-01-01", 2,
     "`until` (2020-01-01) comes before `from`"),
    ('"{melding} c", not', '"{melding c", not', 11, "a brace stands alone"),
    ("check: exists", "check: absent", 10, "holds each such event against the audited body"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "message"), SLIPS)
def test_a_slip_of_which_every_word_is_one(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    text = RULE % ("ONS1", "eigen")
    assert old in text
    told = told_of(text.replace(old, new, 1), tmp_path)
    assert any(f"eigen.yaml:{line}:" in t and message in t for t in told.splitlines()), told


def test_the_conduct_of_others_is_not_held_against_the_audited_body(tmp_path: Path) -> None:
    text = (RULE % ("ONS1", "eigen")).replace("check: exists", "check: recorded").replace(
        "with: {event: melding, select: {activity: veiligheidsbeoordeling, about: melding}}",
        "with: {event: melding, what: content}",
    )  # fmt: skip
    told = told_of(text, tmp_path)
    assert "eigen.yaml:9:12: E122 the check `recorded` holds `melding` against the audited" in told
    file = tmp_path / "eigen.yaml"
    for fair in (
        text.replace("activity: melding}", "activity: melding, by: audited}"),
        text.replace("check: recorded", "check: recorded\n    binds: anyone"),
    ):
        file.write_text(fair, encoding="utf-8")
        assert invoked("rule", "check", str(file)).exit_code == 0
    paper = text.replace("check: recorded", "check: contains").replace(
        "event: {activity: melding}", "document: vtb"
    ).replace("{event: melding, what: content}", "{document: melding, items: duur}")  # fmt: skip
    assert "add `author: audited` to it" in told_of(paper, tmp_path)


def test_a_variable_that_could_not_be_read_is_told_once(tmp_path: Path) -> None:
    text = (RULE % ("ONS1", "eigen")).replace("event: {activity: melding}", "event: melding")
    told = told_of(text, tmp_path)
    assert told.count(": E") == 1
    assert "expected keys with values" in told


def test_what_a_rulebook_by_itself_lacks(tmp_path: Path) -> None:
    """Whoever leaves out `extends` hears of that, and not of six files nobody meant to write."""
    book = own(tmp_path, RULE % ("ONS1", "eigen"))
    (tmp_path / "rulebook.yaml").write_text("rulebook: {id: ons, version: '2'}", encoding="utf-8")
    told = invoked("rule", "--rulebook", book).stderr
    assert told.count(": E") == 1
    assert "rulebook.yaml:1:11: E112 `extends` is missing" in told
    told = invoked("rule", "check", str(tmp_path / "rulebook.yaml")).stderr
    assert "holds no rules: give its folder" in told


def test_a_file_whose_first_key_is_misspelt_is_one_of_rules(tmp_path: Path) -> None:
    told = told_of((RULE % ("ONS1", "eigen")).replace("rules:", "rule:", 1), tmp_path)
    assert "unknown key `rule`; did you mean `rules`?" in told


@pytest.mark.parametrize(
    "case", ["a piece", "[melding]", "case: x", "events: {a: b}", "events: [a]"]
)
def test_an_example_that_is_no_piece_of_a_case(case: str, tmp_path: Path) -> None:
    text = (RULE % ("ONS1", "eigen")) + f'    examples: [{{id: good, case: "{case}"}}]\n'
    (tmp_path / "eigen.yaml").write_text(text, encoding="utf-8")
    done = invoked("rule", "check", str(tmp_path / "eigen.yaml"))
    assert done.exit_code == 2
    assert "eigen.yaml:13:" in done.stderr


EXAMPLES = """\
    examples:
      - id: bad
        case: "events: [{id: m, activity: melding, date: 2020-01-06, by: melder-1, to: vt}]"
        finds: [{events: [m], verdict: contradicted}]
        repair: "events: {b: {activity: veiligheidsbeoordeling, date: 2020-01-07, by: vt, about: m}}"
        unknown: "case: {covered: []}"
        decides: %s
"""


def test_what_an_example_must_give_is_a_word_too(tmp_path: Path) -> None:
    text = RULE % ("ONS1", "eigen") + EXAMPLES % "event"
    for old, new, near in (
        ("verdict: contradicted", "verdict: contradict", "contradicted"),
        ("decides: event", "decides: evnt", "event"),
    ):
        told = told_of(text.replace(old, new), tmp_path)
        assert f"E115 unknown value `{new.split()[1]}`; did you mean `{near}`?" in told
    twice = text + EXAMPLES.partition("\n")[2] % "event"
    assert "E121 `bad` is given twice; first on line 14" in told_of(twice, tmp_path)
    odd = told_of(text.replace("id: bad", "id: slecht"), tmp_path)
    assert "its id begins with good, bad" in odd


def test_an_example_shows_the_line_that_is_wrong_and_what_nothing_fills(tmp_path: Path) -> None:
    text = RULE % ("ONS1", "eigen") + EXAMPLES % "event"
    told = told_of(text.replace("by: melder-1", "bij: melder-1"), tmp_path)
    assert "unknown key `bij`" in told
    assert "activity: melding, date: 2020-01-06, bij: melder-1" in told
    silent = told_of(text.replace("bind: [", "bind: [{var: x, event: {activity: mdo}}, "), tmp_path)
    assert "nothing in its case can be `x`" in silent


def test_words_of_examples_are_those_of_the_audit() -> None:
    hints = get_type_hints(Expected)["verdict"]
    words = {w for part in get_args(hints) for w in get_args(part)}
    assert words == {"contradicted", "not-established", *get_args(TermStatus)}
    assert get_type_hints(Fact)["kind"] == FactKind


def test_a_check_runs_the_examples_repairs_them_and_opens_them(tmp_path: Path) -> None:
    file = tmp_path / "eigen.yaml"
    text = RULE % ("ONS1", "eigen")
    file.write_text(text + EXAMPLES % "event", encoding="utf-8")
    done = invoked("rule", "check", str(file))
    assert done.exit_code == 0
    assert "1 rules, 1 examples" in done.stderr
    wrong = (EXAMPLES % "link").replace("about: m}", "about: [{id: m, link: unknown}]}")
    file.write_text(text + wrong.replace("contradicted}", "not-established}"), encoding="utf-8")
    told = invoked("rule", "check", str(file))
    assert told.exit_code == 2
    assert "eigen.yaml:14:13: E142 ONS1, example `bad`: expected [{events: [m]" in told.stderr
    assert "after `repair`: the finding must go; found [{events: [m" in told.stderr
    assert "after `unknown`: `link` must be named as deciding" in told.stderr
