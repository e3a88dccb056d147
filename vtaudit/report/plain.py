"""An entry of the rulebook as plain data: every key of its file but those at their default.

Separate from the JSON of rules, norms and protocols, which tells more than the file and less.
"""

from __future__ import annotations

import dataclasses as dc
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.report.json import Json


def plain(value: object) -> Json:
    """Return *value* as JSON knows it, under the keys of the rulebook's files."""
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | None):
        return value
    if not dc.is_dataclass(value) or isinstance(value, type):
        raise TypeError(type(value).__name__)
    found: dict[str, Json] = {}
    for field in dc.fields(value):
        content = getattr(value, field.name)
        if field.name != "span" and content != field.default:
            found[str(field.metadata.get("key", field.name))] = plain(content)
    return found
