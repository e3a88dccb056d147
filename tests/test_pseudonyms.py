"""A copy in pseudonyms: nobody is in it, and it says the same."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest
from test_leaks import CASES, PLANTED, ROOT, case, vtaudit

from vtaudit import audit, load_case
from vtaudit.api import rulebook
from vtaudit.report import json as as_json


def told(folder: Path) -> list[object]:
    """Return the audit of a case without hashes, places and sentences, which are cut to fit."""
    whole = json.loads(as_json.render(audit(load_case(folder)), rulebook()))
    for gone in ("vtaudit", "people"):
        whole.pop(gone)
    text = json.dumps(_bare(whole), ensure_ascii=False)
    return sorted(re.findall(r'"[^"]*"', text))


def _bare(value: object) -> object:
    if isinstance(value, dict):
        gone = {"sha256", "where", "file", "reference", "id", "findings", "finding",
                "message", "question", "translations", "shown"}  # fmt: skip
        return {k: _bare(v) for k, v in value.items() if k not in gone}
    return [_bare(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_the_audit_of_the_copy_is_the_same_but_for_names(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopie"
    done = vtaudit("pseudonymise", path, "-o", copy)
    assert done.returncode == 0, done.stderr
    secret = tmp_path / "kopie.key.json"
    assert (
        stat.S_IMODE(secret.stat().st_mode)
        == stat.S_IMODE((copy / "case.yaml").stat().st_mode)
        == 0o600
    )
    key = json.loads(secret.read_text(encoding="utf-8"))
    text = (copy / "case.yaml").read_text(encoding="utf-8")
    roles = {str(p.role) for p in load_case(path).file.people}
    for name in set(key["people"]) - set(key["people"].values()) - roles:
        assert not re.search(rf"\b{name}\b", text), name
    again = {new: old for old, new in key["people"].items()}
    pattern = re.compile("|".join(sorted(map(re.escape, again), key=len, reverse=True)))

    def back(words: list[object]) -> list[str]:
        return sorted(pattern.sub(lambda f: again[f[0]], str(w)).lower() for w in words)

    assert back(told(copy)) == back(told(path))


def test_nothing_planted_is_left(tmp_path: Path) -> None:
    for what, text in PLANTED.items():
        zaak = case(tmp_path / "zaak", text)
        done = vtaudit("pseudonymise", zaak, "-o", tmp_path / "kopie", "--force")
        assert done.returncode == 0, (what, done.stderr)
        copy = (tmp_path / "kopie" / "case.yaml").read_text(encoding="utf-8")
        assert not re.search(
            r"(?i)amrani|fatima|zo[eë]|123456782|@|1234|NOTITIE|4512|0417", copy
        ), what


def test_the_same_is_always_replaced_by_the_same(tmp_path: Path) -> None:
    zaak = case(
        tmp_path / "zaak", "Fatima mailt a@b.nl en c@d.nl; Fatima's zus mailt a@b.nl aan Joop"
    )
    done = vtaudit("pseudonymise", zaak, "-o", tmp_path / "kopie")
    text = (tmp_path / "kopie" / "case.yaml").read_text(encoding="utf-8")
    assert "ouder-1 mailt (e-mail 1) en (e-mail 2); ouder-1’s zus mailt (e-mail 1) aan Joop" in text
    assert "events.gesprek.text\tJoop\n" in done.stdout
    key = json.loads((tmp_path / "kopie.key.json").read_text(encoding="utf-8"))
    assert key["people"] == {"moeder": "ouder-1", "kind-1": "kind-1"}
    assert key["replaced"]["a@b.nl"] == "(e-mail 1)"


def test_dates_move_by_weeks(tmp_path: Path) -> None:
    zaak = case(tmp_path / "zaak", "Na 20 januari 2020 belt hij, op 2020-01-21.")
    file = zaak / "case.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in (("2020-01-20", "2020-01-27"), ("medio januari 2020", "2020-01-1")):
        file.write_text(text.replace("date: 2020-01-20", f"date: {old}"), encoding="utf-8")
        done = vtaudit(
            "pseudonymise", zaak, "-o", tmp_path / "kopie", "--shift-dates", "1", "--force"
        )
        assert done.returncode == 0, done.stderr
        copy = (tmp_path / "kopie" / "case.yaml").read_text(encoding="utf-8")
        assert f"date: {new}" in copy
        assert "as_of: 2021-01-07" in copy
        assert "Na 2020-01-27 belt hij, op 2020-01-28." in copy


def test_a_shift_that_changes_a_verdict_is_refused(tmp_path: Path) -> None:
    done = vtaudit(
        "pseudonymise",
        ROOT / "cases" / "mieke-en-jette",
        "-o",
        tmp_path / "kopie",
        "--shift-dates",
        "-52",
    )
    assert done.returncode == 2
    assert "verdicts would differ" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_key_never_lies_in_the_copy_and_nothing_is_overwritten(tmp_path: Path) -> None:
    zaak = case(tmp_path / "zaak", "gewoon")
    copy = tmp_path / "kopie"
    assert vtaudit("pseudonymise", zaak, "-o", copy, "--key", copy / "key.json").returncode == 2
    assert not copy.exists()
    assert vtaudit("pseudonymise", zaak, "-o", copy).returncode == 0
    assert vtaudit("pseudonymise", zaak, "-o", copy).returncode == 2
