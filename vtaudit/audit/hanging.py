"""Which findings hang on a matter on which the accounts differ.

Separate from the findings themselves: it is only known when all of them are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.model import Arg, Finding
    from vtaudit.rulebook.model import Rule

Told = tuple[str, "Arg"]
"""A step, and one account of it: whose, and what it says."""


def hanging(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield *findings*; each that tells of differing accounts with the findings that hang on them.

    One hangs on an account when that is among the facts that would settle it. Of a date, where no
    account is named, it hangs on every account of the date of that step.
    """
    listed = tuple(findings)
    on: dict[Told, list[str]] = defaultdict(list)
    dates: dict[str, list[str]] = defaultdict(list)
    for finding in listed:
        for fact in finding.deciding:
            args = dict(fact.args)
            if fact.kind == "account" and "accounts" in args:
                for told in args["accounts"].items:
                    on[args["event"].value, told].append(finding.id)
            elif fact.kind == "account" and "event" in args:
                dates[args["event"].value].append(finding.id)
    for finding in listed:
        if rules[finding.code].check == "disagree":
            found = dict.fromkeys(_hung(finding, on, dates))
            yield replace(finding, hanging=tuple(found)) if found else finding
        else:
            yield finding


def _hung(
    finding: Finding, on: Mapping[Told, list[str]], dates: Mapping[str, list[str]]
) -> Iterator[str]:
    args = dict(finding.args)
    subject = args["subject"].value
    if args["field"].value == "field:date":
        yield from dates.get(subject, ())
    for told in args["accounts"].items:
        yield from on.get((subject, told), ())
