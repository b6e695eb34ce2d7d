"""From what happened to scores: per question as it goes, and for the whole interview."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from coach.domain.content import BankQuestion
from coach.domain.event import Event, EventKind
from coach.domain.feedback import FeedbackWords, GateResult, InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.domain.transcript import QuestionTranscript
from coach.errors import ContentError, ModelUnavailable, NotFound
from coach.evaluation.assess import Reading, assess, read
from coach.evaluation.briefing import brief_of, worded
from coach.evaluation.feedback import summarise
from coach.evaluation.gate import check
from coach.interview.conversation import SPOKEN_BY_CANDIDATE, heard, transcript
from coach.interview.engine import Engine
from coach.interview.mode import OFFLINE, mode_of
from coach.ports import Judgement

SHORT = 1_000
"""So many characters of the candidate are judged in a few milliseconds, which others in the process can wait for."""

Found = TypeVar("Found")


async def read_by_facts(
    session: InterviewSession,
    bank: BankQuestion,
    root_id: str,
    events: Sequence[Event],
    ahead: Reading | None = None,
) -> Reading:
    """Judge one root question with its follow-ups as far as that goes without a reader of prose."""
    return await read_by(partial(read, ahead=ahead), transcript(session, bank, root_id, events))


async def read_ahead(session: InterviewSession, bank: BankQuestion, root_id: str, events: Sequence[Event]) -> Reading:
    """The same while the sandbox is at work, in another thread however short it is."""
    return await asyncio.to_thread(read, transcript(session, bank, root_id, events))


async def assess_question(
    engine: Engine, session: InterviewSession, bank: BankQuestion, root_id: str, events: Sequence[Event]
) -> QuestionAssessment:
    """Judge one root question with its follow-ups; prose that no reader can judge is left not assessed."""
    seen = transcript(session, bank, root_id, events)
    # Nobody is asked to read what is no answer.
    passed = check(seen) is GateResult.PASSED
    judged = await _read(engine, session, bank, root_id, events) if passed else Judgement()
    assessment = await read_by(assess, seen.replace(findings=judged.findings))
    return assessment.replace(
        judged_by=judged.source if judged.findings else OFFLINE,
        degraded=judged.degraded,
        flags=(*assessment.flags, *judged.flags),
    )


async def _read(
    engine: Engine, session: InterviewSession, bank: BankQuestion, root_id: str, events: Sequence[Event]
) -> Judgement:
    """What a reader finds, or why there is nothing."""
    try:
        return await engine.interviewer.judge(await heard(engine, session, bank, root_id, events))
    except ModelUnavailable as error:
        return Judgement(degraded=error.message)


async def read_by(reader: Callable[[QuestionTranscript], Found], seen: QuestionTranscript) -> Found:
    """What a reader makes of a transcript; a long one is read in another thread, and other sessions go on meanwhile."""
    # For a short one the way to the other thread and back costs as much as the reading.
    return reader(seen) if _characters(seen) <= SHORT else await asyncio.to_thread(reader, seen)


def _characters(seen: QuestionTranscript) -> int:
    """How much the candidate has said, written and coded."""
    said = sum(len(event.text) for event in seen.events if event.kind in SPOKEN_BY_CANDIDATE)
    return said + sum(len(one.response_text) + len(one.code_solution or "") for one in seen.responses)


def asked_roots(session: InterviewSession, events: Sequence[Event]) -> tuple[str, ...]:
    """Ids of the root questions that were put to the candidate; the others were not reached and are not judged."""
    asked = {event.question_id for event in events if event.kind is EventKind.ASKED}
    return tuple(question.id for question in session.roots if question.id in asked)


async def evaluate(engine: Engine, session: InterviewSession) -> InterviewFeedback:
    """The feedback on everything that was asked so far; a question that has left the bank is said to be missing."""
    events = await engine.store.events(session.id)
    found, missing = [], []
    for root_id in asked_roots(session, events):
        question = session.question(root_id)
        try:
            found.append((root_id, await engine.questions.question(question.bank_id)))
        except (NotFound, ContentError):
            missing.append(f"{root_id} {question.title}: the question is not in the bank any more")
    judging = (assess_question(engine, session, bank, root_id, events) for root_id, bank in found)
    assessments = await asyncio.gather(*judging)
    missing += [f"{one.title}: judged without a model – {one.degraded}" for one in assessments if one.degraded]
    pattern = await engine.questions.pattern(session.company_type)
    feedback = summarise(session, assessments, pattern)
    feedback = feedback.replace(not_assessed=(*feedback.not_assessed, *missing))
    feedback = worded(feedback, await _words(engine, session, feedback))
    return feedback.replace(mode=mode_of(session, events, feedback).value)


async def _words(engine: Engine, session: InterviewSession, feedback: InterviewFeedback) -> FeedbackWords:
    """What the interviewer writes; a model that fails leaves the lines of the evaluation."""
    if not feedback.questions:
        return FeedbackWords()
    try:
        return await engine.interviewer.write_feedback(brief_of(session, feedback))
    except ModelUnavailable as error:
        return FeedbackWords(degraded=error.message)
