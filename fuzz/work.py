"""How much work an input may take: calls of functions are counted, and no clock is asked.

Separate from the targets: a clock tells of the machine and how busy it is, a count of the program
alone. What hangs in a single call, such as a pattern that tries for ever, is not seen here; the
run by coverage has a limit of time for that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

LEAST = 3_000_000
"""Calls that any input may take."""
EACH = 2_000
"""Calls more that it may take for each of its bytes."""


class TooMuchWork(BaseException):
    """An input took more work than its size allows."""


def bounded(target: Callable[[bytes], None], data: bytes) -> int:
    """Try *target* on *data* and return the calls it took; raises TooMuchWork past the limit."""
    limit = LEAST + EACH * len(data)
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        if event == "call":
            calls += 1
            if calls > limit:
                raise TooMuchWork(f"more than {limit:,} calls for {len(data)} bytes")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        target(data)
    finally:
        sys.setprofile(before)
    return calls
