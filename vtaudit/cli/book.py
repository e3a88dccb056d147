"""The commands that show the rulebook: rule, norm and words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vtaudit.cli import completion, work
from vtaudit.cli.faults import reported, say
from vtaudit.cli.options import InTextOrJson, Lang, Language, Spoken, TextOrJson
from vtaudit.cli.progress import counting
from vtaudit.errors import ExitStatus, UsageError
from vtaudit.message import worded

CHECK = "check"
"""What stands in the place of a name to test a file."""
_NAME = "Which; none lists them all."
Code = Annotated[
    str | None,
    typer.Argument(show_default=False, help=_NAME, autocompletion=completion.rules),
]
NormId = Annotated[
    str | None,
    typer.Argument(show_default=False, help=_NAME, autocompletion=completion.norms),
]
Kind = Annotated[
    str | None,
    typer.Argument(show_default=False, help=_NAME, autocompletion=completion.kinds),
]


@reported
def rule(
    name: Code = None,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", show_default=False,
                       help="With `check`: a file with rules, or the folder of a rulebook."),
    ] = None,
    lang: Lang = Language.NL,
    form: InTextOrJson = TextOrJson.TEXT,
) -> None:  # fmt: skip
    """Show a rule by code or name, or list them all; `rule check FILE` tests a file of rules.

    A check names every mistake with file, line and column, and runs the worked examples of the
    rules: what they find, what repairs it, and what must be undetermined. It exits 2 if something
    is wrong.

    Examples:

      vtaudit rule VT101

      vtaudit rule check rulebook/rules/ours.yaml
    """
    from vtaudit.report import bookjson
    from vtaudit.report.bookpages import list_rules
    from vtaudit.report.rulepage import show_rule

    if name == CHECK and file is not None:
        _check(file)
        return
    if file is not None or name == CHECK:
        raise UsageError(worded("`vtaudit rule check FILE` tests a file of rules"))
    book = work.rulebook()
    if form is TextOrJson.JSON:
        work.out(bookjson.rules(book, name))
        return
    work.out(show_rule(book, name, lang) if name else list_rules(book, lang))


def _check(file: Path) -> None:
    """Test the rules in *file*; raises RulebookError with everything wrong in it."""
    from vtaudit.rulebook.load import of_folder, with_file
    from vtaudit.trial.check import checked

    book, read = of_folder(file) if file.is_dir() else with_file(work.chosen(), file)
    done = checked(book, read)
    say(worded("{file}: {rules} rules, {examples} examples: all as they say", file=file,
               rules=done.rules, examples=done.examples))  # fmt: skip
    for line in done.wanting:
        say(line)


@reported
def norm(
    name: NormId = None, lang: Lang = Language.NL, form: InTextOrJson = TextOrJson.TEXT
) -> None:
    """Show a norm with the steps and rules that touch it, or list them all.

    Example:

      vtaudit norm ivrk/12
    """
    from vtaudit.report import bookjson
    from vtaudit.report.bookpages import list_norms, show_norm

    book = work.rulebook()
    if form is TextOrJson.JSON:
        work.out(bookjson.norms(book, name))
        return
    work.out(show_norm(book, name, lang) if name else list_norms(book, lang))


@reported
def words(
    kind: Kind = None,
    holding: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT", show_default=False, help="Only words that hold this, or mean it."
        ),
    ] = None,
    lang: Lang = Language.NL,
) -> None:
    """Print the words an author may use: activities, items, roles, channels and so on.

    Examples:

      vtaudit words item

      vtaudit words activity gesprek
    """
    from vtaudit.report.bookpages import list_words, show_words

    book = work.rulebook()
    work.out(show_words(book, kind, lang, holding or "") if kind else list_words(book, lang))


@reported
def selfcheck(lang: Spoken = Language.EN) -> None:
    """Run the rulebook's worked examples on this machine, and show what is installed.

    It says by which hash a report names this rulebook, and exits 4 when an example gives something
    else here than it should: then no report made on this machine can be trusted.

    Example:

      vtaudit selfcheck
    """
    del lang
    from vtaudit.cli.installed import installed
    from vtaudit.trial.run import faults

    book, wrong, done = work.rulebook(), 0, 0
    for one in installed(book):
        say(one)
    examples = [(r, e) for r in book.rules_by_code() for e in r.examples]
    with counting(len(examples)) as told:
        for one_rule, example in examples:
            for fault in faults(book, one_rule, example):
                wrong += 1
                say(worded("{rule}, example `{example}`: {fault}", rule=one_rule.code,
                           example=example.id, fault=fault))  # fmt: skip
            done += 1
            told(done)
    if wrong:
        say(worded("{number} examples give something else than they should", number=wrong))
        raise typer.Exit(ExitStatus.BUG)
    say(worded("{rules} rules, {examples} examples: all as they say", rules=len(book.rules),
               examples=len(examples)))  # fmt: skip
