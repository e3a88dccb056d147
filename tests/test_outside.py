"""What the outside can do to us: nothing out of the case folder is opened, nothing is fetched.

Commands run in a process of their own, where every opened file and every connection is seen.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_floors import modules, name_of
from test_leaks import case

ROOT = Path(__file__).resolve().parent.parent

WATCHED = """
import os, sys
away, refused = sys.argv[1], []
def seen(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        if os.path.realpath(os.fsdecode(args[0])).startswith(away):
            refused.append(args[0])
    net = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
           "urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
    if event in net and "AF_UNIX" not in repr(args):
        refused.append((event, repr(args)[:200]))
sys.addaudithook(seen)
from vtaudit.cli import main
sys.argv = ["vtaudit", *sys.argv[2:]]
try:
    main()
except SystemExit as leaving:
    print("STATUS", int(leaving.code or 0), file=sys.stderr)
print("SEEN", refused, file=sys.stderr)
"""
NAMES = ("../away/secret", "{away}/secret", "link", "up/secret", "http://x.invalid/a", "file:///etc/passwd",
         "/dev/zero", "~/secret", "..\\\\away\\\\secret", "C:secret", "a/../../away/secret",
         "//x.invalid/a", "sub/link")  # fmt: skip
COMMANDS = (
    ("check", "{case}"), ("audit", "{case}"), ("audit", "{case}", "-f", "json"),
    ("batch", "{case}", "-o", "{out}", "--no-store"), ("export", "{case}"), ("timeline", "{case}"),
    ("pseudonymise", "{case}", "-o", "{out}"),
)  # fmt: skip


def watched(away: Path, *arguments: str) -> tuple[int, str]:
    """Return the status of a command and what it told; fails when it opened something."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(away), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT,
    )  # fmt: skip
    assert "SEEN []" in done.stderr, done.stderr
    found = re.search(r"^STATUS (\d+)$", done.stderr, re.MULTILINE)
    return int(found[1]) if found else 0, done.stderr


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    away, zaak = tmp_path / "away", case(tmp_path / "zaak", "gewoon")
    away.mkdir()
    (away / "secret").write_text("GEHEIM", encoding="utf-8")
    (zaak / "sub").mkdir()
    for link, target in (
        ("link", away / "secret"),
        ("up", away),
        ("sub/link", Path("../../away/secret")),
    ):
        (zaak / link).symlink_to(target)
    return away, zaak


def test_the_watch_sees_what_it_should(folders: tuple[Path, Path]) -> None:
    with pytest.raises(AssertionError, match="SEEN"):
        watched(folders[1], "check", str(folders[1]))


def test_every_name_of_a_file_outside_is_refused_with_its_place(folders: tuple[Path, Path]) -> None:
    away, zaak = folders
    names = [name.format(away=away) for name in NAMES]
    with (zaak / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("documents:\n")
        file.writelines(
            f'  - {{id: d{n}, kind: rapport, file: "{x}"}}\n' for n, x in enumerate(names)
        )
    first = (zaak / "case.yaml").read_text(encoding="utf-8").splitlines().index("documents:") + 2
    status, told = watched(away, "check", str(zaak))
    assert status == 3
    lines = [int(x) for x in re.findall(r"case\.yaml:(\d+):\d+: E124", told)]
    assert lines == list(range(first, first + len(NAMES)))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_opened_or_fetched(
    command: tuple[str, ...], folders: tuple[Path, Path], tmp_path: Path
) -> None:
    away, zaak = folders
    text = (zaak / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("text:", "sources: {document: d, page: 1}\n    text:")
    (zaak / "sub" / "stuk.txt").write_text("stuk", encoding="utf-8")
    text += "documents: [{id: d, kind: rapport, file: sub/stuk.txt}]\n"
    (zaak / "case.yaml").write_text(text, encoding="utf-8")
    status, told = watched(away, *(a.format(case=zaak, out=tmp_path / "out") for a in command))
    assert status == 0, told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_batch_does_not_wait_for_a_cited_pipe(folders: tuple[Path, Path], tmp_path: Path) -> None:
    away, zaak = folders
    os.mkfifo(zaak / "pijp")
    with (zaak / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("documents: [{id: d, kind: rapport, file: pijp, sha256: " + "0" * 64 + "}]\n")
    for command in (
        ("audit", str(zaak)),
        ("batch", str(zaak), "-o", str(tmp_path / "uit"), "--no-store"),
    ):
        watched(away, *command)


HUGE = {
    "100-MB": b"x" * 100_000_000,
    "brackets": b"a: " + b"[" * 100_000,
    "million-keys": b"".join(b"k%d: v\n" % n for n in range(1_000_000)),
    "most-that-passes-the-parser": b"format: 1\nevents:\n" + b"- {id: a}\n" * 70_000,
    "aliases": b"a: &a [x]\n" + b"b: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n" * 5_000,
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded in this way on Linux")
@pytest.mark.parametrize("name", HUGE)
def test_hostile_files_take_bounded_memory(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(HUGE[name])
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20,) * 2)\n"
        "from vtaudit.cli import main; sys.argv = ['vtaudit', 'check', sys.argv[1]]; main()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True,
                          text=True, check=False, timeout=60, cwd=ROOT)  # fmt: skip
    assert done.returncode == 3, done.stderr[-500:]
    assert re.search(r"case\.yaml:\d+:\d+: E1", done.stderr)
    assert len(done.stderr) < 500_000


def test_limits_are_set_by_the_environment(tmp_path: Path) -> None:
    zaak = case(tmp_path, "gewoon")
    code = "import sys; from vtaudit.cli import main; sys.argv = ['vtaudit', 'check', sys.argv[1]]; main()"

    def check(**limits: str) -> tuple[int, str]:
        done = subprocess.run([sys.executable, "-c", code, str(zaak)], capture_output=True, text=True,
                              check=False, cwd=ROOT, env={**os.environ, **limits})  # fmt: skip
        return done.returncode, done.stderr

    assert check()[0] == 0
    for name in ("BYTES", "NODES", "SCALAR", "DEPTH"):
        status, told = check(**{f"VTAUDIT_LIMIT_{name}": "2"})
        assert status == 3
        assert "E104" in told
    status, told = check(VTAUDIT_LIMIT_NODES="veel")
    assert status == 2
    assert "VTAUDIT_LIMIT_NODES=veel" in told


DOORS = {
    "report/atomic.py": "files of the user, of which only `report/files.py` decides",
    "report/docx.py": "what pandoc reads, in a folder of its own that is gone afterwards",
    "batch/parcel.py": "a case that came over the wire, in a folder of its own that is gone afterwards",
    "cli/work.py": "the screen, guarded",
    "report/terminal.py": "the screen, guarded",
    "report/terminal_paint.py": "a console of the terminal report, which is guarded",
    "cli/faults.py": "messages on standard error",
    "cli/batch.py": "messages on standard error",
    "cli/__init__.py": "the version",
}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_outputs_have_one_door(path: Path) -> None:
    """No module writes a file or the screen but those through which the guard looks."""
    if name_of(path) in DOORS:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            assert name not in ("write_text", "write_bytes", "mkstemp", "print", "echo"), name
        if isinstance(node, ast.Attribute):
            screen = node.attr == "__stdout__" or (
                node.attr == "stdout" and getattr(node.value, "id", "") == "sys"
            )
            assert not screen or name_of(path).startswith("cli/")


def test_nothing_in_the_package_can_reach_the_network() -> None:
    """But fsspec and distributed, for an address that the user gives."""
    for path in modules():
        text = path.read_text(encoding="utf-8")
        text = text.replace("from urllib.request import url2pathname", "")  # it fetches nothing
        assert not re.search(r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|ftplib|smtplib)\b",
                             text, re.MULTILINE), path  # fmt: skip
