"""Following a case: its audit read back, what differs and why, and saves."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from changing import changed
from running import ROOT, called
from sample_audit import audit as sample
from sample_audit import book
from test_cli import CASE

from vtaudit.api import audit, load_case, rulebook
from vtaudit.audit.difference import Difference, difference
from vtaudit.cli.saves import saves
from vtaudit.dossier.including import included
from vtaudit.errors import InputError
from vtaudit.report import json as as_json
from vtaudit.report.fromjson import audit_of
from vtaudit.yamlio import Limits

# -- an audit read back from its JSON


@pytest.mark.parametrize(
    "path", sorted((ROOT / "cases").glob("*/case.yaml")), ids=lambda p: p.parent.name
)
def test_json_read_back_is_the_same_audit(path: Path) -> None:
    result = audit(load_case(path))
    assert audit_of(as_json.render(result, rulebook()).encode(), "x.json") == result


def test_the_sample_read_back_is_the_same() -> None:
    assert audit_of(as_json.render(sample(), book()).encode(), "x.json") == sample()


def spoiled(*path: object, value: object) -> bytes:
    made: Any = json.loads(as_json.render(sample(), book()))
    at = made
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[]", "no audit"),
        (b'{"schema": "iets anders"}', "no audit"),
        (b'{"schema": "vtaudit/audit-v1"}', "expected"),
        (b"[" * 100_000, "no JSON"),
        (spoiled("as_of", value="gisteren"), "as_of: expected a day"),
        (spoiled("findings", 0, "severity", value="erg"), "severity: expected one of shortcoming"),
        (spoiled("timeline", 0, "interval", value=[]), "interval: expected an object"),
        (spoiled("terms", 0, "slack", value=[1]), "slack: expected 2 values"),
        (spoiled("vtaudit", "rulebook", value=3), "rulebook: expected an object"),
        (spoiled("case", "title", value=3), "title: expected a value of the kind str"),
    ],
)
def test_any_other_file_is_told_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        audit_of(data, "x.json")


def test_a_part_that_is_missing_is_named() -> None:
    made = json.loads(as_json.render(sample(), book()))
    del made["case"]["sha256"]
    with pytest.raises(InputError, match=r"of vtaudit 0.1.0.*case.sha256: it is missing"):
        audit_of(json.dumps(made).encode(), "x.json")


# -- what differs


DATED = ("  - id: reactie-directeur\n", "  - id: reactie-directeur\n    date: 2020-07-01\n")
LINKED = ("about: [melding-1, {id: melding-2, link: unknown, sources: [{document: rapport, page: 7}]}]",
          "about: [melding-1, melding-2]")  # fmt: skip
AGREED = ("field: about, value: melding-2", "field: about")
"""The accounts of that link are told, and no longer differ in it."""
ADDED = ("  - id: melding-2\n", """  - id: bevestigd
    activity: ontvangstbevestiging-klacht
    date: 2020-03-30
    by: klachtencommissie
    to: moeder
    about: klacht-commissie
    text: De commissie bevestigt de klacht.
  - id: melding-2
""")  # fmt: skip


def differing(tmp_path: Path, *pairs: tuple[str, str]) -> Difference:
    old, new = audit(load_case(CASE)), audit(load_case(changed(tmp_path, *pairs)))
    return difference(old, new, rulebook())


def causes(found: Difference, kind: str, code: str) -> set[tuple[str, str]]:
    return {(c.kind, c.value) for f in found.findings if f.kind == kind and f.finding.code == code
            for c in f.causes}  # fmt: skip


def test_the_same_case_differs_in_nothing() -> None:
    result = audit(load_case(CASE))
    assert not difference(result, result, rulebook())


def test_a_sharper_date_settles_a_term_and_is_named_as_the_reason(tmp_path: Path) -> None:
    found = differing(tmp_path, DATED)
    sharper = {r.event for r in found.redated if r.change == "sharper"}
    assert "reactie-directeur" in sharper
    assert [(t.before.status, t.after.status) for t in found.terms if t.before and t.after] == [
        ("undetermined", "met")]  # fmt: skip
    assert ("date", "reactie-directeur") in causes(found, "resolved", "VT109")


def test_a_link_settles_a_term_and_the_step_that_counts_is_named(tmp_path: Path) -> None:
    found = differing(tmp_path, LINKED, AGREED, AGREED)
    assert causes(found, "resolved", "VT101") == {("term", "vb-1")}


def test_a_step_added_is_named_where_a_rule_looked_for_its_kind(tmp_path: Path) -> None:
    found = differing(tmp_path, ADDED)
    assert found.added == ("bevestigd",)
    assert causes(found, "resolved", "VT701") == {("looked-for", "bevestigd")}
    assert causes(found, "new", "VT308") == {("step-added", "bevestigd")}


def test_back_again_is_the_mirror(tmp_path: Path) -> None:
    old, new = audit(load_case(CASE)), audit(load_case(changed(tmp_path, ADDED, DATED)))
    there, back = difference(old, new, rulebook()), difference(new, old, rulebook())
    assert there.added == back.gone
    assert {r.event for r in back.redated if r.change == "wider"} >= {"reactie-directeur"}
    mirror = {"new": "resolved", "resolved": "new", "changed": "changed"}
    assert {(mirror[f.kind], f.finding.id) for f in there.findings} == {
        (f.kind, f.finding.id) for f in back.findings}  # fmt: skip


def test_another_peildatum_is_told_and_is_a_reason() -> None:
    case = load_case(CASE)
    old, new = audit(case), audit(case, replace(audit(case)).as_of.replace(year=2021))
    found = difference(old, new, rulebook())
    assert found.as_of == (old.as_of, new.as_of)
    assert all(f.causes for f in found.findings)


def test_diff_takes_cases_and_json_alike(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    new = changed(tmp_path / "new", ADDED, DATED, LINKED)
    assert called("audit", CASE, "-o", tmp_path / "old.json").returncode == 0
    for lang in ("nl", "en"):
        from_json = called("diff", tmp_path / "old.json", new, "--lang", lang)
        from_case = called("diff", CASE, new, "--lang", lang)
        assert from_json.returncode == 0, from_json.stderr
        assert from_json.stdout == from_case.stdout
        assert "De commissie bevestigt de klacht." in from_case.stdout
        assert not re.search(r"\{\w+\}", from_case.stdout)
    told = json.loads(called("diff", CASE, new, "--format", "json").stdout)
    assert (told["schema"], told["added"]) == ("vtaudit/diff-v1", ["bevestigd"])


def test_diff_status_and_refusals(tmp_path: Path) -> None:
    assert called("diff", CASE, CASE, "--exit-code").returncode == 0
    assert called("diff", CASE, changed(tmp_path, DATED), "--exit-code").returncode == 1
    assert called("diff", CASE, ROOT / "cases" / "voorbeeld-te-laat").returncode == 2
    absent = called("diff", tmp_path / "weg.json", CASE)
    assert absent.returncode == 3
    assert "weg.json" in absent.stderr


# -- saves


def test_each_save_is_seen_once_also_by_rename(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("een")
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: file.write_text("twee!"),
        lambda: None,
        file.unlink,
        lambda: (tmp_path / "y").write_text("drie") and (tmp_path / "y").rename(file),
    ]
    done: list[float] = []

    def sleep(seconds: float) -> None:
        steps[len(done)]()
        done.append(seconds)

    seen = [len(done) for _, _ in zip(range(3), saves(file, 0.25, sleep), strict=False)]
    assert seen == [0, 2, 5]
    assert set(done) == {0.25}


def test_a_save_of_a_file_that_the_case_includes_is_seen(tmp_path: Path) -> None:
    file, one, two = (tmp_path / name for name in ("case.yaml", "een.yaml", "twee.yaml"))
    file.write_text("include: [een.yaml, ../buiten.yaml]\n")
    one.write_text("events: []\n")
    steps: list[Callable[[], object]] = [
        lambda: one.write_text("events: [{}]\n"),
        lambda: None,
        one.unlink,
        lambda: two.write_text("events: []\n"),
        lambda: file.write_text("include: [\n"),  # no YAML: the files that were known stay so
        lambda: one.write_text("events: [{}, {}]\n"),
        lambda: file.write_text("include: twee.yaml\n"),
        lambda: one.write_text("events: [{}, {}, {}]\n"),
        lambda: two.write_text("events: [{}]\n"),
    ]
    done: list[float] = []

    def sleep(seconds: float) -> None:
        steps[len(done)]()
        done.append(seconds)

    watched = saves(file, 0.25, sleep, partial(included, file, Limits()))
    seen = [len(done) for _, _ in zip(range(6), watched, strict=False)]
    assert seen == [0, 1, 5, 6, 7, 9]


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such signal")
def test_watch_tells_what_a_save_of_an_included_file_changed(tmp_path: Path) -> None:
    head, events = (changed(tmp_path) / "case.yaml").read_text(encoding="utf-8").split("events:", 1)
    (tmp_path / "case.yaml").write_text(f"{head}include: meer.yaml\n", encoding="utf-8")
    part = tmp_path / "meer.yaml"
    part.write_text(f"events:{events}", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "vtaudit", "watch", str(tmp_path), "--every", "0.1", "--times", "2"],
        stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    while "Meer: --full" not in process.stdout.readline():
        assert process.poll() is None
    part.write_text(f"events:{events}".replace(*DATED), encoding="utf-8")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "scherper, van tussen 10 juni en 30 september 2020 naar 1 juli 2020" in out


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such signal")
def test_watch_tells_what_a_save_changed_and_survives_mistakes(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "vtaudit", "watch", str(folder), "--every", "0.1", "--times", "3"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    while "Meer: --full" not in process.stdout.readline():
        assert process.poll() is None
    good = (folder / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(good + "x: [\n", encoding="utf-8")
    assert process.stderr is not None
    assert "case.yaml" in process.stderr.readline()
    (folder / "case.yaml").write_text(good.replace(*DATED), encoding="utf-8")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "scherper, van tussen 10 juni en 30 september 2020 naar 1 juli 2020" in out


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such signal")
def test_watch_ends_on_an_interrupt() -> None:
    process = subprocess.Popen([sys.executable, "-m", "vtaudit", "watch", str(CASE)],
                               stdout=subprocess.PIPE, text=True, cwd=ROOT)  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
