"""An objection to one finding: the question is read again without a word of it, and both findings are kept."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from coach.domain.company import CompanyPattern
from coach.domain.content import BankQuestion
from coach.domain.enums import Source
from coach.domain.event import EventKind
from coach.domain.feedback import (
    DimensionResult,
    Dispute,
    Finding,
    InterviewFeedback,
    QuestionAssessment,
    Standing,
)
from coach.domain.session import InterviewSession
from coach.errors import BadInput, ContentError, IllegalTransition, ModelUnavailable, NotFound
from coach.evaluation import scores
from coach.evaluation.assess import read
from coach.evaluation.levels import LOWEST, result_of
from coach.interview.conversation import heard, transcript
from coach.interview.engine import Engine, Step, change
from coach.interview.mode import OFFLINE
from coach.interview.privacy import require_consent
from coach.ports import Judgement

LONGEST = 2_000
"""Characters of an objection."""
SAME_FACT = "it is a fact, and comes out the same every time; what it rests on is shown"
SAME_WORDS = "the word check reads the same words the same way every time; what it found is shown"
READ_AGAIN = "read again by {name}, which was told neither of the objection nor of the first answer"
NO_READER = "a model answered it and none is at hand, so nobody read it again"
NOT_ANSWERED = "{name} read the answer again and left this criterion open"
FAILED = "the model could not read it again: {why}"


class Disputed(NamedTuple):
    """The finding an objection is about, and where it stands."""

    assessment: QuestionAssessment
    result: DimensionResult
    finding: Finding


def find(feedback: InterviewFeedback, criterion_id: str, question_id: str | None = None) -> Disputed:
    """The finding that is meant. Raises NotFound with the criteria there are, BadInput where several questions fit."""
    seen = [
        Disputed(assessment, result, finding)
        for assessment in feedback.questions
        for result in assessment.dimensions
        for finding in result.findings
        if question_id in (None, assessment.question_id) and finding.source is not Source.SELF
    ]
    found = [one for one in seen if one.finding.criterion_id == criterion_id]
    if not found:
        raise _unknown(feedback, criterion_id, question_id, seen)
    questions = list(dict.fromkeys(one.assessment.question_id for one in found))
    if len(questions) > 1:
        raise BadInput(
            f"{len(questions)} questions have the criterion {criterion_id!r}: {', '.join(questions)}.",
            fix=f"name one with --question {questions[0]}",
        )
    # A key point and a fact may share a name: the one that can be read again is meant.
    return min(found, key=lambda one: one.finding.source is Source.FACT)


def _unknown(
    feedback: InterviewFeedback, criterion_id: str, question_id: str | None, seen: Sequence[Disputed]
) -> NotFound:
    asked = [one.question_id for one in feedback.questions]
    if question_id and question_id not in asked:
        return NotFound(f"There is no question {question_id!r} in the report.", why=f"Its questions: {_listed(asked)}.")
    known = list(dict.fromkeys(one.finding.criterion_id for one in seen))
    return NotFound(
        f"There is no criterion {criterion_id!r} in the report.",
        why=f"Its criteria: {_listed(known)}.",
        fix=f"coach why {feedback.session_id}",
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


async def dispute(
    engine: Engine, session_id: str, criterion_id: str, question_id: str | None = None, because: str = ""
) -> Dispute:
    """Judge one criterion of a report again, blind, and keep both findings; the report's scores stay as they are.

    Raises IllegalTransition without a report, NotFound, BadInput, Forbidden, StoreError, Conflict.
    """
    if len(because) > LONGEST:
        raise BadInput(f"The objection has {len(because):,} characters; {LONGEST:,} are taken.", fix="make it shorter")
    session = await engine.store.load(session_id)
    if session.feedback is None:
        raise IllegalTransition("There is no report to dispute yet.", fix=f"coach report {session.id}")
    disputed = find(session.feedback, criterion_id, question_id)
    await require_consent(engine, session.user_id)
    after, judged_by, note = await _again(engine, session, disputed)
    pattern = await engine.questions.pattern(session.company_type)
    made = Dispute(
        question_id=disputed.assessment.question_id,
        before=disputed.finding,
        after=after,
        note=note,
        because=because.strip(),
        judged_by=judged_by,
        at=engine.clock.now(),
        stands=_standing(session.feedback, disputed, disputed.assessment, disputed.result),
        would_stand=_would_stand(session.feedback, disputed, after, pattern),
    )
    feedback = session.feedback
    await change(engine, session_id, lambda step: _record(step, step.session.feedback or feedback, made))
    return made


def _record(step: Step, feedback: InterviewFeedback, made: Dispute) -> None:
    step.session = step.session.replace(feedback=feedback.replace(disputes=(*feedback.disputes, made)))
    step.note(
        EventKind.DISPUTED,
        text=made.because,
        question=made.question_id,
        criterion=made.before.criterion_id,
        before=made.before.answer.value,
        after=made.after.answer.value if made.after else None,
        score=made.stands.overall_score,
        would_be=made.would_stand.overall_score,
    )


async def _again(engine: Engine, session: InterviewSession, disputed: Disputed) -> tuple[Finding | None, str, str]:
    """The finding of a fresh reading, who read, and how that went."""
    finding = disputed.finding
    if finding.source is Source.FACT:
        return finding, OFFLINE, SAME_FACT
    judged, fresh = await _read(engine, session, disputed)
    if fresh and fresh.source is Source.MODEL:
        return fresh, judged.source, READ_AGAIN.format(name=judged.source)
    if finding.source is Source.BANK:
        return finding, OFFLINE, SAME_WORDS
    if judged.degraded:
        return None, OFFLINE, FAILED.format(why=judged.degraded)
    note = NO_READER if judged == Judgement() else NOT_ANSWERED.format(name=judged.source)
    return None, OFFLINE, note


async def _read(engine: Engine, session: InterviewSession, disputed: Disputed) -> tuple[Judgement, Finding | None]:
    """What a reader finds in the whole question, and the same criterion in it, its quotes checked like the first's."""
    bank = await _bank_question(engine, session, disputed.assessment)
    events = await engine.store.events(session.id)
    root_id = disputed.assessment.question_id
    try:
        judged = await engine.interviewer.judge(await heard(engine, session, bank, root_id, events))
    except ModelUnavailable as error:
        return Judgement(degraded=error.message), None
    seen = transcript(session, bank, root_id, events).replace(findings=judged.findings)
    # Reading a long answer takes a while; other sessions of the process go on meanwhile.
    results = await asyncio.to_thread(lambda: read(seen).results)
    fresh = (one for result in results for one in result.findings if _criterion(one) == _criterion(disputed.finding))
    return judged, next(fresh, None)


def _criterion(finding: Finding) -> tuple[str, str, str]:
    return finding.dimension, finding.criterion_id, finding.statement


async def _bank_question(engine: Engine, session: InterviewSession, assessment: QuestionAssessment) -> BankQuestion:
    try:
        return await engine.questions.question(assessment.bank_id)
    except (NotFound, ContentError):
        raise NotFound(
            f"Question {assessment.question_id} cannot be judged again.",
            why=f"{assessment.bank_id} is not in the bank any more.",
            fix=f"coach why {session.id} --question {assessment.question_id}",
        ) from None


def _standing(
    feedback: InterviewFeedback, disputed: Disputed, assessment: QuestionAssessment, result: DimensionResult
) -> Standing:
    questions = [
        assessment if one.question_id == disputed.assessment.question_id else one for one in feedback.questions
    ]
    return Standing(level=result.level, question_score=assessment.score, overall_score=scores.overall(questions))


def _would_stand(
    feedback: InterviewFeedback, disputed: Disputed, after: Finding | None, pattern: CompanyPattern
) -> Standing:
    """The scores with the second finding in place of the first, by the rules that made the report's."""
    old, assessment = disputed.result, disputed.assessment
    if after is None or after.answer is disputed.finding.answer:
        return _standing(feedback, disputed, assessment, old)
    findings = [after if one == disputed.finding else one for one in old.findings]
    result = result_of(old.dimension, findings, old.caps)
    if old.level is None and result.level == LOWEST:
        # What could not be read well enough for a level stays open.
        result = result.replace(level=None)
    results = [result if one == old else one for one in assessment.dimensions]
    level = scores.question_level(results, assessment.caps, pattern.weight_of)
    score = None if level is None else scores.score_of(level)
    return _standing(
        feedback, disputed, assessment.replace(dimensions=tuple(results), level=level, score=score), result
    )
