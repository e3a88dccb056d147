"""Why a case file must be refused, told by others than our reader.

Separate from what it is held against: PyYAML's own composer, the JSON schema with jsonschema, and
the ids and days that any reader of the file would look up. It tells only of what is certain; a
file of which it says nothing may still be refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import jsonschema
import yaml

from vtaudit.api import rulebook
from vtaudit.report.case_schema import case_schema

_ACTORS = {"by", "to", "with", "invited", "concerns"}
_STEPS = {"after", "before", "same_day", "announces", "answers"}
_NULLS = {"", "~", "null", "Null", "NULL"}


def why_refused(data: bytes) -> str | None:
    """Return why *data* is no case file, or None where nothing certain is known."""
    try:
        node = yaml.compose(data.decode("utf-8-sig"), yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return f"no YAML: {error}"
    except RecursionError:
        return None  # the other reader gives up before ours has to
    if node is None:
        return "nothing in it"
    doubled = next(_doubled(node), None)
    if doubled is not None:
        return doubled
    tree = _tree(node)
    wrong = next(_schema().iter_errors(tree), None)
    if wrong is not None:
        return f"the schema: {'/'.join(map(str, wrong.absolute_path))}: {wrong.message[:200]}"
    return next(_dangling(tree), None) or next(_no_days(tree), None)


@cache
def _schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(case_schema(rulebook(), "en")))


def _doubled(node: yaml.Node) -> Iterator[str]:
    """Yield each key that a mapping gives twice, and each anchor or tag of one's own."""
    waiting: list[yaml.Node] = [node]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            yield f"alias of what stands on line {one.start_mark.line + 1}"
            return
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            keys = [k.value for k, _ in one.value if isinstance(k, yaml.ScalarNode)]
            yield from (f"key twice: {k}" for n, k in enumerate(keys) if k in keys[:n])
            waiting += [x for pair in one.value for x in pair]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value


def _tree(node: yaml.Node) -> Any:
    """Return texts, lists and mappings, without keys that have no value."""
    if isinstance(node, yaml.MappingNode):
        pairs = ((_tree(k), _tree(v)) for k, v in node.value)
        return {str(k): v for k, v in pairs if v is not None}
    if isinstance(node, yaml.SequenceNode):
        return [_tree(one) for one in node.value]
    plain = isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS
    return None if plain else node.value


def _listed(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [] if held is None else [held]


def _dangling(tree: dict[str, Any]) -> Iterator[str]:
    """Yield each reference of a step to somebody or something that the file does not have."""
    if "include" in tree:
        return
    ids = {key: [str(x.get("id")) for x in _listed(tree.get(key))]
           for key in ("people", "bodies", "documents", "events", "complaints")}  # fmt: skip
    actors = {*ids["people"], *ids["bodies"]}
    for key, known in ids.items():
        yield from (f"id twice in {key}: {x}" for n, x in enumerate(known) if x in known[:n])
    if tree["case"]["audited"] not in ids["bodies"]:
        yield "audited: no such body"
    for event in _listed(tree.get("events")):
        for key in _ACTORS & event.keys():
            yield from (f"{key}: {x}" for x in _listed(event[key]) if x not in actors)
        for key in _STEPS & event.keys():
            named = (x["id"] if isinstance(x, dict) else x for x in _listed(event[key]))
            yield from (f"{key}: {x}" for x in named if x not in ids["events"])


def _no_days(tree: dict[str, Any]) -> Iterator[str]:
    """Yield each day in digits that no calendar has."""
    told = [tree["case"].get("as_of"), *(e.get("date") for e in _listed(tree.get("events")))]
    for text in told:
        parts = str(text).split("-")
        if [len(p) for p in parts] == [4, 2, 2] and all(p.isascii() and p.isdigit() for p in parts):
            try:
                date.fromisoformat(str(text))
            except ValueError:
                yield f"no day: {text}"
