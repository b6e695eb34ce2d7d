"""How the interview went along, beside what has been published about real ones.

Only figures that can be looked up stand here, each with where. All of them are observations of telephone screens with
one coding problem and a human interviewer: they say what went together, not what causes success.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.domain.enums import QuestionType, Verdict
from coach.domain.event import Event, EventKind
from coach.domain.execution import ExecutionReport
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind
from coach.domain.session import InterviewSession
from coach.reporting import words
from coach.reporting.timeline import events_on

MORE_RUNS_THAN = 5
"""The published share of runs without an error is of interviews with more runs than this."""
RUNS = (AttemptKind.SAMPLES, AttemptKind.SUBMIT)
BROKEN = frozenset({Verdict.RUNTIME_ERROR, Verdict.COMPILE_ERROR})


@dataclass(frozen=True)
class Source:
    """A publication, short enough for a footnote."""

    key: str
    text: str


ANALYSIS = Source(
    "1",
    "A. Lerner and D. Holtz, “We analyzed thousands of technical interviews on everything from language to code "
    "style”, interviewing.io, 13 June 2017 (thousands of interviews on that site).",
)
SELF_RATING = Source(
    "2",
    "A. Lerner, “People can’t gauge their own interview performance. And that makes them harder to hire”, "
    "freeCodeCamp, 16 August 2016 (254 interviews on interviewing.io).",
)
SOURCES = (ANALYSIS, SELF_RATING)
SELF_RATING_NOTE = (
    "In 254 interviews with human interviewers own ratings explained about a quarter of how the ratings differed "
    "(R² 0.24, both from 1 to 4)"
)


@dataclass(frozen=True)
class Published:
    """The mean of interviews after which the interviewer would hire, and of the others."""

    hired: str
    others: str
    source: Source


FIRST_RUN = Published("27% of the interview", "23.9%", ANALYSIS)
CLEAN_RUNS = Published("64%", "60%", ANALYSIS)
LENGTH = Published("51.00 min", "49.95 min, no significant difference", ANALYSIS)


@dataclass(frozen=True)
class Statistic:
    """One fact of how it went along; `note` says why it has no value, or what to bear in mind."""

    name: str
    question_id: str
    value: str
    note: str = ""
    published: Published | None = None


def statistics(session: InterviewSession, events: Sequence[Event]) -> tuple[Statistic, ...]:
    """Those of the interview, then those of every question that was reached."""
    found = [Statistic("length", "", f"{words.minutes(session.elapsed)} min", published=LENGTH)]
    for question in session.roots:
        if own := events_on(session, question.id, events):
            found += _of_question(question, own)
            if question.question_type is QuestionType.CODING_PROBLEM:
                found += _of_code(question, own, session.attempts_at(question.id))
    return tuple(found)


def _of_question(question: InterviewQuestion, events: Sequence[Event]) -> Iterator[Statistic]:
    seconds = events[-1].elapsed - events[0].elapsed
    allowed = f" of {question.time_limit}" if question.time_limit else ""
    yield Statistic("time", question.id, f"{words.minutes(seconds)}{allowed} min")
    kinds = [event.kind for event in events]
    yield Statistic("questions to the interviewer", question.id, str(kinds.count(EventKind.CLARIFIED)))
    if hints := kinds.count(EventKind.HINTED):
        yield Statistic("hints taken", question.id, str(hints))


def _of_code(question: InterviewQuestion, events: Sequence[Event], attempts: Sequence[Attempt]) -> Iterator[Statistic]:
    yield _first_run(question, events)
    reports = [one.report for one in attempts if one.kind in RUNS and one.report]
    if reports:
        yield _clean_runs(question, reports)


def _first_run(question: InterviewQuestion, events: Sequence[Event]) -> Statistic:
    begin, end = events[0].elapsed, events[-1].elapsed
    ran = next((event.elapsed for event in events if event.kind is EventKind.RAN), None)
    name = "time before code first ran"
    if ran is None or end <= begin:
        note = "no code was run" if ran is None else "no time was recorded"
        return Statistic(name, question.id, "–", note, FIRST_RUN)
    share = (ran - begin) / (end - begin)
    return Statistic(name, question.id, f"{share:.0%} of the question", published=FIRST_RUN)


def _clean_runs(question: InterviewQuestion, reports: Sequence[ExecutionReport]) -> Statistic:
    clean = sum(not _is_broken(report) for report in reports)
    told = f"{clean} of {len(reports)}"
    if len(reports) > MORE_RUNS_THAN:
        return Statistic("runs without an error", question.id, f"{told} ({clean / len(reports):.0%})", "", CLEAN_RUNS)
    note = f"too few runs to compare: {len(reports)}, published for more than {MORE_RUNS_THAN}"
    return Statistic("runs without an error", question.id, told, note)


def _is_broken(report: ExecutionReport) -> bool:
    return bool(report.compile_error) or any(case.verdict in BROKEN for case in report.cases)
