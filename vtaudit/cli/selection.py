"""The options that say which rules count, what is set aside, and what is new: one meaning for all.

Separate from the commands, which share them, and from the settings file, which they overrule.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vtaudit.cli import completion, settings, work
from vtaudit.errors import UsageError
from vtaudit.message import reason, worded

if TYPE_CHECKING:
    from vtaudit.audit.baseline import Earlier
    from vtaudit.audit.model import Audit
    from vtaudit.audit.selection import Selection
    from vtaudit.dossier.case import Case

Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE",
        autocompletion=completion.rules,
        help="Only rules with this code, name or beginning.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULE", autocompletion=completion.rules,
                 help="Leave out rules with this code, name or beginning."),
]  # fmt: skip
NoAccepted = Annotated[
    bool, typer.Option("--no-accepted", help="Show findings that the case sets aside as well.")
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="An earlier JSON report of the same case: only "
                                                    "what is new counts for --fail-on."),
]  # fmt: skip

WEIGHT = {"note": 0, "attention": 1, "shortcoming": 2}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line and the settings file together ask for."""

    lang: str
    as_of: date | None
    rules: Selection
    fail_on: str | None


def choice(
    case: Path | None,
    *,
    lang: str | None = None,
    as_of: date | None = None,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
    fail_on: str | None = None,
    no_accepted: bool = False,
) -> Choice:
    """Return what is asked for: the options, and where they are silent the settings file."""
    from vtaudit.audit.selection import Selection

    kept = settings.found(case)
    return Choice(
        lang=lang or kept.lang or "nl",
        as_of=as_of or kept.as_of,
        rules=Selection(
            select=_patterns(select) or kept.select,
            ignore=_patterns(ignore) or kept.ignore,
            lengths=tuple(kept.lengths.items()),
            accepted=kept.accepted and not no_accepted,
        ),
        fail_on=fail_on or kept.fail_on,
    )


def _patterns(given: list[str] | None) -> tuple[str, ...]:
    """Return the patterns of an option that may be repeated and may hold commas."""
    return tuple(p.strip() for text in given or () for p in text.split(",") if p.strip())


def audited(case: Case, wanted: Choice) -> Audit:
    """Return the audit of *case* with the rules that are *wanted*.

    Raises InputError when no peildatum is known and UsageError for a pattern that fits no rule.
    """
    from vtaudit.api import audit
    from vtaudit.audit.selection import considered, marked, narrowed

    book = work.rulebook()
    used = narrowed(book, wanted.rules)
    return marked(audit(considered(case, wanted.rules), wanted.as_of, book=used), book, used)


def fails(audit: Audit, fail_on: str | None) -> bool:
    """Return whether an established finding, a new one if compared, weighs as much as *fail_on*."""
    if fail_on is None:
        return False
    counted = None if audit.baseline is None else set(audit.baseline.new)
    return any(
        f.certainty == "established"
        and WEIGHT[f.severity] >= WEIGHT[fail_on]
        and (counted is None or f.id in counted)
        for f in audit.findings
    )


def compared(audit: Audit, file: Path | None) -> Audit:
    """Return *audit* compared with the earlier report in *file*, if one is given."""
    if file is None:
        return audit
    from vtaudit.audit.baseline import compared as against

    earlier = _earlier(file)
    if earlier.case != audit.case.id:
        raise UsageError(
            worded(
                "{file} is a report on `{case}`, not on `{id}`",
                file=file,
                case=earlier.case,
                id=audit.case.id,
            )
        )
    return against(audit, earlier)


def _earlier(file: Path) -> Earlier:
    from vtaudit.audit.baseline import Earlier
    from vtaudit.report.json import SCHEMA

    try:
        told: Any = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(
            worded("{path} cannot be read: {reason}", path=file, reason=reason(error))
        ) from None
    except (ValueError, RecursionError):
        raise UsageError(
            worded("{file} is not JSON; make it with `--format json --output`", file=file)
        ) from None
    try:
        if told["schema"] != SCHEMA:
            raise UsageError(
                worded(
                    "{file} follows `{told}`; expected `{schema}`",
                    file=file,
                    told=told["schema"],
                    schema=SCHEMA,
                )
            )
        return Earlier(
            case=str(told["case"]["id"]),
            as_of=date.fromisoformat(told["as_of"]),
            rulebook=str(told["vtaudit"]["rulebook"]["version"]),
            findings={str(f["id"]): str(f["certainty"]) for f in told["findings"]},
        )
    except (KeyError, TypeError, ValueError):
        raise UsageError(worded("{file} is no JSON report of an audit", file=file)) from None
