"""The grammar of moments: what sources write, what is refused, and at which character."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from dates_rulebook import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.dates.edtf import parse_edtf
from vtaudit.dates.errors import DateError
from vtaudit.dates.grammar import parse
from vtaudit.dates.interval import Interval
from vtaudit.dates.moment import Moment, Relative, Shift
from vtaudit.dates.words import DateWords


def told(text: str) -> str:
    """Return a moment as its two ends, with the marks and the time it carries."""
    found = parse(text, WORDS)
    assert isinstance(found, Moment)
    assert found.text == text
    ends = f"{found.interval.earliest or ''}..{found.interval.latest or ''}"
    marks = "~" * found.approximate + "?" * found.uncertain
    return f"{ends}{marks}" + (f" {found.time}" if found.time else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-12-06", "2019-12-06..2019-12-06"),
        (" 2019-12-06 ", "2019-12-06..2019-12-06"),
        ("6 december 2019", "2019-12-06..2019-12-06"),
        ("6 DECEMBER 2019", "2019-12-06..2019-12-06"),
        ("6 dec. 2019", "2019-12-06..2019-12-06"),
        ("vrijdag 6 december 2019", "2019-12-06..2019-12-06"),
        ("op 6 december 2019", "2019-12-06..2019-12-06"),
        ("December 6, 2019", "2019-12-06..2019-12-06"),
        ("6th of December 2019", "2019-12-06..2019-12-06"),
        ("on Friday 6 December 2019", "2019-12-06..2019-12-06"),
        ("december 2019", "2019-12-01..2019-12-31"),
        ("2019", "2019-01-01..2019-12-31"),
        ("begin december 2019", "2019-12-01..2019-12-10"),
        ("begin februari 2020", "2020-02-01..2020-02-10"),
        ("medio december 2019", "2019-12-11..2019-12-20"),
        ("half december 2019", "2019-12-11..2019-12-20"),
        ("mid-December 2019", "2019-12-11..2019-12-20"),
        ("eind december 2019", "2019-12-21..2019-12-31"),
        ("eind februari 2020", "2020-02-21..2020-02-29"),
        ("the end of February 2019", "2019-02-21..2019-02-28"),
        ("begin 2020", "2020-01-01..2020-04-30"),
        ("eerste kwartaal 2020", "2020-01-01..2020-03-31"),
        ("voorjaar 2019", "2019-03-01..2019-06-21"),
        ("voorjaar/zomer 2019", "2019-03-01..2019-09-23"),
        ("najaar 2020", "2020-09-01..2020-12-22"),
        ("in het najaar van 2020", "2020-09-01..2020-12-22"),
        ("spring/summer 2019", "2019-03-01..2019-09-23"),
        ("winter 2019", "2019-01-01..2020-03-20"),
        ("winter 2019/2020", "2019-12-01..2020-03-20"),
        ("winter 2019/20", "2019-12-01..2020-03-20"),
        ("zomer 2019 - voorjaar 2020", "2019-06-01..2020-06-21"),
        ("6-8 december 2019", "2019-12-06..2019-12-08"),
        ("6 t/m 8 december 2019", "2019-12-06..2019-12-08"),
        ("6 to 8 December 2019", "2019-12-06..2019-12-08"),
        ("tussen 6 en 8 december 2019", "2019-12-06..2019-12-08"),
        ("between 6 and 8 December 2019", "2019-12-06..2019-12-08"),
        ("van 30 november tot en met 2 december 2019", "2019-11-30..2019-12-02"),
        ("van 30 december 2019 t/m 2 januari 2020", "2019-12-30..2020-01-02"),
        ("begin t/m medio december 2019", "2019-12-01..2019-12-20"),
        ("eind december 2019 of begin januari 2020", "2019-12-21..2020-01-10"),
        ("november/december 2019", "2019-11-01..2019-12-31"),
        ("2019-12-06 t/m 2019-12-08", "2019-12-06..2019-12-08"),
        ("vrijdag 6 t/m zondag 8 december 2019", "2019-12-06..2019-12-08"),
        ("vanaf 6 december 2019", "2019-12-06.."),
        ("uiterlijk 6 december 2019", "..2019-12-06"),
        ("tot en met december 2019", "..2019-12-31"),
        ("voor 6 december 2019", "..2019-12-05"),
        ("na december 2019", "2020-01-01.."),
        ("before 6 December 2019", "..2019-12-05"),
        ("no later than 6 December 2019", "..2019-12-06"),
        ("na circa 6 december 2019", None),
        ("circa 6 december 2019", "2019-11-29..2019-12-13~"),
        ("rond eind december 2019", "2019-12-11..2020-01-10~"),
        ("omstreeks december 2019", "2019-11-16..2020-01-15~"),
        ("mogelijk 6 december 2019", "2019-12-06..2019-12-06?"),
        ("mogelijk rond 6 december 2019", "2019-11-29..2019-12-13~?"),
        ("in de nacht van 7 op 8 april 2020", "2020-04-07..2020-04-08"),
        ("nacht van 31 maart op 1 april 2020", "2020-03-31..2020-04-01"),
        ("the night of 7 to 8 April 2020", "2020-04-07..2020-04-08"),
        ("week 3 van 2020", "2020-01-13..2020-01-19"),
        ("week 53 2020", "2020-12-28..2021-01-03"),
        ("2020-W03", "2020-01-13..2020-01-19"),
        ("2020-W03-2", "2020-01-14..2020-01-14"),
        ("onbekend", ".."),
        ("unknown", ".."),
        ("6 december 2019 14:30", "2019-12-06..2019-12-06 14:30"),
        ("2019-12-06 14:30", "2019-12-06..2019-12-06 14:30"),
        ("6 december 2019 om 9.05 uur", "2019-12-06..2019-12-06 09:05"),
        ("daags na 6 december 2019", "2019-12-07..2019-12-07"),
        ("een week na begin december 2019", "2019-12-08..2019-12-17"),
        ("twee maanden voor 31 december 2019", "2019-10-31..2019-10-31"),
        ("0001", "0001-01-01..0001-12-31"),
        ("9999", "9999-01-01..9999-12-31"),
        ("winter 9999", "9999-01-01..9999-12-31"),
        ("na 9999", ".."),
        ("daags na 9999-12-31", ".."),
        ("circa 0001", "..0002-04-02~"),
    ],
)
def test_what_sources_write(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(DateError):
            parse(text, WORDS)
    else:
        assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-12", "2019-12-01..2019-12-31"),
        ("201X", "2010-01-01..2019-12-31"),
        ("20XX", "2000-01-01..2099-12-31"),
        ("00XX", "0001-01-01..0099-12-31"),
        ("2019-XX", "2019-01-01..2019-12-31"),
        ("2019-12-XX", "2019-12-01..2019-12-31"),
        ("2019-XX-XX", "2019-01-01..2019-12-31"),
        ("2019-21", "2019-03-01..2019-06-21"),
        ("2019-24", "2019-01-01..2020-03-20"),
        ("2019-12~", "2019-11-16..2020-01-15~"),
        ("2019-12-06?", "2019-12-06..2019-12-06?"),
        ("2019-12-06%", "2019-11-29..2019-12-13~?"),
        ("2019-12-06/2019-12-08", "2019-12-06..2019-12-08"),
        ("2019-12/2020", "2019-12-01..2020-12-31"),
        ("2019-12-06/..", "2019-12-06.."),
        ("2019-12-06/", "2019-12-06.."),
        ("../2019-12", "..2019-12-31"),
        ("/2019-12-06~", "..2019-12-13~"),
        ("2019-12-06T14:30", "2019-12-06..2019-12-06 14:30"),
        ("2019-12-06T14:30:59", "2019-12-06..2019-12-06 14:30"),
        ("2019-12-06T14:30:00Z", "2019-12-06..2019-12-06 15:30"),
        ("2019-12-06T23:30:00Z", "2019-12-07..2019-12-07 00:30"),
        ("2020-07-01T23:30-05:00", "2020-07-02..2020-07-02 06:30"),
    ],
)
def test_edtf(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "shift", "anchor"),
    [
        ("daags na zitting", "day-after", Shift(1, 1, "days"), "zitting"),
        ("de dag na de zitting", "day-after", Shift(1, 1, "days"), "zitting"),
        ("the day after vb-1", "day-after", Shift(1, 1, "days"), "vb-1"),
        ("dezelfde dag als vb-1", "same-day", Shift(0, 0, "days"), "vb-1"),
        ("een week na vb-1", "amount-after", Shift(1, 1, "weeks"), "vb-1"),
        ("3 dagen voor vb-1", "amount-before", Shift(-3, -3, "days"), "vb-1"),
        ("10 weken na 2e-melding", "amount-after", Shift(10, 10, "weeks"), "2e-melding"),
        ("twee à drie weken na vb-1", "amount-after", Shift(2, 3, "weeks"), "vb-1"),
        ("2-3 weken voor vb-1", "amount-before", Shift(-3, -2, "weeks"), "vb-1"),
        ("enkele dagen na vb-1", "amount-after", Shift(2, 9, "days"), "vb-1"),
        ("binnen een week na vb-1", "amount-after", Shift(0, 1, "weeks"), "vb-1"),
        ("ongeveer een week na vb-1", "amount-after", Shift(4, 10, "days"), "vb-1"),
        ("5 werkdagen na vb-1", "amount-after", Shift(5, 5, "working-days"), "vb-1"),
        ("3 uur na vb-1", "amount-after", Shift(3, 3, "hours"), "vb-1"),
        ("een week later", "amount-later", Shift(1, 1, "weeks"), None),
        ("a week later", "amount-later", Shift(1, 1, "weeks"), None),
        ("de volgende dag", "next-day", Shift(1, 1, "days"), None),
        ("kort na vb-1", "soon-after", Shift(0, 14, "days"), "vb-1"),
        ("kort daarna", "soon-afterwards", Shift(0, 14, "days"), None),
        ("na vb-1", "after", Shift(0, None, "days"), "vb-1"),
        ("voor mei-gesprek", "before", Shift(None, 0, "days"), "mei-gesprek"),
        ("circa na vb-1", "after", Shift(-3, None, "days"), "vb-1"),
    ],
)
def test_relative_moments(text: str, phrase: str, shift: Shift, anchor: str | None) -> None:
    found = parse(text, WORDS)
    assert isinstance(found, Relative)
    assert (found.phrase, found.shift, found.anchor, found.text) == (phrase, shift, anchor, text)


@pytest.mark.parametrize(
    ("text", "position", "expected", "suggestion"),
    [
        ("", 0, "a moment", None),
        ("14:30", 2, "a date", None),
        ("2019-02-30", 8, "1 to 28", None),
        ("30 februari 2019", 0, "1 to 28", None),
        ("2019-13-01", 5, "01 to 12", None),
        ("2019-1-05", 6, "2019-12-06", None),
        ("20191206", 4, "2019-12-06", None),
        ("2019-2020", 7, "2019-12-06", None),
        ("2019-W54", 0, "1 to 53", None),
        ("2019-W53", 0, "1 to 53", None),
        ("0000", 0, "0001", None),
        ("0 december 2019", 0, "1 to 31", None),
        ("06-12-2019", 0, "2019-12-06", None),
        ("2019-12-08/2019-12-06", 11, "", None),
        ("  2019-12-08/2019-12-06", 13, "", None),
        ("8-6 december 2019", 2, "", None),
        ("6 december", 10, "a year", None),
        ("6-8", 1, "2019-12-06", None),
        ("6 decembr 2019", 2, "a month", "december"),
        ("medoi december 2019", 0, "a moment", "medio"),
        ("begin decmber 2019", 6, "a month", "december"),
        ("kwartaal 1", 0, "a moment", None),
        ("eerste kwartaal december 2019", 0, "a year", None),
        ("2019-12-06x", 10, "the end", None),
        ("6 december 2019 25:00", 16, "23:59", None),
        ("december 2019 14:30", 14, "", None),
        ("29 maart 2020 02:30", 14, "", None),
        ("2020-03-29T02:30", 11, "", None),
        ("donderdag 6 december 2019", 10, "Friday", None),
        ("vrijdag 6 t/m zaterdag 8 december 2019", 23, "Sunday", None),
        ("vrijdag december 2019", 8, "", None),
        ("in de nacht van 7 op 9 april 2020", 21, "the day after", None),
        ("tussen 6 december 2019", 22, "`en`", None),
        ("daags na", 8, "the id of an event", None),
        ("een week", 8, "`na`", None),
        ("2019-XX-06", 8, "XX", None),
        ("201X-12", 4, "the end", None),
        ("6 december 2019 09:00 t/m 7 december 2019", 26, "", None),
        ("../..", 0, "a moment", None),
    ],
)
def test_what_is_refused_and_where(
    text: str, position: int, expected: str, suggestion: str | None
) -> None:
    with pytest.raises(DateError) as caught:
        parse(text, WORDS)
    error = caught.value
    assert error.position == position, str(error)
    assert expected in " ".join(error.expected), error.expected
    assert error.suggestion == suggestion
    if suggestion:
        assert f"did you mean `{suggestion}`" in str(error)


@given(st.text(max_size=30))
@settings(max_examples=300)
def test_any_text_is_a_moment_or_a_date_error(text: str) -> None:
    try:
        parse(text, WORDS)
    except DateError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017 - it may raise or not


PIECES = st.sampled_from(
    [
        "6",
        "december",
        "2019",
        "2019-12-06",
        "begin",
        "medio",
        "t/m",
        "-",
        "/",
        ",",
        "tussen",
        "en",
        "van",
        "op",
        "nacht",
        "week",
        "53",
        "na",
        "vb-1",
        "daags",
        "een",
        "weken",
        "later",
        "circa",
        "?",
        "vrijdag",
        "om",
        "14:30",
        "uur",
        "winter",
        "9999",
        "0001",
        "vanaf",
        "2019-XX",
    ]
)


@given(st.lists(PIECES, max_size=7).map(" ".join))
@settings(max_examples=500)
def test_any_words_are_a_moment_or_a_date_error(text: str) -> None:
    try:
        found = parse(text, WORDS)
    except DateError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017 - it may raise or not
    else:
        assert found.text == text


@given(st.dates())
@settings(max_examples=200)
def test_every_day_of_the_calendar_reads_back(day: date) -> None:
    found = parse(day.isoformat(), WORDS)
    assert isinstance(found, Moment)
    assert found.interval == Interval.on(day)


def test_every_vague_word_says_why() -> None:
    assert all(p.reason for p in WORDS.parts)
    assert all(s.reason for s in WORDS.seasons)
    assert all(m.reason for m in WORDS.margins)
    assert all(n.reason for n in WORDS.numbers if n.lowest != n.highest)
    assert all(r.reason for r in WORDS.relatives if r.lowest != r.highest)
    assert [m.number for m in WORDS.months] == list(range(1, 13))
    assert [s.code for s in WORDS.seasons] == [21, 22, 23, 24]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nacht van 31 december op 1 januari 2020", "2019-12-31..2020-01-01"),
        ("tussen 20 december en 5 januari 2020", "2019-12-20..2020-01-05"),
        ("eind december - begin januari 2020", "2019-12-21..2020-01-10"),
        ("december/januari 2020", "2019-12-01..2020-01-31"),
        ("van mei tot maart 2020", "2019-05-01..2020-03-31"),
        ("in de nacht van 31 op 1 april 2020", "2020-03-31..2020-04-01"),
        ("in de nacht van 31 op 1 januari 2020", "2019-12-31..2020-01-01"),
        ("in de nacht van 29 op 1 maart 2020", "2020-02-29..2020-03-01"),
        ("in de avond van 6 december 2019", "2019-12-06..2019-12-06"),
        ("the 6th of December 2019", "2019-12-06..2019-12-06"),
        ("op of voor 6 december 2019", "..2019-12-06"),
        ("on or after 6 December 2019", "2019-12-06.."),
        ("in de loop van december 2019", "2019-12-01..2019-12-31"),
        ("de eerste week van december 2019", "2019-12-01..2019-12-13"),
        ("laatste week van februari 2021", "2021-02-16..2021-02-28"),
        ("eerste helft december 2019", "2019-12-01..2019-12-16"),
        ("ma 9 dec. 2019", "2019-12-09..2019-12-09"),
    ],
)
def test_over_the_turn_of_a_month_or_year_and_other_turns_of_phrase(
    text: str, expected: str
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("zomer/voorjaar 2019", 6),  # the one after the slash begins first
        ("tussen 10 en 5 mei 2020", 13),
        ("in de nacht van 30 op 1 april 2020", 22),
        ("nacht van 31 december op 1 januari 0001", 10),
        ("ma 10 dec. 2019", 3),
    ],
)
def test_an_end_before_its_beginning_is_never_guessed(text: str, position: int) -> None:
    with pytest.raises(DateError) as caught:
        parse(text, WORDS)
    assert caught.value.position == position


DIGITS = st.from_regex(
    r"[0-2][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?(/[0-2][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?)?",
    fullmatch=True,
)


@given(DIGITS)
@settings(max_examples=400)
def test_plain_digits_are_read_the_quick_way_as_by_the_notation(text: str) -> None:
    def read(reader: Callable[[str, DateWords], Moment | Relative]) -> object:
        try:
            return reader(text, WORDS)
        except DateError as error:
            return error.position, error.message

    assert read(parse) == read(parse_edtf)
