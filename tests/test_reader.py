"""From a case file to a case: every mistake at its place, and what the dates of a right one say."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml
from effort import growth
from reading import HEAD, VOCABULARY, WORDS, calendars, problems_of, read, shut

from vtaudit.dates.interval import Interval
from vtaudit.dossier.files import cited_files, why_outside
from vtaudit.dossier.reader import read_case
from vtaudit.errors import Code, ExitStatus, InputError
from vtaudit.yamlio import Limits, parser

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
EVENTS = "events:\n  - {id: a, activity: melding, text: A, date: 2019-12-06}\n"


def days(first: str | None, last: str | None) -> Interval:
    return Interval(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


# -- mistakes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_mistake_is_told_at_its_place_and_nothing_else_is(path: Path) -> None:
    expected, says = path.read_text(encoding="utf-8").split("\n")[:2]
    problems = problems_of(path)
    found = [f"{p.code} {p.span.line}:{p.span.column}" for p in problems]
    assert found == expected.removeprefix("# ").split(", ")
    assert any(says.removeprefix("# says: ") in p.message for p in problems)
    lines = path.read_text(encoding="utf-8").split("\n")
    for p in problems:
        assert p.file == str(path)
        assert p.excerpt.strip("…") in lines[p.span.line - 1]


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_the_slow_parser_finds_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = problems_of(path)
    monkeypatch.setattr(parser, "_LOADER", yaml.SafeLoader)
    slow = problems_of(path)
    assert [(p.code, p.span.line, p.message) for p in slow] == [
        (p.code, p.span.line, p.message) for p in fast
    ]


def test_every_code_has_an_example() -> None:
    shown = {c for p in BROKEN for c in re.findall(r"E\d{3}", p.read_text("utf-8").split("\n")[0])}
    elsewhere = {Code.NO_FILE, Code.NOT_UTF8, Code.CONTROL, Code.LIMIT, Code.EMPTY}
    elsewhere |= {Code.IDENTIFIES, Code.EXAMPLE}  # of outputs: test_leaks; of rules: test_rules
    assert shown == set(Code) - elsewhere


def test_the_error_tells_everything_to_whoever_prints_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "note: @x\n")
    assert f"{tmp_path / 'case.yaml'}:5:7: E103" in str(caught.value)
    assert caught.value.status == ExitStatus.NOT_AUDITED


def test_of_thousands_of_mistakes_the_first_are_told(tmp_path: Path) -> None:
    events = "".join(
        f"  - {{id: e{n}, activity: melding, text: T, by: x{n}, after: [y{n}], date: na z{n}}}\n"
        for n in range(5_000)
    )
    (tmp_path / "case.yaml").write_text(HEAD + "events:\n" + events, encoding="utf-8")
    problems = problems_of(tmp_path)
    assert len(problems) == 501
    assert problems[-1].code == Code.LIMIT


def test_two_contradictions_are_both_told(tmp_path: Path) -> None:
    text = EVENTS + "".join(
        f"  - {{id: {name}, activity: melding, text: T, date: 2019-12-01, after: a}}\n"
        for name in "bc"
    )
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert [p.code for p in caught.value.problems] == [Code.ORDER, Code.ORDER]
    assert "`b`" in caught.value.problems[0].message + caught.value.problems[1].message


# -- files ------------------------------------------------------------------------------------


def code_of(path: Path, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_case(path, VOCABULARY, WORDS, calendars, limits)
    (problem,) = caught.value.problems
    return problem.code, problem.message


def test_a_folder_without_a_case(tmp_path: Path) -> None:
    assert code_of(tmp_path) == (Code.NO_FILE, "this folder has no case.yaml")


def test_what_is_not_there_or_no_ordinary_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nothing")[0] == Code.NO_FILE
    assert code_of(Path("a\0b"))[0] == Code.NO_FILE
    assert code_of(Path("x" * 5000))[0] == Code.NO_FILE
    (tmp_path / "case.yaml").mkdir()
    assert code_of(tmp_path)[0] == Code.NO_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    assert code_of(tmp_path) == (Code.NO_FILE, "this is no ordinary file")
    assert code_of(tmp_path / "case.yaml")[0] == Code.NO_FILE


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no devices")
def test_a_device_is_not_read() -> None:
    assert code_of(Path("/dev/zero")) == (Code.NO_FILE, "this is no ordinary file")


def test_a_case_file_that_is_a_link_out_of_its_folder(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.yaml", tmp_path / "case"
    secret.write_text("password: x\n", encoding="utf-8")
    folder.mkdir()
    (folder / "case.yaml").symlink_to(secret)
    code, message = code_of(folder)
    assert code == Code.NO_FILE
    assert "leads out of this folder" in message


def test_a_file_larger_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(HEAD + "#" * 1000, encoding="utf-8")
    assert code_of(tmp_path, Limits(bytes=500)) == (
        Code.LIMIT,
        "the file is larger than 500 bytes",
    )


def test_links_out_of_the_folder_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to(tmp_path)
    (folder / "round").symlink_to(folder / "round")
    (folder / "in").symlink_to(folder / "case.yaml")
    assert why_outside("out", folder) is not None
    assert why_outside("up/secret", folder) is not None
    assert why_outside("a\0b", folder) is not None
    assert why_outside("in", folder) is None
    assert why_outside("bronnen/brief.pdf", folder) is None
    with pytest.raises(InputError) as caught:
        read(folder, "documents: [{id: d, kind: brief, file: out}]\n")
    assert [(p.code, p.span.line, p.span.column) for p in caught.value.problems] == [
        (Code.FILE_OUTSIDE, 5, 40)
    ]


def test_facts_about_cited_files(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_bytes(b"tekst")
    (tmp_path / "map").mkdir()
    right, wrong = hashlib.sha256(b"tekst").hexdigest(), "0" * 64
    case = read(
        tmp_path,
        f"""documents:
  - {{id: a, kind: brief, file: brief.txt, sha256: {right.upper()}}}
  - {{id: b, kind: brief, file: brief.txt, sha256: "{wrong}"}}
  - {{id: c, kind: brief, file: brief.txt}}
  - {{id: d, kind: brief, file: weg.txt, sha256: {right}}}
  - {{id: e, kind: brief, file: map}}
  - {{id: f, kind: brief}}
""",
    )
    assert [(f.document, f.exists, f.hash_matches) for f in cited_files(case)] == [
        ("a", "yes", "yes"),
        ("b", "yes", "no"),
        ("c", "yes", "unknown"),
        ("d", "no", "unknown"),
        ("e", "no", "unknown"),
    ]


def test_a_file_that_may_not_be_looked_at_may_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brief.txt").write_bytes(b"tekst")
    digest = hashlib.sha256(b"tekst").hexdigest()
    case = read(
        tmp_path,
        f"""documents:
  - {{id: a, kind: brief, file: brief.txt, sha256: "{digest}"}}
  - {{id: b, kind: brief, file: brief.txt}}
""",
    )
    shut(monkeypatch, "brief.txt")
    assert [(f.document, f.exists, f.hash_matches) for f in cited_files(case)] == [
        ("a", "unknown", "unknown"),
        ("b", "unknown", "unknown"),
    ]


# -- what a right case says -------------------------------------------------------------------


def test_a_case_is_findable_by_id(tmp_path: Path) -> None:
    text = """documents: [{id: d, kind: brief, pages: 3}]
events:
  - {id: a, activity: melding, text: A, promises: {id: p, item: duur, term: 10 weken}}
complaints: [{id: k, text: K, against: vt, about: a}]
"""
    case = read(tmp_path, text)
    assert list(case.people) == ["moeder", "kind-1"]
    assert list(case.bodies) == ["vt"]
    assert list(case.events) == ["a"]
    assert list(case.documents) == ["d"]
    assert list(case.complaints) == ["k"]
    assert case.promises["p"] == (case.events["a"], case.events["a"].promises[0])
    assert (case.folder, case.name) == (tmp_path, "case.yaml")
    assert case.sha256 == hashlib.sha256((tmp_path / "case.yaml").read_bytes()).hexdigest()


def test_the_file_itself_may_be_given_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text(HEAD, encoding="utf-8")
    assert read_case(tmp_path / "other.yml", VOCABULARY, WORDS, calendars).name == "other.yml"


def test_a_peildatum_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "").file.case.as_of is None


def test_orders_tighten_vague_dates(tmp_path: Path) -> None:
    text = (
        EVENTS
        + """\
  - {id: b, activity: melding, text: B, date: december 2019, after: a, before: c}
  - {id: c, activity: melding, text: C, date: 2019-12-20}
  - {id: d, activity: melding, text: D, same_day: c}
  - {id: e, activity: melding, text: E, after: d}
"""
    )
    case = read(tmp_path, text)
    assert case.moments["b"].interval == days("2019-12-06", "2019-12-20")
    stated = case.moments["b"].stated
    assert stated is not None
    assert (stated.text, stated.interval) == ("december 2019", days("2019-12-01", "2019-12-31"))
    assert case.moments["d"].interval == days("2019-12-20", "2019-12-20")
    assert case.moments["d"].stated is None
    assert case.moments["e"].interval == days("2019-12-20", None)


def test_events_may_be_in_order_on_one_day(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        EVENTS
        + "  - {id: b, activity: melding, text: B, date: 2019-12-06, after: a, same_day: a}\n",
    )
    assert case.moments["b"].interval.exact


def test_relative_dates_count_from_their_anchor_in_both_directions(tmp_path: Path) -> None:
    text = (
        EVENTS
        + """\
  - {id: b, activity: melding, text: B, date: daags na a}
  - {id: c, activity: melding, text: C, date: een week later, after: b}
  - {id: x, activity: melding, text: X, date: december 2019}
  - {id: y, activity: melding, text: Y, date: daags na x, before: a}
"""
    )
    case = read(tmp_path, text)
    assert case.moments["b"].interval == days("2019-12-07", "2019-12-07")
    assert case.moments["c"].interval == days("2019-12-14", "2019-12-14")
    assert case.moments["c"].stated is None
    assert case.moments["x"].interval == days("2019-12-01", "2019-12-05")
    assert case.moments["y"].interval == days("2019-12-02", "2019-12-06")


def test_means_replaces_the_days_of_a_vague_word(tmp_path: Path) -> None:
    text = "events: [{id: a, activity: melding, text: A, date: eind 2019, means: 2019-12-20/2019-12-31}]"
    when = read(tmp_path, text).moments["a"]
    assert when.interval == days("2019-12-20", "2019-12-31")
    assert when.stated is not None
    assert when.stated.text == "eind 2019"


def test_rival_dates_stand_beside_the_stated_one(tmp_path: Path) -> None:
    text = (
        EVENTS
        + """\
  - id: b
    activity: gesprek
    text: B
    date: 2020-01-20
    accounts:
      - {by: vt, field: date, value: 2020-02-20, status: slip}
      - {by: moeder, field: date, value: daags na a}
      - {by: moeder, field: says, value: duur}
"""
    )
    when = read(tmp_path, text).moments["b"]
    assert when.interval == days("2020-01-20", "2020-01-20")
    assert [(r.by, r.moment.interval, r.status) for r in when.rivals] == [
        ("vt", days("2020-02-20", "2020-02-20"), "slip"),
        ("moeder", days("2019-12-07", "2019-12-07"), "disputed"),
    ]


def test_every_other_date_is_found_by_its_text(tmp_path: Path) -> None:
    head = HEAD.replace(
        "audited: vt",
        "audited: vt, covered: [{from: 2019-11, to: daags na a}, {from: 2019-12, to: daags na a}]",
    )
    head = head.replace("role: kind}", "role: kind, age: {years: 6, on: april 2019}}")
    text = (
        EVENTS
        + """\
  - id: b
    activity: melding
    text: B
    duration: {from: 2019-12-10, until: 2019-12-11}
    promises: [{id: p, item: duur, term: 10 weken, from: 2020-01-20, by: eind maart 2020}]
documents: [{id: d, kind: brief, date: begin 2020, versions: [{id: concept, date: 2020-01-03}]}]
complaints: [{id: k, text: K, against: vt, verdicts: [{id: o, by: vt, outcome: gegrond, date: 2022}]}]
"""
    )
    case = read(tmp_path, text, head)
    assert set(case.dates) == {
        "2019-11", "2019-12", "daags na a", "april 2019", "2019-12-10", "2019-12-11", "2020-01-20",
        "eind maart 2020", "begin 2020", "2020-01-03", "2022",
    }  # fmt: skip
    assert case.moment("2022").interval == days("2022-01-01", "2022-12-31")
    sure, empty = case.file.case.covered
    assert case.coverage(sure) == days("2019-11-30", "2019-12-07")
    assert case.coverage(empty) is None


def test_distances_in_working_days_use_the_calendar(tmp_path: Path) -> None:
    text = EVENTS + "  - {id: b, activity: melding, text: B, date: 5 werkdagen na a}\n"
    assert read(tmp_path, text).moments["b"].interval == days("2019-12-13", "2019-12-13")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_is(tmp_path: Path, day: str) -> None:
    text = f"events:\n  - {{id: a, activity: melding, text: A, date: {day}}}\n"
    text += "  - {id: b, activity: melding, text: B, date: een week na a}\n"
    text += "  - {id: c, activity: melding, text: C, date: een week voor a}\n"
    assert read(tmp_path, text).moments["a"].interval.exact


def test_links_may_point_at_four_kinds_of_things(tmp_path: Path) -> None:
    text = """documents: [{id: d, kind: brief}]
events:
  - {id: a, activity: melding, text: A, promises: {id: p, item: duur}}
  - {id: b, activity: melding, text: B, about: [a, p, d, k]}
complaints: [{id: k, text: K, against: vt}]
"""
    assert [link.id for link in read(tmp_path, text).events["b"].about] == ["a", "p", "d", "k"]


def in_order(number: int) -> str:
    return EVENTS + "".join(
        f"  - {{id: e{n}, activity: melding, text: T, after: {f'e{n - 1}' if n else 'a'}}}\n"
        for n in range(number)
    )


def test_twice_the_steps_in_order_are_twice_the_work(tmp_path: Path) -> None:
    case = read(tmp_path, in_order(1_000))
    assert growth(lambda number: partial(read, tmp_path, in_order(number)), 400) < 2.4
    assert case.moments["e999"].interval == days("2019-12-06", None)
