"""The findings as a page: whole, linked, without the network, and readable without its script."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sample_audit import audit as sample
from sample_audit import book

from vtaudit import audit, load_case
from vtaudit.api import rulebook
from vtaudit.report import html, markdown

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "cases").glob("*/case.yaml"))
REAL = ROOT / "cases" / "mieke-en-jette" / "case.yaml"


@cache
def source(path: Path, lang: str = "nl") -> str:
    return html.render(audit(load_case(path)), rulebook(), lang)


def page(path: Path, lang: str = "nl") -> ET.Element:
    return ET.fromstring(source(path, lang))  # noqa: S314


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_id(root: ET.Element, name: str) -> ET.Element:
    return next(e for e in root.iter() if e.get("id") == name)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_link_leads_to_a_place_that_is_there_once(path: Path, lang: str) -> None:
    root = page(path, lang)
    assert root.get("lang") == lang
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    to = {h for e in root.iter("a") if (h := e.get("href", "")).startswith("#")}
    assert {h[1:] for h in to} <= set(ids)
    assert len(to) > 20


def test_nothing_comes_from_elsewhere_and_only_its_own_script_runs() -> None:
    text = source(REAL)
    assert not re.search(r"\ssrc=|url\(|@import|https?://", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none';")
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        made = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{made}'" in policy[1]
    assert not re.search(r'\sstyle="|\son\w+="|javascript:', text)


def test_a_finding_leads_to_its_steps_and_norms_and_these_lead_back() -> None:
    root = page(REAL)
    found = next(e for e in root.iter("span") if (e.get("id") or "").startswith("finding-"))
    to = [e.get("href", "")[1:] for e in found.iter("a")]
    step = next(t for t in to if t.startswith("step-"))
    norm = next(t for t in to if t.startswith("norm-"))
    assert any(t.startswith("note-") for t in to)
    row = next(r for r in root.iter("tr") if any(e.get("id") == step for e in r.iter()))
    assert any(e.get("href", "").startswith("#finding-") for e in row.iter("a"))
    row = next(r for r in root.iter("tr") if any(e.get("id") == norm for e in r.iter()))
    assert f"#{step}" in [e.get("href") for e in row.iter("a")]


def test_what_matters_leads_to_the_findings_and_what_is_kept_to_its_steps() -> None:
    root, result = page(REAL), audit(load_case(REAL))
    listed = by_id(root, "summary")
    to = {words(a): a.get("href", "")[1:] for a in listed.iter("a")}
    grave = [f for f in result.findings if f.severity != "note" and f.certainty == "established"]
    assert {f.code for f in grave} == set(to)
    for code, place in to.items():
        assert code in {f.code for f in grave if f.id.lower() in place.lower()}
    kept = [e for e in root.iter("section") if (e.get("class") or "") == "part-kept"]
    assert kept
    for line in (e for part in kept for e in part.iter("li")):
        assert any(a.get("href", "").startswith("#step-") for a in line.iter("a"))


def test_norms_stand_law_by_law_in_the_order_of_their_names() -> None:
    rows = list(by_id(page(REAL), "framework").iter("tr"))[1:]
    names = [words(next(iter(r))) for r in rows]
    articles = [int(n.split()[1]) for n in names if n.startswith("IVRK")]
    assert articles == sorted(articles)
    assert len(articles) > 5
    own = [n for n in names if n[0].islower()]
    assert own == sorted(own)


def test_a_sign_is_told_before_the_first_and_stands_on_the_line_of_its_word() -> None:
    text = source(REAL)
    assert not re.search(r'class="sign \w+"[^>]*>[^\n]{0,200}?</span></span>(?:</a>)? \w', text)
    legend = text.index("aantoonbaar, tijdig</span>")
    assert legend < text.index('class="sign bad"')
    said = words(by_id(page(REAL), "summary"))
    assert re.search(r"weersproken, te laat; \S+ ?niet vast te stellen", said)


def test_a_source_leads_to_what_rests_on_it_and_to_the_page_of_its_file() -> None:
    result = audit(load_case(REAL))
    (first, *others) = result.case.documents
    papers = (replace(first, file="stukken/rapport 1.pdf"), *others)
    result = replace(result, case=replace(result.case, documents=papers))
    root = ET.fromstring(html.render(result, rulebook()))  # noqa: S314
    to = [e.get("href", "") for e in by_id(root, "notes").iter("a")]
    assert any(re.fullmatch(r"stukken/rapport%201\.pdf#page=\d+", h) for h in to)
    assert any(h.startswith("#step-") for h in to)
    assert any(h.startswith("#paper-") for h in to)


@pytest.mark.parametrize("file", ["/etc/passwd", "../weg.pdf", "javascript:alert(1)"])
def test_a_file_outside_the_case_is_no_link(file: str) -> None:
    result = audit(load_case(REAL))
    papers = tuple(replace(d, file=file) for d in result.case.documents)
    text = html.render(replace(result, case=replace(result.case, documents=papers)), rulebook())
    assert not re.search(r'href="(?!#|javascript%3Aalert)', text)


def test_the_drawing_tells_each_phase_term_and_step_and_how_a_term_was_worked_out() -> None:
    result = audit(load_case(REAL))
    drawing = by_id(page(REAL), "timeline")
    titles = [words(t) for t in drawing.iter("title")]
    inside = [e for e in result.timeline if e.interval.latest]
    assert len(titles) > len(result.path.phases) + len(inside) // 2
    assert any("tellen niet mee: weekend" in t for t in titles)
    assert any("stap 6, 6 december 2019" in t for t in titles)
    marks = [a for svg in drawing.iter("svg") for a in svg.iter("a")]
    assert all(m.get("href", "").startswith(("#term-", "#step-")) for m in marks)
    assert {"circle", "rect", "line"} <= {e.tag for m in marks for e in m.iter()}


def test_a_day_of_which_accounts_differ_has_two_marks(tmp_path: Path) -> None:
    drawing = by_id(page(REAL), "timeline")
    rows = [r for r in drawing.iter("tr") if any(e.get("class") == "rival" for e in r.iter())]
    row = next(r for r in rows if words(r).startswith("stap 14 "))
    ring, dot = row.iter("circle")
    assert (ring.get("class"), dot.get("class")) == ("rival", "step")
    assert ring.get("cx") != dot.get("cx")
    assert "stap 14 volgens" in words(row)
    text = REAL.read_text(encoding="utf-8")
    dated = r"(field: date, value: .*?sources: \[\{document: rapport, page: \d+)"
    hidden = re.sub(dated, r"\1, restricted: yes", text)
    assert hidden != text
    (tmp_path / "case.yaml").write_text(hidden, encoding="utf-8")
    without = page(tmp_path / "case.yaml")
    assert not [e for e in without.iter("circle") if e.get("class") == "rival"]


def test_signs_have_words_and_the_matrix_points_to_the_findings() -> None:
    matrix = by_id(page(REAL), "norms")
    signs = [e for e in matrix.iter("span") if (e.get("class") or "").startswith("sign ")]
    assert signs
    assert all(words(s.findall("span")[1]) for s in signs)
    assert any(e.get("href", "").startswith("#finding-") for e in matrix.iter("a"))


def test_what_is_restricted_stays_out() -> None:
    text = html.render(sample(), book())
    assert "GEHEIM" not in text
    assert "stap-3" not in text
    assert "Weggelaten" in text


def test_the_page_tells_what_markdown_tells() -> None:
    result = sample()
    told = words(ET.fromstring(html.render(result, book())))  # noqa: S314
    heads = re.findall(r"^#+ (?:\d+\. )?(.+)$", markdown.render(result, book()), re.MULTILINE)
    assert [h for h in heads if h.replace("\\", "") not in told] == []


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    out = tmp_path / "zaak.html"
    done = subprocess.run(
        [sys.executable, "-m", "vtaudit", "audit", str(REAL), "--output", str(out)],
        capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode in (0, 1)
    text, _, seal = out.read_text(encoding="utf-8").rpartition("<!-- ")
    assert text == source(REAL)
    assert seal.startswith("vtaudit-seal:1;format=html;")
