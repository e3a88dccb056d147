"""The pages for people: their links lead somewhere, and their commands do what they show.

In a block that begins with ```console, a line with `$ ` is a command, run in a folder that holds
the cases of the repository; the lines below it are what it prints, where `…` on its own line stands
for any lines. A block that begins with ```diff is an edit of the file it names.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vtaudit.api import audit, load_case
from vtaudit.cli.commands import NAMES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BY_NAME = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TRIED = [p for p in PAGES if BLOCK.search(p.read_text(encoding="utf-8"))]
MAKE = ("make ", "pip ", "pipx ", "git ", "python ")


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name, as GitHub makes them of headings."""
    text = re.sub(
        r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    titles = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles)
    return {*plain, *re.findall(r'<a (?:id|name)="([^"]+)"', text)}


@BY_NAME
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```$|`[^`\n]*`",
        "",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    for link in re.findall(r"\]\(([^()\s]+)\)", text):
        if re.match(r"https?:|mailto:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@BY_NAME
def test_every_command_named_is_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"(?:^\$ |`)vtaudit ([a-z][\w-]*)", text, re.MULTILINE):
        assert name in NAMES, name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what somebody has who got the repository, and nothing else."""
    for name in ("cases", "tests/chronologies"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(command: str, folder: Path) -> str:
    """Return what *command* prints on both streams, in order."""
    words = shlex.split(command)
    assert words[0] == "vtaudit", command
    done = subprocess.run(
        [sys.executable, "-m", "vtaudit", *words[1:]], cwd=folder, check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def sessions(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with what is shown of its output."""
    command, shown = "", ""
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:].partition("  #")[0].strip(), ""
        else:
            shown += f"{line.rstrip()}\n"
    if command:
        yield command, shown


def fits(shown: str, printed: str) -> bool:
    """Whether *printed* is what is *shown*, with any lines at each `…`."""
    parts = [re.escape(p) for p in re.split(r"^[ ]*…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), printed) is not None


def edit(folder: Path, block: str) -> None:
    """Make the change of a diff block in the file that its first line names."""
    first, *rest = block.splitlines()
    file = folder / first.removeprefix("--- ").strip()
    old = "".join(f"{line[1:]}\n" for line in rest if line[:1] in "- ")
    new = "".join(f"{line[1:]}\n" for line in rest if line[:1] in "+ ")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("page", TRIED, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_prints_what_is_shown(page: Path, folder: Path) -> None:
    for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "diff":
            edit(folder, block)
            continue
        for command, shown in sessions(block):
            if command.startswith(MAKE):
                continue
            printed = "".join(f"{row.rstrip()}\n" for row in run(command, folder).splitlines())
            if shown.strip():
                assert fits(shown, printed), f"$ {command}\n{printed}"


@pytest.mark.parametrize("page", ["README.md", "docs/tasks.md", "docs/commands.md"])
def test_findings_that_examples_name_are_there(page: str) -> None:
    """An id hangs on the rule, the case and its steps: an example that is left behind is found."""
    named = re.findall(
        r"vtaudit explain (cases/\S+) (\S+-[0-9a-f]{8})", (ROOT / page).read_text(encoding="utf-8")
    )
    assert named
    for case, finding in named:
        assert finding in {f.id for f in audit(load_case(ROOT / case)).findings}, finding
