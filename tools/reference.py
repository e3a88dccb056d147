"""The reference pages that are made of the commands, of the form of a case, and of open sources.

Separate from the pages of the rulebook because nothing of these stands in its entries as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.bookdocs import NOTE
from vtaudit.cli.commands import SECTIONS, made
from vtaudit.rulebook.book import Rulebook

WIDTH = 100
TITLES = {
    "nl": ("Het zaakbestand", "sleutel", "nodig", "betekenis", "Eén van", "zie", "ja"),
    "en": ("The case file", "key", "needed", "meaning", "One of", "see", "yes"),
}
MADE = {
    "nl": "Gemaakt uit het schema in `schemas/`, dat ook editors gebruiken. Een lijst van één mag "
          "zonder haken.",
    "en": "Made of the schema in `schemas/`, which editors use too. A list of one needs no "
          "brackets.",
}  # fmt: skip
FEW = 14
"""Words of a list that are written out; longer lists have a command of their own."""
OPEN = {
    "nl": ("Bronnen die niet zijn geverifieerd",
           ("Niemand heeft deze bronnen in een officiële of gespiegelde tekst gelezen voor dit "
           "rulebook. Rapporten zeggen waar zij erop leunen."), "Protocollen", "Normen",
           "Rust erop"),
    "en": ("Sources that are not verified",
           ("Nobody has read these sources in an official or mirrored text for this rulebook. "
           "Reports say where they lean on one."), "Protocols", "Norms", "Rests on it"),
}  # fmt: skip
"""Title, introduction and the names of the parts."""


def commands() -> bytes:
    """Return the page of all commands: what `--help` says of each."""
    rows = ["# Commands", "", ("Made of the commands themselves (`make docs`). Messages are in "
            "English, or in Dutch with `--lang nl`."), ""]  # fmt: skip
    for section, places in SECTIONS.items():
        rows += [f"## {section}", ""]
        for place in places:
            name = place.partition(".")[2].rstrip("_")
            rows += [f"### {name}", "", "```text", _help(name).rstrip(), "```", ""]
    return _bytes(rows)


def _help(name: str) -> str:
    command = made(name)
    context = command.make_context(
        f"vtaudit {name}", [], resilient_parsing=True, terminal_width=WIDTH,
        max_content_width=WIDTH, help_option_names=["-h", "--help"],
    )  # fmt: skip
    return str(command.get_help(context))


def case_file(schema: dict[str, Any], lang: str) -> bytes:
    """Return the page of the keys of a case file, as its JSON schema explains them."""
    title, key, needed, meaning, *_ = TITLES[lang]
    kinds = schema["definitions"]
    rows = [f"# {title}", "", MADE[lang], ""]
    for name in ("CaseFile", *(k for k in kinds if k not in ("CaseFile", "words"))):
        kind = _mapping(kinds[name])
        told = kinds[name].get("description") or kind.get("description")
        rows += [f"## {name}", "", *([told, ""] if told else []),
                 f"| {key} | {needed} | {meaning} |", "| --- | --- | --- |"]  # fmt: skip
        rows += [_key(k, v, kind, lang) for k, v in kind["properties"].items()]
        rows.append("")
    return _bytes(rows)


def _mapping(kind: dict[str, Any]) -> dict[str, Any]:
    """Return the form with keys of what may also be given in short."""
    return next(k for k in (kind, *kind.get("anyOf", ())) if "properties" in k)


def _key(key: str, value: dict[str, Any], kind: dict[str, Any], lang: str) -> str:
    *_, one_of, see, yes = TITLES[lang]
    needed = yes if key in kind.get("required", ()) else ""
    told = [" ".join(value.get("description", "").split()).replace("|", "\\|")]
    words = sorted({str(w) for w in _values(value, "enum")})
    if 0 < len(words) <= FEW:
        told.append(f"{one_of}: {', '.join(f'`{w}`' for w in words)}.")
    for place in sorted(set(_values(value, "$ref"))):
        name = str(place).rpartition("/")[2]
        if place.startswith("#/definitions/words/"):
            told.append(f"`vtaudit words {name}`.")
        else:
            told.append(f"{see.capitalize()} [{name}](#{name.lower()}).")
    return f"| `{key}` | {needed} | {' '.join(filter(None, told))} |"


def _values(node: Any, key: str) -> Iterator[Any]:
    """Yield what stands under *key*, however deep; of a list each part."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield from value if isinstance(value, list) else [value]
            else:
                yield from _values(value, key)
    elif isinstance(node, list):
        for part in node:
            yield from _values(part, key)


def unverified(book: Rulebook, lang: str) -> bytes:
    """Return the page of what nobody has read in an official text, and what rests on it."""
    title, opening, protocols, norms, resting = OPEN[lang]
    rows = [f"# {title}", "", NOTE[lang], "", opening, "", f"## {protocols}", ""]
    rows += [f"- `{p.id}`: {getattr(p, lang)}" for p in book.protocols.values()
             if p.verified == "no"]  # fmt: skip
    rows += ["", f"## {norms}", ""]
    for norm in book.norms.values():
        if norm.verified == "no":
            codes = [r.code for r in book.rules_by_code() if norm.id in r.source]
            tail = f" {resting}: {', '.join(codes)}." if codes else ""
            rows.append(f"- `{norm.id}`: {getattr(norm, lang).title}.{tail}")
    return _bytes(rows)


def _bytes(rows: list[str]) -> bytes:
    return ("\n".join(rows).rstrip() + "\n").encode("utf-8")
