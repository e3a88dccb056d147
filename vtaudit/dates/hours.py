"""Terms in hours, from an exact time of day to an exact time of day.

Separate from `term`, which counts days: hours run on the clock of the world, so that the night in
which summer time begins has 23 of them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vtaudit.dates.errors import DateError
from vtaudit.message import worded

if TYPE_CHECKING:
    from vtaudit.dates.length import Length
    from vtaudit.dates.moment import Moment
    from vtaudit.dates.regime import Regime


def due_instants(
    moment: Moment, length: Length, regime: Regime | None = None, *, back: bool = False
) -> tuple[datetime, datetime] | None:
    """Return the first and last instant a term in hours can end; None without a time of day.

    Under a *regime* for which the hour of the event does not count, the term begins, or ends, at
    the full hour. Raises DateError past the years 1 to 9999.
    """
    found = moment.instants()
    if found is None or length.unit != "hours":
        return None
    whole = regime is not None and regime.hour_of_event == "no"
    try:
        first, last = (_ends(i, length.amount, whole=whole, back=back) for i in found)
    except OverflowError:
        message = worded("the term ends outside the years 1 to 9999")
        raise DateError(message, 0, ()) from None
    return first, last


def _ends(instant: datetime, amount: int, *, whole: bool, back: bool) -> datetime:
    # A sum of pendulum's forgets which zone this is and would take that of the machine.
    utc = instant.astimezone(UTC)
    begin = datetime.combine(utc.date(), utc.time(), UTC)
    if whole:
        begin = begin.replace(minute=0) + timedelta(hours=0 if back else 1)
    return (begin + timedelta(hours=-amount if back else amount)).astimezone(instant.tzinfo)
