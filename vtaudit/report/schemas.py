"""The JSON schema of an audit, made from the model that the JSON is made from.

Separate from the renderer because it is written once for others to read (`schemas/`), never while
an audit runs. Draft-07, the last one that editors and most tools read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from vtaudit.audit import model
from vtaudit.dates.interval import Interval
from vtaudit.report.docstrings import classes_of, described
from vtaudit.report.json import LANGUAGE, PARTS, SCHEMA, SENTENCES

Node = dict[str, object]

DRAFT = "http://json-schema.org/draft-07/schema#"
_PLAIN: Mapping[object, Node] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}
_SENTENCE: Node = {"type": ["string", "null"]}


def audit_schema() -> bytes:
    """Return the schema of `--format json` as the bytes of its file."""
    texts = described(model)
    hints = get_type_hints(model.Audit)
    tool: Node = closed_object(
        {
            "version": {"type": "string"},
            "rulebook": closed_object(
                {"version": {"type": "string"}, "sha256": {"type": "string"}}
            ),
            "seal": with_text({"type": "string"}, "How the report is made again, for `verify`."),
        },
        ["version", "rulebook"],
    )
    head: Node = {
        "schema": {"const": SCHEMA},
        "vtaudit": tool,
        "case": ref("CaseInfo"),
        "as_of": _PLAIN[date],
    }
    whole: Node = {
        "$schema": DRAFT,
        "title": "vtaudit audit",
        "description": texts["Audit"][""],
        **closed_object(head | {part: of_hint(hints[part]) for part in PARTS}),
        "definitions": {"Interval": _interval(), **_definitions(texts)},
    }
    return as_bytes(whole)


def as_bytes(schema: Node) -> bytes:
    """Return *schema* as the bytes of a file."""
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def ref(name: str) -> Node:
    """Return a reference to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def closed_object(properties: Node, required: list[str] | None = None) -> Node:
    """Return an object with these properties and no others; all required unless told."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties) if required is None else required,
        "properties": properties,
    }


def with_text(node: Node, text: str | None) -> Node:
    """Return *node* with a description, which draft-07 does not read beside a reference."""
    if not text:
        return node
    return {"description": text, **({"allOf": [node]} if "$ref" in node else node)}


def of_hint(hint: object) -> Node:
    """Return the schema of a value with this type hint."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, UnionType):
        return {"anyOf": [of_hint(a) for a in args]}
    if origin is tuple and args[1:] == (...,):
        return {"type": "array", "items": of_hint(args[0])}
    if origin is tuple:
        return {"type": "array", "items": [of_hint(a) for a in args],
                "minItems": len(args), "maxItems": len(args)}  # fmt: skip
    return ref(getattr(hint, "__name__", str(hint)))


def _interval() -> Node:
    day = of_hint(date | None)
    both = closed_object({"earliest": day, "latest": day})
    return {"description": " ".join((Interval.__doc__ or "").split()), **both}


def _definitions(texts: Mapping[str, Mapping[str, str]]) -> Node:
    """Return every class that an audit is made of."""
    classes = classes_of(model)
    return {
        c.__name__: {"description": texts[c.__name__][""], **_class(c, texts[c.__name__])}
        for c in classes
        if c is not model.Audit
    }


def _class(cls: type, texts: Mapping[str, str]) -> Node:
    hints = get_type_hints(cls)
    properties: Node = {}
    for f in fields(cls):
        named = f.type == "Args"
        node: Node = (
            {"type": "object", "additionalProperties": ref("Arg")} if named
            else of_hint(hints[f.name])
        )  # fmt: skip
        properties[f.name] = with_text(node, texts.get(f.name))
    return closed_object(properties | _beside(cls))


def _beside(cls: type) -> Node:
    """Return the sentences that stand beside the fields of *cls*."""
    names = SENTENCES.get(cls, ())
    if not names:
        return {}
    sentences: Node = {n: with_text(_SENTENCE, f"In words ({LANGUAGE}).") for n in names}
    other = closed_object(dict.fromkeys(names, _SENTENCE))
    translations: Node = {"type": "object", "description": "The same in other languages.",
                          "additionalProperties": other}  # fmt: skip
    return sentences | {"translations": translations}
