"""The commands that show the rulebook: rule, norm and words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import reported
from vtaudit.cli.options import Lang, Language


class Format(StrEnum):
    """Formats of the rulebook."""

    TEXT = "text"
    JSON = "json"


Form = Annotated[Format, typer.Option("--format", "-f", help="Format.")]
Name = Annotated[str | None, typer.Argument(show_default=False, help="Which; none lists them all.")]


@reported
def rule(name: Name = None, lang: Lang = Language.NL, form: Form = Format.TEXT) -> None:
    """Show a rule by code or name, or list them all.

    Example:

      vtaudit rule VT101
    """
    from vtaudit.report import bookjson
    from vtaudit.report.bookpages import list_rules
    from vtaudit.report.rulepage import show_rule

    book = work.rulebook()
    if form is Format.JSON:
        work.out(bookjson.rules(book, name))
        return
    work.out(show_rule(book, name, lang) if name else list_rules(book, lang))


@reported
def norm(name: Name = None, lang: Lang = Language.NL, form: Form = Format.TEXT) -> None:
    """Show a norm with the steps and rules that touch it, or list them all.

    Example:

      vtaudit norm ivrk/12
    """
    from vtaudit.report import bookjson
    from vtaudit.report.bookpages import list_norms, show_norm

    book = work.rulebook()
    if form is Format.JSON:
        work.out(bookjson.norms(book, name))
        return
    work.out(show_norm(book, name, lang) if name else list_norms(book, lang))


@reported
def words(kind: Name = None, lang: Lang = Language.NL) -> None:
    """Print the words an author may use: activities, items, roles, channels and so on.

    Example:

      vtaudit words item
    """
    from vtaudit.report.bookpages import list_words, show_words

    book = work.rulebook()
    work.out(show_words(book, kind, lang) if kind else list_words(book, lang))
