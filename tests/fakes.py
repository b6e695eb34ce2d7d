"""Stand-ins for the outside, and small questions of every kind."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from coach.domain.coding import CodingQuestion
from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.event import ClockMark
from coach.domain.execution import Execution, RunRequest, Trust
from coach.domain.material import LadderStep, PreparedCase, TestMaterial
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.errors import Forbidden, LanguageUnavailable, RunnerUnavailable
from coach.interview.engine import Engine
from coach.interview.service import InterviewService
from coach.interviewers.offline import OfflineInterviewer
from coach.store.memory import MemoryStore
from tests.fakes_bank import MemoryQuestions, TrustingRunner, pair_sum

SOLUTION = """\
def has_pair(numbers, target):
    seen = set()
    for number in numbers:
        if target - number in seen:
            return True
        seen.add(number)
    return False
"""
WRONG = """\
def has_pair(numbers, target):
    return any(target - number in numbers for number in numbers)
"""


class HandClock:
    """A clock that moves when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.boot = "boot-1"

    def advance(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 5, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def mark(self) -> ClockMark:
        return ClockMark(boot=self.boot, seconds=self.seconds)


class Runner:
    """A runner that can be told to fail, over the one that executes the tests' own code."""

    name = "fake"

    def __init__(self) -> None:
        self._inner = TrustingRunner()
        self.failures = 0
        self.requests: list[RunRequest] = []
        self.warmed: list[ProgrammingLanguage] = []
        self.required: list[ProgrammingLanguage] = []
        self.lacks: ProgrammingLanguage | None = None
        self.own_only = False
        self.closed = False

    async def run(self, request: RunRequest) -> Execution:
        self.requests.append(request)
        if self.failures:
            self.failures -= 1
            raise RunnerUnavailable("The engine went away.", fix="coach doctor")
        return await self._inner.run(request)

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        if trust is Trust.FOREIGN:
            if self.own_only:
                raise Forbidden("Code from elsewhere runs in a container only.")
            return
        self.required.append(language)
        if self.lacks is language:
            raise LanguageUnavailable("Not here.")

    async def warm(self, language: ProgrammingLanguage) -> None:
        self.warmed.append(language)

    async def close(self) -> None:
        self.closed = True


def _head(slug: str, concept: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "version": 1,
        "title": slug.replace("-", " ").capitalize(),
        "summary": f"A question about {concept}.",
        "provenance": {"origin": "original", "license": "MIT", "authors": ["coach"]},
        "difficulty": {"level": "medium", "elo": 1450},
        "concepts": [concept],
        "family": f"{concept}-1",
        "seniority": ["mid", "senior"],
        "minutes": minutes,
        **more,
    }


def concept_question(slug: str = "hash-tables") -> ConceptQuestion:
    points = [
        ("buckets", "correctness", "must", [["bucket", "slot"]]),
        ("collisions", "depth", "must", [["collision", "collide"]]),
        ("worst-case", "boundaries", "should", [["worst case", "linear time"]]),
        ("when", "application", "should", [["lookup by key", "cache"]]),
    ]
    return ConceptQuestion.model_validate(
        _head(
            slug,
            "hashing",
            8,
            opening="How does a hash table find a value, and when is it slow?",
            withheld=[{"id": "kind", "asks": ["which kind of hash table"], "answer": "One with separate chaining."}],
            key_points=[
                {"id": name, "dimension": dimension, "tier": tier, "text": f"Says what {name} means.", "match": match}
                for name, dimension, tier, match in points
            ],
            misconceptions=[
                {
                    "id": "always-constant",
                    "text": "It is always constant.",
                    "match": [["always constant"]],
                    "correction": "Not always.",
                }
            ],
            application_case="A cache of sessions.",
            hints=["What happens to the key first?"],
            follow_ups=[{"id": "resize", "when": "always", "ask": "What happens when it grows full?"}],
            model_answer="The key is hashed to a bucket; collisions are chained; the worst case is linear time.",
        )
    )


def behavioral_question(slug: str = "conflict") -> BehavioralQuestion:
    return BehavioralQuestion.model_validate(
        _head(
            slug,
            "conflict",
            10,
            opening="Tell me about a disagreement with a colleague.",
            competency="conflict",
            probes=[
                {"missing": "specificity", "ask": "What exactly did you do?"},
                {"missing": "result", "ask": "How did you measure it?"},
                {"missing": "reflection", "ask": "What would you do differently?"},
            ],
            signals=[
                {
                    "id": "listened",
                    "dimension": "competency",
                    "tier": "must",
                    "text": "Listened.",
                    "match": [["listened", "asked"]],
                },
                {"id": "agreed", "dimension": "competency", "tier": "should", "text": "Agreed.", "match": [["agreed"]]},
            ],
            expectations={"junior": "A feature.", "mid": "A feature.", "senior": "A team.", "staff": "Teams."},
            model_answer="I listened, we agreed on a test, latency fell by 30 %, and I learned to ask earlier.",
        )
    )


def design_question(slug: str = "short-links") -> SystemDesignQuestion:
    dimensions = [
        "requirements",
        "high_level_design",
        "high_level_design",
        "depth_and_scaling",
        "reliability",
        "trade_offs",
    ]
    return SystemDesignQuestion.model_validate(
        _head(
            slug,
            "caching",
            35,
            opening="Design a service that shortens links.",
            estimates=[
                {
                    "id": "writes",
                    "quantity": "writes per second",
                    "formula": "10 M / day",
                    "value": 116,
                    "unit": "1/s",
                    "match": [["writes per second"]],
                }
            ],
            components=[
                {"id": name.replace(" ", "-"), "name": name, "match": [[name]]}
                for name in ("database", "cache", "load balancer")
            ],
            key_points=[
                {
                    "id": f"point-{number}",
                    "dimension": dimension,
                    "tier": "must",
                    "text": f"Point {number}.",
                    "match": [[f"word{number}"]],
                }
                for number, dimension in enumerate(dimensions)
            ],
            deep_dives=[
                {"id": "keys", "ask": "How are keys made?", "expects": ["base 62"]},
                {"id": "hot", "ask": "What about hot links?", "expects": ["cache"]},
            ],
            model_answer="A database, a cache and a load balancer.",
        )
    )


def pattern(company: str = "big_tech", **changes: Any) -> CompanyPattern:
    fields: dict[str, Any] = {
        "type": company,
        "name": company.replace("_", " ").capitalize(),
        "about": "A company.",
        "minutes": 60,
        "mix": {"coding_problem": 60, "system_design": 20, "behavioral": 20},
        "phases": {"clarify": 5, "plan": 5, "code": 20, "verify": 10, "wrap": 5},
        "focus": ["algorithms"],
        "evaluation": ["correctness"],
        "bars": {"junior": 5.5, "mid": 6.0, "senior": 6.5, "staff": 7.0},
        **changes,
    }
    return CompanyPattern.model_validate(fields)


def material_of(question: CodingQuestion, ladder: Sequence[int] = ()) -> TestMaterial:
    cases = [
        PreparedCase(
            id=test.id, group=test.group, input=test.input, expected=test.expected, why=test.why, cpu_seconds=2.0
        )
        for test in question.tests
    ]
    cases += [
        PreparedCase(**{**test.model_dump(), "id": f"{twist.id}-{test.id}"}, cpu_seconds=2.0)
        for twist in question.twists
        for test in twist.tests
    ]
    steps = [LadderStep(n=n, input={"numbers": list(range(n)), "target": -1}) for n in ladder]
    return TestMaterial(content_hash=question.content_hash, cases=tuple(cases), ladder=tuple(steps))


class Studio:
    """A whole service over fakes, with everything a test may want to look at."""

    def __init__(self, folder: Path, **engine: Any) -> None:
        coding = pair_sum(folder / "bank")
        self.coding = coding
        questions: list[BankQuestion] = [coding, concept_question(), behavioral_question(), design_question()]
        patterns = [
            pattern(),
            pattern("startup", mix={"coding_problem": 50, "technical_concept": 30, "behavioral": 20}),
        ]
        materials: Mapping[str, TestMaterial] = {coding.id: material_of(coding)}
        self.clock = HandClock()
        self.runner = Runner()
        self.store = MemoryStore()
        numbers = itertools.count(1)
        parts: dict[str, Any] = {
            "store": self.store,
            "questions": MemoryQuestions(questions, patterns, materials),
            "runner": self.runner,
            "interviewer": OfflineInterviewer(),
            "clock": self.clock,
            "new_id": lambda: f"id{next(numbers):08d}",
        }
        self.engine = Engine(**{**parts, **engine})
        self.service = InterviewService(self.engine)
