"""The formats of one audit: their names, the file names that ask for them, and what renders them.

Separate so that a command knows no format by name: to add one is a module and an entry here, and
it is offered, guarded and tested with hostile text without being named anywhere else. A renderer
is imported when it is used, and gives text only; nothing here writes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from vtaudit.decode import wrong_word
from vtaudit.errors import UsageError
from vtaudit.message import Message, worded
from vtaudit.report import inert

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.report.seal import Basis
    from vtaudit.rulebook.book import Rulebook

FILE_WIDTH = 120
"""Columns of a terminal report that is written to a file."""
TERMINAL = "terminal"
"""The format of a screen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a user asked of a report; a format takes from it what it knows."""

    lang: str = "nl"
    only: tuple[str, ...] = ()
    """Parts, by their key; empty means those that the format has by itself."""
    detail: str = "normal"
    """`brief`, `normal` or `full`."""
    width: int | None = None
    ascii_only: bool = False
    comment: bool = False
    """The version on which the parties comment."""
    case_file: str = "case.yaml"
    """The case file as the user named it, with slashes; for formats that point into it."""
    basis: Basis | None = None
    """What the report rests on, where it is to carry a seal."""
    seal: str = ""
    """The seal of this format, which stands somewhere in each of its texts; see `told`."""


Content = str | bytes
"""What a format makes: text, or the bytes of a file that programs of an office read."""
Render = Callable[["Audit", "Rulebook", Asked], Mapping[str, Content]]
"""Gives the contents of a format by a name for each; the name is empty where there is one."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    suffixes: tuple[str, ...]
    render: Render
    shareable: bool
    """Whether what the case marks as restricted stays out of it."""
    inert: Callable[[str], str]
    """How a text of the case stands in it."""
    parts: Callable[[], Collection[str]] = tuple
    """Gives the keys of the parts that can be asked for; none for a format that is always whole."""
    heeds: tuple[str, ...] = ("lang",)
    """What of `Asked` makes a difference to it; the seal names these."""


def _terminal(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.terminal import render

    text = render(audit, book, asked.lang, width=asked.width or FILE_WIDTH,
                  ascii_only=asked.ascii_only, only=asked.only, detail=asked.detail)  # fmt: skip
    return {"": f"{text}\n{asked.seal}\n" if asked.seal else text}


def _markdown(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    if asked.comment:
        from vtaudit.report.commentary import render as commentary

        text = commentary(audit, book, asked.lang)
    else:
        from vtaudit.report.markdown import render

        text = render(audit, book, asked.lang)
    return {"": f"{text}\n<!-- {asked.seal} -->\n" if asked.seal else text}


def _html(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.html import render

    text = render(audit, book, asked.lang)
    return {"": f"{text}<!-- {asked.seal} -->\n" if asked.seal else text}


def _json(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.json import render

    return {"": render(audit, book, asked.seal)}


def _csv(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.tables import render

    return render(audit, book, asked.lang, asked.only, asked.seal)


def _xlsx(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, Content]:
    from vtaudit.report.workbook import render

    return {"": render(audit, book, asked.lang, asked.only, asked.seal)}


def _docx(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, Content]:
    from vtaudit.report.docx import render

    return {"": render(audit, book, asked.lang, asked.seal)}


def _sarif(audit: Audit, book: Rulebook, asked: Asked) -> Mapping[str, str]:
    from vtaudit.report.sarif import render

    return {"": render(audit, book, asked.lang, asked.case_file, asked.seal)}


def _sections() -> Collection[str]:
    from vtaudit.report.terminal import PARTS

    return PARTS


def _csv_tables() -> Collection[str]:
    from vtaudit.report.tables import TABLES

    return TABLES


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format(TERMINAL, (".txt",), _terminal, shareable=False, inert=inert.for_terminal,
               parts=_sections, heeds=("lang", "only", "detail", "width", "ascii_only")),
        Format("markdown", (".md", ".markdown"), _markdown, shareable=True,
               inert=inert.for_markdown, heeds=("lang", "comment")),
        Format("html", (".html", ".htm"), _html, shareable=True, inert=inert.for_html),
        Format("json", (".json",), _json, shareable=False, inert=inert.in_json, heeds=()),
        Format("csv", (".csv",), _csv, shareable=True,
               inert=lambda text: inert.for_csv(text).replace('"', '""'), parts=_csv_tables,
               heeds=("lang", "only")),
        Format("xlsx", (".xlsx",), _xlsx, shareable=True, inert=inert.for_terminal,
               parts=_csv_tables, heeds=("lang", "only")),
        Format("docx", (".docx",), _docx, shareable=True, inert=inert.for_terminal),
        Format("sarif", (".sarif", ".sarif.json"), _sarif, shareable=True,
               inert=lambda text: inert.in_json(inert.for_sarif(text)),
               heeds=("lang", "case_file")),
    )
}  # fmt: skip
"""Every format by its name."""


def format_of(path: PurePath) -> Format:
    """Return the format that the name of *path* asks for, the longest suffix first.

    Raises UsageError, with the suffixes there are, when no format belongs to the name.
    """
    suffixes = {s: f for f in FORMATS.values() for s in f.suffixes}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if path.name.lower().endswith(suffix):
            return suffixes[suffix]
    known = ", ".join(suffixes)
    raise UsageError(
        worded(
            "{output}: no format belongs to this name ({known}); give --format",
            output=path,
            known=known,
        )
    )


def told(
    made: Collection[Format], audit: Audit, book: Rulebook, asked: Asked
) -> tuple[Mapping[str, Content], ...]:
    """Return what each format makes, in order; of the parts asked for each gets those it knows.

    Where *asked* has a basis, each text carries its seal. Raises UsageError, with the nearest
    name, for a part that none of the formats has.
    """
    known = {part: None for f in made for part in f.parts()}
    for part in asked.only:
        if part not in known:
            raise UsageError(wrong_word("part", part, known) if known else _whole(made))
    return tuple(f.render(audit, book, _of(f, asked)) for f in made)


def as_bytes(content: Content) -> bytes:
    """Return what a format made as the bytes of its file."""
    return content.encode() if isinstance(content, str) else content


def _of(form: Format, asked: Asked) -> Asked:
    """Return *asked* as *form* is asked, with its seal."""
    own = replace(asked, only=tuple(p for p in asked.only if p in form.parts()))
    if asked.basis is None:
        return own
    from vtaudit.report.seal import sealed

    how = {name: getattr(own, name) for name in form.heeds}
    return replace(own, seal=sealed(asked.basis, {"format": form.name, **how}))


def asked_again(how: Mapping[str, str]) -> tuple[Format, Asked]:
    """Return the format and what was asked of it, from what a seal tells of it by name.

    Raises ValueError or KeyError when no report can have been asked for like that.
    """
    form, plain = FORMATS[how["format"]], Asked()
    told: dict[str, object] = {}
    for f in fields(Asked):
        if f.name in form.heeds and f.name in how:
            told[f.name] = _value(getattr(plain, f.name), how[f.name])
    return form, replace(plain, **told)  # type: ignore[arg-type]


def _value(plain: object, text: str) -> object:
    """Return *text* as a value of the kind of *plain*."""
    if isinstance(plain, bool):
        return text == "yes"
    if isinstance(plain, tuple):
        return tuple(text.split(","))
    return text if isinstance(plain, str) else int(text)


def _whole(made: Collection[Format]) -> Message:
    names = ", ".join(f.name for f in made)
    return worded("{names} is always whole: --only does nothing here", names=names)


def named(path: PurePath, part: str) -> str:
    """Return the name of the file for one text of several: `zaak.csv` gives `zaak-terms.csv`."""
    return f"{path.stem}-{part}{path.suffix}" if part else path.name
