"""What the audit says of a small case, and cases to ask it of, for the tests beside `worlds`."""
# mypy: disable-error-code="arg-type"

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from worlds import AS_OF, FIRST, LAST, Case, Step

from vtaudit.api import rulebook
from vtaudit.audit.facts import Facts
from vtaudit.audit.outcomes import Outcome, of_rule
from vtaudit.rulebook.model import Bind, Rule, Select, Who, With
from vtaudit.trial.case import built

BOOK = rulebook()
ANY = BOOK.rule("VT501")
TRIGGER = Bind("t", event=Select(activity=("melding",)))
MOTHER = Bind("p", person=Who(role=("ouder",), acted_in=None))
FEW = settings(max_examples=60, deadline=None)


def rule(check: str, with_: With, *bind: Bind) -> Rule:
    """A rule that only checks."""
    return replace(ANY, check=check, bind=bind, with_=with_, applies=(), unless=(), examples=())


def outcomes(one: Rule, text: str) -> list[Outcome]:
    case = built(BOOK, text)
    assert case.file.case.as_of is not None
    return list(of_rule(Facts(case, BOOK, case.file.case.as_of), one))


def engine(one: Rule, text: str, person: str | None = None) -> str:
    """What the audit says of the one outcome of a rule (for *person*)."""
    found = [o for o in outcomes(one, text) if person is None or o.person == person]
    assert len(found) == 1
    return str(found[0].kept)


@st.composite
def dates(draw: st.DrawFn) -> tuple[int, int]:
    low = draw(st.integers(FIRST, LAST - 2))
    return low, low + draw(st.sampled_from((0, 0, 1, 2)))


links = st.sampled_from(("yes", "no", "unknown", None))


@st.composite
def cases(draw: st.DrawFn, activity: str, **fields: st.SearchStrategy[str | None]) -> Case:
    """A case of a report `t` and up to two steps of the kind *activity*, with the *fields*."""
    low, high = draw(dates())
    steps = [Step("t", "melding", low, high, by="melder-1", to="vt")]
    for n in range(draw(st.integers(0, 2))):
        low, high = draw(dates())
        told = {key: draw(values) for key, values in fields.items()}
        after = "t" if draw(st.integers(0, 4)) == 0 and high > steps[0].low else None
        steps.append(Step(f"e{n}", activity, low, high, after=after, **told))
    covered = draw(st.sampled_from(((FIRST, AS_OF), (FIRST, AS_OF), None, (4, AS_OF), (FIRST, 9))))
    only = draw(st.sampled_from((None, None, "moeder", "vader")))
    return Case(tuple(steps), covered, draw(st.booleans()), only)
