"""Places in a report and what points to them: steps, findings, norms, terms and papers.

Separate so that what names a place and what points to it cannot spell it differently. A format
without links passes all of this by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from vtaudit.report.document import Line, Link

if TYPE_CHECKING:
    from vtaudit.audit.model import Term
    from vtaudit.report.voice import Voice


def step(name: str) -> str:
    """Return the place of a step: its row in the path."""
    return f"step/{name}"


def finding(name: str) -> str:
    """Return the place of a finding: where its sentence stands first."""
    return f"finding/{name}"


def norm(name: str) -> str:
    """Return the place of a norm: its row in the framework."""
    return f"norm/{name}"


def paper(name: str) -> str:
    """Return the place of a paper: its line in the list of papers."""
    return f"paper/{name}"


def term(found: Term) -> str:
    """Return the place of a term: how it was worked out; the same for all for whom it is one."""
    return "/".join(("term", found.rule, *found.about, found.runs_from_event or ""))


def to_steps(voice: Voice, names: Iterable[str]) -> tuple[Link, ...]:
    """Return a link to each step by its number, in the order of the path."""
    known = sorted({voice.numbers[n]: n for n in names if n in voice.numbers}.items())
    return tuple(Link(voice.say("step {number}", number=n), step(name)) for n, name in known)


def to_norms(voice: Voice, names: Iterable[str]) -> tuple[Link, ...]:
    """Return a link to each norm by its short name."""
    return tuple(Link(voice.norm(n), norm(n)) for n in dict.fromkeys(names))


def to_findings(voice: Voice, names: Iterable[str]) -> tuple[Link, ...]:
    """Return a link to the findings by their rule, one for each rule."""
    rules = {voice.findings[n].code: n for n in reversed(tuple(names)) if n in voice.findings}
    return tuple(Link(code, finding(rules[code])) for code in sorted(rules))


def named(told: Line, *names: str, about: tuple[Link, ...] = ()) -> Line:
    """Return *told* as the place with *names*, and with what it is *about*."""
    return replace(told, names=names, about=about)
