"""The one way for text of a case into each kind of output: shown, never acted on.

Separate because every renderer must use it and none may have its own idea of what is harmless.
Markup, escape codes, direction overrides and line breaks come out as visible characters.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$^])")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_LINK = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_MERMAID = re.compile(r"[^\w ,.()/'’‘?!…–€-]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_ANGLES = str.maketrans({"<": "&lt;", ">": "&gt;"})
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
                        "·": "-", "→": "->", "×": "x", "«": '"', "»": '"', "€": "EUR"})  # fmt: skip


def for_terminal(text: str) -> str:
    r"""Return *text* on one line with every control or format character made visible.

    `ESC` becomes `\x1b`, a direction override `\u202e`. Put the result in a `rich.text.Text`,
    never where Rich reads markup.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, _SPACES.sub(_space, text)))


def for_ascii(text: str) -> str:
    """Return *text* for a console that knows ASCII only: without accents, the rest as `?`."""
    plain = unicodedata.normalize("NFKD", for_terminal(text).translate(_PLAIN))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")


def for_markdown(text: str) -> str:
    """Return *text* for a line or table cell of CommonMark with GFM: no markup, HTML or emoji."""
    escaped = _MARKDOWN.sub(r"\\\1", for_terminal(text).strip())
    escaped = _ENTITY.sub("&amp;", escaped).translate(_ANGLES)
    escaped = _LINK.sub(r"\\\g<0>", _EMOJI.sub(r"\\:", escaped))
    return _LINE_START.sub(_escaped_start, escaped)


def for_mermaid(text: str) -> str:
    """Return *text* for a quoted label of a mermaid diagram, the rest as entity codes."""
    return _MERMAID.sub(lambda found: f"#{ord(found[0])};", for_terminal(text))


def _space(found: re.Match[str]) -> str:
    """Return one plain space for blanks and line breaks; other separators stay to be shown."""
    return " " if set(found[0]) <= set(" \t\r\n\v\f\xa0") else found[0]


def _visible(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def _escaped_start(found: re.Match[str]) -> str:
    start = found[0]
    return f"\\{start}" if not start[0].isdigit() else f"{start}\\"
