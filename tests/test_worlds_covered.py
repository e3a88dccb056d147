"""What is covered, what papers hold and what lies around the peildatum, beside other worlds.

Each row tells a case, and then ways to complete it: what one of them takes away does not stand in
the case itself, and what one of them has wrong is not passed over there.
"""

from __future__ import annotations

import pytest
from telling import BOOK, SILENT, Told, follows, turned

from vtaudit.trial.case import built

WRONG = ("no", "overdue", "late", "contradicted")
X = "id: x, activity: mdo, date: 2020-01-10, by: vt"
KC = "id: k, activity: klacht, date: 2020-02-01, by: moeder, to: klachtencommissie"
KV = "id: k, activity: klacht, date: 2020-02-01, by: moeder, to: vt"
OPINION = "id: o, activity: oordeel-klachtencommissie, date: 2020-02-20, by: klachtencommissie, to: [moeder, vt], about: k"
ANSWER = "id: r, activity: reactie-oordeel, date: 2020-03-01, by: vt, to: moeder, about: o"
HEARD = (
    "id: h, activity: hoorzitting, date: 2020-02-10, by: klachtencommissie, with: moeder, about: k"
)
GOT = "id: h, activity: ontvangstbevestiging-klacht, date: 2020-02-10, by: klachtencommissie, to: moeder, about: k"
Z = "id: z, activity: inzageverzoek, date: 2020-02-03, by: moeder, to: vt"
SEEN = "id: i, activity: inzage, date: 2020-04-20, by: vt, to: moeder, answers: z"
LATER = "id: v, activity: verdaging, date: 2020-02-20, by: vt, to: moeder, about: z"
VTB = "id: v, activity: vtb, date: {}, by: vt, to: jbt, papers: d"
PAPER = "documents: [{{id: d, kind: {}, title: d{}}}]\n"
ITEM = "{item: diagnose, about: moeder, qualified: no}"
LETTER = (
    "id: i, activity: informeren, date: 2020-01-20, by: vt, to: moeder, channel: brief, papers: {}"
)
TWO = ", author: vt, versions: [{id: a, contains: [melding-inhoud]}, {id: b, omits: [melding-inhoud]}]"
ALL = "case: {as_of: 2020-12-31, covered: [{from: 2019-01-01, to: 2020-12-31%s}]}\n"
SORRY = (
    KV,
    "id: r, activity: reactie-oordeel, date: 2020-03-01, by: vt, to: moeder, about: k1, says: [fout-erkend]",
    "id: e, activity: excuses, date: 2020-03-02, by: vt, to: moeder{}",
    "id: y, activity: rectificatie, date: 2020-03-02, by: vt, to: moeder",
    "id: l, activity: lering, date: 2020-03-02, by: vt, says: [lering]",
)
COMPLAINT = "complaints: [{id: k1, text: x, against: vt, about: [k], redress: [e, y, l]}]\n"
HELD = "states: [{{state: zicht-op-veiligheid, holder: raad{}, until: y, text: x}}]\n"
HOLD = (
    "id: af, activity: afsluiting, date: 2020-03-05, by: vt, to: moeder",
    "id: b, activity: overig, date: 2020-02-01, by: raad",
    "id: y, activity: overig, date: 2020-12-31, by: raad",
)
SAID = "id: u, activity: uitlating, date: 2020-02-01, by: [vt, moeder], says: [{{item: diagnose, about: vader, qualified: no{}}}]"
Case = tuple[str, tuple[str, ...]]


def verdicts(case: Case) -> Told:
    head, steps = case
    return follows(built(BOOK, head + "events:\n" + "".join(f"  - {{{s}}}\n" for s in steps)))


def whole(more: str = "", *, as_of: str = "2020-12-31") -> str:
    return (ALL % more).replace("as_of: 2020-12-31", f"as_of: {as_of}")


@pytest.mark.parametrize(("case", "ways"), [
    # what the committee did is not in what is covered of the agency
    ((whole(), (X, KC)), [(whole(), (X, KC, s)) for s in (OPINION, HEARD, GOT)] + [(whole(), (X, KC))]),
    # a lengthening that the record would not show
    ((whole(", activities: [inzage, inzageverzoek]"), (Z, SEEN)), [(whole(), (Z, SEEN)), (whole(), (Z, SEEN, LATER))]),
    # what redress said is not covered
    ((whole(", contents: no") + COMPLAINT, tuple(s.format("") for s in SORRY)),
     [(whole() + COMPLAINT, tuple(s.format(", says: [excuses]") for s in SORRY)),
      (whole() + COMPLAINT, tuple(s.format(", not_said: [excuses]") for s in SORRY))]),
    # who sent a paper need not have made it; nor need one who is not seen to have sent it
    ((whole() + PAPER.format("brief", f", contains: [{ITEM}]"), (X + ", papers: d",)),
     [(whole() + PAPER.format("brief", f", author: {who}, contains: [{ITEM}]"), (X + ", papers: d",)) for who in ("vt", "raad")]),
    ((whole() + PAPER.format("vtb", ", omits: [mening-kind]"), (X,)),
     [(whole() + PAPER.format("vtb", f", author: {who}, omits: [mening-kind]"), (X,)) for who in ("vt", "raad")]),
    # the peildatum lies within a step
    ((whole(as_of="2020-01-10"), (X.replace("2020-01-10", "2020-01-01/2020-01-20"),)),
     [(whole(as_of="2020-01-10"), (X.replace("2020-01-10", day),)) for day in ("2020-01-05", "2020-01-18")]),
    ((whole(as_of="2020-02-10") + PAPER.format("vtb", ", author: vt, omits: [mening-kind]"), (VTB.format("2020-02-01/2020-02-20"),)),
     [(whole(as_of="2020-02-10") + PAPER.format("vtb", ", author: vt, omits: [mening-kind]"), (VTB.format(day),))
      for day in ("2020-02-05", "2020-02-15")]),
    # in which version the paper went
    ((whole() + PAPER.format("brief", TWO), (LETTER.format("d"),)),
     [(whole() + PAPER.format("brief", TWO), (LETTER.format(f"[{{document: d, version: {v}}}]"),)) for v in "ab"]),
    # since when a state lasted
    ((whole() + HELD.format(""), HOLD), [(whole() + HELD.format(""), HOLD), (whole() + HELD.format(", from: b"), HOLD)]),
    # what has no day may have been long before
    ((whole(), ("id: b, activity: keuze-vv, date: 2020-02-10, by: vt, concerns: [moeder]", "id: n, activity: overig, by: vt")),
     [(whole(), ("id: b, activity: keuze-vv, date: 2020-02-10, by: vt, concerns: [moeder]", f"id: n, activity: overig, date: {day}, by: vt"))
      for day in ("2018-06-01", "2020-03-01")]),
    # which of those who did it said it
    ((whole(), (SAID.format(""),)), [(whole(), (SAID.format(f", by: {who}"),)) for who in ("vt", "moeder")]),
    # by which channel it was answered
    ((whole(), (KC, OPINION, ANSWER)), [(whole(), (KC, OPINION, f"{ANSWER}, channel: {c}")) for c in ("brief", "telefoon")]),
], ids=["other-body", "longer", "redress", "carrier", "no-carrier", "begun", "paper", "version", "state", "undated", "whose-words", "channel"])  # fmt: skip
def test_what_a_completion_takes_away_does_not_stand(case: Case, ways: list[Case]) -> None:
    told = [verdicts(way) for way in ways]
    assert any(one != told[0] for one in told), "the worlds are to differ"
    open_ = {k: v for k, v in verdicts(case).items() if k[1] != "VT803"}  # of the file itself
    assert not any(turned(open_, way) for way in told)
    same = (way for way, (_, steps) in zip(told, ways, strict=True) if len(steps) == len(case[1]))
    wrong = {k for way in same for k, v in way.items() if v in WRONG and k[1] != "VT803"}
    assert all(open_.get(key) not in SILENT for key in wrong)
