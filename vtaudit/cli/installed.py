"""What is installed: versions of vtaudit, Python and the rulebook, and which extras are there.

Separate from the command that shows it, which runs the examples.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from vtaudit.message import Message, worded
from vtaudit.version import VERSION

if TYPE_CHECKING:
    from vtaudit.rulebook.book import Rulebook

EXTRAS = {
    "office": ("openpyxl", "docx", "xlsxwriter"),
    "parquet": ("pyarrow",),
    "docx": ("pypandoc",),
    "browse": ("textual",),
    "fsspec": ("fsspec",),
    "dask": ("distributed",),
}
"""Extras, each with the modules that it brings."""


def installed(book: Rulebook) -> Iterator[Message]:
    """Yield a line for each thing that decides what a report says or which formats there are."""
    yield worded("vtaudit {version}, Python {python} on {system}", version=VERSION,
                 python=sys.version.split()[0], system=platform.system())  # fmt: skip
    yield worded("rulebook {version}, sha256 {hash}", version=book.version, hash=book.sha256)
    for extra, modules in EXTRAS.items():
        if all(find_spec(m) for m in modules):
            yield worded("extra `{extra}`: installed", extra=extra)
        else:
            yield worded("extra `{extra}`: not installed", extra=extra)
