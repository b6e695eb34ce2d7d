"""Several readings of one answer: what they say together, how sure that is, and whether another one is needed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.feedback import Evidence, EvidenceKind, Finding
from coach.evaluation.levels import level_of
from coach.interviewers.judge_criteria import JudgeCriterion

CERTAIN, UNSURE = 0.9, 0.5
"""An answer of such confidence is not taken to be one that might be otherwise; readings below the second are weak."""
SHOWN_QUOTES = 3
POINTS_SHARE = 0.75
"""Of the points of a dimension so many carry its rubric."""


@dataclass(frozen=True)
class Vote:
    """One reading's answer to one criterion, after its quotes were checked."""

    answer: Answer
    quotes: tuple[str, ...] = ()
    """Those that hold."""
    confidence: float = 0.0
    """The model's own, times the share of its quotes that hold."""
    voided: bool = False
    """It was a "yes" on no quote that holds."""


Reading = Mapping[str, Vote]
"""Criterion id → vote; what the model left out is missing."""


def findings_of(
    criteria: Sequence[JudgeCriterion], readings: Sequence[Reading], trust: float = 1.0
) -> tuple[Finding, ...]:
    """One finding per criterion by majority; a tie is a "no", and what nobody answered is not applicable.

    Whether a quote makes a point can be checked by its words; of a criterion of the rubric no more than that the quote
    is on the subject. A reader who has been talked into saying yes would lift by the rubric what no point carries, so
    a "yes" of the rubric does not apply in a dimension of which fewer than three quarters of the points were made.
    """
    found = []
    for criterion in criteria:
        votes = [reading[criterion.id] for reading in readings if criterion.id in reading]
        found.append(_finding(criterion, votes, trust))
    bare = _bare(criteria, found)
    return tuple(
        one.replace(answer=Answer.NOT_APPLICABLE, evidence=(), confidence=0.0)
        if not criterion.is_point and one.answer is Answer.YES and one.dimension in bare
        else one
        for criterion, one in zip(criteria, found, strict=True)
    )


def _bare(criteria: Sequence[JudgeCriterion], findings: Sequence[Finding]) -> frozenset[Dimension]:
    """Dimensions with points of which too few were made."""
    made: dict[Dimension, list[bool]] = {}
    for criterion, finding in zip(criteria, findings, strict=True):
        if criterion.is_point:
            made.setdefault(criterion.dimension, []).append(finding.answer is Answer.YES)
    return frozenset(dimension for dimension, points in made.items() if sum(points) < POINTS_SHARE * len(points))


def _finding(criterion: JudgeCriterion, votes: Sequence[Vote], trust: float) -> Finding:
    answer = _majority(votes)
    agreed = [vote for vote in votes if vote.answer is answer]
    confidence = trust * sum(vote.confidence for vote in agreed) / len(votes) if votes else 0.0
    quotes = dict.fromkeys(quote for vote in agreed for quote in vote.quotes)
    return Finding(
        criterion_id=criterion.id,
        dimension=criterion.dimension,
        statement=criterion.statement,
        answer=answer,
        source=Source.MODEL,
        evidence=tuple(Evidence(kind=EvidenceKind.QUOTE, text=quote) for quote in list(quotes)[:SHOWN_QUOTES]),
        confidence=round(min(1.0, confidence), 2),
        tier=criterion.tier,
    )


def _majority(votes: Sequence[Vote]) -> Answer:
    counts = Counter(vote.answer for vote in votes).most_common(2)
    match counts:
        case []:
            return Answer.NOT_APPLICABLE
        case [(answer, count), *others] if not others or others[0][1] < count:
            return answer
        case _:
            return Answer.NO


def is_settled(readings: Sequence[Reading]) -> bool:
    """Whether two readings say the same: a third could change no answer."""
    answers = [{identity: vote.answer for identity, vote in reading.items()} for reading in readings]
    return len(answers) > 1 and all(one == answers[0] for one in answers)


def is_doubtful(findings: Sequence[Finding]) -> bool:
    """Whether the level of a dimension hangs on one answer that is not certain, or the readings are unsure at large."""
    answered = [one for one in findings if one.confidence > 0]
    if not answered or sum(one.confidence for one in answered) / len(answered) < UNSURE:
        return True
    return any(_hangs_on_one(group) for group in by_dimension(findings).values())


def by_dimension(findings: Iterable[Finding]) -> dict[Dimension, list[Finding]]:
    groups: dict[Dimension, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.dimension, []).append(finding)
    return groups


def _hangs_on_one(findings: Sequence[Finding]) -> bool:
    level = level_of(findings)
    return any(
        level_of([*findings[:index], _turned(one), *findings[index + 1 :]]) != level
        for index, one in enumerate(findings)
        if one.answer is not Answer.NOT_APPLICABLE and one.confidence < CERTAIN
    )


def _turned(finding: Finding) -> Finding:
    return finding.replace(answer=Answer.NO if finding.answer is Answer.YES else Answer.YES)
