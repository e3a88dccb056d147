"""The commands that keep case files sound: check, fmt and migrate.

Separate from those that write what is new in a case: these change nothing that a file says, but for
slips of the pen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vtaudit.cli import work
from vtaudit.cli.faults import reported, say, tell
from vtaudit.cli.options import Cases, Language, Spoken
from vtaudit.errors import ExitStatus, InputError
from vtaudit.message import worded


@reported
def check(
    cases: Cases,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put slips of the pen right, and say which.")
    ] = False,
    lang: Spoken = Language.EN,
) -> None:
    """Check case files without auditing them; silent and 0 when all is well.

    Every mistake is named with file, line and column, all of a file at once. With --fix, words that
    differ from a valid one by capitals, accents, spaces, hyphens or underscores alone are replaced
    by it; nothing else of the file changes, and what is no such slip is still named.

    Examples:

      vtaudit check cases/mieke-en-jette

      vtaudit check cases/mijn-zaak --fix
    """
    del lang
    from vtaudit.api import pinned

    wrong = False
    for path in cases:
        with pinned(path):
            try:
                work.load(path)
            except InputError as error:
                left: InputError | None = _fixed(path, error) if fix else error
                if left is not None:
                    wrong = True
                    tell(left)
    if wrong:
        raise typer.Exit(ExitStatus.NOT_AUDITED)


def _fixed(path: Path, error: InputError) -> InputError | None:
    """Put right what can be; return what is still wrong with the case, if anything."""
    from vtaudit.exchange.authoring import file_of
    from vtaudit.exchange.mending import mended
    from vtaudit.report.files import edit

    left: InputError | None = error
    while left is not None:
        own = [p for p in left.problems if p.file == str(file_of(path))]
        if not own:
            return left
        data, done = mended(file_of(path).read_bytes(), own)
        if not done:
            return left
        edit({file_of(path): data})
        for one in done:
            say(worded("{file}:{line}:{column}: `{was}` is now `{now}`", file=file_of(path),
                       line=one.line, column=one.column, was=one.was, now=one.now))  # fmt: skip
        try:
            work.load(path)
            left = None
        except InputError as again:
            left = again
    return None


@reported
def fmt(
    cases: Cases,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when a file would change.")
    ] = False,
    lang: Spoken = Language.EN,
) -> None:
    """Give case files the indentation and spacing of the house: comments and order stay.

    What a file says is the same before and after, or it is left as it was.

    Example:

      vtaudit fmt cases/mijn-zaak
    """
    from vtaudit.exchange.authoring import file_of, tidy

    del lang
    changed = False
    for path in cases:
        file = file_of(path)
        before = file.read_bytes()
        after = tidy(before, str(file))
        if after != before:
            changed = True
            changes = worded("{file}: would change", file=file)
            say(changes if check else worded("{file}: changed", file=file))
            if not check:
                replaced(file, after)
    if check and changed:
        raise typer.Exit(ExitStatus.FAILED_ON)


@reported
def migrate(cases: Cases, lang: Spoken = Language.EN) -> None:
    """Bring case files of an earlier format to the one of today; comments and order stay.

    A file that would be wrong afterwards is left as it was.

    Example:

      vtaudit migrate cases/mijn-zaak
    """
    from vtaudit.exchange.authoring import file_of
    from vtaudit.exchange.migrating import NEWEST, migrated

    del lang
    for path in cases:
        file = file_of(path)
        after, passed = migrated(file.read_bytes(), str(file))
        if passed:
            replaced(file, after)
            say(worded("{file}: now format {format}", file=file, format=passed[-1]))
        else:
            say(worded("{file}: nothing to do, its format is {format}", file=file, format=NEWEST))


def replaced(file: Path, data: bytes) -> None:
    """Write *data* over *file* once it is known to be a case that reads well."""
    from vtaudit.api import check_case
    from vtaudit.report.files import edit

    try:
        check_case(file, data)
    except InputError as error:
        raise InputError(
            worded("{file} is left as it was: it would be wrong", file=file), error.problems
        ) from None
    edit({file: data})
