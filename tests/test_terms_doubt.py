"""Terms in doubt: what more precision may change, rival accounts, readings, doubtful days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from reaction import BOOK, case_of, on, opinion, reaction, term_of, told

from vtaudit.report.deciding import changes
from vtaudit.report.speech import Speech
from vtaudit.report.wording import facts, reason
from vtaudit.rulebook.model import RuleReading
from vtaudit.span import Text

# -- precision --------------------------------------------------------------------------------

DAYS = st.dates(date(2020, 1, 1), date(2020, 11, 1))
WIDTHS = st.integers(0, 70)
STATUSES = {"met", "late", "running", "overdue", "undetermined"}


def words(first: date, width: int) -> str:
    last = first + timedelta(days=width)
    return f"{first}" if not width else f"{first}/{last}"


@given(DAYS, WIDTHS, st.integers(1, 120), WIDTHS, st.data())
@settings(max_examples=60, deadline=None)
def test_more_precision_only_resolves(
    first: date, wide: int, gap: int, wide_too: int, data: st.DataObject
) -> None:
    """Whatever days the moments turn out to be, a settled verdict stays what it was."""
    answered = first + timedelta(days=wide + gap)
    start = first + timedelta(days=data.draw(st.integers(0, wide)))
    act = answered + timedelta(days=data.draw(st.integers(0, wide_too)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        vague = term_of(
            case_of(folder, opinion(words(first, wide)), reaction(words(answered, wide_too)),
                    as_of="2021-12-31", until="2021-12-31")
        )  # fmt: skip
        exact = term_of(
            case_of(
                folder,
                opinion(f"{start}"),
                reaction(f"{act}"),
                as_of="2021-12-31",
                until="2021-12-31",
            )
        )
    assert vague.status in STATUSES
    assert exact.status in ("met", "late")
    assert vague.status in (exact.status, "undetermined")
    assert vague.last_day is not None
    assert exact.last_day is not None
    assert vague.last_day.contains(exact.last_day)
    assert vague.slack is not None
    assert exact.slack is not None
    (low, high), (most, least) = vague.slack, exact.slack
    assert low is not None
    assert high is not None
    assert most is not None
    assert low <= most <= high
    assert most == least


@given(DAYS, WIDTHS, st.integers(1, 90), WIDTHS, st.data())
@settings(max_examples=60, deadline=None)
def test_the_deciding_days_do_decide(
    first: date, wide: int, gap: int, wide_too: int, data: st.DataObject
) -> None:
    """On any day that a deciding fact names, the verdict is the one that it names."""
    answered = first + timedelta(days=wide + gap)
    moments = {"oordeel": (first, wide), "reactie": (answered, wide_too)}
    with TemporaryDirectory() as name:
        folder = Path(name)
        vague = term_of(
            case_of(folder, *(m(words(*moments[e])) for e, m in (("oordeel", opinion), ("reactie", reaction))),
                    as_of="2021-12-31", until="2021-12-31")
        )  # fmt: skip
        dated = [
            dict(f.args) for f in vague.deciding if f.kind == "date" and "days" in dict(f.args)
        ]
        if vague.status == "undetermined":
            assert any(f.kind == "date" for f in vague.deciding)
        for args in dated:
            days = args["days"].interval
            assert days is not None
            assert days.earliest is not None
            assert days.latest is not None
            day = data.draw(st.dates(days.earliest, days.latest))
            event = args["event"].value
            written = {e: words(*m) for e, m in moments.items()} | {event: f"{day}"}
            narrowed = term_of(
                case_of(folder, opinion(written["oordeel"]), reaction(written["reactie"]),
                        as_of="2021-12-31", until="2021-12-31")
            )  # fmt: skip
            assert narrowed.status == args["status"].value, args


def test_the_deciding_day_is_named(tmp_path: Path) -> None:
    sent = reaction("juni 2020 t/m september 2020", ", after: [oordeel]")
    found = term_of(case_of(tmp_path, opinion("2020-06-10"), sent))
    assert found.status == "undetermined"
    assert found.slack == (-82, 30)
    settled = {dict(f.args)["status"].value: dict(f.args)["days"].interval for f in found.deciding}
    assert settled == {
        "met": on("2020-06-10", "2020-07-10"),
        "late": on("2020-07-11", "2020-09-30"),
    }
    assert "the date of reactie (on or before 10 July 2020: met)" in facts(
        Speech(BOOK, "en"), found.deciding
    )
    assert "als reactie op of voor 10 juli 2020 viel: tijdig" in changes(Speech(BOOK, "nl"), found)


# -- rival accounts ---------------------------------------------------------------------------

RIVAL = ', accounts: [{{by: no, field: date, value: "{day}", status: disputed, text: Anders}}]'


def test_rival_accounts_that_agree_leave_the_verdict_robust(tmp_path: Path) -> None:
    found = term_of(
        case_of(tmp_path, opinion("2020-06-10"),
                reaction("2020-07-03", RIVAL.format(day="2020-07-09")))
    )  # fmt: skip
    assert found.status == "met"
    assert [r.status for r in found.readings] == ["met", "met"]
    assert found.slack == (1, 7)
    assert not found.deciding


def test_rival_accounts_that_differ_make_it_depend_on_whose_is_right(tmp_path: Path) -> None:
    found = term_of(
        case_of(tmp_path, opinion("2020-06-10"),
                reaction("2020-07-03", RIVAL.format(day="2020-07-19")))
    )  # fmt: skip
    assert found.status == "undetermined"
    assert {(r.id, r.status) for r in found.readings} == {("record", "met"), ("no", "late")}
    assert [dict(f.args)["event"].value for f in found.deciding if f.kind == "account"] == [
        "reactie"
    ]
    days = {dict(f.args)["status"].value for f in found.deciding if f.kind == "date"}
    assert days == {"met", "late"}


def test_rival_accounts_of_the_start(tmp_path: Path) -> None:
    found = term_of(
        case_of(tmp_path, opinion("2020-06-10", RIVAL.format(day="2020-06-20")),
                reaction("2020-07-15"))
    )  # fmt: skip
    assert found.status == "undetermined"
    assert found.last_day == on("2020-07-10", "2020-07-20")
    assert "account" in {f.kind for f in found.deciding}


# -- readings and doubtful days ---------------------------------------------------------------


def test_doubtful_days_make_a_verdict_hang_on_them(tmp_path: Path) -> None:
    """Three working days after 8 April 2020, in which Good Friday (10 April) lies."""
    hangs = term_of(case_of(tmp_path, opinion("2020-04-08"), reaction("2020-04-15")),
                    length=Text("3 werkdagen"), regime=Text("none"))  # fmt: skip
    assert hangs.status == "undetermined"
    assert hangs.reason == "doubtful-days"
    assert hangs.last_day == on("2020-04-14", "2020-04-15")
    assert [r.status for r in hangs.readings] == ["met", "late"]
    assert any(f.kind == "free-day" for f in hangs.deciding)
    assert "whether they count as free" in reason(Speech(BOOK, "en"), hangs)


def test_doubtful_days_without_a_difference_leave_the_verdict(tmp_path: Path) -> None:
    found = term_of(case_of(tmp_path, opinion("2020-04-08"), reaction("2020-04-14")),
                    length=Text("3 werkdagen"), regime=Text("none"))  # fmt: skip
    assert found.status == "met"
    assert {r.last_day for r in found.readings} == {on("2020-04-14"), on("2020-04-15")}


def test_readings_of_the_rule(tmp_path: Path) -> None:
    both = (
        RuleReading(Text("zes"), Text("zes weken"), Text("six weeks"), length=Text("6 weken")),
        RuleReading(Text("tien"), Text("tien weken"), Text("ten weeks"), length=Text("10 weken")),
    )
    case = case_of(tmp_path, opinion("2020-06-10"), reaction("2020-08-01"))
    found = term_of(case, length=None, readings=both)
    assert (found.status, found.reason) == ("undetermined", "readings-differ")
    assert [(r.id, r.status) for r in found.readings] == [("zes", "late"), ("tien", "met")]
    assert [f.kind for f in found.deciding] == ["length"]
    assert found.slack == (-10, 18)


def test_whether_the_day_of_receipt_counts_is_a_reading(tmp_path: Path) -> None:
    both = (
        RuleReading(Text("niet"), Text("telt niet"), Text("no")),
        RuleReading(Text("wel"), Text("telt wel"), Text("yes"), counts_first_day="yes"),
    )
    case = case_of(tmp_path, opinion("2020-06-10"), reaction("2020-06-24"))
    found = term_of(case, length=Text("14 dagen"), readings=both)
    assert [(r.id, r.status, r.last_day) for r in found.readings] == [
        ("niet", "met", on("2020-06-24")), ("wel", "late", on("2020-06-23")),
    ]  # fmt: skip
    only = term_of(case, length=Text("14 dagen"), counts_first_day="yes")
    assert told(only)[0] == "the day of the step, 10 June 2020, is the first day"
    month = term_of(case, length=Text("1 maand"), counts_first_day="yes")
    assert month.last_day == on("2020-07-09")
