"""The checks that a rule can name: what each asks of the record, three-valued.

Adding a kind of check is one function in this room and one line in `CHECKS`. Each returns whether
the rule was kept (yes, no, unknown), on which events that rests, and which facts would settle it.
"""

from __future__ import annotations

from collections.abc import Mapping

from vtaudit.audit.checks.existence import absent, exists, precedes, responds
from vtaudit.audit.checks.hands import other_hands
from vtaudit.audit.checks.holding import held_by
from vtaudit.audit.checks.information import answered, confirmed, conveyed
from vtaudit.audit.checks.record import contains, dated, grounded, recorded, sourced
from vtaudit.audit.checks.redress import redress
from vtaudit.audit.checks.result import Check, Result, event_arg, fact

__all__ = ["CHECKS", "Check", "Result", "event_arg", "fact"]

CHECKS: Mapping[str, Check] = {
    "exists": exists,
    "responds": responds,
    "precedes": precedes,
    "absent": absent,
    "conveyed": conveyed,
    "answered": answered,
    "recorded": recorded,
    "confirmed": confirmed,
    "contains": contains,
    "grounded": grounded,
    "sourced": sourced,
    "dated": dated,
    "redress": redress,
    "other-hands": other_hands,
    "held-by": held_by,
}
