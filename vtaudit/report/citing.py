"""How a norm is cited: its law and article, the version that was read, and its permanent address.

Separate because pages, JSON and explanations must cite the same norm in the same way. An address
follows from the id of the law, the article and the date of the version, as Juriconnect has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vtaudit.report.catalogue import catalogue

if TYPE_CHECKING:
    from vtaudit.report.json import Json
    from vtaudit.rulebook.model import Norm, NormSource

LAWS = "https://wetten.overheid.nl/"
UNION = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:"
REPORTS = "https://www.nationaleombudsman.nl/publicaties/rapporten/"


def address(source: NormSource) -> str | None:
    """Return the permanent address of a source, or None where none follows from what is known."""
    if source.url:
        return source.url
    if source.id is None:
        return None
    if source.kind == "bwb":
        article = f"&artikel={source.article}" if source.article else ""
        version = f"&g={source.version}" if source.version else ""
        return f"{LAWS}jci1.3:c:{source.id}{article}{version}"
    if source.kind == "treaty":
        return f"{LAWS}{source.id}"
    if source.kind == "celex":
        return f"{UNION}{source.id}"
    return REPORTS + source.id.replace("/", "") if source.kind == "report" else None


def cited(norm: Norm, lang: str) -> str:
    """Return the name of the law or guide, the article, the id and the date of the version."""
    s = norm.source
    name = (s.name.nl if lang == "nl" else s.name.en) if s.name else ""
    version = f"({s.version})" if s.version else ""
    return " ".join(x for x in (name, s.article, s.id, version) if x)


def told(norm: Norm, lang: str) -> str:
    """Return a norm in a line: id, title, where it stands, and whether nobody verified it."""
    title = norm.nl.title if lang == "nl" else norm.en.title
    mark = "" if norm.verified == "yes" else f" [{catalogue(lang).say('not verified')}]"
    return f"{norm.id}: {title} ({cited(norm, lang)}){mark}"


def as_json(norm: Norm) -> dict[str, Json]:
    """Return the source of a norm for a program."""
    s = norm.source
    return {
        "norm": str(norm.id),
        "kind": s.kind,
        "id": s.id,
        "article": s.article,
        "version": s.version.isoformat() if s.version else None,
        "name": s.name.nl if s.name else None,
        "url": address(s),
        "verified": norm.verified == "yes",
        "basis": norm.basis,
    }
