"""An overview that is shared: what is hidden stays hidden, whatever else is published."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from overviews import CASES, ITEM, LINK, audits, shown
from running import run

from vtaudit.api import rulebook
from vtaudit.batch.publish import TOTAL, Cell, hidden, published
from vtaudit.report.overview.html import render
from vtaudit.report.overview.model import VERDICTS, Counted, Organisation, Overview
from vtaudit.report.speech import Speech


def test_small_groups_are_hidden_and_links_are_gone(audited: Path, tmp_path: Path) -> None:
    (tmp_path / "vtaudit.toml").write_text("[overview]\nsmallest-group = 4\n", encoding="utf-8")
    (tmp_path / "store.sqlite").write_bytes((audited / "store.sqlite").read_bytes())
    page = run("overview", tmp_path / "store.sqlite", "--shareable", "--lang", "en")
    whole = run("overview", tmp_path / "store.sqlite", "--lang", "en")
    assert "](" not in page
    run("overview", tmp_path / "store.sqlite", "--shareable", "-o", tmp_path / "x.html")
    shared = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert not re.findall(r'href="(?!#)', shared)
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []
    assert "fewer than 4 cases" in page
    counted = page[page.index("## Rules\n") : page.index("## Terms")]
    numbers = set(re.findall(r"(?<=\| )(?:\d+|·)(?= \|)", counted))
    assert "·" in numbers
    assert not {"1", "2", "3"} & numbers
    assert {"1", "2", "3"} <= set(re.findall(r"(?<=\| )\d+(?= \|)", whole))


def test_no_strip_shows_more_than_the_table(audited: Path, tmp_path: Path) -> None:
    (tmp_path / "vtaudit.toml").write_text("[overview]\nsmallest-group = 4\n", encoding="utf-8")
    (tmp_path / "store.sqlite").write_bytes((audited / "store.sqlite").read_bytes())
    run(
        "overview",
        tmp_path / "store.sqlite",
        "--shareable",
        "--lang",
        "en",
        "-o",
        tmp_path / "x.html",
    )
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    hidden = 0
    part = text[text.index('id="rules"') : text.index('id="bodies"')]
    for row in shown(part, ".html")[1:]:
        *numbers, strip, _ = row[1:]
        found = re.findall(r'class="([\w-]+)" x="([\d.]+)%" width="([\d.]+)%"', strip)
        wide = {kind: float(width) for kind, _, width in found}
        assert len(wide) == len(found)
        for verdict, number in zip(VERDICTS, numbers, strict=True):
            kind = "remarked" if verdict == "contradicted" and "remarked" in wide else verdict
            assert (kind in wide) == (number not in ("0", "·"))
            if kind in wide:
                assert abs(wide[kind] - 100 * int(number) / CASES) < 0.02
        assert ("hidden" in wide) == ("·" in numbers)
        if "·" in numbers:
            assert found[-1][0] == "hidden"
            hidden += 1
    assert hidden
    times = "".join(re.findall(r"<figure.*?</figure>", text[text.index('id="terms"') :], re.DOTALL))
    assert "<rect" in times
    for line in re.findall(r"<tr><th scope=\"row\">.*?</tr>", times, re.DOTALL):
        assert ("<rect" in line) == (
            ">·<" not in line and ">–<" not in line and ">0 %<" not in line
        ), line


def test_what_only_remarks_is_drawn_as_no_breach(pages: dict[str, Path]) -> None:
    rows = shown(pages[".html"].read_text(encoding="utf-8"), ".html")
    rows = [r for r in rows if len(r) == 7 and "<svg" in r[5]]
    assert {r[-1] for r in rows} == {"shortcoming in the record", "point of attention", "remark"}
    for row in rows:
        wrong = "remarked" if row[-1] == "remark" else "contradicted"
        drawn = {k for k in ("remarked", "contradicted") if f'class="{k}"' in row[5]}
        assert drawn == (set() if row[1] == "0" else {wrong})


def test_days_are_told_in_words_and_shared_as_years(audited: Path, tmp_path: Path) -> None:
    days = sorted(str(a["as_of"]) for a in audits(audited))
    whole = run("overview", audited / "store.sqlite")
    shared = run("overview", audited / "store.sqlite", "--shareable")
    first, last = (date.fromisoformat(days[n]) for n in (0, -1))
    assert f"{CASES} zaken, peildatum {first.year} tot en met {last.year}." in shared
    assert re.search(rf"peildatum {first.day} \w+ {first.year} tot en met {last.day} \w+", whole)
    assert not re.search(r"\d{4}-\d\d-\d\d", whole)
    assert re.search(r"\| \d\d? \w+ \d{4} \|", (audited / "out" / "index.md").read_text("utf-8"))


def test_what_is_left_out_is_not_in_the_days_either() -> None:
    few, many = (Organisation("veilig-thuis", n, c) for n, c in (("A", 2), ("B", 30)))
    table = ((2, 0, 0, 0), (10, 20, 0, 0))
    rule = Counted("VT101", (12, 20, 0, 0), table)
    for days, told in ((("1999-01-02", "2020-03-04"), ""), (("2020-03-04",) * 2, "4 maart 2020")):
        found = Overview(32, (few, many), (rule,), (), "1", "0" * 64, *days)
        page = render(published(found, 5), Speech(rulebook(), "nl"), None)
        assert "30 zaken" in page
        assert ("peildatum" in page) == bool(told)
        assert told in page
        assert "1999" not in page


def test_what_is_shared_has_no_column_of_how_many_were_measured(audited: Path) -> None:
    whole = run("overview", audited / "store.sqlite", "--lang", "en")
    shared = run("overview", audited / "store.sqlite", "--lang", "en", "--shareable")
    assert "| Cases measured |" in whole
    assert "| Cases measured |" not in shared
    assert "| Median in days |" in shared


def test_pages_of_the_cases_come_with_a_page_of_all(audited: Path, tmp_path: Path) -> None:
    for case in sorted((audited / "cases").iterdir())[:3]:
        shutil.copytree(case, tmp_path / "cases" / case.name)
    out = tmp_path / "out"
    batch = ("batch", tmp_path / "cases", "-o", out, "-j", 0, "--store", tmp_path / "s")
    run(*batch, "-f", "json")
    assert not (out / "overview.html").exists()
    run(*batch, "-f", "markdown", "-f", "html")
    for ending in (".md", ".html"):
        page = out / f"overview{ending}"
        files = {f["file"] for f in LINK[ending].finditer(page.read_text(encoding="utf-8"))}
        assert all(f.endswith(ending) for f in files)
        to = [t for f in files for t, _ in ITEM[ending].findall((out / f).read_text("utf-8"))]
        assert len(files) > 20
        assert to
        assert all(t.endswith(ending) and (out / "overview-cases" / t).is_file() for t in to)
    (out / "overview.html").write_text("of somebody else", encoding="utf-8")
    assert "is there already" in run(*batch, "-f", "html", status=2)


def test_two_batches_that_publish_the_same_are_drawn_the_same() -> None:
    """What is hidden is in no picture: a page is made of what is published and of nothing else."""
    made = []
    for few in (1, 2):
        table = ((few, 9 - few, 20, 1), (3 - few, 7 + few, 20, 0))
        sums = tuple(map(sum, zip(*table, strict=True)))
        organisations = tuple(Organisation("veilig-thuis", n, 30) for n in ("A", "B"))
        found = Overview(
            60, organisations, (Counted("VT101", sums, table),), (), "1", "0" * 64, "", ""
        )
        made.append(render(published(found, 5), Speech(rulebook(), "nl"), None))
    assert made[0] == made[1]
    assert 'class="hidden"' in made[0]


def test_a_threshold_that_is_none(tmp_path: Path, audited: Path) -> None:
    (tmp_path / "vtaudit.toml").write_text("[overview]\nsmallest-group = 1\n", encoding="utf-8")
    (tmp_path / "store.sqlite").write_bytes((audited / "store.sqlite").read_bytes())
    assert "whole number of 2 or more" in run("overview", tmp_path / "store.sqlite", status=2)
    (tmp_path / "vtaudit.toml").write_text("[overview]\nsmallest-group = 50\n", encoding="utf-8")
    told = run("overview", tmp_path / "store.sqlite", "--shareable", status=2)
    assert "no organisation with 50 cases" in told


def possible(table: Sequence[Sequence[int]], out: frozenset[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table that has the same published numbers: what a reader can think of."""
    wide = len(table[0])
    rows = []
    for i, row in enumerate(table):
        free = [v for v in range(wide) if (i, v) in out]
        left = sum(row[v] for v in free)
        rows.append([
            {v: (part[free.index(v)] if v in free else row[v]) for v in range(wide)}
            for part in itertools.product(range(left + 1), repeat=len(free))
            if sum(part) == left
        ])  # fmt: skip
    sums = [sum(column) for column in zip(*table, strict=True)]
    for chosen in itertools.product(*rows):
        totals = [sum(row[v] for row in chosen) for v in range(wide)]
        shown = len(table) > 1
        if not shown or all((TOTAL, v) in out or totals[v] == sums[v] for v in range(wide)):
            cells = {(i, v): n for i, row in enumerate(chosen) for v, n in row.items()}
            yield cells | {(TOTAL, v): n for v, n in enumerate(totals) if shown}


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda smallest: st.tuples(
            st.just(smallest),
            st.lists(
                st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(
                    lambda row: sum(row) >= smallest
                ),
                min_size=1,
                max_size=3,
            ),
        )
    )
)
def test_no_published_number_gives_a_hidden_one_away(made: tuple[int, list[list[int]]]) -> None:
    smallest, table = made
    out = hidden(table, smallest)
    sums = [sum(column) for column in zip(*table, strict=True)]
    small = {(i, v) for i, row in enumerate(table) for v, n in enumerate(row) if 0 < n < smallest}
    if len(table) > 1:
        small |= {(TOTAL, v) for v, n in enumerate(sums) if 0 < n < smallest}
    assert small <= out
    if not small:
        assert not out
    values: dict[Cell, set[int]] = {cell: set() for cell in out}
    for other in possible(table, out):
        for cell in out:
            values[cell].add(other[cell])
        if all(len(v) > 1 for v in values.values()):
            return
    raise AssertionError({c: v for c, v in values.items() if len(v) == 1})
