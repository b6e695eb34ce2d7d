"""What the interviewer says after an answer: a follow-up, the next question, or the last words."""

from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.event import Event, EventKind
from coach.domain.prose import SystemDesignQuestion
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.errors import ContentError, NotFound
from coach.evaluation.assess import Reading
from coach.evaluation.follow_ups import CHANGED, evidence_for
from coach.interview.conversation import heard
from coach.interview.engine import Engine, Step
from coach.interview.follow_ups import as_question, choose
from coach.interview.judging import asked_roots, read_by, read_by_facts
from coach.ports import OnDelta, Utterance

TWIST_SECONDS = 300.0
"""With less time left a requirement is not changed any more."""


Judged = tuple[Sequence[Event], Reading]
"""The log, and what is made of the question by it."""


class FollowUp(NamedTuple):
    """A follow-up to ask, the evidence that calls for it, and how it was worded."""

    question: InterviewQuestion
    because: str
    words: Utterance


async def next_follow_up(
    engine: Engine,
    session: InterviewSession,
    bank: BankQuestion,
    root_id: str,
    on_delta: OnDelta | None = None,
    judged: Judged | None = None,
) -> FollowUp | None:
    """The follow-up to ask; None when there is none, or no time. `judged`: where it was read and judged just now."""
    if session.seconds_left <= 0:
        return None
    events, reading = judged or await _judged(engine, session, bank, root_id)
    pattern = await engine.questions.pattern(session.company_type)
    seen = reading.transcript
    evidence = await read_by(lambda _: evidence_for(reading), seen)
    if session.seconds_left < TWIST_SECONDS:
        evidence = tuple(condition for condition in evidence if condition != CHANGED)
    most = pattern.follow_ups + (isinstance(bank, SystemDesignQuestion) and pattern.follow_ups > 0)
    choice = choose(seen, evidence, most)
    if choice is None:
        return None
    if choice.because == CHANGED and isinstance(bank, CodingQuestion):
        # Tests hold the code to these words.
        words = Utterance(text=choice.ask)
    else:
        known = await heard(engine, session, bank, root_id, events)
        words = await engine.interviewer.follow_up(known, choice.ask, on_delta)
    return FollowUp(as_question(choice, seen, words.text, words.source), choice.because, words)


async def _judged(engine: Engine, session: InterviewSession, bank: BankQuestion, root_id: str) -> Judged:
    events = await engine.store.events(session.id)
    return events, await read_by_facts(session, bank, root_id, events)


async def last_words(engine: Engine, session: InterviewSession) -> tuple[str, Utterance] | None:
    """How the interviewer ends, and on which question; None when that question has left the bank."""
    events = await engine.store.events(session.id)
    root_id = asked_roots(session, events)[-1]
    try:
        bank = await engine.questions.question(session.question(root_id).bank_id)
    except (NotFound, ContentError):
        return None
    known = await heard(engine, session, bank, root_id, events)
    return root_id, await engine.interviewer.wrap_up(known)


async def next_opening(
    engine: Engine,
    session: InterviewSession,
    on_delta: OnDelta | None = None,
    events: Sequence[Event] | None = None,
) -> Utterance | None:
    """The words that open the question after the current one; None when there is none. `events` as above."""
    if session.position + 1 >= len(session.questions):
        return None
    following = session.questions[session.position + 1]
    bank = await engine.questions.question(following.bank_id)
    events = await engine.store.events(session.id) if events is None else events
    known = await heard(engine, session, bank, following.id, events)
    return await engine.interviewer.open(known, on_delta)


def ask_follow_up(step: Step, asked: FollowUp) -> None:
    question = asked.question
    step.session = step.session.with_question(question)
    step.session = step.session.replace(position=step.session.position + 1)
    step.speak(EventKind.FOLLOWED_UP, question.root_id, asked.words, question=question.id, because=asked.because)


def ask_next(step: Step, opening: Utterance | None) -> None:
    """Go to the next question, unless the time is up: then the rest is not reached."""
    position = step.session.position + 1
    if step.session.seconds_left <= 0:
        position = len(step.session.questions)
    step.session = step.session.replace(position=position)
    question = step.session.current_question
    if question:
        step.speak(EventKind.ASKED, question.id, opening or Utterance(text=question.text))
