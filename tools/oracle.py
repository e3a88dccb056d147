"""Write the models and traces that pm4py aligns for us (`make oracle`), as files that it reads.

What it makes of them is a table in the repository, so that the tests need no pm4py: it is large,
and under a licence that forbids shipping it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tools.traces import traces
from vtaudit.align.model import Block
from vtaudit.api import rulebook
from vtaudit.exchange.bpmn import bpmn
from vtaudit.exchange.pnml import pnml
from vtaudit.rulebook.flows import block_of

SEED = 20190101
_BEGINNING = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A track of a protocol, and how many traces of it are aligned."""

    protocol: str
    track: str
    count: int

    @property
    def name(self) -> str:
        """Name of its files."""
        return f"{self.protocol}-{self.track}"

    @property
    def block(self) -> Block:
        """What the track foresees."""
        tracks = {str(t.id): t.flow for t in rulebook().protocols[self.protocol].tracks}
        flow = tracks[self.track]
        assert flow is not None
        return block_of(flow)

    @property
    def pnml(self) -> str:
        """The track as a Petri net."""
        return pnml({self.track: (self.name, self.block)})

    @property
    def traces(self) -> list[tuple[str, ...]]:
        """The traces that are aligned with it."""
        return traces(self.block, self.count, SEED)


SUBJECTS = (
    Subject("handelingsprotocol-2019", "dossier", 1000),
    Subject("handelingsprotocol-2019", "klacht", 100),
    Subject("england-child-protection", "child", 300),
)


def xes(rows: Iterable[Iterable[str]]) -> str:
    """Return *rows* of activities as an event log in XES."""
    return _BEGINNING + "".join(_trace(n, row) for n, row in enumerate(rows)) + "</log>\n"


def _trace(number: int, row: Iterable[str]) -> str:
    name = f'    <string key="concept:name" value="{number}"/>\n'
    return "  <trace>\n" + name + "".join(_events(row)) + "  </trace>\n"


def _events(row: Iterable[str]) -> Iterator[str]:
    for activity in row:
        value = quoteattr(activity)
        yield f'    <event><string key="concept:name" value={value}/></event>\n'


def main(folder: Path) -> None:
    """Write the net, the process and the log of every subject in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for subject in SUBJECTS:
        track = {subject.track: (subject.name, subject.block)}
        for suffix, text in (
            ("pnml", subject.pnml),
            ("bpmn", bpmn(subject.protocol, track, {})),
            ("xes", xes(subject.traces)),
        ):
            (folder / f"{subject.name}.{suffix}").write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
