"""The commands about the time of a case, terms and deadlines, through both doors."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from running import ROOT, invoked, piped
from test_cli_counting import days

CASE = ROOT / "cases" / "mieke-en-jette"


# -- terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_terms_of_a_case(lang: str) -> None:
    plain = invoked("terms", CASE, "--lang", lang)
    explained = invoked("terms", CASE, "--lang", lang, "--explain")
    assert plain.exit_code == explained.exit_code == 0
    for text in (plain.stdout, explained.stdout):
        assert "{" not in text
        assert "free-day:" not in text
        assert "\x1b" not in text
    assert len(explained.stdout) > len(plain.stdout)
    assert ("Whit Monday" if lang == "en" else "Tweede Pinksterdag") in explained.stdout
    change = "what would change this" if lang == "en" else "wat dit zou veranderen"
    assert change in explained.stdout
    assert change not in plain.stdout


def test_terms_as_json_are_those_of_the_audit() -> None:
    found = json.loads(invoked("terms", CASE, "--format", "json").stdout)
    whole = json.loads(invoked("audit", CASE, "--format", "json").stdout)
    kept = [
        {k: v for k, v in t.items() if k not in ("explanation", "translations")}
        for t in found["terms"]
    ]
    assert kept == whole["terms"]
    assert all(t["explanation"] or t["status"] == "met" for t in found["terms"])


# The opinion of 29 February is answered on 30 March, the adjourned complaint on the day that is disputed.
DISPUTED = """\
format: 1
case: {id: betwist, title: Betwist, protocol: handelingsprotocol-2019, audited: vt, as_of: 2020-12-31, covered: [{from: 2019-01-01, to: 2020-12-31}]}
people: [{id: kind, role: kind}, {id: moeder, role: ouder}]
bodies: [{id: vt, kind: veilig-thuis, statutory_body: yes}, {id: kc, kind: klachtencommissie}]
events:
  - {id: melding, activity: melding, date: 2020-06-02, by: moeder, to: vt, concerns: kind, text: Melding}
  - {id: beoordeling, activity: veiligheidsbeoordeling, date: 2020-06-09, by: vt, about: melding, text: Beoordeling}
  - {id: oordeel, activity: oordeel-klachtencommissie, date: 2020-02-29, by: kc, to: [moeder, vt], text: Oordeel}
  - {id: reactie, activity: reactie-oordeel, date: 2020-03-31, by: vt, to: moeder, channel: brief, about: oordeel, text: Reactie}
  - {id: klacht, activity: klacht, date: 2020-03-23, by: moeder, to: kc, text: Klacht}
  - {id: uitstel, activity: verdaging, date: 2020-05-01, by: kc, to: moeder, about: klacht, text: Uitstel}
  - {id: oordeel-2, activity: oordeel-klachtencommissie, date: 2020-06-30, by: kc, to: [moeder, vt], about: klacht, text: Oordeel}
"""


def test_what_disputed_ways_of_counting_would_move(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(DISPUTED, encoding="utf-8")
    done = invoked("terms", tmp_path, "--readings", "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)["otherwise"]
    moved = {
        other["id"]: {
            (m["rule"], m["runs_from_event"], m["status"]) for m in other["moved"] if m["changed"]
        }
        for other in found
    }
    assert moved["dag-van-de-gebeurtenis"] == {("VT101", "melding", "late")}
    assert moved["maandeinde"] == {("VT109", "oordeel", "met")}
    assert moved["terugrekening"] == moved["ontbrekende-datum"] == set()
    (last,) = (m for other in found if other["id"] == "verdaging" for m in other["moved"])
    assert (last["rule"], days(last)) == ("VT108", ("2020-06-02", "2020-06-29"))
    assert "otherwise" not in json.loads(invoked("terms", tmp_path, "--format", "json").stdout)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_disputed_ways_of_counting_in_words(tmp_path: Path, lang: str) -> None:
    (tmp_path / "case.yaml").write_text(DISPUTED, encoding="utf-8")
    text = invoked("terms", tmp_path, "--readings", "--lang", lang).stdout
    told = {"nl": ("Anders gelezen: de dag van de stap telt zelf mee", "1 uitkomst verandert",
                   "verschuift er niets"),
            "en": ("Read otherwise: the day of the step itself counts", "1 outcome changes",
                   "nothing moves")}[lang]  # fmt: skip
    assert all(x in text for x in told)


def test_terms_of_no_case(tmp_path: Path) -> None:
    done = invoked("terms", tmp_path)
    assert (done.exit_code, done.stdout) == (3, "")


# -- deadlines --------------------------------------------------------------------------------

LATE = """\
format: 1
case: {id: %s, title: Geheim Gezin, reference: zaak %s, protocol: handelingsprotocol-2019, audited: vt, covered: [{from: 2019-01-01, to: 2021-12-31}]}
people: [{id: kind-geheim, role: kind}, {id: moeder-geheim, role: ouder}]
bodies: [{id: vt, kind: veilig-thuis, statutory_body: yes}, {id: kc, kind: klachtencommissie}]
events:
  - {id: oordeel, activity: oordeel-klachtencommissie, date: 2020-06-10, by: kc, to: [moeder-geheim, vt], text: Iets geheims}
"""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_text(LATE % (name, name), encoding="utf-8")
    return tmp_path


def listed(folder: Path, as_of: str, *more: str) -> list[dict[str, Any]]:
    done = invoked("deadlines", folder, "--as-of", as_of, "--format", "json", *more)
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)["deadlines"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("as_of", "more", "urgency"),
    [
        ("2020-06-20", [], "running"),
        ("2020-07-01", [], "soon"),
        ("2020-06-20", ["--within", "20"], "soon"),
        ("2020-07-10", ["--within", "0"], "soon"),
        ("2020-07-11", [], "overdue"),
    ],
)
def test_what_is_pressing(two: Path, as_of: str, more: list[str], urgency: str) -> None:
    found = [d for d in listed(two, as_of, *more) if d["term"]["rule"] == "VT109"]
    assert [(d["case"], d["urgency"]) for d in found] == [("a", urgency), ("b", urgency)]
    assert {d["as_of"] for d in found} == {as_of}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_deadlines_in_words(two: Path, lang: str) -> None:
    done = invoked("deadlines", two, "--as-of", "2020-07-01", "--lang", lang)
    assert done.exit_code == 0
    assert ("Loopt binnenkort af" if lang == "nl" else "Due soon") in done.stdout
    assert ("nog 9 dagen" if lang == "nl" else "9 days left") in done.stdout


def test_an_agenda_repeats_and_tells_nothing_of_a_person(two: Path) -> None:
    once, again = (
        piped("deadlines", two, "--as-of", "2020-07-01", "--format", "ics") for _ in range(2)
    )
    assert once.returncode == 0, once.stderr
    assert once.stdout == again.stdout
    assert b"eheim" not in once.stdout
    assert once.stdout.replace(b"\r\n", b"").count(b"\n") == 0
    agenda = Calendar.from_ical(once.stdout.decode("utf-8"))
    events = [e for e in agenda.walk("VEVENT") if str(e["uid"]).startswith("VT109")]
    assert [e.decoded("dtstart") for e in events] == [date(2020, 7, 10)] * 2
    assert {e.decoded("dtstamp").date() for e in events} == {date(2020, 7, 1)}
    assert len({str(e["uid"]) for e in events}) == 2
    later = Calendar.from_ical(
        piped("deadlines", two, "--as-of", "2020-07-02", "--format", "ics").stdout.decode("utf-8")
    )
    assert {str(e["uid"]) for e in events} <= {str(e["uid"]) for e in later.walk("VEVENT")}


def test_two_cases_of_one_id_do_not_go_into_one_agenda(two: Path) -> None:
    (two / "b" / "case.yaml").write_text(LATE % ("a", "a"), encoding="utf-8")
    assert invoked("deadlines", two, "--as-of", "2020-07-01", "--format", "ics").exit_code == 2


def test_deadlines_into_a_file_that_is_never_replaced_unasked(two: Path) -> None:
    target = two / "agenda.ics"
    asked: list[str | Path] = [
        "deadlines",
        two,
        "--as-of",
        "2020-07-01",
        "--format",
        "ics",
        "--output",
        target,
    ]
    assert invoked(*asked).exit_code == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert invoked(*asked).exit_code == 2
    assert invoked(*asked, "--force").exit_code == 0


def test_a_broken_case_is_named_and_the_others_are_listed(two: Path) -> None:
    (two / "b" / "case.yaml").write_text("format: 1\ncase: [", encoding="utf-8")
    done = invoked("deadlines", two, "--as-of", "2020-07-01")
    assert done.exit_code == 3
    assert "not audited" in done.stderr
    assert "VT109" in done.stdout


def test_deadlines_never_take_today_for_the_peildatum(two: Path) -> None:
    done = invoked("deadlines", two)
    assert done.exit_code == 3
    assert "--as-of" in done.stderr


def test_deadlines_of_nothing(tmp_path: Path) -> None:
    assert invoked("deadlines", tmp_path, "--as-of", "2020-07-01").exit_code == 3


# -- starting up ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["term", "1 dag", "--from", "2020-01-01", "--regime", "none", "--format", "json"],
         {"icalendar", "rich", "vtaudit.audit.engine"}),
        (["calendar", "2020", "--format", "json"], {"icalendar", "rich", "pendulum"}),
        (["terms", str(CASE), "--format", "json"], {"icalendar", "rich"}),
    ],
    ids=lambda v: v[0] if isinstance(v, list) else "",
)  # fmt: skip
def test_commands_load_only_what_they_need(arguments: list[str], forbidden: set[str]) -> None:
    code = (
        "import sys\nfrom vtaudit.cli import main\nsys.argv = ['vtaudit', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=True, cwd=ROOT
    )
    loaded = set(done.stderr.decode().split())
    assert "vtaudit.cli" in loaded
    assert not loaded & forbidden


@pytest.mark.parametrize("command", ["term", "calendar", "terms", "deadlines"])
def test_help_has_an_example(command: str) -> None:
    done = invoked(command, "--help")
    assert done.exit_code == 0
    assert f"vtaudit {command} " in done.stdout
    assert "Example" in done.stdout


def test_a_contested_way_is_counted_on_the_calendar_of_the_protocol() -> None:
    """Under the English protocol no term moves for a way of counting that touches none of it."""
    done = invoked("terms", ROOT / "cases" / "example-section-47", "--readings", "-f", "json")
    moved = {o["id"]: len(o["moved"]) for o in json.loads(done.stdout)["otherwise"]}
    assert moved.pop("dag-van-de-gebeurtenis") == 4
    assert set(moved.values()) == {0}
