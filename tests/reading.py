"""A small vocabulary and the words of dates, for the tests of reading."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from dates_rulebook import DAYS, WORDS

from vtaudit.dates.calendar import WorkingDays
from vtaudit.dossier.case import Case
from vtaudit.dossier.reader import read_case
from vtaudit.errors import InputError, Problem

__all__ = ["VOCABULARY", "WORDS", "calendars", "problems_of", "read", "shut"]

VOCABULARY = {
    "role": ("kind", "ouder"),
    "body": ("veilig-thuis", "raad"),
    "document": ("brief", "rapport"),
    "activity": ("melding", "gesprek", "besluit", "vraag"),
    "activity-or-class": ("melding", "gesprek", "besluit", "vraag", "contact"),
    "item": ("aanpak", "duur"),
    "channel": ("brief", "telefoon"),
    "norm": ("ivrk/12",),
    "protocol": ("p",),
    "outcome": ("gegrond",),
    "ground": ("gevaar",),
    "state": ("zicht",),
    "rule": ("VT101",),
}
HEAD = """\
format: 1
case: {id: klein, title: Klein, protocol: p, audited: vt}
people: [{id: moeder, role: ouder}, {id: kind-1, role: kind}]
bodies: [{id: vt, kind: veilig-thuis}]
"""


def calendars(_: str) -> WorkingDays:
    """Return the Dutch calendar, whatever the protocol."""
    return DAYS


def read(folder: Path, text: str, head: str = HEAD) -> Case:
    """Return the case of *head* and *text*, written in *folder*."""
    (folder / "case.yaml").write_text(head + text, encoding="utf-8")
    return read_case(folder, VOCABULARY, WORDS, calendars)


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the case at *path*."""
    with pytest.raises(InputError) as caught:
        read_case(path, VOCABULARY, WORDS, calendars)
    return caught.value.problems


def shut(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let nobody look at a file *name*, nor open it; rights hold nothing back from root."""

    def refusing(ask: Any) -> Any:
        def asked(path: Any, *others: Any, **more: Any) -> Any:
            if Path(path).name == name:
                raise PermissionError(errno.EACCES, "Permission denied")
            return ask(path, *others, **more)

        return asked

    monkeypatch.setattr(Path, "stat", refusing(Path.stat))
    monkeypatch.setattr(os, "open", refusing(os.open))
