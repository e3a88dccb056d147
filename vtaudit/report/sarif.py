"""The findings as SARIF 2.1.0, so that editors show each at its line of the case file.

Separate because it is another program's format. What the record shows is a result of kind `fail`,
what cannot be established of kind `open`: the standard's own word for a result that is not known.
Fixed names of that format stay English; sentences are in the language asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from vtaudit.report.inert import for_json, for_sarif
from vtaudit.report.shareable import shareable
from vtaudit.report.voice import Voice
from vtaudit.report.wording import message, question

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Certainty, Finding, Severity
    from vtaudit.report.json import Json
    from vtaudit.rulebook.book import Rulebook

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"

LEVELS: Mapping[Severity, str] = {"shortcoming": "error", "attention": "warning", "note": "note"}
"""How an editor underlines an established finding; the house's own word stands in `properties`."""


def render(
    audit: Audit, book: Rulebook, lang: str = "nl", case_file: str = "case.yaml", seal: str = ""
) -> str:
    """Return the findings as SARIF text; *case_file* is the path that the results point into."""
    shared = shareable(audit)
    voice = Voice(shared.audit, book, lang)
    codes = list(dict.fromkeys(f.code for f in shared.audit.findings))
    run: dict[str, Json] = {
        "tool": {"driver": {
            "name": "vtaudit",
            "version": audit.version,
            "language": lang,
            "rules": [_rule(voice, code) for code in codes],
        }},
        "artifacts": [_artifact(audit, case_file)],
        "results": [_result(voice, f, codes.index(f.code), case_file)
                    for f in shared.audit.findings],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "case": audit.case.id,
            "asOf": audit.as_of.isoformat(),
            "rulebook": audit.rulebook,
            "leftOut": shared.findings,
            **({"seal": seal} if seal else {}),
        },
    }  # fmt: skip
    log: dict[str, Json] = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return for_json(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _artifact(audit: Audit, case_file: str) -> Json:
    return {"location": {"uri": quote(case_file)}, "hashes": {"sha-256": audit.case.sha256}}


def _rule(voice: Voice, code: str) -> Json:
    found, told = voice.rule(code), voice.sentences(code)
    if found is None or told is None:
        return {"id": code}
    return {
        "id": code,
        "name": str(found.name),
        "shortDescription": {"text": for_sarif(told.title)},
        "fullDescription": {"text": for_sarif(told.asks)},
        "help": {"text": for_sarif(told.why)},
        "defaultConfiguration": {"level": LEVELS[found.severity]},
        "properties": {"severity": found.severity, "norms": [str(n) for n in found.norms]},
    }


def _result(voice: Voice, finding: Finding, index: int, case_file: str) -> Json:
    asked = question(voice, finding)
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "kind": _kind(finding.certainty),
        "level": LEVELS[finding.severity] if finding.certainty == "established" else "none",
        "message": {"text": for_sarif(message(voice, finding))},
        "locations": [{"physicalLocation": {
            "artifactLocation": _location(finding, case_file),
            "region": {"startLine": max(finding.where.line, 1),
                       "startColumn": max(finding.where.column, 1)},
        }}],
        "partialFingerprints": {"findingId/v1": finding.id},
        "properties": {
            "severity": finding.severity,
            "certainty": finding.certainty,
            "events": list(finding.events),
            "person": finding.person,
            "role": _role(voice, finding.person),
            "norms": list(finding.norms),
            "question": asked or "",
        },
    }  # fmt: skip


def _location(finding: Finding, case_file: str) -> Json:
    """Return the file in which a finding lies; that of the case itself, or one that it includes."""
    first = PurePosixPath(case_file)
    if finding.where.file == first.name:
        return {"uri": quote(case_file), "index": 0}
    return {"uri": quote((first.parent / finding.where.file).as_posix())}


def _role(voice: Voice, name: str | None) -> Json:
    found = voice.actors.get(name or "")
    return voice.word("role", found.role) if found and found.kind == "person" else None


def _kind(certainty: Certainty) -> str:
    return "fail" if certainty == "established" else "open"
