"""The checks of single statements in papers of the audited body: approved, and marked as opinions.

Separate from the checks of papers as a whole: these look at each statement by itself, and say
nothing of a paper that holds none.
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
    for document, said, own in _statements(facts):
        person = facts.person(said.by) if said.by else None
        if person is not None and person.role in w.roles:
            yield _result(facts, document, said, _against(Truth(said.accorded), own))


def marked(facts: Facts, w: With, env: Env) -> Iterator[Result]:  # noqa: ARG001 - all take these
    """Yield, for each statement that is or may be an opinion, whether the paper shows that it is.

    Only papers of the audited body count, as for `approved`.
    """
    for document, said, own in _statements(facts):
        opinion = Truth(said.opinion)
        if opinion is not NO:
            shown = Truth(said.marked)
            kept = shown if opinion is Truth.YES or shown is Truth.YES else UNKNOWN
            yield _result(facts, document, said, _against(kept, own))


def _statements(facts: Facts) -> Iterator[tuple[Document, Said, Truth]]:
    """Yield each statement in a paper that the audited body made, or may have made."""
    for document in facts.case.file.documents:
        own = made_by_audited(facts, document) & facts.exists(document.id)
        if own is NO:
            continue
        for said in (*document.contains, *(s for v in document.versions for s in v.contains)):
            yield document, said, own


def _against(kept: Truth, own: Truth) -> Truth:
    """Return *kept*, which nobody is held to who may not have made the paper."""
    return UNKNOWN if kept is NO and own is UNKNOWN else kept


def _result(facts: Facts, document: Document, said: Said, kept: Truth) -> Result:
    paper = Arg("document", document.id)
    carriers = (s for s in facts.index.carriers(document.id) if s.audited and s in facts)
    return Result(
        kept,
        tuple(s.id for s in carriers),
        {"stuk": paper, "persoon": Arg("person", said.by or ""), "info": Arg("item", said.item)},
        document=document.id,
        deciding=(fact("record", document=paper),) if kept is UNKNOWN else (),
        key=":".join((document.id, str(said.by), said.item, *([said.about] if said.about else ()))),
    )
