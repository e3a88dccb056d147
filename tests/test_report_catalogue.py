"""Every sentence and every closed word exists in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tools.catalogues import catalogues, sources, spoken, translated
from vtaudit.dossier.model.statements import Field
from vtaudit.report import phrases
from vtaudit.report.catalogue import CLOSED, catalogue, languages

HOUSE = {
    "pairing": "aantoonbaar weersproken niet_vast_te_stellen niet_van_toepassing",
    "term": "tijdig te_laat loopt verstreken niet_vast_te_stellen niet_van_toepassing",
    "likelihood": "vaststaand mogelijk",
    "certainty": "vastgesteld niet_vast_te_stellen",
    "severity": "tekortkoming_in_het_dossier aandachtspunt opmerking",
    "kind": "wettelijk van_orde protocol toezegging richtlijn",
    "answer": "ja nee onbekend",
}


def test_languages() -> None:
    assert languages() == ("en", "nl")


@pytest.mark.parametrize("source", sources(), ids=lambda p: p.parts[-3])
def test_nothing_missing_and_nothing_left_over(source: Path) -> None:
    assert set(translated(source)) == set(spoken())


@pytest.mark.parametrize("source", sources(), ids=lambda p: p.parts[-3])
def test_placeholders_survive(source: Path) -> None:
    for (_, text), message in translated(source).items():
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for form in forms:
            assert set(re.findall(r"\{[^}]+\}", form)) == set(re.findall(r"\{[^}]+\}", text)), text


def test_compiled_files_are_current() -> None:
    for path, content in catalogues().items():
        assert path.read_bytes() == content, f"run python -m tools.catalogues for {path.name}"


@pytest.mark.parametrize("kind", HOUSE)
def test_closed_words_are_those_of_the_house(kind: str) -> None:
    words = [catalogue("nl").closed(kind, w).replace(" ", "_") for w in CLOSED[kind]]
    assert words == HOUSE[kind].split()


def test_no_language_for_nothing() -> None:
    with pytest.raises(OSError):
        catalogue("fy")


def test_english_is_the_source() -> None:
    assert catalogue("en").closed("term", "not-applicable") == "not applicable"
    assert catalogue("en").count("{number} day", "{number} days", 1) == "1 day"


@pytest.mark.parametrize("lang", languages())
def test_no_words_of_judgement(lang: str) -> None:
    told = " ".join(
        str(m.string) for s in sources() for m in translated(s).values()
    ) + " ".join(text for _, text in spoken())  # fmt: skip
    assert not re.search(r"(?i)onrechtmatig|geschonden|schendt|unlawful|violat", told)


def test_every_matter_of_an_account_has_words() -> None:
    assert {word for kind, word in phrases.WORDS if kind == "field"} == set(get_args(Field))
