"""The case as the checks ask about it: every question answered yes, no or unknown.

Separate from the checks because the meaning of a question ('did this reach her?', 'would the
record show it?') must be the same in every rule. Built once per audit, with indexes, so that no
rule looks at every event for each event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from vtaudit.audit.coverage import Wanted, shows
from vtaudit.audit.sequence import respecting_order
from vtaudit.audit.step import NO, UNKNOWN, YES, Step, contents, omissions, rivals
from vtaudit.dates.interval import Interval, not_after
from vtaudit.truth import Truth, some

if TYPE_CHECKING:
    from vtaudit.dossier.case import Case
    from vtaudit.dossier.model import Event, Link, Person, Promise, Said
    from vtaudit.rulebook.book import Rulebook
    from vtaudit.rulebook.model import Activity, Protocol, StateKind, Word

__all__ = ["NO", "UNKNOWN", "YES", "Facts", "Step", "contents", "omissions"]


class Facts:
    """What the case says and what can be asked of it, on one peildatum.

    *law* is the interval in which each event lies; events wholly after the peildatum are left out
    of every question.
    """

    def __init__(
        self,
        case: Case,
        book: Rulebook,
        as_of: date,
        intervals: Mapping[str, Interval] | None = None,
    ) -> None:
        self.case, self.book, self.as_of = case, book, as_of
        self.protocol: Protocol = book.protocols[case.file.case.protocol]
        self.audited_body: str = case.file.case.audited
        self._activities: dict[str, Activity] = {a.id: a for a in self.protocol.activities}
        self._channels: Mapping[str, Word] = book.words["channel"]
        own = intervals or {i: when.interval for i, when in case.moments.items()}
        self.intervals: Mapping[str, Interval] = own
        self.all_steps = tuple(self._step(n, e) for n, e in enumerate(self._ordered()))
        self.by_id = {s.id: s for s in self.all_steps}
        self.steps = tuple(s for s in self.all_steps if not self._after(s))
        self._index = self._indexed(self.steps)
        self.of_disputed_kind = tuple(
            s for s in self.steps if any(field == "activity" for field, _ in s.disputed)
        )
        self._next = self._stated_order()
        self._later: dict[str, frozenset[str]] = {}
        self.promised: dict[str, tuple[Event, Promise]] = {
            p.id: (s.event, p) for s in self.steps for p in s.event.promises
        }

    def _ordered(self) -> list[Event]:
        far = date.max

        def key(e: Event) -> tuple[date, date, str]:
            i = self.intervals[e.id]
            return (i.earliest or i.latest or far, i.latest or far, e.id)

        return respecting_order(sorted(self.case.file.events, key=key))

    def _after(self, step: Step) -> bool:
        first = step.interval.earliest
        return first is not None and first > self.as_of

    def _step(self, order: int, event: Event) -> Step:
        activity = self._activities[event.activity]
        said, unsaid = self._words_of(event)
        disputed = frozenset((a.field, str(a.value)) for a in rivals(event))
        medium = self._medium(event, disputed)
        record = event.record
        written = YES if medium == "written" else UNKNOWN
        audited = any(self.of_audited(a) for a in event.by)
        return Step(
            event=event,
            activity=activity,
            classes=frozenset((activity.id, *activity.classes)),
            interval=self.intervals[event.id],
            actors=frozenset(event.by),
            reached=frozenset((*event.to, *event.with_)),
            audited=audited,
            medium=medium,
            of_event=_known(record.of_event if record else None, written),
            of_content=(
                UNKNOWN
                if any(field == "record" for field, _ in disputed)
                else _known(record.of_content if record else None, written)
            ),
            said=said,
            unsaid=unsaid,
            order=order,
            disputed=disputed,
        )

    def _medium(self, event: Event, disputed: frozenset[tuple[str, str]]) -> str:
        """Return by which medium it went; unknown where accounts of the channel differ in it."""
        rivals = [value for field, value in disputed if field == "channel"]
        named = [event.channel, *rivals] if event.channel else []
        found = {self._channels[c].medium if c in self._channels else "unknown" for c in named}
        return found.pop() if len(found) == 1 else "unknown"

    def _words_of(
        self, event: Event
    ) -> tuple[dict[str, tuple[Said, ...]], dict[str, tuple[Said, ...]]]:
        said: dict[str, list[Said]] = defaultdict(list)
        unsaid: dict[str, list[Said]] = defaultdict(list)
        for s in event.says:
            said[s.item].append(s)
        for s in event.not_said:
            unsaid[s.item].append(s)
        for paper in event.papers:
            document = self.case.documents[paper.document]
            for s in contents(document, paper.version):
                said[s.item].append(s)
            for s in omissions(document, paper.version):
                unsaid[s.item].append(s)
        return ({k: tuple(v) for k, v in said.items()}, {k: tuple(v) for k, v in unsaid.items()})

    def _role_word(self, actor: str) -> Word | None:
        person = self.case.people.get(actor)
        return self.book.words["role"][person.role] if person else None

    def _indexed(self, steps: Iterable[Step]) -> dict[str, tuple[Step, ...]]:
        index: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            for name in step.classes:
                index[name].append(step)
        return {k: tuple(v) for k, v in index.items()}

    # -- questions ----------------------------------------------------------------------------

    def since(self, earliest: date | None) -> Interval:
        """Return the stretch from *earliest* up to the peildatum."""
        return Interval(min(earliest, self.as_of) if earliest else None, self.as_of)

    def of_activity(self, names: Iterable[str]) -> tuple[Step, ...]:
        """Return the steps of these activities or classes, in order, each once."""
        found = {s.id: s for n in names for s in self._index.get(n, ())}
        return tuple(sorted(found.values(), key=lambda s: s.order))

    def begins(self, kind: StateKind) -> tuple[Step, ...]:
        """Return the steps with which a state of this kind began."""
        return (*self.of_activity(kind.begun_by), *self._named(kind, "since"))

    def ends(self, kind: StateKind) -> tuple[Step, ...]:
        """Return the steps with which a state of this kind ended."""
        return (*self.of_activity(kind.ended_by), *self._named(kind, "until"))

    def _named(self, kind: StateKind, edge: Literal["since", "until"]) -> Iterator[Step]:
        """Yield the steps that the case names for its own states, not for those of others."""
        for state in self.case.file.states:
            if state.state == kind.id and (not state.holder or self.audited_body in state.holder):
                name = getattr(state, edge)
                yield from (self.by_id[n] for n in (name,) if n in self.by_id)

    def exists(self, document: str) -> bool:
        """Return whether a document was there on the peildatum: some step with it, if any."""
        carried = [s for s in self.all_steps for p in s.event.papers if p.document == document]
        return not carried or any(not self._after(s) for s in carried)

    def person(self, who: str) -> Person | None:
        """Return the person *who*, or None for a body."""
        return self.case.people.get(who)

    def of_audited(self, who: str) -> bool:
        """Return whether *who* is the audited body, or somebody who acts for it."""
        role = self._role_word(who)
        return who == self.audited_body or (role is not None and role.agent == "yes")

    def is_child(self, who: str) -> bool:
        """Return whether *who* is a child of the case."""
        role = self._role_word(who)
        return role is not None and role.child == "yes"

    def not_after(self, first: Step, second: Step) -> Truth:
        """Whether *first* came before *second*, or at the latest on the same day before it.

        An order that the case states decides; else the days do. On the same exact day, without a
        stated order, the answer is unknown.
        """
        if first.id == second.id:
            return YES
        if self.stated(first.id, second.id):
            return YES
        if self.stated(second.id, first.id):
            return NO
        days = not_after(first.interval, second.interval)
        same = first.interval.exact and first.interval == second.interval
        return UNKNOWN if same else days

    def stated(self, first: str, second: str) -> bool:
        """Return whether the case states that *first* comes before *second*."""
        return second in self._later_than(first)

    def _later_than(self, event: str) -> frozenset[str]:
        if event not in self._later:
            seen: set[str] = set()
            todo = [event]
            while todo:
                for follower in self._next.get(todo.pop(), ()):
                    if follower not in seen:
                        seen.add(follower)
                        todo.append(follower)
            self._later[event] = frozenset(seen)
        return self._later[event]

    def _stated_order(self) -> dict[str, set[str]]:
        following: dict[str, set[str]] = defaultdict(set)
        for e in self.case.file.events:
            for earlier in e.after:
                following[earlier].add(e.id)
            following[e.id].update(e.before)
        return following

    def linked(self, step: Step, field: str, target: str) -> Truth:
        """Whether *step* ties to *target* in *field*: as it says, and no where it is not named.

        Unknown where an account of that field names the target.
        """
        if (field, target) in step.disputed:
            return UNKNOWN
        links: tuple[Link, ...] = getattr(step.event, field)
        return next((Truth(link.link) for link in links if link.id == target), NO)

    def serves(self, step: Step, target: str) -> Truth:
        """Whether *step* is about *target*; what is not said is unknown.

        A list that names other things of the same kind says no; a list that names none of that
        kind, or no list at all, leaves it unknown.
        """
        links = step.event.about
        if ("about", target) in step.disputed or any(link.id == target for link in links):
            return self.linked(step, "about", target)
        kind = self.kind_of(target)
        return NO if any(self.kind_of(x.id) == kind for x in links) else UNKNOWN

    def kind_of(self, target: str) -> str:
        """Return what *target* is: the kind of object its event opens, or its sort."""
        step = self.by_id.get(target)
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

    def covers(
        self,
        window: Interval,
        *,
        person: str | None = None,
        names: Iterable[str] = (),
        contents: bool = False,
        items: Iterable[str] = (),
    ) -> Truth:
        """Whether the record would show it: a step of the audited body, in *window*.

        *names* are the activities looked for; *contents* asks about what was said in a step
        (about *items*) rather than the step itself. Outside what is covered the answer is no:
        silence proves nothing there.
        """
        classes = tuple(self.classes_of(n) for n in names)
        wanted = Wanted(window, self.audited_body, person, classes, contents, frozenset(items))
        covered = self.case.file.case.covered
        return some(shows(c, self.case.coverage(c), wanted) for c in covered)

    def classes_of(self, name: str) -> frozenset[str]:
        """Return an activity with the classes that it belongs to; a class is its own."""
        activity = self._activities.get(name)
        return frozenset((name, *(activity.classes if activity else ())))


def _known(stated: str | None, default: Truth) -> Truth:
    if stated is None or (stated == "unknown" and default is YES):
        return default
    return Truth(stated)
