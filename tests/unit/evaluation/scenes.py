"""Transcripts out of moves: ask, say, run, submit, answer, hint, follow up, measure, wait."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import JsonValue

from coach.domain.content import BankQuestion
from coach.domain.enums import (
    Answer,
    DifficultyLevel,
    Dimension,
    ProgrammingLanguage,
    QuestionType,
    Seniority,
    Source,
    TestGroup,
    Verdict,
)
from coach.domain.event import Event, EventKind
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.feedback import Evidence, EvidenceKind, Finding
from coach.domain.own_tests import OwnTest, TestStrength, fingerprint
from coach.domain.question import InterviewQuestion
from coach.domain.response import Attempt, AttemptKind, AttemptState, GrowthPoint, InterviewResponse
from coach.domain.transcript import QuestionTranscript

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PYTHON = ProgrammingLanguage.PYTHON
ALL_PASS: dict[str, Sequence[bool]] = {
    "sample": (True, True),
    "core": (True, True, True),
    "edge": (True, True, True),
    "perf": (True,),
}
GROWTHS: dict[str, Any] = {
    "n": lambda n: 1e-6 * n,
    "n^2": lambda n: 1e-7 * n * n,
    "n^3": lambda n: 1e-9 * n**3,
    "unclear": lambda n: 0.5 if n.bit_length() % 2 else 1e-3,
}


def report(results: Mapping[str, Sequence[bool]], language: ProgrammingLanguage = PYTHON) -> ExecutionReport:
    """A report with the given verdicts per group."""
    cases = [
        CaseResult(
            id=f"{group}-{index}",
            group=TestGroup(group),
            verdict=Verdict.ACCEPTED if passed else Verdict.WRONG_ANSWER,
            why=f"{group} case {index}",
            input=f"values = [{index}]",
            expected="1",
            got="1" if passed else "2",
        )
        for group, verdicts in results.items()
        for index, passed in enumerate(verdicts)
    ]
    return ExecutionReport(runner="fake", language=language, cases=tuple(cases))


class Scene:
    """Collects what happens on one question; every move returns the scene."""

    def __init__(self, bank: BankQuestion, seniority: Seniority = Seniority.MID, question_id: str = "q1") -> None:
        self.bank, self.seniority = bank, seniority
        self.question = InterviewQuestion(
            id=question_id,
            question_type=bank.question_type,
            title=bank.title,
            text=bank.opening,
            difficulty_level=DifficultyLevel.MEDIUM,
            bank_id=bank.id,
        )
        self.follow_ups: list[InterviewQuestion] = []
        self.responses: list[InterviewResponse] = []
        self.attempts: list[Attempt] = []
        self.events: list[Event] = []
        self.findings: list[Finding] = []
        self.elapsed = 0.0
        self.self_rating: int | None = None
        self._event(EventKind.ASKED, bank.opening)

    def _event(
        self, kind: EventKind, text: str = "", data: dict[str, JsonValue] | None = None, question_id: str = ""
    ) -> None:
        self.elapsed += 10
        self.events.append(
            Event(
                session_id="s1",
                sequence=len(self.events) + 1,
                kind=kind,
                at=NOON,
                elapsed=self.elapsed,
                question_id=question_id or self.question.id,
                text=text,
                data=data or {},
            )
        )

    def wait(self, minutes: float) -> Self:
        self.elapsed += minutes * 60
        return self

    def ask(self, text: str, earned: Sequence[str] | None = None) -> Self:
        data: dict[str, JsonValue] = {"reply": "…"}
        if earned is not None:
            data["earned"] = list(earned)
        self._event(EventKind.CLARIFIED, text, data)
        return self

    def say(self, text: str) -> Self:
        self._event(EventKind.SAID, text)
        return self

    def save(self) -> Self:
        self._event(EventKind.SAVED, data={"hash": "h", "chars": 10})
        return self

    def degrade(self, text: str) -> Self:
        """Something could not be measured."""
        self._event(EventKind.DEGRADED, text, {"part": "runner"})
        return self

    def hint(self, rung: int) -> Self:
        self._event(EventKind.HINTED, data={"rung": rung})
        return self

    def run(self, passed: int, total: int) -> Self:
        results = {"sample": [index < passed for index in range(total)]}
        attempt = self._attempt(AttemptKind.SAMPLES, report(results), None)
        self._event(EventKind.RAN, data={"attempt": attempt.id, "passed": passed, "total": total})
        return self

    def _attempt(self, kind: AttemptKind, made: ExecutionReport | None, response: str | None) -> Attempt:
        number = len(self.attempts) + 1
        attempt = Attempt(
            id=f"a{number}",
            session_id="s1",
            question_id=self.question.id,
            response_id=response,
            sequence=number,
            kind=kind,
            state=AttemptState.FINISHED if made else AttemptState.FAILED,
            report=made,
        )
        self.attempts.append(attempt)
        return attempt

    def submit(
        self,
        code: str,
        results: Mapping[str, Sequence[bool]] | None = ALL_PASS,
        text: str = "",
        language: ProgrammingLanguage = PYTHON,
        tests: Sequence[OwnTest] = (),
    ) -> Self:
        """Code with its verdicts; no verdicts means the sandbox failed."""
        response = self._respond(text, code, language)
        self.responses[-1] = response = response.replace(own_tests=tuple(tests))
        self._attempt(AttemptKind.SUBMIT, report(results, language) if results is not None else None, response.id)
        return self

    def weigh(self, strength: TestStrength) -> Self:
        """What the tests of the last submission are worth."""
        response = self.responses[-1]
        attempt = self._attempt(AttemptKind.STRENGTH, report({}), response.id)
        digest = fingerprint(response.own_tests)
        self.attempts[-1] = attempt.replace(report=None, source_hash=digest, strength=strength)
        return self

    def answer(self, text: str) -> Self:
        self._respond(text, None, None)
        return self

    def _respond(
        self, text: str, code: str | None, language: ProgrammingLanguage | None, question_id: str = ""
    ) -> InterviewResponse:
        number = len(self.responses) + 1
        response = InterviewResponse(
            id=f"r{number}",
            session_id="s1",
            question_id=question_id or self.question.id,
            sequence=number,
            response_text=text,
            code_solution=code,
            language=language,
            submitted_at=NOON,
        )
        self.responses.append(response)
        self._event(EventKind.ANSWERED, text, {"response": response.id}, question_id)
        return response

    def measure(self, growth: str) -> Self:
        function = GROWTHS[growth]
        points = tuple(GrowthPoint(n=n, seconds=function(n)) for n in (1000, 2000, 4000, 8000, 16000, 32000))
        attempt = self._attempt(AttemptKind.MEASURE, report({}), None)
        self.attempts[-1] = attempt.replace(growth=points)
        return self

    def follow_up(self, follow_up_id: str, answer: str | None) -> Self:
        """A follow-up is asked, and answered unless the answer is None."""
        known = {one.id: one.ask for one in self.bank.follow_ups}
        question = InterviewQuestion(
            id=f"{self.question.id}.f{len(self.follow_ups) + 1}",
            question_type=QuestionType.FOLLOW_UP,
            title="Follow-up",
            text=known.get(follow_up_id, "And then?"),
            difficulty_level=DifficultyLevel.MEDIUM,
            bank_id=self.bank.id,
            parent_id=self.question.id,
            follow_up_id=follow_up_id,
        )
        self.follow_ups.append(question)
        self._event(EventKind.FOLLOWED_UP, question.text, {"question": question.id, "because": "always"})
        if answer is not None:
            self._respond(answer, None, None, question.id)
        return self

    def finding(
        self,
        dimension: str,
        answer: str = "yes",
        quote: str | None = None,
        source: Source = Source.MODEL,
        criterion: str = "",
    ) -> Self:
        evidence = (Evidence(kind=EvidenceKind.QUOTE, text=quote),) if quote else ()
        self.findings.append(
            Finding(
                criterion_id=criterion or f"c{len(self.findings)}",
                dimension=Dimension(dimension),
                statement="Did they?",
                answer=Answer(answer),
                source=source,
                evidence=evidence,
                confidence=0.8,
            )
        )
        return self

    def rate(self, rating: int) -> Self:
        self.self_rating = rating
        return self

    def transcript(self) -> QuestionTranscript:
        return QuestionTranscript(
            bank=self.bank,
            question=self.question,
            follow_ups=tuple(self.follow_ups),
            responses=tuple(self.responses),
            attempts=tuple(self.attempts),
            events=tuple(self.events),
            findings=tuple(self.findings),
            self_rating=self.self_rating,
            seniority=self.seniority,
        )


def play(bank: BankQuestion, moves: Sequence[Mapping[str, Any]], codes: Mapping[str, str]) -> Scene:
    """A scene from moves written as data, one key per move: {say: …}, {run: [2, 2]}, {submit: {code: good, …}} …"""
    scene = Scene(bank)
    for move in moves:
        ((name, value),) = move.items()
        match name:
            case "run":
                scene.run(*value)
            case "submit":
                results = {**ALL_PASS, **value.get("tests", {})}
                scene.submit(codes.get(value["code"], value["code"]), results, value.get("text", ""))
            case "follow_up":
                scene.follow_up(value["id"], value.get("answer"))
            case "finding":
                scene.finding(**value)
            case _:
                getattr(scene, name)(value)
    return scene
