"""The commands that count by hand, term and calendar, through both doors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import invoked, piped


def by_hand(term: str, start: str, regime: str, *more: str) -> dict[str, Any]:
    done = invoked("term", term, "--from", start, "--regime", regime, "--format", "json", *more)
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
    done = invoked("term", "10 weken", "--from", "2020-03-23", "--regime", "atw")
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
    text = invoked(
        "term", "5 werkdagen", "--from", "2021-04-29", "--regime", "none", "--lang", "en"
    )
    assert "if doubtful days count as ordinary days: 6 May 2021" in text.stdout
    assert "Liberation Day" in text.stdout


def test_past_the_decrees_it_says_so() -> None:
    assert by_hand("4 weken", "2024-03-01", "atw")["covered"] is False
    assert by_hand("4 weken", "2024-03-01", "none")["covered"] is True
    assert by_hand("4 weken", "2023-06-01/2026-06-01", "atw")["covered"] is False
    text = invoked(
        "term", "4 weken", "--from", "2024-03-01", "--regime", "atw", "--lang", "en"
    ).stdout
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
    done = invoked("term", term, "--from", start, "--regime", "atw", *more)
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
    done = invoked("terms", tmp_path, "--explain", "--readings", "--as-of", as_of, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert "would end after the year 9999" in done.stdout
    for form in ("text", "json", "ics"):
        assert invoked("deadlines", tmp_path, "--as-of", as_of, "--format", form).exit_code == 0


def test_lines_from_standard_input() -> None:
    lines = "10 weken\t2020-03-23\tatw\r\n\n5 werkdagen\tmedio maart 2020\teu\n"
    done = invoked("term", "-", "--format", "json", stdin=lines)
    assert done.exit_code == 0
    first, second = json.loads(done.stdout)
    assert (days(first), second["regime"]) == (("2020-06-02", "2020-06-02"), "1182-71")
    text = invoked("term", "-", "--lang", "en", stdin=lines).stdout
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
    done = invoked("term", "-", stdin=f"5 dagen\t2020-03-01\tatw\n{line}\n")
    assert (done.exit_code, done.stdout) == (3, "")
    assert place in done.stderr
    assert told in done.stderr


def test_every_bad_line_is_named_at_once() -> None:
    done = invoked("term", "-", stdin="a\tb\tc\n1 dag\t2020-01-01\tx\n")
    assert {":1:", ":2:"} <= {f":{x.split(':')[1]}:" for x in done.stderr.splitlines() if ":" in x}


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\t2020-01-01\tatw\n"])
def test_no_lines_or_no_text_is_no_success(data: bytes) -> None:
    done = piped("term", "-", stdin=data)
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
    done = invoked("term", *arguments, stdin="")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_text_of_a_user_is_only_text() -> None:
    done = invoked("term", "-", stdin="1 dag\t\x1b[31m2020\tatw\n")
    assert done.exit_code == 3
    assert "\x1b" not in done.stderr


# -- calendar ---------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1, 1980, 2014, 2020, 2025, 9999])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_year_fits_on_a_screen(year: int, lang: str) -> None:
    done = invoked("calendar", str(year), "--lang", lang)
    assert done.exit_code == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_year_shows_its_free_days_and_their_doubts() -> None:
    text = invoked("calendar", "2021", "--lang", "en").stdout
    for told in ("1*", "5?", "We 5 May 2021: Liberation Day", "Atw art. 3 lid 1", "doubtful for",
                 "source not verified", "are known"):  # fmt: skip
        assert told in text
    assert "may be missing" in invoked("calendar", "2025", "--lang", "en").stdout


def test_a_year_as_json() -> None:
    found = json.loads(invoked("calendar", "2020", "--format", "json").stdout)
    assert (found["year"], found["covered"]) == (2020, True)
    free = {d["date"]: d for d in found["free_days"]}
    assert len(free) == 10
    assert free["2020-05-22"]["decreed"] is True
    assert free["2020-05-22"]["verified"] is False
    assert free["2020-05-05"]["doubtful_for"] == ["1182-71"]
    assert json.loads(invoked("calendar", "2025", "--format", "json").stdout)["covered"] is False


@pytest.mark.parametrize("year", ["0", "10000", "twintig"])
def test_no_such_year(year: str) -> None:
    assert invoked("calendar", year).exit_code == 2
