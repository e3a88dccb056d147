"""The reference part of the page on the language of rules, made of the classes that read it."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator
from typing import Literal, get_args, get_origin, get_type_hints

from vtaudit.report.docstrings import described
from vtaudit.rulebook import model
from vtaudit.rulebook.checks import KINDS, CheckKind
from vtaudit.rulebook.model import (
    Bind,
    Condition,
    Example,
    Expected,
    Extension,
    Part,
    Rule,
    RuleReading,
    Select,
    Sentences,
    Suspension,
    Variant,
    Who,
    With,
    Within,
)  # fmt: skip

RECORDS = {
    "rules": Rule, "bindings (`bind`)": Bind, "events (`event`, `select`, `by`, `until`)": Select,
    "people (`person`)": Who, "conditions (`applies`, `unless`)": Condition,
    "parameters (`with`)": With, "terms (`within`)": Within,
    "readings of a term (`readings` of `within`)": RuleReading,
    "what lengthens a term (`extended`)": Extension,
    "what makes it stand still (`suspended`)": Suspension, "parts (`parts`)": Part,
    "readings of a rule (`readings`)": Variant, "sentences (`nl`, `en`)": Sentences,
    "examples": Example, "what an example must give (`finds`, `terms`)": Expected,
}  # fmt: skip
"""Which records the page tells of, by the title of their part."""
MARK = "<!-- below this line the page is generated: make generated -->"


def page(written: str) -> bytes:
    """Return the page: what was *written* by hand up to the mark, and the reference after it."""
    head = written.split(MARK, 1)[0]
    return f"{head}{MARK}\n\n{_reference()}".encode()


def _reference() -> str:
    lines = ["## Reference: checks", ""]
    for name, kind in KINDS.items():
        lines += _check(name, kind)
    for title, record in RECORDS.items():
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
    docs, hints = described(model)[record.__name__], get_type_hints(record)
    for field in dc.fields(record):
        if field.name != "span":
            key = field.metadata.get("key", field.name.removesuffix("_"))
            needed = field.default is dc.MISSING and field.default_factory is dc.MISSING
            told = " ".join(docs.get(field.name, "").split())
            yield f"- `{key}`{' (needed)' if needed else ''}: {told}{_values(hints[field.name])}"


def _values(hint: object) -> str:
    """Return which words a key takes, where these are few."""
    for part in (hint, *get_args(hint)):
        if get_origin(part) is Literal:
            return f" One of: {', '.join(f'`{v}`' for v in get_args(part))}."
    return ""
