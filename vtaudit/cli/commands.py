"""Which commands there are, each made when it is asked for, so that no other is waited for.

Separate from the front door, which knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from vtaudit.cli.withbook import with_book

SECTIONS: dict[str, tuple[str, ...]] = {
    "Write a case down": (
        "authoring.new", "exchange.import_", "authoring.add", "upkeep.check", "upkeep.fmt",
        "upkeep.migrate",
    ),
    "Audit a case": (
        "audit.audit", "browse.browse", "argument.explain", "protocol.path", "terms.terms",
        "authoring.timeline",
    ),
    "Follow a case": (
        "followup.comment", "followup.diff", "followup.watch", "verify.verify",
    ),
    "Many cases": (
        "batch.batch", "overview.overview", "terms.deadlines", "argument.compare", "batch.synth",
    ),
    "Pass a case on": ("privacy.pseudonymise", "exchange.export"),
    "Look things up": (
        "book.words", "book.rule", "book.norm", "protocol.protocol", "terms.term",
        "terms.calendar", "book.selfcheck",
    ),
}  # fmt: skip
"""Each command as module and function, in the order in which an investigator meets them."""
WITHOUT_BOOK = ("upkeep.fmt", "upkeep.migrate", "book.selfcheck")


def _name(place: str) -> str:
    return place.partition(".")[2].rstrip("_")


NAMES = {_name(place): (place, section) for section, of in SECTIONS.items() for place in of}


@cache
def made(name: str) -> Any:
    """Return the command *name*; raises KeyError when there is none."""
    place, section = NAMES[name]
    module, _, function = place.partition(".")
    command = getattr(import_module(f"vtaudit.cli.{module}"), function)
    own = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    own.command(name, rich_help_panel=section)(
        command if place in WITHOUT_BOOK else with_book(command)
    )
    return get_command(own)


class Commands(Mapping[str, Any]):
    """The commands by name, for typer, which only reads them."""

    def __getitem__(self, name: str) -> Any:
        return made(name)

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)
