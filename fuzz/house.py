"""What the house promises whatever comes in: refusals in its own words, reports in every format.

Separate because every target asks for it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vtaudit.api import rulebook
from vtaudit.errors import VtauditError, describe
from vtaudit.message import told
from vtaudit.report.catalogue import catalogue
from vtaudit.report.formats import FORMATS, Asked

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit

NOWHERE = Path("/nonexistent/case/case.yaml")
"""Name of a case file that is given as bytes; no file that it cites is there."""


@contextmanager
def refusals() -> Iterator[list[VtauditError]]:
    """Take a refusal, and add it to the list that is given; anything else goes on its way."""
    found: list[VtauditError] = []
    try:
        yield found
    except VtauditError as error:
        refused(error)
        found.append(error)


def refused(error: VtauditError) -> None:
    """Tell *error* in both languages, as a terminal would show it; a refusal says something."""
    for translate in (str, catalogue("nl").translations.gettext):
        shown = [told(error.message, translate)] if error.message else []
        shown += [describe(p, translate) for p in error.problems]
        assert shown, "refused without a word"
        for text in shown:
            assert text.strip(), "refused with an empty word"
    for problem in error.problems:
        assert problem.span.line >= 0, problem
        assert 0 <= problem.caret <= len(problem.excerpt), problem


def rendered(audit: Audit) -> None:
    """Tell *audit* in every format there is; the language changes with the size of the case."""
    lang = ("nl", "en")[len(audit.timeline) % 2]
    for form in FORMATS.values():
        made = form.render(audit, rulebook(), Asked(lang=lang))
        assert all(made.values()), form.name
    assert FORMATS["markdown"].render(audit, rulebook(), Asked(lang=lang, comment=True))


@cache
def folder() -> Path:
    """Return an empty folder that is this process's own."""
    return Path(tempfile.mkdtemp(prefix="fuzz-"))
