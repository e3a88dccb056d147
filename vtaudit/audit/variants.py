"""The readings of a contested parameter: a rule under each, and the outcomes put together.

Separate from the outcomes of one reading: a verdict stands only if it does under every reading,
and a finding says what it is under each.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from vtaudit.audit.asked import fact
from vtaudit.audit.deciding import STATUS
from vtaudit.audit.facts import UNKNOWN
from vtaudit.audit.model import Arg, Reading

if TYPE_CHECKING:
    from vtaudit.audit.outcomes import Outcome
    from vtaudit.rulebook.model import Rule, Variant, With

Found = Sequence["tuple[Variant | None, tuple[Outcome, ...]]"]


def variants(rule: Rule) -> Iterator[tuple[Variant | None, Rule]]:
    """Yield *rule* under each of its readings; without any, as it is."""
    if not rule.readings:
        yield None, rule
    for variant in rule.readings:
        yield variant, dc.replace(rule, with_=_with(rule.with_, variant.with_))


def _with(base: With, given: With) -> With:
    """Return *base* with the parameters that *given* gives."""
    fields = (f for f in dc.fields(given) if f.name != "span")
    changed = {f.name: v for f in fields if (v := getattr(given, f.name)) != f.default}
    return dc.replace(base, **changed)


def merged(rule: Rule, found: Found) -> Iterator[Outcome]:
    """Yield one outcome for each binding, with what it is under every reading."""
    together: dict[object, list[tuple[Variant | None, Outcome]]] = {}
    for variant, outcomes in found:
        for o in outcomes:
            key = (tuple(o.env.items()), o.person, o.item)
            together.setdefault(key, []).append((variant, o))
    for several in together.values():
        yield _joined(rule, several)


def _joined(rule: Rule, several: list[tuple[Variant | None, Outcome]]) -> Outcome:
    first = several[0][1]
    readings = tuple(Reading(str(v.id), (), STATUS[o.kept]) for v, o in several if v is not None)
    verdicts = {o.kept for _, o in several}
    if len(verdicts) == 1 and first.kept is not UNKNOWN:
        return dc.replace(first, rule=rule, readings=readings)
    length = fact("length", rule=Arg("rule", rule.code))
    deciding = dict.fromkeys(f for _, o in several for f in o.deciding)
    more = (length,) if len(verdicts) > 1 else ()
    return dc.replace(first, rule=rule, kept=UNKNOWN, deciding=(*more, *deciding),
                      readings=readings)  # fmt: skip
