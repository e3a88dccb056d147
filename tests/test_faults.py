"""Every way of writing, with every relevant system call refused, and with the process killed there.

Whatever happens, each file is the old one or the new one and nothing is lost; a message says what
to do, truly; and the command that is run again finishes the work. By default of calls that are
alike the first and the last are tried, with one refusal each and with a kill; `make faults` tries
every call with every refusal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from writing import Way, furnish, ways

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace (Debian: strace)"),
    pytest.mark.skipif(sys.platform != "linux", reason="strace traces Linux"),
]
ALL = os.environ.get("VTAUDIT_FAULTS") == "all"
ERRORS = ("ENOSPC", "EIO", "EACCES", "EINTR")
KILL = "KILL"
CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,sync_file_range,rename,"
    "renameat,renameat2,link,linkat,symlink,symlinkat,ftruncate,truncate,fallocate,mkdir,mkdirat,"
    "rmdir,unlink,unlinkat,chmod,fchmod,fchmodat,chown,fchown,fchownat,copy_file_range,sendfile"
)
TEMPORARY = re.compile(r"\.vtaudit-\w+\.tmp")
STORE = re.compile(r"\.sqlite(-wal|-shm|-journal)?$")
ADVICE = re.compile(r"try again|choose|make room|make the folder|run again|look whether|--force")
ELSEWHERE = ("/", "pipe:", "socket:", "anon_inode:")
"""How strace shows a place as a whole, or what is no file; a bare name is in the folder."""
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a command that touches what it writes."""

    name: str
    number: int
    """Which of its name it is, counted from 1."""
    text: str
    """As strace shows it."""

    @property
    def like(self) -> tuple[str, str]:
        """What calls that are alike have in common: the call and the kind of file."""
        kind = STORE.search(paths(self.text)[0])
        return self.name, kind[0] if kind else "file"


class Room:
    """A folder that is made anew for each run, and what runs commands in it."""

    def __init__(self, base: Path) -> None:
        self.base, self.place, self.pattern = base, base / "de plek é", base / "pattern"
        self.server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("fault_server.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=base,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )  # fmt: skip
        self.place.mkdir()
        furnish(self.place, lambda arguments: self.run(arguments, here=True))
        shutil.copytree(self.place, self.pattern, symlinks=True)
        self.before = self.files()

    def again(self) -> None:
        shutil.rmtree(self.place)
        shutil.copytree(self.pattern, self.place, symlinks=True)

    def files(self) -> Files:
        """Return what is in the folder, but for stores, whose bytes say nothing."""
        return {
            name: path.read_bytes()
            for path in sorted(self.place.rglob("*"))
            if path.is_file() and not STORE.search(name := path.relative_to(self.place).as_posix())
        }

    def run(self, arguments: Any, *strace: str, here: bool = False) -> int:
        for name in ("out", "err", "trace"):
            (self.base / name).write_bytes(b"")
        request = {
            "argv": list(arguments), "folder": str(self.place), "here": here,
            "out": str(self.base / "out"), "err": str(self.base / "err"),
            "environment": {"XDG_CACHE_HOME": str(self.place / "kas"), "NO_COLOR": "1"},
            "strace": ["-y", "-s", "0", "-o", str(self.base / "trace"), *strace] if strace else [],
        }  # fmt: skip
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps(request) + "\n")
        self.server.stdin.flush()
        return int(json.loads(self.server.stdout.readline()))

    @property
    def told(self) -> str:
        return (self.base / "err").read_text(encoding="utf-8")

    @property
    def trace(self) -> list[str]:
        lines = (self.base / "trace").read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if re.match(r"\w+\(", line)]

    def calls(self) -> list[Call]:
        """Return the calls of the last run that touch what is in the folder, but to read."""
        seen: Counter[str] = Counter()
        found = []
        for line in self.trace:
            name = line.partition("(")[0]
            seen[name] += 1
            reads = "O_RDONLY" in line and ("O_DIRECTORY" not in line or "O_NONBLOCK" in line)
            if not reads and "EEXIST" not in line and self._in(paths(line)):
                found.append(Call(name, seen[name], line))
        return found

    @property
    def shown(self) -> str:
        """The folder as strace shows it."""
        return str(self.place).replace("é", r"\303\251")

    def _in(self, found: list[str]) -> bool:
        named = [p for p in found if p.startswith(ELSEWHERE)]
        return any(p.startswith(self.shown) for p in named) if named else bool(found)


def paths(call: str) -> list[str]:
    """Return the paths that a call names, and those of the files that it has open."""
    return re.findall(r'[<"]([^<>"]+)[>"]', re.sub(r"AT_FDCWD<[^>]*>", "", call))


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("faults"))
    yield made
    assert made.server.stdin is not None
    made.server.stdin.close()
    made.server.wait(timeout=20)
    assert made.server.stdout is not None
    made.server.stdout.close()


def whole(room: Room, way: Way) -> tuple[Files, list[Call]]:
    """Return what *way* leaves behind when nothing happens, and the calls with which it does."""
    room.again()
    assert room.run(way.arguments, here=True) == 0, room.told
    room.again()
    assert room.run(way.arguments, "-e", f"trace={CALLS}") == 0, room.told
    calls = room.calls()
    assert calls, "nothing was traced"
    return room.files(), calls


def chosen(calls: list[Call]) -> Iterator[tuple[Call, str]]:
    """Yield each call that is tried, with what happens to it."""
    if ALL:
        yield from ((call, what) for call in calls for what in (*ERRORS, KILL))
        return
    error = cycle(ERRORS)
    first = {call.like: call for call in reversed(calls)}
    last = {call.like: call for call in calls}
    for call in calls:
        if call in (first[call.like], last[call.like]):
            yield call, next(error)
            yield call, KILL


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.name)
def test_old_or_new_whatever_happens(way: Way, room: Room) -> None:
    after, calls = whole(room, way)
    for call, what in chosen(calls):
        room.again()
        fault = "signal=KILL" if what == KILL else f"error={what}"
        status = room.run(way.arguments, "-e", f"trace={CALLS}",
                          "-e", f"inject={call.name}:{fault}:when={call.number}")  # fmt: skip
        files, told, at = (
            room.files(),
            room.told,
            f"{what} at {call.number}: {call.text}\n{room.told}",
        )
        if what == KILL:
            assert status == -9, at
        else:
            assert any("(INJECTED)" in line for line in room.trace), at
            truly_told(way, status, told, files, room.before, after, at)
        old_or_new(files, room.before, after, at, killed=what == KILL)
        if files != room.before or way.remembers:  # else it is where it began
            finished(room, way, files, after, at)


def old_or_new(files: Files, before: Files, after: Files, at: str, *, killed: bool) -> None:
    for name, data in files.items():
        if TEMPORARY.fullmatch(Path(name).name):
            assert killed, f"{name} is left behind: {at}"
        else:
            assert data in (before.get(name), after.get(name)), f"{name} is neither: {at}"
    lost = (before.keys() & after.keys()) - files.keys()
    assert not lost, f"{lost} lost: {at}"


def truly_told(
    way: Way, status: int, told: str, files: Files, before: Files, after: Files, at: str
) -> None:
    """Hold what the user is told to what became of the files."""
    assert "Traceback" not in told, at
    assert "bug of ours" not in told, at
    if status == 0:
        assert files == after, at
        return
    assert status == 2, at
    assert ADVICE.search(told), at
    changed = {name for name in files if files[name] != before.get(name)}
    if refused := re.search(
        r"^vtaudit: (.*) cannot be written: .*; that file is", told, re.MULTILINE
    ):
        assert not any(f"/{refused[1]}".endswith(f"/{name}") for name in changed), at
    if "files are as they were" in told and way.at_once:
        assert not changed, at
    if some := re.search(r"; (\d+) of (\d+) files are new", told):
        assert len(changed) <= int(some[1]) < int(some[2]), at


def finished(room: Room, way: Way, files: Files, after: Files, at: str) -> None:
    """Run *way* again, as a user would, and hold what it leaves to what it should have left."""
    if way.command == "add" and files["zaak/case.yaml"] == after["zaak/case.yaml"]:
        return  # the step is there: to add it again is another step
    assert room.run(way.again) == 0, f"{room.told} after {at}"
    left = {n: d for n, d in room.files().items() if not TEMPORARY.fullmatch(Path(n).name)}
    assert left == after, f"not the same after {at}"


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.name)
def test_written_then_kept_then_renamed_then_kept(way: Way, room: Room) -> None:
    """Hold the order in a trace: no name is moved before its content is on the disk."""
    _, calls = whole(room, way)
    dirty: dict[str, bool] = {}
    moved: set[str] = set()
    for call in calls:
        path, *others = paths(call.text)
        if call.like[1] != "file":
            continue  # SQLite keeps an order of its own
        match call.name:
            case "openat" if "O_DIRECTORY" not in call.text:
                assert TEMPORARY.fullmatch(Path(path).name), f"written in place: {call.text}"
                assert "O_EXCL" in call.text
                assert "0600" in call.text
            case "write" | "chmod" | "chown" | "fchmod" | "fchown":
                dirty[path] = True
            case "fsync" if path in dirty:
                dirty[path] = False
            case "fsync":
                moved = {p for p in moved if Path(room.shown, p).parent != Path(path)}
            case "rename":
                assert dirty.pop(path) is False, f"not on the disk: {call.text}"
                moved.add(others[0])
            case "mkdir" if "/kas" not in path:  # of what is there in a cache nothing is lost
                moved.add(path)
    assert not dirty
    assert not moved, "names that the disk was not asked to keep"
