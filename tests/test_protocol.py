"""A protocol can be drawn and exported, and a case's path told, each in every format."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from running import invoked

from vtaudit.align import align
from vtaudit.api import audit, check_case, load_case, rulebook
from vtaudit.cli import work
from vtaudit.dates.interval import Interval
from vtaudit.errors import InputError
from vtaudit.exchange.bpmn import MODEL
from vtaudit.exchange.pnml import GRAMMAR
from vtaudit.report.pathpage import Account, as_text
from vtaudit.rulebook.flows import activities_of

ROOT = Path(__file__).resolve().parent.parent
REAL = str(ROOT / "cases" / "mieke-en-jette")
ENGLISH = str(ROOT / "cases" / "example-section-47")
PROTOCOLS = pytest.mark.parametrize("name", sorted(rulebook().protocols))
FORMATS = pytest.mark.parametrize("form", ["text", "markdown", "json"])


def done(*arguments: str) -> str:
    result = invoked(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def named(protocol: str) -> set[str]:
    flows = [t.flow for t in rulebook().protocols[protocol].tracks]
    return {a for f in flows if f is not None for a in activities_of(f)}


@PROTOCOLS
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_drawing_names_every_step(name: str, lang: str) -> None:
    drawn = " ".join(done("protocol", name, "--lang", lang).split())
    for activity in rulebook().protocols[name].activities:
        assert str(activity.nl if lang == "nl" else activity.en) in drawn


@PROTOCOLS
def test_every_step_has_its_paragraph_or_says_that_none_was_read(name: str) -> None:
    protocol = rulebook().protocols[name]
    for activity in protocol.activities:
        assert bool(activity.source) == (activity.verified == "yes"), activity.id
    resting = {t.id for t in protocol.tracks if t.source}
    unread = [a.en for a in protocol.activities if a.verified == "no" and a.track in resting]
    told = done("protocol", name, "--lang", "en")
    assert unread
    assert told.count("no paragraph read") >= len(unread)


SYSTEMS = {
    "advies": "advies", "melding": "intake", "veiligheidsbeoordeling": "intake",
    "besluit-overdracht-direct": "intake", "geen-vervolg": "intake", "keuze-vv": "dossier",
    "keuze-onderzoek": "dossier", "mdo": "dossier", "vtb": "dossier", "jbt": "dossier",
    "preventieve-jeugdbescherming": "dossier", "terugmelding": "dossier", "vto": "dossier",
    "overdracht": "dossier", "monitoring": "dossier", "afsluiting": "dossier",
    "beschermingsonderzoek": "raad", "onderzoek-gezag-omgang": "rechter",
    "ondertoezichtstelling": "rechter", "uitspraak": "rechter", "klachtafhandeling": "klacht",
    "oordeel-klachtencommissie": "klacht", "reactie-oordeel": "klacht",
    "rapport-ombudsman": "ombudsman",
}  # fmt: skip
"""Every system that the real case comes by, and the track in which it has its place."""


@pytest.mark.parametrize(("step", "track"), SYSTEMS.items())
def test_every_system_has_its_place_in_a_flow(step: str, track: str) -> None:
    protocol = rulebook().protocols["handelingsprotocol-2019"]
    flow = next(t.flow for t in protocol.tracks if t.id == track)
    assert flow is not None
    assert step in activities_of(flow)
    name = next(str(a.nl) for a in protocol.activities if a.id == step)
    drawn = done("protocol", str(protocol.id), "--track", track).split("  verloop\n")[1]
    assert name in drawn
    assert f"{step:<30}{name}\n" in done("words", "activity")


def test_the_drawing_of_a_small_track() -> None:
    assert done("protocol", "handelingsprotocol-2019", "--track", "advies", "--lang", "en") == (
        "Protocol for action of Veilig Thuis 2019\n"
        "not verified: the full text has not been read\n"
        "\n"
        "Advice (advies)  [hp-2019/3.3]\n"
        "  phase: Advice  [hp-2019/3.3]\n"
        "      · ended by advice\n"
        "  flow\n"
        "  ├─ request for advice  [hp-2019/3.3]\n"
        "  └─ advice  [Veilig Thuis (child-protection reporting agency); hp-2019/3.3]\n"
    )


@PROTOCOLS
def test_every_net_is_sound_in_form(name: str) -> None:
    root = ET.fromstring(done("protocol", name, "--format", "pnml"))  # noqa: S314 - our own
    space = {"p": GRAMMAR}
    assert root.tag == f"{{{GRAMMAR}}}pnml"
    labels = set()
    for net in root.findall("p:net", space):
        places = [x.get("id") for x in net.findall(".//p:page/p:place", space)]
        steps = net.findall(".//p:transition", space)
        nodes = {*places, *(t.get("id") for t in steps)}
        for arc in net.findall(".//p:arc", space):
            ends = {arc.get("source"), arc.get("target")}
            assert ends <= nodes
            assert len(ends & set(places)) == 1
        assert len(net.findall(".//p:initialMarking", space)) == 1
        assert len(net.findall(".//p:finalmarkings/p:marking/p:place", space)) == 1
        labels |= {
            str(t.findtext("p:name/p:text", namespaces=space)) for t in steps
            if t.find("p:toolspecific", space) is None
        }  # fmt: skip
    assert labels == named(name)


@PROTOCOLS
def test_every_process_is_sound_in_form(name: str) -> None:
    root = ET.fromstring(done("protocol", name, "--format", "bpmn"))  # noqa: S314 - our own
    space = {"b": MODEL}
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for process in root.findall("b:process", space):
        nodes = {e.get("id"): e for e in process if not e.tag.endswith("sequenceFlow")}
        for flow in process.findall("b:sequenceFlow", space):
            source, target = nodes[flow.get("sourceRef")], nodes[flow.get("targetRef")]
            assert flow.get("id") in {e.text for e in source.findall("b:outgoing", space)}
            assert flow.get("id") in {e.text for e in target.findall("b:incoming", space)}
        assert len(process.findall("b:startEvent", space)) == 1
        assert len(process.findall("b:endEvent", space)) == 1


@PROTOCOLS
def test_mermaid_has_a_frame_for_each_track(name: str) -> None:
    drawn = done("protocol", name, "--format", "mermaid")
    flows = [t for t in rulebook().protocols[name].tracks if t.flow is not None]
    assert drawn.startswith("flowchart TB\n")
    assert drawn.count("subgraph") == drawn.count("\n  end") == len(flows)


@PROTOCOLS
def test_json_holds_the_whole_protocol(name: str) -> None:
    told = json.loads(done("protocol", name, "--format", "json"))
    protocol = rulebook().protocols[name]
    whole = told["definition"]
    assert [a["id"] for a in whole["activities"]] == [a.id for a in protocol.activities]
    assert [t["id"] for t in whole["tracks"] if "flow" in t] == [
        t.id for t in protocol.tracks if t.flow is not None
    ]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("protocol", "handelingsprotocol-2091"), "handelingsprotocol-2019"),
        (("protocol", "handelingsprotocol-2019", "--track", "klagt"), "klacht"),
        (("protocol", "--format", "pnml"), "give the protocol"),
        (("path", REAL, "--under", "moedr"), "moeder"),
        (("path", REAL, "--under", "moeder"), "no account"),
    ],
)
def test_what_is_not_there_is_refused(arguments: tuple[str, ...], word: str) -> None:
    result = invoked(*arguments)
    assert result.exit_code == 2
    assert word in result.output


@FORMATS
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_path_in_every_format(form: str, lang: str, tmp_path: Path) -> None:
    file = tmp_path / "path.out"
    done("path", REAL, "--under", "vt", "--format", form, "--lang", lang, "--output", str(file))
    assert file.read_text(encoding="utf-8") == done(
        "path", REAL, "--under", "vt", "--format", form, "--lang", lang
    )
    assert invoked("path", REAL, "--output", str(file)).exit_code == 2


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("under", [None, "vt"])
@pytest.mark.parametrize("width", [80, 200])
def test_the_path_stays_on_the_screen(
    under: str | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    case = load_case(REAL)
    accounts = [Account(None, audit(case))]
    accounts += [Account(under, audit(work.told_by(case, under)))] if under else []
    rows = as_text(accounts, rulebook(), Screen(), "nl").splitlines()
    assert width // 2 < max(map(len, rows)) <= width
    assert rows[0] == "De weg van Mieke en Jette op 31 december 2020"
    told = " ".join(" ".join(rows).split())
    assert "staat op 31 december 2020 in: Overdracht en afsluiting" in told
    assert "volgens het protocol kan nu volgen: monitoring" in told


def test_what_every_order_would_cost_is_told_as_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert align.__kwdefaults__ is not None
    monkeypatch.setitem(align.__kwdefaults__, "limit", 3)
    told = done("path", REAL, "--lang", "en")
    assert "too many orders to look at all: it deviates by" in told
    assert "certain:" not in told


def test_an_open_link_has_its_alternatives() -> None:
    told = json.loads(done("path", REAL, "--format", "json"))
    run = next(r for r in told["accounts"][0]["path"]["runs"] if r["object"] == "melding-2")
    assert run["exact"]
    assert {d["likelihood"] for d in run["deviations"]} == {"possible"}
    (given,) = run["alternatives"]
    assert (given["event"], given["belongs"], given["settled"]) == ("vb-1", "yes", [])
    assert [d["activity"] for d in given["gone"]] == [
        "besluit-bemoeienis",
        "veiligheidsbeoordeling",
    ]


def test_rival_accounts_stand_side_by_side() -> None:
    told = json.loads(done("path", ENGLISH, "--under", "mother", "--format", "json"))
    record, mother = (a["path"]["runs"][0] for a in told["accounts"])
    assert [a["under"] for a in told["accounts"]] == [None, "mother"]
    assert record["deviations"] == []
    assert [(d["kind"], d["likelihood"], d["activity"]) for d in mother["deviations"]] == [
        ("model", "certain", "strategy-discussion")
    ]
    text = done("path", ENGLISH, "--under", "mother", "--lang", "en")
    assert "as mother tells it" in text


def test_what_a_step_needs_is_weighed() -> None:
    told = json.loads(done("path", REAL, "--format", "json"))
    needs = told["accounts"][0]["path"]["needs"]
    of_choice = [(n["number"], n["verdict"]) for n in needs if n["event"] == "keuze-vv"]
    assert of_choice == [
        (0, "shown"), (1, "not-established"), (2, "shown"), (3, "shown"), (4, "shown")
    ]  # fmt: skip


def test_the_english_calendar_counts() -> None:
    """31 August 2020 is a bank holiday in England and an ordinary day in the Netherlands."""
    told = json.loads(done("terms", ENGLISH, "--format", "json"))
    terms = [t for t in told["terms"] if t["rule"] == "VT903"]
    assert [t["status"] for t in terms] == ["overdue"]
    record = next(t for t in told["terms"] if t["rule"] == "VT902")
    assert record["last_day"] == {"earliest": "2020-09-08", "latest": "2020-09-10"}


# -- 31 August 2020: a bank holiday in England and an ordinary day in the Netherlands ----------

ABROAD = """format: 1
case: {{id: x, title: X, protocol: {protocol}, audited: la, as_of: 2020-12-31}}
people: [{{id: mother, role: ouder}}, {{id: robin, role: kind}}]
bodies: [{{id: la, kind: {kind}}}]
events:
  - {{id: a, activity: {activity}, by: la, to: mother, date: 2020-08-28, text: A}}
  - id: b
    activity: {activity}
    by: la
    date: {own}
    text: B
    accounts: [{{by: mother, field: date, value: {told}, status: disputed}}]
"""
LANDS = pytest.mark.parametrize(
    ("protocol", "kind", "activity", "day"),
    [("england-child-protection", "local-authority", "referral", date(2020, 9, 1)),
     ("handelingsprotocol-2019", "veilig-thuis", "melding", date(2020, 8, 31))],
)  # fmt: skip
NEXT = "1 werkdag na a"


def abroad(folder: Path, protocol: str, kind: str, activity: str, own: str, told: str) -> Path:
    text = ABROAD.format(protocol=protocol, kind=kind, activity=activity, own=own, told=told)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return folder


@LANDS
def test_a_relative_date_counts_on_the_calendar_of_the_protocol(
    protocol: str, kind: str, activity: str, day: date, tmp_path: Path
) -> None:
    case = load_case(abroad(tmp_path, protocol, kind, activity, NEXT, "2020-09-10"))
    assert case.moments["b"].interval == Interval.on(day)


@LANDS
def test_what_an_actor_tells_counts_on_the_calendar_of_the_protocol(
    protocol: str, kind: str, activity: str, day: date, tmp_path: Path
) -> None:
    case = load_case(abroad(tmp_path, protocol, kind, activity, "2020-09-10", NEXT))
    assert work.told_by(case, "mother").moments["b"].interval == Interval.on(day)


@LANDS
def test_a_file_is_checked_on_the_calendar_of_the_protocol(
    protocol: str, kind: str, activity: str, day: date, tmp_path: Path
) -> None:
    file = abroad(tmp_path, protocol, kind, activity, NEXT, "2020-09-10") / "case.yaml"
    for other in (date(2020, 8, 31), date(2020, 9, 1)):
        step = f"  - {{id: c, activity: {activity}, text: C, date: {other}, same_day: b}}\n"
        data = (file.read_text(encoding="utf-8") + step).encode()
        if other == day:
            check_case(file, data)
            continue
        with pytest.raises(InputError, match="cannot all be true"):
            check_case(file, data)


@LANDS
def test_a_copy_in_pseudonyms_counts_on_the_calendar_of_the_protocol(
    protocol: str, kind: str, activity: str, day: date, tmp_path: Path
) -> None:
    folder = abroad(tmp_path, protocol, kind, activity, NEXT, "2020-09-10")
    done("pseudonymise", str(folder), "--output", str(tmp_path / "copy"))
    assert load_case(tmp_path / "copy").moments["b"].interval == Interval.on(day)
