"""The command that tells of a batch as a whole: overview."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import settings, work
from vtaudit.cli.faults import reported
from vtaudit.cli.options import AskedLang, Force, Output
from vtaudit.errors import UsageError
from vtaudit.message import worded

if TYPE_CHECKING:
    from sqlite3 import Connection

PARQUET = ".parquet"


class Form(StrEnum):
    """Formats of an answer to a query."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@reported
def overview(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|STORE",
            help="A folder that a batch wrote to, or its store.",
            show_default=False,
            readable=False,
        ),
    ],
    output: Output = None,
    shareable: Annotated[
        bool,
        typer.Option("--shareable", help="Hide groups too small to publish, and link to nothing."),
    ] = False,
    sql: Annotated[
        str | None,
        typer.Option("--sql", metavar="QUERY", help="Answer this instead (see docs/overview.md)."),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="Format of the answer to --sql.")
    ] = Form.TABLE,
    lang: AskedLang = None,
    force: Force = False,
) -> None:
    """Count the cases of a batch: for each rule and body, and how long terms and phases took.

    With --output (.md or .html) every number links to its cases, in a folder beside it. With
    --shareable groups of fewer cases than `smallest-group` in vtaudit.toml are hidden. An output
    that ends in .parquet gets the answer to --sql, or a file for each view that --sql can read.

    Examples:

      vtaudit overview findings/

      vtaudit overview findings/ --output overzicht.html

      vtaudit overview findings/ --shareable --output overzicht.md

      vtaudit overview findings/ --sql "select rule, count(*) from findings group by rule"
    """
    from vtaudit.batch.reading import reading, store_of

    with reading(store_of(place)) as db:
        if output is not None and output.suffix.lower() == PARQUET:
            _parquet(db, sql, output, force=force)
        elif sql is not None:
            _answer(db, sql, form, output, force=force)
        else:
            _page(db, place, output, work.language(place, lang), shareable=shareable, force=force)


def _page(
    db: Connection, place: Path, output: Path | None, lang: str, *, shareable: bool, force: bool
) -> None:
    """Write the overview, with the lists of cases beside it unless it is shared."""
    from vtaudit.batch.counting import overview as counted
    from vtaudit.batch.pages import lists, text
    from vtaudit.batch.publish import published
    from vtaudit.report.files import make_folder, write_all
    from vtaudit.report.speech import Speech

    speech = Speech(work.rulebook(), lang)
    found = counted(db)
    if not found.cases:
        raise UsageError(worded("{path}: the store holds no audited case", path=place))
    if shareable:
        found = published(found, settings.found(place).smallest_group)
    page = None if output is None else output.resolve()
    told = text(found, speech, page)
    if page is None:
        work.out(told)
        return
    beside = () if shareable else lists(db, found, speech, page)
    files = {path: listed.encode() for path, listed in beside}
    for folder in {path.parent for path in files}:
        make_folder(folder)
    write_all({**files, page: told.encode()}, force=force)


def _answer(db: Connection, sql: str, form: Form, output: Path | None, *, force: bool) -> None:
    """Write the answer to a query."""
    from vtaudit.batch import query

    make = {Form.CSV: query.as_csv, Form.JSON: query.as_json, Form.TABLE: query.as_table}[form]
    told = make(query.asked(db, sql))
    work.put(told, output, force=force)


def _parquet(db: Connection, sql: str | None, output: Path, *, force: bool) -> None:
    """Write the answer to a query as Parquet, or each view to a file of its own."""
    from vtaudit.batch.query import as_parquet, asked
    from vtaudit.batch.tables import VIEWS
    from vtaudit.report.files import write_all
    from vtaudit.report.formats import named

    if sql is not None:
        files = {output: as_parquet(asked(db, sql))}
    else:
        files = {
            output.with_name(named(output, view)): as_parquet(asked(db, f"SELECT * FROM {view}"))  # noqa: S608
            for view in VIEWS
        }
    write_all(files, force=force)
