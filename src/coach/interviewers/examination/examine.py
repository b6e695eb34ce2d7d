"""The examination: every candidate on every question, and what it found."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product

from coach.domain.base import Model
from coach.domain.content import BankQuestion
from coach.interviewers.examination.candidates import CANDIDATES, Actor
from coach.interviewers.examination.criteria import graded, undecided
from coach.interviewers.examination.heard import Step
from coach.interviewers.examination.walk import Speaker, Spoken, walk

Progress = Callable[[Actor, BankQuestion], None]


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


class Undecided(Model):
    """One criterion that cannot be decided for one turn, because the truth it needs is not known."""

    criterion: str
    candidate: str
    question: str
    turn: int


class BrokenOff(Model):
    """An interview that ended early because the model that played the candidate failed."""

    candidate: str
    question: str
    turns: int
    """Of the interviewer until then; they were graded."""
    reason: str


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
    undecided: tuple[Undecided, ...] = ()
    broken_off: tuple[BrokenOff, ...] = ()

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
    candidates: Sequence[Actor] = CANDIDATES,
    progress: Progress | None = None,
) -> Examination:
    """Grade an interviewer, one interview after the other. Raises ModelUnavailable when the interviewer does."""
    turns, fallbacks = 0, Counter[str]()
    failures: list[Failure] = []
    unknown: list[Undecided] = []
    broken: list[BrokenOff] = []
    for candidate, question in product(candidates, questions):
        if progress:
            progress(candidate, question)
        who, what = candidate.name, question.id
        walked = await walk(interviewer, question, candidate)
        turns += len(walked.spoken)
        if walked.broken_off:
            broken.append(BrokenOff(candidate=who, question=what, turns=len(walked.spoken), reason=walked.broken_off))
        for number, spoken in enumerate(walked.spoken, 1):
            fallbacks.update([spoken.degraded] if spoken.degraded else [])
            failures += _failures(spoken, who, what, number)
            unknown += _unknown(spoken, who, what, number)
    return Examination(
        interviewer=interviewer.name,
        candidates=tuple(one.name for one in candidates),
        questions=tuple(one.id for one in questions),
        turns=turns,
        fallbacks=dict(fallbacks.most_common()),
        failures=tuple(failures),
        undecided=tuple(unknown),
        broken_off=tuple(broken),
    )


def _failures(spoken: Spoken, candidate: str, question: str, turn: int) -> list[Failure]:
    return [
        Failure(
            criterion=criterion,
            candidate=candidate,
            question=question,
            step=heard.step,
            turn=turn,
            evidence=evidence,
            withdrawn=heard.withdrawn,
        )
        for heard in spoken.heard
        for criterion, evidence in graded(heard)
    ]


def _unknown(spoken: Spoken, candidate: str, question: str, turn: int) -> list[Undecided]:
    """Each criterion once, also where words were withdrawn."""
    names = dict.fromkeys(name for heard in spoken.heard for name in undecided(heard))
    return [Undecided(criterion=name, candidate=candidate, question=question, turn=turn) for name in names]
