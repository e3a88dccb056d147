"""Every way in which vtaudit writes a file, in one list, and a room with all that they need.

Formats are taken from where the product names them, so that a new one is in the list by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from test_comment import filled
from test_verify import SMALL

from vtaudit.cli.commands import NAMES, made
from vtaudit.cli.exchange import LogFormat
from vtaudit.cli.terms import AgendaFormat
from vtaudit.report.formats import FORMATS

Run = Callable[[Sequence[str]], object]
ENDINGS = [form.suffixes[0] for form in FORMATS.values()]
BOTH = ("-f", "markdown", "-f", "json", "-j", "0")
STORE = ("--store", "winkel.sqlite")


@dataclass(frozen=True, slots=True)
class Way:
    """A command that writes, to be run in a room."""

    name: str
    arguments: tuple[str, ...]

    @property
    def command(self) -> str:
        return self.arguments[0]

    @property
    def remembers(self) -> bool:
        """Whether it keeps a store, of which the files of a user say nothing."""
        return self.command == "batch"

    @property
    def at_once(self) -> bool:
        """Whether it writes all its files together, and not one case after the other."""
        return self.command not in ("batch", "synth")

    @property
    def again(self) -> tuple[str, ...]:
        """What a user runs after it failed: the same, over what may be there by now."""
        forced = "--force" in self.arguments or self.command not in forcing()
        return self.arguments if forced or self.command == "batch" else (*self.arguments, "--force")


def forcing() -> frozenset[str]:
    """Return the commands that can be told to replace a file."""
    return frozenset(name for name in NAMES if "force" in {p.name for p in made(name).params})


def ways() -> tuple[Way, ...]:
    return tuple(Way(name, tuple(arguments)) for name, *arguments in _ways())


def _ways() -> Iterator[Sequence[str]]:
    for ending in ENDINGS:
        yield f"audit{ending}", "audit", "zaak", "-o", f"nieuw{ending}"
    yield "audit-all", "audit", "zaak", *(x for e in ENDINGS for x in ("-o", f"nieuw{e}"))
    yield "audit-one-over", "audit", "zaak", "-o", "oud.json", "--force"
    yield (
        "audit-all-over",
        "audit",
        "zaak",
        *(x for e in ENDINGS for x in ("-o", f"oud{e}")),
        "--force",
    )
    yield "audit-comment", "audit", "zaak", "--for", "comment", "-o", "nieuw.md"
    yield "audit-baseline", "audit", "zaak", "--baseline", "eerder.json", "-o", "nieuw.json"
    for log in LogFormat:
        yield f"export-{log.value}", "export", "zaak", "-f", log.value, "-o", f"nieuw.{log.value}"
    for agenda in AgendaFormat:
        yield (
            f"deadlines-{agenda.value}",
            "deadlines",
            "zaak",
            "-f",
            agenda.value,
            "-o",
            "termijnen",
        )
    yield "path", "path", "zaak", "-f", "markdown", "-o", "pad.md"
    yield "protocol", "protocol", "handelingsprotocol-2019", "-f", "bpmn", "-o", "protocol.bpmn"
    yield "new", "new", "vers", "--person", "sem=kind"
    yield "add", "add", "zaak", "-a", "mdo", "-d", "2021-04-01", "-t", "Overleg.", "--id", "erbij"
    yield "fmt", "fmt", "slordig"
    yield "check", "check", "slip", "--fix"
    yield "migrate", "migrate", "vroeger"
    yield "import", "import", "lijst.txt", "-o", "uit-lijst", "--no-ask"
    yield "comment", "comment", "zaak", "reactie.md"
    yield "comment-beside", "comment", "zaak", "reactie.md", "-o", "met-reactie.yaml"
    yield "pseudonymise", "pseudonymise", "zaak", "-o", "kopie"
    yield "synth", "synth", "2", "-o", "verzonnen"
    yield "batch", "batch", "zaken", "-o", "verse-map", "-j", "0"
    yield "batch-forget", "batch", "zaken", "-o", "verse-map", "-f", "json", "-j", "0", "--no-store"
    yield "batch-later", "batch", "zaken", "-o", "uit", *BOTH, *STORE
    yield "overview", "overview", "winkel.sqlite", "-o", "nieuw.md"
    yield "overview-csv", "overview", "winkel.sqlite", "-o", "x", "-f", "csv", "--sql", "select 1"
    if find_spec("pyarrow"):
        yield "overview-parquet", "overview", "winkel.sqlite", "-o", "nieuw.parquet"


def furnish(room: Path, run: Run) -> None:
    """Fill the folder *room* with all that the ways need; *run* runs a command in it."""
    for name in ("zaak", "slordig", "slip", "vroeger", "zaken/een", "zaken/twee"):
        (room / name / "stukken").mkdir(parents=True)
        text = SMALL.replace("id: klein", f"id: {Path(name).name}")
        (room / name / "case.yaml").write_text(text, encoding="utf-8")
        for piece in ("dossier", "brief"):
            (room / name / "stukken" / f"{piece}.txt").write_text(piece, encoding="utf-8")
    _change(room / "slordig" / "case.yaml", "bodies:\n  -", "bodies:\n      -")
    _change(room / "slip" / "case.yaml", "activity: melding", "activity: Melding")
    _change(room / "vroeger" / "case.yaml", "format: 1", "format: 0")
    (room / "lijst.txt").write_text("11-01-2021 Er komt een melding.\n", encoding="utf-8")
    for ending in ENDINGS:
        (room / f"oud{ending}").write_bytes(b"old" * 99)
        for table in ("timeline", "terms", "findings"):
            (room / f"oud-{table}.csv").write_bytes(b"old" * 99)
    run(["audit", "zaak", "--as-of", "2021-02-01", "-o", "eerder.json"])
    run(["audit", "zaak", "--for", "comment", "-o", "reactie.md"])
    form = (room / "reactie.md").read_text(encoding="utf-8")
    replied = filled(form, {("keuze", "vt"): "Nee."})
    assert replied != form
    (room / "reactie.md").write_text(replied, encoding="utf-8")
    run(["batch", "zaken", "-o", "uit", *BOTH, *STORE])
    _change(room / "zaken" / "een" / "case.yaml", "2021-03-01", "2021-03-02")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
