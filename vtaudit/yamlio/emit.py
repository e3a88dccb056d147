"""Plain texts, lists and mappings to a YAML file in the style of the house.

Separate from the parser: it makes text and never reads any. Every scalar is a text for our reader,
so only what YAML itself would act on is quoted. Comments can be put before a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from vtaudit.yamlio.nodes import NULLS, Node, Scalar
from vtaudit.yamlio.nodes import Sequence as Sequence_

WIDTH = 128
"""Columns that a line takes at most before it is broken up."""
_PLAIN = re.compile(
    r"[^\W_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\"#:?,\[\]{}\\]*(?<!\s)"
).fullmatch
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Plain: TypeAlias = "str | int | Sequence[Plain] | Mapping[str, Plain] | Commented"


@dataclass(frozen=True, slots=True)
class Commented:
    """A value with lines of comment before it."""

    comment: tuple[str, ...]
    """The lines, without the number sign."""
    value: Plain


def emit(value: Mapping[str, Plain], comment: Iterable[str] = ()) -> str:
    """Return *value* as a YAML file, with *comment* above it."""
    return "".join(f"{line}\n" for line in (*_comments(comment, ""), *_mapping(value, "")))


def scalar(text: str) -> str:
    """Return *text* as it is written in YAML: plain where it can be, else in double quotes."""
    if _PLAIN(text) and text == text.strip() and text.isprintable() and text not in NULLS:
        return text
    return f'"{"".join(map(_quoted, text))}"'


def _quoted(sign: str) -> str:
    """Return *sign* as it stands in double quotes; half a surrogate pair, which is none, as `�`."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    number = ord(sign)
    if 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _mapping(value: Mapping[str, Plain], indent: str) -> Iterable[str]:
    for key, held in value.items():
        comment, inner = _bare(held)
        yield from _comments(comment, indent)
        yield from _entry(f"{indent}{scalar(key)}:", inner, indent + "  ")


def _sequence(value: Sequence[Plain], indent: str) -> Iterable[str]:
    for held in value:
        comment, inner = _bare(held)
        yield from _comments(comment, indent)
        head, *rest = _entry(f"{indent}-", inner, indent + "  ")
        yield from _item(head, rest, indent)


def _item(head: str, rest: list[str], indent: str) -> Iterable[str]:
    """Yield a list's item with the first line of a block pulled up beside the dash."""
    if rest and head == f"{indent}-" and not rest[0].lstrip().startswith("#"):
        head, rest = f"{head} {rest[0].lstrip()}", rest[1:]
    yield head
    yield from rest


def _entry(head: str, value: Plain, indent: str) -> Iterable[str]:
    """Yield *value* behind *head*: on the same line when it fits, else as a block below it."""
    flow = _flow(value)
    if flow is not None and (
        isinstance(value, str | int) or not value or len(head) + 1 + len(flow) <= WIDTH
    ):
        yield f"{head} {flow}"
        return
    yield head
    if isinstance(value, Mapping):
        yield from _mapping(value, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _sequence(value, indent)


def _flow(value: Plain) -> str | None:
    """Return *value* on one line, or None when a comment in it asks for more."""
    if isinstance(value, str | int):
        return scalar(str(value))
    if isinstance(value, Commented):
        return None
    if isinstance(value, Mapping):
        pairs = [(scalar(k), _flow(v)) for k, v in value.items()]
        return None if any(v is None for _, v in pairs) else _joined("{}", pairs)
    parts = [_flow(v) for v in value]
    return None if None in parts else "[" + ", ".join(p for p in parts if p is not None) + "]"


def _joined(brackets: str, pairs: Iterable[tuple[str, str | None]]) -> str:
    return brackets[0] + ", ".join(f"{key}: {value}" for key, value in pairs) + brackets[1]


def _bare(value: Plain) -> tuple[tuple[str, ...], Plain]:
    if isinstance(value, Commented):
        return value.comment, value.value
    return (), value


def _comments(lines: Iterable[str], indent: str) -> Iterable[str]:
    for line in lines:
        shown = "".join(c if c.isprintable() else " " for c in line).rstrip()
        yield f"{indent}# {shown}".rstrip()


def plain(node: Node) -> Plain:
    """Return what *node* holds without where it stood; keys without a value are left out."""
    if isinstance(node, Scalar):
        return node.value or ""
    if isinstance(node, Sequence_):
        return [plain(item) for item in node.items]
    pairs = [(key, value) for key, value in node.pairs if isinstance(key, Scalar)]
    return {
        str(key.value): plain(value)
        for key, value in pairs
        if not (isinstance(value, Scalar) and value.value is None)
    }
