"""The case as the checks ask about it: every question answered yes, no or unknown.

Separate from the checks because the meaning of a question ('did this reach her?', 'would the
record show it?') must be the same in every rule. Built once per audit, with indexes, so that no
rule looks at every event for each event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from vtaudit.audit.asked import Asked, difference, event_arg
from vtaudit.audit.building import acts_for, may_have_done, role_word, step_of
from vtaudit.audit.contacts import Contacts
from vtaudit.audit.index import Index
from vtaudit.audit.model import Arg
from vtaudit.audit.sequence import Stated, chronological
from vtaudit.audit.states import States
from vtaudit.audit.step import ANY, NO, UNKNOWN, YES, Step, contents, omissions
from vtaudit.dates.interval import Interval, before
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event, Link, Person, Promise
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Protocol

__all__ = ["NO", "UNKNOWN", "YES", "Facts", "Step", "contents", "omissions"]


class Facts:
    """What the case says and what can be asked of it, on one peildatum.

    Events wholly after the peildatum are left out of every question.
    """

    def __init__(self, case: Case, book: Rulebook, as_of: date) -> None:
        self.case, self.book, self.as_of = case, book, as_of
        self.protocol: Protocol = book.protocols[case.file.case.protocol]
        self.audited_body: str = case.file.case.audited
        self._activities: dict[str, Activity] = {a.id: a for a in self.protocol.activities}
        self.asked = Asked()
        self.all_steps = tuple(
            step_of(case, book, self._activities[e.activity], e, n)
            for n, e in enumerate(chronological(case.file.events, case.moments))
        )
        self.by_id = {s.id: s for s in self.all_steps}
        self.steps = tuple(s for s in self.all_steps if not self._after(s))
        self._index = self._indexed(self.steps)
        self.of_disputed_kind = tuple(s for s in self.steps if s.rivals_in("activity"))
        self.index = Index(self)
        self._joined: dict[tuple[str, ...], tuple[Step, ...]] = {}
        self.states = States(self)
        self._stated = Stated(case.file.events, case.moments)
        self.promised: dict[str, tuple[Event, Promise]] = {
            p.id: (s.event, p) for s in self.steps for p in s.event.promises
        }

    def __contains__(self, step: Step) -> bool:
        """Return whether *step* is asked about: whether it can have been before the peildatum."""
        return not self._after(step)

    def _after(self, step: Step) -> bool:
        first = step.interval.earliest
        return first is not None and first > self.as_of

    def _indexed(self, steps: Iterable[Step]) -> dict[str, tuple[Step, ...]]:
        index: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            for name in step.classes:
                index[name].append(step)
        return {k: tuple(v) for k, v in index.items()}

    # -- questions ----------------------------------------------------------------------------

    def since(self, earliest: date | None, until: Step | None = None) -> Interval:
        """Return the stretch from *earliest* up to the peildatum, or up to a step.

        Of what ends before it begins its last day is left.
        """
        last = until.interval.latest if until else self.as_of
        return Interval(min(earliest, last) if earliest and last else earliest, last)

    def of_activity(self, names: Iterable[str]) -> tuple[Step, ...]:
        """Return the steps of these activities or classes, in order, each once."""
        wanted = tuple(names)
        if len(wanted) == 1:
            return self._index.get(wanted[0], ())
        if wanted not in self._joined:
            found = {s.id: s for n in wanted for s in self._index.get(n, ())}
            self._joined[wanted] = tuple(sorted(found.values(), key=lambda s: s.order))
        return self._joined[wanted]

    def exists(self, document: str) -> Truth:
        """Whether a document was there on the peildatum: some step with it, if any."""
        carried = self.index.carriers(document)
        there = (self.by_then(s) for s in carried if not self._after(s))
        return some(there) if carried else YES

    @cached_property
    def begun(self) -> date | None:
        """The first day on which the audited body can have been involved, where known.

        Before that there is nothing that its record could show.
        """
        own = [
            s for s in self.steps
            if s.perhaps_audited or self.audited_body in (*s.event.to, *s.rivals_in("to"))
        ]  # fmt: skip
        sure = any((s.audited or self.audited_body in s.event.to) and self._by_then(s) for s in own)
        known = [d for s in own if sure and (d := s.interval.earliest) is not None]
        return min(known) if known and len(known) == len(own) else None

    @cached_property
    def first_day(self) -> date | None:
        """The first day on which anything can have happened; None where that is not known."""
        days = [s.interval.earliest for s in self.steps]
        return min((d for d in days if d), default=None) if None not in days else None

    @cached_property
    def contacts(self) -> Contacts:
        """The contacts of the audited body, by person and item."""
        return Contacts(self)

    def person(self, who: str) -> Person | None:
        """Return the person *who*, or None for a body."""
        return self.case.people.get(who)

    def activity(self, name: str) -> Activity | None:
        """Return an activity of the protocol of the case; None for a class of them."""
        return self._activities.get(name)

    def of_audited(self, who: str) -> bool:
        """Return whether *who* is the audited body, or somebody who acts for it."""
        return acts_for(self.case, self.book, who)

    def may_have_done(self, step: Step, who: str) -> bool:
        """Return whether *who* may have done *step*, of which the case names no doer."""
        return may_have_done(self.case, self.book, step.activity, step.event, who)

    def is_child(self, who: str) -> bool:
        """Return whether *who* is a child of the case."""
        role = role_word(self.case, self.book, who)
        return role is not None and role.child == "yes"

    def not_after(self, first: Step, second: Step) -> Truth:
        """Whether *first* came before *second*, or at the latest on the same day before it.

        An order that the case states decides; else the days do. Where both can have been on one
        day, and no order is stated, the answer is unknown.
        """
        if first.id == second.id:
            return YES
        if self.stated(first.id, second.id):
            return YES
        if self.stated(second.id, first.id):
            return NO
        days = before(first.interval, second.interval)
        if days is NO and before(second.interval, first.interval) is not YES:
            days = UNKNOWN
        return self.asked.order(first, second) if days is UNKNOWN else days

    def stated(self, first: str, second: str) -> bool:
        """Return whether the case states that *first* comes before *second*."""
        return self._stated.before(first, second)

    def linked(self, step: Step, field: str, target: str) -> Truth:
        """Whether *step* ties to *target* in *field*: as it says, and no where it is not named.

        Unknown where an account of that field names the target.
        """
        if (field, target) in step.disputed:
            return self.differs(step, (field, target))
        links: tuple[Link, ...] = getattr(step.event, field)
        link = next((Truth(link.link) for link in links if link.id == target), NO)
        return link if link is not UNKNOWN else self._tie(step, target)

    def by_then(self, step: Step) -> Truth:
        """Whether *step* was on the peildatum or before it; what has no last day was."""
        if self._by_then(step):
            return YES
        return self.asked.ask("date", event=event_arg(step.id))

    def _by_then(self, step: Step) -> bool:
        last = step.interval.latest
        return last is None or last <= self.as_of

    def differs(self, step: Step, *matters: tuple[str, str]) -> Truth:
        """Return the supposed answer on which accounts of *step* differ, each a field and a value.

        The question names whose accounts they are and what each says.
        """
        if self.asked.idle:
            return UNKNOWN
        return self.asked.put(difference(step, *matters))

    def serves(self, step: Step, target: str, kind: str | None = None) -> Truth:
        """Whether *step* is about *target*; what is not said is unknown.

        A list that certainly names other things of the same kind says no; a list that names none
        of that kind, or no list at all, leaves it unknown. What certainly answers a question is
        about it. *kind* is what *target* is supposed to be, where accounts of that differ.
        """
        if ("about", target) in step.disputed or any(x.id == target for x in step.event.about):
            return self.linked(step, "about", target)
        if target in step.tied("answers"):
            return YES
        kind = kind or self.kind_of(target)
        others = (self.kind_of(name) == kind for name in step.tied("about"))
        return NO if any(others) else self._tie(step, target)

    def _tie(self, step: Step, target: str) -> Truth:
        thing = Arg("document" if target in self.case.documents else "text", target)
        to = event_arg(target) if target in self.by_id else thing
        return self.asked.ask("link", event=event_arg(step.id), to=to)

    def reaches(self, step: Step, person: str) -> Truth:
        """Whether *step* reached *person*; unknown where accounts differ, or nobody is named."""
        found = step.reaches(person)
        if found is NO and step.addressed:
            return self._may_reach(step, person)
        if found is not UNKNOWN:
            return found
        return self.differs(step, *((field, person) for field in ("to", "with", "by")))

    def _may_reach(self, step: Step, person: str) -> Truth:
        """Whether *step* reached *person*, whom nobody names: perhaps, where others are not named.

        Who did it took part as well.
        """
        if step.unaddressed:
            return self.asked.ask("receiver", event=event_arg(step.id))
        if step.unattributed and self.may_have_done(step, person):
            return self.asked.ask("doer", event=event_arg(step.id))
        return NO

    def concerns(self, step: Step, person: str) -> Truth:
        """Whether *step* is about *person*; unknown where the case names nobody."""
        if named := step.event.concerns:
            return Truth.of(person in named)
        return self.asked.ask("concern", event=event_arg(step.id))

    def tells(self, step: Step, item: str, person: str | None = None) -> Truth | None:
        """Whether *step* conveyed *item*; None where the case says nothing of that."""
        found = step.tells(item, person)
        if found is not UNKNOWN:
            return found
        if ("says", item) in step.disputed:
            return self.differs(step, ("says", item))
        return self.asked.ask("conveyed", event=event_arg(step.id), item=Arg("item", item))

    def recorded(self, step: Step, what: str) -> Truth:
        """Whether there is a record of *step*, or of its contents: `event` or `content`."""
        found = step.of_event if what == "event" else step.of_content
        if found is UNKNOWN and what == "content" and step.accounts_of([("record", ANY)]):
            return self.differs(step, ("record", ANY))
        return self.asked.known(found, "record", event=event_arg(step.id), on=Arg("text", what))

    def kind_of(self, target: str) -> str:
        """Return what *target* is: the kind of object its event opens, or its sort.

        One of which accounts differ is of a kind with nothing else.
        """
        step = self.by_id.get(target)
        if step is not None and step.rivals_in("activity"):
            return target
        if step is not None:
            return step.activity.opens or step.activity.id
        for name, known in (
            ("promise", self.promised),
            ("document", self.case.documents),
            ("complaint", self.case.complaints),
        ):
            if target in known:
                return name
        return "?"

    def classes_of(self, name: str) -> frozenset[str]:
        """Return an activity with the classes that it belongs to; a class is its own."""
        activity = self._activities.get(name)
        return frozenset((name, *(activity.classes if activity else ())))
