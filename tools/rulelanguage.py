"""The reference part of the page on the language of rules, made of the classes that read it."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator

from vtaudit.report.docstrings import described
from vtaudit.rulebook import model
from vtaudit.rulebook.checks import KINDS, CheckKind
from vtaudit.rulebook.model import Bind, Condition, Example, Select, Who, With

MARK = "<!-- below this line the page is generated: make generated -->"


def page(written: str) -> bytes:
    """Return the page: what was *written* by hand up to the mark, and the reference after it."""
    head = written.split(MARK, 1)[0]
    return f"{head}{MARK}\n\n{_reference()}".encode()


def _reference() -> str:
    lines = ["## Reference: checks", ""]
    for name, kind in KINDS.items():
        lines += _check(name, kind)
    for title, record in (
        ("bindings (`bind`)", Bind), ("events (`event`, `select`, `by`, `until`)", Select),
        ("people (`person`)", Who), ("conditions (`applies`, `unless`)", Condition),
        ("parameters (`with`)", With), ("examples", Example),
    ):  # fmt: skip
        lines += [f"## Reference: {title}", "", *_keys(record), ""]
    return "\n".join(lines).rstrip() + "\n"


def _check(name: str, kind: CheckKind) -> Iterator[str]:
    yield from (f"### `{name}`" + (f" (Declare: {kind.declare})" if kind.declare else ""), "")
    yield from (kind.asks, "", f"- **shown**: {kind.kept}.", f"- **contradicted**: {kind.broken}.",
                f"- **not established**: {kind.open_}.")  # fmt: skip
    for what, keys in (("needs", kind.needs), ("one of", kind.one_of), ("may take", kind.takes),
                       ("fills in sentences", kind.fills)):  # fmt: skip
        if keys:
            yield f"- {what}: {', '.join(f'`{k}`' for k in keys)}"
    yield ""


def _keys(record: type) -> Iterator[str]:
    docs = described(model)[record.__name__]
    for field in dc.fields(record):
        if field.name != "span":
            key = field.metadata.get("key", field.name.removesuffix("_"))
            yield f"- `{key}`: {' '.join(docs.get(field.name, '').split())}"
