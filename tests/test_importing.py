"""Chronologies as people really hand them in: nothing is dropped, and no guess goes for a fact."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from typer.testing import CliRunner

from vtaudit.api import load_case
from vtaudit.cli import app

CASES = Path(__file__).parent.parent / "cases"
runner = CliRunner()


def imported(source: Path) -> str:
    """Return the draft that becomes of *source*, which passes a check."""
    folder = source.parent / f"{source.name}-zaak"
    done = runner.invoke(app, ["import", str(source), "-o", str(folder), "--no-ask"])
    assert done.exit_code == 0, done.output
    checked = runner.invoke(app, ["check", str(folder)])
    assert checked.exit_code == 0, checked.output
    return (folder / "case.yaml").read_text(encoding="utf-8")


def steps(source: Path) -> list[tuple[str | None, str]]:
    imported(source)
    case = load_case(source.parent / f"{source.name}-zaak")
    return [(str(e.date) if e.date else None, str(e.text)) for e in case.file.events]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_of_any_windows_program_reads_alike(encoding: str, end: str, tmp_path: Path) -> None:
    lines = (
        "6 december 2019 Melding over het café – één",
        "",
        "7 december 2019 Gesprek met ouders",
    )
    (tmp_path / "a.txt").write_bytes(end.join(lines).encode(encoding))
    assert steps(tmp_path / "a.txt") == [
        ("6 december 2019", "Melding over het café – één"),
        ("7 december 2019", "Gesprek met ouders"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_a_table_of_any_windows_program_reads_alike(encoding: str, tmp_path: Path) -> None:
    text = 'Datum;Wat\r\n6 december 2019;"Gesprek\r\nin café"\r\n\r\n7 december 2019;Klacht\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    draft = imported(tmp_path / "a.csv")
    assert "# regel 2" in draft
    assert "regel 5" in draft
    assert "text: Gesprek in café" in draft


def test_columns_of_other_names_and_a_title_above_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Zaak twaalf,,,,\n"
        "Nr,Wanneer precies,Wat er gebeurde,Wie deed het,Opmerking\n"
        "1,6 december 2019,Melding,Jansen,let op\n",
        encoding="utf-8",
    )
    draft = imported(tmp_path / "a.csv")
    for kept in ("Zaak twaalf", "Nr: 1", "6 december 2019", "Melding", "Jansen", "let op"):
        assert kept in draft, kept


def test_without_headings_the_column_with_dates_is_the_date(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "stuk 1,Melding door school,6 december 2019\nstuk 2,Gesprek met ouders,2020-01-02\n",
        encoding="utf-8",
    )
    assert steps(tmp_path / "a.csv") == [
        ("6 december 2019", "Melding door school"),
        ("2020-01-02", "Gesprek met ouders"),
    ]
    assert "stuk 2" in imported_again(tmp_path / "a.csv")


def imported_again(source: Path) -> str:
    return (source.parent / f"{source.name}-zaak" / "case.yaml").read_text(encoding="utf-8")


def test_a_date_that_cannot_be_read_is_told_and_not_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "datum,gebeurtenis\nergens in het najaar,Klacht\n31-02-2020,Klacht\n,Zitting\n",
        encoding="utf-8",
    )
    assert [date for date, _ in steps(tmp_path / "a.csv")] == [None, None, None]
    draft = imported_again(tmp_path / "a.csv")
    assert "todo: date: `ergens in het najaar`" in draft
    assert "todo: date: `31-02-2020`" in draft


def test_a_date_from_the_row_above_and_one_in_digits_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "datum,gebeurtenis\n05-03-2020,Klacht\n,Zitting\n", encoding="utf-8"
    )
    assert [date for date, _ in steps(tmp_path / "a.csv")] == ["2020-03-05", "2020-03-05"]
    draft = imported_again(tmp_path / "a.csv")
    assert "datum in de bron: 05-03-2020" in draft
    assert draft.count("die van de rij erboven") == 1


def test_a_line_that_may_be_a_step_of_its_own_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "6 december 2019 Melding door school\n6 décembre 2019 Klacht\n7-12-19 Zitting\n"
        "2019/12/08 Klacht over\ngroep4\n12\n",
        encoding="utf-8",
    )
    assert steps(tmp_path / "a.txt") == [
        ("6 december 2019", "Melding door school 6 décembre 2019 Klacht"),
        (None, "Zitting"),
        ("2019-12-08", "Klacht over groep"),
    ]
    draft = imported_again(tmp_path / "a.txt")
    assert "todo: is dit een eigen stap? 6 décembre 2019 Klacht" in draft
    assert "todo: date: `7-12-19`" in draft
    assert "noot 4" in draft
    assert "# 6: 12" in draft


def test_a_workbook_with_a_title_joined_cells_notes_and_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "een"
    for row in (
        ["Tijdlijn", None, None],
        [],
        ["Datum", "Gebeurtenis", "Bron"],
        [dt.date(2019, 12, 6), "Melding door school", "stuk 1"],
        [None, "Gesprek met ouders", None],
        [None, "Klacht", None],
        [dt.datetime.combine(dt.date(2019, 12, 10), dt.time(14, 30)), "Zitting", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A4:A5")
    sheet["B4"].comment = Comment("nagaan", "iemand")
    other = book.create_sheet("twee")
    other.append(["Datum", "Gebeurtenis"])
    other.append([dt.date(2020, 5, 1), "Uitspraak van de rechtbank"])
    book.save(tmp_path / "a.xlsx")
    assert [date for date, _ in steps(tmp_path / "a.xlsx")] == [
        "2019-12-06", "2019-12-06", "2019-12-06", "2019-12-10 14:30", "2020-05-01",
    ]  # fmt: skip
    draft = imported_again(tmp_path / "a.xlsx")
    assert draft.count("die van de rij erboven") == 1
    for kept in ("Tijdlijn", "stuk 1", "nagaan", "in de bron: twee"):
        assert kept in draft, kept


def test_a_document_with_joined_cells_a_table_in_a_cell_and_a_header(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("Inleiding.")
    paper.sections[0].header.paragraphs[0].text = "Vertrouwelijk"
    table = paper.add_table(rows=0, cols=2)
    for when, what in (
        ("Datum", "Wat"), ("6 december 2019", "Melding"), ("", "Gesprek met ouders"),
        ("Fase twee", ""), ("7 december 2019", ""),
    ):  # fmt: skip
        cells = table.add_row().cells
        cells[0].text, cells[1].text = when, what
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    table.cell(4, 1).add_table(1, 1).cell(0, 0).text = "Zitting bij de rechtbank"
    paper.save(str(tmp_path / "a.docx"))
    assert steps(tmp_path / "a.docx") == [
        ("6 december 2019", "Melding"),
        ("6 december 2019", "Gesprek met ouders"),
        ("7 december 2019", "Zitting bij de rechtbank"),
    ]
    draft = imported_again(tmp_path / "a.docx")
    assert "erboven" not in draft
    for kept in ("Inleiding.", "Fase twee", "Vertrouwelijk"):
        assert kept in draft, kept


def test_a_list_in_a_document_without_a_table_reads_as_text(tmp_path: Path) -> None:
    paper = docx.Document()
    for text in ("Tijdlijn", "6 december 2019 Melding", "7 december 2019\tGesprek met ouders"):
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "a.docx"))
    assert steps(tmp_path / "a.docx") == [
        ("6 december 2019", "Melding"),
        ("7 december 2019", "Gesprek met ouders"),
    ]


def test_no_event_and_no_value_of_another_programs_log_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.xes").write_text(
        '<log><trace><string key="concept:name" value="A"/><event>'
        '<string key="concept:name" value="melding"/><string key="plaats" value="Tiel"/>'
        '<date key="time:timestamp" value="2020-03-04T23:30:00+01:00"/></event></trace>'
        '<trace><string key="concept:name" value="B"/><event>'
        '<string key="concept:name" value="zitting"/></event></trace></log>',
        encoding="utf-8",
    )
    assert steps(tmp_path / "a.xes") == [("2020-03-04", "melding"), (None, "zitting")]
    draft = imported_again(tmp_path / "a.xes")
    for kept in ("plaats: Tiel", "in de bron: B", "2020-03-04T23:30:00+01:00"):
        assert kept in draft, kept
    log = {
        "objects": [{"id": "kind-1", "type": "child"}],
        "events": [{
            "id": "e", "type": "melding", "time": "2020-01-01T00:00:00Z",
            "attributes": [{"name": "plaats", "value": "Tiel"}],
            "relationships": [{"qualifier": "over", "objectId": "kind-1"}],
        }],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(log), encoding="utf-8")
    assert steps(tmp_path / "a.json") == [("2020-01-01", "melding")]
    draft = imported_again(tmp_path / "a.json")
    for kept in ("plaats: Tiel", "over: kind-1", "id: kind-1; type: child"):
        assert kept in draft, kept
    assert "datum in de bron" not in draft


@pytest.mark.parametrize(("form", "name"), [("xes", "a.xes"), ("ocel", "a.json"), ("csv", "a.csv")])
def test_of_an_export_of_several_cases_none_is_lost_unsaid(
    form: str, name: str, tmp_path: Path
) -> None:
    exported = runner.invoke(
        app, ["export", str(CASES), "--format", form, "-o", str(tmp_path / name)]
    )
    assert exported.exit_code == 0, exported.output
    done = runner.invoke(app, ["import", str(tmp_path / name), "-o", str(tmp_path / "zaak")])
    assert done.exit_code == 2
    assert "export each by itself" in done.output
    assert not (tmp_path / "zaak").exists()


def test_an_export_that_a_dutch_spreadsheet_saved_again_comes_back(tmp_path: Path) -> None:
    case = CASES / "voorbeeld-te-laat"
    out = tmp_path / "a.csv"
    assert runner.invoke(app, ["export", str(case), "-f", "csv", "-o", str(out)]).exit_code == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    with out.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    done = runner.invoke(app, ["import", str(out), "-o", str(tmp_path / "zaak")])
    assert "as it was exported" in done.output


@pytest.mark.parametrize("text", ["", "datum,gebeurtenis\n", "Zomaar wat woorden\n"])
def test_a_file_without_a_step_makes_no_case(text: str, tmp_path: Path) -> None:
    for name in ("a.csv", "a.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = runner.invoke(app, ["import", str(tmp_path / name), "-o", str(tmp_path / "zaak")])
        assert done.exit_code == 2
        assert "no steps found" in done.output
        assert not (tmp_path / "zaak").exists()


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("VT informeert ouders over aanmelding bij JBT", ["vt"], ["moeder", "vader"]),
        ("Tijdelijke stopzetting omgangsregeling vader met kinderen", [], []),
        ("Zitting bij de rechtbank", [], []),
        ("Begeleider neemt namens moeder contact op met sociaal wijkteam", [], []),
        ("MDO VT met uitkomst Verzoek Tot Bespreking JBT (VTB)", ["vt"], []),
    ],
)
def test_who_is_only_spoken_of_takes_no_part(
    text: str, by: list[str], to: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(f"6 december 2019 {text}\n", encoding="utf-8")
    imported(tmp_path / "a.txt")
    (event,) = load_case(tmp_path / "a.txt-zaak").file.events
    assert ([str(b) for b in event.by], [str(t) for t in event.to]) == (by, to)


def test_what_a_list_leaves_open_stands_beside_the_step(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "6 december 2019 Eerste melding bij VT\n10 december 2019 Tweede melding bij VT\n"
        "11 december 2019 Veiligheidsbeoordeling naar aanleiding van de eerste melding\n"
        "12 december 2019 VT in gesprek met kinderen\n"
        "13 december 2019 Multidisciplinair overleg VT met uitkomst Voorwaarden & Vervolg\n",
        encoding="utf-8",
    )
    draft = imported(tmp_path / "a.txt")
    assert "of het ook gaat over {id: melding-2, link: unknown}" in draft
    assert "todo: people: `kind` kunnen er meer zijn" in draft
    assert "of, of daarnaast een eigen stap: keuze-vv" in draft
