"""Leads a scripted candidate through one question with an interviewer."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.evaluation.text import similar_asks
from coach.interviewers.examination.candidates import Candidate, Do, Move
from coach.interviewers.examination.heard import Heard, Standing, Step, sentences
from coach.ports import Clarification, Conversation, OnDelta, Turn, Utterance

_U = TypeVar("_U", bound=Utterance)

FALSE_BELIEF = "It always takes the same effort, so there is nothing to weigh and nothing that could go wrong."
PLAIN_PLAN = "I would write the plainest thing that works, play the example through by hand, then count its cost."
ANSWER_SENTENCES = 2


class Speaker(Protocol):
    """The part of the Interviewer port that is examined; what it raises is passed on."""

    @property
    def name(self) -> str: ...

    async def open(self, conversation: Conversation, on_delta: OnDelta | None = None) -> Utterance: ...

    async def clarify(
        self, conversation: Conversation, asked: str, on_delta: OnDelta | None = None
    ) -> Clarification: ...

    async def acknowledge(
        self, conversation: Conversation, said: str, on_delta: OnDelta | None = None
    ) -> Utterance: ...

    async def follow_up(self, conversation: Conversation, ask: str, on_delta: OnDelta | None = None) -> Utterance: ...

    async def hint(self, conversation: Conversation, rung: int, on_delta: OnDelta | None = None) -> Utterance: ...


class Spoken(NamedTuple):
    """One turn of the interviewer."""

    heard: tuple[Heard, ...]
    """The words that count, and those that were shown before they were replaced."""
    degraded: str
    """Why the bank spoke where a model should have."""


async def walk(interviewer: Speaker, question: BankQuestion, candidate: Candidate) -> tuple[Spoken, ...]:
    """Everything the interviewer said, in order."""
    scene = _Scene(interviewer, question)
    await scene.open()
    for move in candidate.moves:
        await scene.play(move)
    return tuple(scene.spoken)


class _Scene:
    """One interview on one question, as far as it has come."""

    def __init__(self, interviewer: Speaker, question: BankQuestion) -> None:
        self.spoken: list[Spoken] = []
        self._interviewer = interviewer
        self._talk = Conversation(question=question)
        self._facts = iter(question.withheld)
        self._asks = _asks_of(question)
        self._answer = _answer_of(question)
        self._latest, self._standing = "", Standing.NONE
        self._given: tuple[str, ...] = ()
        self._marks: tuple[str, ...] = ()
        self._rung = 0

    async def open(self) -> None:
        await self._hear(Step.OPEN, self._interviewer.open, due=self._talk.question.opening.strip())

    async def play(self, move: Move) -> None:
        match move.do:
            case Do.ASK | Do.ASK_FACT:
                await self._ask(move)
            case Do.SAY | Do.SAY_ANSWER:
                await self._say(move)
            case Do.CODE:
                self._write()
            case Do.HINT:
                await self._hint()
            case Do.FOLLOW_UP:
                await self._follow_up()

    async def _ask(self, move: Move) -> None:
        text, withheld = move.text, self._talk.question.withheld
        if move.do is Do.ASK_FACT:
            if (fact := next(self._facts, None)) is None:
                return
            text = f"{fact.asks[0].capitalize()}?"
        self._note(move, text)
        self._given = tuple(dict.fromkeys((*self._given, *(fact.id for fact in similar_asks(withheld, text)))))
        await self._hear(Step.CLARIFY, lambda talk, tell: self._interviewer.clarify(talk, text, tell), answers=True)
        self._talk = self._talk.replace(earned=self._given)

    async def _say(self, move: Move) -> None:
        if move.do is Do.SAY_ANSWER:
            text = next(self._answer, PLAIN_PLAN)
        else:
            text = move.text.replace("{belief}", _belief_of(self._talk.question))
        self._note(move, text)
        await self._hear(
            Step.ACKNOWLEDGE, lambda talk, tell: self._interviewer.acknowledge(talk, text, tell), answers=True
        )

    def _write(self) -> None:
        if isinstance(self._talk.question, CodingQuestion):
            self._talk = self._talk.replace(code=self._talk.question.model_solution)

    async def _hint(self) -> None:
        hints = self._talk.question.hint_texts
        if self._rung < len(hints):
            self._rung = rung = self._rung + 1
            due = hints[rung - 1].strip()
            await self._hear(Step.HINT, lambda talk, tell: self._interviewer.hint(talk, rung, tell), due=due)

    async def _follow_up(self) -> None:
        if ask := next(self._asks, ""):
            await self._hear(
                Step.FOLLOW_UP, lambda talk, tell: self._interviewer.follow_up(talk, ask, tell), due=ask.strip()
            )

    def _note(self, move: Move, text: str) -> None:
        self._latest, self._standing = text, move.standing
        self._marks += move.marks

    async def _hear(
        self,
        step: Step,
        call: Callable[[Conversation, OnDelta], Awaitable[_U]],
        due: str = "",
        *,
        answers: bool = False,
    ) -> None:
        shown: list[str] = []
        said = await call(self._talk, shown.append)
        heard = Heard(
            step=step,
            text=said.text,
            before=self._talk,
            answered=self._latest,
            standing=self._standing,
            due=due,
            given=self._given,
            claimed=said.earned if isinstance(said, Clarification) else (),
            marks=self._marks,
            rung=self._rung if step is Step.HINT else 0,
        )
        withdrawn = _withdrawn("".join(shown), said.text)
        both = (heard, heard.replace(text=withdrawn, claimed=(), withdrawn=True)) if withdrawn else (heard,)
        self.spoken.append(Spoken(both, said.degraded))
        mine = (Turn(speaker="candidate", text=self._latest),) if answers else ()
        theirs = Turn(speaker="interviewer", text=said.text)
        self._talk = self._talk.replace(turns=(*self._talk.turns, *mine, theirs))


def _withdrawn(shown: str, text: str) -> str:
    """What was shown besides the words that count."""
    return shown.strip().removesuffix(text.strip()).strip()


def _asks_of(question: BankQuestion) -> Iterator[str]:
    match question:
        case BehavioralQuestion():
            more = [probe.ask for probe in question.probes]
        case SystemDesignQuestion():
            more = [dive.ask for dive in question.deep_dives]
        case _:
            more = []
    yield from dict.fromkeys([*(follow_up.ask for follow_up in question.follow_ups), *more])


def _answer_of(question: BankQuestion) -> Iterator[str]:
    """The model answer in pieces of two sentences; a plan in words where the answer is code."""
    if isinstance(question, CodingQuestion):
        return
    text = re.sub(r"(?<=\S)[ \t]*\n(?=\S)", " ", question.model_solution.strip())
    parts = list(sentences(text))
    for start in range(0, len(parts), ANSWER_SENTENCES):
        yield " ".join(parts[start : start + ANSWER_SENTENCES])


def _belief_of(question: BankQuestion) -> str:
    match question:
        case ConceptQuestion():
            return f"{question.misconceptions[0].text}."
        case BehavioralQuestion() if question.weak_signals:
            return f"{question.weak_signals[0].text}."
        case _:
            return FALSE_BELIEF
