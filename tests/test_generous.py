"""A step out of place is certain only where the record would show the steps that give it a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from vtaudit.api import audit, load_case

EVENTS = """
events:
  - {id: gesprek, activity: gesprek-ouders, date: 2020-01-20, by: vt, with: moeder, text: Gesprek.}
  - {id: overleg, activity: mdo, date: 2020-01-22, by: vt, text: Overleg.}
  - {id: keuze, activity: keuze-vv, date: 2020-01-22, by: vt, text: Keuze.}
  - {id: overleg-2, activity: mdo, date: 2020-02-04, by: vt, text: Overleg.}
  - {id: tafel, activity: jbt, date: 2020-03-05, by: jbt, text: De tafel.}
"""


@pytest.mark.parametrize(
    ("covered", "likelihood"),
    [
        ("[mdo, jbt]", "possible"),
        ("[mdo, jbt, besluit-vtb]", "possible"),
        ("[mdo, jbt, besluit-vtb, vtb-concept, vtb]", "certain"),
    ],
)
def test_what_is_not_covered_may_have_led_there(
    covered: str, likelihood: str, tmp_path: Path
) -> None:
    (tmp_path / "case.yaml").write_text(
        "format: 1\ncase: {id: zaak, title: Zaak, protocol: handelingsprotocol-2019, audited: vt, "
        "as_of: 2020-12-31, covered: [{from: 2020-01-01, to: 2020-12-31, "
        f"activities: {covered}}}]}}\n"
        "people: [{id: moeder, role: ouder}]\n"
        "bodies: [{id: vt, kind: veilig-thuis}, {id: jbt, kind: jbt}]" + EVENTS,
        encoding="utf-8",
    )
    (run,) = (r for r in audit(load_case(tmp_path)).path.runs if r.track == "dossier")
    assert {(d.kind, d.event): d.likelihood for d in run.deviations}["log", "tafel"] == likelihood
