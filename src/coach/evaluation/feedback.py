"""All assessments of an interview → the scored report, seen through a company's weights and bars."""

from collections.abc import Sequence

from coach.domain.company import CompanyPattern
from coach.domain.enums import Dimension
from coach.domain.feedback import DimensionScore, GateResult, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.evaluation import EVALUATOR_VERSION, advice, scores
from coach.evaluation.levels import counted

NO_QUESTION = "no question was reached"
WEIGHED = (
    "overall_score",
    "technical_score",
    "communication_score",
    "problem_solving_score",
    "dimensions",
    "questions",
    "company",
    "bar",
    "meets_bar",
    "calibration_error",
)
"""What of a report depends on the weights and bars of a company."""


def summarise(
    session: InterviewSession, assessments: Sequence[QuestionAssessment], pattern: CompanyPattern
) -> InterviewFeedback:
    """The report of a session; its questions are scored with the weights of the pattern."""
    seen = tuple(scores.weighted(assessment, pattern.weight_of) for assessment in assessments)
    overall = scores.overall(seen)
    bar = pattern.bars.get(session.seniority)
    ratings = _ratings(session, seen)
    return InterviewFeedback(
        session_id=session.id,
        overall_score=overall,
        technical_score=scores.group_score(seen, scores.TECHNICAL, pattern.weight_of),
        communication_score=scores.group_score(seen, scores.COMMUNICATION, pattern.weight_of),
        problem_solving_score=scores.group_score(seen, scores.PROBLEM_SOLVING, pattern.weight_of),
        dimensions=_dimension_scores(seen),
        key_strengths=advice.strengths(seen),
        areas_for_improvement=advice.areas(seen),
        recommendations=advice.recommendations(seen),
        questions=seen,
        not_assessed=_not_assessed(session, seen),
        assessment_confidence=_confidence(seen),
        company=pattern.type.value,
        bar=bar,
        meets_bar=None if overall is None or bar is None else overall >= bar,
        judged_by=_judges(seen),
        evaluator_version=EVALUATOR_VERSION,
        self_ratings=ratings,
        calibration_error=_calibration(seen, ratings),
    )


def _dimension_scores(assessments: Sequence[QuestionAssessment]) -> tuple[DimensionScore, ...]:
    found = (_dimension_score(assessments, dimension) for dimension in Dimension)
    return tuple(score for score in found if score is not None)


def _dimension_score(assessments: Sequence[QuestionAssessment], dimension: Dimension) -> DimensionScore | None:
    """One dimension over all questions that have it; None where nothing is known of it."""
    score = scores.group_score(assessments, frozenset({dimension}))
    if score is None:
        return None
    pairs = [(one, result) for one in assessments for result in one.dimensions if result.dimension is dimension]
    known = [(one, result) for one, result in pairs if scores.scored(one, result) is not None]
    sure = [result.assessment_confidence for _, result in known]
    return DimensionScore(
        dimension=dimension,
        score=score,
        level=scores.level_at(score),
        questions=tuple(one.question_id for one, _ in known),
        criteria=sum(len(counted(result.findings)) for _, result in known),
        assessment_confidence=round(sum(sure) / len(pairs), 2),
    )


def _not_assessed(session: InterviewSession, assessments: Sequence[QuestionAssessment]) -> tuple[str, ...]:
    judged = {assessment.question_id for assessment in assessments}
    missed = [f"{question.title}: not reached" for question in session.roots if question.id not in judged]
    lines = (*advice.not_assessed(assessments), *missed)
    return lines if assessments or lines else (NO_QUESTION,)


def _confidence(assessments: Sequence[QuestionAssessment]) -> float:
    sure = [assessment.assessment_confidence for assessment in assessments]
    return round(sum(sure) / len(sure), 2) if sure else 0.0


def _judges(assessments: Sequence[QuestionAssessment]) -> str:
    """Who read the answers: every name once, the one that read first in front."""
    return ", ".join(dict.fromkeys(one.judged_by for one in assessments)) or "offline"


def _ratings(session: InterviewSession, assessments: Sequence[QuestionAssessment]) -> dict[str, int]:
    own = {one.question_id: one.self_rating for one in assessments if one.self_rating is not None}
    return {**own, **session.self_ratings}


def _calibration(assessments: Sequence[QuestionAssessment], ratings: dict[str, int]) -> float | None:
    """Mean of own rating minus level, over the questions that have both."""
    errors = [
        ratings[one.question_id] - one.level
        for one in assessments
        if one.question_id in ratings and one.level is not None and one.gate is not GateResult.NOT_ANSWERED
    ]
    return round(sum(errors) / len(errors), 2) if errors else None


def seen_as(session: InterviewSession, feedback: InterviewFeedback, pattern: CompanyPattern) -> InterviewFeedback:
    """The same assessments under another company's weights and bar; what was found and worded stays."""
    seen = summarise(session, feedback.questions, pattern)
    return feedback.replace(**{name: getattr(seen, name) for name in WEIGHED})


def lens(session: InterviewSession, feedback: InterviewFeedback) -> str:
    """With whose eyes the report looks, where it is not the company of the interview; else empty."""
    held = session.company_type.value
    if feedback.company == held:
        return ""
    seen, held = feedback.company.replace("_", " "), held.replace("_", " ")
    return f"Seen as {seen}: the same answers under its weights and its bar. The interview was held as {held}."
