"""The commands about time: term, calendar, terms and deadlines, through both doors."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from vtaudit.cli import app

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "cases"
CASE = CASES / "mieke-en-jette"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def entry(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vtaudit", *map(str, arguments)],
        input=stdin, capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip


def by_hand(term: str, start: str, regime: str, *more: str) -> dict[str, Any]:
    done = run("term", term, "--from", start, "--regime", regime, "--format", "json", *more)
    assert done.exit_code == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def days(found: dict[str, Any], key: str = "last_day") -> tuple[str, str] | None:
    return found[key] and (found[key]["earliest"], found[key]["latest"])


# -- term -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "start", "regime", "last"),
    [
        ("10 weken", "2020-03-23", "atw", "2020-06-02"),
        ("6 weken", "2020-03-23", "atw", "2020-05-04"),
        ("5 werkdagen", "2019-12-06", "none", "2019-12-13"),
        ("10 weken", "2020-01-20", "none", "2020-03-30"),
        ("1 maand", "2020-06-10", "atw", "2020-07-10"),
        ("1 jaar", "2020-06-10", "atw", "2021-06-10"),
        ("one month", "2020-01-31", "eu", "2020-03-02"),
        ("1 month", "2020-01-31", "none", "2020-02-29"),
        ("2 dagen", "2019-12-24", "atw", "2019-12-30"),
    ],
)
def test_one_term(term: str, start: str, regime: str, last: str) -> None:
    found = by_hand(term, start, regime)
    assert days(found) == (last, last)
    assert found["term"] == term
    assert found["regime"] == ("1182-71" if regime == "eu" else regime)
    assert days(found, "from") == (start, start)
    assert found["covered"] is True
    assert found["derivation"][0]["step"] == "start"
    assert found["explanation"]
    assert found["translations"]["en"]["explanation"]


def test_the_explanation_tells_every_skipped_day_and_its_source() -> None:
    done = run("term", "10 weken", "--from", "2020-03-23", "--regime", "atw")
    assert done.stdout.splitlines() == [
        "10 weken vanaf 23 maart 2020: Algemene termijnenwet",
        "laatste dag: 2 juni 2020",
        "  - de dag van de stap, 23 maart 2020, telt niet mee (vgl. Awb art. 6:8)",
        "  - 24 maart 2020 tot en met 1 juni 2020: 10 weken",
        "  - 1 juni 2020 telt niet mee: Tweede Pinksterdag (Atw art. 3 lid 1)",
        "  - de laatste dag schuift door naar 2 juni 2020 (Atw art. 1 lid 1)",
    ]


def test_doubtful_days_are_free_and_the_other_day_is_noted() -> None:
    found = by_hand("5 werkdagen", "2021-04-29", "none")
    assert days(found) == ("2021-05-07", "2021-05-07")
    assert days(found, "other") == ("2021-05-06", "2021-05-06")
    text = run("term", "5 werkdagen", "--from", "2021-04-29", "--regime", "none", "--lang", "en")
    assert "if doubtful days count as ordinary days: 6 May 2021" in text.stdout
    assert "Liberation Day" in text.stdout


def test_past_the_decrees_it_says_so() -> None:
    assert by_hand("4 weken", "2024-03-01", "atw")["covered"] is False
    assert by_hand("4 weken", "2024-03-01", "none")["covered"] is True
    assert by_hand("4 weken", "2023-06-01/2026-06-01", "atw")["covered"] is False
    text = run("term", "4 weken", "--from", "2024-03-01", "--regime", "atw", "--lang", "en").stdout
    assert "which days were free in 2024 is not known" in text
    assert "note:" in text


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("medio maart 2020", ("2020-04-08", "2020-04-17")),
        ("2020-03", ("2020-03-29", "2020-04-28")),
        ("vanaf 2 maart 2020", ("2020-03-30", None)),
        ("onbekend", (None, None)),
        ("6 march 2020", ("2020-04-03", "2020-04-03")),
    ],
)
def test_any_date_phrase_will_do(start: str, last: tuple[str | None, str | None]) -> None:
    assert days(by_hand("4 weken", start, "none")) == last


def test_back_and_hours() -> None:
    assert days(by_hand("5 dagen", "2020-04-15", "atw", "--back")) == ("2020-04-09", "2020-04-09")
    found = by_hand("24 uur", "2020-03-28 14:30", "none")
    assert days(found) == ("2020-03-29", "2020-03-29")
    assert found["last_moment"] == ["2020-03-29T15:30+02:00"] * 2


def test_under_the_regulation_the_hour_of_the_event_does_not_count() -> None:
    found = by_hand("72 uur", "2020-04-09 10:20", "eu")
    assert found["last_moment"] == ["2020-04-12T11:00+02:00"] * 2
    back = by_hand("72 uur", "2020-04-12 10:20", "eu", "--back")
    assert back["last_moment"] == ["2020-04-09T10:00+02:00"] * 2


@pytest.mark.parametrize(
    ("term", "start", "more"),
    [
        ("1 week", "9999-12-25", []),
        ("1 week", "2020-01-01/9999-12-31", []),
        ("5 werkdagen", "9999-12-30", []),
        ("1 week", "0001-01-01", ["--back"]),
        ("24 uur", "9999-12-31 23:00", []),
        ("24 uur", "0001-01-01 12:00", ["--back"]),
        ("99999 jaar", "2020-01-01", []),
    ],
)
def test_past_the_years_of_the_calendar(term: str, start: str, more: list[str]) -> None:
    done = run("term", term, "--from", start, "--regime", "atw", *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "outside the years 1 to 9999" in done.stderr


FAR = """\
format: 1
case: {id: ver, title: Ver, protocol: handelingsprotocol-2019, audited: vt, as_of: 9999-12-31, covered: [{from: 2019-01-01, to: 9999-12-31}]}
people: [{id: kind, role: kind}, {id: moeder, role: ouder}]
bodies: [{id: vt, kind: veilig-thuis, statutory_body: yes}, {id: kc, kind: klachtencommissie}]
events:
  - {id: melding, activity: melding, date: 9999-12-30, by: moeder, to: vt, concerns: kind, text: Melding}
  - {id: oordeel, activity: oordeel-klachtencommissie, date: 9999-12-24, by: kc, to: [moeder, vt], text: Oordeel}
  - {id: klacht, activity: klacht, date: 9999-12-01, by: moeder, to: kc, text: Klacht}
  - {id: uitstel, activity: verdaging, date: 9999-12-02, by: kc, to: moeder, about: klacht, text: Uitstel}
  - {id: brief, activity: antwoord, date: 0001-01-01, by: vt, to: moeder, promises: [{id: p, item: monitoring, term: 9999 jaar}, {id: q, item: rectificatie, term: 3 maanden, from: 9999-11-01/9999-12-31}], text: B}
"""


@pytest.mark.parametrize("as_of", ["9999-12-31", "0001-01-01", "2020-01-01"])
def test_a_case_past_the_years_of_the_calendar_has_terms_that_cannot_be_established(
    tmp_path: Path, as_of: str
) -> None:
    (tmp_path / "case.yaml").write_text(FAR, encoding="utf-8")
    done = run("terms", tmp_path, "--explain", "--readings", "--as-of", as_of, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert "would end after the year 9999" in done.stdout
    for form in ("text", "json", "ics"):
        assert run("deadlines", tmp_path, "--as-of", as_of, "--format", form).exit_code == 0


def test_lines_from_standard_input() -> None:
    lines = "10 weken\t2020-03-23\tatw\r\n\n5 werkdagen\tmedio maart 2020\teu\n"
    done = run("term", "-", "--format", "json", stdin=lines)
    assert done.exit_code == 0
    first, second = json.loads(done.stdout)
    assert (days(first), second["regime"]) == (("2020-06-02", "2020-06-02"), "1182-71")
    text = run("term", "-", "--lang", "en", stdin=lines).stdout
    assert text.count("last day: ") == 2
    assert "\n\n" in text


@pytest.mark.parametrize(
    ("line", "place", "told"),
    [
        ("10 wekken\t2020-03-23\tatw", ":2:4:", "did you mean `weken`?"),
        ("10 weken\t2020-13-01\tatw", ":2:15:", "month 13"),
        ("10 weken\tdaags na melding-1\tatw", ":2:10:", "another event"),
        ("10 weken\t2020-03-01\tatww", ":2:21:", "did you mean `atw`?"),
        ("10 weken\t2020-03-01", ":2:1:", "columns"),
        ("9999 jaar\t2020-03-01\tatw", ":2:1:", "9999"),
    ],
)
def test_bad_lines_are_named_and_nothing_is_written(line: str, place: str, told: str) -> None:
    done = run("term", "-", stdin=f"5 dagen\t2020-03-01\tatw\n{line}\n")
    assert (done.exit_code, done.stdout) == (3, "")
    assert place in done.stderr
    assert told in done.stderr


def test_every_bad_line_is_named_at_once() -> None:
    done = run("term", "-", stdin="a\tb\tc\n1 dag\t2020-01-01\tx\n")
    assert {":1:", ":2:"} <= {f":{x.split(':')[1]}:" for x in done.stderr.splitlines() if ":" in x}


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\t2020-01-01\tatw\n"])
def test_no_lines_or_no_text_is_no_success(data: bytes) -> None:
    done = entry("term", "-", stdin=data)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["10 weken"],
        ["10 weken", "--from", "2020-03-23"],
        ["10 wekken", "--from", "2020-03-23", "--regime", "atw"],
        ["10 weken", "--from", "2020-03-32", "--regime", "atw"],
        ["10 weken", "--from", "2020-03-23", "--regime", "awb"],
        ["-", "--regime", "atw"],
        [],
    ],
)
def test_wrong_usage_of_term(arguments: list[str]) -> None:
    done = run("term", *arguments, stdin="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_text_of_a_user_is_only_text() -> None:
    done = run("term", "-", stdin="1 dag\t\x1b[31m2020\tatw\n")
    assert done.exit_code == 3
    assert "\x1b" not in done.stderr


# -- calendar ---------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1, 1980, 2014, 2020, 2025, 9999])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_year_fits_on_a_screen(year: int, lang: str) -> None:
    done = run("calendar", str(year), "--lang", lang)
    assert done.exit_code == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_year_shows_its_free_days_and_their_doubts() -> None:
    text = run("calendar", "2021", "--lang", "en").stdout
    for told in ("1*", "5?", "We 5 May 2021: Liberation Day", "Atw art. 3 lid 1", "doubtful for",
                 "source not verified", "are known"):  # fmt: skip
        assert told in text
    assert "may be missing" in run("calendar", "2025", "--lang", "en").stdout


def test_a_year_as_json() -> None:
    found = json.loads(run("calendar", "2020", "--format", "json").stdout)
    assert (found["year"], found["covered"]) == (2020, True)
    free = {d["date"]: d for d in found["free_days"]}
    assert len(free) == 10
    assert free["2020-05-22"]["decreed"] is True
    assert free["2020-05-22"]["verified"] is False
    assert free["2020-05-05"]["doubtful_for"] == ["1182-71"]
    assert json.loads(run("calendar", "2025", "--format", "json").stdout)["covered"] is False


@pytest.mark.parametrize("year", ["0", "10000", "twintig"])
def test_no_such_year(year: str) -> None:
    assert run("calendar", year).exit_code == 2


# -- terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_terms_of_a_case(lang: str) -> None:
    plain = run("terms", CASE, "--lang", lang)
    explained = run("terms", CASE, "--lang", lang, "--explain")
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
    found = json.loads(run("terms", CASE, "--format", "json").stdout)
    whole = json.loads(run("audit", CASE, "--format", "json").stdout)
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
    done = run("terms", tmp_path, "--readings", "--format", "json")
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
    assert "otherwise" not in json.loads(run("terms", tmp_path, "--format", "json").stdout)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_disputed_ways_of_counting_in_words(tmp_path: Path, lang: str) -> None:
    (tmp_path / "case.yaml").write_text(DISPUTED, encoding="utf-8")
    text = run("terms", tmp_path, "--readings", "--lang", lang).stdout
    told = {"nl": ("Anders gelezen: de dag van de stap telt zelf mee", "1 uitkomst verandert",
                   "verschuift er niets"),
            "en": ("Read otherwise: the day of the step itself counts", "1 outcome changes",
                   "nothing moves")}[lang]  # fmt: skip
    assert all(x in text for x in told)


def test_terms_of_no_case(tmp_path: Path) -> None:
    done = run("terms", tmp_path)
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
    done = run("deadlines", folder, "--as-of", as_of, "--format", "json", *more)
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
    done = run("deadlines", two, "--as-of", "2020-07-01", "--lang", lang)
    assert done.exit_code == 0
    assert ("Loopt binnenkort af" if lang == "nl" else "Due soon") in done.stdout
    assert ("nog 9 dagen" if lang == "nl" else "9 days left") in done.stdout


def test_an_agenda_repeats_and_tells_nothing_of_a_person(two: Path) -> None:
    once, again = (
        entry("deadlines", two, "--as-of", "2020-07-01", "--format", "ics") for _ in range(2)
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
        entry("deadlines", two, "--as-of", "2020-07-02", "--format", "ics").stdout.decode("utf-8")
    )
    assert {str(e["uid"]) for e in events} <= {str(e["uid"]) for e in later.walk("VEVENT")}


def test_two_cases_of_one_id_do_not_go_into_one_agenda(two: Path) -> None:
    (two / "b" / "case.yaml").write_text(LATE % ("a", "a"), encoding="utf-8")
    assert run("deadlines", two, "--as-of", "2020-07-01", "--format", "ics").exit_code == 2


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
    assert run(*asked).exit_code == 0
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert run(*asked).exit_code == 2
    assert run(*asked, "--force").exit_code == 0


def test_a_broken_case_is_named_and_the_others_are_listed(two: Path) -> None:
    (two / "b" / "case.yaml").write_text("format: 1\ncase: [", encoding="utf-8")
    done = run("deadlines", two, "--as-of", "2020-07-01")
    assert done.exit_code == 3
    assert "not audited" in done.stderr
    assert "VT109" in done.stdout


def test_deadlines_never_take_today_for_the_peildatum(two: Path) -> None:
    done = run("deadlines", two)
    assert done.exit_code == 3
    assert "--as-of" in done.stderr


def test_deadlines_of_nothing(tmp_path: Path) -> None:
    assert run("deadlines", tmp_path, "--as-of", "2020-07-01").exit_code == 3


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
    done = run(command, "--help")
    assert done.exit_code == 0
    assert f"vtaudit {command} " in done.stdout
    assert "Example" in done.stdout
