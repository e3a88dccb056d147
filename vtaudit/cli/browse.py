"""The command with which a case is walked through on the screen: browse."""

from __future__ import annotations

import os
import sys

from vtaudit.cli import selection, work
from vtaudit.cli.faults import reported
from vtaudit.cli.options import Allow, AskedLang, Case, Day, Names
from vtaudit.cli.selection import Ignore, NoAccepted, Select
from vtaudit.errors import UsageError
from vtaudit.message import worded


@reported
def browse(
    case: Case,
    lang: AskedLang = None,
    as_of: Day = None,
    select: Select = None,
    ignore: Ignore = None,
    no_accepted: NoAccepted = False,
    names: Names = False,
    allow: Allow = False,
) -> None:
    """Walk through a case on the screen: the timeline, the findings, the argument of each.

    Filter by person, norm or rule; Enter goes from a step to its findings and from a finding to its
    argument, which is that of `vtaudit explain`. The keys stand at the bottom.

    Example:

      vtaudit browse cases/mieke-en-jette
    """
    try:
        from vtaudit.browse.app import Browser
    except ImportError:
        raise UsageError(worded("browse needs an extra: pip install 'vtaudit[browse]'")) from None
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise UsageError(
            worded("browse needs a terminal; `vtaudit audit` prints the whole report anywhere")
        )
    from vtaudit.browse.view import View
    from vtaudit.report.leaks import watch

    wanted = selection.choice(
        case, lang=lang, as_of=as_of, select=select, ignore=ignore, no_accepted=no_accepted
    )
    work.allow(identifiers=allow, names=names)
    read = work.load(case)
    result = selection.audited(read, wanted)
    view = View(work.named(result, read) if names else result, work.rulebook(), wanted.lang)
    watch.check(view.everything())
    Browser(view).run()
