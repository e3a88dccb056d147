"""A case in several files is the same case; a mistake is told in the file in which it stands."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from running import ROOT, called

from vtaudit.api import load_case
from vtaudit.errors import InputError

CASES = sorted((ROOT / "cases").iterdir())


def split(case: Path, folder: Path) -> Path:
    """Write *case* in three files: its events, its complaints, and the rest."""
    text = (case / "case.yaml").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[a-z_]+:)", text)
    apart = {k: [b for b in blocks if b.startswith(f"{k}:")] for k in ("events", "complaints")}
    rest = [b for b in blocks if not b.startswith(("events:", "complaints:"))]
    (folder / "delen").mkdir(parents=True)
    for name, found in apart.items():
        (folder / "delen" / f"{name}.yaml").write_text("".join(found), encoding="utf-8")
    names = [f"delen/{k}.yaml" for k, found in apart.items() if found]
    for name, found in apart.items():
        if not found:
            (folder / "delen" / f"{name}.yaml").unlink()
    (folder / "case.yaml").write_text(
        "".join(rest) + f"\ninclude: [{', '.join(names)}]\n", encoding="utf-8"
    )
    return folder


def audited(case: Path) -> dict[str, object]:
    done = called("audit", case, "--format", "json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def placeless(value: object) -> object:
    """Return *value* without places and hashes."""
    if isinstance(value, dict):
        return {k: placeless(v) for k, v in value.items() if k not in {"where", "sha256", "seal"}}
    return [placeless(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_the_audit_is_the_same(case: Path, tmp_path: Path) -> None:
    parts = split(case, tmp_path / "zaak")
    one, several = audited(case), audited(parts)
    assert placeless(several) == placeless(one)
    found = several["findings"]
    assert isinstance(found, list)
    for finding in found:
        where = finding["where"]
        line = (parts / where["file"]).read_text(encoding="utf-8").splitlines()[where["line"] - 1]
        assert line.strip(), where


def test_each_mistake_is_told_in_its_own_file(tmp_path: Path) -> None:
    case = split(ROOT / "cases" / "voorbeeld-te-laat", tmp_path / "zaak")
    events = case / "delen" / "events.yaml"
    text = events.read_text(encoding="utf-8")
    events.write_text(text.replace("activity: melding", "activity: meldng", 1), encoding="utf-8")
    line = text[: text.index("activity: melding")].count("\n") + 1
    first = case / "case.yaml"
    first.write_text(first.read_text("utf-8").replace("role: kind", "role: knd", 1), "utf-8")
    done = called("check", case)
    assert done.returncode == 3
    assert f"events.yaml:{line}:" in done.stderr
    assert "activity: meldng" in done.stderr
    assert "case.yaml:" in done.stderr
    assert "did you mean `melding`?" in done.stderr


@pytest.mark.parametrize(
    ("include", "content", "said"),
    [
        ("../weg.yaml", None, "does not stay inside the case folder"),
        ("/etc/passwd", None, "does not stay inside the case folder"),
        ("niet-daar.yaml", None, "cannot be included"),
        ("deel.yaml", "format: 1\n", "belongs in the first file"),
        ("deel.yaml", "include: [nog.yaml]\n", "belongs in the first file"),
        ("deel.yaml", "- een lijst\n", "holds lists of the case"),
        ("deel.yaml", "evnts: []\n", "did you mean `events`?"),
        ("deel.yaml", "events: [{\n", "deel.yaml:"),
        ("deel.yaml", "people: {}\n", "deel.yaml:1:"),
    ],
)
def test_what_cannot_be_included(
    include: str, content: str | None, said: str, tmp_path: Path
) -> None:
    case = tmp_path / "zaak"
    case.mkdir()
    text = (ROOT / "cases" / "voorbeeld-te-laat" / "case.yaml").read_text(encoding="utf-8")
    (case / "case.yaml").write_text(f"{text}\ninclude: {include}\n", encoding="utf-8")
    (tmp_path / "weg.yaml").write_text("events: []\n", encoding="utf-8")
    if content is not None:
        (case / include).write_text(content, encoding="utf-8")
    done = called("audit", case)
    assert done.returncode == 3, done.stdout
    assert said in done.stderr
    assert done.stdout == ""


def test_a_change_in_an_included_file_is_audited_anew(tmp_path: Path) -> None:
    case = split(ROOT / "cases" / "voorbeeld-te-laat", tmp_path / "zaken" / "zaak")
    wanted = (
        "batch",
        case.parent,
        "-o",
        tmp_path / "uit",
        "--store",
        tmp_path / "store",
        "-j",
        "0",
    )
    assert "1 of 1 cases audited, findings" in called(*wanted).stderr
    assert "unchanged" in called(*wanted).stderr
    events = case / "delen" / "events.yaml"
    events.write_text(events.read_text("utf-8").replace("2021-01-11", "2021-01-12"), "utf-8")
    assert "unchanged" not in called(*wanted).stderr


def test_what_leaves_the_folder_is_one_file_again(tmp_path: Path) -> None:
    case = split(ROOT / "cases" / "voorbeeld-te-laat", tmp_path / "zaak")
    assert called("export", case, "--format", "xes", "--output", tmp_path / "z.xes").returncode == 0
    assert called("import", tmp_path / "z.xes", "-o", tmp_path / "terug").returncode == 0
    back = next((tmp_path / "terug").rglob("case.yaml")).parent
    assert placeless(audited(back)["findings"]) == placeless(audited(case)["findings"])
    copy = tmp_path / "kopie"
    assert called("pseudonymise", case, "-o", copy).returncode == 0
    assert called("check", next(copy.rglob("case.yaml"))).returncode == 0


def test_replies_go_to_the_file_in_which_the_step_stands(tmp_path: Path) -> None:
    case = split(ROOT / "cases" / "voorbeeld-te-laat", tmp_path / "zaak")
    first = (case / "case.yaml").read_bytes()
    form = tmp_path / "feiten.md"
    assert called("audit", case, "--for", "comment", "--output", form).returncode == 0
    text = form.read_text(encoding="utf-8")
    room = "**Reactie van moeder (moeder):**"
    form.write_text(text.replace(room, f"{room} Zo ging het niet.", 1), encoding="utf-8")
    done = called("comment", case, form)
    assert done.returncode == 0, done.stderr
    assert (case / "case.yaml").read_bytes() == first
    assert "Zo ging het niet." in (case / "delen" / "events.yaml").read_text(encoding="utf-8")
    assert called("check", case).returncode == 0


def test_a_report_rests_on_every_file(tmp_path: Path) -> None:
    case = split(ROOT / "cases" / "voorbeeld-te-laat", tmp_path / "zaak")
    report = tmp_path / "zaak.json"
    assert called("audit", case, "-o", report).returncode in {0, 1}
    assert called("verify", report, case).returncode == 0
    events = case / "delen" / "events.yaml"
    events.write_text(events.read_text(encoding="utf-8") + "# nog iets\n", encoding="utf-8")
    assert called("verify", report, case).returncode == 1


def test_a_line_that_a_message_names_is_that_of_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "format: 1\ncase: {id: z, title: Z, protocol: handelingsprotocol-2019, audited: vt}\n"
        "bodies: [{id: vt, kind: veilig-thuis}]\ninclude: [a.yaml, b.yaml]\n"
        "events:\n  - {id: m, activity: mdo, by: vt, text: x}\n",
        encoding="utf-8",
    )
    step = "  - {{id: {}, activity: mdo, by: vt, text: x}}\n"
    (tmp_path / "a.yaml").write_text("events:\n" + step.format("n") + step.format("m"), "utf-8")
    (tmp_path / "b.yaml").write_text(
        "events:\n" + "".join(map(step.format, ("n", "o", "o"))), encoding="utf-8"
    )
    told = called("check", tmp_path).stderr.splitlines()
    assert [line for line in told if "twice" in line] == [
        f"{tmp_path}/a.yaml:3:10: E121 event or promise `m` is given twice; first on line 6 of {tmp_path}/case.yaml",
        f"{tmp_path}/b.yaml:2:10: E121 event or promise `n` is given twice; first on line 2 of {tmp_path}/a.yaml",
        f"{tmp_path}/b.yaml:4:10: E121 event or promise `o` is given twice; first on line 3",
    ]


@pytest.mark.parametrize("names", ["a.yaml, a.yaml", "a.yaml, ./a.yaml", "case.yaml"])
def test_a_file_is_included_once(names: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        "format: 1\ncase: {id: z, title: Z, protocol: handelingsprotocol-2019, audited: vt}\n"
        f"bodies: [{{id: vt, kind: veilig-thuis}}]\ninclude: [{names}]\n",
        encoding="utf-8",
    )
    (tmp_path / "a.yaml").write_text("events: []\n", encoding="utf-8")
    done = called("check", tmp_path)
    assert done.returncode == 3
    assert "case.yaml:4:" in done.stderr
    assert done.stderr.count("is part of the case already") == 1
    assert len(done.stderr.splitlines()) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
def test_no_name_of_a_file_leads_out_or_breaks_the_reading(tmp_path: Path) -> None:
    """A link whose name has a backslash, one that leads round, and a name that no system takes."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (tmp_path / "buiten.yaml").write_text("events: []\n", encoding="utf-8")
    (folder / "x\\y.yaml").symlink_to(tmp_path / "buiten.yaml")
    (folder / "rond.yaml").symlink_to("rond.yaml")
    head = "case: {id: z, title: Z, protocol: handelingsprotocol-2019, audited: vt}\n"
    for name in ("'x\\y.yaml'", "rond.yaml", '"a\\0b"'):
        (folder / "case.yaml").write_text(f"format: 1\ninclude: {name}\n{head}", encoding="utf-8")
        with pytest.raises(InputError) as refused:
            load_case(folder)
        assert any(p.file.endswith("case.yaml") for p in refused.value.problems), name
