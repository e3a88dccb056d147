"""Terms in hours, from an exact time of day to an exact time of day.

Separate from `term`, which counts days: hours run on the clock of the world, so that the night in
which summer time begins has 23 of them.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from vtaudit.dates.length import Length
    from vtaudit.dates.moment import Moment


def due_instants(
    moment: Moment, length: Length, *, back: bool = False
) -> tuple[datetime, datetime] | None:
    """Return the first and last instant a term in hours can end; None without a time of day."""
    found = moment.instants()
    if found is None or length.unit != "hours":
        return None
    hours = timedelta(hours=-length.amount if back else length.amount)
    first, last = ((i.astimezone(UTC) + hours).astimezone(i.tzinfo) for i in found)
    return first, last
