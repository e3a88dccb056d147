"""Changes to a case file that its author asked for; everything else goes on saying what it said.

Separate from the commands, so that what is changed can be tried without a terminal.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Mapping
from pathlib import Path

from vtaudit.dossier.reader import CASE_FILE
from vtaudit.errors import InputError, UsageError
from vtaudit.message import worded
from vtaudit.yamlio import parse, plain
from vtaudit.yamlio.roundtrip import appended, formatted


def file_of(path: Path) -> Path:
    """Return the case file of a folder or file; raises UsageError when there is none."""
    file = path / CASE_FILE if path.is_dir() else path
    if not file.is_file():
        raise UsageError(worded("{path}: there is no case", path=path))
    return file


def step_id(activity: str, known: Collection[str]) -> str:
    """Return an id for a new step of this kind that no step has yet."""
    if activity not in known and f"{activity}-1" not in known:
        return activity
    number = 2
    while f"{activity}-{number}" in known:
        number += 1
    return f"{activity}-{number}"


def with_step(data: bytes, step: Mapping[str, object]) -> bytes:
    """Return the case file *data* with *step* at the end of its events; the rest says the same.

    Line endings and a byte order mark stay as they were; spacing becomes that of the house. Raises
    InputError for a file that cannot be changed so.
    """
    try:
        return bytes_of_case(appended(text_of_case(data), "events", step), data)
    except ValueError as error:
        raise InputError(worded("the step cannot be added: {error}", error=error)) from None


def tidy(data: bytes, name: str) -> bytes:
    """Return the case file *data* in the style of the house, saying the same as before.

    Raises InputError, with every problem, for a file that is no YAML.
    """
    before = parse(data, name)
    if before.root is None:
        raise InputError(None, before.problems)
    text = "\n".join(line.rstrip() for line in text_of_case(data).splitlines())
    after = formatted(f"{text.rstrip()}\n").encode()
    again = parse(after, name)
    if again.root is None or plain(again.root) != plain(before.root):
        raise InputError(
            worded("{name} is left as it was: it would not say the same afterwards", name=name)
        )
    return after


def text_of_case(data: bytes) -> str:
    """Return the text of the case file *data*, with plain ends of lines and no byte order mark."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def bytes_of_case(text: str, before: bytes) -> bytes:
    """Return *text* with the byte order mark and the ends of lines of the file as it was *before*.

    A file that mixes both ends of lines gets the one that most of them have.
    """
    windows = before.count(b"\r\n")
    if 2 * windows > before.count(b"\n"):
        text = text.replace("\n", "\r\n")
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    return mark + text.encode()
