"""The check of the files that a case cites: whether each lies in its folder, and is still the same.

Separate because it is about the investigator's own folder and not about the conduct of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vtaudit.audit.checks import Result, fact
from vtaudit.audit.facts import Facts
from vtaudit.audit.model import Arg
from vtaudit.dossier.files import CitedFile, cited_files
from vtaudit.truth import Truth

if TYPE_CHECKING:
    from vtaudit.audit.select import Env
    from vtaudit.rulebook.model import With


def filed(facts: Facts, w: With, env: Env) -> Iterator[Result]:  # noqa: ARG001 - all take these
    """Yield, for each file that a document names, whether it is there as the case says.

    A file without a hash in the case need only be there; one that may not be looked at, or whose
    hash cannot be worked out, leaves the outcome open.
    """
    hashes: dict[str, str | None] = {d.id: d.sha256 for d in facts.case.file.documents}
    for file in cited_files(facts.case):
        same = Truth(file.hash_matches) if hashes[file.document] else Truth.YES
        kept = Truth(file.exists) & same
        paper = Arg("document", file.document)
        yield Result(
            kept,
            args={"stuk": paper, "how": Arg("word", f"file:{_how(file, kept)}")},
            document=file.document,
            deciding=(fact("record", document=paper),) if kept is Truth.UNKNOWN else (),
            key=f"{file.document}:file",
        )


def _how(file: CitedFile, kept: Truth) -> str:
    if file.exists == "no":
        return "absent"
    return {Truth.YES: "same", Truth.NO: "changed", Truth.UNKNOWN: "not-compared"}[kept]
