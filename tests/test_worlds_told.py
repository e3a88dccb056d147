"""Cases that can be read in several ways, beside each of those ways: what all agree on stands.

Each row tells a case as it stands, with what is open in it, and then the worlds that it allows.
Where the worlds differ the case may not be settled; where they agree it must be.
"""

from __future__ import annotations

import pytest
from telling import BOOK, OPEN, follows

from vtaudit.trial.case import built

M = "id: m, activity: melding, date: 2020-01-06, by: melder-1, to: vt"
VTB = "id: b, activity: veiligheidsbeoordeling, date: {}, by: vt, about: m"
SAID = "id: {}, activity: informeren, date: {}, by: vt, to: moeder"
OVER = "id: {}, activity: afsluiting, date: {}, by: vt, to: moeder"
ASKED = "id: i, activity: inzageverzoek, date: 2020-01-06, by: moeder, to: vt"
SEEN = "id: {}, activity: inzage, date: {}, by: vt, to: moeder, answers: i"
LATER = "id: v, activity: verdaging, date: {}, by: vt, to: moeder, about: i"
DAY = ", accounts: [{{by: vader, field: date, value: {}}}]"
CHOICE = "id: k, activity: keuze-vv, date: 2020-02-10, by: vt, concerns: [kind-1, moeder]"
CHILD = "id: g, activity: gesprek-kind, date: {}, by: vt, with: kind-1"
AGAIN = "id: a, activity: melding, date: 2020-03-10, by: melder-1, to: vt"
TALK = "id: g, activity: gesprek-ouders, date: {}, by: vt, with: moeder, record: {{of_content: no}}"
TWO = ", accounts: [{by: moeder, field: date, value: 2020-01-09}, {by: moeder, field: date, value: 2020-03-09}]"
WORKERS = (
    "id: g, activity: gesprek-ouders, date: 2020-01-20, by: [vt, werker], with: moeder",
    "id: b, activity: klachtafhandeling, date: 2020-03-02, by: [vt, werker], to: moeder, about: k",
)
COMPLAINT = "id: k, activity: klacht, date: 2020-02-09, by: moeder, to: vt"
ORAL = (
    CHOICE,
    "id: t, activity: informeren, date: 2020-02-12, by: vt, to: moeder, channel: telefoon, announces: k, record: {of_event: yes, of_content: no}",
)
PAPER = "id: n, activity: informeren, date: 2020-02-13, by: vt, to: moeder, announces: k"
MET = "id: e, activity: mdo, date: {}, by: vt"
HANDED = "id: o, activity: overdracht, date: 2020-02-01, by: vt, to: raad"
STAFF = "people: [{id: moeder, role: ouder}, {id: vader, role: ouder}, {id: werker, role: medewerker}]\n"
Steps = tuple[str, ...]


def verdict(code: str, steps: Steps) -> str:
    """What a rule says of a case: the one thing that it says, or the gravest."""
    head = STAFF if any("werker" in s for s in steps) else ""
    text = head + "events:\n" + "".join(f"  - {{{s}}}\n" for s in steps)
    found = follows(built(BOOK, text))
    mine = {v for k, v in found.items() if k[1] == code}
    order = ("no", "overdue", "late", *OPEN, "yes", "met", "None", "not-applicable")
    return min(mine, key=order.index, default="None")


@pytest.mark.parametrize(("code", "steps", "worlds"), [
    # by another account of the day it was after the report, or before it
    ("VT101", (M, VTB.format("2020-01-03") + DAY.format("2020-01-08")),
     [(M, VTB.format("2020-01-03")), (M, VTB.format("2020-01-08"))]),
    ("VT208", (M, VTB.format("2020-01-08") + DAY.format("2020-01-03")),
     [(M, VTB.format("2020-01-08")), (M, VTB.format("2020-01-03"))]),
    # the children were spoken to before the choice, or after it
    ("VT501", (CHOICE, CHILD.format("2020-02-12") + DAY.format("2020-02-03")),
     [(CHOICE, CHILD.format("2020-02-12")), (CHOICE, CHILD.format("2020-02-03"))]),
    # a day in dispute in the middle of a long silence
    ("VT801", (M, SAID.format("s", "2020-01-08") + DAY.format("2020-02-03"),
               SAID.format("t", "2020-03-01"), OVER.format("c", "2020-03-10")),
     [(M, SAID.format("s", day), SAID.format("t", "2020-03-01"), OVER.format("c", "2020-03-10"))
      for day in ("2020-01-08", "2020-02-03")]),
    # what lengthens the term came in time, or too late
    ("VT111", (ASKED, LATER.format("2020-01-20") + DAY.format("2020-02-20"), SEEN.format("z", "2020-03-20")),
     [(ASKED, LATER.format(day), SEEN.format("z", "2020-03-20")) for day in ("2020-01-20", "2020-02-20")]),
    # two tellers can both be right, and one teller can have two days
    ("VT111", (ASKED, SEEN.format("y", "2020-01-08") + DAY.format("2020-03-08"),
               SEEN.format("z", "2020-01-09") + DAY.format("2020-03-09").replace("vader", "moeder")),
     [(ASKED, SEEN.format("y", one), SEEN.format("z", other))
      for one in ("2020-01-08", "2020-03-08") for other in ("2020-01-09", "2020-03-09")]),
    ("VT111", (ASKED, SEEN.format("z", "2020-01-08") + TWO),
     [(ASKED, SEEN.format("z", day)) for day in ("2020-01-08", "2020-01-09", "2020-03-09")]),
    # a new report and the closing on one day: which came first is not known
    ("VT511", (M, AGAIN, OVER.format("b", "2020-03-10")),
     [(M, AGAIN + ", before: b", OVER.format("b", "2020-03-10")),
      (M, AGAIN + ", after: b", OVER.format("b", "2020-03-10"))]),
    ("VT511", (M, AGAIN, OVER.format("c", "2020-03-09/2020-03-12")),
     [(M, AGAIN, OVER.format("c", day)) for day in ("2020-03-09", "2020-03-12")]),
    # on the peildatum it was done, or not yet
    ("VT208", (M, VTB.format("2020-12-30/2021-01-10")),
     [(M, VTB.format("2020-12-30")), (M, VTB.format("2021-01-10"))]),
    ("VT301", (M, TALK.format("2020-12-30/2021-01-10")),
     [(M, TALK.format("2020-12-30")), (M, TALK.format("2021-01-10"))]),
    # the state began long before the step, or just before it
    ("VT801", (M.replace("2020-01-06", "2020-01-01/2020-02-27"), SAID.format("s", "2020-03-01"),
               OVER.format("c", "2020-03-10")),
     [(M.replace("2020-01-06", day), SAID.format("s", "2020-03-01"), OVER.format("c", "2020-03-10"))
      for day in ("2020-01-01", "2020-02-27")]),
    # the day hangs on that of a step of which another day is told, or is put beside it
    ("VT111", (ASKED, MET.format("2020-01-08") + DAY.format("2020-03-20"), SEEN.format("z", "daags na e")),
     [(ASKED, MET.format(day), SEEN.format("z", "daags na e")) for day in ("2020-01-08", "2020-03-20")]),
    ("VT111", (ASKED, MET.format("2020-01-20") + DAY.format("2020-03-20"),
               SEEN.format("z", "2020-01-08/2020-03-31") + ", before: e"),
     [(ASKED, MET.format(day), SEEN.format("z", "2020-01-08/2020-03-31") + ", before: e")
      for day in ("2020-01-20", "2020-03-20")]),
    # an account contradicts the order that the case states
    ("VT501", (CHOICE, CHILD.format("2020-02-03") + ", before: k" + DAY.format("2020-02-20")),
     [(CHOICE, CHILD.format("2020-02-03") + ", before: k"), (CHOICE, CHILD.format("2020-02-20"))]),
    # an early closing that ended the state, or came before it began
    ("VT801", (M, OVER.format("c", "2020-01-06"), SAID.format("s", "2020-04-20")),
     [(M, OVER.format("c", "2020-01-06") + order, SAID.format("s", "2020-04-20"))
      for order in (", before: m", ", after: m")]),
    # whether the complaint was about that talk is in dispute
    ("VT713", (*WORKERS, COMPLAINT + ", about: g, accounts: [{by: vader, field: about, value: g}]"),
     [(*WORKERS, COMPLAINT + ", about: g"), (*WORKERS, COMPLAINT)]),
    # by telephone, or by a channel that the case does not name
    ("VT304", (*ORAL, PAPER + ", accounts: [{by: moeder, field: channel, value: telefoon}]"),
     [(*ORAL, PAPER + ", channel: telefoon"), (*ORAL, PAPER), (*ORAL, PAPER + ", channel: brief")]),
])  # fmt: skip
def test_worlds_that_differ_leave_it_open(code: str, steps: Steps, worlds: list[Steps]) -> None:
    told = {verdict(code, world) for world in worlds}
    assert len(told) > 1, "the worlds are to differ"
    assert verdict(code, steps) in OPEN


@pytest.mark.parametrize(("code", "steps", "world"), [
    # both accounts of the day are in time
    ("VT101", (M, VTB.format("2020-01-08") + DAY.format("2020-01-09")), (M, VTB.format("2020-01-08"))),
    # who was told is no matter of who has sight of safety
    ("VT801", (M + ", accounts: [{by: moeder, field: with, value: vader}]", OVER.format("c", "2020-06-10")),
     (M, OVER.format("c", "2020-06-10"))),
    # she was there, whoever did it
    ("VT403", (CHOICE, "id: g, activity: gesprek-ouders, date: 2020-02-11, by: vt, with: moeder, says: [aanpak, redenen], record: {of_event: yes, of_content: yes}, accounts: [{by: vader, field: by, value: moeder}]"),
     (CHOICE, "id: g, activity: gesprek-ouders, date: 2020-02-11, by: vt, with: moeder, says: [aanpak, redenen], record: {of_event: yes, of_content: yes}")),
    # an account that agrees leaves nothing open
    ("VT301", (M, TALK.format("2020-01-20") + ", accounts: [{by: vader, field: record, value: no}]"),
     (M, TALK.format("2020-01-20"))),
    # two meldingen on one day begin the same
    ("VT511", (M, M.replace("id: m", "id: n"), OVER.format("c", "2020-03-10")), (M, OVER.format("c", "2020-03-10"))),
])  # fmt: skip
def test_what_every_world_says_is_said(code: str, steps: Steps, world: Steps) -> None:
    found = verdict(code, world)
    assert found not in (*OPEN, "None", "not-applicable")
    assert verdict(code, steps) == found


@pytest.mark.parametrize(("code", "steps", "expected"), [
    # handed over and closed on one day, the most ordinary ending
    ("VT511", (M, HANDED, OVER.format("c", "2020-02-01")), "yes"),
    ("VT511", (M, HANDED, HANDED.replace("id: o", "id: p").replace("raad", "politie"), OVER.format("c", "2020-02-03")), "yes"),
    # who does not have sight of safety cannot let it go
    ("VT511", (M, "id: x, activity: afsluiting, date: 2020-01-20, by: raad, to: moeder", OVER.format("c", "2020-02-01")), "no"),
    ("VT801", (M, OVER.format("c", "2020-01-20").replace("by: vt", "by: raad"), SAID.format("s", "2020-04-20")), "no"),
    # a closing before the report ends nothing; after a closing a new report begins anew
    ("VT801", (OVER.format("c", "2019-12-01"), M, SAID.format("s", "2020-08-01")), "no"),
    ("VT801", (M, OVER.format("c", "2020-01-20"), M.replace("id: m", "id: n").replace("01-06", "03-01"),
               SAID.format("s", "2020-03-02"), OVER.format("d", "2020-08-01")), "no"),
    # what somebody else had in sight is held against nobody
    ("VT801", (M.replace("to: vt", "to: raad"), SAID.format("s", "2020-04-20")), "None"),
])  # fmt: skip
def test_whose_state_it_was(code: str, steps: Steps, expected: str) -> None:
    assert verdict(code, steps) == expected


def test_a_state_that_lasts_to_the_end_of_time() -> None:
    text = f"case: {{as_of: 9999-12-31}}\nevents:\n  - {{{M}}}\n  - {{{OVER.format('c', '2020-02-01')}}}\n"
    assert follows(built(BOOK, text))
