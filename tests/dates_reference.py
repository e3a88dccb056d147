"""A second implementation of terms, which walks by the day.

It shares no code and no data with the engine.
"""

from __future__ import annotations

from datetime import date, timedelta

from vtaudit.dates.term import Length

DAY = timedelta(days=1)


def naive_easter(year: int) -> date:
    """Return Easter by Gauss's rule, with its two exceptions."""
    a, b, c, k = year % 19, year % 4, year % 7, year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if (d == 29 and e == 6) or (d == 28 and e == 6 and (11 * m + 11) % 30 < 19):
        e -= 7
    return date(year, 3, 22) + timedelta(d + e)


EQUATED = [
    "2017-04-28",
    "2017-05-26",
    "2018-05-11",
    "2018-12-24",
    "2018-12-31",
    "2019-05-31",
    "2019-12-27",
    "2020-05-22",
    "2021-05-14",
    "2022-05-27",
    "2023-04-28",
    "2023-05-19",
    "2026-01-02",
    "2026-05-15",
    "2027-05-07",
    "2028-04-28",
    "2028-05-26",
]


def naive_free(year: int, *, doubtful: bool, lustrum: bool = True) -> set[date]:
    """Return the free days of a year; the doubtful ones on request."""
    feast = naive_easter(year)
    found = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    found |= {feast + timedelta(n) for n in (1, 39, 50)}
    birthday = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    found.add(birthday - DAY if birthday.weekday() == 6 else birthday)
    if doubtful or (lustrum and year % 5 == 0):
        found.add(date(year, 5, 5))
    if doubtful:
        found.add(feast - 2 * DAY)
        found |= {d for d in map(date.fromisoformat, EQUATED) if d.year == year}
    return found


def naive_work(*, doubtful: bool, lustrum: bool = True) -> set[date]:
    """Return every ordinary day from 1979 to 2045."""
    free = {d for y in range(1980, 2046) for d in naive_free(y, doubtful=doubtful, lustrum=lustrum)}
    days = (date(1980, 1, 1) + timedelta(n) for n in range(24000))
    return {d for d in days if d.weekday() < 5 and d not in free}


WORK = naive_work(doubtful=True)
WORK_STRICT = naive_work(doubtful=False)
WORK_EU = naive_work(doubtful=False, lustrum=False)


def naive_months(start: date, months: int) -> date:
    """Return the date *months* on, trying shorter dates until one exists."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError


def naive_raw(start: date, length: Length, work: set[date], *, back: bool) -> date:
    """Return the end as counted, one day at a time."""
    step = -DAY if back else DAY
    if length.unit in ("months", "years"):
        months = length.amount * (12 if length.unit == "years" else 1)
        return naive_months(start, -months if back else months)
    day, left = start, length.amount * (7 if length.unit == "weeks" else 1)
    while left:
        day += step
        if length.unit != "working-days" or day in work:
            left -= 1
    return day


def naive_last(
    start: date, length: Length, regime: str, works: list[set[date]], *, back: bool
) -> date:
    """Return the last day under *regime*; *works* are the days that count and that end a term."""
    counting, rolling = works
    day = naive_raw(start, length, counting, back=back)
    step = -DAY if back else DAY
    limits = {"days": 90, "weeks": 12, "months": 3, "years": 0}
    excluded = regime == "atw" and length.amount > limits.get(length.unit, 10**6)
    if regime == "none" or excluded:
        return day
    shortest = 3 if regime == "atw" else 2
    if length.unit not in ("days", "working-days") or length.amount >= shortest:
        while count_between(start, day, rolling) < 2:
            day += step
    while not back and day not in rolling:
        day += DAY
    return day


def count_between(start: date, end: date, work: set[date]) -> int:
    """Return how many ordinary days there are after *start* up to *end*, either way round."""
    if abs((end - start).days) > 20:
        return 2  # three weeks hold them without counting
    step = DAY if end > start else -DAY
    day, found = start, 0
    while day != end:
        day += step
        found += day in work
    return found
