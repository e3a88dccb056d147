"""The pictures of the pages: the report of the real case, and the screen on which one walks it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from vtaudit.api import audit, load_case, rulebook
from vtaudit.browse.app import Browser
from vtaudit.browse.view import View
from vtaudit.report.terminal import picture

CASE = Path(__file__).resolve().parent.parent / "cases" / "mieke-en-jette"


def report() -> bytes:
    """Return the first screen of the terminal report of the real case as SVG."""
    drawn = picture(audit(load_case(CASE)), rulebook(), "nl", ("summary", "timeline"))
    return drawn.encode("utf-8")


def browse() -> bytes:
    """Return the screen of `browse` at a step of the real case as SVG."""
    view = View(audit(load_case(CASE)), rulebook(), "nl")

    async def drawn() -> str:
        browser = Browser(view)
        async with browser.run_test(size=(100, 30)) as pilot:
            await pilot.press(*["down"] * 13)
            await pilot.pause()
            return browser.export_screenshot()

    return f"{asyncio.run(drawn())}\n".encode()
