"""What vtaudit says to its user: a template in English and what stands in it, told in any language.

Separate because every floor says something and none below the reports knows a language: they hand
a message up, and whoever shows it has it told in words of the catalogue.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import TypeAlias

Translate: TypeAlias = Callable[[str], str]
"""From an English template to the same in another language."""


def worded(template: str, /, **values: object) -> Message:
    """Return the message *template*, with *values* for what is in braces.

    The template is the key of its translation, so it is always written out where it is used; what
    differs from time to time, and whatever a user wrote, belongs in *values*.
    """
    message = Message(template.format(**values))
    message.template, message.values = template, values
    return message


def told(text: object, translate: Translate) -> str:
    """Return *text* in the language of *translate*; what is no message is told as it is."""
    if not isinstance(text, Message):
        return str(text)
    values = {k: told(v, translate) if isinstance(v, str) else v for k, v in text.values.items()}
    return translate(text.template).format(**values)


def relined(message: Message, line: Callable[[Line], object]) -> Message:
    """Return *message* with each line that it names as *line* tells it."""

    def again(value: object) -> object:
        if isinstance(value, Line):
            return line(value)
        return relined(value, line) if isinstance(value, Message) else value

    return worded(message.template, **{k: again(v) for k, v in message.values.items()})


def one_of(choices: Iterable[Message]) -> Message:
    """Return *choices*, of which there is at least one, with commas and an `or` before the last."""
    *first, last = choices
    if not first:
        return last
    listed = reduce(lambda a, b: worded("{first}, {next}", first=a, next=b), first)
    return worded("{first} or {last}", first=listed, last=last)


def reason(error: OSError) -> Message:
    """Return why the system refused; a reason that is a message already is returned as it is."""
    if isinstance(error.strerror, Message):
        return error.strerror
    return _REASONS.get(error.errno or 0) or worded(
        "the system says: {words}", words=error.strerror or error
    )


def said(error: Exception) -> object:
    """Return the message that *error* was raised with, or *error* itself where it has none."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else error


class Line(int):
    """A line that a message names, counted over all files of a case as if they were one."""

    __slots__ = ()


class Message(str):
    """A text in English that remembers what it was made of, so that it can be told otherwise.

    It is made by `worded` and equals the text that it is in English.
    """

    __slots__ = ("template", "values")
    template: str
    """What is said, with names in braces for what differs."""
    values: Mapping[str, object]
    """What stands in the braces; messages among them are told in the same language."""


_REASONS: Mapping[int, Message] = {
    errno.ENOENT: worded("there is no such file or folder"),
    errno.EACCES: worded("you have no permission"),
    errno.EPERM: worded("you have no permission"),
    errno.EISDIR: worded("it is a folder"),
    errno.ENOTDIR: worded("part of its path is no folder"),
    errno.EEXIST: worded("something else of that name is there"),
    errno.ENOSPC: worded("the disk is full"),
    errno.EDQUOT: worded("your share of the disk is full"),
    errno.EFBIG: worded("files may not be that large here"),
    errno.EIO: worded("the disk does not do what it should"),
    errno.EINTR: worded("it was interrupted"),
    errno.EROFS: worded("this disk can only be read"),
    errno.ELOOP: worded("its links go round in a circle"),
    errno.ENAMETOOLONG: worded("its name is too long"),
}
