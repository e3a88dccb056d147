"""What commands do between their arguments and their output: load, audit, write.

Imports are inside the functions: `vtaudit --help` must not pay for them.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit
    from vtaudit.dossier.case import Case
    from vtaudit.rulebook.book import Rulebook


def rulebook() -> Rulebook:
    """Return the rulebook that `--rulebook` names, or else the one that came with vtaudit."""
    from vtaudit.api import rulebook as used

    return used()


def chosen() -> str | None:
    """Return what `--rulebook` names."""
    from vtaudit.api import chosen as named

    return named()


def load(path: Path) -> Case:
    """Return the case at *path*, from now on guarded in every output of this command.

    Raises InputError with everything that is wrong with it.
    """
    from vtaudit.api import load_case
    from vtaudit.report.leaks import watch

    case = load_case(path)
    watch.cases.append(case)
    return case


def audited(case: Case, as_of: date | None) -> Audit:
    """Return the audit of *case* as its settings file and *as_of* ask for it.

    Raises InputError when no peildatum is known.
    """
    from vtaudit.cli.selection import audited, choice

    return audited(case, choice(case.folder, as_of=as_of))


def language(case: Path | None, lang: str | None) -> str:
    """Return the language of a report: *lang*, or else that of the settings file of *case*."""
    from vtaudit.cli.selection import choice

    return choice(case, lang=lang).lang


def told_by(case: Case, actor: str) -> Case:
    """Return *case* as *actor* tells it; raises UsageError for somebody with no such account."""
    from vtaudit.decode import wrong_word
    from vtaudit.dossier.telling import tellers, told_by
    from vtaudit.errors import UsageError
    from vtaudit.message import worded

    known = tellers(case)
    if actor not in known:
        if actor in case.people or actor in case.bodies:
            message = worded(
                "`{actor}` gives no account of a step that differs; these do: {others}",
                actor=actor,
                others=", ".join(known) or "-",
            )
            raise UsageError(message)
        raise UsageError(wrong_word("person or body", actor, [*case.people, *case.bodies]))
    book = rulebook()
    protocol = case.file.case.protocol
    activities = book.vocabulary(protocol)["activity"]
    return told_by(case, actor, book.dates, activities, book.working_days(protocol))


def named(audit: Audit, case: Case) -> Audit:
    """Return *audit* with the names of people that *case* gives."""
    from dataclasses import replace

    names = {i: str(p.name) for i, p in case.people.items() if p.name is not None}
    people = tuple(replace(a, name=names.get(a.id, a.name)) for a in audit.people)
    return replace(audit, people=people)


def allow(*, identifiers: bool, names: bool = False) -> None:
    """Let outputs hold what identifies somebody, or names of people only."""
    from vtaudit.report.leaks import watch

    watch.allowed, watch.names = watch.allowed or identifiers, names


def out(text: str) -> None:
    """Write *text* to standard output as UTF-8, whatever the console's own code page.

    Raises UsageError when it holds what identifies somebody in a case that was loaded.
    """
    from vtaudit.report.leaks import watch

    watch.check(text)
    stream = sys.stdout
    if hasattr(stream, "buffer"):
        stream.flush()
        stream.buffer.write(text.encode("utf-8"))
        stream.buffer.flush()
    else:
        stream.write(text)


def put(text: str, output: Path | None, *, force: bool) -> None:
    """Write *text* to the file *output*, or print it if none is named."""
    if output is None:
        out(text)
        return
    from vtaudit.report.files import write

    write(output, text.encode("utf-8"), force=force)
