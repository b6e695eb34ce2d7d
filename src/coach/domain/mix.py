"""How many questions of which kind an interview asks: from a mix in percent, and from the time."""

from collections.abc import Mapping

from coach.domain.enums import QuestionType

ORDER = (
    QuestionType.TECHNICAL_CONCEPT,
    QuestionType.CODING_PROBLEM,
    QuestionType.SYSTEM_DESIGN,
    QuestionType.BEHAVIORAL,
)
"""From warm-up to the open-ended."""
USUAL_MINUTES = {
    QuestionType.CODING_PROBLEM: 22,
    QuestionType.SYSTEM_DESIGN: 32,
    QuestionType.BEHAVIORAL: 9,
    QuestionType.TECHNICAL_CONCEPT: 7,
}
MOST_QUESTIONS = 8


def counts(mix: Mapping[QuestionType, int], total: int) -> dict[QuestionType, int]:
    """Split `total` questions by percent, largest remainders first; sums to `total`."""
    exact = {kind: total * percent / 100 for kind, percent in mix.items() if percent}
    result = {kind: int(share) for kind, share in exact.items()}
    by_remainder = sorted(exact, key=lambda kind: (result[kind] - exact[kind], ORDER.index(kind)))
    for kind in by_remainder[: total - sum(result.values())]:
        result[kind] += 1
    return {kind: number for kind, number in result.items() if number}


def questions_that_fit(mix: Mapping[QuestionType, int], minutes: int) -> int:
    """How many questions of this mix fit the time, at least one."""
    fitting = 1
    for total in range(2, MOST_QUESTIONS + 1):
        if sum(USUAL_MINUTES[kind] * number for kind, number in counts(mix, total).items()) <= minutes:
            fitting = total
    return fitting
