"""Two interviews side by side, and which of their differences are more than chance.

One interview is a noisy measure: between two interviews of the same person scores correlate at about .68. With a spread
s of scores between people, the difference of two interviews of somebody who has not changed has the standard deviation
s · √(2 · (1 − .68)) (the standard error of a difference of classical test theory), and 19 of 20 such differences are
within 1.96 of those. A score that is one of k parts of an interview is noisier: by the Spearman–Brown formula, and with
no wider a spread, its differences are √(k / (k − (k − 1) · .68)) times as wide.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coach.domain.base import Model
from coach.domain.enums import Dimension, Verdict
from coach.domain.feedback import InterviewFeedback, QuestionAssessment, Score
from coach.domain.session import InterviewSession
from coach.errors import BadInput

RELIABILITY = 0.68
ASSUMED_SPREAD = 2.0
"""Standard deviation of overall scores between people, in points: an assumption, until one's own history is known."""
NINETEEN_OF_TWENTY = 1.96
LEAST_HISTORY = 10
"""Interviews from which one's own ups and downs are taken instead of the assumption."""
GROUPS = ("technical", "communication", "problem solving")


class Noise(Model):
    """How far apart two overall scores of somebody who has not changed are."""

    typical: float
    """Standard deviation of the difference, in points."""
    basis: str

    def limit(self, parts: int = 1) -> float:
        """Points that 19 of 20 differences stay within, for a score that is one of so many parts of an interview."""
        wider = math.sqrt(parts / (parts - (parts - 1) * RELIABILITY))
        return round(NINETEEN_OF_TWENTY * self.typical * wider, 1)


class Difference(Model):
    """One score in both interviews. `change` is the second minus the first."""

    name: str
    first: Score | None
    second: Score | None
    change: float | None
    limit: float
    """Points that 19 of 20 differences stay within while nobody changes."""
    exceeds: bool | None
    """None: there is nothing to compare."""


class QuestionBrief(Model):
    """How a question went in one of the interviews."""

    score: Score | None
    verdict: Verdict | None = None
    solved: bool | None = None
    hints: int = 0
    seconds: float = 0.0


class MetTwice(Model):
    """A question that both interviews asked."""

    bank_id: str
    title: str
    first: QuestionBrief
    second: QuestionBrief


class Side(Model):
    """One of the two interviews."""

    session_id: str
    at: str
    """The day it was held on, in ISO form."""
    company: str
    seniority: str
    role: str
    difficulty: str
    kind: str
    language: str
    judged_by: str
    evaluator_version: int
    seconds: float
    hints: int
    questions: int
    meets_bar: bool | None


class Comparison(Model):
    first: Side
    second: Side
    noise: Noise
    overall: Difference
    groups: tuple[Difference, ...]
    dimensions: tuple[Difference, ...]
    met_twice: tuple[MetTwice, ...]
    cautions: tuple[str, ...]
    """What makes the two hard to compare."""


def noise_of(history: Sequence[float]) -> Noise:
    """The noise in overall scores, oldest first: from successive differences (von Neumann), else the assumption.

    Successive differences hardly feel a slow rise, so learning is not taken for noise.
    """
    if len(history) < LEAST_HISTORY:
        typical = ASSUMED_SPREAD * math.sqrt(2 * (1 - RELIABILITY))
        basis = (
            f"assumed: reliability {RELIABILITY:.2f} and a spread of {ASSUMED_SPREAD:.0f} points between people; "
            f"your own ups and downs count from {LEAST_HISTORY} interviews on, there are {len(history)}"
        )
        return Noise(typical=round(typical, 2), basis=basis)
    squares = [(later - earlier) ** 2 for earlier, later in pairwise(history)]
    typical = math.sqrt(sum(squares) / len(squares))
    return Noise(typical=round(typical, 2), basis=f"from the ups and downs of your last {len(history)} interviews")


def compare(
    first: tuple[InterviewSession, InterviewFeedback],
    second: tuple[InterviewSession, InterviewFeedback],
    noise: Noise,
) -> Comparison:
    """Both interviews, each with its report. Raises BadInput for one interview twice."""
    (session, before), (other, after) = first, second
    if session.id == other.id:
        raise BadInput(f"{session.id} cannot be compared with itself.", fix="coach history lists the others")
    sides = _side(session, before), _side(other, after)
    return Comparison(
        first=sides[0],
        second=sides[1],
        noise=noise,
        overall=_difference("overall", before.overall_score, after.overall_score, noise.limit()),
        groups=tuple(_groups(before, after, noise)),
        dimensions=tuple(_dimensions(before, after, noise)),
        met_twice=tuple(_met_twice(before, after)),
        cautions=tuple(_cautions(*sides)),
    )


def _side(session: InterviewSession, feedback: InterviewFeedback) -> Side:
    return Side(
        session_id=session.id,
        at=(session.completed_at or session.created_at).astimezone().date().isoformat(),
        company=feedback.company,
        seniority=session.seniority.value,
        role=session.role,
        difficulty=session.difficulty_level.value,
        kind=session.interview_type.value,
        language=session.language.value,
        judged_by=feedback.judged_by,
        evaluator_version=feedback.evaluator_version,
        seconds=session.elapsed,
        hints=sum(question.hints_used for question in feedback.questions),
        questions=len(feedback.questions),
        meets_bar=feedback.meets_bar,
    )


def _difference(name: str, first: float | None, second: float | None, limit: float) -> Difference:
    change = None if first is None or second is None else round(second - first, 1)
    exceeds = None if change is None else abs(change) > limit
    return Difference(name=name, first=first, second=second, change=change, limit=limit, exceeds=exceeds)


def _groups(before: InterviewFeedback, after: InterviewFeedback, noise: Noise) -> Iterator[Difference]:
    for name in GROUPS:
        field = f"{name.replace(' ', '_')}_score"
        yield _difference(name, getattr(before, field), getattr(after, field), noise.limit(len(GROUPS)))


def _dimensions(before: InterviewFeedback, after: InterviewFeedback, noise: Noise) -> Iterator[Difference]:
    """Those that at least one of the interviews has; each is one of the parts of the one that has more."""
    mine, theirs = ({one.dimension: one.score for one in report.dimensions} for report in (before, after))
    limit = noise.limit(max(len(mine), len(theirs), 1))
    for dimension in Dimension:
        if dimension in mine or dimension in theirs:
            name = dimension.value.replace("_", " ")
            yield _difference(name, mine.get(dimension), theirs.get(dimension), limit)


def _met_twice(before: InterviewFeedback, after: InterviewFeedback) -> Iterator[MetTwice]:
    later = {question.bank_id: question for question in after.questions}
    for question in before.questions:
        if again := later.get(question.bank_id):
            yield MetTwice(bank_id=question.bank_id, title=question.title, first=_brief(question), second=_brief(again))


def _brief(question: QuestionAssessment) -> QuestionBrief:
    return QuestionBrief(
        score=question.score,
        verdict=question.verdict,
        solved=question.solved,
        hints=question.hints_used,
        seconds=question.seconds,
    )


def _cautions(first: Side, second: Side) -> Iterator[str]:
    told = (
        ("company", "Different companies: each weighs the dimensions and sets its bar in its own way."),
        ("seniority", "Different seniorities: bars and what is expected differ."),
        ("difficulty", "Different difficulties: a lower score on harder questions is no step back."),
        ("kind", "Different kinds of interview: other dimensions are judged."),
        ("language", "Different languages: what was fluent in one need not be in the other."),
        ("judged_by", "Read by different judges: prose may have been judged more or less strictly."),
        ("evaluator_version", "Scored by different versions of the evaluation: the same answer may score differently."),
    )
    for field, caution in told:
        one, other = (str(getattr(side, field)).replace("_", " ") for side in (first, second))
        if one != other:
            yield f"{caution} ({one}, {other})"
