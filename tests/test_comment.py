"""Hoor en wederhoor: the version for comment, and what the parties reply to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from changing import changed
from markdown_it import MarkdownIt
from running import called
from sample_audit import audit as sample
from sample_audit import book
from test_cli import CASE

from vtaudit.api import audit, load_case, rulebook
from vtaudit.exchange.replies import with_replies
from vtaudit.report.commentary import Reply, render, replies


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_version_for_comment_has_the_facts_and_nothing_else(lang: str) -> None:
    result = audit(load_case(CASE))
    text = render(result, rulebook(), lang)
    plain = text.replace("\\", "")
    for entry in result.timeline:
        if entry.after_as_of != "yes":
            assert entry.text in plain
            assert plain.count(f" ({entry.event})\n") == 1
    assert not re.search(r"VT\d{3}|IVRK|CRC \d|[✓✗]", text)
    for complaint in result.complaints:
        assert all(view.text not in plain for view in complaint.views)


def test_restricted_facts_stay_out_of_the_version_for_comment() -> None:
    text = render(sample(), book())
    assert "GEHEIM" not in text
    assert "staan niet in deze versie" in text
    assert replies(text) == (), "what we say ourselves is nobody's reply"


def filled(text: str, answers: dict[tuple[str, str], str]) -> str:
    """Return a version for comment with each answer behind the name of its party."""
    rows, event = [], ""
    for row in text.splitlines():
        if row.startswith("## "):
            event = row.rpartition("(")[2].rstrip(")").replace("\\", "")
        rows.append(row)
        for (about, by), answer in answers.items():
            if about == event and row.endswith(f"({by}):**"):
                rows[-1] += f" {answer}"
    return "\n".join(rows)


def test_what_a_party_writes_is_read_back_and_empty_rooms_give_nothing() -> None:
    for lang in ("nl", "en"):
        text = render(audit(load_case(CASE)), rulebook(), lang)
        assert replies(text) == ()
        (found,) = replies(
            filled(text, {("melding-2", "vt"): "Dat was\n> een dag later.\n\nEcht."})
        )
        assert (found.event, found.by) == ("melding-2", "vt")
        assert found.text == "Dat was een dag later. Echt."


def test_replies_become_accounts_and_nothing_else_changes(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    before = (folder / "case.yaml").read_text(encoding="utf-8")
    answer = 'Dit was: "op 11" december # echt [niet] {op} 10'
    form = filled(render(audit(load_case(CASE)), rulebook()),
                  {("melding-2", "moeder"): answer, ("scheiding", "vt"): "Onbekend."})  # fmt: skip
    (tmp_path / "reactie.md").write_text(form, encoding="utf-8")
    done = called("comment", folder, tmp_path / "reactie.md")
    assert done.returncode == 0, done.stderr
    after = (folder / "case.yaml").read_text(encoding="utf-8")
    kept = set(after.splitlines())
    lost = [row for row in before.splitlines() if row not in kept]
    assert len(lost) == 1, "only a step on one line gets longer"
    case = load_case(folder)
    account = case.events["melding-2"].accounts[-1]
    assert (account.by, account.field, account.text) == ("moeder", "other", answer)
    assert len(case.events["melding-2"].accounts) == 1 + len(
        load_case(CASE).events["melding-2"].accounts
    )
    assert case.events["scheiding"].accounts[-1].text == "Onbekend."
    again = called("comment", folder, tmp_path / "reactie.md")
    assert again.returncode == 0
    assert (folder / "case.yaml").read_text(encoding="utf-8") == after


def test_replies_keep_the_ends_of_lines_and_the_mark_of_a_file() -> None:
    plain = (CASE / "case.yaml").read_bytes()
    told = [Reply("melding-2", "moeder", "Niet op 10 december.", 1)]
    there = b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")
    added = with_replies(plain, told)
    assert added != plain
    assert with_replies(there, told) == b"\xef\xbb\xbf" + added.replace(b"\n", b"\r\n")


def test_a_version_that_comes_back_as_it_went_out_adds_nothing(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    before = (folder / "case.yaml").read_bytes()
    form = tmp_path / "feiten.md"
    assert called("audit", folder, "--for", "comment", "--output", form).returncode == 0
    assert "vtaudit-seal" in form.read_text(encoding="utf-8"), "the file is sealed"
    assert called("comment", folder, form).returncode == 0
    assert (folder / "case.yaml").read_bytes() == before


def test_replies_to_another_file_leave_the_case_alone(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    before = (folder / "case.yaml").read_bytes()
    form = filled(render(audit(load_case(CASE)), rulebook()), {("melding-2", "vt"): "Nee."})
    (tmp_path / "r.md").write_text(form, encoding="utf-8")
    target = tmp_path / "nieuw.yaml"
    assert called("comment", folder, tmp_path / "r.md", "--output", target).returncode == 0
    assert (folder / "case.yaml").read_bytes() == before
    assert called("comment", folder, tmp_path / "r.md", "--output", target).returncode == 2


def test_a_reply_to_nothing_is_named_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    folder = changed(tmp_path)
    before = (folder / "case.yaml").read_bytes()
    wrong = "### 1. mei (meldin-2)\n\n**Reactie (vt):** Nee.\n\n### 2. x (melding-2)\n\n**R (mader):** Ja.\n"
    (tmp_path / "r.md").write_text(wrong, encoding="utf-8")
    done = called("comment", folder, tmp_path / "r.md")
    assert done.returncode == 3
    assert "r.md:3:1: E122" in done.stderr
    assert "melding-2" in done.stderr
    assert "r.md:7:1: E122" in done.stderr
    assert (folder / "case.yaml").read_bytes() == before


def test_the_version_for_comment_is_plain_commonmark() -> None:
    tokens = MarkdownIt("commonmark").parse(render(audit(load_case(CASE)), rulebook()))
    assert {t.tag for t in tokens if t.type == "heading_open"} == {"h1", "h2"}
    heads = [t for t in tokens if t.type == "heading_open" and t.tag == "h2"]
    after = sum(e.after_as_of == "yes" for e in audit(load_case(CASE)).timeline)
    assert len(heads) == len(audit(load_case(CASE)).timeline) - after
