"""What accounts dispute is open to every rule: who acted, on what ground, and whose words they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vtaudit.api import rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import of_rule
from vtaudit.audit.who import grounds_for
from vtaudit.rulebook.model import Bind, Rule, Select, Who, With
from vtaudit.span import Text
from vtaudit.trial.case import built

BOOK = rulebook()
PEOPLE = "people: [{id: a, role: medewerker}, {id: moeder, role: ouder}]\n"
PLAIN = next(r for r in BOOK.rules if r.with_.within is None)


def facts_of(text: str) -> Facts:
    case = built(BOOK, PEOPLE + text)
    assert case.file.case.as_of is not None
    return Facts(case, BOOK, case.file.case.as_of)


def rule(check: str, w: With, *bind: Bind) -> Rule:
    return replace(PLAIN, check=Text(check), bind=bind, with_=w, applies=(), unless=(),
                   examples=(), since=None, until=None, readings=())  # fmt: skip


def outcome(asked: Rule, text: str) -> str:
    (found,) = of_rule(facts_of(text), asked)
    return str(found.kept)


def disputed(field: str, value: str) -> str:
    return f", accounts: [{{by: moeder, field: {field}, value: {value}, text: Zo was het niet.}}]"


@pytest.mark.parametrize(
    ("by", "account", "kept"),
    [("vt", "", "yes"), ("vt", disputed("by", "vt"), "unknown"),
     ("jbt", disputed("by", "vt"), "unknown")],
)  # fmt: skip
def test_who_told_it(by: str, account: str, kept: str) -> None:
    told = rule("conveyed", With(person=Text("p"), items=(Text("aanpak"),)),
                Bind(Text("p"), person=Who(role=(Text("ouder"),))))  # fmt: skip
    step = f"{{id: g, activity: informeren, date: 2020-01-06, by: {by}, to: moeder, channel: brief, says: [aanpak]{account}}}"
    assert outcome(told, f"events: [{step}]") == kept


@pytest.mark.parametrize(("account", "kept"), [("", "no"), (disputed("by", "a"), "unknown")])
def test_whose_hands_it_was_in(account: str, kept: str) -> None:
    bind = [Bind(Text(v), event=Select(activity=(Text(a),)))
            for v, a in (("k", "klacht"), ("h", "klachtafhandeling"))]  # fmt: skip
    asked = rule("other-hands", With(event=Text("h"), of=Text("k")), *bind)
    steps = [
        f"{{id: g, activity: gesprek-ouders, date: 2020-01-06, by: [vt, a], with: moeder{account}}}",
        "{id: k, activity: klacht, date: 2020-01-07, by: moeder, to: vt, about: g}",
        "{id: h, activity: klachtafhandeling, date: 2020-01-08, by: [vt, a], to: moeder, about: k}",
    ]
    assert outcome(asked, f"events: [{', '.join(steps)}]") == kept


@pytest.mark.parametrize("account", ["", disputed("grounds", "gevaar")])
def test_on_what_ground(account: str) -> None:
    step = f"{{id: g, activity: gesprek-ouders, date: 2020-01-06, by: vt, with: moeder, grounds: [{{ground: gevaar}}]{account}}}"
    found = grounds_for(facts_of(f"events: [{step}]"), "g", "moeder", ("gevaar",))
    assert str(found) == ("unknown" if account else "yes")


@pytest.mark.parametrize(("author", "kept"), [("author: vt, ", "no"), ("author: jbt, ", None)])
def test_whose_paper_it_is(author: str, kept: str | None) -> None:
    """A paper without an author is not held to be another's: nothing is shown by it."""
    diagnosis = next(r for r in BOOK.rules if r.name == "diagnose-zonder-bevoegde-bron")
    text = ("documents: [{{id: stuk, kind: vtb, {}contains: [{{item: diagnose, about: moeder, qualified: no}}]}}]\n"
            "events: [{{id: v, activity: vtb, date: 2020-02-14, by: vt, to: jbt, papers: stuk}}]")  # fmt: skip
    assert [str(o.kept) for o in of_rule(facts_of(text.format(author)), diagnosis)] == [
        kept
    ] * bool(kept)
    assert "yes" not in [str(o.kept) for o in of_rule(facts_of(text.format("")), diagnosis)]
