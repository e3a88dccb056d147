"""The overview: its figures are those of the cases, and what is hidden stays hidden."""

from __future__ import annotations

import html
import itertools
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vtaudit.api import rulebook
from vtaudit.batch.publish import TOTAL, Cell, hidden, published
from vtaudit.batch.tables import VIEWS
from vtaudit.cli import app
from vtaudit.report.overview.html import render
from vtaudit.report.overview.model import VERDICTS, Counted, Organisation, Overview
from vtaudit.report.speech import Speech

runner = CliRunner()
CASES = 30
RULE = "VT101"


def run(*arguments: object, status: int = 0) -> str:
    result = runner.invoke(app, [str(a) for a in arguments])
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with cases of two organisations, their findings in `out`, and their store."""
    folder = tmp_path_factory.mktemp("overview")
    run("synth", CASES, "--seed", 5, "-o", folder / "cases")
    for n, case in enumerate(sorted((folder / "cases").iterdir())):
        file, name = case / "case.yaml", "Oost" if n % 3 else "West"
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"(kind: veilig-thuis)", rf"\1, name: VT {name}", text, count=1)
        assert changed != text
        file.write_text(changed, encoding="utf-8")
    run("batch", folder / "cases", "-o", folder / "out", "-f", "json", "--lang", "en", "-j", 0,
        "--store", folder / "store.sqlite")  # fmt: skip
    return folder


def audits(folder: Path) -> list[dict[str, list[dict[str, str]]]]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("out/*.json"))]


def line(text: str, *begin: str) -> list[str]:
    """The cells of the first row of a table whose cells begin like this, without links."""
    for row in text.splitlines():
        cells = [re.sub(r"\[(.*)\]\(.*\)", r"\1", c.strip()) for c in row.strip("|").split(" | ")]
        if all(c.startswith(b) for c, b in zip(cells, begin, strict=False)):
            return cells
    raise AssertionError(begin)


def test_the_figures_are_those_of_the_cases(audited: Path) -> None:
    page = (audited / "out" / "overview.md").read_text(encoding="utf-8")
    statuses = [{t["status"] for t in a["terms"] if t["rule"] == RULE} for a in audits(audited)]
    late = sum(1 for s in statuses if s & {"late", "overdue"})
    unsure = sum(1 for s in statuses if "undetermined" in s and not s & {"late", "overdue"})
    met = sum(1 for s in statuses if "met" in s and not s & {"late", "overdue", "undetermined"})
    assert late
    assert unsure
    assert met
    counts = [late, unsure, met, CASES - late - unsure - met]
    assert line(page, RULE)[1:5] == [str(n) for n in counts]
    share = line(page[page.index("## Terms") :], RULE, "all")[2]
    low, high = 100 * met // (CASES - counts[3]), -(-100 * (met + unsure) // (CASES - counts[3]))
    assert share == f"{low}–{high} %"


def test_every_finding_is_counted_as_its_rule_says(audited: Path) -> None:
    page = (audited / "out" / "overview.md").read_text(encoding="utf-8")
    found: Counter[str] = Counter()
    for a in audits(audited):
        found.update({f["code"] for f in a["findings"] if f["certainty"] == "established"})
    for rule, number in found.items():
        assert line(page, rule)[1] == str(number), rule


def test_bodies_add_up_and_what_needs_attention_stands_first(audited: Path) -> None:
    page = (audited / "out" / "overview.md").read_text(encoding="utf-8")
    assert line(page, "VT Oost")[1:] == ["20"]
    assert line(page, "VT West")[1:] == ["10"]
    apart = page[page.index("## Rules by body") :]
    both = [line(apart, RULE, f"VT {b}")[2:] for b in ("Oost", "West")]
    assert [str(int(a) + int(b)) for a, b in zip(*both, strict=True)] == line(page, RULE)[1:5]
    rules = page[page.index("## Rules\n") : page.index("## Rules by body")]
    told = [line(row) for row in rules.splitlines() if row.startswith("| VT")]
    remarks = [cells[-1].strip(" |") == "remark" for cells in told]
    assert remarks == sorted(remarks)
    assert set(remarks) == {False, True}
    for kind in (False, True):
        first = [int(c[1]) for c, remark in zip(told, remarks, strict=True) if remark == kind]
        assert first == sorted(first, reverse=True)


LINK = {
    ".md": re.compile(r"\[(?P<text>[^]]+)\]\((?P<file>[^)#]+)#(?P<place>[^)]+)\)"),
    ".html": re.compile(r'<a href="(?P<file>[^"#]+)#(?P<place>[^"]+)">(?P<text>[^<]+)</a>'),
}
ANCHOR = {".md": '<a id="{}"></a>', ".html": ' id="{}">'}
HEAD = {".md": r"\n(#+) ", ".html": r"<h(\d) "}
ITEM = {".md": re.compile(r"^- \[[^]]+\]\(([^)]+)\)(?:: (.*) days?)?$", re.MULTILINE),
        ".html": re.compile(r'^<li><a href="([^"]+)">[^<]+</a>(?:: (.*) days?)?</li>$', re.MULTILINE)}  # fmt: skip
ENDINGS = pytest.mark.parametrize("ending", [".md", ".html"])
WHOLE = ("contradicted", "not-established", "shown", "not-applicable", "cases", "measured")


@pytest.fixture(scope="module")
def pages(audited: Path) -> dict[str, Path]:
    """The overview in every format, beside the findings."""
    run("overview", audited / "store.sqlite", "--lang", "en", "-o", audited / "out" / "page.html")
    return {".md": audited / "out" / "overview.md", ".html": audited / "out" / "page.html"}


def listed(page: Path, file: str, place: str) -> list[tuple[str, str]]:
    """The cases to which a number leads, each with the days that were measured of it."""
    text, ending = (page.parent / file).read_text(encoding="utf-8"), page.suffix
    at = text.index(ANCHOR[ending].format(place))
    part, level = text[at:], 2 if place in WHOLE else 3
    for found in re.finditer(HEAD[ending], part):
        if int(found[1] if found[1].isdigit() else len(found[1])) <= level:
            part = part[: found.start()]
            break
    return [(t, days) for t, days in ITEM[ending].findall(part)]


def shown(text: str, ending: str) -> list[list[str]]:
    """The cells of each row of the tables of a page, as they stand there."""
    if ending == ".md":
        return [row.strip("|").split(" | ") for row in text.splitlines() if row.startswith("| ")]
    rows = re.findall(
        r"<tr>(<th scope.*?)</tr>",
        re.sub(r"<figure.*?</figure>", "", text, flags=re.DOTALL),
        re.DOTALL,
    )
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


@ENDINGS
def test_every_number_leads_to_its_cases(pages: dict[str, Path], ending: str) -> None:
    page, numbers = pages[ending], 0
    for cells in shown(page.read_text(encoding="utf-8"), ending):
        linked = [LINK[ending].search(cell) for cell in cells]
        for n, found in enumerate(linked):
            if not found:
                assert not re.fullmatch(r" *[1-9][\d– %/]* *", cells[n]), cells
                continue
            cases = listed(page, found["file"], found["place"])
            assert all((page.parent / found["file"]).parent.joinpath(t).is_file() for t, _ in cases)
            measured = found["place"].startswith("measured")
            if found["text"].isdigit() and (not measured or (linked[n - 1] != found and
                                            len(cells) - n == 3)):  # fmt: skip
                assert len(cases) == int(found["text"]), found
                numbers += 1
            elif measured and len(cells) - n == 2:
                assert found["text"] == median(cases), found
                numbers += 1
    assert numbers > 150


def median(cases: list[tuple[str, str]]) -> str:
    """The median of the days in a list, as the page has it."""
    spans = [re.split("–", d) for _, days in cases for d in days.split("; ")]
    lows = sorted(-1 if s[0].startswith("≤") else int(s[0].strip("≥ ")) for s in spans)
    highs = sorted(10**9 if s[-1].startswith("≥") else int(s[-1].strip("≤ ")) for s in spans)
    low, high = lows[(len(lows) - 1) // 2], highs[(len(highs) - 1) // 2]
    if low < 0 or high == 10**9:
        return f"≤ {high}" if low < 0 else f"≥ {low}"
    return str(low) if low == high else f"{low}–{high}"


def test_both_formats_say_the_same(pages: dict[str, Path]) -> None:
    def plain(ending: str) -> list[list[str]]:
        rows = shown(pages[ending].read_text(encoding="utf-8"), ending)
        cells = (
            [re.sub(r"<[^>]+>|\]\([^)]*\)|[\[\\]", "", c).strip() for c in row] for row in rows
        )
        rows = [[html.unescape(c) for c in row if c and c != "Picture"] for row in cells]
        return [row for row in rows if row[0] != "---"]

    assert plain(".html") == plain(".md")


def test_what_needs_attention_stands_first_in_time_too(pages: dict[str, Path]) -> None:
    text = pages[".md"].read_text(encoding="utf-8")
    rules = text[text.index("## Rules\n") : text.index("## Rules by body")]
    order = re.findall(r"^\| (VT\d+)", rules, re.MULTILINE)
    terms = list(
        dict.fromkeys(re.findall(r"^\| (VT\d+)", text[text.index("## Terms") :], re.MULTILINE))
    )
    assert terms == sorted(terms, key=order.index)
    phases = text[text.index("## Throughput") :]
    middles = [LINK[".md"].sub(r"\1", row).split(" | ")[3] for row in phases.splitlines()
               if " | all | " in row]  # fmt: skip
    longest = [int(m.split("–")[-1].strip("≤≥ ")) for m in middles]
    assert longest == sorted(longest, reverse=True)


def test_the_command_takes_what_could_not_be_audited_along(audited: Path, tmp_path: Path) -> None:
    for case in sorted((audited / "cases").iterdir())[:3]:
        shutil.copytree(case, tmp_path / "cases" / case.name)
    (tmp_path / "cases" / "stuk").mkdir()
    (tmp_path / "cases" / "stuk" / "case.yaml").write_text("x: [", encoding="utf-8")
    run("batch", tmp_path / "cases", "-o", tmp_path / "out", "--store", tmp_path / "s", status=3)
    page = (tmp_path / "out" / "overview.md").read_text(encoding="utf-8")
    assert "| niet getoetst | [1](overview-cases/cases.md#not-audited) |" in page
    told = (tmp_path / "out" / "overview-cases" / "cases.md").read_text(encoding="utf-8")
    assert told.endswith('## <a id="not-audited"></a>niet getoetst\n\n- stuk\n')


def test_the_command_says_what_the_batch_wrote(audited: Path, tmp_path: Path) -> None:
    store = audited / "store.sqlite"
    run("overview", store, "--lang", "en", "-o", tmp_path / "overview.md")
    mine = (tmp_path / "overview.md").read_text(encoding="utf-8")
    assert mine == (audited / "out" / "overview.md").read_text(encoding="utf-8")
    told = run("overview", store, "--lang", "en")
    assert told == LINK[".md"].sub(r"\1", mine)
    assert "Overzicht van de zaken" in run("overview", store)
    assert "is there already" in run("overview", store, "-o", tmp_path / "overview.md", status=2)


def test_what_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing", encoding="utf-8")
    assert "no store of a batch" in run("overview", tmp_path / "x", status=2)
    assert "no batch wrote here" in run("overview", tmp_path, status=2)


def test_questions_in_sql(audited: Path, tmp_path: Path) -> None:
    store = audited / "store.sqlite"
    query = f"select verdict, count(*) n from rules where rule = '{RULE}' group by 1 order by 2"
    page = (audited / "out" / "overview.md").read_text(encoding="utf-8")
    answer = json.loads(run("overview", store, "--sql", query, "--format", "json"))
    assert sorted(str(a["n"]) for a in answer) == sorted(n for n in line(page, RULE)[1:4])
    told = run("overview", store, "--sql", query).splitlines()
    assert told[0].split() == ["verdict", "n"]
    assert set(told[1]) == {"-", " "}
    run("overview", store, "--sql", query, "--format", "csv", "-o", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("verdict,n\n")
    for view in VIEWS:
        assert run("overview", store, "--sql", f"select * from {view} limit 2")


@pytest.mark.parametrize(
    "query",
    [
        "delete from cases", "drop view rules", "attach 'other.db' as o", "pragma query_only = 0",
        "create table x (y)", "vacuum into 'copy.db'", "select * from nowhere", "selct", "",
        "select 1; select 2", "select load_extension('x')",
    ],
)  # fmt: skip
def test_a_question_changes_nothing(
    audited: Path, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = audited / "store.sqlite"
    before = store.read_bytes()
    told = run("overview", store, "--sql", query, status=0 if not query else 2)
    assert not query or "cannot be answered" in told
    assert store.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_parquet_without_pyarrow(
    audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = run("overview", audited / "store.sqlite", "-o", tmp_path / "x.parquet", status=2)
    assert "vtaudit[parquet]" in told


@pytest.mark.external
def test_parquet(audited: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    store = audited / "store.sqlite"
    run("overview", store, "-o", tmp_path / "x.parquet")
    assert {p.name for p in tmp_path.iterdir()} == {f"x-{v}.parquet" for v in VIEWS}
    dossiers = pq.read_table(tmp_path / "x-dossiers.parquet").to_pylist()
    assert len(dossiers) == CASES
    assert all(isinstance(d["shortcomings"], int) for d in dossiers)
    run("overview", store, "--sql", "select id from dossiers", "-o", tmp_path / "ids.parquet")
    assert pq.read_table(tmp_path / "ids.parquet").column_names == ["id"]


# -- publishing -------------------------------------------------------------------------------


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
