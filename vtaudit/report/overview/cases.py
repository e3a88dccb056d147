"""The lists behind the numbers of an overview: the cases of each verdict, body and measurement.

Separate from the overview, which may be shared; these lists never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_html, for_markdown
from vtaudit.report.markup import LONG
from vtaudit.report.overview.html import framed
from vtaudit.report.overview.model import VERDICTS
from vtaudit.report.overview.part import CASES, LEFT, MEASURED, place

if TYPE_CHECKING:
    from vtaudit.report.speech import Speech


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in a group: those with one verdict, those that were measured, or others."""

    group: str
    organisation: int | None
    """Place of the organisation in the overview; None where it is not known."""
    id: str
    file: str
    """Its findings, seen from the list; empty when there are none."""
    told: str = ""
    """What was measured."""


def as_markdown(title: str, cases: Iterable[Listed], names: list[str], speech: Speech) -> str:
    """Return a list; *cases* come by group and then by organisation."""
    lines = [f"# {for_markdown(title)}", ""]
    for level, anchor, heading, group in _grouped(cases, names, speech):
        lines += [f'{"#" * level} <a id="{anchor}"></a>{for_markdown(heading)}', ""]
        for case in group:
            told = for_markdown(case.id)
            more = f": {for_markdown(case.told)}" if case.told else ""
            lines.append(f"- [{told}]({case.file}){more}" if case.file else f"- {told}{more}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_html(title: str, cases: Iterable[Listed], names: list[str], speech: Speech) -> str:
    """Return a list as a page of its own, which says what `as_markdown` says."""
    lines = []
    for level, anchor, heading, group in _grouped(cases, names, speech):
        lines.append(f'<h{level} id="{anchor}">{for_html(heading)}</h{level}>')
        inside = [_item(case) for case in group]
        long = ' class="long"' if len(inside) >= LONG else ""
        lines += [f"<ul{long}>", *inside, "</ul>"] if inside else []
    return framed(speech, title, "\n".join(lines) + "\n")


def _item(case: Listed) -> str:
    told, more = for_html(case.id), for_html(f": {case.told}" if case.told else "")
    linked = f'<a href="{for_html(case.file)}">{told}</a>' if case.file else told
    return f"<li>{linked}{more}</li>"


def _grouped(
    cases: Iterable[Listed], names: list[str], speech: Speech
) -> Iterator[tuple[int, str, str, Iterable[Listed]]]:
    """Yield level, place, heading and cases; those of a known organisation stand under it."""
    for group, same in groupby(cases, key=lambda c: c.group):
        told = _heading(group, speech)
        for n, (organisation, some) in enumerate(groupby(same, key=lambda c: c.organisation)):
            if organisation is None:
                yield 2, place(group, None), told, some
                continue
            if n == 0:
                yield 2, place(group, None), told, ()
            yield 3, place(group, organisation), f"{told}: {names[organisation]}", some


def _heading(group: str, speech: Speech) -> str:
    if group in VERDICTS:
        return speech.closed("pairing", group)
    say = speech.say
    own = {CASES: say("Cases"), MEASURED: say("Cases measured"), LEFT: say("not audited")}
    return own[group]
