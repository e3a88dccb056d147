"""How fast single calls are beside what others use: terms, working days, and reading a moment.

`make bench` makes an environment with the other libraries; one that is missing is named.
"""

from __future__ import annotations

import sys
import timeit
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from dates_rulebook import ATW, CALENDAR, DAYS, NONE, WORDS  # noqa: E402 - after the path is set

from vtaudit.dates.calendar import free_days_of  # noqa: E402
from vtaudit.dates.explain import explain  # noqa: E402
from vtaudit.dates.grammar import parse  # noqa: E402
from vtaudit.dates.term import Length, last_day, last_ordinal  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = date(2020, 3, 23)
NUMBER = START.toordinal()
TWENTY = Length(20, "working-days")
TEN_WEEKS = Length(10, "weeks")
FREE = sorted({day for year in range(2015, 2031) for day, _ in free_days_of(CALENDAR, year)})


@dataclass(frozen=True, slots=True)
class Timing:
    """One library at one task."""

    name: str
    microseconds: float | None
    note: str = ""


def measured(name: str, call: Callable[[], object], note: str = "") -> Timing:
    """Return the best of five runs of about 50 ms, in microseconds a call."""
    timer = timeit.Timer(call)
    once = max(timer.timeit(3) / 3, 1e-7)
    number = max(1, int(0.05 / once))
    return Timing(name, min(timer.repeat(5, number)) / number * 1e6, note)


def others(tasks: dict[str, Callable[[Any], Callable[[], object]]]) -> Iterator[Timing]:
    """Yield the timing of every library of *tasks* that is installed."""
    for module, prepare in tasks.items():
        try:
            call = prepare(import_module(module))
            yield measured(module, call, note=f"-> {call()}"[:40])
        except ImportError:
            yield Timing(module, None, "not installed here")
        except Exception as error:
            yield Timing(module, None, f"skipped: {type(error).__name__}: {error}"[:60])


def show(title: str, ours: list[Timing], theirs: list[Timing]) -> None:
    """Print one task; the ratio is to our first line."""
    print(f"\n{title}")
    base = ours[0].microseconds or 1.0
    for timing in (*ours, *theirs):
        if timing.microseconds is None:
            print(f"  {timing.name:28} {timing.note}")
            continue
        ratio = timing.microseconds / base
        print(f"  {timing.name:28} {timing.microseconds:10.2f} us {ratio:9.1f} x  {timing.note}")


def numpy_call(numpy: Any, start: date, steps: int) -> Callable[[], object]:
    """Return a roll or an addition with a calendar that is made once."""
    calendar = numpy.busdaycalendar(holidays=[day.isoformat() for day in FREE])
    at = numpy.datetime64(start, "D")
    return lambda: numpy.busday_offset(at, steps, roll="forward", busdaycal=calendar)


def pandas_call(pandas: Any, start: date, steps: int) -> Callable[[], object]:
    """Return an addition or a roll with an offset that is made once."""
    offset = pandas.tseries.offsets.CustomBusinessDay(n=max(steps, 1), holidays=FREE)
    at = pandas.Timestamp(start)
    return (lambda: at + offset) if steps else (lambda: offset.rollforward(at))


def holidays_call(holidays: Any, start: date, steps: int) -> Callable[[], object]:
    """Return an addition or a roll with the package's own calendar."""
    days = holidays.country_holidays("NL", years=range(2015, 2031))
    if steps:
        return lambda: days.get_nth_working_day(start, steps)
    return lambda: days.get_nth_working_day(start, 1 - days.is_working_day(start))


def workalendar_call(europe: Any, start: date, steps: int) -> Callable[[], object]:
    """Return an addition or a roll with the package's own calendar."""
    calendar = europe.Netherlands()
    if steps:
        return lambda: calendar.add_working_days(start, steps)
    before = start - timedelta(1)  # its own roll only knows weekends
    return lambda: calendar.add_working_days(before, 1)


def business_call(business: Any, start: date, steps: int) -> Callable[[], object]:
    """Return an addition or a roll with a calendar that is made once."""
    weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    free = [f"{day:%Y-%m-%d}" for day in FREE]
    calendar = business.Calendar(working_days=weekdays, holidays=free)
    if steps:
        return lambda: calendar.add_business_days(start, steps)
    return lambda: calendar.roll_forward(start)


def bound(
    prepare: Callable[[Any, date, int], Callable[[], object]], start: date, steps: int
) -> Callable[[Any], Callable[[], object]]:
    """Return *prepare* with all but the library filled in."""
    return lambda library: prepare(library, start, steps)


def readers(text: str) -> dict[str, Callable[[Any], Callable[[], object]]]:
    """Return how each of the other libraries reads *text*."""

    def edtf(library: Any) -> Callable[[], object]:
        return lambda: library.parse_edtf(text)

    def undate(library: Any) -> Callable[[], object]:
        return lambda: library.Undate.parse(text, "EDTF")

    return {"edtf": edtf, "undate": undate}


def main() -> None:
    """Time everything and print it."""
    end = START + timedelta(weeks=10)
    calls = {
        "numpy": numpy_call,
        "pandas": pandas_call,
        "holidays": holidays_call,
        "workalendar.europe": workalendar_call,
        "business.calendar": business_call,
    }
    show(
        "20 working days after 23 March 2020",
        [
            measured("vtaudit last_ordinal", lambda: last_ordinal(NUMBER, TWENTY, NONE, DAYS)),
            measured("vtaudit nth", lambda: DAYS.nth(NUMBER, 20), "bare index"),
            measured("vtaudit add_working_days", lambda: DAYS.add_working_days(START, 20)),
            measured("vtaudit last_day", lambda: last_day(START, TWENTY, NONE, DAYS), "both ways"),
            measured("vtaudit explain", lambda: explain(START, TWENTY, NONE, DAYS)),
        ],
        list(others({m: bound(f, START, 20) for m, f in calls.items()})),
    )
    show(
        "ten weeks after 23 March 2020, moved off Whit Monday (others only move the end)",
        [
            measured("vtaudit last_ordinal", lambda: last_ordinal(NUMBER, TEN_WEEKS, ATW, DAYS)),
            measured("vtaudit last_day", lambda: last_day(START, TEN_WEEKS, ATW, DAYS)),
            measured("vtaudit explain", lambda: explain(START, TEN_WEEKS, ATW, DAYS)),
        ],
        list(others({m: bound(f, end, 0) for m, f in calls.items()})),
    )
    show(
        "reading 2023-03-14",
        [measured("vtaudit parse", lambda: parse("2023-03-14", WORDS))],
        list(others(readers("2023-03-14"))),
    )
    show(
        "reading an interval and words",
        [
            measured("vtaudit 2023-03/2023-05", lambda: parse("2023-03/2023-05", WORDS)),
            measured("vtaudit medio maart 2023", lambda: parse("medio maart 2023", WORDS)),
            measured("vtaudit 14 maart 2023 14:30", lambda: parse("14 maart 2023 14:30", WORDS)),
        ],
        list(others(readers("2023-03/2023-05"))),
    )


if __name__ == "__main__":
    main()
