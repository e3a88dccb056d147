"""The page in a browser: nothing in the way of anybody, by keyboard too, at every width, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from vtaudit.api import audit, load_case, rulebook
from vtaudit.cli import app
from vtaudit.report import html

pytestmark = pytest.mark.external
ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "build" / "pictures"
CASES = sorted((ROOT / "cases").glob("*/case.yaml"))
REAL = ROOT / "cases" / "mieke-en-jette" / "case.yaml"
WIDTHS = (390, 820, 1440)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing: pip install '.[external]'"
    )
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium on PATH")
    with api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder, made = tmp_path_factory.mktemp("pages"), {}
    for path in CASES:
        for lang in ("nl", "en"):
            name = path.parent.name
            made[name, lang] = folder / f"{name}-{lang}.html"
            text = html.render(audit(load_case(path)), rulebook(), lang)
            made[name, lang].write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def overviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The overview of made-up cases, that which may be shared, and a list of cases."""
    folder = tmp_path_factory.mktemp("overviews")
    steps: list[list[object]] = [
        ["synth", 24, "--seed", 5, "-o", folder / "in"],
        ["batch", folder / "in", "-o", folder, "-j", 0, "--store", folder / "store"],
        ["overview", folder / "store", "-o", folder / "whole.html"],
        ["overview", folder / "store", "-o", folder / "shared.html", "--shareable"],
    ]
    for n, step in enumerate(steps):
        done = CliRunner().invoke(app, [str(x) for x in step])
        assert done.exit_code == 0, done.output
        for k, case in enumerate(sorted((folder / "in").glob("*/case.yaml")) if n == 0 else ()):
            text, name = case.read_text(encoding="utf-8"), "Oost" if k % 3 else "West"
            case.write_text(text.replace("kind: veilig-thuis", f"kind: veilig-thuis, name: VT {name}", 1),
                            encoding="utf-8")  # fmt: skip
    lists = folder / "whole-cases"
    return {"whole": folder / "whole.html", "shared": folder / "shared.html",
            "list": lists / "VT101.html", "measured": lists / "measured-vt101.html"}  # fmt: skip


def opened(browser: Any, path: Path, width: int = 1440, scheme: str = "light") -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda r: page.asked.append(r.url))
    page.on("console", lambda m: page.said.append(m.text))
    page.on("pageerror", lambda e: page.said.append(str(e)))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [(p.parent.name, 1440, "light") for p in CASES if p != REAL]
    + [(REAL.parent.name, width, scheme) for width in WIDTHS for scheme in ("light", "dark")],
)
def test_axe_finds_nothing(
    browser: Any, pages: dict[tuple[str, str], Path], name: str, width: int, scheme: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is missing: npm install --prefix build/node axe-core")
    page = opened(browser, pages[name, "nl"], width, scheme)
    assert violations(page) == []
    page.context.close()


def violations(page: Any) -> list[tuple[str, str]]:
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_and_nothing_is_fetched(
    browser: Any, pages: dict[tuple[str, str], Path], width: int, scheme: str
) -> None:
    page = opened(browser, pages["mieke-en-jette", "nl"], width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(page.asked) == 1
    assert page.said == []
    SHOTS.mkdir(parents=True, exist_ok=True)
    for part in ("about", "timeline", "path", "norms", "terms", "complaints"):
        page.evaluate(f"document.getElementById('{part}').scrollIntoView()")
        shot = page.screenshot(path=str(SHOTS / f"{part}-{width}-{scheme}.png"))
        assert len(shot) > 5_000
    page.context.close()


def test_the_script_may_run_and_no_other(
    browser: Any, pages: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    text = pages["mieke-en-jette", "nl"].read_text(encoding="utf-8")
    bad = tmp_path / "bad.html"
    bad.write_text(text.replace("</main>", "<script>window.ran = 1;</script></main>"), "utf-8")
    page = browser.new_page()
    page.goto(bad.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.locator(".tools").count() > 3
    page.close()


def test_by_keyboard_one_reaches_the_drawing_and_is_told_and_led_on(
    browser: Any, pages: dict[tuple[str, str], Path]
) -> None:
    page = opened(browser, pages["mieke-en-jette", "nl"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
        if str(seen[-1]).startswith("#term-"):
            break
    assert "#past-chart" in seen
    tip = page.locator(".tip")
    assert tip.is_visible()
    assert "werkdagen" in tip.inner_text()
    assert page.evaluate(
        "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    ) == "3px"  # fmt: skip
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.keyboard.press("Enter")
    target = page.evaluate("document.querySelector(':target').textContent")
    assert "Veiligheidsbeoordeling binnen" in target
    page.keyboard.press("Tab")
    href = page.evaluate("document.activeElement.getAttribute('href')")
    assert href.startswith("#step-")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').closest('tr') !== null")
    page.context.close()


def test_a_list_is_searched_and_the_drawing_widened(
    browser: Any, pages: dict[tuple[str, str], Path]
) -> None:
    page = opened(browser, pages["mieke-en-jette", "nl"])
    path = page.locator("#path")
    rows = path.locator("tbody tr:visible")
    before = rows.count()
    path.locator("input[type=search]").first.fill("klachtencommissie")
    assert 0 < rows.count() < before
    path.locator("input[type=search]").first.fill("zzzz")
    assert rows.count() < before
    assert "Nergens gevonden" in path.locator("output").first.inner_text()
    path.locator("input[type=search]").first.fill("")
    assert rows.count() == before
    wide = page.locator(".drawing").bounding_box()["width"]
    page.locator("input[type=range]").fill("400")
    assert page.locator(".drawing").bounding_box()["width"] > wide * 2
    page.locator(".drawing circle").first.hover()
    assert "stap" in page.locator(".tip").inner_text()
    page.context.close()


def test_it_can_be_read_without_script(browser: Any, pages: dict[tuple[str, str], Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["mieke-en-jette", "nl"].as_uri())
    assert page.locator("#path tbody tr").count() > 50
    assert page.locator(".drawing title").count() > 50
    context.close()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_on_paper(browser: Any, pages: dict[tuple[str, str], Path], lang: str) -> None:
    page = opened(browser, pages["mieke-en-jette", lang])
    SHOTS.mkdir(parents=True, exist_ok=True)
    made = page.pdf(path=str(SHOTS / f"findings-{lang}.pdf"), prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("nav", ".tools >> nth=0", ".skip >> nth=0"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["whole", "shared", "list", "measured"])
def test_the_overview_is_in_nobodys_way(
    browser: Any, overviews: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    page = opened(browser, overviews[name], width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (len(page.asked), page.said) == (1, [])
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"overview-{name}-{width}-{scheme}.png"))
    if not AXE.exists():
        pytest.skip("axe-core is missing: npm install --prefix build/node axe-core")
    assert violations(page) == []
    page.context.close()


def test_a_number_of_the_overview_is_followed_by_keyboard_to_its_cases(
    browser: Any, overviews: dict[str, Path]
) -> None:
    page = opened(browser, overviews["whole"])
    page.locator("#rules td a").first.focus()
    number = int(page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/whole-cases/*.html#*")
    place = page.url.partition("#")[2]
    cases = page.evaluate(
        """place => { let n = 0, e = document.getElementById(place).nextElementSibling;
           for (; e && e.tagName !== 'H2'; e = e.nextElementSibling) n += e.querySelectorAll('li').length;
           return n; }""", place)  # fmt: skip
    assert cases == number
    page.context.close()


def test_no_strip_covers_a_number(browser: Any, overviews: dict[str, Path]) -> None:
    for width in WIDTHS:
        page = opened(browser, overviews["whole"], width)
        over = page.evaluate("""[...document.querySelectorAll('.panel tr')].filter(row => {
            const strip = row.querySelector('svg'), told = row.lastElementChild;
            return strip && strip.getBoundingClientRect().right > told.getBoundingClientRect().left;
        }).length""")
        assert over == 0
        page.context.close()


def test_the_overview_on_paper(browser: Any, overviews: dict[str, Path]) -> None:
    page = opened(browser, overviews["whole"])
    made = page.pdf(path=str(SHOTS / "overview.pdf"), prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".tools >> nth=0").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.context.close()
