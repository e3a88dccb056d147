"""The overview: its figures are those of the cases, each leads to them, and it can be asked."""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from overviews import CASES, ITEM, LINK, RULE, audits, shown
from running import run

from vtaudit.batch.tables import VIEWS

ANCHOR = {".md": '<a id="{}"></a>', ".html": ' id="{}">'}
HEAD = {".md": r"\n(#+) ", ".html": r"<h(\d) "}
ENDINGS = pytest.mark.parametrize("ending", [".md", ".html"])
WHOLE = ("contradicted", "not-established", "shown", "not-applicable", "cases", "measured")


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
