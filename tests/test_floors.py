"""The house holds: imports run one way, a few packages have one door each, modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    {"errors", "message", "span", "truth", "version"},
    {"dates", "align"},
    {"yamlio"},
    {"decode"},
    {"rulebook"},
    {"dossier"},
    {"audit"},
    {"report"},
    {"batch", "browse", "exchange", "trial"},
    {"api"},
    {"cli"},
)
FLOOR = {room: n for n, rooms in enumerate(ROOMS) for room in rooms}
DOORS = {
    "yaml": ("yamlio/",),
    "ruamel": ("yamlio/roundtrip",),
    "pendulum": ("dates/",),
    "rich": ("report/terminal_paint", "cli/progress"),
    "typer": ("cli/",),
    "distributed": ("batch/cluster",),
    "fsspec": ("batch/remote",),
    "textual": ("browse/app",),
}


def modules() -> list[Path]:
    return sorted(p for p in (ROOT / "vtaudit").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "vtaudit").as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Everything a module imports, wherever it stands; `from a import b` as `a` and `a.b`."""
    for node in ast.walk(tree):
        yield from _named(node)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (a.name for a in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.module, "write the whole name: a dot hides the floor"
        assert not node.level, "write the whole name: a dot hides the floor"
        yield node.module
        yield from (f"{node.module}.{a.name}" for a in node.names)


def room_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_only_lower_floors(path: Path) -> None:
    own = room_of(name_of(path))
    if own not in TOP:
        assert own in FLOOR, f"{own} has no floor"
        assert list(climbs(own, tree_of(path))) == []


TOP = {"__init__", "__main__"}
"""What the outside calls; it may import everything and nothing may import it."""


def climbs(own: str, tree: ast.AST) -> Iterator[str]:
    """Imports in the room *own* that do not go down."""
    for target in imported(tree):
        parts = target.split(".")
        if parts == ["vtaudit"]:
            continue
        if parts[0] == "vtaudit" and not _below(parts[1], own):
            yield target


def _below(room: str, own: str) -> bool:
    """The lowest floor is one room: errors know spans."""
    if room not in FLOOR:
        return False
    return room == own or FLOOR[room] < FLOOR[own] or FLOOR[room] == FLOOR[own] == 0


@pytest.mark.parametrize(
    ("own", "text", "found"),
    [
        ("dates", "from vtaudit.errors import X", []),
        ("errors", "from vtaudit.span import Span", []),
        ("dates", "from vtaudit.align import net", ["vtaudit.align", "vtaudit.align.net"]),
        ("dates", "import vtaudit.cli", ["vtaudit.cli"]),
        ("dates", "def f():\n    from vtaudit import api", ["vtaudit.api"]),
        ("cli", "from vtaudit import load_case", ["vtaudit.load_case"]),
    ],
)
def test_a_climb_is_seen(own: str, text: str, found: list[str]) -> None:
    assert list(climbs(own, ast.parse(text))) == found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_packages_have_one_door(path: Path) -> None:
    for target in imported(tree_of(path)):
        doors = DOORS.get(target.split(".")[0])
        assert doors is None or name_of(path).startswith(doors), f"{target} in {name_of(path)}"


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {dotted(p): tree_of(p) for p in modules()}
    edges = {name: set(_at_the_top(tree, graph)) - {name} for name, tree in graph.items()}
    assert circle(edges) is None


def dotted(path: Path) -> str:
    return "vtaudit." + name_of(path).removesuffix(".py").removesuffix("/__init__").replace(
        "/", "."
    )


def _at_the_top(tree: ast.Module, known: Container[str]) -> Iterator[str]:
    """What a module imports when it is imported: not inside functions, not for types only."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield whole
                elif node.module in known:
                    yield node.module


def circle(edges: dict[str, set[str]]) -> str | None:
    """Return one circle in *edges* as an arrow, or None."""
    order = TopologicalSorter(edges)
    try:
        order.prepare()
    except CycleError as error:
        return " -> ".join(reversed(error.args[1]))
    return None


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": set()}) is None
    assert circle({"a": {"b"}, "b": {"a"}}) in ("a -> b -> a", "b -> a -> b")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= 300
