"""The terminal report: short, in order, to scale, and nothing lost that it leaves for later."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.dates.interval import Interval
from vtaudit.errors import UsageError
from vtaudit.report import terminal
from vtaudit.report.document import Chart, Lane, Line, Stretch
from vtaudit.report.drawing import ASCII, UNICODE, Ruler, axis, rows
from vtaudit.report.voice import Voice

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/case.yaml"))
REAL = next(path for path in CASES if path.parent.name == "mieke-en-jette")
BY_NAME = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)


@cache
def audited(path: Path) -> Audit:
    return audit(load_case(path))


def told(path: Path, **options: object) -> str:
    return terminal.render(audited(path), rulebook(), **options)  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# -- what is in it


@BY_NAME
def test_each_step_term_and_question_is_in_the_report_and_each_rule_by_its_name(path: Path) -> None:
    text, result = squeezed(told(path)), audited(path)
    voice = Voice(result, rulebook(), "nl")
    for entry in result.timeline:
        assert squeezed(entry.text) in text
        assert squeezed(voice.date_of(entry)) in text
    for finding in result.findings:
        assert squeezed(voice.title(finding.code)) in text
        assert finding.code in text
    for term in result.terms:
        assert squeezed(voice.moment(term.last_day)) in text


@BY_NAME
def test_it_is_far_shorter_than_all_of_it_and_all_of_it_can_be_had(path: Path) -> None:
    whole = told(path, detail="full")
    assert told(path).count("\n") < whole.count("\n")
    voice = Voice(audited(path), rulebook(), "nl")
    for finding in audited(path).findings:
        for cite in finding.citations:
            assert voice.places((cite,)).split()[0] in whole


def test_the_real_case_takes_less_than_six_tenths_of_the_lines() -> None:
    case = next(p for p in CASES if p.parent.name == "mieke-en-jette")
    short, whole = (told(case, width=120, detail=d).count("\n") for d in ("normal", "full"))
    assert short < 0.6 * whole


@BY_NAME
def test_the_first_screen_names_what_is_established(path: Path) -> None:
    brief, result = told(path, detail="brief", width=100), audited(path)
    assert brief.count("\n") <= 100
    for complaint in result.complaints:
        part = _on_the_first_screen(brief, complaint.id)
        for finding in result.findings:
            if finding.id in complaint.findings and finding.certainty == "established":
                assert finding.code in part or finding.severity == "note"
    for finding in result.findings:
        open_ = finding.certainty != "established" or finding.severity == "note"
        assert open_ or finding.code in brief
    assert told(path).startswith(brief.split("\n\n")[0][:40])


@BY_NAME
def test_the_first_screen_names_what_speaks_for_the_body_as_well(path: Path) -> None:
    brief, result = told(path, detail="brief", width=100), audited(path)
    for complaint in result.complaints:
        part = _on_the_first_screen(brief, complaint.id)
        assert all(shown.rule in part for shown in complaint.shown)
        signs = [row.strip()[2] for row in part.splitlines() if row.strip().startswith("- ")]
        assert signs.count("✗") <= 3
        assert signs.count("✓") <= 4  # redress has a line of its own
    met = {t.rule for t in result.terms if t.status == "met"}
    assert all(squeezed(Voice(result, rulebook(), "nl").title(r)) in squeezed(brief) for r in met)


def _on_the_first_screen(brief: str, complaint: str) -> str:
    """Return what the first screen says of a complaint."""
    return brief.partition(f"• {complaint} (")[2].partition("\n•")[0]


def test_no_rule_is_named_as_kept_for_more_than_the_record_shows() -> None:
    part = squeezed(_on_the_first_screen(told(REAL, detail="brief"), "klacht-2"))
    assert squeezed("Besluit aan elke ouder bekendgemaakt (VT405, stap 33, moeder)") in part
    assert squeezed("(VT402, stap 17, moeder, wat er is gemeld)") in part


def test_disputed_redress_is_shown_as_disputed() -> None:
    assert "excuses (betwist)" in _on_the_first_screen(told(REAL, detail="brief"), "klacht-3")


@pytest.mark.parametrize("part", terminal.PARTS)
def test_a_part_can_be_asked_for_and_comes_alone_and_whole(part: str) -> None:
    heads = {terminal.PARTS[p](Voice(audited(CASES[0]), rulebook(), "nl"), True).title: p
             for p in terminal.PARTS}  # fmt: skip
    text = told(CASES[0], only=(part,))
    found = [heads[row] for row in text.splitlines() if row in heads]
    assert set(found) <= {part}


def test_an_unknown_part_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match="terms"):
        told(CASES[0], only=("termz",))


def test_what_cannot_be_established_is_no_reproach_in_the_summary() -> None:
    assert "wordt niemand aangerekend" in told(CASES[0], detail="brief")


# -- where it is shown


@BY_NAME
def test_a_pipe_gets_each_step_on_one_line(path: Path) -> None:
    lines = told(path).splitlines()
    for entry in audited(path).timeline:
        assert any(entry.text.strip() in line for line in lines)


@BY_NAME
@pytest.mark.parametrize("width", [80, 200])
def test_ascii_for_a_legacy_console_is_automatic_and_as_wide(path: Path, width: int) -> None:
    page = io.TextIOWrapper(io.BytesIO(), encoding="cp437")
    text = terminal.suited(audited(path), rulebook(), page, width=width, color=False)
    assert text.isascii()
    assert text == told(path, width=width, ascii_only=True)
    assert max(map(len, text.splitlines())) <= width


@BY_NAME
@pytest.mark.parametrize("width", [80, 200])
def test_colour_adds_nothing_that_signs_do_not_say(path: Path, width: int) -> None:
    bare = re.sub(r"\x1b\[[\d;]*m", "", told(path, width=width, color=True))
    assert squeezed(bare) == squeezed(told(path, width=width))


# -- the drawing


def chart(*lanes: Lane) -> Chart:
    return Chart(date(2020, 1, 1), date(2020, 4, 9), (), (lanes,))


def ruler(columns: int = 100) -> Ruler:
    """A day a column, as the chart has a hundred days."""
    return Ruler(date(2020, 1, 1), date(2020, 4, 9), columns, UNICODE)


def drawn(kind: str, begin: Interval, end: Interval, text: str = "", columns: int = 100) -> str:
    lane = Lane(Line(), (Stretch(kind, begin, end, text),))  # type: ignore[arg-type]
    return "\n".join(rows(lane, ruler(columns)))


def on(month: int, day: int) -> Interval:
    return Interval.on(date(2020, month, day))


def test_a_bar_is_full_where_certain_and_pale_where_possible() -> None:
    begin = Interval(date(2020, 1, 3), date(2020, 1, 5))
    end = Interval(date(2020, 1, 8), date(2020, 1, 10))
    assert drawn("bar", begin, end) == "  ░░████░░"


def test_a_term_goes_to_its_last_day_and_is_broken_where_that_may_lie() -> None:
    assert drawn("term", on(1, 1), on(1, 5)) == "────┤"
    assert drawn("term", on(1, 1), on(1, 5), "5 jan") == "────┤ 5 jan"
    last = Interval(date(2020, 1, 3), date(2020, 1, 6))
    assert drawn("term", on(1, 1), last) == "───╌╌┤"


def test_what_goes_on_beyond_the_drawing_is_marked() -> None:
    row = drawn("bar", Interval(None, date(2020, 2, 1)), Interval(date(2020, 3, 1), None))
    assert row.startswith("◂░")
    assert row.endswith("░▸")


def test_vague_steps_have_their_number_and_do_not_hide_each_other() -> None:
    when = Interval(date(2020, 1, 2), date(2020, 1, 9))
    lane = Lane(Line(), tuple(Stretch("step", when, when, str(n)) for n in (7, 8)))
    assert list(rows(lane, ruler())) == [" ├──7───┤", " ├──8───┤"]


def test_the_axis_names_months_that_have_room() -> None:
    months = ((date(2020, 1, 1), "jan"), (date(2020, 2, 1), "feb"))
    made = Chart(date(2020, 1, 1), date(2020, 4, 9), months, ())
    assert axis(made, ruler()) == ("2020", f"jan{' ' * 28}feb")
    assert axis(made, Ruler(date(2020, 1, 1), date(2020, 4, 9), 8, ASCII))[1] == "jan"


DAYS = st.integers(-30, 130).map(lambda n: date(2020, 1, 1) + timedelta(n))
SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda p: Interval(*sorted(p)) if None not in p else Interval(*p)  # type: ignore[type-var]
)


@given(
    st.sampled_from(["bar", "term", "step"]),
    SPANS,
    SPANS,
    st.integers(12, 120),
    st.sampled_from(["", "12"]),
)
@settings(max_examples=150, deadline=None)
def test_nothing_is_drawn_outside_the_drawing(
    kind: str, begin: Interval, end: Interval, columns: int, text: str
) -> None:
    for row in drawn(kind, begin, end, text, columns).splitlines():
        assert len(row) <= columns
