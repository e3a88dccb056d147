"""What comes back to us of our own: reports to verify or compare, versions for comment filled in.

Separate because these are tried through the commands, which decide what follows and what differs.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import yaml
from typer.testing import CliRunner

from fuzz.house import folder
from fuzz.seeds import TINY
from vtaudit.cli import app
from vtaudit.errors import ExitStatus
from vtaudit.report.schemas import audit_schema

_SENTENCES = {"message", "question", "translations"}
_SUFFIXES = (".json", ".md", ".html", ".csv", ".sarif", ".txt", ".xlsx")
_ANSWERS = {ExitStatus.DONE, ExitStatus.FAILED_ON, ExitStatus.USAGE, ExitStatus.NOT_AUDITED}


def run(*arguments: str | Path) -> tuple[int, str]:
    """Return the exit status of a command and all it writes; raises what it would not tell."""
    os.environ["VTAUDIT_DEBUG"] = "1"
    done = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code in _ANSWERS, (done.exit_code, done.output)
    assert done.exit_code == ExitStatus.DONE or done.output.strip(), "refused without a word"
    return done.exit_code, done.output


@cache
def sealed() -> list[bytes]:
    """Return reports on the tiny case, in every format of a file."""
    found = []
    for suffix in _SUFFIXES:
        run("audit", TINY, "-o", folder() / f"zaak{suffix}", "--force")
        found += [p.read_bytes() for p in sorted(folder().glob(f"zaak*{suffix}"))]
    return found


def verify(data: bytes) -> None:
    """Verify a report: it follows when it is one of those that were made, and else never."""
    path = folder() / "verslag"
    path.write_bytes(data)
    status, told = run("verify", path, TINY)
    assert (status == ExitStatus.DONE) == (data in sealed()), told


@cache
def audits() -> list[bytes]:
    """Return the audit of the tiny case as JSON."""
    return sealed()[:1]


def diff(data: bytes) -> None:
    """Compare a report with the case, either way round, and take it as the earlier one."""
    path = folder() / "eerder.json"
    path.write_bytes(data)
    status, _ = run("diff", path, TINY)
    run("diff", TINY, path, "--format", "json", "--exit-code")
    run("audit", TINY, "-f", "markdown", "--baseline", path)
    if status == ExitStatus.DONE:
        wrong = next(_wrong(json.loads(data.decode("utf-8-sig"))), None)
        assert wrong is None, f"taken, but the schema: {wrong}"


def _wrong(tree: object) -> Iterator[str]:
    """Yield what must be refused in a report: an earlier one may lack keys, and no sentence is read."""
    for error in _schema().iter_errors(tree):
        if not _excused(error):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def _excused(error: jsonschema.ValidationError) -> bool:
    if error.validator == "required" or _SENTENCES & set(error.absolute_path):
        return True
    branches: dict[object, list[jsonschema.ValidationError]] = {}
    for one in error.context or ():
        branches.setdefault(one.schema_path[0], []).append(one)
    return any(all(map(_excused, of)) for of in branches.values())


@cache
def _schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(audit_schema()))


@cache
def for_comment() -> list[bytes]:
    """Return the version for comment of the tiny case: empty, and with every room filled in."""
    path = folder() / "feiten.md"
    run("audit", TINY, "--for", "comment", "-o", path, "--force")
    empty = path.read_text(encoding="utf-8")
    return [empty.encode(), empty.replace(":**", ":** Dat klopt niet.\nIk was er niet.").encode()]


def comment(data: bytes) -> None:
    """Take in a version for comment: accounts are added, and nothing else of the case changes."""
    place = folder() / "zaak"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(TINY, place)
    path = folder() / "reactie.md"
    path.write_bytes(data)
    status, _ = run("comment", place, path)
    before, after = (yaml.load((p / "case.yaml").read_bytes(), yaml.BaseLoader)  # noqa: S506
                     for p in (TINY, place))  # fmt: skip
    if data == for_comment()[0]:
        assert before == after, "replies where nobody replied"
    for old, new in zip(before["events"], after["events"], strict=True):
        kept, now = old.get("accounts", []), new.get("accounts", [])
        assert now[: len(kept)] == kept, "an account was changed"
        new["accounts"] = kept
        if not kept:
            del new["accounts"]
    assert before == after, "more than accounts was changed"
    if status != ExitStatus.DONE:
        return
    assert run("check", place)[0] == ExitStatus.DONE, "the case can no longer be read"
