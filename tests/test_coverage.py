"""What an entry of the coverage would show, and what it would not."""

from __future__ import annotations

from pathlib import Path

import pytest
from rulebook_examples import written

from vtaudit.api import audit, load_case

REQUEST = """
case: {{covered: [{{from: {since}, to: 2020-12-31{limits}}}]}}
events:
  - {{id: verzoek, activity: vto, date: 2020-04-15, by: vt, to: raad}}
"""


@pytest.mark.parametrize(
    ("since", "limits", "certainty"),
    [
        ("2019-01-01", "", "established"),
        ("2019-01-01", ", for: [moeder]", "undetermined"),
        ("2019-01-01", ", activities: [mdo]", "undetermined"),
        ("2019-01-01", ", activities: [kennisgeving-college]", "established"),
        ("2019-01-01", ", activities: [kennisgeving-college], for: [moeder]", "established"),
        ("2019-01-01", ", items: [redenen]", "undetermined"),
        ("2019-01-01", ", bodies: [raad]", "undetermined"),
        ("2019-01-01", ", extent: partial", "undetermined"),
        ("april 2020", "", "undetermined"),
        ("begin april 2020", "", "established"),
    ],
)
def test_what_the_record_would_show(
    since: str, limits: str, certainty: str, tmp_path: Path
) -> None:
    result = audit(load_case(written(REQUEST.format(since=since, limits=limits), tmp_path)))
    (found,) = (f for f in result.findings if f.code == "VT206")
    assert found.certainty == certainty


@pytest.mark.parametrize(
    ("limits", "certainty"), [("", "established"), (", for: [moeder]", "undetermined")]
)
def test_what_was_sent_to_somebody_says_nothing_of_the_rest(
    limits: str, certainty: str, tmp_path: Path
) -> None:
    """A decision without grounds in one parent's papers may have them in the rest of the file."""
    case = written(REQUEST.format(since="2019-01-01", limits=limits), tmp_path)
    (found,) = (f for f in audit(load_case(case)).findings if f.code == "VT205")
    assert found.certainty == certainty
