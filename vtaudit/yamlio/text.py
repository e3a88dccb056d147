"""Bytes to text: UTF-8 and nothing else, without characters that YAML does not allow.

Separate from the parser so that these mistakes get their own words and their exact place, before
any of it reaches libyaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vtaudit.errors import Code, Problem
from vtaudit.message import worded
from vtaudit.span import Span

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line, as libyaml counts them."""
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_CONTROLS = 20
"""Control characters that are reported one by one: more of them is a binary file."""


def point(line: int, column: int) -> Span:
    """Return the place of one character; both count from 1."""
    return Span(line, column, line, column + 1)


def place(text: str, position: int) -> Span:
    """Return where the character at *position* of *text* stands."""
    line, start = 1, 0
    for found in BREAK.finditer(text, 0, position):
        line, start = line + 1, found.end()
    return point(line, position - start + 1)


def decoded(data: bytes) -> tuple[str, list[Problem]]:
    """Return *data* as text without a byte order mark, or what is wrong with its characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        message = worded("the file is UTF-16 or UTF-32: save it as UTF-8")
        return "", [Problem(Code.NOT_UTF8, message, point(1, 1))]
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    return text, list(_controls(text))


def _not_utf8(data: bytes, position: int) -> tuple[str, list[Problem]]:
    """Return what can be shown of *data*, and the byte at which it stops being UTF-8."""
    before = data[:position].decode("utf-8").removeprefix("\ufeff")
    old = data[position : position + 1].decode("cp1252", "replace")
    message = worded(
        "byte 0x{byte:02X} is not UTF-8: save the file as UTF-8 "
        "(in Windows-1252 it would be `{old}`)",
        byte=data[position],
        old=old,
    )
    shown = before + data[position:].decode("utf-8", "replace")
    return shown, [Problem(Code.NOT_UTF8, message, place(before, len(before)))]


def _controls(text: str) -> Iterator[Problem]:
    """Yield a problem for each character that YAML does not allow, up to a number."""
    for count, found in enumerate(_CONTROL.finditer(text)):
        if count == _MOST_CONTROLS:
            return
        sign = ord(found.group())
        name = worded("control character U+{sign:04X}", sign=sign) if sign else "NUL"
        message = worded("{name} may not stand in the file: remove it", name=name)
        yield Problem(Code.CONTROL, message, place(text, found.start()))
