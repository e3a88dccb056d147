"""Message catalogues: what the code says, and the compiled form of each translation.

Babel is needed here and nowhere at run time. `compiled` gives the same bytes for the same
translation, whichever version of Babel made them, so that a check can tell a stale file.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from vtaudit.dossier import model
from vtaudit.report.catalogue import DOMAIN, KEYS, LOCALE, closed_words
from vtaudit.report.docstrings import described

CODE = LOCALE.parent.parent
SAYING = ("say", "tell", "mark", "count", "marks", "worded")
"""Functions whose first argument is a message."""

Key = tuple[str | None, str]
"""Context and text of a message (of several forms the first)."""


def sources() -> tuple[Path, ...]:
    """Return the translations that are written by hand."""
    return tuple(sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def spoken() -> frozenset[Key]:
    """Return every message: of reports, errors and editors, closed words among them."""
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted(CODE.rglob("*.py")))
    texts = (_text(node) for tree in trees for node in ast.walk(tree))
    keys = {(KEYS, text) for about in described(model).values() for text in about.values() if text}
    return frozenset({(None, t) for t in texts if t is not None} | set(closed_words()) | keys)


def _text(node: ast.AST) -> str | None:
    """Return the message of a call that says one, else None; inside an f-string too."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    first = node.args[0]
    if name not in SAYING or not isinstance(first, ast.Constant):
        return None
    return first.value if isinstance(first.value, str) else None


def translated(source: Path) -> dict[Key, Message]:
    """Return the messages of the translation *source* that are filled in."""
    with source.open("rb") as file:
        catalog = read_po(file)
    return {
        (m.context, m.id if isinstance(m.id, str) else m.id[0]): m
        for m in catalog
        if m.id and m.string and not m.fuzzy
    }


def compiled(source: Path) -> bytes:
    """Return the binary form of the translation *source*."""
    with source.open("rb") as file:
        catalog = _Bare.of(read_po(file))
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def catalogues() -> dict[Path, bytes]:
    """Return every compiled catalogue by the file that it belongs in."""
    return {source.with_suffix(".mo"): compiled(source) for source in sources()}


class _Bare(Catalog):
    """A catalogue whose header holds no date and no version of a tool."""

    @classmethod
    def of(cls, full: Catalog) -> _Bare:
        """Return the messages of *full* under a bare header."""
        bare = cls(locale=full.locale)
        for message in full:
            if message.id:
                bare.add(message.id, message.string, context=message.context)
        return bare

    def __iter__(self) -> Iterator[Message]:
        """Yield a header of two lines and then every message."""
        header = f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {self.plural_forms}\n"
        yield Message("", header)
        yield from (m for m in super().__iter__() if m.id)


if __name__ == "__main__":
    for path, content in catalogues().items():
        path.write_bytes(content)
