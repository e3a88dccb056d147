"""The dataclasses of a module or package, and the docstrings of their fields, from its source.

Separate because two schemas are made of them; Python itself forgets those docstrings.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import is_dataclass
from itertools import pairwise
from types import ModuleType


def described(module: ModuleType) -> dict[str, dict[str, str]]:
    """Return, for each class of *module*, its own docstring (under "") and those of its fields."""
    trees = [ast.parse(inspect.getsource(part)) for part in _parts(module)]
    found = [c for tree in trees for c in tree.body if isinstance(c, ast.ClassDef)]
    return {c.name: _fields(c) for c in found}


def classes_of(module: ModuleType) -> tuple[type, ...]:
    """Return the dataclasses that *module* defines, in order."""
    return tuple(
        c
        for part in _parts(module)
        for c in vars(part).values()
        if isinstance(c, type) and is_dataclass(c) and c.__module__ == part.__name__
    )


def _parts(module: ModuleType) -> tuple[ModuleType, ...]:
    """Return the modules that *module* is made of: a package names its own in `SUBJECTS`."""
    return getattr(module, "SUBJECTS", (module,))


def _fields(found: ast.ClassDef) -> dict[str, str]:
    texts = {"": inspect.cleandoc(ast.get_docstring(found) or "")}
    for one, following in pairwise(found.body):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            text = _literal(following)
            if text:
                texts[one.target.id] = " ".join(text.split())
    return texts


def _literal(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else None
    return None
