"""The commands that argue and compare: explain one finding, count complaints of many cases.

Separate from `audit`, which tells a case as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from vtaudit.cli import completion, selection, work
from vtaudit.cli.faults import reported, say, tell
from vtaudit.cli.options import Allow, AskedLang, Case, Cases, Day, InTextOrJson, TextOrJson
from vtaudit.errors import ExitStatus, InputError
from vtaudit.message import worded


@reported
def explain(
    case: Case,
    finding: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of a finding, or how it begins.",
            show_default=False,
            autocompletion=completion.codes,
        ),
    ],
    form: InTextOrJson = TextOrJson.TEXT,
    lang: AskedLang = None,
    as_of: Day = None,
    allow: Allow = False,
) -> None:
    """Lay out the whole argument of one finding.

    The steps and their days as the source words them, the arithmetic, the source of the rule, the
    exceptions considered, what would change it, and the place in the dossier. Findings that the
    case sets aside can be explained as well. The id of a term, as `deadlines` gives it, leads to
    the finding on it.

    Example:

      vtaudit explain cases/mieke-en-jette VT301-49bdea82
    """
    from vtaudit.report import explain as argument

    work.allow(identifiers=allow)
    asked = selection.choice(case, lang=lang, as_of=as_of, no_accepted=True)
    wanted = replace(asked, rules=replace(asked.rules, select=(), ignore=()))
    book, result = work.rulebook(), selection.audited(work.load(case), wanted)
    if form is TextOrJson.JSON:
        work.out(argument.as_json(result, book, finding))
    else:
        work.out(argument.as_text(result, book, finding, wanted.lang))


@reported
def compare(
    cases: Cases,
    form: InTextOrJson = TextOrJson.TEXT,
    lang: AskedLang = None,
    as_of: Day = None,
    allow: Allow = False,
) -> None:
    """Count, over many cases, what the record shows beside what instances decided on complaints.

    Folders are searched for cases. It counts complaints and scores no case: what an instance
    decided is no input of the audit.

    Example:

      vtaudit compare cases
    """
    from vtaudit.audit.comparing import tally
    from vtaudit.batch.discover import find_cases
    from vtaudit.report import comparison

    work.allow(identifiers=allow)
    audits, failed = [], list[Path]()
    wanted = selection.choice(None, lang=lang, as_of=as_of)
    for path in find_cases(cases):
        try:
            audits.append(selection.audited(work.load(path), wanted))
        except InputError as error:
            failed.append(path)
            tell(error)
    counts, book = tally(audits), work.rulebook()
    if form is TextOrJson.JSON:
        work.out(comparison.as_json(counts))
    else:
        work.out(comparison.as_text(counts, book, wanted.lang))
    if failed:
        say(worded("not audited: {names}", names=", ".join(map(str, failed))))
        raise typer.Exit(ExitStatus.NOT_AUDITED)
