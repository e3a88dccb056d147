"""What an editor offers, shows and underlines in a new case, by the real YAML language server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import LanguageServer
from typer.testing import CliRunner

from vtaudit.api import rulebook
from vtaudit.cli import app

pytestmark = pytest.mark.external
ROOT = Path(__file__).resolve().parent.parent
INSTALLED = ROOT / ".venv-editor" / "node_modules" / ".bin" / "yaml-language-server"
EVENTS = """\
events:
  - id: eerste
    activity: 
    text: Er komt een melding binnen.
    date: medio mei 2020
    chanel: brief
  - id: tweede
    activity: mdoo
    text: Er is overleg.
    
"""  # noqa: W291, W293 - an author who has not typed further yet


@pytest.fixture(scope="module", params=["nl", "en"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, LanguageServer]]:
    """A new case with two steps that are not finished, open in the language server."""
    command = INSTALLED if INSTALLED.exists() else shutil.which("yaml-language-server")
    if command is None:
        pytest.skip("yaml-language-server is missing: make test-all installs it where npm is")
    folder = tmp_path_factory.mktemp("zaak") / "zaak-12"
    made = CliRunner().invoke(app, ["new", "zaak-12", "-o", str(folder), "--lang", request.param])
    assert made.exit_code == 0, made.output
    file = folder / "case.yaml"
    text = file.read_text(encoding="utf-8").replace("events: []\n", EVENTS)
    assert EVENTS in text
    with LanguageServer([command, "--stdio"], file, text) as server:
        yield request.param, server


def test_activities_are_offered_with_their_meaning(opened: tuple[str, LanguageServer]) -> None:
    lang, server = opened
    offered = server.completions("    activity: ")
    activities = {str(a.id): a for p in rulebook().protocols.values() for a in p.activities}
    assert set(offered) == set(activities)
    for name, shown in offered.items():
        assert shown == getattr(activities[name], lang), name


def test_keys_are_offered_with_what_they_are_for(opened: tuple[str, LanguageServer]) -> None:
    lang, server = opened
    offered = server.completions("    ")
    assert {"by", "to", "with", "sources", "record"} <= set(offered)
    assert {"nl": "Wie handelde", "en": "Who acted"}[lang] in offered["by"]


def test_hovering_explains_keys_in_the_language_of_the_author(
    opened: tuple[str, LanguageServer],
) -> None:
    lang, server = opened
    date = server.hover("    date: medio mei 2020", "date")
    assert {"nl": "zo vaag als de bron", "en": "as vague as the source"}[lang] in date
    steps = server.hover("events:", "events")
    assert {"nl": "De stappen.", "en": "The steps."}[lang] in steps


def test_mistakes_are_underlined_where_they_stand(opened: tuple[str, LanguageServer]) -> None:
    _, server = opened
    wrong = server.underlined()
    assert set(wrong) == {"chanel", "mdoo", ""}  # the last: the activity that is still to come
    assert "not allowed" in wrong["chanel"]
    assert '"mdo"' in wrong["mdoo"]
