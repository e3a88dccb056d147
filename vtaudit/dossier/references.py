"""Whether everything a case refers to is there: ids, pages, files.

Separate from decoding, which sees one value at a time: this looks at the whole case.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from vtaudit.decode import wrong_word
from vtaudit.dossier.model import CaseFile, Link, Source
from vtaudit.errors import Code, Problem
from vtaudit.span import Text, span_of

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_PAGES = re.compile(r"([0-9]+)(?:-([0-9]+))?").fullmatch


def references(content: CaseFile, folder: Path) -> Iterator[Problem]:
    """Yield a problem for every id that is wrong, double or refers to nothing, in *content*."""
    known = _known(content)
    yield from _ids(content)
    yield from _refers(content, known)
    yield from _links(content, known)
    pages = {str(d.id): d.pages for d in content.documents if d.pages is not None}
    yield from _pages(content, pages)
    for d in content.documents:
        if d.file is not None:
            yield from _file(d.file, folder)
        if d.corrected_by is not None:
            yield from _one(d.corrected_by, known["document"], "document")
    yield from _versions(content)


def _known(content: CaseFile) -> Mapping[str, Collection[str]]:
    people = {str(p.id) for p in content.people}
    bodies = {str(b.id) for b in content.bodies}
    return {
        "person": people,
        "body": bodies,
        "actor": people | bodies,
        "event": {str(e.id) for e in content.events},
        "document": {str(d.id) for d in content.documents},
        "complaint": {str(c.id) for c in content.complaints},
        "promise": {str(p.id) for e in content.events for p in e.promises},
    }


def _ids(content: CaseFile) -> Iterator[Problem]:
    """Yield a problem for every id that is no id, or is given twice."""
    yield from _slug(content.case.id)
    promises = [p.id for e in content.events for p in e.promises]
    for what, ids in (
        ("person or body", [*(p.id for p in content.people), *(b.id for b in content.bodies)]),
        ("event or promise", [*(e.id for e in content.events), *promises]),
        ("document", [d.id for d in content.documents]),
        ("complaint", [c.id for c in content.complaints]),
    ):
        first: dict[str, Text] = {}
        for name in ids:
            yield from _slug(name)
            if name in first:
                line = span_of(first[name]).line
                message = f"{what} `{name}` is given twice; first on line {line}"
                yield Problem(Code.DUPLICATE_ID, message, span_of(name))
            first.setdefault(str(name), name)


def _slug(name: Text) -> Iterator[Problem]:
    if not _SLUG(name):
        message = f"`{name}` is no id: lower-case letters, figures and hyphens only"
        yield Problem(Code.BAD_ID, message, span_of(name))


def _refers(thing: object, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for every field that refers to something that is not there."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from _refers(item, known)
    elif dc.is_dataclass(thing):
        for f in dc.fields(thing):
            value = getattr(thing, f.name)
            kind = f.metadata.get("refers")
            if kind is None:
                yield from _refers(value, known)
            elif value is not None:
                for name in value if isinstance(value, tuple) else (value,):
                    yield from _one(name, known[kind], kind)


def _one(name: Text, known: Iterable[str], kind: str) -> Iterator[Problem]:
    if name not in known:
        yield Problem(Code.DANGLING, wrong_word(_WHAT.get(kind, kind), name, sorted(known)),
                      span_of(name))  # fmt: skip


_WHAT = {"actor": "person or body"}


def _links(content: CaseFile, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    every = {*known["event"], *known["promise"], *known["document"], *known["complaint"]}
    for e in content.events:
        for links, allowed, what in (
            (e.about, every, "event, promise, document or complaint"),
            (e.announces, known["event"], "event"),
            (e.answers, known["event"], "event"),
            (e.fulfils, known["promise"], "promise"),
            (e.corrects, known["document"], "document"),
        ):
            for link in links:
                yield from _one(link.id, allowed, what)
    for d in content.documents:
        for link in d.about:
            yield from _one(link.id, every, "event, promise, document or complaint")


def _pages(thing: object, pages: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem for every source with a page that its document does not have."""
    if isinstance(thing, Source):
        if thing.page is not None:
            yield from _page(thing.page, pages.get(thing.document))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _pages(item, pages)
    elif dc.is_dataclass(thing) and not isinstance(thing, Link):
        for f in dc.fields(thing):
            yield from _pages(getattr(thing, f.name), pages)


def _page(page: Text, most: int | None) -> Iterator[Problem]:
    found = _PAGES(page)
    if found is None:
        message = f"`{page}` is no page: write 6 or 6-7"
        yield Problem(Code.PAGE, message, span_of(page))
        return
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        message = f"`{page}` ends before it begins"
        yield Problem(Code.BACKWARDS, message, span_of(page))
    elif first < 1 or (most is not None and last > most):
        message = f"there is no page {page}: the document has {most}"
        yield Problem(Code.PAGE, message, span_of(page))


def _file(name: Text, folder: Path) -> Iterator[Problem]:
    """Yield a problem for a file that does not stay inside the case folder; nothing is opened."""
    pure = PurePosixPath(name.replace("\\", "/"))
    outside = pure.is_absolute() or ".." in pure.parts or ":" in name or name.startswith("~")
    if not outside:
        whole = folder.resolve()
        outside = not (whole / pure).resolve().is_relative_to(whole)
    if outside:
        message = f"`{name}` does not stay inside the case folder"
        yield Problem(Code.FILE_OUTSIDE, message, span_of(name))


def _versions(content: CaseFile) -> Iterator[Problem]:
    versions = {str(d.id): [str(v.id) for v in d.versions] for d in content.documents}
    for e in content.events:
        for paper in e.papers:
            if paper.version is not None and paper.document in versions:
                yield from _one(paper.version, versions[paper.document], "version")
    for d in content.documents:
        for v in d.versions:
            if v.corrects is not None:
                yield from _one(v.corrects, versions[d.id], "version")
