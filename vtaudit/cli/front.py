"""The front door: what is wrong with the command itself, in our own words, and the way out.

Separate from the commands because it sees all arguments before any of them is understood, and
what typer says of them after.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from vtaudit.cli.faults import leave_the_pipe, refused, say, speak
from vtaudit.cli.options import Language
from vtaudit.errors import ExitStatus
from vtaudit.message import Message, worded


def language_in(arguments: Sequence[str]) -> str | None:
    """Return the language that *arguments* ask for by name; None when they do not."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            found = value or (arguments[number + 1] if number + 1 < len(arguments) else "")
    return found if found in {language.value for language in Language} else None


def understood(text: str) -> Message:
    """Return what typer says in *text* in words of ours; what it has never said, as it is."""
    for pattern, make in _SAID:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found is not None:
            return make(found)
    return worded("{words}", words=text)


def _command(found: re.Match[str]) -> Message:
    near = re.findall(r"'([^']*)'", found[2] or "")
    return _near(worded("unknown command `{name}`", name=found[1]), near)


def _option(found: re.Match[str]) -> Message:
    near = get_close_matches(found[1], (found[2] or "").split(", "), 1)
    return _near(worded("unknown option `{name}`", name=found[1]), near)


def _near(unknown: Message, near: Sequence[str]) -> Message:
    if not near:
        return unknown
    return worded("{unknown}; did you mean `{near}`?", unknown=unknown, near=near[0])


def _value(found: re.Match[str]) -> Message:
    return worded("{name}: {problem}", name=_bare(found[1]), problem=understood(found[2]))


def _choice(found: re.Match[str]) -> Message:
    known = re.findall(r"'([^']*)'", found[2])
    near = get_close_matches(found[1].lower(), known, 1)
    if near:
        return _near(worded("unknown value `{value}`", value=found[1]), near)
    return worded("unknown value `{value}`; expected one of: {known}", value=found[1],
                  known=", ".join(known))  # fmt: skip


def _bare(names: str) -> str:
    return names.replace("'", "")


_SAID = (
    (r"No such command '(.*?)'\.(?: ?Did you mean (.*)\?)?", _command),
    (r"No such command '(.*?)'(?:\. Did you mean (.*)\?)", _command),
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", _option),
    (r"Missing command\.", lambda _: worded("a command is missing")),
    (r"Missing \w+ (.*?)\.(?: .*)?", lambda m: worded("{name} is missing", name=_bare(m[1]))),
    (r"Option (.*) requires an argument\.",
     lambda m: worded("{name} needs a value", name=_bare(m[1]))),
    (r"Option (.*) does not take a value\.",
     lambda m: worded("{name} takes no value", name=_bare(m[1]))),
    (r"Got unexpected extra arguments?(?:\(s\))? \(?(.*?)\)?",
     lambda m: worded("`{extra}` is one argument too many", extra=m[1])),
    (r"Invalid value for (.*?): (.*)", _value),
    (r"'(.*)' is not one of (.*?)\.", _choice),
    (r"'(.*)' is not a valid (?:integer|int)(?: range)?\.",
     lambda m: worded("`{value}` is not a whole number", value=m[1])),
    (r"(\S+) is not in the range (.*?)\.",
     lambda m: worded("{value} is outside the range {range}", value=m[1], range=m[2])),
)  # fmt: skip
"""What typer says of wrong arguments, and how we say it."""


_SENTENCE = 200
"""Characters of the first sentence about a command that help shows: all of it, over more lines."""


class Front(TyperGroup):
    """All the commands together; it speaks the language that is asked for, and leaves quietly."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in sections, each in the order in which somebody needs them."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                section = str(getattr(command, "rich_help_panel", None) or "Commands")
                row = (name, command.get_short_help_str(_SENTENCE))
                sections.setdefault(section, []).append(row)
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command in *args* and leave with its exit status."""
        arguments = sys.argv[1:] if args is None else list(args)
        speak(language_in(arguments) or Language.EN)
        extra["standalone_mode"] = False
        try:
            status = super().main(args, *rest, **extra)
            sys.stdout.flush()
        except typer.Abort:
            status = ExitStatus.INTERRUPTED
        except BrokenPipeError:
            leave_the_pipe()
            status = ExitStatus.DONE
        except SystemExit as left:  # so typer ends a help text that nobody reads to its end
            if not isinstance(left.__context__, BrokenPipeError):
                raise
            leave_the_pipe()
            status = ExitStatus.DONE
        except OSError as error:
            say(refused(error))
            leave_the_pipe()
            status = ExitStatus.USAGE
        except Exception as error:
            if not hasattr(error, "format_message"):
                raise
            status = _refused(error)
        sys.exit(status if isinstance(status, int) else ExitStatus.DONE)


def _refused(error: Any) -> int:
    """Tell what is wrong with the arguments; return the exit status."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return ExitStatus.USAGE
    own = getattr(error, "message", None)
    message = understood(error.format_message())
    if isinstance(own, Message):
        name = getattr(error, "param", None)
        hint = name.get_error_hint(context) if name is not None else ""
        message = worded("{name}: {problem}", name=_bare(hint), problem=own)
    say(worded("vtaudit: {message}", message=message))
    if context is not None:
        say(worded("`{command} --help` tells how it is used", command=context.command_path))
    return ExitStatus.USAGE
