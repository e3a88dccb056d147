"""The command line: arguments in, one call, one renderer, an exit status.

Commands import what they need when they run, so that help and completion are there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
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
    overview,
    privacy,
    protocol,
    terms,
    upkeep,
)
from vtaudit.cli.faults import DEBUG
from vtaudit.cli.front import Front
from vtaudit.cli.withbook import with_book
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


_SECTIONS: dict[str, tuple[Callable[..., None], ...]] = {
    "Write a case down": (
        authoring.new, exchange.import_, authoring.add, upkeep.check, upkeep.fmt,
        upkeep.migrate,
    ),
    "Audit a case": (
        audit.audit, argument.explain, protocol.path, terms.terms, authoring.timeline,
    ),
    "Follow a case": (followup.comment, followup.diff, followup.watch),
    "Many cases": (
        batch.batch, overview.overview, terms.deadlines, argument.compare, batch.synth,
    ),
    "Pass a case on": (privacy.pseudonymise, exchange.export),
    "Look things up": (
        book.words, book.rule, book.norm, protocol.protocol, terms.term, terms.calendar,
        book.selfcheck,
    ),
}  # fmt: skip
"""The commands in the order in which an investigator meets them."""
_WITHOUT_BOOK = (upkeep.fmt, upkeep.migrate, book.selfcheck)

for _section, _commands in _SECTIONS.items():
    for _command in _commands:
        _name = _command.__name__.rstrip("_")
        _made = _command if _command in _WITHOUT_BOOK else with_book(_command)
        app.command(_name, rich_help_panel=_section)(_made)


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
