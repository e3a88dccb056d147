"""Write every generated file, or check with `--check` that each is what would be written today.

A generated file is a path and a function that gives its bytes; adding one is adding a line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tools import catalogues, pictures
from vtaudit.api import rulebook
from vtaudit.errors import RulebookError, describe
from vtaudit.report.case_schema import case_schema
from vtaudit.report.files import write
from vtaudit.report.schemas import audit_schema
from vtaudit.rulebook import load

ROOT = Path(__file__).resolve().parent.parent


def produced() -> Iterator[tuple[Path, Callable[[], bytes]]]:
    """Yield every generated file with what makes it, in the order in which they need each other."""
    yield load.COMPILED, lambda: load.compiled(load.sources(load.DATA))
    for source in catalogues.sources():
        yield source.with_suffix(".mo"), partial(catalogues.compiled, source)
    yield ROOT / "schemas" / "case.schema.json", lambda: case_schema(rulebook())
    yield ROOT / "schemas" / "audit.schema.json", audit_schema
    yield ROOT / "docs" / "report.svg", pictures.report


def main(arguments: list[str]) -> int:
    """Write or check; return the exit status."""
    stale = []
    for path, make in produced():
        data = make()
        if path.exists() and path.read_bytes() == data:
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, data, force=True)
            path.chmod(0o644)
    for path in stale:
        print(("stale: " if "--check" in arguments else "written: ") + str(path.relative_to(ROOT)))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RulebookError as error:
        print(error.message, *map(describe, error.problems), sep="\n", file=sys.stderr)
        sys.exit(2)
