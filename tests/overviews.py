"""The overview of made-up cases that the tests look at, and how they read its pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

from running import run

CASES = 30
RULE = "VT101"
LINK = {
    ".md": re.compile(r"\[(?P<text>[^]]+)\]\((?P<file>[^)#]+)#(?P<place>[^)]+)\)"),
    ".html": re.compile(r'<a href="(?P<file>[^"#]+)#(?P<place>[^"]+)">(?P<text>[^<]+)</a>'),
}
ITEM = {".md": re.compile(r"^- \[[^]]+\]\(([^)]+)\)(?:: (.*) days?)?$", re.MULTILINE),
        ".html": re.compile(r'^<li><a href="([^"]+)">[^<]+</a>(?:: (.*) days?)?</li>$', re.MULTILINE)}  # fmt: skip


def made(folder: Path) -> Path:
    """Fill *folder* with cases of two bodies, their findings in `out`, and their store."""
    run("synth", CASES, "--seed", 5, "-o", folder / "cases")
    for n, case in enumerate(sorted((folder / "cases").iterdir())):
        file, name = case / "case.yaml", "Oost" if n % 3 else "West"
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"(kind: veilig-thuis)", rf"\1, name: VT {name}", text, count=1)
        assert changed != text
        file.write_text(changed, encoding="utf-8")
    run("batch", folder / "cases", "-o", folder / "out", "-f", "json", "--lang", "en", "-j", 0,
        "--store", folder / "store.sqlite")  # fmt: skip
    return folder


def audits(folder: Path) -> list[dict[str, list[dict[str, str]]]]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("out/*.json"))]


def shown(text: str, ending: str) -> list[list[str]]:
    """The cells of each row of the tables of a page, as they stand there."""
    if ending == ".md":
        return [row.strip("|").split(" | ") for row in text.splitlines() if row.startswith("| ")]
    rows = re.findall(
        r"<tr>(<th scope.*?)</tr>",
        re.sub(r"<figure.*?</figure>", "", text, flags=re.DOTALL),
        re.DOTALL,
    )
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
