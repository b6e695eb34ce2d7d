"""Judging an explanation of a technical concept: key points by dimension, and false beliefs that were stated."""

from coach.domain.enums import Dimension
from coach.domain.feedback import Coverage, DimensionResult
from coach.domain.prose import ConceptQuestion
from coach.evaluation import process, prose
from coach.evaluation.levels import Sheet
from coach.evaluation.record import Record

DIMENSIONS = (Dimension.CORRECTNESS, Dimension.DEPTH, Dimension.BOUNDARIES, Dimension.APPLICATION)


def dimensions_of(record: Record, bank: ConceptQuestion) -> tuple[DimensionResult, ...]:
    stated = prose.false_beliefs(bank.misconceptions, record.said)
    unread = prose.needs_reader(record, reference_of(bank), [point.match for point in bank.key_points])
    results = []
    for dimension in DIMENSIONS:
        sheet = Sheet(dimension)
        prose.add_points(sheet, bank.key_points, record.said)
        if dimension is Dimension.APPLICATION:
            add_follow_ups(sheet, record)
        caps = prose.belief_caps(dimension, stated) if dimension is Dimension.CORRECTNESS else ()
        results.append(prose.dimension_of(record, sheet, caps, unread))
    return tuple(results)


def add_follow_ups(sheet: Sheet, record: Record) -> None:
    """Whether what was asked afterwards was answered, and with what was looked for."""
    asked = process.followed_up(record)
    if not asked:
        return
    answered = sum(one.answered for one in asked)
    ratio = f"{answered} of {len(asked)} answered"
    sheet.fact(3, "follow-ups-answered", "Answered the follow-ups", answered == len(asked), ratio)
    matchable = [one for one in asked if one.bank and one.bank.match]
    if matchable:
        hits = [one.words for one in matchable if one.words]
        enough = len(hits) * 2 >= len(matchable)
        sheet.bank(3, "follow-ups-right", "Follow-up answers have what was looked for", hits[0] if enough else None)


def coverage_of(record: Record, bank: ConceptQuestion, results: tuple[DimensionResult, ...]) -> tuple[Coverage, ...]:
    return prose.coverage_of(bank.key_points, record.said, prose.unread_dimensions(results))


def corrections_of(record: Record, bank: ConceptQuestion) -> tuple[str, ...]:
    return prose.corrections_of(prose.false_beliefs(bank.misconceptions, record.said))


def reference_of(bank: ConceptQuestion) -> str:
    return "\n".join([bank.model_answer, *(point.text for point in bank.key_points)])
