"""What may not change an audit, changed; and what may only make it less or more certain, made so.

No answer is written down here: one audit is held against another of the same case told otherwise.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.model import Audit
from vtaudit.cli import app
from vtaudit.yamlio import emit

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "cases").glob("*/case.yaml"))
Told = tuple[object, ...]
EACH = pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
SEEDS = range(6)


def tree(path: Path) -> dict[str, Any]:
    """A case as plain lists and texts."""
    found: dict[str, Any] = yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506 - texts only
    return found


def audited(case: dict[str, Any], folder: Path) -> Audit:
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(emit(case), encoding="utf-8")
    return audit(load_case(folder))


def told(
    result: Audit, *, established: bool = False, named: Callable[[str], str] = str
) -> Counter[Told]:
    """What was found, without places in the file; of certain findings only when so asked."""
    return Counter(
        (
            f.code,
            f.certainty,
            f.person,
            named(f.item or ""),
            frozenset(map(named, f.events)),
            f.severity,
        )
        for f in result.findings
        if not established or (f.certainty == "established" and f.severity != "note")
    )


def verdicts(result: Audit) -> Counter[Told]:
    """Also the terms, which are no findings where they were met."""
    return told(result) + Counter((t.rule, t.about, t.person, t.status) for t in result.terms)


@EACH
def test_the_order_of_steps_in_the_file_does_not_matter(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    before = verdicts(audited(case, tmp_path / "a"))
    for seed in SEEDS:
        random.Random(seed).shuffle(case["events"])  # noqa: S311
        assert verdicts(audited(case, tmp_path / "b")) == before


@EACH
def test_ids_are_only_names(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    words = {w for of in rulebook().vocabulary().values() for w in of}
    ids = {e["id"] for e in case["events"]} - words - {p["id"] for p in case.get("people", ())}
    longest = sorted(ids, key=len, reverse=True)
    assert longest
    name = re.compile(rf"(?<![\w/.-])({'|'.join(map(re.escape, longest))})(?![\w/.-])")
    before = audited(case, tmp_path / "a")
    other = yaml.load(name.sub(r"\1-anders", emit(case)), yaml.BaseLoader)  # noqa: S506 - texts only
    after = audited(other, tmp_path / "b")
    assert told(after, named=lambda text: text.replace("-anders", "")) == told(before)


@EACH
def test_a_case_in_several_files_is_the_same_case(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    before = verdicts(audited(case, tmp_path / "a"))
    half = len(case["events"]) // 2
    parts = {"events": case["events"][half:], "documents": case.pop("documents", [])}
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "rest.yaml").write_text(emit(parts), encoding="utf-8")
    case["events"] = case["events"][:half]
    assert verdicts(audited({**case, "include": ["rest.yaml"]}, folder)) == before


@EACH
def test_somebody_who_has_nothing_to_do_with_it_changes_nothing(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    before = verdicts(audited(case, tmp_path / "a"))
    case["people"] = [*case.get("people", []), {"id": "buurman-9", "role": "overig"}]
    case["bodies"] = [*case["bodies"], {"id": "gemeente-9", "kind": "overig"}]
    assert verdicts(audited(case, tmp_path / "b")) == before


@EACH
def test_what_others_judged_is_no_input(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    before = verdicts(audited(case, tmp_path / "a"))
    for complaint in case.get("complaints", ()):
        complaint.pop("verdicts", None)
    assert verdicts(audited(case, tmp_path / "b")) == before


@EACH
def test_a_vaguer_date_proves_no_more(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    before = told(audited(case, tmp_path / "a"), established=True)
    exact = [e for e in case["events"] if re.fullmatch(r"\d{4}-\d\d-\d\d", str(e.get("date", "")))]
    for seed in SEEDS:
        event = random.Random(seed).choice(exact)  # noqa: S311
        day, was = date.fromisoformat(event["date"]), event["date"]
        event["date"] = f"{day - timedelta(seed + 1)}/{day + timedelta(seed + 1)}"
        after = told(audited(case, tmp_path / "b"), established=True)
        assert after <= before, (event["id"], after - before)
        event["date"] = was


@EACH
def test_a_sharper_date_proves_no_less(path: Path, tmp_path: Path) -> None:
    case = tree(path)
    first = audited(case, tmp_path / "a")
    before = told(first, established=True)
    own = {e["id"]: e for e in case["events"]}
    bounds = [
        (own[e.event], e.interval.earliest, e.interval.latest)
        for e in first.timeline
        if e.interval.earliest and e.interval.latest and not e.interval.exact and not e.rivals
    ]
    for seed, (event, low, high) in enumerate(bounds[:8]):
        day = low + (high - low) * seed // max(len(bounds), 1)
        was = dict(event)
        event.pop("means", None)
        event["date"] = day.isoformat()
        after = told(audited(case, tmp_path / "b"), established=True)
        assert before <= after, (event["id"], before - after)
        event.clear()
        event.update(was)


def test_the_language_of_the_report_is_no_input() -> None:
    for path in CASES:
        nl, en = (
            CliRunner().invoke(app, ["audit", str(path), "-f", "json", "--lang", lang]).stdout
            for lang in ("nl", "en")
        )
        assert json.loads(nl) == json.loads(en)
