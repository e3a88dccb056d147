"""The lists behind the numbers of an overview: for each rule the cases with each verdict.

Separate from the overview, which may be shared; these lists never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from vtaudit.report.inert import for_html, for_markdown
from vtaudit.report.overview.page import place

if TYPE_CHECKING:
    from vtaudit.report.speech import Speech


@dataclass(frozen=True, slots=True)
class Listed:
    """A case with the verdict of one rule."""

    verdict: str
    organisation: int
    """Place of the organisation in the overview."""
    id: str
    file: str
    """Its findings, seen from the list; empty when there are none."""


def as_markdown(rule: str, cases: Iterable[Listed], names: list[str], speech: Speech) -> str:
    """Return the list of one rule; *cases* come by verdict and then by organisation."""
    lines = [f"# {for_markdown(f'{rule} {speech.title(rule)}')}", ""]
    for level, anchor, heading, group in _grouped(cases, names, speech):
        lines += [f'{"#" * level} <a id="{anchor}"></a>{for_markdown(heading)}', ""]
        for case in group:
            told = for_markdown(case.id)
            lines.append(f"- [{told}]({case.file})" if case.file else f"- {told}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_html(rule: str, cases: Iterable[Listed], names: list[str], speech: Speech) -> str:
    """Return the body of a page with the list of one rule, as `as_markdown` has it."""
    lines = [f"<h1>{for_html(f'{rule} {speech.title(rule)}')}</h1>"]
    for level, anchor, heading, group in _grouped(cases, names, speech):
        lines.append(f'<h{level} id="{anchor}">{for_html(heading)}</h{level}>')
        inside = [_item(case) for case in group]
        lines += ["<ul>", *inside, "</ul>"] if inside else []
    return "\n".join(lines) + "\n"


def _item(case: Listed) -> str:
    told = for_html(case.id)
    return (
        f'<li><a href="{for_html(case.file)}">{told}</a></li>' if case.file else f"<li>{told}</li>"
    )


def _grouped(
    cases: Iterable[Listed], names: list[str], speech: Speech
) -> Iterator[tuple[int, str, str, Iterable[Listed]]]:
    """Yield level, place, heading and cases; a heading of a verdict has no cases of its own."""
    for verdict, same in groupby(cases, key=lambda c: c.verdict):
        told = speech.closed("pairing", verdict)
        yield 2, place(verdict, None), told, ()
        for n, group in groupby(same, key=lambda c: c.organisation):
            yield 3, place(verdict, n), f"{told}: {names[n]}", group
