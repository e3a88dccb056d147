"""The command line: arguments in, one call, one renderer, an exit status.

Commands import what they need when they run, so that help and completion are there at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from vtaudit.cli import (
    argument,
    audit,
    authoring,
    batch,
    book,
    exchange,
    followup,
    privacy,
    protocol,
    terms,
    verify,
)
from vtaudit.cli.faults import DEBUG
from vtaudit.cli.front import Front
from vtaudit.version import VERSION

app = typer.Typer(
    name="vtaudit",
    cls=Front,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"vtaudit {VERSION}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=lambda v: _version(asked=v), is_eager=True,
                           help="Show the version and leave.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a bug is.")] = False,
) -> None:  # fmt: skip
    """Audit the timeline of a Veilig Thuis dossier: path, terms, gaps, norms.

    vtaudit says what the record shows, what it contradicts and what cannot be established. It
    never decides whether a complaint is founded.
    """
    del version
    if debug:
        os.environ[DEBUG] = "1"


app.command()(audit.audit)
app.command()(audit.check)
app.command()(batch.batch)
app.command()(batch.synth)
app.command()(verify.verify)
app.command()(followup.diff)
app.command()(followup.watch)
app.command()(followup.comment)
app.command()(argument.explain)
app.command()(argument.compare)
app.command()(protocol.path)
app.command()(terms.terms)
app.command()(terms.deadlines)
app.command()(terms.term)
app.command()(terms.calendar)
app.command()(authoring.timeline)
app.command()(authoring.new)
app.command()(authoring.add)
app.command()(authoring.fmt)
app.command("import")(exchange.import_)
app.command()(exchange.export)
app.command()(privacy.pseudonymise)
app.command()(book.rule)
app.command()(book.norm)
app.command()(protocol.protocol)
app.command()(book.words)


def main() -> None:
    """Run the command line of this process."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:  # closed by whoever started us: there is nobody to write for
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
