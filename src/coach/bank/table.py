"""The questions of a bank as a page of Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence

from coach.domain.content import QuestionHead
from coach.domain.enums import DifficultyLevel, QuestionType

HEAD = """\
# The question bank

Written by `scripts/bank-table` from the questions themselves. Every one of them passes `coach bank check`.
"""
HEADINGS = {
    QuestionType.CODING_PROBLEM: "Coding",
    QuestionType.SYSTEM_DESIGN: "System design",
    QuestionType.BEHAVIORAL: "Behavioral",
    QuestionType.TECHNICAL_CONCEPT: "Technical concepts",
}
LEVELS = tuple(DifficultyLevel)


def page(questions: Sequence[QuestionHead]) -> str:
    """A count by kind and difficulty, then a table for each kind, easiest first."""
    return "\n".join([HEAD, *_counts(questions), *(line for kind in HEADINGS for line in _table(kind, questions))])


def _counts(questions: Sequence[QuestionHead]) -> Iterator[str]:
    found = Counter((question.question_type, question.difficulty.level) for question in questions)
    yield f"| kind | {' | '.join(level.value for level in LEVELS)} | all |"
    yield "|---" * (len(LEVELS) + 2) + "|"
    for kind, heading in HEADINGS.items():
        numbers = [found[kind, level] for level in LEVELS]
        yield f"| {heading} | {' | '.join(map(str, numbers))} | {sum(numbers)} |"


def _table(kind: QuestionType, questions: Sequence[QuestionHead]) -> Iterator[str]:
    yield from ("", f"## {HEADINGS[kind]}", "", "| id | about | difficulty | min | concepts |", "|---|---|---|---|---|")
    of_kind = (question for question in questions if question.question_type is kind)
    for question in sorted(of_kind, key=lambda one: (one.difficulty.elo, one.id)):
        level = f"{question.difficulty.level.value} ({question.difficulty.elo})"
        cells = (question.id, question.summary, level, str(question.minutes), ", ".join(question.concepts))
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""
