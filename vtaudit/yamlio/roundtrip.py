"""A YAML file changed in place: its comments, quotes and order stay as their author left them.

Separate from the parser, which forgets comments on purpose. It uses ruamel.yaml, which keeps them,
and imports it only when a file is to be changed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_NEVER = 1_000_000
"""Columns after which a line would be broken: authors break their own lines."""


def formatted(text: str) -> str:
    """Return *text* with the indentation and spacing of the house; words and comments unchanged.

    Raises ValueError for a text that is no YAML.
    """
    return _dumped(_loaded(text))


def appended(text: str, key: str, item: object) -> str:
    """Return the file *text* with *item* at the end of its list *key*, which is made if missing.

    Raises ValueError for a text that is no YAML mapping, or where *key* holds no list.
    """
    root = _loaded(text)
    if not isinstance(root, dict):
        raise ValueError("the file is no mapping")  # noqa: TRY004 - a value, not a type, is wrong
    held = root.setdefault(key, [])
    if not isinstance(held, list):
        raise ValueError(f"`{key}` is no list")  # noqa: TRY004
    held.append(item)
    return _dumped(root)


def with_accounts(text: str, accounts: Iterable[tuple[str, object]]) -> str:
    """Return the file *text* with each account at the end of those of the step of its id.

    Raises ValueError for a text that is no YAML mapping, or that has no such step.
    """
    root = _loaded(text)
    held = root.get("events") if isinstance(root, dict) else None
    steps = {str(e.get("id")): e for e in held or () if isinstance(e, dict)}
    for name, account in accounts:
        if name not in steps:
            raise ValueError(f"there is no step `{name}`")
        there = steps[name].setdefault("accounts", [])
        if not isinstance(there, list):
            there = steps[name]["accounts"] = [there]
        there.append(account)
    return _dumped(root)


def _loaded(text: str) -> Any:
    from ruamel.yaml.error import YAMLError

    try:
        return _yaml().load(text)
    except YAMLError as error:
        raise ValueError(str(error)) from None


def _dumped(root: object) -> str:
    out = io.StringIO()
    _yaml().dump(root, out)
    return out.getvalue()


def _yaml() -> YAML:
    """Return a parser for which every scalar is a text, as it is for our own reader."""
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver

    class Texts(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode:
                return self.DEFAULT_SCALAR_TAG
            return super().resolve(kind, value, implicit)

    yaml = YAML()
    yaml.Resolver = Texts
    yaml.preserve_quotes = True
    yaml.width = _NEVER
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
