"""The examination: every candidate on every question, and what it found."""

from collections import Counter
from collections.abc import Callable, Sequence

from coach.domain.base import Model
from coach.domain.content import BankQuestion
from coach.interviewers.examination.candidates import CANDIDATES, Candidate
from coach.interviewers.examination.criteria import graded
from coach.interviewers.examination.heard import Step
from coach.interviewers.examination.walk import Speaker, walk

Progress = Callable[[Candidate, BankQuestion], None]


class Failure(Model):
    """One criterion that one utterance fails."""

    criterion: str
    candidate: str
    question: str
    step: Step
    turn: int
    """Of the interviewer in this interview, from 1."""
    evidence: str
    withdrawn: bool = False
    """Shown while it came, then replaced."""


class Examination(Model):
    """What an interviewer did with the candidates."""

    interviewer: str
    candidates: tuple[str, ...]
    questions: tuple[str, ...]
    turns: int
    """Utterances that were graded, those that were withdrawn aside."""
    fallbacks: dict[str, int] = {}
    """Turns in which the bank spoke where a model should have, by the reason."""
    failures: tuple[Failure, ...] = ()

    @property
    def interviews(self) -> int:
        return len(self.candidates) * len(self.questions)

    @property
    def spoken_by_bank(self) -> int:
        return sum(self.fallbacks.values())

    def of(self, criterion: str, candidate: str = "") -> tuple[Failure, ...]:
        """The failures of a criterion, with one candidate or with all of them."""
        mine = (one for one in self.failures if one.criterion == criterion)
        return tuple(one for one in mine if candidate in ("", one.candidate))


async def examine(
    interviewer: Speaker,
    questions: Sequence[BankQuestion],
    candidates: Sequence[Candidate] = CANDIDATES,
    progress: Progress | None = None,
) -> Examination:
    """Grade an interviewer, one interview after the other. Raises ModelUnavailable when the interviewer does."""
    turns, fallbacks = 0, Counter[str]()
    failures: list[Failure] = []
    for candidate in candidates:
        for question in questions:
            if progress:
                progress(candidate, question)
            for number, spoken in enumerate(await walk(interviewer, question, candidate), 1):
                turns += 1
                fallbacks.update([spoken.degraded] if spoken.degraded else [])
                failures += [
                    Failure(
                        criterion=criterion,
                        candidate=candidate.name,
                        question=question.id,
                        step=heard.step,
                        turn=number,
                        evidence=evidence,
                        withdrawn=heard.withdrawn,
                    )
                    for heard in spoken.heard
                    for criterion, evidence in graded(heard)
                ]
    return Examination(
        interviewer=interviewer.name,
        candidates=tuple(one.name for one in candidates),
        questions=tuple(one.id for one in questions),
        turns=turns,
        fallbacks=dict(fallbacks.most_common()),
        failures=tuple(failures),
    )
