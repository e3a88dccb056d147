"""A small audit and rulebook made by hand, for the tests of the reports.

Separate from the engine on purpose: a report must be right for any audit, also one that no case
gives today. `HOSTILE` is text that some format would act on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vtaudit.audit import model as m
from vtaudit.dates.calendar import Calendar, FreeDay
from vtaudit.dates.interval import Interval
from vtaudit.dates.words import DateWords, NumberWord, UnitWord, Wording
from vtaudit.rulebook.book import Rulebook
from vtaudit.rulebook.model import (
    Activity,
    Both,
    Norm,
    NormSource,
    PhaseName,
    Protocol,
    Rule,
    RuleReading,
    Sentences,
    TitleGist,
    Track,
    With,
    Within,
    Word,
)
from vtaudit.rulebook.proposals import Columns, Proposals
from vtaudit.span import Text

HOSTILE = (
    "[moeder]",
    "[/b]",
    "[bold red]rood[/]",
    ":warning:",
    "<script>alert(1)</script>",
    "a | b",
    "\x1b[31mrood\x1b[0m",
    "\x1b]8;;http://x.invalid\x07klik\x1b]8;;\x07",
    "\u202eomgekeerd\u202c",
    "regel\nnog een\r\n# kop",
    "`code` *sterk* _kort_ ~~weg~~ [^1] ![x](y)",
    "```\nuit het blok",
    '"] --> x["',
    "{persoon} {0} %s",
)


def _words(language: str, between: str) -> Wording:
    return Wording(
        language, "D MMMM YYYY", "MMMM YYYY", "D MMMM", "YYYY", between, "{first}…", "…{last}",
        "?", "?{moment}", "{moment} {time}",
    )  # fmt: skip


FREE = FreeDay("kerst", "Eerste kerstdag", "Christmas Day", "fixed", "atw/3", 12, 25)

DATES = DateWords(
    (), (), (), (), (), (), (), (),
    (NumberWord(("vijf",), 5, 5),), (UnitWord("working-days", ("werkdagen",)),), (), (),
    (_words("nl", "tussen {first} en {last}"), _words("en", "between {first} and {last}")),
    (), (), (), (), (), (), (), (), (), (), (),
)  # fmt: skip


def word(name: str, nl: str, en: str) -> Word:
    """Return a word of the rulebook."""
    return Word(Text(name), Text(nl), Text(en))


def norm(name: str, group: str, title: str, *, child: bool = False, verified: bool = True) -> Norm:
    """Return a norm."""
    both = TitleGist(Text(title), Text(f"Wat {title} vraagt."))
    source = NormSource("guide", article=Text(name.split("/")[1]),
                        name=Both(Text("Een wet"), Text("A law")))  # fmt: skip
    return Norm(
        Text(name), Text(group), both, replace(both, title=Text(f"{title} (en)")), source,
        "yes" if verified else "no", "page", child="yes" if child else "no",
    )  # fmt: skip


def sentences(title: str, text: str) -> Sentences:
    """Return the sentences of a rule, all alike but for their first word."""
    return Sentences(
        Text(title), Text("asks"), Text("why"), Text(f"Niet: {text}"), Text(f"Onzeker: {text}"),
        Text(f"Wel: {text}"), Text(f"Hoe zit het met {text}?"),
    )  # fmt: skip


def rule(code: str, text: str, **more: object) -> Rule:
    """Return a rule."""
    made = Rule(
        Text(code), Text(code.lower()), Text("groep"), "shortcoming",
        sentences(f"Regel {code}", text), sentences(f"Rule {code}", text),
        (Text("ivrk/12"),), (Text("ivrk/12"),), Text("conveyed"),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def book() -> Rulebook:
    """Return the rulebook of the sample."""
    reading = RuleReading(Text("kort"), Text("de korte lezing"), Text("the short reading"))
    within = Within("statutory", Text("5 werkdagen"), readings=(reading,))
    phases = (PhaseName(Text("begin"), Text("Begin"), Text("Start")),)
    track = Track(Text("weg"), Text("De weg"), Text("The way"), phases)
    talk = Activity(Text("gesprek"), Text("gesprek met ouders"), Text("talk with parents"),
                    Text("weg"), Text("begin"))  # fmt: skip
    columns = Columns((Text("datum"),), (Text("tekst"),))
    return Rulebook(
        proposals=Proposals(columns, (), (), (), (), (), (), Text("kort")),
        version="1",
        sha256="0" * 64,
        words={
            "item": {"aanpak": word("aanpak", "de aanpak", "the approach"),
                     "excuses": word("excuses", "excuses", "an apology")},
            "body": {"veilig-thuis": word("veilig-thuis", "Veilig Thuis", "Veilig Thuis")},
            "document": {"rapport": word("rapport", "rapport", "report")},
            "outcome": {"gegrond": word("gegrond", "gegrond", "upheld")},
            "role": {"verzoeker": word("verzoeker", "verzoeker", "complainant")},
        },
        norms={n.id: n for n in (
            norm("ivrk/12", "ivrk", "Recht om te worden gehoord", child=True),
            norm("behoorlijkheid/transparantie", "behoorlijkheid", "Transparant", verified=False),
        )},
        protocols={"protocol": Protocol(Text("protocol"), Text("Het protocol"),
                                        Text("The protocol"), (), tracks=(track,),
                                        activities=(talk,))},
        rules=(
            rule("VT001", "{persoon} over {info} in {stap}"),
            rule("VT002", "{melding} binnen {length}", with_=With(within=within)),
        ),
        dates=DATES,
        calendar_data=Calendar((FREE,), (), ()),
        regimes={},
    )  # fmt: skip


WHERE = m.Where("case.yaml", 10, 3)


def on(*ymd: int) -> Interval:
    """Return one day."""
    return Interval.on(date(*ymd))


def entry(name: str, text: str, when: Interval, **more: object) -> m.Entry:
    """Return a step of the body."""
    made = m.Entry(
        name, "", when, "gesprek", "begin", "weg", ("vt",), ("ouder",), (), "telefoon", text,
        "yes", "unknown", audited="yes", after_as_of="no", accounts=(),
        sources=(m.Citation("rapport", "6"),), restricted=False, where=WHERE,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def finding(code: str, name: str, certainty: m.Certainty, **args: m.Arg) -> m.Finding:
    """Return a finding on the first step."""
    people = tuple(a.value for a in args.values() if a.kind == "person")
    return m.Finding(
        name, code, code.lower(), "shortcoming", certainty, ("stap-1",), next(iter(people), None),
        None, ("ivrk/12",), tuple(sorted(args.items())),
        "contradicted" if certainty == "established" else "not-established",
        (m.Fact("conveyed", (("event", m.Arg("event", "stap-1")),)),), (), (),
        (m.Citation("rapport", "6"),), verified=True, where=WHERE,
    )  # fmt: skip


def told(person: str, item: str = "aanpak") -> dict[str, m.Arg]:
    """Return the values of the sentence of the first rule."""
    return {"persoon": m.Arg("person", person), "info": m.Arg("item", item),
            "stap": m.Arg("event", "stap-1")}  # fmt: skip


def terms() -> tuple[m.Term, ...]:
    """Return a term that was met and one on which readings differ."""
    start, last = on(2019, 12, 6), on(2019, 12, 13)
    sums = (
        m.Sum("start", (("day", m.Arg("date", interval=start)),)),
        m.Sum("count", (("amount", m.Arg("length", "5 working-days")),
                        ("day", m.Arg("date", interval=on(2019, 12, 9))),
                        ("until", m.Arg("date", interval=last)))),
        m.Sum("skip", (("day", m.Arg("date", interval=on(2019, 12, 7))),
                       ("note", m.Arg("word", "free-day:weekend")),
                       ("until", m.Arg("date", interval=on(2019, 12, 8))))),
    )  # fmt: skip
    args = (("length", m.Arg("length", "5 werkdagen")), ("melding", m.Arg("event", "stap-1")))
    met = m.Term(
        "VT002", "vt002", ("stap-1",), None, "vt", start, "stap-1", last, on(2019, 12, 11),
        "stap-2", "met", "statutory", "5 werkdagen", "werkdagen", ("behoorlijkheid/transparantie",),
        verified=False, reason=None, readings=(), derivation=sums, slack=(2, 2), deciding=(),
        args=args, key=None, where=WHERE,
    )  # fmt: skip
    readings = (
        m.Reading("kort", (("reading", m.Arg("word", "reading:kort")),), "late", last, None),
        m.Reading("event:stap-2", (("event", m.Arg("event", "stap-2")),), "met"),
    )
    deciding = (m.Fact("link", (("event", m.Arg("event", "stap-2")),)),)
    open_ = replace(met, status="undetermined", met_by=None, met_on=None, readings=readings,
                    deciding=deciding, person="ouder", slack=None, last_day=None,
                    reason="readings-differ", derivation=())  # fmt: skip
    return (met, open_, replace(open_, person="kind"))


def complaint(text: str) -> m.ComplaintResult:
    """Return a complaint with something for and something against."""
    kept = m.Positive("VT001", "vt001", ("stap-2",), "ouder", "aanpak", ("ivrk/12",),
                      tuple(sorted(told("ouder").items())))  # fmt: skip
    sorry = m.Positive("VT001", "vt001", ("stap-2",), None, "excuses", ("ivrk/12",), ())
    verdict = m.RecordedVerdict("o-1", ("ombudsman",), "gegrond", "2022", ("ivrk/12",), text, None)
    return m.ComplaintResult(
        "klacht-1", text, "ouder", "vt", ("ivrk/12",), ("stap-1",), (m.View("ouder", text, (m.Citation("dossier", "5"),)),),
        ("VT001-1", "VT001-2", "VT001-3"), (kept,), (sorry,), (), (verdict,),
    )  # fmt: skip


def audit(text: str = "een eerste gesprek") -> m.Audit:
    """Return the sample, with *text* wherever a user's own words can stand."""
    everything = (
        entry("stap-1", text, on(2019, 12, 6), date=""),
        entry("stap-2", "tweede stap", Interval(date(2020, 1, 1), date(2020, 1, 31)), date=text),
        entry("stap-3", "GEHEIM", on(2020, 2, 1), restricted=True),
    )
    findings = (
        finding("VT001", "VT001-1", "established", **told("ouder")),
        finding("VT001", "VT001-2", "undetermined", **told("ouder")),
        finding("VT001", "VT001-3", "undetermined", **told("kind")),
        replace(finding("VT001", "VT001-4", "established", **told("ouder")),
                events=("stap-3",), args=(("persoon", m.Arg("person", "ouder")),
                                          ("stap", m.Arg("event", "stap-3")))),
    )  # fmt: skip
    log = m.Deviation("log", "certain", "gesprek", "stap-1", "weg", None)
    model = m.Deviation("model", "possible", "gesprek", None, "weg", None)
    run = m.Run(
        track="weg", object=None, steps=("stap-1", "stap-3"),
        moves=(m.Move("log", "gesprek", "stap-1", None),), deviations=(log, model),
        alternatives=(m.Alternative("stap-1", "yes", 2, settled=(log,), gone=(model,)),),
        cost=2, lower=1, exact=False, fitness=0.5, phase=None, stands_at=("gesprek",),
        complete=True,
    )  # fmt: skip
    phase = m.Phase("begin", "weg", ("stap-1", "stap-3"), on(2019, 12, 6), on(2020, 1, 31))
    cover = m.Coverage(Interval(date(2019, 12, 6), None), ("ouder",), (), contents=True,
                       full=True, reason=text)  # fmt: skip
    papers = (m.DocumentInfo("rapport", "rapport", text, None, None, restricted=False),
              m.DocumentInfo("geheim", "rapport", "GEHEIM STUK", None, None, restricted=True))  # fmt: skip
    info = m.CaseInfo("zaak", text, text, text, "protocol", "vt", "1" * 64, (cover,), papers)
    return m.Audit(
        "0.1.0", "1", "0" * 64, info, date(2020, 12, 31),
        (m.Actor("ouder", "person", "ouder", None, child=False, audited=False, accounts=0),
         m.Actor("kind", "person", "kind", None, child=True, audited=False, accounts=0),
         m.Actor("vt", "body", "veilig-thuis", text, child=False, audited=True, accounts=0)),
        everything,
        m.Path("protocol", (phase,), (run,)),
        terms(),
        (m.Gap("unrecorded", ("stap-1",), "ouder", "aanpak", None, None, "undetermined",
               "VT001-2", WHERE),
         m.Gap("silence", (), None, None, on(2020, 1, 5), (3, 9), "established", None, WHERE)),
        (m.Pairing("stap-1", "ivrk/12", "contradicted", "gesprek", ("VT001",), ("VT001-1",)),
         m.Pairing("stap-1", "behoorlijkheid/transparantie", "shown", "gesprek", (), ())),
        (m.Told("ouder", "aanpak", "not-established", "stap-1", "unknown"),
         m.Told("kind", "aanpak", "contradicted", None, "no")),
        findings,
        (complaint(text),),
        (m.Question("vt", "VT001", ("VT001-2",), tuple(sorted(told("ouder").items())), ()),
         m.Question("vt", "VT001", ("VT001-3",), tuple(sorted(told("kind").items())), ()),
         m.Question("verzoeker", "VT999", (), (), ())),
        (m.AcceptedFinding("VT001", text, date(2021, 1, 1), ("VT001-1",), "used", WHERE),),
        (m.NotAudited("event", "stap-2", "readings-differ"),
         m.NotAudited("rule", "VT001", "onbekende-reden")),
    )  # fmt: skip
