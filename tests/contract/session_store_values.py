"""Domain values to store: a session with every field filled, its log and its snapshots."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from coach.domain.consent import NOTICE_VERSION, Consent, notice_hash
from coach.domain.enums import (
    Answer,
    CompanyType,
    DifficultyLevel,
    Dimension,
    InterviewStatus,
    InterviewType,
    ProgrammingLanguage,
    QuestionType,
    Seniority,
    Source,
    TestGroup,
    Verdict,
)
from coach.domain.event import ClockMark, Event, EventKind, Snapshot
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.feedback import (
    Cap,
    Coverage,
    DimensionResult,
    DimensionScore,
    Evidence,
    EvidenceKind,
    Finding,
    GateResult,
    Growth,
    InterviewFeedback,
    QuestionAssessment,
)
from coach.domain.own_tests import Disagreement, OwnTest, TestStrength
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind, AttemptState, GrowthPoint, InterviewResponse
from coach.domain.session import InterviewSession, Preferences

START = datetime(2025, 3, 4, 9, 30, 0, 123456, tzinfo=UTC)
ELSEWHERE = timezone(timedelta(hours=-7))
"""A zone that is not UTC: the moment must survive, whatever the zone."""
SECRET = "CANARY-örlög-42"
"""In every field that must be sealed; its letters beyond ASCII test the encoding too."""


def session(session_id: str = "s1", user_id: str = "kim", **changes: object) -> InterviewSession:
    """A session that was just planned."""
    planned = InterviewSession(
        id=session_id,
        user_id=user_id,
        interview_type=InterviewType.MIXED,
        company_type=CompanyType.FINTECH,
        difficulty_level=DifficultyLevel.HARD,
        max_questions=2,
        time_limit=45,
        questions=(question("q1", "two-sum"), question("q2", "rate-limiter")),
        created_at=START,
    )
    return planned.replace(**changes)


def question(question_id: str, bank_id: str, **changes: object) -> InterviewQuestion:
    asked = InterviewQuestion(
        id=question_id,
        question_type=QuestionType.CODING_PROBLEM,
        title="A title",
        text=f"What do you do? {SECRET}",
        difficulty_level=DifficultyLevel.MEDIUM,
        concepts=("hashing",),
        evaluation_criteria=("problem solving",),
        time_limit=20,
        bank_id=bank_id,
    )
    return asked.replace(**changes)


def response(session_id: str = "s1", sequence: int = 1, **changes: object) -> InterviewResponse:
    given = InterviewResponse(
        id=f"r{sequence}",
        session_id=session_id,
        question_id="q1",
        sequence=sequence,
        response_text=f"I would hash it. {SECRET}",
        code_solution=f"def f():\n    return '{SECRET} 🙂'\n",
        language=ProgrammingLanguage.PYTHON,
        own_tests=(OwnTest(input={"words": [SECRET, None]}, expected={"n": 1.5}, line=3),),
        confidence_level=4,
        submitted_at=datetime(2025, 3, 4, 3, 1, 2, tzinfo=ELSEWHERE),
    )
    return given.replace(**changes)


def attempt(session_id: str = "s1", sequence: int = 1, **changes: object) -> Attempt:
    started = Attempt(
        id=f"a{sequence}",
        session_id=session_id,
        question_id="q1",
        response_id="r1",
        sequence=sequence,
        kind=AttemptKind.SUBMIT,
        source_hash=SECRET,
    )
    return started.replace(**changes)


def report() -> ExecutionReport:
    case = CaseResult(
        id="empty", group=TestGroup.EDGE, verdict=Verdict.WRONG_ANSWER, input=SECRET, got="[]", line=3, cpu_seconds=0.25
    )
    return ExecutionReport(runner="docker", language=ProgrammingLanguage.GO, cases=(case,), notices=("degraded",))


def finished(started: Attempt) -> Attempt:
    return started.replace(
        state=AttemptState.FINISHED,
        report=report(),
        growth=(GrowthPoint(n=10, seconds=0.1), GrowthPoint(n=100, seconds=1.5)),
        strength=strength(),
        error=SECRET,
    )


def strength() -> TestStrength:
    wrong = Disagreement(line=3, input=SECRET, expected="1", reference="2")
    return TestStrength(tests=3, copies=1, right=1, disagreements=(wrong,), caught=("a",), missed=("b",))


def finding() -> Finding:
    return Finding(
        criterion_id="c1",
        dimension=Dimension.VERIFICATION,
        statement="Tests an edge case?",
        answer=Answer.YES,
        source=Source.MODEL,
        evidence=(Evidence(kind=EvidenceKind.QUOTE, text=SECRET, ref="r1"),),
        confidence=0.75,
    )


def assessment() -> QuestionAssessment:
    return QuestionAssessment(
        question_id="q1",
        bank_id="two-sum",
        kind=QuestionType.CODING_PROBLEM,
        title="A title",
        gate=GateResult.PASSED,
        score=7.25,
        level=3.1,
        dimensions=(DimensionResult(dimension=Dimension.VERIFICATION, level=None, findings=(finding(),), why=SECRET),),
        caps=(Cap(dimension=Dimension.PROBLEM_SOLVING, level=2, reason=SECRET),),
        solved=True,
        verdict=Verdict.ACCEPTED,
        growth=Growth(
            classes=("n", "n log n"), target="n", slower_by=0, beyond_target=1, points=((10, 0.5), (20, 1.0))
        ),
        own_tests=strength(),
        coverage=(Coverage(id="k1", text="says why", found=None, words=SECRET),),
        model_solution=SECRET,
    )


def feedback(session_id: str = "s1") -> InterviewFeedback:
    return InterviewFeedback(
        session_id=session_id,
        overall_score=6.75,
        technical_score=7.0,
        communication_score=None,
        problem_solving_score=6.5,
        dimensions=(
            DimensionScore(
                dimension=Dimension.VERIFICATION,
                score=5.5,
                level=2.2,
                questions=("q1",),
                criteria=3,
                assessment_confidence=0.5,
            ),
        ),
        key_strengths=(SECRET,),
        areas_for_improvement=(SECRET,),
        recommendations=(SECRET,),
        questions=(assessment(),),
        not_assessed=("communication",),
        assessment_confidence=0.6,
        company="fintech",
        bar=6.0,
        meets_bar=True,
        self_ratings={"q1": 3},
        calibration_error=-0.5,
    )


def full_session(session_id: str = "s1", user_id: str = "kim") -> InterviewSession:
    """A completed interview in which no field has its default."""
    follow_up = question("q1.f1", "two-sum", parent_id="q1", follow_up_id="evidence:failed", source="a model")
    return session(
        session_id,
        user_id,
        role="platform",
        seniority=Seniority.STAFF,
        language=ProgrammingLanguage.RUST,
        seed=2**70,
        status=InterviewStatus.COMPLETED,
        preferences=Preferences(allow_hints=False, practice=True, idle_minutes=5),
        questions=(question("q1", "two-sum"), follow_up, question("q2", "rate-limiter")),
        position=3,
        responses=(response(session_id), response(session_id, 2, code_solution=None, language=None)),
        attempts=(finished(attempt(session_id)), attempt(session_id, 2, kind=AttemptKind.SAMPLES, response_id=None)),
        self_ratings={"q1": 3},
        feedback=feedback(session_id),
        scheduled_at=START - timedelta(days=1),
        started_at=START + timedelta(seconds=5),
        completed_at=(START + timedelta(minutes=44)).astimezone(ELSEWHERE),
        elapsed=2640.5,
        mark=ClockMark(boot="b00t", seconds=12.25),
        events=3,
        front_door="cli",
        interviewer="a model",
    )


def judged(
    session_id: str, user_id: str = "kim", hours: int = 0, scores: Sequence[float | None] = (7.0,), **changes: object
) -> InterviewSession:
    """A completed interview with one question per score, q1 about hashing, q2 about sorting and so on by turns.

    Its overall score is the first; `hours` after START it was completed.
    """
    asked = tuple(
        question(f"q{number}", f"slug-{number}", concepts=(("hashing", "arrays"), ("sorting",))[(number - 1) % 2])
        for number in range(1, len(scores) + 1)
    )
    assessments = tuple(
        assessment().replace(question_id=one.id, bank_id=one.bank_id, score=score)
        for one, score in zip(asked, scores, strict=True)
    )
    report = feedback(session_id).replace(overall_score=scores[0], questions=assessments, evaluator_version=3)
    done = START + timedelta(hours=hours)
    completed = session(
        session_id, user_id, status=InterviewStatus.COMPLETED, questions=asked, feedback=report, completed_at=done
    )
    return completed.replace(**changes)


def event(session_id: str = "s1", sequence: int = 1, **changes: object) -> Event:
    said = Event(
        session_id=session_id,
        sequence=sequence,
        kind=EventKind.SAID,
        at=START + timedelta(seconds=sequence),
        elapsed=float(sequence),
        question_id="q1",
        text=f"Words. {SECRET}",
        data={"rung": 2, "cost": 0.5, "ids": ["r1", None], "more": {"yes": True, "secret": SECRET}},
    )
    return said.replace(**changes)


def log(session_id: str = "s1", count: int = 3) -> tuple[Event, ...]:
    return tuple(event(session_id, sequence) for sequence in range(1, count + 1))


def saved(session_id: str = "s1", sequence: int = 1, content: str = f"print('{SECRET}')\n") -> tuple[Event, Snapshot]:
    """A state of the file, and the event that tells of it."""
    found = hashlib.sha256(content.encode()).hexdigest()
    data = {"hash": found, "chars": len(content)}
    return event(session_id, sequence, kind=EventKind.SAVED, data=data), snapshot(found, content)


def snapshot(content_hash: str = "hash-1", content: str = f"print('{SECRET}')\n") -> Snapshot:
    return Snapshot(content_hash=content_hash, content=content)


def consent(user_id: str = "kim", **changes: object) -> Consent:
    given = Consent(
        user_id=user_id, version=NOTICE_VERSION, text_hash=notice_hash(), given_at=START, given_by="candidate"
    )
    return given.replace(**changes)
