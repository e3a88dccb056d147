"""Write every generated file, or check with `--check` that each is what would be written today.

A generated file is a path and a function that gives its bytes; adding one is adding a line to
`produced`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tools import bookdocs, catalogues, pictures, reference, rulelanguage
from vtaudit.api import rulebook
from vtaudit.errors import RulebookError, UsageError, describe
from vtaudit.report.case_schema import case_schema
from vtaudit.report.files import write
from vtaudit.report.schemas import audit_schema
from vtaudit.rulebook import load
from vtaudit.rulebook.book import Rulebook

ROOT = Path(__file__).resolve().parent.parent

Pair = tuple[Path, Callable[[], bytes]]
"""A generated file and what makes its bytes."""


def produced() -> Iterator[Pair]:
    """Yield every generated file with what makes it, in the order in which they need each other."""
    yield load.COMPILED, lambda: load.compiled(load.sources(load.DATA))
    for source in catalogues.sources():
        yield source.with_suffix(".mo"), partial(catalogues.compiled, source)
    for lang, end in (("nl", ""), ("en", ".en")):
        yield ROOT / "schemas" / f"case.schema{end}.json", partial(_page, case_schema, lang)
    yield ROOT / "schemas" / "audit.schema.json", audit_schema
    for lang, end in (("nl", ""), ("en", ".en")):
        yield ROOT / "docs" / f"rulebook{end}.md", partial(_page, bookdocs.rules, lang)
        yield ROOT / "docs" / f"norms{end}.md", partial(_page, bookdocs.norms, lang)
        yield ROOT / "docs" / f"unverified{end}.md", partial(_page, reference.unverified, lang)
        yield ROOT / "docs" / f"case-file{end}.md", partial(_page, _case_file, lang)
    yield ROOT / "docs" / "commands.md", reference.commands
    language = ROOT / "docs" / "rule-language.md"
    yield language, lambda: rulelanguage.page(language.read_text(encoding="utf-8"))
    yield ROOT / "docs" / "report.svg", pictures.report
    yield ROOT / "docs" / "browse.svg", pictures.browse


def _case_file(book: Rulebook, lang: str) -> bytes:
    return reference.case_file(json.loads(case_schema(book, lang)), lang)


def _page(make: Callable[[Rulebook, str], bytes], lang: str) -> bytes:
    """Return a page made of the rulebook as it is now, not as it was before it was written."""
    return make(rulebook(), lang)


def stale(pairs: Iterable[Pair]) -> Iterator[tuple[Path, bytes]]:
    """Yield each file of *pairs* that is absent or differs, with what it should hold.

    A file is made when it is asked for, so that a caller who writes each one before the next
    gives the later ones what they need.
    """
    for path, make in pairs:
        data = make()
        if not path.is_file() or path.read_bytes() != data:
            yield path, data


def put(path: Path, data: bytes) -> None:
    """Replace *path* by *data* in one step, readable by everybody as a file of the repository."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, data, force=True)
    path.chmod(0o644)


def main(arguments: list[str], pairs: Iterable[Pair]) -> int:
    """Write *pairs*, or only check them; return the exit status: 1 when a check finds one stale."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.generated [--check]", file=sys.stderr)
        return 2
    found = 0
    for path, data in stale(pairs):
        found = 1
        if not arguments:
            put(path, data)
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        print(f"{'stale' if arguments else 'written'}: {shown}")
    if found and arguments:
        print("`make generated` writes them", file=sys.stderr)
    return found if arguments else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:], produced()))
    except RulebookError as error:
        print(error.message, *map(describe, error.problems), sep="\n", file=sys.stderr)
        sys.exit(2)
    except UsageError as error:
        sys.exit(f"{error}")
