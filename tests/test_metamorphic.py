"""What may not change an audit, changed; and what may only make it less or more certain, made so.

No answer is written down here: one audit is held against another of the same case told otherwise.
The cases are those of the repository and made-up dossiers, some of them with many vague dates.
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
from vtaudit.batch.scenario import scenario
from vtaudit.batch.synth import dossiers
from vtaudit.cli import app
from vtaudit.yamlio import emit

ROOT = Path(__file__).resolve().parent.parent
CASES = {p.parent.name: p.read_text("utf-8") for p in (ROOT / "cases").glob("*/case.yaml")}
DOSSIERS = {
    f"{preset}-{name}": text
    for made in (scenario("handelingsprotocol-2019"),)
    for preset in made.presets
    for name, text in dossiers(made, 2, 11, preset, rulebook().dates, rulebook().version)
}
TEXTS = dict(sorted(CASES.items())) | DOSSIERS
Told = tuple[object, ...]
LONG = ("mieke-en-jette",)
"""Takes half of the time of all; tried by `make test-all`."""
EACH = pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.external if n in LONG else ()) for n in TEXTS]
)
SEEDS = range(6)


def tree(name: str) -> dict[str, Any]:
    """A case as plain lists and texts."""
    found: dict[str, Any] = yaml.load(TEXTS[name], yaml.BaseLoader)  # noqa: S506 - texts only
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
            named(f.person or ""),
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
def test_the_order_of_steps_in_the_file_does_not_matter(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = verdicts(audited(case, tmp_path / "a"))
    for seed in SEEDS:
        random.Random(seed).shuffle(case["events"])  # noqa: S311
        assert verdicts(audited(case, tmp_path / "b")) == before


@EACH
def test_ids_are_only_names(name: str, tmp_path: Path) -> None:
    case = tree(name)
    words = {w for of in rulebook().vocabulary().values() for w in of}
    ids = {x["id"] for key in ("events", "people") for x in case.get(key, ())} - words
    longest = sorted(ids, key=len, reverse=True)
    assert longest
    whole = re.compile(rf"(?<![\w/.-])({'|'.join(map(re.escape, longest))})(?![\w/.-])")
    before = audited(case, tmp_path / "a")
    other = yaml.load(whole.sub(r"\1-anders", emit(case)), yaml.BaseLoader)  # noqa: S506 - texts only
    after = audited(other, tmp_path / "b")
    assert told(after, named=lambda text: text.replace("-anders", "")) == told(before)


@EACH
def test_a_case_in_several_files_is_the_same_case(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = verdicts(audited(case, tmp_path / "a"))
    half = len(case["events"]) // 2
    parts = {"events": case["events"][half:], "documents": case.pop("documents", [])}
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "rest.yaml").write_text(emit(parts), encoding="utf-8")
    case["events"] = case["events"][:half]
    assert verdicts(audited({**case, "include": ["rest.yaml"]}, folder)) == before


@EACH
def test_steps_may_stand_in_any_of_several_files(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = verdicts(audited(case, tmp_path / "a"))
    dice, folder = random.Random(name), tmp_path / "b"  # noqa: S311
    folder.mkdir()
    parts: dict[str, list[Any]] = {f"deel-{n}.yaml": [] for n in range(3)}
    for event in case.pop("events"):
        parts[dice.choice(list(parts))].append(event)
    for file, events in parts.items():
        (folder / file).write_text(emit({"events": events}), encoding="utf-8")
    assert verdicts(audited({**case, "include": list(parts)}, folder)) == before


@EACH
def test_somebody_who_has_nothing_to_do_with_it_changes_nothing(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = verdicts(audited(case, tmp_path / "a"))
    case["people"] = [*case.get("people", []), {"id": "buurman-9", "role": "overig"}]
    case["bodies"] = [*case["bodies"], {"id": "gemeente-9", "kind": "overig"}]
    assert verdicts(audited(case, tmp_path / "b")) == before


@EACH
def test_what_others_judged_is_no_input(name: str, tmp_path: Path) -> None:
    case = tree(name)
    own = {"text": "Een klacht.", "against": case["case"]["audited"]}
    about = [e["id"] for e in case["events"][:3]]
    case.setdefault("complaints", [{**own, "id": "onze-klacht", "about": about}])
    found = []
    for outcome in (None, "gegrond", "ongegrond", "geen-oordeel"):
        for complaint in case["complaints"]:
            complaint.pop("verdicts", None)
            if outcome is not None:
                by, of = case["case"]["audited"], complaint["id"]
                complaint["verdicts"] = [{"id": f"{of}-o", "by": by, "outcome": outcome}]
        for event in case["events"]:
            event.pop("judged", None)
            if outcome is not None:
                event["judged"] = [{"by": case["case"]["audited"], "text": f"Dat is {outcome}."}]
        found.append(verdicts(audited(case, tmp_path / "a")))
    assert (
        found
        == [verdicts(audited(tree(name) | {"complaints": case["complaints"]}, tmp_path / "b"))] * 4
    )


def surer(vague: Audit, sharp: Audit) -> str:
    """Return what *vague* knows that *sharp* does not, or knows otherwise; nothing may be."""
    more = told(vague, established=True) - told(sharp, established=True)
    gone = {f[0] for f in kinds(sharp)} - {f[0] for f in kinds(vague)}
    ends, other_ends = ended(vague), ended(sharp)
    flips = [k for k in ends.keys() | other_ends.keys()
             if not ends.get(k, {"gone"}) <= other_ends.get(k, set()) | {"undetermined"}]  # fmt: skip
    said, other_said = paired(vague), paired(sharp)
    turns = [k for k in said.keys() & other_said.keys()
             if not said[k] <= other_said[k] | {"not-established"}]  # fmt: skip
    return "\n".join(map(str, (*more, *gone, *flips, *turns)))


def kinds(result: Audit) -> set[tuple[Told, ...]]:
    """What is found wanting, or cannot be established, whichever steps tell it."""
    return {((f.code, f.item, f.person),) for f in result.findings if f.severity != "note"}


def ended(result: Audit) -> dict[Told, set[str]]:
    """How terms ended, by what they run from."""
    found: dict[Told, set[str]] = {}
    for t in result.terms:
        found.setdefault((t.rule, t.about[:1], t.person, t.key), set()).add(t.status)
    return found


LONGEST = {str(r.code) for r in rulebook().rules if r.check == "longest-gap"}
"""Rules that are about whichever steps lie furthest apart: other days, other steps."""


def paired(result: Audit) -> dict[Told, set[str]]:
    """What was said of each step beside each norm, but for the steps beside the longest gap."""
    found: dict[Told, set[str]] = {}
    for p in result.pairings:
        if LONGEST & set(p.rules):
            continue
        found.setdefault((p.event, p.norm, p.person), set()).add(p.verdict)
    return found


@EACH
def test_a_vaguer_date_proves_no_more(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = audited(case, tmp_path / "a")
    exact = [e for e in case["events"] if re.fullmatch(r"\d{4}-\d\d-\d\d", str(e.get("date", "")))]
    for seed in SEEDS:
        dice = random.Random(seed)  # noqa: S311
        event, most = dice.choice(exact), dice.choice((1, 4, 12, 60))
        day, was = date.fromisoformat(event["date"]), event["date"]
        low, high = (timedelta(dice.randint(0, most)) for _ in range(2))
        event["date"] = f"{day - low}/{day + high}"
        assert not surer(audited(case, tmp_path / "b"), before), (event["id"], event["date"])
        event["date"] = was


@EACH
def test_a_sharper_date_proves_no_less(name: str, tmp_path: Path) -> None:
    case = tree(name)
    before = audited(case, tmp_path / "a")
    own = {e["id"]: e for e in case["events"]}
    bounds = [
        (own[e.event], e.interval.earliest, e.interval.latest)
        for e in before.timeline
        if e.interval.earliest and e.interval.latest and not e.interval.exact and not e.rivals
    ]
    for seed, (event, low, high) in enumerate(bounds[:8]):
        day = low + (high - low) * seed // max(len(bounds), 1)
        was = dict(event)
        event.pop("means", None)
        event["date"] = day.isoformat()
        assert not surer(before, audited(case, tmp_path / "b")), (event["id"], event["date"])
        event.clear()
        event.update(was)


@EACH
def test_the_language_of_the_report_is_no_input(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TEXTS[name], encoding="utf-8")
    nl, en = (
        CliRunner().invoke(app, ["audit", str(tmp_path), "-f", "json", "--lang", lang]).stdout
        for lang in ("nl", "en")
    )
    assert json.loads(nl) == json.loads(en)


def test_to_know_more_is_noticed(tmp_path: Path) -> None:
    """The other way round, the comparison of these tests finds what a day less vague settles."""
    case = tree("voorbeeld-te-laat")
    sharp = audited(case, tmp_path / "a")
    for event in case["events"]:
        event["date"] = (
            "2020/2023" if re.match(r"\d{4}-\d\d-\d\d$", str(event.get("date"))) else None
        )
        if event["date"] is None:
            del event["date"]
    assert surer(sharp, audited(case, tmp_path / "b"))
