"""A case carried whole inside another program's format, so that nothing is lost on the way.

Separate because every event log does it alike: the head of the case in one attribute of the log,
each step in one of its event. What the other format has words for stands in those as well.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from vtaudit.dossier.files import read_bounded
from vtaudit.dossier.including import INCLUDE, whole
from vtaudit.errors import InputError, UsageError
from vtaudit.message import reason, worded
from vtaudit.yamlio import Plain, emit, limits_of, plain

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case

CASE = "vtaudit:case"
EVENT = "vtaudit:event"
ORDER = "order"
"""Key under which the head remembers the order of the steps."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as plain data."""

    head: str
    """All but the steps, as JSON."""
    events: Mapping[str, str]
    """Each step as JSON, by its id."""


def keep(case: Case) -> Kept:
    """Return what stands in the file of *case*, but for private remarks and identifiers.

    Raises InputError when the file is gone.
    """
    try:
        most = limits_of(os.environ).bytes + 1
        data = read_bounded(case.folder / case.name, most)
    except OSError as error:
        raise InputError(
            worded(
                "{name} cannot be read: {reason}",
                name=case.name,
                reason=reason(error),
            )
        ) from None
    parsed = whole(case.folder / case.name, data, limits_of(os.environ)).parsed
    if parsed.root is None:
        raise InputError(None, parsed.problems)
    content = cast("dict[str, Plain]", _public(plain(parsed.root)))
    for private in ("identifiers", INCLUDE):
        content.pop(private, None)
    for person in _each(content.get("people", [])):
        person.pop("name", None)
    events = _each(content.get("events", []))
    head: dict[str, Plain] = {k: [] if k == "events" else v for k, v in content.items()}
    head[ORDER] = [str(e["id"]) for e in events]
    return Kept(_json(head), {str(e["id"]): _json(e) for e in events})


def restored(head: str, events: Iterable[str]) -> str | None:
    """Return the case file of what `keep` kept, the steps in their order; None when not whole."""
    try:
        whole = json.loads(head)
        order = {name: n for n, name in enumerate(whole.pop(ORDER, ()))}
        found = [json.loads(e) for e in events]
        whole["events"] = sorted(found, key=lambda e: order.get(e.get("id"), len(order)))
        return emit(whole)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def only_one(heads: Sequence[object]) -> None:
    """Raise UsageError when a file carries more cases than the one that an import makes."""
    if len(heads) > 1:
        raise UsageError(
            worded(
                "this holds {number} cases, and an import makes one: export each by itself",
                number=len(heads),
            )
        )


def _public(value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return {k: _public(v) for k, v in value.items() if k != "note"}
    return [_public(v) for v in value] if isinstance(value, list) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _each(held: Plain) -> list[dict[str, Plain]]:
    """Return the entries of a list of the case; one may stand there without a list."""
    return cast("list[dict[str, Plain]]", held if isinstance(held, list) else [held])
