"""The bytes of somebody else's text file to its characters.

Separate because text, tables and logs all come from programs that do not say how they write:
Notepad and Excel still save in UTF-16 and in the code page of Windows.
"""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
"""Bytes by which UTF-16 without a mark is known."""
_SHARE = 0.7
"""How many of the bytes in every other place are zero in Latin letters written as UTF-16."""


def text_of(data: bytes) -> str:
    """Return what *data* says: by its mark, else UTF-16, UTF-8 or the code page of Windows."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    sample = data[:_SAMPLE]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        places = sample[first::2]
        if places and places.count(0) > _SHARE * len(places):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
