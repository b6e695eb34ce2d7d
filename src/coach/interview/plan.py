"""Which questions an interview asks: from the company's mix, the candidate's settings and a seed."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coach.domain.company import CompanyPattern
from coach.domain.content import IMPORTED, BankQuestion, QuestionHead
from coach.domain.enums import CompanyType, DifficultyLevel, InterviewType, QuestionType, Seniority
from coach.domain.mix import ORDER, counts, questions_that_fit
from coach.domain.question import InterviewQuestion
from coach.errors import NotFound

ELO = {DifficultyLevel.EASY: 1100, DifficultyLevel.MEDIUM: 1450, DifficultyLevel.HARD: 1800}
GENERATED = "generated"
"""The origin of a question that a model wrote."""
GENERATED_PART = 3
"""At most one question in so many is a generated one: programs have checked it, and no person has read it."""


@dataclass(frozen=True)
class Wishes:
    """What the plan has to meet."""

    interview_type: InterviewType
    company_type: CompanyType
    difficulty_level: DifficultyLevel
    role: str
    seniority: Seniority
    minutes: int
    max_questions: int | None
    seed: int
    recent_families: frozenset[str] = frozenset()
    """Families asked in the last interviews: asked again only when nothing else is left."""


def _distance(question: QuestionHead, wishes: Wishes) -> float:
    """How badly a question fits, in rating points."""
    points = abs(question.difficulty.elo - ELO[wishes.difficulty_level]) + 0.0
    points += 0 if question.difficulty.level is wishes.difficulty_level else 150
    points += 0 if wishes.seniority in question.seniority else 120
    points -= 60 * question.companies.get(wishes.company_type.value, 1)
    points += 2000 if question.family in wishes.recent_families else 0
    return points


def _pick(
    candidates: Sequence[QuestionHead], number: int, generated: int, wishes: Wishes, rng: random.Random
) -> list[QuestionHead]:
    """The `number` that fit best, no family twice, at most `generated` of them generated; fewer where there are not."""
    # Where none may be asked they do not so much as move the draw: the plan is that of a bank without them.
    candidates = [question for question in candidates if generated or not is_generated(question)]
    jitter = {question.id: rng.uniform(0, 200) for question in sorted(candidates, key=lambda question: question.id)}
    ranked = sorted(candidates, key=lambda question: (_distance(question, wishes) + jitter[question.id], question.id))
    chosen: list[QuestionHead] = []
    for question in ranked:
        is_new = question.family not in {taken.family for taken in chosen}
        is_allowed = not is_generated(question) or sum(map(is_generated, chosen)) < generated
        if len(chosen) < number and is_new and is_allowed:
            chosen.append(question)
    return chosen


def plan(catalog: Sequence[QuestionHead], pattern: CompanyPattern, wishes: Wishes) -> list[QuestionHead]:
    """The questions to ask, in order; the same for the same wishes and catalog. Raises NotFound for an empty bank."""
    mix = pattern.mix_for(wishes.interview_type, wishes.role)
    total = wishes.max_questions or questions_that_fit(mix, wishes.minutes)
    split = counts(mix, total)
    # Where the bank has fewer questions than are wanted, the part is one of those that are asked.
    plans = (_planned(catalog, split, most, wishes) for most in range(total // GENERATED_PART, -1, -1))
    chosen = next(found for found in plans if sum(map(is_generated, found)) * GENERATED_PART <= len(found))
    if not chosen:
        kinds = ", ".join(kind.value for kind in split)
        raise NotFound(f"The question bank has no question of the kind asked for ({kinds}).", fix="coach bank list")
    return chosen


def _planned(
    catalog: Sequence[QuestionHead], split: dict[QuestionType, int], generated: int, wishes: Wishes
) -> list[QuestionHead]:
    """The questions of each kind, at most `generated` of them generated."""
    rng = random.Random(wishes.seed)
    chosen: list[QuestionHead] = []
    for kind in ORDER:
        if number := split.get(kind, 0):
            left = generated - sum(map(is_generated, chosen))
            candidates = [question for question in catalog if question.question_type is kind]
            chosen += _pick(candidates, number, left, wishes, rng)
    return chosen


def is_generated(question: QuestionHead) -> bool:
    """Whether a model wrote it."""
    return question.provenance.origin == GENERATED


def as_asked(question: BankQuestion, number: int) -> InterviewQuestion:
    """The question as it stands in a session."""
    criteria = tuple(criterion.ask for criteria in question.rubric.values() for criterion in criteria)
    return InterviewQuestion(
        id=f"q{number}",
        question_type=question.question_type,
        title=question.title,
        text=question.opening.strip(),
        difficulty_level=question.difficulty.level,
        concepts=question.concepts,
        evaluation_criteria=criteria,
        time_limit=question.minutes,
        bank_id=question.id,
        bank_version=question.version,
        content_hash=question.content_hash,
        source=_source(question),
    )


def _source(question: BankQuestion) -> str:
    if is_generated(question):
        return ", ".join(question.provenance.authors)
    return IMPORTED if question.provenance.origin == IMPORTED else "bank"


def recent_families(catalog: Collection[QuestionHead], asked: Collection[str]) -> frozenset[str]:
    """The families of the questions asked lately."""
    return frozenset(question.family for question in catalog if question.id in asked)
