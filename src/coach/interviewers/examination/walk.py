"""Leads a candidate through one question with an interviewer."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion
from coach.errors import ModelUnavailable
from coach.evaluation.text import similar_asks
from coach.interviewers.examination.candidates import Actor, Do, Move, View
from coach.interviewers.examination.heard import Heard, Standing, Step, sentences
from coach.interviewers.examination.worth import standing_of, telling_mark
from coach.interviewers.model import asked_for
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


class Walk(NamedTuple):
    """One interview on one question."""

    spoken: tuple[Spoken, ...]
    """Everything the interviewer said, in order."""
    broken_off: str = ""
    """Why the candidate could not go on; empty when it came to its end."""


async def walk(interviewer: Speaker, question: BankQuestion, candidate: Actor) -> Walk:
    """Lead a candidate to the end, or to where its model fails. Raises ModelUnavailable when the interviewer does."""
    scene = _Scene(interviewer, question)
    await scene.open()
    moves = 0
    while True:
        try:
            move = await candidate.move(scene.view, moves)
        except ModelUnavailable as error:
            return Walk(tuple(scene.spoken), error.in_a_line)
        if move is None:
            return Walk(tuple(scene.spoken))
        await scene.play(move)
        moves += 1


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
        self._is_played = self._unmarked = False
        self._rung = 0

    @property
    def view(self) -> View:
        question = self._talk.question
        return View(
            opening=question.opening.strip(),
            turns=self._talk.turns,
            code=self._talk.code,
            takes_code=isinstance(question, CodingQuestion),
            hints_left=len(question.hint_texts) - self._rung,
        )

    async def open(self) -> None:
        await self._hear(Step.OPEN, self._interviewer.open, due=self._talk.question.opening.strip())

    async def play(self, move: Move) -> None:
        match move.do:
            case Do.ASK | Do.ASK_FACT:
                await self._ask(move)
            case Do.SAY | Do.SAY_ANSWER | Do.SAY_BELIEF:
                await self._say(move)
            case Do.CODE:
                self._write(move.text)
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
        match move.do:
            case Do.SAY_ANSWER:
                text = next(self._answer, PLAIN_PLAN)
            case Do.SAY_BELIEF:
                text = _belief_of(self._talk.question)
            case _:
                text = move.text
        self._note(move, text)
        await self._hear(
            Step.ACKNOWLEDGE, lambda talk, tell: self._interviewer.acknowledge(talk, text, tell), answers=True
        )

    def _write(self, code: str) -> None:
        if isinstance(self._talk.question, CodingQuestion):
            self._talk = self._talk.replace(code=code or self._talk.question.model_solution)

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
        question, marks = self._talk.question, move.marks
        self._latest, self._standing, self._is_played = text, move.standing, move.meant is not None
        if move.meant is not None:
            marks = tuple(mark for mark in marks if telling_mark(mark, text, question))
            self._standing = Standing.NONE if move.do is Do.ASK else standing_of(move.meant, text, question)
        self._unmarked = move.is_order and not marks
        self._marks += marks

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
        heard = self._heard(step, said, due)
        withdrawn = _withdrawn("".join(shown), said.text)
        again = heard.replace(text=withdrawn, claimed=(), doubtful=(), withdrawn=True)
        self.spoken.append(Spoken((heard, again) if withdrawn else (heard,), said.degraded))
        mine = (Turn(speaker="candidate", text=self._latest),) if answers else ()
        theirs = Turn(speaker="interviewer", text=said.text)
        self._talk = self._talk.replace(turns=(*self._talk.turns, *mine, theirs))

    def _heard(self, step: Step, said: Utterance, due: str) -> Heard:
        claimed = said.earned if isinstance(said, Clarification) else ()
        doubtful = self._doubtful(claimed)
        self._given += doubtful
        return Heard(
            step=step,
            text=said.text,
            before=self._talk,
            answered=self._latest,
            standing=self._standing,
            due=due,
            given=self._given,
            doubtful=doubtful,
            claimed=claimed,
            marks=self._marks,
            unmarked=self._unmarked,
            rung=self._rung if step is Step.HINT else 0,
        )

    def _doubtful(self, claimed: tuple[str, ...]) -> tuple[str, ...]:
        """Facts that a played candidate may have asked for, though not in words that the bank knows."""
        if not self._is_played:
            return ()
        could_be = asked_for(self._talk.question.withheld, self._latest, claimed, self._given)
        return tuple(fact.id for fact in could_be if fact.id in claimed and fact.id not in self._given)


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
