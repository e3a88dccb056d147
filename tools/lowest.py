"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

`make test-lowest` installs with them, so that a lower bound is tried where it is written and
nowhere written again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


def requirements(project: dict[str, Any]) -> Iterator[Requirement]:
    """Yield what *project*, the table of that name, requires of others, extras included."""
    for group in (project["dependencies"], *project["optional-dependencies"].values()):
        for text in group:
            requirement = Requirement(text)
            if requirement.name != project["name"]:  # an extra that takes in another one
                yield requirement


def lowest(requirement: Requirement) -> str:
    """Return the constraint that allows only the lowest version that *requirement* does.

    Raises ValueError for a requirement without a lower bound.
    """
    (bound,) = (b.version for b in requirement.specifier if b.operator == ">=")
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}=={bound}{marker}"


if __name__ == "__main__":
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    print(*sorted({lowest(r) for r in requirements(table)}), sep="\n")
