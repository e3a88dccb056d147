"""The one way for text of a case into each kind of output: shown, never acted on.

Separate because every renderer must use it and none may have its own idea of what is harmless.
Markup, escape codes, direction overrides and line breaks come out as visible characters. Every
function takes the text of a user and returns it for one kind of output; `formats` says which.
"""

from __future__ import annotations

import json
import re
import unicodedata

_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$^])")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_LINK = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
_LINE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_MERMAID = re.compile(r"[^\w ,.()/'’‘?!…–€-]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_ANGLES = str.maketrans({"<": "&lt;", ">": "&gt;"})
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;",
                       "`": "&#96;"})  # fmt: skip
_FORMULA = re.compile(r"(?:^|(?<=[;,|\"]))(?=[\s\xa0]*[=+@＝＋－＠−-])")
_BRACKETS = re.compile(r"([\\\[\]])")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
                        "·": "-", "→": "->", "×": "x", "«": '"', "»": '"', "€": "EUR"})  # fmt: skip
_NO_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that count as printable and show nothing."""
_FIRST_MARK = "\u0300"
"""Below this there are no combining marks."""
_MOST_MARKS = 4
"""Combining marks on one letter that are still drawn; a tower of more covers other lines."""
_CELL = 32_767
"""Characters that a spreadsheet's cell can hold: a file with more in one does not open."""
_NAME = 100
"""Letters of a file name, so that a suffix and a folder still fit on every system."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)", re.IGNORECASE)


def for_terminal(text: str) -> str:
    r"""Return *text* on one line with every control or format character made visible.

    `ESC` becomes `\x1b`, a direction override `\u202e`, a tower of combining marks its codes. Put
    the result in a `rich.text.Text`, never where Rich reads markup.
    """
    if text.isprintable():
        if text.isascii() or max(text) < _FIRST_MARK:
            return text
        return _without_towers("".join(map(_visible, text)))
    return _without_towers("".join(map(_visible, _SPACES.sub(_space, text))))


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


def for_html(text: str) -> str:
    """Return *text* for the content of an HTML element or an attribute in double quotes.

    Never for a script, a style, a comment, or an attribute that takes an address or a script.
    """
    return for_terminal(text).translate(_HTML)


def for_csv(text: str) -> str:
    """Return *text* for one cell of a CSV file: never a formula, also if it is split elsewhere.

    A spreadsheet of another country may split on `;` where the writer split on `,`; an apostrophe
    then stands before what would be a formula. Quoting is the writer's.
    """
    return _FORMULA.sub("'", for_terminal(text))


def for_xlsx(text: str) -> str:
    """Return *text* for a cell that is written as text, never as a formula.

    More than fits in a cell is cut, with `…`; escaping for XML and of `_x000D_` is the writer's.
    """
    shown = for_terminal(text)
    return shown if len(shown) <= _CELL else shown[: _CELL - 1] + "…"


def for_sarif(text: str) -> str:
    """Return *text* for the `text` of a SARIF message: no `[link](1)` and no `{0}` placeholder."""
    escaped = _BRACKETS.sub(r"\\\1", for_terminal(text))
    return escaped.replace("{", "{{").replace("}", "}}")


def for_json(dumped: str) -> str:
    r"""Return finished JSON text with what would act on a screen as `\u` escapes.

    The values stay the same to whoever reads them. Takes the whole output, not one text.
    """
    return dumped if dumped.isascii() else "".join(map(_json_code, dumped))


def in_json(text: str) -> str:
    """Return *text* as it stands between the quotes of finished JSON."""
    return for_json(json.dumps(text, ensure_ascii=False))[1:-1]


def for_filename(text: str) -> str:
    """Return *text* as the name of a file on any system: lower case, one level, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")[:_NAME].rstrip("-._")
    return f"_{name}" if not name or _DEVICES.match(name) else name


def _space(found: re.Match[str]) -> str:
    """Return one plain space for blanks and line breaks; other separators stay to be shown."""
    return " " if set(found[0]) <= set(" \t\r\n\v\f\xa0") else found[0]


def _visible(character: str) -> str:
    if character in _NO_LETTERS:
        return _code(character)
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return _code(character)


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _without_towers(text: str) -> str:
    """Return *text* with a circle under a mark that has no letter, and codes for marks too many."""
    out: list[str] = []
    marks = -1
    for character in text:
        if character < _FIRST_MARK or unicodedata.category(character)[0] != "M":
            marks = 0
        elif marks <= 0 and not _carries(out[-1:]):
            out.append("\u25cc")
            marks = 1
        else:
            marks += 1
        out.append(_code(character) if marks > _MOST_MARKS else character)
    return "".join(out)


def _carries(before: list[str]) -> bool:
    """Return whether a mark belongs to the character before it: a letter, a digit or a sign."""
    return bool(before) and unicodedata.category(before[0][-1])[0] in "LNS"


def _json_code(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _escaped_start(found: re.Match[str]) -> str:
    start = found[0]
    return f"\\{start}" if not start[0].isdigit() else f"{start}\\"
