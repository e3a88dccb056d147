"""The whole argument of a finding, and complaints counted over cases, through the command line."""

from __future__ import annotations

import json

import pytest
from running import called, invoked
from test_cases import CASES, JUDGING

from vtaudit.api import audit, load_case
from vtaudit.audit.urgency import deadlines

REAL = CASES[0].parent.parent / "mieke-en-jette"
LATE = CASES[0].parent.parent / "voorbeeld-te-laat"


def ids(folder: object, code: str) -> list[str]:
    return [f.id for f in audit(load_case(str(folder))).findings if f.code == code]


def test_explain_lays_out_the_whole_argument() -> None:
    (name, *_) = ids(REAL, "VT101")
    text = called("explain", REAL, name).stdout
    for heading in ("Stappen waarop het rust", "Berekening", "Wat de regel vraagt en waarom",
                    "Bron van de regel", "Overwogen uitzonderingen", "Wat de stukken dekken",
                    "Wat het zou veranderen", "Wat het raakt", "Plaats in het dossier"):  # fmt: skip
        assert f"\n{heading}\n" in text
    assert "10 december 2019" in text
    assert "tellen niet mee: weekend" in text
    assert "hp-2019/7.4.4" in text
    assert "p. 7" in text
    assert "case.yaml:" in text


def test_a_date_stands_as_the_source_words_it() -> None:
    name = ids(REAL, "VT404")[0]
    text = called("explain", REAL, name, "--lang", "en").stdout
    assert "medio december 2019" in text
    assert "What would change it" in text


def test_exceptions_are_named_with_what_the_case_states() -> None:
    text = called("explain", LATE, ids(LATE, "VT201")[0]).stdout
    assert "gevaar bij contact vooraf: de zaak vermeldt dit niet" in text


def test_explain_as_json() -> None:
    name = ids(REAL, "VT101")[0]
    told = json.loads(called("explain", REAL, name, "--format", "json").stdout)
    assert told["schema"] == "vtaudit/explain-v1"
    assert told["finding"]["id"] == name
    assert told["term"]["rule"] == "VT101"
    assert told["source"][0]["norm"] == "hp-2019/7.4.4"
    assert told["arithmetic"]
    assert told["what_would_change_it"]
    assert {e["event"] for e in told["events"]} >= {"melding-2"}
    assert set(told["translations"]) == {"en"}


@pytest.mark.parametrize("cut", [0, 1])
def test_a_wrong_id_gets_the_nearest(cut: int) -> None:
    name = ids(REAL, "VT101")[0]
    done = called("explain", REAL, name[: len(name) - cut] + "x")
    assert done.returncode == 2
    assert f"did you mean `{name}`?" in done.stderr


def test_the_beginning_of_an_id_will_do_when_it_is_only_one() -> None:
    name = ids(REAL, "VT601")[0]
    assert called("explain", REAL, name[:9]).stdout.startswith(name)
    done = called("explain", REAL, "VT601")
    assert done.returncode == 2
    assert "more than one" in done.stderr


@pytest.mark.parametrize("name", ["mieke-en-jette", "voorbeeld-te-laat"])
def test_the_id_of_a_term_leads_to_its_finding(name: str) -> None:
    """What `deadlines` lists can be asked for by the id that it gives, or runs."""
    case = str(CASES[0].parent.parent / name)
    result = audit(load_case(case))
    listed = {one.term.status: one for one in deadlines(result)}
    assert len(listed) > 1
    for one in listed.values():
        done = invoked("explain", case, one.id, "--format", "json")
        if one.term.status == "running":
            assert done.exit_code == 2
            assert "vtaudit terms CASE --explain" in done.stderr
        else:
            found = json.loads(done.stdout)["finding"]
            assert found["code"] == one.term.rule
            assert one.term.runs_from_event in found["events"]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.parent.name)
def test_every_finding_can_be_argued_in_every_language(case: object) -> None:
    from vtaudit.api import rulebook
    from vtaudit.report.explain import as_json, as_text

    result = audit(load_case(str(case)))
    for found in result.findings:
        for lang in ("nl", "en"):
            text = as_text(result, rulebook(), found.id, lang)
            assert text.startswith(found.id)
            assert "{" not in text
        own = json.loads(as_json(result, rulebook(), found.id))
        said = [own["finding"]["message"], *own["exceptions"], *own["what_would_change_it"]]
        assert not [t for t in said if JUDGING.search(t)]


def test_compare_counts_complaints_beside_verdicts() -> None:
    told = json.loads(called("compare", CASES[0].parent.parent, "--format", "json").stdout)
    assert told["cases"] == len(CASES)
    rows = {(r["case"], r["complaint"]): r for r in told["rows"]}
    one = rows["mieke-en-jette", "klacht-1"]
    assert one["shortcomings"] == 0
    assert one["undetermined"] > 0
    assert {"by": ["kinderombudsman", "ombudsman"], "outcome": "ongegrond"} in one["verdicts"]
    totals = {(tuple(t["by"]), t["outcome"]): t for t in told["totals"]}
    upheld = totals[("klachtencommissie",), "gegrond"]
    assert upheld["complaints"] == 3
    assert upheld["with_shortcomings"] == 3
    assert sum(len(r["verdicts"]) or 1 for r in told["rows"]) == sum(
        t["complaints"] for t in told["totals"]
    )
    assert not {"score", "percentage", "rank"} & set(one)


def test_compare_tells_a_table_and_scores_nobody() -> None:
    text = called("compare", REAL, LATE).stdout
    assert "6 klachten in 2 zaken" in text
    assert "niet zeggen wie gelijk had" in text
    assert "%" not in text
