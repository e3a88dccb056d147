"""The house holds: imports run one way, a few packages have one door each, modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    {"errors", "span", "truth", "version"},
    {"dates", "align"},
    {"yamlio"},
    {"decode"},
    {"rulebook"},
    {"dossier"},
    {"audit"},
    {"report"},
    {"batch"},
    {"api"},
    {"cli"},
)
FLOOR = {room: n for n, rooms in enumerate(ROOMS) for room in rooms}
DOORS = {
    "yaml": ("yamlio/",),
    "pendulum": ("dates/",),
    "rich": ("report/terminal.py", "cli/", "batch/"),
    "typer": ("cli/",),
}
DATA_MODULES = {"rulebook/model.py", "dossier/model.py", "audit/model.py"}
"""Declarations of what files and results hold: long because they are complete, and nothing else."""


def modules() -> list[Path]:
    return sorted(p for p in (ROOT / "vtaudit").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "vtaudit").as_posix()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "vtaudit":
                yield from (f"vtaudit.{a.name}" for a in node.names)


def room_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_only_lower_floors(path: Path) -> None:
    own = room_of(name_of(path))
    if own in ("__init__", "__main__"):
        return
    for target in imported(path):
        if target.startswith("vtaudit."):
            room = target.split(".")[1]
            assert room == own or FLOOR[room] < FLOOR[own] or _neighbours(room, own), (
                f"{name_of(path)} imports {target}"
            )


def _neighbours(room: str, own: str) -> bool:
    """The lowest floor is one room: errors know spans."""
    return FLOOR[room] == FLOOR[own] == 0


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_packages_have_one_door(path: Path) -> None:
    for target in imported(path):
        doors = DOORS.get(target.split(".")[0])
        assert doors is None or name_of(path).startswith(doors), f"{target} in {name_of(path)}"


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        "vtaudit." + name_of(p).removesuffix(".py").removesuffix("/__init__").replace("/", "."): p
        for p in modules()
    }
    edges = {name: set(_at_the_top(path, graph)) for name, path in graph.items()}
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert state.get(name) != 1, " -> ".join((*trail, name))
        if name not in state:
            state[name] = 1
            for target in sorted(edges[name]):
                if target != name:
                    visit(target, (*trail, name))
            state[name] = 2

    for name in edges:
        visit(name, ())


def _at_the_top(path: Path, known: Container[str]) -> Iterator[str]:
    """What a module imports when it is imported: not inside functions, not for types only."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield whole
                elif node.module in known:
                    yield node.module


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    if name_of(path) not in DATA_MODULES:
        assert text.count("\n") <= 300
