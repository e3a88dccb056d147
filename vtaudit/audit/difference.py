"""What differs between two audits of one case: steps, dates, terms, findings, and why.

Separate because it compares two results and makes none. A reason is only given where the two
audits show it; where they do not, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vtaudit.audit.model import Audit, Certainty, Entry, Finding, Term
    from vtaudit.dates.interval import Interval
    from vtaudit.rulebook.book import Rulebook

DateChange = Literal["sharper", "wider", "moved"]
CauseKind = Literal["step-added", "step-gone", "date", "record", "step", "term", "looked-for",
                    "as-of", "rulebook", "coverage", "accepted", "elsewhere"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redated:
    """A step of which the days on which it can have been are others."""

    event: str
    change: DateChange
    before: Interval
    after: Interval


@dataclass(frozen=True, slots=True)
class Altered:
    """A step of which something else than its date was changed."""

    event: str
    what: tuple[str, ...]
    """Fields of the step, by their names in the audit."""


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term with another outcome or another last day; one side is None when it is new or gone."""

    before: Term | None
    after: Term | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that differs and that the finding rests on."""

    kind: CauseKind
    value: str = ""
    """Id of the step, or the rule of the term."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is new, resolved, or that says something else than it did."""

    kind: Literal["new", "resolved", "changed"]
    finding: Finding
    """As it is now; a resolved one as it was."""
    before: Certainty | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs."""

    as_of: tuple[date, date] | None
    rulebook: tuple[str, str] | None
    coverage: bool
    added: tuple[str, ...]
    gone: tuple[str, ...]
    redated: tuple[Redated, ...]
    altered: tuple[Altered, ...]
    terms: tuple[TermChange, ...]
    findings: tuple[FindingChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any((self.as_of, self.rulebook, self.coverage, self.added, self.gone, self.redated,
                    self.altered, self.terms, self.findings))  # fmt: skip


def difference(old: Audit, new: Audit, book: Rulebook) -> Difference:
    """Return what differs between two audits, of which *new* is the later.

    *book* says which steps a rule looks for.
    """
    before = {e.event: e for e in old.timeline}
    after = {e.event: e for e in new.timeline}
    both = [(before[name], e) for name, e in after.items() if name in before]
    rulebook = (old.rulebook_sha256, new.rulebook_sha256)
    bare = Difference(
        as_of=(old.as_of, new.as_of) if old.as_of != new.as_of else None,
        rulebook=(old.rulebook, new.rulebook) if rulebook[0] != rulebook[1] else None,
        coverage=old.case.coverage != new.case.coverage,
        added=tuple(n for n in after if n not in before),
        gone=tuple(n for n in before if n not in after),
        redated=tuple(_redated(both)),
        altered=tuple(_altered(both)),
        terms=tuple(_terms(old, new)),
        findings=(),
    )
    return _with_findings(bare, old, new, book)


# -- steps ------------------------------------------------------------------------------------


def _redated(both: Iterable[tuple[Entry, Entry]]) -> Iterator[Redated]:
    for a, b in both:
        if a.interval != b.interval:
            yield Redated(b.event, _change(a.interval, b.interval), a.interval, b.interval)


def _change(a: Interval, b: Interval) -> DateChange:
    """Return how *b* lies to *a*: inside it, around it, or otherwise."""
    common = a.intersect(b)
    if common == b:
        return "sharper"
    return "wider" if common == a else "moved"


FIELDS = ("activity", "phase", "by", "to", "concerns", "channel", "text", "of_event", "of_content",
          "accounts", "sources")  # fmt: skip
"""What is compared of a step besides its date."""


def _altered(both: Iterable[tuple[Entry, Entry]]) -> Iterator[Altered]:
    for a, b in both:
        what = tuple(f for f in FIELDS if getattr(a, f) != getattr(b, f))
        if what:
            yield Altered(b.event, what)


# -- terms ------------------------------------------------------------------------------------


def _terms(old: Audit, new: Audit) -> Iterator[TermChange]:
    before = {_same(t): t for t in old.terms}
    after = {_same(t): t for t in new.terms}
    for key in dict.fromkeys((*before, *after)):
        a, b = before.get(key), after.get(key)
        if a is None or b is None or (a.status, a.last_day) != (b.status, b.last_day):
            yield TermChange(a, b)


def _same(term: Term) -> tuple[object, ...]:
    """Return what tells a term from the others of one audit: which step met it may change."""
    return term.rule, term.runs_from_event or term.about[:1], term.person, term.key


# -- findings ---------------------------------------------------------------------------------


def _with_findings(bare: Difference, old: Audit, new: Audit, book: Rulebook) -> Difference:
    before = {f.id: f for f in old.findings}
    after = {f.id: f for f in new.findings}
    why = _Why(bare, old, new, book)
    found: list[FindingChange] = []
    for name, f in after.items():
        was = before.get(name)
        if was is None:
            found.append(FindingChange("new", f, None, why.causes(f)))
        elif _says(was) != _says(f):
            found.append(FindingChange("changed", f, was.certainty, why.causes(f)))
    found += [FindingChange("resolved", f, f.certainty, why.causes(f))
              for name, f in before.items() if name not in after]  # fmt: skip
    return replace(bare, findings=tuple(found))


def _says(finding: Finding) -> tuple[object, ...]:
    return finding.certainty, finding.severity, finding.reason, finding.args


class _Why:
    """What differs, so arranged that one can ask what a finding rests on."""

    def __init__(self, change: Difference, old: Audit, new: Audit, book: Rulebook) -> None:
        self.change, self.book = change, book
        self.protocol = new.case.protocol
        self.accepted = {f for a in new.accepted if a.state == "used" for f in a.findings}
        moved = {*change.added, *change.gone, *(r.event for r in change.redated),
                 *(a.event for a in change.altered)}  # fmt: skip
        self.moved = {e.event: e.activity for a in (old, new) for e in a.timeline
                      if e.event in moved}  # fmt: skip

    def causes(self, finding: Finding) -> tuple[Cause, ...]:
        """Return what differs that the finding rests on, the nearest first and alone.

        `elsewhere` is for what these audits do not show.
        """
        if finding.id in self.accepted:
            return (Cause("accepted"),)
        nearest = tuple(dict.fromkeys((*self._own(finding), *self._terms(finding))))
        if nearest:
            return nearest
        wide = (*self._looked_for(finding), *self._frame())
        return tuple(dict.fromkeys(wide)) or (Cause("elsewhere"),)

    def _own(self, finding: Finding) -> Iterator[Cause]:
        """Yield what differs in the steps of the finding itself."""
        own, change = set(finding.events), self.change
        yield from (Cause("step-added", n) for n in change.added if n in own)
        yield from (Cause("step-gone", n) for n in change.gone if n in own)
        yield from (Cause("date", r.event) for r in change.redated if r.event in own)
        for a in change.altered:
            if a.event in own:
                recorded = {"of_event", "of_content"} & set(a.what)
                yield Cause("record" if recorded else "step", a.event)

    def _terms(self, finding: Finding) -> Iterator[Cause]:
        """Yield the step that now meets a term of the finding's own rule and steps."""
        for term in self.change.terms:
            a, b = term.before, term.after
            if b is None or b.met_by is None or b.rule != finding.code:
                continue
            if set(b.about) & set(finding.events) and (a is None or a.status != b.status):
                yield Cause("term", b.met_by)

    def _looked_for(self, finding: Finding) -> Iterator[Cause]:
        """Yield the steps that differ and are of a kind that the rule or the finding names."""
        wanted = {a.value for _, a in finding.args if a.kind == "activity"}
        rule = next((r for r in self.book.rules if finding.code == r.code), None)
        if rule is not None and rule.with_.select is not None:
            wanted |= set(rule.with_.select.activity)
        for event, activity in self.moved.items():
            if wanted & {activity, *self._classes(activity)}:
                yield Cause("looked-for", event)

    def _classes(self, activity: str) -> tuple[str, ...]:
        protocol = self.book.protocols.get(self.protocol)
        known = protocol.activities if protocol is not None else ()
        return next((tuple(map(str, a.classes)) for a in known if a.id == activity), ())

    def _frame(self) -> Iterator[Cause]:
        if self.change.as_of:
            yield Cause("as-of")
        if self.change.rulebook:
            yield Cause("rulebook")
        if self.change.coverage:
            yield Cause("coverage")
