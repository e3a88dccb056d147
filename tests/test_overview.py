"""The overview: its figures are those of the cases, and what is hidden stays hidden."""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vtaudit.batch.publish import TOTAL, Cell, hidden
from vtaudit.batch.tables import VIEWS
from vtaudit.cli import app

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
    first = [line(row)[1] for row in rules.splitlines() if row.startswith("| VT")]
    assert [int(n) for n in first] == sorted((int(n) for n in first), reverse=True)


def test_every_number_leads_to_its_cases(audited: Path) -> None:
    out = audited / "out"
    page = (out / "overview.md").read_text(encoding="utf-8")
    links = re.findall(r"\[(\d+)\]\(([^)#]+)#([^)]+)\)", page)
    assert len(links) > 100
    for number, file, place in links:
        text = (out / file).read_text(encoding="utf-8")
        whole = place in ("contradicted", "not-established", "shown", "not-applicable")
        part = text[text.index(f'<a id="{place}"></a>') :]
        part = re.split(r"\n## " if whole else r"\n##", part, maxsplit=1)[0]
        targets = re.findall(r"- \[[^]]+\]\(([^)]+)\)", part)
        assert len(targets) == int(number), (file, place)
        assert all((out / file).parent.joinpath(t).is_file() for t in targets)
    assert len(re.findall(r"\| [1-9]\d* ", page.split("## Terms")[0])) == 2  # the two bodies


def test_the_command_says_what_the_batch_wrote(audited: Path, tmp_path: Path) -> None:
    store = audited / "store.sqlite"
    run("overview", store, "--lang", "en", "-o", tmp_path / "overview.md")
    mine = (tmp_path / "overview.md").read_text(encoding="utf-8")
    assert mine == (audited / "out" / "overview.md").read_text(encoding="utf-8")
    told = run("overview", store, "--lang", "en")
    assert told == re.sub(r"\[(\d+)\]\([^)]*\)", r"\1", mine)
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
    assert "fewer than 4 cases" in page
    counted = page[page.index("## Rules\n") : page.index("## Terms")]
    numbers = set(re.findall(r"(?<=\| )(?:\d+|·)(?= \|)", counted))
    assert "·" in numbers
    assert not {"1", "2", "3"} & numbers
    assert {"1", "2", "3"} <= set(re.findall(r"(?<=\| )\d+(?= \|)", whole))


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
