"""The picture of the report in the README: the real case, as Rich draws it."""

from __future__ import annotations

from pathlib import Path

from vtaudit.api import audit, load_case, rulebook
from vtaudit.report.terminal import picture

CASE = Path(__file__).resolve().parent.parent / "cases" / "mieke-en-jette"


def report() -> bytes:
    """Return the first screen of the terminal report of the real case as SVG."""
    drawn = picture(audit(load_case(CASE)), rulebook(), "nl", ("summary", "timeline"))
    return drawn.encode("utf-8")
