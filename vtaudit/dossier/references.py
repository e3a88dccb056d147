"""Whether everything a case refers to is there: ids, pages, versions, files.

Separate from decoding, which sees one value at a time: this looks at the whole case.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import get_args, get_type_hints

from vtaudit.decode import noun, short, unknown_word, wrong_word
from vtaudit.dossier.files import why_outside
from vtaudit.dossier.ids import Ids
from vtaudit.dossier.model import CaseFile, Document, Event, Head, Link, Said, Source
from vtaudit.errors import Code, Problem
from vtaudit.message import Message, one_of, worded
from vtaudit.span import Text, span_of

_PAGES = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?").fullmatch
_WORK = 50_000
"""Comparisons that are spent on finding near ids, over a whole file."""
_WHAT = {"actor": "person or body"}
_OBJECTS = ("event", "promise", "document", "complaint")
_THINGS = ("person", "body", *_OBJECTS)
_TIES = {
    "about": _OBJECTS,
    "announces": ("event",),
    "answers": ("event",),
    "fulfils": ("promise",),
    "corrects": ("document",),
}
"""Fields of a step that tie it to other things, and to which kinds."""
_WORDED = {"activity": "activity", "channel": "channel", "says": "item", "record": "value"}
"""Fields of a step to which an account gives a word, and of which list."""


def references(
    content: CaseFile,
    ids: Ids,
    folder: Path,
    head: Head | None,
    vocabulary: Mapping[str, Collection[str]],
) -> list[Problem]:
    """Return a problem for everything in *content* that refers to what is not there.

    *head* is left out of it when None: then it could not be read. The *vocabulary* is that of the
    words that an account can give to a field.
    """
    check = _Check(ids, content, folder, vocabulary)
    for record in _records(content):
        if isinstance(record, Head) and head is None:
            continue
        for name, kind in _plan(type(record))[0]:
            value = getattr(record, name)
            for word in value if isinstance(value, tuple) else (value,):
                if word is not None:
                    check.one(word, kind)
        check.special(record)
    return check.problems


def _records(root: Hashable) -> Iterator[Hashable]:
    """Yield *root* and every record inside it."""
    waiting: list[Hashable] = [root]
    while waiting:
        record = waiting.pop()
        yield record
        for name in _plan(type(record))[1]:
            value = getattr(record, name)
            if isinstance(value, tuple):
                waiting.extend(value)
            elif value is not None:
                waiting.append(value)


@cache
def _plan(kind: type) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return which fields of *kind* refer to what, and which hold records."""
    hints = get_type_hints(kind)
    fields = [f for f in dc.fields(kind) if f.name != "span"]
    refers = tuple((f.name, f.metadata["refers"]) for f in fields if "refers" in f.metadata)
    return refers, tuple(f.name for f in fields if _holds_records(hints[f.name]))


def _holds_records(hint: object) -> bool:
    return any(isinstance(kind, type) and dc.is_dataclass(kind) for kind in (hint, *get_args(hint)))


def _a(what: Message) -> Message:
    return worded("an {thing}", thing=what) if what[0] in "aeo" else worded("a {thing}", thing=what)


def _and_of(first: Message, second: Message) -> Message:
    return worded("{first} and of {second}", first=first, second=second)


def _thing(kind: str) -> Message:
    found = noun(kind)
    return found if isinstance(found, Message) else worded("{thing}", thing=found)


class _Check:
    """One look at a case: what is known, and what was found to be missing."""

    def __init__(
        self,
        ids: Ids,
        content: CaseFile,
        folder: Path,
        vocabulary: Mapping[str, Collection[str]],
    ) -> None:
        self.problems: list[Problem] = []
        self._words = {**vocabulary, "value": ("yes", "no", "unknown")}
        self._ids, self._folder, self._work = ids, folder, _WORK
        self._versions = {str(d.id): [str(v.id) for v in d.versions] for d in content.documents}
        self._pages = {str(d.id): d.pages for d in content.documents}

    def one(self, name: Text, kind: str) -> None:
        """Tell when there is no *kind* with the id *name*."""
        if name not in self._ids.of[kind]:
            self._missing(name, _WHAT.get(kind, kind), self._ids.of[kind])

    def special(self, record: object) -> None:
        """Tell what is wrong in the references of *record* that its fields alone do not say."""
        match record:
            case Source(document=document, page=page) if page is not None:
                self._page(page, self._pages.get(document))
            case Event():
                self._event(record)
            case Document():
                self._document(record)
            case Said(about=about) if about is not None:
                self._any(about, _THINGS)
            case _:
                for verdict in getattr(record, "verdicts", ()):
                    if verdict.overturns is not None:
                        self.one(verdict.overturns, "verdict")

    def _event(self, event: Event) -> None:
        for field, kinds in _TIES.items():
            self._links(getattr(event, field), kinds)
        for name in (*event.after, *event.before, *event.same_day):
            if name == event.id:
                message = worded("`{name}` cannot be put in order with itself", name=short(name))
                self.problems.append(Problem(Code.ORDER, message, span_of(name)))
        for paper in event.papers:
            if paper.version is not None:
                self._version(paper.document, paper.version)
        for account in event.accounts:
            if account.value is not None:
                self._account(account.field, account.value)

    def _account(self, field: str, value: Text) -> None:
        """Tell when *value* is nothing that the *field* of a step can hold."""
        if field in ("by", "to", "with"):
            self.one(value, "actor")
        elif field in _TIES:
            self._any(value, _TIES[field])
        elif value not in self._words.get(kind := _WORDED.get(field, ""), (value,)):
            message = wrong_word(kind, value, sorted(self._words[kind]))
            self.problems.append(Problem(Code.UNKNOWN_WORD, message, span_of(value)))

    def _document(self, document: Document) -> None:
        self._links(document.about, _OBJECTS)
        if document.corrected_by is not None:
            self.one(document.corrected_by, "document")
        for version in document.versions:
            if version.corrects is not None:
                self._version(document.id, version.corrects)
        if document.file is not None:
            self._file(document.file)

    def _links(self, links: Iterable[Link], kinds: tuple[str, ...]) -> None:
        for link in links:
            self._any(link.id, kinds)

    def _any(self, name: Text, kinds: tuple[str, ...]) -> None:
        """Tell when *name* is nothing of *kinds*, or more than one thing."""
        found = [kind for kind in kinds if name in self._ids.of[kind]]
        if len(found) > 1:
            message = worded(
                "`{name}` is the id of {things}: rename one",
                name=short(name),
                things=reduce(_and_of, (_a(_thing(kind)) for kind in found)),
            )
            self.problems.append(Problem(Code.DUPLICATE_ID, message, span_of(name)))
        elif not found:
            self._missing(
                name, one_of(map(_thing, kinds)), [n for k in kinds for n in self._ids.of[k]]
            )

    def _version(self, document: Text, version: Text) -> None:
        known = self._versions.get(document)
        if known is not None and version not in known:
            self._missing(version, worded("version of `{document}`", document=document), known)

    def _missing(self, name: Text, what: str, known: Iterable[str]) -> None:
        """Tell that *name* is no *what*: what else it is, or the nearest of *known*."""
        choices, others = list(known), self._ids.kinds(name)
        if others:
            message = worded(
                "`{name}` is {others}; expected {what}",
                name=short(name),
                others=_a(_thing(others[0])),
                what=_a(_thing(what)),
            )
        elif self._work < 0:
            message = unknown_word(what, name)
        else:
            self._work -= len(choices)
            message = wrong_word(what, name, sorted(choices))
        self.problems.append(Problem(Code.DANGLING, message, span_of(name)))

    def _page(self, page: Text, most: int | None) -> None:
        found = _PAGES(page)
        if found is None:
            message = worded("`{page}` is no page: write 6 or 6-7", page=short(page))
            self.problems.append(Problem(Code.PAGE, message, span_of(page)))
            return
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            message = worded("`{page}` ends before it begins", page=page)
            self.problems.append(Problem(Code.BACKWARDS, message, span_of(page)))
        elif first < 1 or (most is not None and last > most):
            message = worded("there is no page {page}", page=page)
            if most is not None:
                message = worded("{none}: the document has {most}", none=message, most=most)
            self.problems.append(Problem(Code.PAGE, message, span_of(page)))

    def _file(self, name: Text) -> None:
        reason = why_outside(name, self._folder)
        if reason is not None:
            message = worded(
                "`{name}` does not stay inside the case folder: {reason}",
                name=short(name),
                reason=reason,
            )
            self.problems.append(Problem(Code.FILE_OUTSIDE, message, span_of(name)))
