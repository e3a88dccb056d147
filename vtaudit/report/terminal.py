"""The report for a terminal, and for a pipe: which parts, in which order, how wide, in what signs.

Separate from the painter, which puts one piece on a console. Without a width nothing is wrapped
or cut: that is for pipes. What is told in brief here is told whole when its part is asked for.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.report.leaks import watch
from vtaudit.report.parts import (
    about,
    complaints,
    deadlines,
    findings,
    questions,
    runs,
    since,
    steps,
    summary,
    timeline,
)
from vtaudit.report.terminal_paint import GLUE, Painter, console_for, recording
from vtaudit.report.voice import TerseVoice, Voice

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.document import Section
    from vtaudit.rulebook.book import Rulebook

PICTURE_WIDTH = 110

PARTS: Mapping[str, Callable[[Voice, bool], Section]] = {
    "summary": lambda voice, _: summary.summary(voice),
    "timeline": lambda voice, _: timeline.section(voice),
    "path": lambda voice, full: steps.path(voice, full=full),
    "runs": lambda voice, full: runs.runs(voice, full=full),
    "terms": lambda voice, full: deadlines.table(voice, by_outcome=not full),
    "complaints": lambda voice, full: complaints.results(voice, brief=not full),
    "findings": lambda voice, full: findings.apart(voice, full=full),
    "gaps": lambda voice, full: findings.gaps(voice, full=full),
    "told": lambda voice, _: findings.told(voice),
    "norms": lambda voice, _: steps.norms(voice),
    "questions": lambda voice, _: questions.questions(voice),
    "baseline": lambda voice, _: since.section(voice),
    "accepted": lambda voice, _: findings.accepted(voice),
    "not-audited": lambda voice, _: findings.left(voice),
    "coverage": lambda voice, _: about.coverage(voice),
    "unverified": lambda voice, full: about.unverified(voice, full=full),
}
"""The parts by their key, in the order in which they are told; `True` tells all of one."""

BRIEF = ("summary",)
"""The parts of the shortest report."""


def render(
    audit: Audit,
    book: Rulebook,
    lang: str = "nl",
    *,
    width: int | None = None,
    color: bool = False,
    ascii_only: bool = False,
    only: Collection[str] = (),
    detail: str = "normal",
) -> str:
    """Return the report as text; without *width* as for a pipe, without *color* no codes at all.

    *only* names parts, which are then told whole; *detail* is `brief`, `normal` or `full`. Raises
    UsageError, with the nearest name, for a part that there is not.
    """
    wrong = next((name for name in only if name not in PARTS), None)
    if wrong is not None:
        raise UsageError(wrong_word("part", wrong, PARTS))
    full = bool(only) or detail == "full"
    voice = (Voice if full else TerseVoice)(audit, book, lang)
    out = io.StringIO()
    painter = Painter(voice, console_for(out, width, color=color), ascii_only, width)
    painter.header()
    for section in _chosen(voice, only or (BRIEF if detail == "brief" else PARTS), full=full):
        painter.section(section)
    if not full:
        painter.note(_more(voice))
    return _trimmed(out.getvalue())


def _chosen(voice: Voice, names: Collection[str], *, full: bool) -> Iterator[Section]:
    return (make(voice, full) for name, make in PARTS.items() if name in names)


def _more(voice: Voice) -> str:
    return voice.say("More: --full tells everything in full, --only a part of it: {parts}.",
                     parts=", ".join(PARTS))  # fmt: skip


def suited(
    audit: Audit,
    book: Rulebook,
    file: TextIO,
    lang: str = "nl",
    *,
    width: int | None = None,
    color: bool | None = None,
    ascii_only: bool = False,
    only: Collection[str] = (),
    detail: str = "normal",
) -> str:
    """Return the report as suits *file*: width and colour of a terminal, neither in a pipe.

    Colour is left out when the environment has NO_COLOR; on a console that cannot show a sign
    the report is written in ASCII.
    """

    def made(columns: int | None, colored: bool, plain: bool) -> str:  # noqa: FBT001
        return render(audit, book, lang, width=columns, color=colored, ascii_only=plain,
                      only=only, detail=detail)  # fmt: skip

    return fitted(file, made, width=width, color=color, ascii_only=ascii_only)


def fitted(
    file: TextIO,
    make: Callable[[int | None, bool, bool], str],
    *,
    width: int | None = None,
    color: bool | None = None,
    ascii_only: bool = False,
) -> str:
    """Return what *make* gives for the width, the colour and the characters that *file* has.

    Raises UsageError when it holds what identifies somebody in a case that was loaded.
    """
    screen = file.isatty()
    if width is None and screen:
        width = shutil.get_terminal_size().columns
    if color is None:
        color = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    text = make(width, color, ascii_only)
    if not ascii_only and not _fits(text, file.encoding or "utf-8"):
        text = make(width, color, True)  # noqa: FBT003 - ASCII
    watch.check(text)
    return text


def piece(
    voice: Voice,
    sections: Iterable[Section],
    *,
    width: int | None = None,
    color: bool = False,
    ascii_only: bool = False,
) -> str:
    """Return sections as text without the header of a report."""
    out = io.StringIO()
    painter = Painter(voice, console_for(out, width, color=color), ascii_only, width)
    for section in sections:
        painter.section(section)
    return _trimmed(out.getvalue())


def _trimmed(text: str) -> str:
    rows = text.replace(GLUE, " ").split("\n")
    return "".join(f"{row.rstrip()}\n" for row in rows).strip("\n") + "\n"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def picture(audit: Audit, book: Rulebook, lang: str = "nl", only: Collection[str] = BRIEF) -> str:
    """Return the header and some parts as SVG, for pages that show what the report looks like."""
    console = recording(PICTURE_WIDTH)
    voice = TerseVoice(audit, book, lang)
    painter = Painter(voice, console, ascii_only=False, width=PICTURE_WIDTH)
    painter.header()
    for section in _chosen(voice, only, full=False):
        painter.section(section)
    drawn = console.export_svg(title="vtaudit audit", unique_id="vtaudit")
    kept = drawn.replace("<svg ", '<svg xml:space="preserve" ', 1)  # some viewers drop blanks
    return kept.replace(GLUE, "\xa0")
