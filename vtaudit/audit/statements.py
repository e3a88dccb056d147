"""The check of statements that the audited body wrote down as those of others, for approval.

Separate from the checks of papers as a whole: it looks at each statement in a paper by itself, and
says nothing of a paper that holds none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.bind import made_by_audited
from vtaudit.audit.checks import Result, fact
from vtaudit.audit.facts import NO, UNKNOWN, Facts
from vtaudit.audit.model import Arg
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.select import Env
    from vtaudit.dossier.model import Document, Said
    from vtaudit.rulebook.model import With


def approved(facts: Facts, w: With, env: Env) -> Iterator[Result]:  # noqa: ARG001 - all take these
    """Yield, for each statement of somebody in one of the roles of *w*, whether he approved it.

    Only papers of the audited body count; a statement in a paper that it may not have made leaves
    the outcome open.
    """
    for document in facts.case.file.documents:
        own = made_by_audited(facts, document)
        if own is NO or not facts.exists(document.id):
            continue
        for said in _statements(document):
            person = facts.person(said.by) if said.by else None
            if person is not None and person.role in w.roles:
                yield _result(facts, document, said, own)


def _statements(document: Document) -> Iterator[Said]:
    yield from document.contains
    for version in document.versions:
        yield from version.contains


def _result(facts: Facts, document: Document, said: Said, own: Truth) -> Result:
    kept = Truth(said.accorded)
    if own is UNKNOWN and kept is NO:
        kept = UNKNOWN
    paper = Arg("document", document.id)
    carriers = (s for s in facts.index.carriers(document.id) if s.audited and s in facts)
    return Result(
        kept,
        tuple(s.id for s in carriers),
        {"stuk": paper, "persoon": Arg("person", said.by or ""), "info": Arg("item", said.item)},
        document=document.id,
        deciding=(fact("record", document=paper),) if kept is UNKNOWN else (),
        key=f"{document.id}:{said.by}:{said.item}",
    )
