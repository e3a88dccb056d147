"""The command that audits many cases: batch."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import language, reported, say
from vtaudit.cli.many import Jobs, left_out, processes, wrong
from vtaudit.cli.options import Allow, AskedLang, Day, Force, Language, Spoken, form, forms
from vtaudit.cli.progress import counting
from vtaudit.cli.selection import Ignore, NoAccepted, Select, choice
from vtaudit.errors import ExitStatus
from vtaudit.message import Message, worded

if TYPE_CHECKING:
    from vtaudit.batch.run import Done


class Start(StrEnum):
    """How worker processes begin."""

    SPAWN = "spawn"
    FORK = "fork"


@reported
def batch(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER...",
            help="Folders to look for cases in.",
            show_default=False,
            readable=False,
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
    """Audit every case under the folders: findings for each, and an index.

    A second run does only what changed, and one that was broken off goes on where it stopped. A
    case that cannot be read is named at the end and the exit status is 3; the others are done.
    Settings are those of the first folder, for all cases alike.

    Examples:

      vtaudit batch cases --output findings/

      vtaudit batch dossiers --output uit/ --format markdown --format json --jobs 4
    """  # fmt: skip
    from vtaudit.audit.selection import narrowed
    from vtaudit.batch.discover import find_cases
    from vtaudit.batch.opening import MEMORY
    from vtaudit.batch.pool import Workers
    from vtaudit.batch.run import run
    from vtaudit.batch.store import Store, default_store
    from vtaudit.batch.task import Options

    found = find_cases(folders, include or (), exclude or ())
    wanted = choice(
        folders[0], lang=lang, as_of=as_of, select=select, ignore=ignore, no_accepted=no_accepted
    )
    narrowed(work.rulebook(), wanted.rules)
    options = Options(
        tuple(formats or ["markdown"]),
        wanted.lang,
        wanted.as_of,
        allow,
        language(),
        work.chosen(),
        wanted.rules,
    )
    workers = Workers(processes(jobs, timeout, len(found)), timeout, start.value)
    place = MEMORY if forget else store or default_store(output)
    with Store(place, force=force) as kept, counting(len(found)) as progress:
        done = run(
            found, output, work.rulebook(), kept, options, workers, force=force, progress=progress
        )
    _tell(done, len(found), output)


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
