"""What commands do between their arguments and their output: load, audit, write.

Imports are inside the functions: `vtaudit --help` must not pay for them.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook


def rulebook() -> Rulebook:
    """Return the rulebook that came with vtaudit."""
    from vtaudit.api import rulebook as shipped

    return shipped()


def load(path: Path) -> Case:
    """Return the case at *path*; raises InputError with everything that is wrong with it."""
    from vtaudit.api import load_case

    return load_case(path)


def audited(case: Case, as_of: date | None) -> Audit:
    """Return the audit of *case*; raises InputError when no peildatum is known."""
    from vtaudit.api import audit

    return audit(case, as_of)


def told_by(case: Case, actor: str) -> Case:
    """Return *case* as *actor* tells it; raises UsageError for somebody with no such account."""
    from vtaudit.decode import wrong_word
    from vtaudit.dossier.telling import tellers, told_by
    from vtaudit.errors import UsageError

    known = tellers(case)
    if actor not in known:
        if actor in case.people or actor in case.bodies:
            others = ", ".join(known) or "nobody"
            raise UsageError(f"`{actor}` gives no account of a step that differs; {others} does")
        raise UsageError(wrong_word("person or body", actor, [*case.people, *case.bodies]))
    book = rulebook()
    activities = book.vocabulary(case.file.case.protocol)["activity"]
    return told_by(case, actor, book.dates, activities)


def rendered(audit: Audit, kind: str, lang: str) -> str:
    """Return the audit in a format that is written rather than shown."""
    if kind == "json":
        from vtaudit.report.json import render as as_json

        return as_json(audit, rulebook())
    from vtaudit.report.markdown import render as as_markdown

    return as_markdown(audit, rulebook(), lang)


def out(text: str) -> None:
    """Write *text* to standard output as UTF-8, whatever the console's own code page."""
    stream = sys.stdout
    if hasattr(stream, "buffer"):
        stream.flush()
        stream.buffer.write(text.encode("utf-8"))
        stream.buffer.flush()
    else:
        stream.write(text)
