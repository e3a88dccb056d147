"""Options that several commands share, so that each means the same everywhere."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vtaudit.message import worded

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


class Language(StrEnum):
    """Languages of reports."""

    NL = "nl"
    EN = "en"


class TextOrJson(StrEnum):
    """Formats of what is looked up or counted."""

    TEXT = "text"
    JSON = "json"


def _day(text: str) -> date:
    """Read a day as YYYY-MM-DD and nothing else."""
    if not _DAY(text):
        raise typer.BadParameter(worded("`{text}` is not a day; write it as 2020-12-31", text=text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            worded("`{text}` is not a day of the calendar; write it as 2020-12-31", text=text)
        ) from None


def form(text: str) -> str:
    """Read the name of a format."""
    from vtaudit.decode import wrong_word
    from vtaudit.report.formats import FORMATS

    if text not in FORMATS:
        raise typer.BadParameter(wrong_word("format", text, FORMATS))
    return text


def forms(begun: str) -> list[str]:
    """Return the names of formats that begin with *begun*, for completion."""
    from vtaudit.report.formats import FORMATS

    return [name for name in FORMATS if name.startswith(begun)]


Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        parser=form,
        metavar="FORMAT",
        autocompletion=forms,
        help="terminal, markdown, json, …; default by the output's name.",
    ),
]
InTextOrJson = Annotated[TextOrJson, typer.Option("--format", "-f", help="Format.")]
Day = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="DATE",
        help="Peildatum: the day on which the case is judged. Default: the case's own.",
    ),
]
Lang = Annotated[
    Language, typer.Option("--lang", help="Language of the report; of messages too when given.")
]
AskedLang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of the report, default nl; of messages too when given."),
]
Spoken = Annotated[Language, typer.Option("--lang", help="Language of messages.")]
Case = Annotated[
    Path,
    typer.Argument(
        metavar="CASE", help="A case folder, or its case file.", show_default=False, readable=False
    ),
]
Cases = Annotated[
    list[Path],
    typer.Argument(
        metavar="CASE...", help="Case folders or case files.", show_default=False, readable=False
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to this file instead of the screen."
    ),
]
Allow = Annotated[
    bool,
    typer.Option(
        "--allow-identifiers",
        help="Write what identifies somebody all the same: for use inside the house.",
    ),
]
Names = Annotated[
    bool, typer.Option("--names", help="People by the names in the case, beside their ids.")
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; may be repeated, each in the format of its suffix.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
