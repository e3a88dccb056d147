"""The pictures of pages that other programs draw: the timeline, a page for Word, the overview.

Separate from `generated`: a browser and an office draw a little otherwise on every machine, so that
these are made when asked for (`make pictures`) and looked at, and never checked byte by byte.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from vtaudit.api import audit, load_case, rulebook
from vtaudit.batch.counting import overview
from vtaudit.batch.reading import reading
from vtaudit.report import docx, html
from vtaudit.report.overview.html import render
from vtaudit.report.speech import Speech

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CASE = ROOT / "cases" / "mieke-en-jette"
NAMES = ("Noord", "Oost", "Zuid")
"""Names of the bodies of the made-up cases."""


def program(*names: str) -> str:
    """Return the first of these programs that there is; exits with its name where there is none."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit(f"{names[0]} is not on PATH")
    return found


def shot(page: Path, part: str, out: Path, width: int, height: int) -> None:
    """Write a page from *part* on, a selector, as a picture."""
    from playwright.sync_api import sync_playwright

    chromium = program("chromium", "chromium-browser")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        seen = browser.new_page(viewport={"width": width, "height": height})
        seen.goto(page.as_uri())
        seen.evaluate(f"document.querySelector('{part}').scrollIntoView()")
        seen.screenshot(path=str(out))
        browser.close()


def first_page(paper: Path, out: Path) -> None:
    """Write the first page of a document for Word as a picture."""
    folder = paper.parent
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    office = [
        program("soffice"),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*office, str(paper)], check=True, stdout=subprocess.DEVNULL)
    draw = [program("pdftoppm"), "-png", "-singlefile", "-r", "75"]
    subprocess.run([*draw, str(paper.with_suffix(".pdf")), str(out.with_suffix(""))], check=True)


def counted(folder: Path) -> str:
    """Return the overview of made-up cases as a page."""
    from typer.testing import CliRunner

    from vtaudit.cli import app

    cases, store = folder / "cases", folder / "store"
    CliRunner().invoke(app, ["synth", "60", "--seed", "5", "-o", str(cases)])
    for n, file in enumerate(sorted(cases.glob("*/case.yaml"))):
        name = f"kind: veilig-thuis, name: Veilig Thuis {NAMES[n % 7 % 3]}"
        text = file.read_text(encoding="utf-8").replace("kind: veilig-thuis", name, 1)
        file.write_text(text, encoding="utf-8")
    CliRunner().invoke(app, ["batch", str(cases), "-o", str(folder / "out"), "--store", str(store)])
    with reading(store) as db:
        return render(overview(db), Speech(rulebook(), "nl"), "zaken")


def main() -> None:
    """Draw every picture."""
    result = audit(load_case(CASE))
    with TemporaryDirectory() as name:
        folder = Path(name)
        page, paper, many = folder / "zaak.html", folder / "zaak.docx", folder / "overzicht.html"
        page.write_text(html.render(result, rulebook()), encoding="utf-8")
        paper.write_bytes(docx.render(result, rulebook()))
        many.write_text(counted(folder), encoding="utf-8")
        shot(page, "#timeline .chart", DOCS / "timeline.png", 1100, 830)
        first_page(paper, DOCS / "findings.png")
        shot(many, "#bodies .panels", DOCS / "overview.png", 1100, 420)


if __name__ == "__main__":
    main()
