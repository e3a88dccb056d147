"""The same answers anywhere on earth, on any clock, from any folder; and no command minds a pipe."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_hard_use import CASE, ROOT, posix, refused
from test_verify import SMALL
from writing import ways

from vtaudit.cli.commands import NAMES
from vtaudit.report.formats import FORMATS

OUTPUTS = [x for form in FORMATS.values() for x in ("-o", f"zaak{form.suffixes[0]}")]
ZONES = ("UTC", "Etc/GMT+12", "Pacific/Kiritimati", "onzin/nergens")
READING: dict[str, Sequence[str]] = {
    "audit": (), "check": (), "explain": ("VT602",), "path": (), "terms": ("--explain",), "timeline": (),
    "deadlines": (), "compare": (), "export": (), "watch": ("--times", "1"),
}  # fmt: skip
"""Commands that only read a case, with what follows it."""
OTHERS: dict[str, Sequence[str]] = {
    "rule": ("VT501",), "norm": ("ivrk/12",), "words": ("activity",), "protocol": (), "calendar": ("2020",),
    "term": ("10 weken", "--from", "2020-03-23", "--regime", "atw"), "selfcheck": (),
    "diff": ("zaak", "zaak"), "verify": ("zaak.json", "zaak"), "overview": ("winkel.sqlite",),
}  # fmt: skip
"""Commands that read something else, with all that they are given."""


def vtaudit(
    folder: Path, *arguments: str, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "vtaudit", *arguments], cwd=folder, check=False, timeout=120,
        capture_output=True, text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "kas"), **environment},
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def written(folder: Path, *, before: Sequence[str] = (), **environment: str) -> dict[str, bytes]:
    """Return what is written about a case in the new folder *folder*."""
    folder.mkdir()
    for command in (
        ("audit", str(CASE), *OUTPUTS),
        ("deadlines", str(CASE), "-f", "ics", "-o", "termijnen.ics"),
        ("export", str(CASE), "-o", "zaak.xes"),
        ("term", "5 werkdagen", "--from", "2020-12-31", "--regime", "atw"),
    ):
        done = vtaudit(folder, *command, before=before, **environment)
        assert done.returncode == 0, done.stderr
        (folder / f"{command[0]}.out").write_text(done.stdout, encoding="utf-8")
    return contents(folder)


@pytest.mark.parametrize(
    "zones",
    [("Etc/GMT+12", "Pacific/Kiritimati"), pytest.param(ZONES, marks=pytest.mark.external)],
    ids=["ends", "all"],
)
def test_no_day_shifts_anywhere_on_earth(zones: Sequence[str], tmp_path: Path) -> None:
    first, *others = (written(tmp_path / str(number), TZ=zone) for number, zone in enumerate(zones))
    assert len(first) > len(FORMATS)
    assert all(other == first for other in others)


@pytest.mark.external
@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs faketime (Debian: faketime)")
@pytest.mark.parametrize("clock", ["1999-12-31 23:59:59", "2079-06-06 00:00:00"])
def test_no_answer_depends_on_the_clock(clock: str, tmp_path: Path) -> None:
    assert written(tmp_path / "toen", before=["faketime", clock]) == written(tmp_path / "nu")


def test_a_clock_that_is_set_back_hides_no_change(tmp_path: Path) -> None:
    case = tmp_path / "zaken" / "klein"
    (case / "stukken").mkdir(parents=True)
    for name in ("dossier", "brief"):
        (case / "stukken" / f"{name}.txt").write_text(name, encoding="utf-8")
    asked = ("batch", "zaken", "-o", "uit", "-j", "0")
    for day, hour in (("2021-03-01", 10**10), ("2021-03-02", 10**9), ("2021-03-03", 0)):
        (case / "case.yaml").write_text(SMALL.replace("2021-03-01", day), encoding="utf-8")
        os.utime(case / "case.yaml", (hour, hour))
        done = vtaudit(tmp_path, *asked)
        assert (done.returncode, "unchanged" in done.stderr) == (0, False), done.stderr
        os.utime(case / "case.yaml", (5 * 10**9, 5 * 10**9))  # long after its findings
        assert "1 unchanged" in vtaudit(tmp_path, *asked).stderr
    (case / "stukken" / "brief.txt").write_text("Brief", encoding="utf-8")
    os.utime(case / "stukken" / "brief.txt", (0, 0))
    assert "unchanged" not in vtaudit(tmp_path, *asked).stderr


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_ends_of_lines_say_nothing(ends: bytes, tmp_path: Path) -> None:
    told = []
    text = (CASE / "case.yaml").read_bytes()
    for name, data in (("een", text), ("twee", b"\xef\xbb\xbf" + text.replace(b"\n", ends))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_bytes(data)
        done = vtaudit(tmp_path, "audit", name, "--full", "--width", "100")
        told.append([line for line in done.stdout.splitlines() if "sha256" not in line])
    assert told[0] == told[1]
    assert len(told[0]) > 100


def as_a_user() -> list[str]:
    """Return what takes from root what other users may not; nothing for other users."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--"]


@posix
def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    zaak = tmp_path / "pad met spatie é" / "zaak"
    zaak.mkdir(parents=True)
    text = SMALL.replace(", file: stukken/dossier.txt", "").replace(", file: stukken/brief.txt", "")
    (zaak / "case.yaml").write_text(text.replace("  - {id: vt", "     - {id: vt"), encoding="utf-8")
    user, here = (
        as_a_user(),
        {"XDG_CACHE_HOME": str(tmp_path / "dicht"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    (tmp_path / "dicht").mkdir()
    shut = (zaak / "case.yaml", zaak, zaak.parent, tmp_path / "dicht")
    for path in shut:
        path.chmod(0o555)
    try:
        done = vtaudit(zaak, "audit", ".", before=user, **here)
        assert (done.returncode, done.stderr) == (0, "")
        advice = "you have no permission", "choose a place where you may write"
        refused(vtaudit(zaak, "audit", ".", "-o", "zaak.md", before=user, **here), 2, *advice)
        refused(vtaudit(zaak, "fmt", ".", before=user, **here), 2, *advice)
        refused(vtaudit(zaak, "new", "ander", before=user, **here), 2, *advice)
        uit = str(tmp_path / "uit")
        refused(vtaudit(zaak, "batch", ".", "-o", uit, before=user, **here), 2, "--no-store")
        done = vtaudit(zaak, "batch", ".", "-o", uit, "--no-store", before=user, **here)
        assert done.returncode == 0, done.stderr
    finally:
        for path in shut:
            path.chmod(0o755)
    assert [p.name for p in zaak.iterdir()] == ["case.yaml"]


SCREEN = {"browse"}
"""Commands that need a terminal to draw on; what they do without one has tests of its own."""


def test_every_command_that_there_is_writes_or_reads() -> None:
    """A new command must take its place in one of the lists, and is then tried with the others."""
    listed = {way.command for way in ways()} | READING.keys() | OTHERS.keys()
    assert listed | SCREEN == NAMES.keys()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what every command that reads can be given."""
    folder = tmp_path_factory.mktemp("bureau")
    shutil.copytree(ROOT / "cases" / "voorbeeld-te-laat", folder / "zaak")
    assert vtaudit(folder, "audit", "zaak", "-o", "zaak.json").returncode == 0
    asked = ("batch", "zaak", "-o", "uit", "-j", "0", "--store", "winkel.sqlite")
    assert vtaudit(folder, *asked).returncode == 0
    return folder


SHELL = {
    "a reader who leaves": '"$@" | true',
    "nobody who listens": '"$@" >&-',
    "no streams at all": '"$@" <&- >&- 2>&-',
    "a full disk": 'test ! -e /dev/full || "$@" > /dev/full',
}


@posix
@pytest.mark.external
@pytest.mark.parametrize("shell", SHELL)
@pytest.mark.parametrize("name", [*READING, *OTHERS])
def test_no_command_minds_where_it_is_heard(name: str, shell: str, desk: Path) -> None:
    given = ("zaak", *READING[name]) if name in READING else OTHERS[name]
    done = vtaudit(desk, name, *given, before=["sh", "-c", SHELL[shell], "sh"])
    assert "Traceback" not in done.stderr, done.stderr
    assert "bug of ours" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode in ((0, 2, 3) if shell == "a full disk" else (0, 3)), done.stderr


@pytest.mark.external
@pytest.mark.parametrize("name", [*READING, *OTHERS])
@pytest.mark.parametrize(
    "terminal",
    [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"TERM": "dumb", "HOME": "/nergens"},
     {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=str,
)  # fmt: skip
def test_no_command_minds_the_terminal(name: str, terminal: dict[str, str], desk: Path) -> None:
    given = ("zaak", *READING[name]) if name in READING else OTHERS[name]
    done = vtaudit(desk, name, *given, **terminal)
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.external
@pytest.mark.parametrize("name", [*READING, *OTHERS])
def test_what_only_reads_writes_nothing(name: str, desk: Path) -> None:
    """The other side of the list of ways: what is not in it leaves nothing behind."""
    given = ("zaak", *READING[name]) if name in READING else OTHERS[name]
    before = contents(desk) | contents(desk / "zaak")
    assert vtaudit(desk, name, *given).returncode in (0, 3)
    assert contents(desk) | contents(desk / "zaak") == before
