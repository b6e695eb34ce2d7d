"""Candidates whose skill is known, under the assumptions of the model and against them."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, sqrt

from coach.analytics.items import DAY_VARIANCE, DISPERSION, ITEM_SD, LEVEL_MEAN
from coach.analytics.prediction import WANDER
from coach.analytics.readiness import Aim, questions
from coach.analytics.skill import DAY_PRIOR, DISPERSION_PRIOR, RATE_SD
from coach.domain.company import CompanyPattern
from coach.domain.enums import CompanyType, DifficultyLevel, Phase, QuestionType, Seniority
from coach.domain.results import QuestionResult

KINDS = (QuestionType.CODING_PROBLEM, QuestionType.SYSTEM_DESIGN, QuestionType.BEHAVIORAL)
LEVELS = tuple(DifficultyLevel)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """How candidates come about; as it stands, by the assumptions of the model."""

    name: str = "as assumed"
    rate_mean: float = 0.0
    rate_sd: float = RATE_SD
    wander: float = WANDER
    """Squared logits a day."""
    heavy_days: bool = False
    """Days follow Student's t with 3 degrees of freedom, of the same variance."""
    misstated: float = 0.0
    """Logits by which hard questions are harder than their level promises, and easy ones easier."""
    second_skill: float = 0.0
    """Standard deviation, in logits, of a second skill that every other question needs more, the others less."""
    per_kind: int = 24
    """Questions in the bank."""
    gap: tuple[int, int] = (1, 7)
    """Days from one interview to the next."""
    fixed_variances: bool = False
    """Everybody's days and answers vary alike."""


@dataclass(frozen=True)
class Question:
    name: str
    kind: QuestionType
    level: DifficultyLevel
    hard: float
    side: int


class Installation:
    """A bank, and people who meet it."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.rng = world, random.Random(seed)
        self.bank = [self._question(kind, number) for kind in KINDS for number in range(world.per_kind)]

    def _question(self, kind: QuestionType, number: int) -> Question:
        level = LEVELS[number % len(LEVELS)]
        wrong = self.world.misstated * (LEVELS.index(level) - 1)
        hard = self.rng.gauss(LEVEL_MEAN[level] + wrong, ITEM_SD)
        return Question(f"{kind.value}-{number}", kind, level, hard, 1 if number // len(LEVELS) % 2 else -1)

    def results(self, people: int, interviews: int) -> list[QuestionResult]:
        """What others have left behind."""
        found: list[QuestionResult] = []
        for number in range(people):
            other = Candidate(self, f"other-{number}")
            other.practise(interviews)
            found += other.results
        return found


class Candidate:
    """Somebody who practises and, between interviews, learns and wanders."""

    def __init__(self, place: Installation, name: str = "candidate") -> None:
        self.place, self.world, self.rng, self.name = place, place.world, place.rng, name
        self.skill = {kind: self.rng.gauss(0, 1) for kind in KINDS}
        self.second = self.rng.gauss(0, self.world.second_skill)
        self.rate = self.rng.gauss(self.world.rate_mean, self.world.rate_sd)
        self.day_variance = DAY_VARIANCE / self._varied(DAY_PRIOR)
        self.dispersion = min(DISPERSION / self._varied(DISPERSION_PRIOR), 0.6)
        self.at = START
        self.results: list[QuestionResult] = []
        self.held = 0

    def _varied(self, freedom: int) -> float:
        return 1.0 if self.world.fixed_variances else self.rng.gammavariate(freedom / 2, 2 / freedom)

    def practise(self, interviews: int, per_interview: int = 3) -> None:
        for _ in range(interviews):
            if self.held:
                self.live(self.rng.randint(*self.world.gap), learns=True)
            day = self._day()
            asked = [self.rng.choice(self.place.bank) for _ in range(per_interview)]
            self.results += [self._result(question, number, day) for number, question in enumerate(asked)]
            self.held += 1

    def live(self, days: int, *, learns: bool = False) -> None:
        self.at += timedelta(days=days)
        for kind in KINDS:
            self.skill[kind] += self.rng.gauss(0, sqrt(self.world.wander * days)) + (self.rate if learns else 0.0)

    def _day(self) -> float:
        drawn = self.rng.gauss(0, 1)
        if self.world.heavy_days:
            drawn /= sqrt(self.rng.gammavariate(1.5, 2))  # Student's t over √3, its own deviation
        return drawn * sqrt(self.day_variance)

    def score(self, logit: float) -> float:
        """0–10 to one decimal."""
        mean = 1 / (1 + exp(-logit))
        spread = 1 / self.dispersion - 1
        return round(10 * self.rng.betavariate(mean * spread, (1 - mean) * spread), 1)

    def _result(self, question: Question, number: int, day: float) -> QuestionResult:
        logit = self.skill[question.kind] + question.side * self.second + day - question.hard
        return QuestionResult(
            user_id=self.name,
            session_id=f"{self.name}-{self.held}",
            question_id=f"q{number}",
            at=self.at,
            bank_id=question.name,
            kind=question.kind,
            difficulty=question.level,
            company=CompanyType.STARTUP,
            seniority=Seniority.MID,
            role="backend",
            score=self.score(logit),
        )

    def sits(self, aim: Aim) -> float:
        """The overall score of one more interview, with questions nobody has met."""
        day, hard = self._day(), LEVEL_MEAN[aim.difficulty]
        scores = [
            self.score(self.skill[kind] + self.rng.choice((-1, 1)) * self.second + day - self.rng.gauss(hard, ITEM_SD))
            for kind, number in questions(aim).items()
            for _ in range(number)
        ]
        return round(sum(scores) / len(scores), 1)


def an_aim(bar: float = 5.0) -> Aim:
    """One coding, one design and one behavioral question."""
    pattern = CompanyPattern(
        type=CompanyType.STARTUP,
        name="Startup",
        about="Small and quick.",
        minutes=65,
        mix={QuestionType.CODING_PROBLEM: 34, QuestionType.SYSTEM_DESIGN: 33, QuestionType.BEHAVIORAL: 33},
        phases={Phase.CODE: 20},
        focus=("Speed",),
        evaluation=("Results",),
        bars=dict.fromkeys(Seniority, bar),
    )
    return Aim(pattern, Seniority.MID, "backend")
