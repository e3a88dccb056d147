"""The screen on which a case is walked through, driven by keys as a user would."""

from __future__ import annotations

import asyncio
import builtins
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from typer.testing import CliRunner

from vtaudit import audit, load_case
from vtaudit.api import rulebook
from vtaudit.audit.model import Audit
from vtaudit.browse.app import Browser
from vtaudit.browse.view import Filter, View
from vtaudit.cli import app
from vtaudit.report import explain

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "cases" / "mieke-en-jette"
HOSTILE = "[bold red]Jan[/] [@click=app.quit]x[/] \u202e"
Walk = Callable[[Pilot[None], Browser], Awaitable[None]]
runner = CliRunner()


@pytest.fixture(scope="module")
def result() -> Audit:
    return audit(load_case(CASE))


@pytest.fixture(scope="module")
def view(result: Audit) -> View:
    return View(result, rulebook(), "nl")


def walk(view: View, steps: Walk, size: tuple[int, int] = (80, 24)) -> None:
    async def run() -> None:
        browser = Browser(view)
        async with browser.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(pilot, browser)

    asyncio.run(run())


def rows(browser: Browser, which: str) -> list[str]:
    found = browser.query_one(f"#{which}", OptionList)
    return [str(o.prompt) for o in found.options]


def told(browser: Browser) -> str:
    return str(browser.query_one("#text", Static).content)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_from_a_step_to_its_findings_and_their_argument_and_back(view: View) -> None:
    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        assert len(rows(browser, "steps")) == len(view.audit.timeline)
        await pilot.press(*["down"] * 9)
        assert told(browser).startswith("stap 10 ")
        await pilot.press("enter")
        chosen = [f for f in view.audit.findings if view.audit.timeline[9].event in f.events]
        assert len(rows(browser, "findings")) == len(chosen) < len(view.audit.findings)
        first = browser.query_one("#findings", OptionList).highlighted_option
        assert first is not None
        assert first.id is not None
        argument = explain.as_text(view.audit, view.book, first.id, "nl")
        assert flat(told(browser)) == flat(argument)
        await pilot.press("enter")
        assert browser.focused is not None
        assert browser.focused.id == "told"
        await pilot.press("escape", "escape")
        assert browser.focused.id == "steps"
        assert told(browser).startswith("stap 10 ")

    walk(view, steps)


@pytest.mark.parametrize(
    ("key", "typed", "asked"),
    [
        ("p", "jette", Filter(person="jette")),
        ("n", "IVRK 12", Filter(norm="ivrk/12")),
        ("r", "VT301", Filter(rule="VT301")),
    ],
)
def test_a_filter_by_person_norm_or_rule(view: View, key: str, typed: str, asked: Filter) -> None:
    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        await pilot.press(key, *(typed.replace(" ", "_").split("_")[0]))
        for word in typed.split(" ")[1:]:
            await pilot.press("space", *word)
        await pilot.press("enter")
        assert browser.shown == asked
        assert len(rows(browser, "steps")) == len(view.steps(asked)) < len(view.audit.timeline)
        assert len(rows(browser, "findings")) == len(view.findings(asked))
        assert 0 < len(view.findings(asked)) < len(view.audit.findings)
        assert typed.lower() in str(browser.query_one("#asked", Static).content).lower()
        await pilot.press("escape")
        assert len(rows(browser, "steps")) == len(view.audit.timeline)

    walk(view, steps)


def test_what_a_filter_lets_through_is_about_it(view: View) -> None:
    findings = {f.id: f for f in view.audit.findings}
    for row in view.findings(Filter(norm="ivrk/12")):
        assert "ivrk/12" in findings[row.id].norms
    for row in view.findings(Filter(rule="VT301", norm="ivrk/12")):
        assert findings[row.id].code == "VT301"
    both = Filter(person="jette", rule="VT301")
    assert {r.id for r in view.findings(both)} == (
        {r.id for r in view.findings(Filter(person="jette"))}
        & {r.id for r in view.findings(Filter(rule="VT301"))}
    )
    entries = {e.event: e for e in view.audit.timeline}
    for row in view.steps(Filter(person="jette")):
        e = entries[row.id]
        assert "jette" in (*e.by, *e.to, *e.concerns, *e.accounts)


def test_nothing_that_fits_is_said(view: View) -> None:
    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        browser.shown = Filter(rule="none")
        await pilot.press("p", "escape", "n", "enter")
        assert rows(browser, "steps") == []
        assert told(browser) == "niets past bij dit filter\n"
        await pilot.press("enter", "f", "enter", "escape", "escape")
        assert rows(browser, "steps")

    walk(view, steps)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (30, 8)])
def test_every_line_fits_the_screen(view: View, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        for key in ("down", "f", "down", "p", "escape", "n", "escape", "t"):
            await pilot.press(key)
            for box in browser.screen.query("#steps, #findings, #told, #title, Footer"):
                assert box.region.right <= size[0]
                assert box.region.bottom <= size[1]
        text, box = browser.query_one("#text"), browser.query_one("#told")
        assert text.region.width <= box.region.width

    walk(view, steps, size)


def test_the_screen_speaks_the_language_of_the_report(result: Audit) -> None:
    seen: dict[str, str] = {}
    for lang in ("nl", "en"):

        async def steps(pilot: Pilot[None], browser: Browser, lang: str = lang) -> None:
            await pilot.press("down")
            seen[lang] = browser.export_screenshot().replace("&#160;", " ")

        walk(View(result, rulebook(), lang), steps)
    for dutch, english in (("Tijdlijn", "Timeline"), ("regel", "rule"), ("stoppen", "quit")):
        assert dutch in seen["nl"]
        assert english in seen["en"]
        assert dutch not in seen["en"]


def test_without_colour_the_signs_still_tell(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        await pilot.press("f")
        assert browser.no_color
        assert {line[0] for line in rows(browser, "findings")} == {"✗", "?", "•"}
        drawn = browser.export_screenshot()
        colours = {c for c in _colours(drawn) if len(set(_parts(c))) > 1}
        assert colours <= FRAME

    walk(view, steps)


FRAME = {"#c5c8c6", "#292929", "#ff5f57", "#febc2e", "#28c840"}
"""The colours of the window that a screenshot is drawn in."""


def _colours(svg: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}\b", svg))


def _parts(colour: str) -> tuple[str, ...]:
    return colour[1:3], colour[3:5], colour[5:7]


def test_text_of_a_case_is_only_text(tmp_path: Path) -> None:
    text = (CASE / "case.yaml").read_text(encoding="utf-8")
    first = re.search(r"text: (Het oudste kind volgt [^,]*)", text)
    assert first is not None
    for old in ("Mieke en Jette", first.group(1)):
        text = text.replace(old, f"'{HOSTILE}'", 1)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    view = View(audit(load_case(tmp_path)), rulebook(), "nl")
    shown = HOSTILE.replace("\u202e", "\\u202e")

    async def steps(pilot: Pilot[None], browser: Browser) -> None:
        assert shown in str(browser.query_one("#title", Static).content)
        assert shown in rows(browser, "steps")[0]
        assert flat(shown) in flat(told(browser))
        for key in ("f", "p", "escape", "n", "escape", "r", "escape", "t"):
            await pilot.press(key)
        drawn = browser.export_screenshot().replace("&#160;", " ")
        assert "[bold red]Jan[/]" in drawn

    walk(view, steps, (200, 40))
    assert "\u202e" not in view.everything()


def test_without_a_terminal_it_says_what_does_it() -> None:
    done = runner.invoke(app, ["browse", str(CASE)])
    assert done.exit_code == 2
    assert "needs a terminal" in done.output


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *rest: object, **more: Mapping[str, object]) -> object:
        if name.startswith(("vtaudit.browse.app", "textual")):
            raise ImportError(name)
        return whole(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    done = runner.invoke(app, ["browse", str(CASE)])
    assert done.exit_code == 2
    assert "pip install 'vtaudit[browse]'" in done.output
