"""The command that audits many cases: batch."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import language, reported, say
from vtaudit.cli.many import Jobs, left_out, processes, wrong
from vtaudit.cli.options import Allow, AskedLang, Day, Force, Language, Spoken, form, forms
from vtaudit.cli.progress import counting
from vtaudit.cli.selection import Ignore, NoAccepted, Select, choice
from vtaudit.errors import ExitStatus, UsageError
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vtaudit.batch.rounds import Spread
    from vtaudit.batch.run import Done
    from vtaudit.batch.task import Options


class Send(StrEnum):
    """What of a case goes to the workers of a scheduler."""

    BYTES = "bytes"
    PATH = "path"


class Start(StrEnum):
    """How worker processes begin."""

    SPAWN = "spawn"
    FORK = "fork"


@reported
def batch(
    folders: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER...",
            help="Folders to look for cases in; addresses such as s3://… too.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the findings.")
    ],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            parser=form,
            metavar="FORMAT",
            autocompletion=forms,
            help="Format; may be repeated. Default: markdown.",
        ),
    ] = None,
    jobs: Jobs = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Cut off a case after this."),
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", metavar="GLOB", help="Only these cases.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="GLOB", help="Not these cases.")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="FILE", help="Where results are remembered."),
    ] = None,
    forget: Annotated[
        bool, typer.Option("--no-store", help="Remember nothing, and audit everything.")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Audit on the workers of this dask scheduler, tcp://host:port or tls://….",
        ),
    ] = None,
    send: Annotated[
        Send,
        typer.Option(
            "--send",
            help="What goes to those workers: the case as bytes, or its path, which they can read.",
        ),
    ] = Send.BYTES,
    start: Annotated[
        Start, typer.Option("--start-method", help="How processes begin.", hidden=True)
    ] = Start.SPAWN,
    lang: AskedLang = None,
    as_of: Day = None,
    select: Select = None,
    ignore: Ignore = None,
    no_accepted: NoAccepted = False,
    allow: Allow = False,
    force: Force = False,
) -> None:
    """Audit every case under the folders: findings for each, an index and an overview.

    The index and the overview are markdown; with `--format html` the overview is a page as well.

    A second run does only what changed, and one that was broken off goes on where it stopped. A
    case that cannot be read is named at the end and the exit status is 3; the others are done.
    Settings are those of the first folder, for all cases alike.

    Examples:

      vtaudit batch cases --output findings/

      vtaudit batch dossiers --output uit/ --format markdown --format json --jobs 4

      vtaudit batch s3://bucket/dossiers --output uit/ --scheduler tls://scheduler:8786 --send path
    """  # fmt: skip
    from vtaudit.audit.selection import narrowed
    from vtaudit.batch.discover import find_places
    from vtaudit.batch.opening import MEMORY
    from vtaudit.batch.remote import is_address
    from vtaudit.batch.run import run
    from vtaudit.batch.store import Store, default_store
    from vtaudit.batch.task import Options

    if scheduler is not None and jobs is not None:
        raise UsageError(worded("--jobs is for this machine: with --scheduler leave it out"))
    found = find_places(folders, include or (), exclude or ())
    wanted = choice(
        None if is_address(folders[0]) else Path(folders[0]),
        lang=lang,
        as_of=as_of,
        select=select,
        ignore=ignore,
        no_accepted=no_accepted,
    )
    narrowed(work.rulebook(), wanted.rules)
    options = Options(
        tuple(formats or ["markdown"]),
        wanted.lang,
        wanted.as_of,
        allow,
        language(),
        _whole(work.chosen()),
        wanted.rules,
    )
    place = MEMORY if forget else store or default_store(output)
    with (
        _here(processes(jobs, timeout, len(found)), timeout, start)
        if scheduler is None
        else _there(scheduler, options, send, timeout) as spread,
        Store(place, force=force) as kept,
        counting(len(found)) as progress,
    ):
        done = run(
            found, output, work.rulebook(), kept, options, spread, force=force, progress=progress
        )
    _tell(done, len(found), output)


@contextmanager
def _here(jobs: int, timeout: float | None, start: Start) -> Iterator[Spread]:
    from vtaudit.batch.pool import Workers, outcomes

    yield partial(outcomes, workers=Workers(jobs, timeout, start.value))


@contextmanager
def _there(scheduler: str, options: Options, send: Send, timeout: float | None) -> Iterator[Spread]:
    from vtaudit.batch.cluster import cluster, is_open

    if is_open(scheduler):
        say(
            worded(
                "cases go to {address} unencrypted; tls:// encrypts them: docs/many-machines.md",
                address=scheduler,
            )
        )
    with cluster(scheduler, options.rulebook, send.value, timeout) as found:
        yield found.outcomes


def _whole(rulebook: str | None) -> str | None:
    """Return the name of a rulebook as it reads from any folder: that of one's own is a path."""
    return str(Path(rulebook).absolute()) if rulebook and Path(rulebook).is_dir() else rulebook


def _tell(done: Done, found: int, output: Path) -> None:
    wrong(done.failed)
    say(_summary(done, found, output))
    for file in done.refused:
        say(worded("{file} is there already and no batch wrote it; --force replaces it", file=file))
    ending = left_out(done.failed)
    if ending is ExitStatus.DONE and done.refused:
        ending = ExitStatus.USAGE
    if ending is not ExitStatus.DONE:
        raise typer.Exit(ending)


def _summary(done: Done, found: int, output: Path) -> Message:
    if not done.unchanged:
        return worded(
            "{written} of {found} cases audited, findings in {output}",
            written=done.audited, found=found, output=output,
        )  # fmt: skip
    return worded(
        "{written} of {found} cases audited, {unchanged} unchanged, findings in {output}",
        written=done.audited, found=found, unchanged=done.unchanged, output=output,
    )  # fmt: skip


@reported
def synth(
    number: Annotated[
        int, typer.Argument(min=1, metavar="N", help="How many dossiers.", show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the dossiers.")
    ],
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same dossiers.")] = 1,
    preset: Annotated[
        str, typer.Option("--preset", help="Which knobs (see the scenario).")
    ] = "gewoon",
    name: Annotated[
        str | None, typer.Option("--scenario", help="What the dossiers are made of.")
    ] = None,
    lang: Spoken = Language.EN,
    force: Force = False,
) -> None:
    """Make up dossiers: for benchmarks, tests and training, never for conclusions.

    Example:

      vtaudit synth 100 --seed 7 --output verzonnen/
    """
    del lang
    from vtaudit.batch.scenario import scenario
    from vtaudit.batch.synth import dossiers
    from vtaudit.dossier.reader import CASE_FILE
    from vtaudit.report.files import make_folder, write

    book = work.rulebook()
    kind = scenario(name or str(book.proposals.protocol))
    made = dossiers(kind, number, seed, preset, book.dates, book.version)
    for case, text in made:
        make_folder(output / case)
        write(output / case / CASE_FILE, text.encode(), force=force)
    say(worded("{number} made-up dossiers in {output}", number=number, output=output))
