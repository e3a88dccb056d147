"""What `check --fix` puts right and what it leaves alone; what `migrate` does and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import called

from vtaudit.errors import InputError
from vtaudit.exchange import migrating

ROOT = Path(__file__).resolve().parent.parent
SOUND = """# opmerking
format: 1
case: {id: zaak, title: Zaak, protocol: handelingsprotocol-2019, audited: vt, as_of: 2020-12-31}
people:
  - {id: moeder, role: ouder}
bodies: [{id: vt, kind: veilig-thuis}]
events:
  - id: gesprek-1  # het eerste
    activity: gesprek-ouders
    text: Gesprek.
    date: 2020-01-20
    by: vt
    with: "moeder"
    not_said: [aanpak]
"""


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("not_said", "not-said"), ("not_said", "Not Said"), ("gesprek-ouders", "gesprek_ouders"),
        ('"moeder"', '"Moeder"'), ("role: ouder", "role: Ouder"), ("veilig-thuis", "Veilig Thuis"),
        ("handelingsprotocol-2019", "Handelingsprotocol 2019"), ("by: vt", "by: VT"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right_and_the_rest_stays_to_the_byte(
    right: str, slip: str, tmp_path: Path
) -> None:
    file = tmp_path / "case.yaml"
    wrong = SOUND.replace(right, slip, 1)
    file.write_bytes(wrong.replace("\n", "\r\n").encode())
    assert called("check", tmp_path).returncode == 3
    done = called("check", tmp_path, "--fix")
    assert done.returncode == 0, done.stderr
    assert "is now" in done.stderr
    assert file.read_bytes() == SOUND.replace("\n", "\r\n").encode()
    assert called("check", tmp_path, "--fix").stderr == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("gesprek-ouders", "gesprek-oudres"), ("by: vt", "by: vtt"), ("2020-01-20", "2020-31-20")],
)
def test_what_may_mean_something_else_is_left_alone(right: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    text = SOUND.replace(right, wrong, 1)
    file.write_text(text, encoding="utf-8")
    done = called("check", tmp_path, "--fix")
    assert done.returncode == 3
    assert "is now" not in done.stderr
    assert file.read_text(encoding="utf-8") == text


def test_slips_are_put_right_beside_mistakes_that_are_not(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    text = SOUND.replace("not_said", "not-said").replace("2020-01-20", "2020-31-20")
    file.write_text(text, encoding="utf-8")
    done = called("check", tmp_path, "--fix")
    assert done.returncode == 3
    assert "E1" in done.stderr
    assert file.read_text(encoding="utf-8") == SOUND.replace("2020-01-20", "2020-31-20")


def test_a_file_of_today_needs_no_migration(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(SOUND, encoding="utf-8")
    done = called("migrate", tmp_path)
    assert done.returncode == 0
    assert "nothing to do" in done.stderr
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == SOUND


def test_a_format_of_tomorrow_is_named_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(SOUND.replace("format: 1", "format: 9"), encoding="utf-8")
    done = called("migrate", tmp_path)
    assert done.returncode == 3
    assert "case.yaml:2:9: " in done.stderr
    assert "format `9` is not known" in done.stderr


def test_formats_are_passed_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {
        "alpha": ("beta", lambda t: t.replace("format: alpha", "format: beta")),
        "beta": ("1", lambda t: t.replace("format: beta", "format: 1").replace("wat:", "text:")),
    }
    monkeypatch.setattr(migrating, "STEPS", steps)
    old = SOUND.replace("format: 1", "format: alpha").replace("text:", "wat:")
    assert migrating.migrated(old.encode(), "x") == (SOUND.encode(), ("beta", "1"))
    with pytest.raises(InputError):
        migrating.migrated(b"format: gamma", "x")
