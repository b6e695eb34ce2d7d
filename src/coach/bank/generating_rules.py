"""What a generated question must keep beyond the gate: nobody has read it yet."""

from collections.abc import Iterable, Iterator

from coach.bank.check_content import Finding
from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion, KeyPoint, Misconception, Phrases
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.evaluation.text import find

FEWEST_WRONG = 2
"""Wrong solutions of a generated coding question."""


def generated_findings(question: BankQuestion) -> list[Finding]:
    """Every broken rule: key points that the model answer does not make, mistakes that it does, too few wrong ones."""
    match question:
        case CodingQuestion():
            return list(_enough_wrong(question))
        case SystemDesignQuestion():
            parts = ((part.id, part.match) for part in question.components)
            found = [*_points(question, "key_points", question.key_points)]
            return [*found, *_unmet("components", parts, question.model_answer)]
        case ConceptQuestion():
            found = [*_points(question, "key_points", question.key_points)]
            return [*found, *_mistakes("misconceptions", question.misconceptions, question.model_answer)]
        case BehavioralQuestion():
            found = [*_points(question, "signals", question.signals)]
            return [*found, *_mistakes("weak_signals", question.weak_signals, question.model_answer)]
        case _:
            return []


def _enough_wrong(question: CodingQuestion) -> Iterator[Finding]:
    if (count := len(question.wrong)) < FEWEST_WRONG:
        yield Finding(("wrong",), f"has {count} wrong solutions", f"write at least {FEWEST_WRONG}")


def _points(question: BankQuestion, field: str, points: tuple[KeyPoint, ...]) -> Iterator[Finding]:
    wanted = ((point.id, () if point.tier == "bonus" else point.match) for point in points)
    return _unmet(field, wanted, question.model_solution)


def _unmet(field: str, wanted: Iterable[tuple[str, Phrases]], answer: str) -> Iterator[Finding]:
    for at, (name, phrases) in enumerate(wanted):
        if phrases and find(phrases, answer) is None:
            yield Finding(
                (field, at, "match"), f"the model answer does not match {name}", "mend the phrases or the answer"
            )


def _mistakes(field: str, mistakes: tuple[Misconception, ...], answer: str) -> Iterator[Finding]:
    for at, mistake in enumerate(mistakes):
        if find(mistake.match, answer):
            yield Finding((field, at, "match"), f"the model answer states {mistake.id}", "make the phrases narrower")
