"""How long each check takes, and how that grows from 300 to 3,000 events: ten times, not a hundred.

Times are of the processor, told beside each other in one run; what counts is the growth, which no
machine changes.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from vtaudit.api import rulebook  # noqa: E402 - after the path is set
from vtaudit.audit.engine import audit  # noqa: E402
from vtaudit.audit.facts import Facts  # noqa: E402
from vtaudit.audit.outcomes import of_rule  # noqa: E402
from vtaudit.audit.terms import terms  # noqa: E402
from vtaudit.dossier.case import Case  # noqa: E402
from vtaudit.trial.case import built  # noqa: E402

SMALL, LARGE = 300, 3000
EPISODE = """\
    - {{id: melding-{n}, activity: melding, date: {d0}, by: melder-1, to: vt, concerns: [kind-1, kind-2, moeder, vader]}}
    - {{id: beoordeling-{n}, activity: veiligheidsbeoordeling, date: {d1}, by: vt, about: melding-{n}, record: {{of_event: yes, of_content: yes}}}}
    - {{id: besluit-{n}, activity: besluit-bemoeienis, date: {d1}, after: beoordeling-{n}, by: vt, about: melding-{n}, concerns: [kind-1, kind-2, moeder, vader]}}
    - {{id: telefoon-{n}, activity: informeren, date: {d2}, by: vt, to: moeder, channel: telefoon, about: melding-{n}, announces: besluit-{n}, says: [zorgen]}}
    - {{id: gesprek-{n}, activity: gesprek-ouders, date: {d3}, by: vt, with: [moeder, vader], about: melding-{n}, channel: gesprek, record: {{of_event: yes, of_content: no}}}}
    - {{id: kind-{n}, activity: gesprek-kind, date: {d4}, by: vt, with: [kind-1], about: [{{id: melding-{n}, link: {link}}}]}}
    - {{id: keuze-{n}, activity: keuze-vv, date: {d5}, by: vt, about: melding-{n}, concerns: [kind-1, kind-2, moeder, vader]}}
    - {{id: vraag-{n}, activity: vraag, date: {d5}, by: moeder, to: vt, asks: [duur, aanpak], about: melding-{n}}}
    - {{id: antwoord-{n}, activity: antwoord, date: {d6}, by: vt, to: moeder, channel: brief, answers: vraag-{n}, says: [duur], about: melding-{n}}}
    - {{id: klaar-{n}, activity: afsluiting, date: {d7}, by: vt, to: [moeder, vader], channel: brief, about: melding-{n}}}
"""
"""Ten steps on one report, one link of which is not always known and one date vague."""


def case_of(events: int) -> Case:
    """Return a case of so many events: reports one after another, each with what followed."""
    from datetime import date, timedelta

    lines, start = [], date(1990, 1, 2)
    for n in range(events // 10):
        days = {f"d{k}": (start + timedelta(n * 4 + k)).isoformat() for k in range(8)}
        if n % 10 == 0:
            days["d4"] += "/" + days["d6"]
        lines.append(EPISODE.format(n=n, link="unknown" if n % 10 == 0 else "yes", **days))
    head = "case: {as_of: 2020-12-31, covered: [{from: 1990-01-01, to: 2020-12-31}]}\n"
    return built(rulebook(), head + "events:\n" + "".join(lines))


def timed(case: Case) -> tuple[dict[str, float], int, float]:
    """Return seconds for each check, the number of outcomes, and seconds for the whole audit."""
    book, spent = rulebook(), defaultdict[str, float](float)
    day = case.file.case.as_of
    assert day is not None
    started = time.process_time()
    facts = Facts(case, book, day)
    spent["(facts)"] = time.process_time() - started
    found = 0
    for rule in book.rules:
        started = time.process_time()
        if rule.with_.within is not None:
            found += sum(1 for _ in terms(facts, (rule,)))
        elif rule.check != "path":
            found += sum(1 for _ in of_rule(facts, rule))
        name = f"{rule.check}, timed" if rule.with_.within else rule.check
        spent[name] += time.process_time() - started
    started = time.process_time()
    if "--whole" in sys.argv:
        audit(case, book, day)
    return dict(spent), found, time.process_time() - started


def main() -> None:
    """Print a line for each check."""
    small, few, _ = timed(case_of(SMALL))
    large, many, whole = timed(case_of(LARGE))
    print(f"{len(rulebook().rules)} rules; outcomes: {few} on {SMALL} events, {many} on {LARGE}")
    print(f"{'check':22}{SMALL:>10} ev{LARGE:>10} ev{'growth':>9}")
    for name in sorted(large, key=lambda k: -large[k]):
        growth = large[name] / max(small[name], 1e-6)
        print(f"{name:22}{small[name] * 1e3:>10.1f} ms{large[name] * 1e3:>10.1f} ms{growth:>8.1f}x")
    total = sum(large.values()) / sum(small.values())
    print(f"{'all checks':22}{sum(small.values()) * 1e3:>10.1f} ms"
          f"{sum(large.values()) * 1e3:>10.1f} ms{total:>8.1f}x")  # fmt: skip
    if "--whole" in sys.argv:
        print(f"the whole audit of {LARGE} events: {whole:.2f} s")


if __name__ == "__main__":
    main()
